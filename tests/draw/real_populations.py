#!/usr/bin/env python3
"""Draws for two real populations: a year of weekly pairs in an institution of
1,005 people, and the next lunch of a company that used to choose its groups
with a script.

The data are not ours to ship: they are read from the folders eu-core and
lunch-staff that runner.data finds, and without them this is skipped."""
import csv
import itertools
import random
import statistics
import subprocess
import sys
import unittest

from harness import runner
from harness.spreadsheet import seats

DATA = {name: runner.data(name) for name in ("eu-core", "lunch-staff")}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs_of(groups):
    return [pair for group in groups
            for pair in itertools.combinations(sorted(group), 2)]


class Case(unittest.TestCase):
    build = None

    def draw(self, folder, *words):
        done = subprocess.run(
            [f"{self.build}/serendip-draw", "--rules", "rules.yaml",
             "--members", "members.csv", "--seed", "1", *words],
            cwd=DATA[folder], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return seats(done.stdout)

    def test_a_year_of_an_institution(self):
        department = {row["id"]: row["department"]
                      for row in rows_of(DATA["eu-core"] / "members.csv")}
        met = {tuple(sorted((row["a"], row["b"])))
               for row in rows_of(DATA["eu-core"] / "ties.csv")}
        rounds = self.draw("eu-core", "--ties", "ties.csv", "--rounds", "52")
        self.assertEqual(len(rounds), 52)
        for groups, sat_out in rounds.values():
            self.assertEqual(sat_out, [])
            seated = list(itertools.chain(*groups.values()))
            self.assertEqual(sorted(seated), sorted(department))
            self.assertEqual(len(groups), 502)
            for pair in pairs_of(groups.values()):
                self.assertNotIn(pair, met)
                self.assertNotEqual(*(department[one] for one in pair))
            met.update(pairs_of(groups.values()))

    def test_lunch_of_a_company(self):
        people = {row["id"]: row
                  for row in rows_of(DATA["lunch-staff"] / "members.csv")}

        def distance(groups):
            """The mean over pairs of how many of three things differ."""
            return statistics.mean(
                sum(people[a][what] != people[b][what]
                    for what in ("team", "specialty", "table"))
                for a, b in pairs_of(groups))

        (groups, sat_out), = self.draw(
            "lunch-staff", "--history", "history.csv").values()
        self.assertEqual(sat_out, [])
        sizes = sorted(len(group) for group in groups.values())
        self.assertEqual(sizes, [4] * 13 + [5] * 3)
        chance, ids, best = random.Random(1), list(people), 0
        for _ in range(1000):
            chance.shuffle(ids)
            left = iter(ids)
            best = max(best, distance(
                [list(itertools.islice(left, size)) for size in sizes]))
        print(f"lunch: mean distance {distance(groups.values()):.3f}, best of "
              f"1,000 random partitions {best:.3f}")
        self.assertGreater(distance(groups.values()), best)


if __name__ == "__main__":
    if None in DATA.values():
        print("skipped: the data are not there, see runner.data")
        sys.exit(77)
    runner.main(Case)
