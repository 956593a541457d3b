#!/usr/bin/env python3
"""How much processor time it takes to read saved pages: Winnow beside its floors and its rivals.

  cmake --preset bench && cmake --build --preset bench
  bench/compare/compare.py [FOLDER|FILE]... [--rounds N] [--only NAME,NAME] [--json]

Pages are all *.html, *.htm below the folders; without any, the pages of tests/sites. The floors are a bare Gumbo parse with
default options (what every ratio is taken against) and a bare libxml2 parse. Rivals take part where they are installed:
Python packages (trafilatura, readability-lxml, justext, resiliparse, newspaper4k, goose3) for the interpreter given by
--python, go-trafilatura on the PATH, and any program by --rival 'NAME=COMMAND', which gets the names of the files on its
standard input, one a line, or is run once a file if it says {}.

Each contestant is one process that reads all pages on one thread. Counted is what the kernel counts: user and system time of the
whole process, start-up and output included. In every round each contestant has its turn, in an order that turns with the
rounds, and ratios are taken within the round: a busy machine slows all alike. Read the ratios; seconds are of this
machine at this minute. Python 3 only.
"""
import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PACKAGES = ["trafilatura", "readability", "justext", "resiliparse", "newspaper", "goose3"]


class Contestant:
    def __init__(self, name, command, input="lines", slow=False, per_file=False):
        self.name, self.command, self.input, self.slow, self.per_file = name, command, input, slow, per_file
        self.runs = {}  # round -> (cpu seconds, wall seconds, peak bytes)


def find_pages(inputs):
    pages = []
    for path in inputs:
        if os.path.isdir(path):
            for folder, _, files in os.walk(path):
                pages += [os.path.join(folder, f) for f in files if f.lower().endswith((".html", ".htm"))]
        elif os.path.isfile(path):
            pages.append(path)
        else:
            sys.exit("compare: %s: no such file or folder" % path)
    return sorted(os.path.abspath(p) for p in pages)


def contestants(args):
    found, missing = [], []

    def add(name, command, reason, **more):
        if args.only and name not in args.only:
            return
        if command:
            found.append(Contestant(name, command, **more))
        else:
            missing.append("%s: skipped, %s" % (name, reason))

    def built(name):
        path = os.path.join(args.build, name)
        return path if os.access(path, os.X_OK) else None

    floor = built("bench/compare/gumbo_floor")
    winnow = built("winnow")
    if not floor or not winnow:
        sys.exit("compare: %s has no gumbo_floor or no winnow: cmake --preset bench && cmake --build --preset bench, or --build DIR"
                 % args.build)
    found.append(Contestant("gumbo", [floor]))
    xml = built("bench/compare/libxml2_floor")
    add("libxml2", xml and [xml], "libxml2-dev was not there when the benchmarks were built")
    extract = [winnow, "extract", "--no-sites", "--list", "-", "--format", "jsonl", "--threads", "1", "--quiet"]
    add("winnow", extract, "", input="jsonl")
    add("winnow-all-cores", extract[:-3] + ["--quiet"], "", input="jsonl")
    for name in PACKAGES:
        if args.only and name not in args.only:
            continue
        script = [args.python, os.path.join(HERE, "rivals.py")]
        have = subprocess.run(script + ["--have", name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        add(name, script + [name] if have.returncode == 0 else None,
            "no Python package of that name for %s" % args.python, slow=True)
    go = shutil.which("go-trafilatura")
    add("go-trafilatura", go and [go, "{}"], "not on the PATH", slow=True, per_file=True)
    for text in args.rival:
        name, _, command = text.partition("=")
        words = shlex.split(command)
        if not words or not shutil.which(words[0]):
            sys.exit("compare: --rival %s: no such program" % text)
        found.append(Contestant(name, words, slow=True, per_file=any("{}" in w for w in words)))
    return found, missing


def measure(contestant, pages):
    """Runs it once over all pages: CPU seconds, wall seconds, peak memory in bytes."""
    if contestant.per_file:
        jobs = [([w.replace("{}", p) for w in contestant.command], "") for p in pages]
    elif contestant.input == "jsonl":
        jobs = [(contestant.command, "".join(json.dumps({"id": p, "file": p}) + "\n" for p in pages))]
    else:
        jobs = [(contestant.command, "".join(p + "\n" for p in pages))]
    cpu, peak, started = 0.0, 0, time.monotonic()
    for command, text in jobs:
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as complaints:
            stdin.write(text.encode())
            stdin.seek(0)
            child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=complaints)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            # Winnow ends with 8 if some pages were no articles; a program run once a page may refuse any of them.
            if child.returncode not in (0, 8) and not contestant.per_file:
                complaints.seek(0)
                sys.exit("compare: %s ended with %d: %s" % (contestant.name, child.returncode,
                                                            complaints.read().decode("utf-8", "replace")[-500:]))
            cpu += usage.ru_utime + usage.ru_stime
            peak = max(peak, usage.ru_maxrss * 1024)
    return cpu, time.monotonic() - started, peak


def summary(found, pages, rounds):
    floor = next(c for c in found if c.name == "gumbo")
    rows = []
    for c in found:
        ratios = sorted(c.runs[r][0] / floor.runs[r][0] for r in c.runs)
        cpu = statistics.median(run[0] for run in c.runs.values())
        wall = statistics.median(run[1] for run in c.runs.values())
        rows.append({"name": c.name, "rounds": len(c.runs), "cpu_seconds": round(cpu, 4),
                     "cpu_ratio": round(statistics.median(ratios), 4), "cpu_ratio_min": round(ratios[0], 4),
                     "cpu_ratio_max": round(ratios[-1], 4), "pages_per_cpu_second": round(len(pages) / cpu, 1),
                     "pages_per_second": round(len(pages) / wall, 1),
                     "peak_megabytes": round(max(run[2] for run in c.runs.values()) / 1e6, 1)})
    size = sum(os.path.getsize(p) for p in pages)
    result = {"pages": len(pages), "megabytes": round(size / 1e6, 2), "rounds": rounds, "contestants": rows}
    by_name = {c.name: c for c in found}
    if "trafilatura" in by_name and "winnow" in by_name:
        t, w = by_name["trafilatura"].runs, by_name["winnow"].runs
        speedups = sorted(t[r][0] / w[r][0] for r in t)
        result["winnow_times_trafilatura"] = round(statistics.median(speedups), 2)
    return result


def print_table(result):
    print("%d pages, %.1f MB; CPU of the whole process as a ratio to bare Gumbo, median of the rounds [min..max]" %
          (result["pages"], result["megabytes"]))
    print("%-18s %8s %18s %14s %10s %9s" % ("", "ratio", "", "pages/CPU s", "pages/s", "peak MB"))
    for row in result["contestants"]:
        spread = "[%.3f..%.3f]" % (row["cpu_ratio_min"], row["cpu_ratio_max"])
        print("%-18s %8.3f %18s %14.1f %10.1f %9.1f" % (row["name"], row["cpu_ratio"], spread,
              row["pages_per_cpu_second"], row["pages_per_second"], row["peak_megabytes"]))
    if "winnow_times_trafilatura" in result:
        print("winnow reads %.1f times as many pages per CPU second as trafilatura" % result["winnow_times_trafilatura"])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pages", nargs="*", help="folders or files; default: the pages of tests/sites, five times over")
    ap.add_argument("--build", default=os.path.join(ROOT, "build/bench"), help="build folder (default: build/bench)")
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--slow-rounds", type=int, default=1, help="rounds in which the rivals take part (default: 1)")
    ap.add_argument("--only", type=lambda s: s.split(","), help="these contestants, besides gumbo")
    ap.add_argument("--python", default=sys.executable, help="the interpreter that has the rivals' packages")
    ap.add_argument("--rival", action="append", default=[], metavar="NAME=COMMAND")
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args()
    pages = find_pages(args.pages) if args.pages else find_pages([os.path.join(ROOT, "tests/sites")]) * 5
    if not pages:
        sys.exit("compare: no .html files there")
    found, missing = contestants(args)
    for line in missing:
        print(line, file=sys.stderr)
    for turn in range(args.rounds):
        running = [c for c in found if not c.slow or turn < args.slow_rounds]
        start = turn % len(running)
        for c in running[start:] + running[:start]:
            c.runs[turn] = measure(c, pages)
            print("round %d: %s %.2f s" % (turn + 1, c.name, c.runs[turn][0]), file=sys.stderr)
    result = summary(found, pages, args.rounds)
    if args.json:
        print(json.dumps(result, indent=2))
    else:
        print_table(result)


if __name__ == "__main__":
    main()
