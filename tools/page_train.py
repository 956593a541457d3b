#!/usr/bin/env python3
r"""Learns the weights of extract/page_class_bare_table.inc: is a page with little text a story or no article?

    page_lab < list.jsonl > signs.jsonl           # list: {"id","file","url"}; pages that are not weighed are left out
    page_train.py --names src/extract/page_class_bare_signs.inc --signs signs.jsonl --truth truth.jsonl \
        --out src/extract/page_class_bare_table.inc

truth: {"id", "article": true or false, "publisher", "kind"}; only ids that stand in it are learned from. Logistic
regression with ridge, both sides given the same weight in all, and each kind of page no more than LARGEST of its side.
No weight may be on the side that page_class_bare_signs.inc does not give it: what is odd about a set of pages, and not
about the world, is not learned. Figures are of publishers that the weights have not seen. Needs numpy only; the same
input gives the same table.
"""
import argparse
import collections
import hashlib
import json
import re

import numpy as np

FOLDS, RIDGE, STEPS, LARGEST = 10, 3.0, 60, 0.15


def learn(x, y, w, sides):
    """Newton's method, with the weights that would be on the wrong side held at 0; the constant is not held back."""
    x = np.hstack([np.ones((len(x), 1)), x])
    sides = np.concatenate([[0], sides])
    hold = np.full(x.shape[1], RIDGE)
    hold[0] = 1e-6
    beta = np.zeros(x.shape[1])

    def loss(b):
        z = (2 * y - 1) * (x @ b)
        return w @ np.logaddexp(0, -z) + hold @ (b * b) / 2

    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - hold * beta
        free = ~((beta == 0) & (sides * gradient < 0))
        curve = (x[:, free] * (w * p * (1 - p))[:, None]).T @ x[:, free] + np.diag(hold[free])
        step = np.zeros(len(beta))
        step[free] = np.linalg.solve(curve, gradient[free])
        length, after = 1.0, beta
        while length > 1e-6:
            after = beta + length * step
            after[sides * after < 0] = 0
            if loss(after) <= loss(beta):
                break
            length /= 2
        done = np.abs(after - beta).max() < 1e-7
        beta = after
        if done:
            break
    return beta


def weights_of(y, kinds):
    """Both sides weigh the same; a kind of page that is common in the set does not drown the others."""
    w = np.zeros(len(y))
    for side in (0, 1):
        own = np.flatnonzero(y == side)
        counts = collections.Counter(kinds[i] for i in own)
        largest = max(1.0, LARGEST * len(own))
        for i in own:
            w[i] = min(1.0, largest / counts[kinds[i]])
        w[own] *= len(y) / 2 / w[own].sum()
    return w


def fold_of(publisher):
    return hashlib.sha1(publisher.encode()).digest()[2] % FOLDS


def main():
    options = argparse.ArgumentParser()
    for name in ("names", "signs", "truth", "out"):
        options.add_argument("--" + name, required=name != "out")
    options = options.parse_args()
    signs = re.findall(r'SIGN\(\w+, ([+-]?\d), "(.+)"\)', open(options.names, encoding="utf-8").read())
    sides, names = np.array([int(s) for s, _ in signs]), [n for _, n in signs]
    truth = {t["id"]: t for t in map(json.loads, open(options.truth, encoding="utf-8"))}
    rows = [r for r in map(json.loads, open(options.signs, encoding="utf-8")) if r["id"] in truth]
    x = np.array([r["signs"] for r in rows], float)
    of = [truth[r["id"]] for r in rows]
    y = np.array([t["article"] for t in of], float)
    kinds = [t["kind"] for t in of]
    folds = np.array([fold_of(t["publisher"]) for t in of])
    assert x.shape[1] == len(names)
    unseen = np.zeros(len(y))
    for fold in range(FOLDS):
        rest = np.flatnonzero(folds != fold)
        out = np.flatnonzero(folds == fold)
        beta = learn(x[rest], y[rest], weights_of(y[rest], [kinds[i] for i in rest]), sides)
        unseen[out] = beta[0] + x[out] @ beta[1:]
    for side, word in ((1, "articles refused"), (0, "others written")):
        print(word, int(((unseen > 0) != y)[y == side].sum()), "of", int((y == side).sum()))
        for kind in sorted(set(kinds)):
            own = [i for i in range(len(y)) if kinds[i] == kind and y[i] == side]
            wrong = sum((unseen[i] > 0) != y[i] for i in own)
            if wrong:
                print("   ", kind, wrong, "of", len(own))
    beta = learn(x, y, weights_of(y, kinds), sides)
    for value, name in sorted(zip(beta[1:], names)):
        print(f"{value:+6.2f} {name}")
    if options.out:
        with open(options.out, "w", encoding="utf-8") as f:
            f.write("// Made by tools/page_train.py: a constant, and the weight of each sign of page_class_bare_signs.inc.\n")
            f.write("// clang-format off\n")
            f.write("".join(f"{value:.2f}f,\n" for value in beta))


main()
