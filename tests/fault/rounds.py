#!/usr/bin/env python3
"""kill -9 at every step of a round: the next start finishes it, exactly once,
with the very groups of a run that nothing disturbed.

One house is made and one round put into it, due at once; every case gets a
copy of that database, so that all of them have the same round, the same seed
and the same members, and the undisturbed one says what must come out."""
import signal
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv

PEOPLE = 41  # an odd one: there is a trio
ROUND = "01900000-0000-7000-8000-000000000001"
# As work/round_run.c names them, in their order.
BEFORE_INPUT = ["claimed", "snapshot"]
AFTER_INPUT = ["input-stored", "drawn", "publish"]
PUBLISHED = ["published"]
POINTS = BEFORE_INPUT + AFTER_INPUT + PUBLISHED

# Everybody changes their domain and two newcomers join, after the crash.
UPHEAVAL = """
UPDATE serendip.member_attributes SET value = 'law/judge'
    WHERE attribute = 'domain';
WITH one AS (INSERT INTO serendip.members
    (id, ref, name, language, zone, state, source)
    SELECT gen_random_uuid(), 'late' || n, 'Late', 'en', 'UTC', 'active',
    'import' FROM generate_series(1, 2) n RETURNING id)
INSERT INTO serendip.memberships (member, pool) SELECT id, 'weekly' FROM one;
"""


class Case:
    """A daemon on a copy of the prepared database."""

    def __init__(self, build, made, name):
        self.cluster, self.name = made.cluster, name
        self.house = House(build, beside=made, start=False)
        database = made.database + "_" + name.replace("-", "_")
        self.cluster.sql(f"CREATE DATABASE {database} "
                         f"TEMPLATE {made.database}")
        config = self.house.config
        config.write_text(config.read_text().replace(
            f"dbname={made.database}", f"dbname={database}"))
        self.house.database = database

    def sql(self, text):
        return self.house.sql(text)

    def state(self):
        return self.sql("SELECT state FROM rounds "
                        f"WHERE id = '{ROUND}'")[0][0]

    def draw(self):
        """The stored seed, digest and input; [] before they are stored."""
        return self.sql("SELECT seed, encode(input_digest, 'hex'), md5(input) "
                        f"FROM draws WHERE round = '{ROUND}'")

    def digest_is_of_input(self):
        return self.sql("SELECT sha256(input) = input_digest FROM draws")

    def groups(self):
        """Who meets whom and why, in an order that no id decides."""
        return sorted(self.sql(f"""
            SELECT string_agg(m.ref, ' ' ORDER BY m.ref),
                replace(i.why, E'\\n', ' | ')
            FROM introductions i
            JOIN introduction_members p ON p.introduction = i.id
            JOIN members m ON m.id = p.member
            WHERE i.round = '{ROUND}' GROUP BY i.id"""))

    def outcomes(self):
        return sorted(self.sql(f"""
            SELECT m.ref, w.outcome FROM round_members w
            JOIN members m ON m.id = w.member WHERE w.round = '{ROUND}'"""))

    def letters(self):
        """What is in the folder once the outbox has nothing left."""
        runner.wait_for(f"letters of {self.name}", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        return sorted((letter["To"], letter["Message-ID"])
                      for letter in self.house.letters())

    def finished(self):
        runner.wait_for(f"round of {self.name}",
                        lambda: self.state() == "published")


class Rounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cluster = Cluster(NO_SYNC + "\nmax_connections = 300")
        made = House(cls.build, cluster=cluster)
        made.import_people(people_csv(PEOPLE))
        made.kill()
        runner.wait_for("its connections to close", lambda: cluster.sql(
            "SELECT count(*) FROM pg_stat_activity "
            f"WHERE datname = '{made.database}'") == [["0"]])
        cluster.sql("INSERT INTO serendip.rounds (id, pool, scheduled_at, "
                    "state, next_at) VALUES "
                    f"('{ROUND}', 'weekly', now(), 'planned', now())",
                    made.database)
        cls.calm = Case(cls.build, made, "calm")
        cls.cases = {name: Case(cls.build, made, name) for name in POINTS}
        cls.calm.house.start()
        for name, case in cls.cases.items():
            case.house.spawn({"SERENDIP_CRASH_AT": name})
        cls.calm.finished()
        cls.expected = cls.calm.groups()
        cls.status, cls.stored, cls.states = {}, {}, {}
        for name, case in cls.cases.items():
            cls.status[name] = case.house.ended()
            runner.wait_for("the server to notice", lambda: cluster.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                f"'{case.house.database}'") == [["0"]])
            cls.stored[name] = case.draw()
            cls.states[name] = case.state()
            if name in AFTER_INPUT:
                case.sql(UPHEAVAL)
        # All at once: each waits for the dead one's lease to run out.
        for case in cls.cases.values():
            case.house.start()
        for case in cls.cases.values():
            case.finished()

    def test_undisturbed(self):
        """What the others are compared with is worth it."""
        self.assertEqual(len(self.expected), PEOPLE // 2)
        self.assertEqual(sum(len(g[0].split()) for g in self.expected), PEOPLE)
        self.assertEqual(self.calm.digest_is_of_input(), [["t"]])
        self.assertEqual(len(self.calm.letters()), PEOPLE)

    def test_it_was_killed_there(self):
        for name in POINTS:
            with self.subTest(name):
                self.assertEqual(self.status[name], -signal.SIGKILL)
                self.assertEqual(self.states[name], "published"
                                 if name in PUBLISHED else "open")
                self.assertEqual(len(self.stored[name]),
                                 0 if name in BEFORE_INPUT else 1)

    def test_seed_and_input_stay(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.assertEqual(case.draw(), self.calm.draw())
                self.assertEqual(case.digest_is_of_input(), [["t"]])
                if self.stored[name]:
                    self.assertEqual(self.stored[name], case.draw())

    def test_the_same_groups(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.assertEqual(case.groups(), self.expected)

    def test_once_each(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.assertEqual(
                    case.outcomes(), [[f"m{i:04}", "introduced"]
                                      for i in range(PEOPLE)])
                self.assertEqual(case.sql(
                    "SELECT count(*), count(DISTINCT member) "
                    "FROM introduction_members"), [[str(PEOPLE)] * 2])
                self.assertEqual(case.sql(
                    "SELECT count(*) FROM audit WHERE action = "
                    f"'round published' AND subject = '{ROUND}'"), [["1"]])

    def test_one_letter_each(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                letters = case.letters()
                self.assertEqual([to for to, _ in letters], [
                    f"m{i:04}@example.org" for i in range(PEOPLE)])
                self.assertEqual(len({id_ for _, id_ in letters}), PEOPLE)

    def test_attempts_are_counted(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.assertEqual(case.sql(
                    f"SELECT attempts FROM rounds WHERE id = '{ROUND}'"),
                    [["1" if name in PUBLISHED else "2"]])


if __name__ == "__main__":
    runner.main(Rounds)
