"""Writes a boosted forest as the C++ tables of src/extract/forest.h."""


def number(v):
    text = "%.7g" % (v if abs(v) > 1e-30 else 0.0)
    return (text if "." in text or "e" in text else text + ".0") + "f"


def table(kind, name, items, per_line):
    text = "constexpr %s %s[] = {\n" % (kind, name)
    for at in range(0, len(items), per_line):
        text += "    " + ", ".join(items[at:at + per_line]) + ",\n"
    return text + "};\n"


def flatten(model):
    """Trees as one array of inner nodes: feature, threshold, then where to go for <= and for >. A target >= 0 is the
    tree's own node, below that leaf -target-1 of the tree. With the leaves, and where each tree's nodes and leaves
    begin."""
    nodes, leaves, roots, first_leaf = [], [], [], []

    def walk(node, base, leaf_base):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return -(len(leaves) - 1 - leaf_base) - 1
        at = len(nodes)
        nodes.append(None)
        left = walk(node["left_child"], base, leaf_base)
        right = walk(node["right_child"], base, leaf_base)
        nodes[at] = (node["split_feature"], node["threshold"], left, right)
        return at - base

    for tree in model.dump_model()["tree_info"]:
        if "leaf_value" in tree["tree_structure"]:
            raise SystemExit("a tree without a split: less rounds, or more data")
        roots.append(len(nodes))
        first_leaf.append(len(leaves))
        walk(tree["tree_structure"], len(nodes), len(leaves))
    return nodes, leaves, roots, first_leaf


def tables(prefix, nodes, leaves, roots, first_leaf):
    return (table("Node", prefix + "_nodes", ["{%d,%s,%d,%d}" % (a, number(t), l, r) for a, t, l, r in nodes], 6) +
            table("float", prefix + "_leaves", [number(float("%.5g" % v)) for v in leaves], 12) +
            table("Tree", prefix + "_trees", ["{%d,%d}" % p for p in zip(roots, first_leaf)], 12))
