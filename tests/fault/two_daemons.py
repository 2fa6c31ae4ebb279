#!/usr/bin/env python3
"""Two daemons on one database: every round is drawn once and every letter goes
once, whichever of them does it; where one dies or falls asleep in the middle
of its work, the other does it, and the sleeper may not do it again."""
import collections
import concurrent.futures
import signal
import time
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
    remind: none
    auto_join: true
    require: [differ domain level 1]
""" for name in POOLS)

# In all pools together, nobody meets the same person twice.
RESTED = COMMUNITY.replace("level 1]", "level 1, rested 26 weeks]")
FIRST, SECOND = (f"01900000-0000-7000-8000-00000000000{i}" for i in (1, 2))


class TwoDaemons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(
            NO_SYNC + "\nmax_connections = 200\n"
            "shared_preload_libraries = 'pg_stat_statements'")
        cls.cluster.sql("CREATE EXTENSION pg_stat_statements")

    def setUp(self):
        self.a, self.b = self.prepared(), None

    def prepared(self, community=COMMUNITY):
        """A house with everybody in every pool, that has not started."""
        house = House(self.build, community, cluster=self.cluster)
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

    def start(self):
        self.a.start()
        self.b = House(self.build, COMMUNITY, beside=self.a)

    def sql(self, text):
        return self.a.sql(text)

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
        self.a.start({"SERENDIP_CRASH_AT": "publish"})
        ids = [self.a.begin_round(POOLS[0])]
        self.assertEqual(self.a.ended(), -signal.SIGKILL)
        self.b = House(self.build, COMMUNITY, beside=self.a)
        ids += [self.b.begin_round(pool) for pool in POOLS[1:]]
        self.all_published(ids)
        self.check_once(ids)
        self.assertEqual(self.sql(
            "SELECT attempts, count(*) FROM rounds WHERE published_at "
            "IS NOT NULL GROUP BY 1 ORDER BY 1"),
            [["1", str(len(ids) - 1)], ["2", "1"]])

    def test_a_sleeper_may_not_publish_again(self):
        self.a.start({"SERENDIP_STOP_AT": "publish"})
        ids = [self.a.begin_round(POOLS[0])]
        self.a.asleep()
        self.b = House(self.build, COMMUNITY, beside=self.a)
        ids += [self.b.begin_round(pool) for pool in POOLS[1:]]
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

    # --- one round at a time -----------------------------------------------

    def plan(self, id_, pool, minutes_ago):
        self.sql("INSERT INTO rounds (id, pool, scheduled_at, state, next_at) "
                 f"SELECT '{id_}', '{pool}', t, 'planned', t FROM (SELECT now()"
                 f" - interval '{minutes_ago} minutes') AS due(t)")

    def state(self, id_):
        return self.sql(f"SELECT state FROM rounds WHERE id = '{id_}'")[0][0]

    def looks_ahead(self):
        """How often the daemons asked for the time of the next round."""
        return int(self.cluster.sql(
            "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s "
            "JOIN pg_database d ON d.oid = s.dbid "
            f"AND d.datname = '{self.a.database}' "
            "WHERE query LIKE 'SELECT to_us(min(soonest)) - %greatest(%'")[0][0])

    def has_looked_ahead(self):
        """Whether some daemon did, as it does when nothing is due."""
        return self.looks_ahead() > 0

    def check_nobody_met_twice(self):
        self.assertEqual(self.sql("""
            SELECT a.member, b.member, count(*) FROM introduction_members a
            JOIN introduction_members b ON b.introduction = a.introduction
                AND a.member < b.member
            GROUP BY 1, 2 HAVING count(*) > 1"""), [])

    def check_second_waits(self, pool):
        """One daemon has read the history for its round and sleeps; the other
        may not draw another round meanwhile, from the same history."""
        self.a = self.prepared(RESTED)
        self.plan(FIRST, POOLS[0], 2)
        self.b = House(self.build, RESTED, beside=self.a,
                       hooks={"SERENDIP_STOP_AT": "snapshot"})
        self.b.asleep()
        self.sql("UPDATE rounds SET lease_until = now() + interval '1 hour' "
                 f"WHERE id = '{FIRST}'")
        self.plan(SECOND, pool, 1)
        self.a.start()
        runner.wait_for("it to find nothing to do", self.has_looked_ahead)
        self.assertEqual(self.state(SECOND), "planned")
        refused = self.a.operator.post("/v1/operator/rounds", {"pool": pool})
        self.assertEqual(refused.status, 409, refused)
        self.b.wake()
        self.all_published([FIRST, SECOND])
        self.check_nobody_met_twice()

    def test_one_round_of_a_pool_at_a_time(self):
        self.check_second_waits(POOLS[0])

    def test_one_round_of_all_pools_at_a_time(self):
        self.check_second_waits(POOLS[1])

    def check_asking_is_refused(self, pool):
        refused = self.a.operator.post("/v1/operator/rounds", {"pool": pool})
        self.assertEqual(refused.status, 409, refused)

    def test_a_round_that_is_asked_for_while_another_is(self):
        """Who waited for the lock sees what was asked for meanwhile."""
        self.a.start()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            with self.a.holding("SELECT FROM serendip.house FOR UPDATE"):
                asked = pool.submit(self.check_asking_is_refused, POOLS[0])
                runner.wait_for("it to wait", self.a.waiting)
                self.plan(FIRST, POOLS[0], 0)
            asked.result()
        self.all_published([FIRST])
        self.assertEqual(self.sql(
            "SELECT count(*) FROM rounds WHERE published_at IS NOT NULL"),
            [["1"]])

    def test_a_round_that_kills_does_not_keep_the_others(self):
        self.plan(FIRST, POOLS[0], 2)
        self.plan(SECOND, POOLS[1], 1)
        for attempt in (1, 2):
            self.a.spawn({"SERENDIP_CRASH_AT": "claimed"})
            self.assertEqual(self.a.ended(), -signal.SIGKILL)
            self.assertEqual(self.sql(
                "SELECT id, attempts FROM rounds WHERE state = 'open'"),
                [[FIRST, str(attempt)]])
            self.sql("UPDATE rounds SET lease_until = now() "
                     "WHERE state = 'open'")
        self.a.start()
        self.all_published([SECOND])
        self.assertEqual(self.sql(
            "SELECT round(extract(epoch FROM next_at - max(a.at))) "
            "FROM rounds r JOIN audit a ON a.subject = r.id "
            f"AND a.action = 'round abandoned' WHERE r.id = '{FIRST}' "
            "GROUP BY next_at"), [["20"]])
        self.sql(f"UPDATE rounds SET next_at = now() WHERE id = '{FIRST}';"
                 "NOTIFY serendip_rounds")
        self.all_published([FIRST])
        self.assertEqual(self.sql(
            "SELECT id FROM rounds WHERE published_at IS NOT NULL "
            "ORDER BY published_at"), [[SECOND], [FIRST]])

    def test_a_long_publication_is_let_be(self):
        """It outlives its lease, which nobody renews, or looks at without
        pause; and nobody takes the round over."""
        self.start()
        with self.a.holding("LOCK TABLE serendip.introductions "
                            "IN SHARE MODE"):
            id_ = self.a.begin_round(POOLS[0])
            runner.wait_for("the lease to run out", lambda: self.sql(
                "SELECT 1 FROM rounds WHERE state = 'open' "
                "AND lease_until < now()"))
            looks, begun = self.looks_ahead(), time.monotonic()
            for _ in range(6):
                time.sleep(0.5)
                self.assertEqual(self.a.waiting(), 1)
            looks = self.looks_ahead() - looks
            self.assertLessEqual(looks, 2 * (time.monotonic() - begun))
        self.all_published([id_])
        self.check_once([id_])
        self.assertEqual(self.sql("SELECT attempts FROM rounds "
                                  f"WHERE id = '{id_}'"), [["1"]])

    def test_a_stored_input_is_outdated_by_another_round(self):
        """Of a failed round, whose input is stored, and a later one that was
        published before it could be tried again."""
        self.a = self.prepared(RESTED)
        self.plan(FIRST, POOLS[0], 2)
        self.a.spawn({"SERENDIP_CRASH_AT": "input-stored"})
        self.assertEqual(self.a.ended(), -signal.SIGKILL)
        self.sql("UPDATE rounds SET state = 'failed', owner = NULL, "
                 "lease_until = NULL, next_at = now() + interval '1 hour' "
                 f"WHERE id = '{FIRST}'")
        self.plan(SECOND, POOLS[0], 1)
        self.a.start()
        self.all_published([SECOND])
        self.assertEqual(self.state(FIRST), "failed")
        refused = self.a.operator.post(
            "/v1/operator/rounds", {"pool": POOLS[0]})
        self.assertEqual(refused.status, 409, refused)
        self.sql(f"UPDATE rounds SET next_at = now() WHERE id = '{FIRST}';"
                 "NOTIFY serendip_rounds")
        self.all_published([FIRST])
        self.check_nobody_met_twice()


if __name__ == "__main__":
    runner.main(TwoDaemons)
