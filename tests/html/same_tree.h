#pragma once
/// Is the tree of the cut page the tree of the whole page? For tests and the fuzz target.

#include <chrono>
#include <string>
#include <string_view>

#include "html/cut.h"
#include "html/dom_impl.h"
#include "html/gumbo_arena.h"
#include "html/gumbo_build.h"

namespace winnow::html {

/// True for the text that the cut may take: of <script> and <style> in the HTML namespace.
inline bool may_be_cut(const Document::Impl& tree, const Node& node) {
    if (node.kind != NodeKind::text) return false;
    const Node& parent = tree.nodes[node.parent];
    return !parent.foreign && (parent.tag == Tag::script || parent.tag == Tag::style);
}

/// One line a node, so that two trees can be compared and a difference read.
inline std::string listing(const Document::Impl& tree) {
    std::string out;
    for (const Node& node : tree.nodes) {
        if (may_be_cut(tree, node)) continue;
        out.append(node.depth, ' ');
        out += node.foreign ? "~" : "";
        if (node.kind == NodeKind::element) out += tree.interner.name(node.name);
        if (node.kind == NodeKind::text) out.append("|").append(node.text);
        for (std::size_t i = 0; i < node.attribute_count; ++i) {
            const Attribute& attribute = tree.attributes[node.first_attribute + i];
            out.append(" ").append(tree.interner.name(attribute.name)).append("=").append(attribute.value);
        }
        out += '\n';
    }
    return out;
}

/// Empty if Gumbo cannot read it within the limits.
inline std::string listing(const CutPage& page) {
    ParseLimits limits;
    limits.max_depth = 60'000;
    const GumboParse parse(page.html, limits.max_arena_bytes, std::chrono::milliseconds(5000));
    if (parse.document() == nullptr) return {};
    Document::Impl tree(page.html.size());
    if (!build_from_gumbo(parse.document(), page, limits, tree)) return {};
    return listing(tree);
}

/// The first lines that differ, or empty.
inline std::string difference(std::string_view whole, std::string_view cut) {
    if (whole == cut) return {};
    std::size_t at = 0;
    while (at < whole.size() && at < cut.size() && whole[at] == cut[at]) ++at;
    const std::size_t from = at < 60 ? 0 : at - 60;
    std::string out = "whole: ";
    out.append(whole.substr(from, 160)).append("\ncut:   ");
    if (from < cut.size()) out.append(cut.substr(from, 160));
    return out;
}

/// Empty if the cut changes nothing but the text of scripts and styles.
inline std::string what_the_cut_changes(std::string_view html) {
    CutPage all;
    all.html = html;
    const std::string whole = listing(all);
    if (whole.empty()) return {};
    return difference(whole, listing(cut(html)));
}

}  // namespace winnow::html
