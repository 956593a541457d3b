"""The second half of the line model: a small neural network that reads a line together with its neighbours.

Each line's numbers become HIDDEN units. Those of the line, of each of the REACH lines before and after it, and the sums
over the lines further away, up to FURTHER of them, become MIXED units, and these one score. Trained with Adam on whole
pages, inputs and units dropped at random. Needs numpy only; the same input gives the same network on the same machine.
Used by body_train.py; src/extract/body_net.cpp asks the network.
"""
import numpy as np

HIDDEN, MIXED, REACH, FURTHER = 80, 48, 2, 8
EPOCHS, PAGES, RATE, DECAY = 20, 8, 2e-3, 0.02  # passes, pages a step, learning rate, weight decay
DROP_INPUT, DROP_UNIT = 0.1, 0.3
FAR = 6.0  # no input is further from its mean, in standard deviations
PLAIN, NEAR, EQUALS = 0, 1, 2  # what is made of a number: itself, 1 / (1 + x / 2), whether it is a value
STEPS = {"up_to_best", "up_to_gain", "up_to_title", "from_heading"}
PLACES = {"in_best", "in_gain", "in_span"}
KINDS = {"kind": (0, 1, 2, 3, 4), "container_tag": (1, 2, 3, 4, 5), "common_best": (1, 2)}


class Inputs:
    """How the numbers of a line become the inputs of the network."""

    def __init__(self, x, names):
        self.columns = []
        for i, n in enumerate(names):
            steps = n.startswith("near_") or n in STEPS or (n.startswith("in_") and n not in PLACES)
            self.columns.append((i, NEAR if steps else PLAIN, 0.0))
        for n, values in KINDS.items():
            self.columns += [(names.index(n), EQUALS, float(v)) for v in values]
        t = self._turned(x)
        self.low, self.high = (q.astype(np.float32) for q in np.quantile(t, (0.003, 0.997), axis=0))
        t = np.clip(t, self.low, self.high)
        self.mean, self.scale = t.mean(0), (1 / (t.std(0) + 1e-3)).astype(np.float32)
        self.usual = []  # the commonest value of each number
        for i, _, _ in self.columns:
            values, counts = np.unique(x[:, i], return_counts=True)
            self.usual.append(float(values[counts.argmax()]))

    def _turned(self, x):
        t = np.empty((len(x), len(self.columns)), np.float32)
        for k, (i, kind, value) in enumerate(self.columns):
            c = x[:, i]
            t[:, k] = 1 / (1 + np.maximum(c, 0) / 2) if kind == NEAR else c == value if kind == EQUALS else c
        return t

    def of(self, x, asked):
        """One row a line; the last input tells that the line is described. All are zero if it is not."""
        z = np.clip((np.clip(self._turned(x), self.low, self.high) - self.mean) * self.scale, -FAR, FAR)
        z = np.hstack([z, np.ones((len(z), 1), np.float32)])
        z[~asked] = 0
        return z.astype(np.float32)


class Around:
    """Who stands where, for lines of pages of the given sizes."""

    def __init__(self, sizes):
        first = np.repeat(np.cumsum([0] + list(sizes[:-1])), sizes)
        last = first + np.repeat(sizes, sizes)
        line = np.arange(len(first))
        near = line[:, None] + np.arange(-REACH, REACH + 1)[None]
        self.near = np.where((near < first[:, None]) | (near >= last[:, None]), -1, near)  # -1: none
        self.before = np.maximum(line - FURTHER, first), np.maximum(line - REACH, first)
        self.after = np.minimum(line + REACH + 1, last), np.minimum(line + FURTHER + 1, last)

    @staticmethod
    def sums(units, bounds):
        total = np.vstack([np.zeros((1, units.shape[1])), np.cumsum(units, axis=0, dtype=np.float64)])
        return ((total[bounds[1]] - total[bounds[0]]) / (FURTHER - REACH)).astype(np.float32)

    def seen(self, units):
        near = np.vstack([units, np.zeros((1, HIDDEN), np.float32)])[self.near].reshape(len(units), -1)
        return np.hstack([near, self.sums(units, self.before), self.sums(units, self.after)])

    def back(self, d):
        """What the slopes of seen() are for the units."""
        wide = (2 * REACH + 1) * HIDDEN
        near = d[:, :wide].reshape(len(d), -1, HIDDEN)
        units = np.zeros((len(d) + 1, HIDDEN), np.float32)  # the last row takes what goes to lines that are not there
        for k in range(near.shape[1]):
            units[self.near[:, k]] += near[:, k]
        return (units[:-1] + self.sums(d[:, wide:wide + HIDDEN], self.after)
                + self.sums(d[:, wide + HIDDEN:], self.before))


class Net:
    def __init__(self, inputs, seed):
        self.random = np.random.default_rng(seed)
        wide = (2 * REACH + 3) * HIDDEN
        self.p = {"first": self._draw(inputs, HIDDEN, 1.5), "first_bias": np.zeros(HIDDEN, np.float32),
                  "second": self._draw(wide, MIXED, 1.5), "second_bias": np.zeros(MIXED, np.float32),
                  "last": self._draw(MIXED, 1, 1.0), "last_bias": np.full(1, -1, np.float32),
                  "direct": np.zeros((inputs, 1), np.float32)}
        self.moment = {k: np.zeros_like(v) for k, v in self.p.items()}
        self.square = {k: np.zeros_like(v) for k, v in self.p.items()}
        self.steps = 0

    def _draw(self, n, m, gain):
        return (self.random.normal(0, 1, (n, m)) * np.sqrt(gain / n)).astype(np.float32)

    def run(self, x, around, drop=0.0):
        """Log odds, and the units on the way."""
        p, keep = self.p, None
        units = np.maximum(x @ p["first"] + p["first_bias"], 0)
        if drop:
            keep = ((self.random.random(units.shape, dtype=np.float32) > drop) / (1 - drop)).astype(np.float32)
            units = units * keep
        seen = around.seen(units)
        mixed = np.maximum(seen @ p["second"] + p["second_bias"], 0)
        return (mixed @ p["last"] + p["last_bias"] + x @ p["direct"])[:, 0], (units, keep, seen, mixed)

    def learn(self, x, around, y, w, rate):
        score, (units, keep, seen, mixed) = self.run(x, around, DROP_UNIT)
        p, g = self.p, {}
        d = ((1 / (1 + np.exp(-np.clip(score, -20, 20))) - y) * w)[:, None].astype(np.float32)
        g["last"], g["last_bias"], g["direct"] = mixed.T @ d, d.sum(0), x.T @ d
        d = (d @ p["last"].T) * (mixed > 0)
        g["second"], g["second_bias"] = seen.T @ d, d.sum(0)
        d = around.back(d @ p["second"].T) * keep * (units > 0)
        g["first"], g["first_bias"] = x.T @ d, d.sum(0)
        self.steps += 1
        for k, v in p.items():
            self.moment[k] = 0.9 * self.moment[k] + 0.1 * g[k]
            self.square[k] = 0.999 * self.square[k] + 0.001 * g[k] ** 2
            first, second = 1 - 0.9 ** self.steps, 1 - 0.999 ** self.steps
            step = self.moment[k] / first / (np.sqrt(self.square[k] / second) + 1e-6)
            v -= rate * (step + (0 if k.endswith("bias") else DECAY * v))


class Model:
    """Learned from the given pages, pairs (first, last) of lines."""

    def __init__(self, x, y, w, asked, pages, names, seed):
        pages = [p for p in pages if p[1] > p[0]]
        rows = np.concatenate([np.arange(*p) for p in pages])
        self.inputs = Inputs(x[rows[asked[rows]]], names)
        use = asked & (y >= 0) & (w > 0)
        w = np.where(use, w, 0) / w[rows[use[rows]]].mean() / 300
        z = self.inputs.of(x, asked)
        self.net = self._trained(z, np.clip(y, 0, 1), w, pages, seed)
        for layer in ("first", "second"):  # as the table has them
            factors = self.factors(layer)
            self.net.p[layer] = (np.round(self.net.p[layer] / factors) * factors).astype(np.float32)

    def factors(self, layer):
        """Weights are whole numbers up to 127 times a factor for each row."""
        return np.maximum(np.abs(self.net.p[layer]).max(1, keepdims=True) / 127, 1e-9)

    @staticmethod
    def _trained(z, y, w, pages, seed):
        net, order, random = Net(z.shape[1], seed), np.arange(len(pages)), np.random.default_rng(seed + 1000)
        steps = EPOCHS * ((len(pages) + PAGES - 1) // PAGES)
        for _ in range(EPOCHS):
            random.shuffle(order)
            for at in range(0, len(order), PAGES):
                some = [pages[i] for i in order[at:at + PAGES]]
                lines = np.concatenate([np.arange(*p) for p in some])
                dropped = random.random((1, z.shape[1]), dtype=np.float32) > DROP_INPUT
                net.learn(z[lines] * dropped, Around([b - a for a, b in some]), y[lines], w[lines],
                          RATE * (1 - net.steps / steps))
        return net

    def scores(self, x, asked, pages):
        """Log odds for all lines; `pages` cover them in order."""
        return self.net.run(self.inputs.of(x, asked), Around([b - a for a, b in pages]))[0]

    def write_table(self, path):
        number = lambda v: ("%.6g" % (v if abs(v) > 1e-30 else 0.0))
        real = lambda v: number(v) + ("f" if "." in number(v) or "e" in number(v) else ".0f")
        inputs, p = self.inputs, self.net.p

        def table(f, kind, name, items, per_line):
            f.write("constexpr %s %s[] = {\n" % (kind, name))
            for at in range(0, len(items), per_line):
                f.write("    " + ", ".join(items[at:at + per_line]) + ",\n")
            f.write("};\n")

        def reals(f, name, values):
            table(f, "float", name, [real(v) for v in np.ravel(values)], 12)

        def layer(f, name):
            factors = self.factors(name)
            table(f, "std::int8_t", name + "_weights", ["%d" % v for v in np.round(p[name] / factors).ravel()], 24)
            reals(f, name + "_factors", factors)
            reals(f, name + "_bias", p[name + "_bias"])

        with open(path, "w", encoding="utf-8") as f:
            f.write("// Written by tools/body_train.py: a network of %d inputs, %d and %d units. Do not edit.\n"
                    "// clang-format off\n" % (len(inputs.columns), HIDDEN, MIXED))
            f.write("constexpr std::size_t hidden = %d, mixed = %d, reach = %d, further = %d;\n"
                    % (HIDDEN, MIXED, REACH, FURTHER))
            f.write("constexpr float far_off = %s, last_bias = %s;\n" % (real(FAR), real(p["last_bias"][0])))
            table(f, "Input", "inputs", ["{%d,%d,%s,%s,%s,%s,%s,%s}" % (
                i, kind, real(value), real(inputs.usual[k]), real(inputs.low[k]), real(inputs.high[k]),
                real(inputs.mean[k]), real(inputs.scale[k])) for k, (i, kind, value) in enumerate(inputs.columns)], 2)
            layer(f, "first")
            layer(f, "second")
            reals(f, "direct_weights", p["direct"])
            reals(f, "last_weights", p["last"])
            f.write("// clang-format on\n")
