#!/usr/bin/env python3
"""Letters arrive at least once, whatever dies: nobody misses one, only those
in hand at the moment of a kill -9 may go twice, and then with the same
Message-ID. What cannot be written waits, longer each time, until it can or is
too late."""
import os
import signal
import subprocess
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv

PEOPLE = 60
BATCH = 50  # as work/deliver.c claims them


class Case:
    """A house whose letters are looked at, on a cluster that others share."""

    def __init__(self, build, cluster, hooks=None):
        self.cluster = cluster
        self.house = House(build, cluster=cluster, hooks=hooks)
        self.folder = self.house.folder / "letters"

    def sql(self, text):
        return self.house.sql(text)

    def run_round(self):
        """Import, and a round, whose letters are killed on their way."""
        self.house.import_people(people_csv(PEOPLE))
        self.house.begin_round()
        self.status = self.house.ended()
        self.before = self.written()
        self.in_hand = {row[0] for row in self.sql(
            "SELECT id FROM outbox WHERE state = 'sending'")}
        self.house.start()

    def written(self):
        """Which file holds which letter: another inode is another delivery."""
        return {path.name: path.stat().st_ino
                for path in self.folder.glob("*.eml")}

    def all_sent(self):
        runner.wait_for("the letters to go", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        self.after = self.written()

    def twice(self):
        """Ids of the letters that were written once more."""
        return {name[17:53] for name, inode in self.before.items()
                if self.after[name] != inode}

    def hurry(self, change="next_at = now()"):
        """As if the time of the next attempt had come."""
        self.sql(f"UPDATE outbox SET {change}; NOTIFY serendip_outbox")

    def letter(self):
        return self.sql(
            "SELECT state, attempts, coalesce(reason, ''), round(extract("
            "epoch FROM next_at - created_at)) FROM outbox")[0]

    def audited(self):
        """What the log says became of letters, and how often of how many."""
        return self.sql(
            "SELECT action, count(*), count(DISTINCT subject) FROM audit "
            "WHERE action LIKE 'letter %' GROUP BY 1 ORDER BY 1")

    def attempted(self, times):
        return runner.wait_for(f"attempt {times}", lambda: [
            row for row in [self.letter()]
            if row[0] != "sending" and row[1] == str(times)])[0]

    def sign_up(self, address):
        reply = self.house.client().post("/v1/signup", {
            "email": address, "name": "Ana", "attributes": {
                "domain": "health/nurse", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}})
        assert reply.status == 202, reply
        return reply.json["attempt"]


class Letters(unittest.TestCase):
    build = None


class Killed(Letters):
    """Both wait for the lease of the dead one at the same time."""
    @classmethod
    def setUpClass(cls):
        cluster = Cluster(NO_SYNC + "\nmax_connections = 100")
        cls.claimed = Case(cls.build, cluster,
                           {"SERENDIP_CRASH_AT": "letters-claimed:2"})
        cls.sent = Case(cls.build, cluster, {"SERENDIP_CRASH_AT": "sent"})
        for case in (cls.claimed, cls.sent):
            case.run_round()
        for case in (cls.claimed, cls.sent):
            case.all_sent()

    def check_nobody_misses(self, case):
        self.assertEqual(case.status, -signal.SIGKILL)
        self.assertGreaterEqual(len(case.in_hand), PEOPLE - BATCH)
        letters = case.house.letters()
        self.assertEqual(sorted(letter["To"] for letter in letters),
                         [f"m{i:04}@example.org" for i in range(PEOPLE)])
        self.assertEqual(len({letter["Message-ID"] for letter in letters}),
                         PEOPLE)
        # The Message-ID is of the letter, not of the attempt.
        self.assertEqual(
            {letter["Message-ID"][1:37] for letter in letters},
            {row[0] for row in case.sql("SELECT id FROM outbox")})
        # Only what was in hand went again.
        self.assertEqual({row[0] for row in case.sql(
            "SELECT id FROM outbox WHERE attempts = 2")}, case.in_hand)
        self.assertEqual(case.sql("SELECT max(attempts) FROM outbox"), [["2"]])
        self.assertLessEqual(case.twice(), case.in_hand)
        # Whatever died, each is in the log once, and as sent.
        self.assertEqual(case.audited(),
                         [["letter sent", str(PEOPLE), str(PEOPLE)]])

    def test_before_they_went(self):
        self.check_nobody_misses(self.claimed)
        self.assertLessEqual(len(self.claimed.before), BATCH)

    def test_after_they_went(self):
        self.check_nobody_misses(self.sent)
        self.assertGreater(len(self.sent.twice()), 0)


class Refused(Letters):
    """A folder that cannot be written."""
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC + "\nmax_connections = 100")

    def setUp(self):
        self.case = Case(self.build, self.cluster)
        self.attempt = None
        os.chmod(self.case.folder, 0o500)
        self.addCleanup(self.case.house.kill)

    def test_later(self):
        case = self.case
        attempt = case.sign_up("ana@example.org")
        state, _, reason, wait = case.attempted(1)
        # A slow machine takes a moment from writing to trying.
        self.assertEqual(state, "pending")
        self.assertIn(int(wait), range(60, 70))
        self.assertIn("cannot write", reason)
        case.hurry()
        self.assertIn(int(case.attempted(2)[3]), range(240, 250))
        self.assertEqual(case.house.letters(), [])

        os.chmod(case.folder, 0o700)
        case.hurry()
        self.assertEqual(case.attempted(3)[:3], ["sent", "3", ""])
        someone = case.house.client()
        session = someone.post("/v1/signin/verify", {
            "attempt": attempt, "code": case.house.code("ana@example.org")})
        self.assertEqual(session.status, 201, session)
        # The welcome follows, which had no trouble.
        runner.wait_for("the welcome", lambda: case.audited() == [
            ["letter later", "2", "1"], ["letter sent", "2", "2"]])
        self.assertEqual(len(case.house.letters()), 2)

    def test_an_old_one_does_not_go_round_and_round(self):
        case = self.case
        case.sign_up("ana@example.org")
        case.attempted(1)
        case.hurry("next_at = now(), created_at = now() - interval '9 hours'")
        case.attempted(2)
        wait = case.sql("SELECT next_at - now() > interval '50 seconds' "
                        "FROM outbox")
        self.assertEqual(wait, [["t"]])

    def test_given_up(self):
        case = self.case
        case.sign_up("ana@example.org")
        case.attempted(1)
        case.hurry("next_at = now(), expires_at = now()")
        self.assertEqual(case.attempted(2)[:3],
                         ["dead", "2", "it is too late for it"])
        # Neither the code nor the stranger's address is needed any more.
        self.assertEqual(case.sql(
            "SELECT length(sealed), email_sealed IS NULL FROM outbox"),
            [["0", "t"]])
        status = case.house.operator.get("/v1/operator/status").json
        self.assertEqual(status["letters"]["dead"], 1, status)
        os.chmod(case.folder, 0o700)
        # The next one goes, this one does not.
        case.sign_up("bo@example.org")
        case.house.code("bo@example.org")
        self.assertEqual(case.house.letters("ana@example.org"), [])
        self.assertEqual(case.sql(
            "SELECT state FROM outbox ORDER BY created_at"),
            [["dead"], ["sent"]])
        self.assertEqual(case.audited(), [["letter given up", "1", "1"],
                                          ["letter later", "1", "1"],
                                          ["letter sent", "1", "1"]])


class SlowDisk(Letters):
    """A disk that takes longer than the third of a lease, the first time: as
    long as a file is not there."""
    FSYNC = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdlib.h>
        #include <unistd.h>
        int fsync(int fd)
        {
            static int calls;
            if (calls++ == 0)
                while (access(getenv("DISK_READY"), F_OK) != 0)
                    usleep(50000);
            return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
        }"""

    def test_the_lease_is_renewed(self):
        folder = runner.new_folder("sdso-")
        library, ready = folder / "slow.so", folder / "ready"
        subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", library,
                        "-ldl"], input=self.FSYNC, text=True, check=True)
        asan = os.environ.get("ASAN_OPTIONS", "")
        case = Case(self.build, Cluster(NO_SYNC), {
            "LD_PRELOAD": str(library), "DISK_READY": str(ready),
            "ASAN_OPTIONS": asan + ":verify_asan_link_order=0"})
        case.sign_up("ana@example.org")
        lease = "SELECT lease_until FROM outbox WHERE state = 'sending'"
        first = runner.wait_for("the claim", lambda: case.sql(lease))
        runner.wait_for("the renewal", lambda: case.sql(lease) != first)
        self.assertEqual(len(case.sql(lease)), 1, "it went meanwhile")
        ready.touch()
        case.all_sent()
        self.assertEqual(case.letter()[:2], ["sent", "1"])
        self.assertNotIn("outlived", case.house.words())


class DatabaseAway(Letters):
    def test_between_sending_and_storing(self):
        """Who still lives remembers what went, and does not send it again."""
        cluster = Cluster()
        case = Case(self.build, cluster, {"SERENDIP_STOP_AT": "sent"})
        case.sign_up("ana@example.org")
        runner.wait_for("the letter", case.house.letters)
        case.house.asleep()
        case.before = case.written()
        cluster.kill()
        case.house.wake()
        runner.wait_for("it to notice",
                        lambda: "cannot be stored" in case.house.words())
        cluster.start()
        self.assertEqual(case.attempted(1)[0], "sent")
        case.after = case.written()
        self.assertEqual(case.twice(), set())
        self.assertEqual(case.audited(), [["letter sent", "1", "1"]])


if __name__ == "__main__":
    runner.main(Letters)
