#!/usr/bin/env python3
"""PostgreSQL dies by kill -9 while members are busy: what was acknowledged is
there afterwards, meanwhile they are told to come back, and service returns
without a hand. The same in the middle of a round, and at the start."""
import threading
import unittest

from harness import runner
from harness.cluster import Cluster
from harness.house import House, people_csv
from harness.traffic import Traffic

DURABLE = "max_connections = 200"  # and fsync on, as it comes
POINTS = ["claimed", "snapshot", "input-stored", "drawn", "publish",
          "published"]
PEOPLE = 21


def ready(house):
    return house.operator.get("/readyz").status == 200


class DatabaseAway(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(DURABLE)

    def refused(self, reply):
        self.assertEqual((reply.status, reply.code), (503, "database_gone"))
        self.assertGreater(int(reply.headers["retry-after"]), 0)

    def test_while_members_are_busy(self):
        cluster = self.cluster
        house = House(self.build, cluster=cluster)
        members = [house.join(f"m{i}@example.org") for i in range(3)]
        traffic = Traffic(house, members)
        for _ in range(3):
            before = traffic.count() + 30
            runner.wait_for("traffic", lambda n=before: traffic.count() > n)
            gone = traffic.gone
            cluster.kill()
            runner.wait_for("503", lambda n=gone: traffic.gone > n + 5)
            cluster.start()
        before = traffic.count() + 30
        runner.wait_for("traffic", lambda: traffic.count() > before)
        traffic.end()
        self.assertEqual(traffic.odd, [])
        self.assertEqual(traffic.missing(cluster), set())
        for editor in traffic.editors:
            editor.look()
        self.assertEqual(traffic.odd, [])
        self.assertIsNone(house.process.poll())
        self.assertEqual(house.stop(), 0)

    def test_what_is_said_meanwhile(self):
        cluster = self.cluster
        house = House(self.build, cluster=cluster)
        ana = house.join("ana@example.org")
        etag = ana.get("/v1/me").headers["etag"]
        self.assertTrue(ready(house))
        cluster.kill()
        runner.wait_for("it to notice", lambda: not ready(house))
        self.refused(house.operator.get("/readyz"))
        self.refused(ana.get("/v1/me"))
        self.refused(ana.patch("/v1/me", {"pitch": "lost"},
                               headers={"If-Match": etag}))
        self.refused(ana.post("/v1/signin", {"email": "ana@example.org"}))
        self.refused(house.operator.post(
            "/v1/operator/rounds", {"pool": "weekly"}))
        # What needs no database goes on.
        self.assertEqual(house.operator.get("/healthz").status, 200)
        self.assertEqual(ana.get("/v1/about").status, 200)
        cluster.start()
        runner.wait_for("service", lambda: ready(house))
        me = ana.get("/v1/me")
        self.assertEqual((me.status, me.json["pitch"]), (200, ""))
        house.join("bo@example.org")
        # Also without a database it ends when told so.
        cluster.kill()
        self.assertEqual(house.stop(), 0)
        cluster.start()

    def test_in_the_middle_of_a_round(self):
        cluster = self.cluster
        houses = {}
        for point in POINTS:
            house = House(self.build, cluster=cluster,
                          hooks={"SERENDIP_STOP_AT": point})
            house.import_people(people_csv(PEOPLE))
            houses[point] = house, house.begin_round()
        for house, _ in houses.values():
            house.asleep()
        stored = {point: self.draws(house)
                  for point, (house, _) in houses.items()}
        cluster.kill()
        for house, _ in houses.values():
            house.wake()
        for house, _ in houses.values():
            runner.wait_for("it to notice", lambda h=house: not ready(h))
        cluster.start()
        for point, (house, id_) in houses.items():
            with self.subTest(point):
                self.check_round(house, id_)
                if stored[point]:
                    self.assertEqual(self.draws(house), stored[point])

    def draws(self, house):
        """Seed and input, before they are stored none."""
        return self.cluster.sql(
            "SELECT seed, encode(input_digest, 'hex'), md5(input) "
            "FROM serendip.draws", house.database)

    def check_round(self, house, id_):
        def sql(text):
            return house.sql(text)
        runner.wait_for("the round", lambda: sql(
            f"SELECT state FROM rounds WHERE id = '{id_}'") == [["published"]])
        self.assertEqual(sql(
            "SELECT count(*), count(DISTINCT member) FROM "
            "introduction_members"), [[str(PEOPLE)] * 2])
        self.assertEqual(sql(
            "SELECT count(*), count(DISTINCT member) FROM outbox"),
            [[str(PEOPLE)] * 2])
        self.assertEqual(sql(
            "SELECT count(*) FROM audit WHERE action = 'round published'"),
            [["1"]])
        self.assertEqual(sql("SELECT sha256(input) = input_digest FROM draws"),
                         [["t"]])

    def test_serendipd_is_there_first(self):
        cluster = self.cluster
        house = House(self.build, cluster=cluster, start=False)
        cluster.kill()
        starting = threading.Thread(target=house.start, daemon=True)
        starting.start()
        # One that finds no database waits for it; its log names the reason
        # when it gives up.
        runner.wait_for("it to wait", lambda: house.log.exists()
                        and "waiting for the database" in house.words())
        self.assertIsNone(house.process.poll())
        cluster.start()
        starting.join()
        self.assertTrue(ready(house))
        house.join("ana@example.org")
        self.assertEqual(house.stop(), 0)

    def test_what_was_given_up_ends(self):
        """The server is not left working on what nobody waits for."""
        house = House(self.build, cluster=self.cluster)
        ana = house.join("ana@example.org")
        etag = ana.get("/v1/me").headers["etag"]
        with house.holding("SELECT id FROM serendip.members FOR UPDATE"):
            reply = ana.patch("/v1/me", {"name": "Anna"},
                              headers={"If-Match": etag})
            self.assertEqual(reply.status, 503)
            runner.wait_for("the server to give it up, too",
                            lambda: house.waiting() == 0, deadline=20)
        self.assertEqual(house.stop(), 0)

    def test_a_mistake_is_said_at_once(self):
        house = House(self.build, cluster=self.cluster, start=False)
        good = house.config.read_text()
        folder = str(self.cluster.folder)
        for old, new, words in (
                ("dbname=", "dbname=no", "does not exist"),
                (f"host={folder}", "host=localhost", "hostaddr"),
                (f"host={folder}", f"host={folder},db.example.org "
                 "hostaddr=,", "db.example.org"),
                ("dbname=", "service=x dbname=", "service=")):
            house.config.write_text(good.replace(old, new))
            house.spawn()
            self.assertEqual(house.process.wait(15), 1, house.words())
            self.assertIn(words, house.words())
        for new in ("host=localhost hostaddr=127.0.0.1", "host=::1"):
            house.config.write_text(good.replace(f"host={folder}", new))
            runner.run(house.program("serendipd"), "--config", house.config,
                       "--check")


if __name__ == "__main__":
    runner.main(DatabaseAway)
