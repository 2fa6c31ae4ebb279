#!/usr/bin/env python3
"""serendip-draw over many rounds: who meets again, who sits out how often, and
that the same seed gives the same bytes."""
import collections
import itertools
import random

from harness import runner
from harness.spreadsheet import Case, as_csv, community, seats

RESTED = """
pools: {all: {size: 2, serendipity: 1, require: [rested 520 weeks]}}
"""
SCORED = """
attributes: {age: {type: scale, from: 0, to: 1}}
pools:
  all:
    size: 2
    serendipity: DIAL
    require: [rested 520 weeks]
    prefer: [distance age]
"""
MAJORITY = """
attributes: {domain: {type: choice}}
pools: {all: {serendipity: 0.5, require: [differ domain, rested 1 weeks]}}
"""


class OverTheRounds(Case):
    def test_a_round_robin(self):
        """Where everybody may meet everybody, n - 1 rounds without a repeat
        and without a sit-out."""
        self.write("rules.yaml", RESTED)
        for n, seed in itertools.product((20, 50, 100), "12"):
            self.write("members.csv", as_csv(
                [{"id": f"m{i}"} for i in range(n)]))
            rounds = seats(self.draw("--rounds", str(n - 1), seed=seed))
            met, full = set(), 0
            for groups, sat_out in rounds.values():
                pairs = {frozenset(p) for g in groups.values()
                         for p in itertools.combinations(g, 2)}
                self.assertFalse(pairs & met)
                met |= pairs
                full += not sat_out
            self.assertGreaterEqual(full, 0.95 * (n - 1), (n, seed))

    def test_a_round_robin_of_preferences(self):
        """Nor do preferences use up whom others need: who is far apart meets
        first, and all the same the last rounds are full."""
        people = [{"id": f"m{i}", "age": f"0.{i * 37 % 100:02}"}
                  for i in range(20)]
        self.write("members.csv", as_csv(people))
        for dial, seed in itertools.product(("0.2", "0.5"), "123456"):
            self.write("scored.yaml", SCORED.replace("DIAL", dial))
            rounds = seats(self.draw("--rules", "scored.yaml",
                                     "--rounds", "19", seed=seed))
            self.assertEqual([len(out) for _, out in rounds.values()],
                             [0] * 19, (dial, seed))

    def test_a_domain_of_sixty_percent(self):
        """Its members sit out equally often, and nobody twice running."""
        self.write("rules.yaml", MAJORITY)
        people = [{"id": f"m{i:02}", "domain": "big" if i < 60 else f"d{i % 9}"}
                  for i in range(100)]
        random.Random(3).shuffle(people)
        self.write("members.csv", as_csv(people))
        before, times = set(), collections.Counter()
        for _, sat_out in seats(self.draw("--rounds", "52")).values():
            self.assertEqual(len(sat_out), 20)
            self.assertFalse(before & set(sat_out))
            before = set(sat_out)
            times.update(sat_out)
        big = [times[p["id"]] for p in people if p["domain"] == "big"]
        self.assertLessEqual(max(big) - min(big), 1)
        self.assertEqual(sum(big), 52 * 20)

    def test_who_comes_later_or_rarely(self):
        """They do not pay for the rounds that others waited in: nobody who need
        not sits out twice running, and all in the same share of their rounds."""
        self.write("rules.yaml", MAJORITY)
        people = [{"id": f"m{i:02}", "domain": "big" if i < 18 else f"d{i % 4}"}
                  for i in range(30)]
        took, out = collections.Counter(), collections.Counter()
        self.write("history.csv", "round,group,member\n")
        before = set()
        for now in range(60):
            here = [p for p in people
                    if (p["id"] != "m00" or now >= 26)
                    and (p["id"] != "m01" or now % 4 == 1)]
            self.write("members.csv", as_csv(here))
            made = self.draw("--history", "history.csv", seed=str(now))
            with open(self.folder / "history.csv", "a",
                      encoding="utf-8") as file:
                file.writelines(",".join(line.split(",")[:3]) + "\n"
                                for line in made.splitlines()[1:])
            (_, sat_out), = seats(made).values()
            ids = {p["id"] for p in here if p["domain"] == "big"}
            self.assertFalse(before & set(sat_out), now)
            before = (before - ids) | set(sat_out)
            took.update(ids)
            out.update(sat_out)
        for one in ("m00", "m01"):
            self.assertLess(out[one] / took[one], 0.47, one)
        often = [out[f"m{i:02}"] for i in range(2, 18)]
        self.assertLessEqual(max(often) - min(often), 2)

    def test_the_odd_one_out_is_nobody(self):
        """An odd number makes a trio, not a sit-out."""
        self.write("rules.yaml", RESTED)
        self.write("members.csv", as_csv([{"id": f"m{i}"} for i in range(33)]))
        for groups, sat_out in seats(self.draw("--rounds", "10")).values():
            self.assertEqual(sat_out, [])
            self.assertEqual(sorted(map(len, groups.values()))[-2:], [2, 3])

    def test_the_same_bytes(self):
        """Whatever the number of threads and the order of the lines."""
        people = community(301)
        self.write("members.csv", as_csv(people))
        for dial in ("0", "0.3", "1"):
            text = (self.folder / "rules.yaml").read_text().replace(
                "serendipity: 1", f"serendipity: {dial}\n"
                "    prefer: [distance domain, distance grade weight 2]")
            self.write("dial.yaml", text)
            once = self.draw("--rules", "dial.yaml", "--threads", "1")
            for threads in ("1", "2", "5"):
                random.Random(threads).shuffle(people)
                self.write("shuffled.csv", as_csv(people))
                self.assertEqual(once, self.draw(
                    "--rules", "dial.yaml", "--threads", threads,
                    members="shuffled.csv"), (dial, threads))
            self.assertNotEqual(once, self.draw("--rules", "dial.yaml",
                                                seed="2"))


if __name__ == "__main__":
    runner.main(OverTheRounds)
