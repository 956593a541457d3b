#!/usr/bin/env python3
"""Trains the line model of find_body() and writes it as a C++ table.

  body_lab names > names.txt; body_lab dump lines.bin < LIST > lines.jsonl
  body_train.py --names names.txt --lines lines --truth TRUTH.jsonl [TRUTH.jsonl ...] --list LIST \
                [--out src/extract/body_model_table.inc --net src/extract/body_net_table.inc] \
                [--scores SCORES.bin] [--folds 5] [--seed 1]

LIST: one JSON object a line, {"id", "file", "url", "publisher"}. TRUTH: one object a page, {"id"} and either "text" (the
true text, with "paragraphs" and the indices of "optional" ones if known) or "with"/"without" (segments that must and
must not appear). Labels come from aligning the words of the lines with those of the truth. Folds are cut by publisher,
so that the printed figures estimate publishers never seen. The result is the same for the same input: fixed seed,
deterministic mode. Needs numpy and lightgbm; the product needs neither.
"""
import argparse
import collections
import json
import re
import zlib
from difflib import SequenceMatcher

import lightgbm
import numpy as np

import body_net
import forest_table

ROUNDS = 150
LOOKS = (16, 56)  # after so many trees a line may be settled
KEEP_ABOVE = -0.6  # as in body.cpp
EARLY, REFUSED = -3.0, -9.0  # as in body_model.cpp: what a line is given that is settled early, or not described
PARAMS = dict(objective="cross_entropy", learning_rate=0.09, num_leaves=31, min_data_in_leaf=80, feature_fraction=0.4,
              bagging_fraction=0.8, bagging_freq=1, lambda_l2=8.0, max_bin=63, verbosity=-1, seed=1,
              deterministic=True, force_col_wise=True, num_threads=2)
WORD = re.compile(r"\w+")


def words(text):
    return [w.lower() for w in WORD.findall(text or "")]


def squash(text):
    return " ".join((text or "").split())


def label_by_text(truth, lines):
    """For each line the share of its words that the alignment finds in the truth, and its weight."""
    want = words(truth["text"])
    flat, owner = [], []
    size = [0] * len(lines)
    for i, line in enumerate(lines):
        for w in words(line):
            flat.append(w)
            owner.append(i)
            size[i] += 1
    hits, found = [0] * len(lines), 0
    for a, _, n in SequenceMatcher(None, flat, want, autojunk=False).get_matching_blocks():
        if n == 0 or (n < 3 and size[owner[a]] > n):  # one or two words match anywhere
            continue
        found += n
        for k in range(a, a + n):
            hits[owner[k]] += 1
    labels = np.array([h / n if n else 0.0 for h, n in zip(hits, size)])
    weights = np.array([n / max(1, len(want)) + 0.004 for n in size])
    if found < 0.6 * len(want):  # the truth speaks of another page
        weights[:] = 0
    optional = [set(words(truth["paragraphs"][k])) for k in truth.get("optional", ())]
    for i, line in enumerate(lines):
        have = set(words(line))
        if labels[i] >= 0.5 and have and any(len(have & o) >= 0.7 * len(have) for o in optional):
            weights[i] = 0  # right either way
    return labels, np.minimum(weights, 0.5)


def label_by_segments(truth, lines):
    labels, weights = np.full(len(lines), -1.0), np.zeros(len(lines))
    wanted, refused = [squash(x) for x in truth["with"]], [squash(x) for x in truth["without"]]
    for i, line in enumerate(map(squash, lines)):
        yes = any(s in line for s in wanted) or (len(line) >= 20 and any(line in s for s in wanted))
        no = any(s in line for s in refused) or (len(line) >= 20 and any(line in s for s in refused))
        if yes != no:
            labels[i], weights[i] = float(yes), 0.12
    return labels, weights


def settle_labels(y, w, x, names, makes, pages, score):
    """Second look at the labels, with scores from a model that did not see the publisher. Where it is very sure and the
    truth disagrees, the truth is more often wrong (text behind a wall, another version of the page): such lines weigh
    a tenth. Where only segments are known, lines of the same make under the same parent as a wanted segment are
    wanted, those like a refused one are refused."""
    y, w = y.copy(), w.copy()
    words, kind, links = (x[:, names.index(n)] for n in ("words", "kind", "link_density"))
    for first, last, segments in pages:
        if not segments:
            sl = slice(first, last)
            doubtful = ((score[sl] > 3.0) & (y[sl] < 0.25)) | ((score[sl] < -4.5) & (y[sl] > 0.75))
            w[sl][doubtful] *= 0.1
            continue
        keys = [tuple(k) for k in makes[first:last]]
        known = y[first:last].copy()
        wanted, refused = np.where(known >= 0.5)[0], np.where((known >= 0) & (known < 0.5))[0]
        like_wanted = {keys[i] for i in wanted if kind[first + i] in (0, 2)}
        like_refused = {keys[i] for i in refused}
        groups_wanted = {keys[i][1] for i in wanted}
        for i in range(last - first):
            at = first + i
            if known[i] >= 0:
                continue
            between = len(wanted) and wanted[0] <= i <= wanted[-1]
            if (keys[i] in like_wanted and keys[i] not in like_refused and score[at] > -1.5 and links[at] < 0.5
                    and words[at] >= 4) or (between and score[at] > 1.0):
                y[at], w[at] = 1.0, 1.2
            elif keys[i] in like_refused and keys[i] not in like_wanted and score[at] < 1.0:
                y[at], w[at] = 0.0, 1.2
            elif score[at] < -3.5 and keys[i][1] not in groups_wanted:
                y[at], w[at] = 0.0, 0.16
    return y, w


def doubt_labels(y, w, pages, score):
    """Third look, with scores of a model that learned the settled labels: what it is sure of against the truth weighs
    less, and so does a page of which it would judge two fifths of the text otherwise."""
    w = w.copy()
    for first, last, segments in pages:
        if segments:
            continue
        sl = slice(first, last)
        text = w[sl] * np.maximum(y[sl] >= 0.5, score[sl] > 0)
        otherwise = w[sl] * (np.abs(score[sl]) > 1.5) * np.abs((score[sl] > 0) - y[sl])
        doubtful = ((score[sl] > 2.5) & (y[sl] < 0.25)) | ((score[sl] < -3.5) & (y[sl] > 0.75))
        w[sl][doubtful] *= 0.15
        if otherwise.sum() > 0.4 * text.sum():
            w[sl] *= 0.15
    return w


def group(publisher):
    return zlib.crc32(".".join(publisher.split(".")[-2:]).encode())


def read_pages(args):
    def rows(path):
        with open(path, encoding="utf-8") as f:
            return [json.loads(line) for line in f if line.strip()]
    truths = {}
    for path in args.truth:
        truths.update((t["id"], t) for t in rows(path))
    publishers = {r["id"]: r.get("publisher", r["id"]) for r in rows(args.list)}
    labels, weights, groups, pages, at = [], [], [], [], 0
    for page in rows(args.lines + ".jsonl"):
        lines = [b[0] for b in page.get("blocks", [])]
        truth = truths.get(page["id"])
        if truth and "text" in truth:
            y, w = label_by_text(truth, lines)
        elif truth and "with" in truth:
            y, w = label_by_segments(truth, lines)
        else:
            y, w = np.full(len(lines), -1.0), np.zeros(len(lines))
        labels.append(y)
        weights.append(w)
        groups.append(np.full(len(lines), group(publishers[page["id"]])))
        pages.append((at, at + len(lines), bool(truth and "with" in truth and "text" not in truth)))
        at += len(lines)
    return np.concatenate(labels), np.concatenate(weights) * 60, np.concatenate(groups), pages


def fit(x, y, w, names):
    # Menus are most of a page and all alike: one line in six of them is enough, at six times the weight.
    easy = (y < 0.5) & (y >= 0) & (x[:, names.index("in_span")] < 0.5) & (
        (x[:, names.index("link_density")] > 0.8) | (x[:, names.index("letters")] < 4.5))
    use = described(x, names) & (y >= 0) & (w > 0) & (~easy | (np.arange(len(y)) % 6 == 0))
    w = np.where(easy, w * 6, w)
    return lightgbm.train(PARAMS, lightgbm.Dataset(x[use], np.clip(y[use], 0, 1), weight=w[use]), ROUNDS)


class Forest:
    """The model as score_lines() asks it: after LOOKS trees it settles a line whose score is out of bounds."""

    def __init__(self, model, x):
        self.model = model
        final = model.predict(x, raw_score=True)
        kept, self.bounds = final > KEEP_ABOVE, []
        for trees in LOOKS:
            score = model.predict(x, raw_score=True, num_iteration=trees)
            low = np.quantile(score[kept], 0.002)  # so many of the kept lines are given up
            high = max(np.quantile(score[~kept], 0.9995), np.quantile(score, 0.5))
            self.bounds.append((trees, float(low), float(high)))

    def scores(self, x):
        """Log odds, and which lines the network is asked about: those that are not refused early."""
        score, asked = self.model.predict(x, raw_score=True), np.ones(len(x), bool)
        for trees, low, high in reversed(self.bounds):
            partial = self.model.predict(x, raw_score=True, num_iteration=trees)
            score = np.where(partial < low, partial + EARLY, np.where(partial > high, partial - EARLY, score))
            asked = np.where(partial < low, False, np.where(partial > high, True, asked))
        return score, asked

    def describe(self, x):
        open_ = np.ones(len(x), bool)
        for trees, low, high in self.bounds:
            score = self.model.predict(x, raw_score=True, num_iteration=trees)
            open_ &= (score >= low) & (score <= high)
            print("%.0f %% of the lines are settled by %d trees" % (100 * (1 - open_.mean()), trees))


def described(x, names):
    """body_features() leaves menu entries out: all their numbers are zero, and the model is never asked about them."""
    return x[:, names.index("letters")] > 0


def scores_unseen(x, y, w, groups, pages, names, folds, net=True):
    """Log odds for each line, from a model that saw no page of the line's publisher; with or without the network."""
    score, asked = np.full(len(y), REFUSED), described(x, names)
    for fold in range(folds):
        test = groups % folds == fold
        forest = Forest(fit(x[~test], y[~test], w[~test], names), x[~test & asked])
        score[test & asked], doubtful = forest.scores(x[test & asked])
        if not net:
            continue
        both = np.where(test & asked)[0][doubtful]
        learned = body_net.Model(x, y, w, asked, [p[:2] for p in pages if p[1] > p[0] and not test[p[0]]], names,
                                 PARAMS["seed"])
        score[both] = (score[both] + learned.scores(x, asked, [p[:2] for p in pages])[both]) / 2
    use = (y >= 0) & (w > 0)
    error = (w * ((score > 0) != (y >= 0.5)))[use].sum() / w[use].sum()
    print("weighted error on publishers not seen: %.4f" % error)
    return score


def write_table(forest, names, path):
    nodes, leaves, roots, first_leaf = forest_table.flatten(forest.model)
    number = forest_table.number
    with open(path, "w", encoding="utf-8") as f:
        f.write("// Written by tools/body_train.py: %d trees, %d nodes over %d features. Do not edit.\n// clang-format off\n"
                % (len(roots), len(nodes), len(names)))
        f.write(forest_table.table("Look", "model_looks",
                                   ["{%d,%s,%s}" % (n, number(a), number(b)) for n, a, b in forest.bounds], 4))
        f.write(forest_table.tables("model", nodes, leaves, roots, first_leaf))
        f.write("// clang-format on\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--names", required=True)
    ap.add_argument("--lines", required=True, help="without .bin and .jsonl")
    ap.add_argument("--truth", nargs="+", required=True)
    ap.add_argument("--list", required=True)
    ap.add_argument("--out", help="the table of the forest to write")
    ap.add_argument("--net", help="the table of the network to write")
    ap.add_argument("--scores", help="write the scores of the unseen here, for body_lab text")
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    PARAMS["seed"] = args.seed
    with open(args.names, encoding="utf-8") as f:
        names = f.read().split()
    y, w, groups, pages = read_pages(args)
    x = np.fromfile(args.lines + ".bin", dtype=np.float32).reshape(len(y), len(names))
    makes = np.fromfile(args.lines + ".bin.groups", dtype=np.uint32).reshape(len(y), 2)
    first = scores_unseen(x, y, w, groups, pages, names, args.folds, net=False)
    y, w = settle_labels(y, w, x, names, makes, pages, first)
    w = doubt_labels(y, w, pages, scores_unseen(x, y, w, groups, pages, names, args.folds, net=False))
    if args.scores:
        scores_unseen(x, y, w, groups, pages, names, args.folds).astype(np.float32).tofile(args.scores)
    if args.out:
        model = fit(x, y, w, names)
        asked = x[described(x, names)]
        forest = Forest(model, asked)
        forest.describe(asked)
        write_table(forest, names, args.out)
    if args.net:
        body_net.Model(x, y, w, described(x, names), [p[:2] for p in pages], names, args.seed).write_table(args.net)


if __name__ == "__main__":
    main()
