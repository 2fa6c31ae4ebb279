#!/usr/bin/env python3
"""Twelve weekly rounds of a real institution, through the daemon: 1,005 people
in 42 departments, and 16,064 pairs known to have written to each other. Nobody
may meet their own department, somebody they know, or anybody twice.

The data (members.csv, ties.csv) are not ours to ship: they are read from the
folder eu-core under $SERENDIP_DATA, or under ../shared/data beside the checkout,
and without it this is skipped. The figures of docs/figures.md are what it
prints."""
import csv
import itertools
import statistics
import sys

from harness import runner
from harness.house import House

ROUNDS = 12
COMMUNITY = """
attributes:
  department: {type: choice, values: [%s], required: true}
pools:
  weekly:
    every: week
    at: Monday 10:00
    zone: Europe/Paris
    reveal: at_once
    require: [differ department, unacquainted, rested 52 weeks]
"""


def main():
    folder = runner.data("eu-core")
    if folder is None:
        print("skipped: there is no folder eu-core, see SERENDIP_DATA")
        sys.exit(77)
    people = {row["id"]: row["department"]
              for row in csv.DictReader(open(folder / "members.csv"))}
    known = {frozenset((row["a"], row["b"]))
             for row in csv.DictReader(open(folder / "ties.csv"))}
    house = House(sys.argv[1], COMMUNITY % ", ".join(
        sorted(set(people.values()))))
    files = runner.new_folder()
    for name in ("members.csv", "ties.csv"):
        (files / name).write_bytes((folder / name).read_bytes())
    said = house.command("serendipctl", "members", "import",
                         str(files / "members.csv"), "--ties",
                         str(files / "ties.csv"), "--pool", "weekly").stdout
    assert str(len(people)) in said.replace(",", ""), said

    met, milliseconds = set(), []
    for number in range(1, ROUNDS + 1):
        done = house.run_round()
        groups, sit_outs = house.groups(done["id"])
        check(people, known, met, groups, sit_outs)
        milliseconds.append(done["milliseconds"])
        print(f"round {number:2}: introduced {done['introduced']} of "
              f"{done['members']} in {done['groups']} groups, "
              f"{done['milliseconds']} ms from claim to published")
    print(f"median {statistics.median(milliseconds):.0f} ms; "
          f"{len(met)} pairs met, none twice")


def check(people, known, met, groups, sit_outs):
    """The promises of one round; its pairs join `met`."""
    assert not sit_outs, sit_outs
    seen = [m["ref"] for g in groups for m in g["members"]]
    assert sorted(seen) == sorted(people), "not everybody exactly once"
    sizes = [len(g["members"]) for g in groups]
    assert sizes.count(3) == 1 and sizes.count(2) == len(sizes) - 1, sizes
    for group in groups:
        assert group["why"], group
        refs = [m["ref"] for m in group["members"]]
        for a, b in itertools.combinations(refs, 2):
            pair = frozenset((a, b))
            assert people[a] != people[b], (a, b, "one department")
            assert pair not in known, (a, b, "know each other")
            assert pair not in met, (a, b, "have met")
            met.add(pair)


if __name__ == "__main__":
    main()
