#!/usr/bin/env python3
"""Two daemons on one database: every round is drawn once and every letter goes
once, whichever of them does it; where one dies or falls asleep in the middle
of its work, the other does it, and the sleeper may not do it again."""
import collections
import signal
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv

PEOPLE = 12
POOLS = [f"pool{i}" for i in range(8)]
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
pools:
""" + "".join(f"""
  {name}:
    every: week
    at: Monday 10:00
    zone: UTC
    reveal: at_once
    auto_join: true
    require: [differ domain level 1]
""" for name in POOLS)


class TwoDaemons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC + "\nmax_connections = 200")

    def setUp(self):
        self.a, self.b = self.prepared(), None

    def prepared(self):
        """A house with everybody in every pool, that has not started."""
        house = House(self.build, COMMUNITY, cluster=self.cluster)
        house.import_people(people_csv(PEOPLE), pool=POOLS[0])
        self.cluster.sql(
            "INSERT INTO serendip.memberships (member, pool) "
            "SELECT m.id, p.name FROM serendip.members m, serendip.pools p "
            "ON CONFLICT DO NOTHING", house.database)
        house.kill()
        return house

    def tearDown(self):
        for house in (self.a, self.b):
            if house is not None:
                house.kill()

    def start(self, a_hooks=None):
        self.a.start(a_hooks)
        self.b = House(self.build, COMMUNITY, beside=self.a)

    def sql(self, text):
        return self.cluster.sql(
            "SET search_path = serendip;" + text, self.a.database)

    def all_published(self, ids):
        for id_ in ids:
            runner.wait_for(f"round {id_}", lambda i=id_: self.sql(
                f"SELECT state FROM rounds WHERE id = '{i}'")[0][0]
                in ("published", "closed"))

    def delivered(self):
        runner.wait_for("the letters", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        return collections.Counter(
            letter["Message-ID"]
            for house in (self.a, self.b) for letter in house.letters())

    def check_once(self, ids):
        """Every round: everybody once, one publication, one letter each."""
        for id_ in ids:
            with self.subTest(round=id_):
                self.assertEqual(self.sql(
                    "SELECT count(*), count(DISTINCT member) FROM "
                    f"introduction_members WHERE round = '{id_}'"),
                    [[str(PEOPLE)] * 2])
                self.assertEqual(self.sql(
                    "SELECT count(*) FROM audit WHERE action = "
                    f"'round published' AND subject = '{id_}'"), [["1"]])
                self.assertEqual(self.sql(
                    "SELECT count(*), count(DISTINCT member) FROM outbox "
                    f"WHERE key LIKE '%{id_}%'"), [[str(PEOPLE)] * 2])
        letters = self.delivered()
        self.assertEqual(len(letters), PEOPLE * len(ids))
        self.assertEqual(max(letters.values()), 1, letters)

    def test_each_round_and_letter_once(self):
        self.start()
        ids = []
        for i in range(2):
            for k, pool in enumerate(POOLS):
                house = (self.a, self.b)[(i + k) % 2]
                begun = house.operator.post(
                    "/v1/operator/rounds", {"pool": pool})
                # The other round of this pool may be under way just now.
                self.assertIn(begun.status, (201, 409), begun)
                if begun.status == 201:
                    ids.append(begun.json["id"])
        self.assertGreaterEqual(len(ids), len(POOLS))
        self.all_published(ids)
        self.check_once(ids)
        self.assertEqual(self.sql(
            "SELECT DISTINCT attempts FROM rounds WHERE published_at "
            "IS NOT NULL"), [["1"]])
        self.assertEqual(self.sql(
            "SELECT DISTINCT attempts FROM outbox"), [["1"]])

    def test_one_killed_in_the_middle(self):
        self.start({"SERENDIP_CRASH_AT": "publish"})
        ids = [self.a.begin_round(POOLS[0])]
        # Whichever takes it; the one with the hook will take one of them.
        for pool in POOLS[1:]:
            ids.append(self.b.begin_round(pool))
        self.assertEqual(self.a.ended(), -signal.SIGKILL)
        self.all_published(ids)
        self.check_once(ids)
        self.assertEqual(self.sql(
            "SELECT attempts, count(*) FROM rounds WHERE published_at "
            "IS NOT NULL GROUP BY 1 ORDER BY 1"),
            [["1", str(len(ids) - 1)], ["2", "1"]])

    def test_a_sleeper_may_not_publish_again(self):
        self.start({"SERENDIP_STOP_AT": "publish"})
        ids = [self.b.begin_round(pool) for pool in POOLS]
        self.a.asleep()
        self.all_published(ids)
        groups = self.sql("SELECT * FROM introduction_members ORDER BY 1, 3")
        self.a.wake()
        runner.wait_for("the sleeper to notice",
                        lambda: "taken over" in self.a.words())
        self.assertEqual(groups, self.sql(
            "SELECT * FROM introduction_members ORDER BY 1, 3"))
        self.check_once(ids)
        # It goes on as if nothing had been.
        self.check_once(ids + [self.a.run_round(POOLS[3])["id"]])


if __name__ == "__main__":
    runner.main(TwoDaemons)
