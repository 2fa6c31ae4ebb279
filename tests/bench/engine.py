#!/usr/bin/python3
"""Draws by the engine for 1,000 to 1,000,000 invented people (10,000,000 with
--ten-million), beside others' on the same people: LEMON's and NetworkX's exact
optima, and the greedy draws of other systems of introductions.

Every draw is a process of its own, several in turns with those beside it, and
the least times of each count: what else the machine does only adds. Ratios of
times are of processor time, all threads together, on which it adds least. What
does not depend on the machine is checked, and the program fails (1) where

- the best draw of pairs of 1,000 is not exactly LEMON's and NetworkX's optimum,
- one and two threads give different draws,
- a draw leaves people out and does not prove that it must,
- a draw did not end.

Besides the tables it writes BUILD/engine.json, of which growth.py makes a
picture.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

from harness import measure, runner

# Members and how often each is drawn.
SIZES = {1000: 7, 3000: 5, 10000: 3, 30000: 3, 100000: 3, 300000: 3,
         1000000: 3}
TEN_MILLION = {10000000: 1}
BESIDE = (1000, 10000, 100000, 1000000)  # the others: only to show growth
TOP = 60  # partners of each member that LEMON is given of 10,000
PEERS = {"first allowed": 1, "best of 16 allowed": 16}


class Bench:
    """The programs, what they found, and what was wrong."""

    def __init__(self, build, deadline):
        self.folder = pathlib.Path(build).resolve() / "tests/bench"
        self.deadline, self.wrong = deadline, []
        self.ours, self.beside = [], []

    def complain(self, what):
        self.wrong.append(what)
        print(f"  WRONG: {what}", flush=True)

    def run(self, program, *words):
        """What the program found; None where it did not end in time."""
        command = [str(self.folder / program), *map(str, words)]
        try:
            done = subprocess.run(command, capture_output=True, text=True,
                                  timeout=self.deadline)
        except subprocess.TimeoutExpired:
            self.complain(f"{program} {' '.join(map(str, words))} did not "
                          f"end in {self.deadline} s")
            return None
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout else {}

    def in_turns(self, runs, calls):
        """Of each what it found, with the least times, by name; who once did
        not end is not asked again, and has none."""
        best = {}
        for _ in range(runs):
            for name, call in calls.items():
                if name in best and best[name] is None:
                    continue
                found, before = call(), best.get(name)
                if found and before:
                    for key in ("seconds", "cpu_seconds", "peak_mb"):
                        if key in found:
                            found[key] = min(found[key], before[key])
                best[name] = found
        return best


# --- ours -------------------------------------------------------------------

def draw(bench, members, serendipity, threads):
    return lambda: bench.run("engine_draw", "--threads", threads,
                             "--serendipity", int(serendipity * 1000), members)


def check_ours(bench, one, two):
    if one is not None and one["print"] != two["print"]:
        bench.complain(f"{two['members']} members: one and two threads differ")
    if two["unproven"] > 0:
        bench.complain(f"{two['members']} members: {two['unproven']} might "
                       "have been introduced")


def add_ours(bench, runs, one, two):
    bench.ours.append({**two, "runs": runs,
                       "one_thread": one and one["seconds"]})
    check_ours(bench, one, two)
    print(f"  {two['members']:,} members, serendipity {two['serendipity']}: "
          f"{two['seconds']:.3f} s ({two['cpu_seconds']:.3f} of processors), "
          f"mean {two['mean']:.4f} of at most "
          f"{two['bound']:.4f}, {two['left']} left", flush=True)


# --- beside -----------------------------------------------------------------

def peers(bench, members):
    return {name: lambda looks=looks: bench.run(
        "engine_draw", "--peers", looks, members)
        for name, looks in PEERS.items()}


def add_beside(bench, name, ours, theirs):
    if ours is None or theirs is None:
        return
    bench.beside.append({
        "members": ours["members"], "serendipity": ours["serendipity"],
        "name": name, "cpu_seconds": theirs["cpu_seconds"],
        "time_ratio": ours["cpu_seconds"] / theirs["cpu_seconds"],
        "mean": theirs["mean"], "left": theirs["left"],
        "mean_ratio": ours["mean"] / theirs["mean"]})
    print(f"  {name}: {theirs['cpu_seconds']:.3f} s of processors, mean {theirs['mean']:.4f}, "
          f"{theirs['left']} left", flush=True)


def as_draw(found, members):
    """A matching that a solver found, in the words of a draw."""
    introduced = 2 * found["pairs"]
    return {**found, "left": members - introduced,
            "mean": 2 * found["score"] / introduced / 1e6}


def lemon(bench, edges, members):
    """None where LEMON is not installed."""
    if not (bench.folder / "lemon_reference").exists():
        return {}
    def call():
        found = bench.run("lemon_reference", edges)
        return found and as_draw(found, members)
    return {"LEMON": call}


def networkx_optimum(edges, members):
    try:
        import networkx
    except ImportError:
        return None
    graph = networkx.Graph()
    with open(edges, encoding="ascii") as lines:
        graph.add_weighted_edges_from(
            [int(word) for word in line.split()] for line in lines)
    begun = time.process_time()
    pairs = networkx.max_weight_matching(graph, maxcardinality=True)
    return as_draw({
        "cpu_seconds": time.process_time() - begun, "pairs": len(pairs),
        "score": sum(graph.edges[pair]["weight"] for pair in pairs)}, members)


def exact_measure(bench, runs, edges, with_networkx):
    """Of 1,000, all who may meet: the same optimum to the last millionth."""
    bench.run("engine_draw", "--edges", edges, 1000)
    found = bench.in_turns(runs, {
        "ours": lambda: bench.run("engine_draw", "--pairs", 1000),
        **lemon(bench, edges, 1000)})
    if with_networkx:
        found["NetworkX"] = networkx_optimum(edges, 1000)
    ours = found.pop("ours")
    for name in ("LEMON", "NetworkX"):
        theirs = found.get(name)
        if theirs is None:
            print(f"  no {name} beside it")
            continue
        add_beside(bench, f"{name}, pairs only, all who may meet", ours,
                   theirs)
        same = (ours["introduced"], ours["score"]) == (
            2 * theirs["pairs"], 2 * theirs["score"])
        print(f"  ours, pairs only: {ours['introduced']} introduced, score "
              f"{ours['score'] / 2e6:.6f}; {name} {2 * theirs['pairs']}, "
              f"{theirs['score'] / 1e6:.6f}: "
              + ("equal" if same else "NOT EQUAL"))
        if not same:
            bench.complain(f"the best pairs of 1,000 are not {name}'s")


# --- a size -----------------------------------------------------------------

def size_measure(bench, members, runs, edges):
    calls = {1: draw(bench, members, 0, 1), 2: draw(bench, members, 0, 2)}
    if members in BESIDE:
        calls.update(peers(bench, members))
    else:
        del calls[1]
    if members == 10000:
        bench.run("engine_draw", "--edges", edges, "--top", TOP, members)
        calls.update(lemon(bench, edges, members))
    found = bench.in_turns(runs, calls)
    one, two = found.pop(1, None), found.pop(2)
    if two is None:
        return
    add_ours(bench, runs, one, two)
    for name, theirs in found.items():
        if name == "LEMON":
            name = f"LEMON, of each the best {TOP}"
        add_beside(bench, name, two, theirs)


def chance_measure(bench, members, runs):
    found = bench.in_turns(runs, {1: draw(bench, members, 0.5, 1),
                                  2: draw(bench, members, 0.5, 2),
                                  **peers(bench, members)})
    one, two = found.pop(1), found.pop(2)
    add_ours(bench, runs, one, two)
    for name, theirs in found.items():
        add_beside(bench, name, two, theirs)


# --- tables -----------------------------------------------------------------

def time_of(seconds):
    if seconds is None:
        return "–"
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.2g}"


def ours_print(rows):
    print("\n| members | serendipity | seconds, 2 threads | 1 thread |"
          " of processors | runs | mean score | of the bound | sat out |"
          " trios | peak MB |\n"
          "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        exact = ", proven the best" if row["is_optimum"] else ""
        print(f"| {row['members']:,} | {row['serendipity']:g} | "
              f"{time_of(row['seconds'])} | {time_of(row['one_thread'])} | "
              f"{time_of(row['cpu_seconds'])} | {row['runs']} | {row['mean']:.4f} | "
              f"{row['mean'] / row['bound']:.3f}{exact} | {row['left']} | "
              f"{row['trios']} | {row['peak_mb']:.0f} |")


def beside_print(rows):
    print("\n| members | serendipity | beside | its processor seconds | "
          "ours to its | "
          "its mean score | ours to its | its sat out |\n"
          "|--:|--:|---|--:|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row['members']:,} | {row['serendipity']:g} | "
              f"{row['name']} | {time_of(row['cpu_seconds'])} | "
              f"{time_of(row['time_ratio'])} | {row['mean']:.4f} | "
              f"{row['mean_ratio']:.4f} | {row['left']} |")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("build")
    parser.add_argument("--ten-million", action="store_true")
    parser.add_argument("--only", type=int, nargs="+", metavar="MEMBERS",
                        choices=[*SIZES, *TEN_MILLION])
    parser.add_argument("--runs", type=int, metavar="N",
                        help="of each, instead of 3 to 7")
    parser.add_argument("--networkx", action="store_true",
                        help="its optimum of 1,000, too: minutes")
    parser.add_argument("--deadline", type=int, default=300,
                        metavar="SECONDS", help="of one draw")
    return parser.parse_args()


def main(wish):
    print(measure.machine(), flush=True)
    bench = Bench(wish.build, wish.deadline)
    edges = runner.new_folder("sdbench-") / "edges"
    sizes = {**SIZES, **(TEN_MILLION if wish.ten_million else {})}
    for members, runs in sizes.items():
        if wish.only and members not in wish.only:
            continue
        runs = wish.runs or runs
        print(f"{members:,} members", flush=True)
        size_measure(bench, members, runs, edges)
        if members == 1000:
            chance_measure(bench, members, runs)
            exact_measure(bench, runs, edges, wish.networkx)
    ours_print(bench.ours)
    beside_print(bench.beside)
    pathlib.Path(wish.build, "engine.json").write_text(json.dumps(
        {"machine": measure.machine(), "ours": bench.ours,
         "beside": bench.beside}, indent=1), encoding="utf-8")
    for what in bench.wrong:
        print(f"  WRONG: {what}")
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main(arguments()))
