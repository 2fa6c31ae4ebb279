#!/usr/bin/env python3
"""serendipd ends while members are busy: by kill -9 nothing acknowledged is
lost; on SIGTERM whoever has asked is answered first; a second SIGTERM ends it
at once, whatever it does."""
import signal
import subprocess
import threading
import time
import unittest

from harness import cluster, runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv
from harness.traffic import CUT, Traffic

AT_ONCE_S = 5  # generous for a busy machine, yet less than any deadline


class Lock:
    """Holds up whoever needs the members, until released."""

    def __init__(self, house):
        self.house = house
        self.psql = subprocess.Popen(
            [cluster.BIN / "psql", "-h", house.cluster.folder, "-U",
             "postgres", "-d", house.database, "-Xq"], text=True, cwd="/",
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            **runner.as_runner())
        self.psql.stdin.write(
            "BEGIN; LOCK TABLE serendip.members, serendip.sessions;\n")
        self.psql.stdin.flush()
        runner.wait_for("the lock", lambda: self._count(
            "pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND "
            "relation = 'serendip.sessions'::regclass"))

    def _count(self, what):
        return int(self.house.cluster.sql(
            "SELECT count(*) FROM " + what, self.house.database)[0][0])

    def wait_for_waiters(self, count):
        """Of sign-ups only one waits here; for its limit wait the others."""
        runner.wait_for("requests to wait", lambda: self._count(
            "pg_stat_activity WHERE wait_event_type = 'Lock' AND "
            "datname = current_database() AND query !~ 'outbox'") >= count)

    def release(self):
        self.psql.communicate()


class DaemonKilled(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC + "\nmax_connections = 100")

    def setUp(self):
        self.house = House(self.build, cluster=self.cluster, connections=16)
        self.addCleanup(self.house.kill)

    def test_kill_9_while_members_are_busy(self):
        house = self.house
        tokens = [house.join(f"m{i}@example.org").token for i in range(3)]
        for _ in range(4):
            traffic = Traffic(house, [house.client(t) for t in tokens],
                              is_cut_allowed=True)
            runner.wait_for("traffic", lambda t=traffic: t.count() > 60)
            self.assertEqual(house.kill(), -signal.SIGKILL)
            traffic.end()
            house.start()
            self.assertEqual(traffic.missing(self.cluster), set())
            for editor, token in zip(traffic.editors, tokens):
                editor.client = house.client(token)
                editor.look()
            self.assertEqual(traffic.odd, [])

    def busy(self, lock, count=8):
        """Requests that wait for the lock; a list to find the replies in."""
        token = self.token
        replies = []

        def ask(i):
            try:
                someone = self.house.client(token)
                replies.append(someone.get("/v1/me") if i % 2 else
                               self.sign_up(someone, i))
            except CUT as error:
                replies.append(error)
        threads = [threading.Thread(target=ask, args=(i,))
                   for i in range(count)]
        for thread in threads:
            thread.start()
        lock.wait_for_waiters(count)
        return threads, replies

    def sign_up(self, someone, i):
        someone.token = None
        return someone.post("/v1/signup", {
            "email": f"late{i}@example.org", "name": f"Late {i}",
            "attributes": {"domain": "health/nurse", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}})

    def told(self):
        self.house.process.send_signal(signal.SIGTERM)
        runner.wait_for("it to hear",
                        lambda: "stopping" in self.house.words())

    def test_sigterm_answers_first(self):
        self.token = self.house.join("ana@example.org").token
        lock = Lock(self.house)
        threads, replies = self.busy(lock)
        self.told()
        # Nobody new is let in.
        with self.assertRaises(CUT):
            self.house.client().get("/v1/about")
        self.assertIsNone(self.house.process.poll())
        lock.release()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(r.status for r in replies),
                         [200] * 4 + [202] * 4, replies)
        self.assertEqual(self.house.ended(), 0)
        self.assertEqual(self.cluster.sql(
            "SELECT count(*) FROM serendip.signups WHERE name LIKE 'Late %'",
            self.house.database), [["4"]])

    def ends_at_once(self, *allowed):
        begun = time.monotonic()
        self.house.process.send_signal(signal.SIGTERM)
        status = self.house.ended()
        self.assertLess(time.monotonic() - begun, AT_ONCE_S)
        self.assertIn(status, allowed, self.house.words())

    def test_second_sigterm_ends_at_once(self):
        self.token = self.house.join("ana@example.org").token
        lock = Lock(self.house)
        threads, replies = self.busy(lock)
        self.told()
        self.ends_at_once(1)
        for thread in threads:
            thread.join()
        for reply in replies:
            self.assertTrue(isinstance(reply, CUT) or reply.status == 503,
                            reply)
        lock.release()
        # As after a crash, it begins again.
        self.house.start()
        self.assertEqual(
            self.house.client(self.token).get("/v1/me").status, 200)

    def begin_draw(self, people):
        self.house.import_people(people_csv(people))
        id_ = self.house.begin_round()
        runner.wait_for("the draw to begin", lambda: self.cluster.sql(
            "SELECT 1 FROM serendip.draws", self.house.database))
        return id_

    def test_sigterm_lets_a_draw_finish(self):
        id_ = self.begin_draw(2000)
        self.assertEqual(self.house.stop(), 0)
        self.assertEqual(self.cluster.sql(
            f"SELECT state FROM serendip.rounds WHERE id = '{id_}'",
            self.house.database), [["published"]])

    def test_second_sigterm_in_a_draw(self):
        id_ = self.begin_draw(3000)
        self.told()
        # 0 where a quick machine was through with it.
        self.ends_at_once(0, 1)
        self.house.start()
        self.assertEqual(self.house.published(id_)["introduced"], 3000)


if __name__ == "__main__":
    runner.main(DaemonKilled)
