#!/usr/bin/env python3
"""Trains the model that knows an offer to read on from other boxes, and writes it as a C++ table.

  body_lab teaser-names > names.txt; body_lab teasers < LIST > places.jsonl
  teaser_train.py --names names.txt --places places.jsonl --list LIST [--out src/extract/page_class_teaser_table.inc]
                  [--test LIST PLACES] [--seed 1]

LIST: one JSON object a line, {"id", "file", "url", "publisher", "teaser": true or false, "wording", "lines", "weight"}:
a page, whether it is a teaser, and, if a box was put into it, a name of what the box says and its lines. Of a teaser
only the places that hold such a line are examples; of one without lines, as on the web, the place that a model of the
others takes for likeliest, if it takes any for one (multiple-instance learning, two rounds); of an article all places
are. Folds are cut by publisher and by
wording at once: a page is judged by a model that has seen neither, so that the printed figures estimate pages of
publishers and offers in words never seen. The result is the same for the same input: fixed seed, deterministic mode.
Needs numpy and lightgbm; the product needs neither.
"""
import argparse
import json
import zlib

import lightgbm
import numpy as np

import forest_table

PUBLISHERS, WORDINGS = 5, 5  # folds
BOUND, BOUND_UNSAID, OF_MANY_LINES, MANY_LINES = 1.0, 1.9, 4.5, 6  # as in page_class_teaser.cpp: what is asked of a place
IS_CUT = "told_cut ellipsis fades".split()
SAYS_MORE = IS_CUT + "names_rest paywall_end class_paywall paid button_this_text button_read_on".split()
TREES, LEAVES, RATE = 200, 12, 0.06
ROUNDS, LEAST = 2, (0.0, -0.5)  # log odds of a place that may be the offer of a teaser without lines
MORE = ("names_rest paid told_cut class_paywall ellipsis breaks_off fades paywall paywall_end payer line_read_on line_this_text "
        "line_barred line_access button_read_on button_access button_barred price_of_term "
        "line_already").split()
LESS = ("free told_whole paid_part before before_plain after after_same after_lines class_letter class_comment email_field "
        "line_letter line_comment line_consent line_goods line_support button_letter button_comment "
        "button_goods").split()


class Pages:
    def __init__(self, list_path, places_path):
        with open(list_path, encoding="utf-8") as f:
            pages = {p["id"]: p for p in map(json.loads, f)}
        self.ids, self.page_of, rows = [], [], []
        self.teaser, self.publisher, self.wording, self.refused, self.certain, self.weight, self.example = [], [], [], [], [], [], []
        self.kind, self.unmarked = [], []
        with open(places_path, encoding="utf-8") as f:
            for line in f:
                seen = json.loads(line)
                page = pages.get(seen["id"])
                if page is None or "places" not in seen:
                    continue
                at = len(self.ids)
                self.ids.append(seen["id"])
                self.kind.append(page.get("kind", ""))
                self.teaser.append(page["teaser"])
                self.publisher.append(zlib.crc32(page["publisher"].encode()) % PUBLISHERS)
                self.wording.append(zlib.crc32(page["wording"].encode()) % WORDINGS if page.get("wording") else -1)
                self.refused.append(seen["refused"])
                self.certain.append(seen["certain"])
                self.weight.append(page.get("weight", 1.0))
                told = set(page.get("lines") or [])
                self.unmarked.append(page["teaser"] and not told)
                for place in seen["places"]:
                    rows.append(place["numbers"])
                    self.page_of.append(at)
                    self.example.append(not page["teaser"] or any(t in line for line in place["lines"] for t in told))
        for name in "page_of teaser publisher wording refused certain weight example unmarked".split():
            setattr(self, name, np.array(getattr(self, name)))
        self.kind = np.array(self.kind)
        self.rows = np.array(rows, np.float32)

    def best(self, scores, names):
        """How far each page's likeliest place stands above what is asked of it."""
        says, cut = ((self.rows[:, [names.index(n) for n in of]] > 0).any(1) for of in (SAYS_MORE, IS_CUT))
        many = (self.rows[:, names.index("before_lines")] >= MANY_LINES) & ~cut
        best = np.full(len(self.ids), -20.0)
        np.maximum.at(best, self.page_of, scores - np.where(says, BOUND, BOUND_UNSAID) - OF_MANY_LINES * many)
        return best


def train(pages, names, chosen, seed):
    """`chosen`: which pages to learn from."""
    model = fit(pages, names, chosen, seed)
    unmarked = pages.unmarked & chosen
    if not unmarked.any():
        return model
    for least in LEAST[:ROUNDS]:
        scores = model.predict(pages.rows, raw_score=True)
        best = np.full(len(pages.ids), -99.0)
        np.maximum.at(best, pages.page_of, scores)
        of = unmarked[pages.page_of]
        pages.example[of] = (scores[of] == best[pages.page_of][of]) & (scores[of] > least)
        model = fit(pages, names, chosen, seed)
    pages.example[unmarked[pages.page_of]] = False
    return model


def fit(pages, names, chosen, seed):
    use = chosen[pages.page_of] & pages.example
    y = pages.teaser[pages.page_of][use].astype(np.float32)
    weight = pages.weight[pages.page_of][use].copy()
    many = np.bincount(pages.page_of[use], minlength=len(pages.ids))  # a page counts once, however many places it has
    weight /= np.sqrt(many[pages.page_of[use]])
    weight[y == 1] *= weight[y == 0].sum() / weight[y == 1].sum()
    signs = [1 if n in MORE else -1 if n in LESS else 0 for n in names]
    return lightgbm.train(
        dict(objective="binary", num_leaves=LEAVES, learning_rate=RATE, min_data_in_leaf=40, lambda_l2=5.0,
             feature_fraction=0.5, bagging_fraction=0.7, bagging_freq=1, monotone_constraints=signs,
             monotone_constraints_method="intermediate", seed=seed, deterministic=True, force_row_wise=True,
             num_threads=1, verbosity=-1),
        lightgbm.Dataset(pages.rows[use], y, weight=weight), TREES)


def report(title, pages, best, chosen=None):
    chosen = np.ones(len(pages.ids), bool) if chosen is None else chosen
    t, a = chosen & pages.teaser, chosen & ~pages.teaser
    print("%s: %d teasers, %d articles; the rules refuse %.1f %% and %.2f %%" %
          (title, t.sum(), a.sum(), 100 * pages.refused[t].mean(), 100 * pages.refused[a].mean()))
    at_work = (best > 0) | pages.certain | (pages.refused & (best <= -19))  # is_paywall(), but for PaywallSigns::sold
    print("  as shipped: %.1f %% of teasers, %.2f %% of articles" %
          (100 * at_work[t].mean(), 100 * np.average(at_work[a], weights=pages.weight[a])))
    for share in (0.003, 0.005, 0.01, 0.02):
        # weighed, as short articles with an offer are more than on the web
        order = np.argsort(-best[a])
        w = np.cumsum(pages.weight[a][order]) / pages.weight[a].sum()
        bound = best[a][order][min(int(np.searchsorted(w, share, side="right")), len(order) - 1)]
        over = best > bound
        either = over | pages.refused
        print("  %.1f %% of articles: score > %5.2f finds %.1f %% of teasers; with the rules %.1f %% and %.2f %%" %
              (100 * share, bound, 100 * over[t].mean(), 100 * either[t].mean(),
               100 * np.average(either[a], weights=pages.weight[a])))


def write_table(model, names, path):
    nodes, leaves, roots, first_leaf = forest_table.flatten(model)
    with open(path, "w", encoding="utf-8") as f:
        f.write("// Written by tools/teaser_train.py: %d trees, %d nodes over %d numbers. Do not edit.\n"
                "// clang-format off\n" % (len(roots), len(nodes), len(names)))
        f.write(forest_table.tables("teaser", nodes, leaves, roots, first_leaf))
        f.write("// clang-format on\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--names", required=True)
    ap.add_argument("--places", required=True)
    ap.add_argument("--list", required=True)
    ap.add_argument("--out")
    ap.add_argument("--test", nargs=2, action="append", default=[], help="LIST PLACES: other pages, by the whole model")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    with open(args.names, encoding="utf-8") as f:
        names = f.read().split()
    pages = Pages(args.list, args.places)
    best = np.zeros(len(pages.ids))
    asked = np.zeros(len(pages.ids))
    for p in range(PUBLISHERS):
        for w in range(WORDINGS):
            test = (pages.publisher == p) & ((pages.wording == w) | (pages.wording < 0))
            model = train(pages, names, (pages.publisher != p) & (pages.wording != w), args.seed)
            scores = pages.best(model.predict(pages.rows, raw_score=True), names)
            best[test] += scores[test]
            asked[test] += 1
    best /= np.maximum(asked, 1)
    report("unseen publishers and wordings", pages, best)
    for kind in sorted(set(pages.kind)):
        of = pages.kind == kind
        print("  %-10s %5d:" % (kind, of.sum()) +
              ";".join(" above %+.1f %.2f %%" % (b, 100 * (best[of] > b).mean()) for b in (-1.0, -0.5, 0.0, 0.5, 1.0)))
    model = train(pages, names, np.ones(len(pages.ids), bool), args.seed)
    gain = sorted(zip(model.feature_importance("gain"), names), reverse=True)
    print("asked most: " + ", ".join("%s %.0f" % (n, g) for g, n in gain[:40]))
    for list_path, places_path in args.test:
        other = Pages(list_path, places_path)
        best = other.best(model.predict(other.rows, raw_score=True), names)
        report(list_path, other, best)
        for kind in sorted(set(other.kind)):
            of = other.kind == kind
            print("  %-10s %5d: rules refuse %.2f %%;" % (kind, of.sum(), 100 * other.refused[of].mean()) + ";".join(
                " above %+.1f: %.2f %%, with the rules %.2f %%" % (b, 100 * (best[of] > b).mean(),
                100 * ((best[of] > b) | other.refused[of]).mean()) for b in (-0.5, 0.0, 0.5)))
    if args.out:
        write_table(model, names, args.out)


if __name__ == "__main__":
    main()
