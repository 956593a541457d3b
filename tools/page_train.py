#!/usr/bin/env python3
"""Trains the page model of classify() and writes it as a C++ table.

  page_lab names > names.txt; page_lab dump < LIST > numbers.jsonl
  page_train.py --names names.txt --numbers numbers.jsonl --truth TRUTH.jsonl [--out src/extract/page_model_table.inc] \
                [--rounds 400] [--seed 1] [--weight SOURCE=N ...]

LIST: one JSON object a line, {"id", "file", "url"}; a page may stand in it twice, with its address and without. TRUTH:
{"id", "article": true or false, "source", "group", "kind"} for each. A source is a set of pages that somebody made or
gathered, a group a publisher or whatever else must not be in both halves. Prints what the model says of each source
that it has not seen (and, of sources that share groups, of groups that it has not seen): articles refused and others
written, at the threshold of page_class.cpp. A source weighs 150, or 900 if it has more than 1,500 pages, or what
--weight says, however many pages it has; real pages deserve more than invented ones. The figure that matters is that of
pages by somebody else. The score is the mean of a boosted forest and a small neural network over the same numbers: they
err differently. The same input gives the same table. Needs numpy, lightgbm and scikit-learn; the product needs none.
"""
import argparse
import collections
import json
import warnings
import zlib

import lightgbm
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

import forest_table

SECTIONS, PAPER_LEAST, OTHER_LEAST = 2.0, -0.8, -0.4  # as in page_class.cpp
LARGE = 1500  # pages: a source with more weighs as six others
PARAMS = dict(objective="binary", learning_rate=0.05, num_leaves=15, min_data_in_leaf=20, feature_fraction=0.2,
              bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, max_bin=63, verbosity=-1, deterministic=True,
              force_col_wise=True, min_sum_hessian_in_leaf=0.5, num_threads=2)

# of the network: units, passes, weight decay, pages a step, learning rate
UNITS, EPOCHS, DECAY, PAGES, STEP = 48, 12, 1.0, 256, 2e-3
FAR = 4.0  # no input is further from its mean, in standard deviations


def read(args):
    truth = {}
    for path in args.truth:
        with open(path, encoding="utf-8") as f:
            truth.update((t["id"], t) for t in map(json.loads, f))
    x, pages = [], []
    with open(args.numbers, encoding="utf-8") as f:
        for row in map(json.loads, f):
            page = truth.get(row["id"])
            if page is None:
                continue
            x.append(row["numbers"])
            pages.append(page)
    asked = [i for i, row in enumerate(x) if row]
    print("%d pages, of %d the model is asked" % (len(pages), len(asked)))
    return np.array([x[i] for i in asked], dtype=np.float32), [pages[i] for i in asked]


def weights(pages, told):
    """Articles and others of each source weigh the same."""
    sizes = collections.Counter((p["source"], p["article"]) for p in pages)
    source = collections.Counter(p["source"] for p in pages)
    return np.array([told.get(p["source"], 900 if source[p["source"]] > LARGE else 150) /
                     sizes[p["source"], p["article"]] for p in pages])


def add_undated(x, pages, names):
    """Fresh flashes show a time and no day, and sets of saved pages hold few of them: one of eight articles without a
    paragraph stands once more without its day."""
    at = {n: i for i, n in enumerate(names)}
    more = [i for i, p in enumerate(pages) if p["article"] and x[i, at["dated"]] and x[i, at["kept_prose"]] == 0 and
            zlib.crc32(p["id"].encode()) % 100 < 12]
    copies = x[more].copy()
    for name in ("dated", "date_source", "machine_date", "modified"):
        copies[:, at[name]] = 0
    copies[:, at["day_gap"]] = 99
    copies[:, at["moment_near"]] = 1
    return np.vstack([x, copies]), pages + [pages[i] for i in more]


class Network:
    """One hidden layer over the numbers as logarithms, centred and scaled."""

    def __init__(self, x, y, weight, seed):
        t = self.turned(x)
        self.mean, std = t.mean(0), t.std(0)
        self.scale = np.where(std > 0, 1 / np.maximum(std, 1e-6), 0.0).astype(np.float32)
        net = MLPClassifier((UNITS,), alpha=DECAY, learning_rate_init=STEP, batch_size=PAGES, max_iter=EPOCHS,
                            random_state=seed)
        with warnings.catch_warnings():  # few passes are meant
            warnings.simplefilter("ignore", ConvergenceWarning)
            net.fit(self.inputs(x), y, sample_weight=weight / weight.mean())
        (self.first, last), (self.first_bias, last_bias) = net.coefs_, net.intercepts_
        self.last, self.last_bias = last[:, 0], float(last_bias[0])
        # as the product keeps them: a byte a weight, a factor an input
        self.factors = np.maximum(np.abs(self.first).max(1), 1e-9) / 127
        self.bytes = np.rint(self.first / self.factors[:, None]).astype(int)

    @staticmethod
    def turned(x):
        return (np.sign(x) * np.log1p(np.abs(x))).astype(np.float32)

    def inputs(self, x):
        return np.clip((self.turned(x) - self.mean) * self.scale, -FAR, FAR)

    def predict(self, x):
        units = self.inputs(x) @ (self.bytes * self.factors[:, None]) + self.first_bias
        return np.maximum(units, 0) @ self.last + self.last_bias

    def tables(self):
        number, table = forest_table.number, forest_table.table
        inputs = ["{%s,%s,%s}" % tuple(number(float("%.6g" % v)) for v in t)
                  for t in zip(self.mean, self.scale, self.factors)]
        return ("constexpr std::size_t page_units = %d;\n" % UNITS +
                "constexpr float page_far = %s, page_last_bias = %s;\n" % (number(FAR), number(self.last_bias)) +
                table("Input", "page_inputs", inputs, 3) +
                table("std::int8_t", "page_first", ["%d" % v for v in self.bytes.reshape(-1)], 24) +
                table("float", "page_first_bias", [number(float("%.6g" % v)) for v in self.first_bias], 8) +
                table("float", "page_last", [number(float("%.6g" % v)) for v in self.last], 8))


class Model:
    """Log odds: the mean of forest and network."""

    def __init__(self, forest, network):
        self.forest, self.network = forest, network

    def predict(self, x):
        return 0.5 * (self.forest.predict(x, raw_score=True) + self.network.predict(x))


def fit(x, pages, args):
    forest_x, forest_pages = add_undated(x, pages, args.names_list)
    label = lambda of: np.array([p["article"] for p in of], dtype=np.float64)
    data = lightgbm.Dataset(forest_x, label(forest_pages), weight=weights(forest_pages, args.told_weights))
    forest = lightgbm.train(dict(PARAMS, seed=args.seed), data, args.rounds)
    return Model(forest, Network(x, label(pages), weights(pages, args.told_weights), args.seed))


def evaluate(x, pages, args):
    sources = sorted({p["source"] for p in pages})
    source = np.array([p["source"] for p in pages])
    half = np.array([zlib.crc32(p["group"].encode()) % 2 for p in pages])
    y = np.array([p["article"] for p in pages])
    least = np.where(x[:, args.names_list.index("menu_news")] >= SECTIONS, PAPER_LEAST, OTHER_LEAST)
    groups = {s: {p["group"] for p in pages if p["source"] == s} for s in sources}
    for s in sources:
        score = np.zeros(len(pages))
        mine = source == s
        others = set().union(*(groups[o] for o in sources if o != s))
        halves = (0, 1) if groups[s] & others else (None,)
        for h in halves:
            test = mine if h is None else mine & (half == h)
            train = ~mine if h is None else ~mine & (half != h)
            if not test.any() or not train.any():
                continue
            rows = np.where(train)[0]
            score[test] = fit(x[rows], [pages[i] for i in rows], args).predict(x[test])
        for name, wrong, of in (("articles refused", mine & y & (score < least), mine & y),
                                ("others written", mine & ~y & (score >= least), mine & ~y)):
            if of.any():
                print("%-14s %-17s %5.1f %% of %d" % (s, name, 100 * wrong.sum() / of.sum(), of.sum()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--names", required=True)
    ap.add_argument("--numbers", required=True)
    ap.add_argument("--truth", required=True, nargs="+")
    ap.add_argument("--out", help="the table to write")
    ap.add_argument("--rounds", type=int, default=400)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--weight", action="append", default=[], metavar="SOURCE=N")
    ap.add_argument("--no-figures", action="store_true", help="train only")
    args = ap.parse_args()
    with open(args.names, encoding="utf-8") as f:
        names = f.read().split()
    args.names_list = names
    args.told_weights = {source: float(n) for source, n in (w.rsplit("=", 1) for w in args.weight)}
    x, pages = read(args)
    unknown = sorted(set(args.told_weights) - {p["source"] for p in pages})
    if unknown:
        ap.error("--weight: no page is of the source " + ", ".join(unknown))
    if not args.no_figures:
        evaluate(x, pages, args)
    if args.out:
        model = fit(x, pages, args)
        y = np.array([p["article"] for p in pages], dtype=bool)
        usual = np.median(x[y], axis=0)
        # leaves hold the whole score, the share of articles included, where the first tree has it
        base = float(np.mean(model.forest.predict(x[:50], raw_score=True) - replay(model.forest, x[:50])))
        nodes, leaves, roots, first_leaf = forest_table.flatten(model.forest)
        with open(args.out, "w", encoding="utf-8") as f:
            f.write("// Written by tools/page_train.py: %d trees, %d nodes over %d numbers. Do not edit.\n"
                    "// clang-format off\n" % (len(roots), len(nodes), len(names)))
            f.write("constexpr float page_base = %s;\n" % forest_table.number(base))
            f.write("/// What half of the articles have less of.\n")
            f.write(forest_table.table("float", "page_usual", [forest_table.number(float(v)) for v in usual], 12))
            f.write(forest_table.tables("page", nodes, leaves, roots, first_leaf))
            f.write(model.network.tables())
            f.write("// clang-format on\n")


def replay(model, x):
    """The sum of the trees' leaves, as the product adds them up."""
    nodes, leaves, roots, first_leaf = forest_table.flatten(model)
    sums = np.zeros(len(x))
    for k, row in enumerate(x):
        for root, first in zip(roots, first_leaf):
            at = 0
            while at >= 0:
                feature, threshold, left, right = nodes[root + at]
                at = left if row[feature] <= threshold else right
            sums[k] += leaves[first - at - 1]
    return sums


if __name__ == "__main__":
    main()
