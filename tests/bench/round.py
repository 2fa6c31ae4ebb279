#!/usr/bin/env python3
"""A round of 1,005 people in 42 departments, 16,000 pairs of whom know each
other, from claim to published, beside PostgreSQL copying the rows that the
round stored into empty tables of the same make; and a start on the database
that this leaves, to readiness, beside one `psql -c 'SELECT 1'`.

The institution is invented, with an address for everyone, so that a round also
writes their letters. Where eu-core is there (see runner.data), the same for that
one, which has no addresses. PostgreSQL syncs as it does by default."""
import csv
import random
import time

from harness import measure, runner
from harness.cluster import BIN, Cluster
from harness.house import House

PEOPLE, DEPARTMENTS, PAIRS = 1005, 42, 16000
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
# What a round stores, parents first, and which rows of each are its own.
STORED = {
    "draws": "round = '{round}'",
    "introductions": "round = '{round}'",
    "introduction_members": "round = '{round}'",
    "round_members": "round = '{round}'",
    "outbox": "key LIKE '%:{round}:%'",
}


def invented():
    """CSV texts of members and ties, the same every time. Departments are of
    many sizes, and three pairs in four are of one department."""
    dice = random.Random(1005)
    of = [int(DEPARTMENTS * dice.random() ** 2) for _ in range(PEOPLE)]
    for d in range(DEPARTMENTS):
        of[d] = d
    mates = [[p for p in range(PEOPLE) if of[p] == d]
             for d in range(DEPARTMENTS)]
    pairs = set()
    while len(pairs) < PAIRS:
        a = dice.randrange(PEOPLE)
        b = (dice.choice(mates[of[a]]) if dice.random() < 0.75
             else dice.randrange(PEOPLE))
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    members = "id,email,name,department\n" + "".join(
        f"p{p:04},p{p:04}@example.org,Person {p},d{of[p]:02}\n"
        for p in range(PEOPLE))
    ties = "a,b,kind\n" + "".join(
        f"p{a:04},p{b:04},knows\n" for a, b in sorted(pairs))
    return members, ties


def house_of(build, members, ties):
    departments = {row["department"]
                   for row in csv.DictReader(members.splitlines())}
    house = House(build, COMMUNITY % ", ".join(sorted(departments)),
                  cluster=Cluster(more=""))
    folder = runner.new_folder()
    (folder / "members.csv").write_text(members)
    (folder / "ties.csv").write_text(ties)
    house.command("serendipctl", "members", "import",
                  str(folder / "members.csv"), "--ties",
                  str(folder / "ties.csv"), "--pool", "weekly")
    return house


def psql(house, text):
    return runner.run(BIN / "psql", "-h", house.cluster.folder, "-U",
                      "postgres", "-d", house.database, "-XqAt", "-v",
                      "ON_ERROR_STOP=1", "-c", text)


def letters_are_out(house):
    """So that delivering them does not weigh on what is measured next."""
    runner.wait_for("letters", lambda: house.cluster.sql(
        "SELECT count(*) FROM serendip.outbox WHERE state <> 'sent'",
        house.database) == [["0"]])


class Copying:
    """Copies what a round stored, as PostgreSQL does it by itself."""

    def __init__(self, house):
        self.house, self.folder = house, runner.new_folder()
        # Not the tables' own foreign keys: LIKE leaves them out.
        house.cluster.sql("CREATE SCHEMA bench; " + " ".join(
            f"CREATE TABLE bench.{t} (LIKE serendip.{t} INCLUDING ALL);"
            for t in STORED), house.database)

    def milliseconds(self, round_id):
        sql = lambda text: self.house.cluster.sql(text, self.house.database)
        for table, own in STORED.items():
            sql(f"SET search_path = serendip; COPY (SELECT * FROM {table} "
                f"WHERE {own.format(round=round_id)}) "
                f"TO '{self.folder}/{table}'")
        sql("TRUNCATE " + ", ".join(f"bench.{t}" for t in STORED))
        clock = "SELECT extract(epoch FROM clock_timestamp()) * 1000"
        words = [clock, "BEGIN"] + [
            f"COPY bench.{t} FROM '{self.folder}/{t}'" for t in STORED] + [
            "COMMIT", clock]
        out = runner.run(
            BIN / "psql", "-h", self.house.cluster.folder, "-U", "postgres",
            "-d", self.house.database, "-XqAt", "-v", "ON_ERROR_STOP=1",
            *[w for word in words for w in ("-c", word)]).split()
        return float(out[1]) - float(out[0])


def rounds_measure(house, what):
    copying, ours, copies = Copying(house), [], []
    for turn in range(measure.PAIRS + 1):
        letters_are_out(house)
        done = house.run_round()
        assert done["introduced"] == done["members"], done
        letters_are_out(house)
        copied = copying.milliseconds(done["id"])
        if turn > 0:  # the first warms up
            ours.append(done["milliseconds"])
            copies.append(copied)
    measure.report_time(
        f"A round, {what}: {done['members']} members, {done['groups']} groups",
        ours, copies, "COPY", aim_ms=200)


def start_measure(house, what):
    def ours():
        house.stop()
        begun = time.monotonic()
        house.start()
        return (time.monotonic() - begun) * 1000

    def theirs():
        begun = time.monotonic()
        psql(house, "SELECT 1")
        return (time.monotonic() - begun) * 1000
    found, reference = measure.in_turns(ours, theirs)
    measure.report_time(f"A start to readiness, {what}", found, reference,
                        "psql", aim_ms=300)


def main(build):
    cases = [("an invented institution", *invented())]
    data = runner.data("eu-core")
    if data is not None:
        cases.append(("eu-core", (data / "members.csv").read_text(),
                      (data / "ties.csv").read_text()))
    for what, members, ties in cases:
        house = house_of(build, members, ties)
        rounds_measure(house, what)
        start_measure(house, what)
        house.stop()


if __name__ == "__main__":
    main(measure.build_of_arguments())
