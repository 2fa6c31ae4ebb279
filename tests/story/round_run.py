#!/usr/bin/env python3
"""What a round does beside its groups: what it logs, what it leaves in the
audit log, how long its letters live, and how it keeps its lease."""
import subprocess
import unittest

from harness import runner
from harness.cluster import BIN, NO_SYNC, Cluster
from harness.house import House, people_csv

ROUND = "01900000-0000-7000-8000-000000000001"


class RoundRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def setUp(self):
        self.house = House(self.build, cluster=self.cluster, start=False)
        self.addCleanup(self.house.kill)

    def sql(self, text):
        return self.house.sql(text)

    def plan(self, pool="weekly"):
        self.sql("INSERT INTO rounds (id, pool, scheduled_at, state, next_at) "
                 f"VALUES ('{ROUND}', '{pool}', now(), 'planned', now())")

    def audited(self):
        return self.sql("SELECT actor, action, detail FROM audit "
                        f"WHERE subject = '{ROUND}' ORDER BY number")

    def test_the_log_tells_no_values(self):
        """Of one that the configuration does not allow any more, the log says
        what attribute it is of, and nothing of what it says."""
        self.house.start()
        self.house.import_people(people_csv(4))
        self.sql("""
            INSERT INTO member_attributes SELECT id, 'generation',
                'living with tuberculosis' FROM members WHERE ref IN ('m0001', 'm0002');
            INSERT INTO member_attributes SELECT id, 'free', 'whenever tuberculosis'
                FROM members WHERE ref = 'm0003'""")
        done = self.house.run_round()
        self.assertEqual(done["introduced"], 4)
        words = self.house.words()
        self.assertNotIn("tuberculosis", words)
        for attribute, members in (("generation", 2), ("free", 1)):
            self.assertRegex(words, 'event="values left out" .*attribute='
                                    f"{attribute} members={members}\n")

    def test_letters_live_as_long_as_the_operator_says(self):
        config = self.house.config
        config.write_text(config.read_text().replace(
            "letters: {", "letters: {give_up_hours: 5, "))
        self.house.start()
        self.house.import_people(people_csv(4))
        self.house.run_round()
        self.assertEqual(self.sql(
            "SELECT DISTINCT expires_at - created_at FROM outbox"),
            [["05:00:00"]])

    def test_a_failure_is_audited(self):
        self.house.start()
        self.sql("INSERT INTO pools VALUES ('gone', 9, false)")
        self.plan("gone")
        runner.wait_for("the failure", lambda: self.sql(
            f"SELECT 1 FROM rounds WHERE id = '{ROUND}' "
            "AND state = 'failed'"))
        self.assertEqual(self.audited(), [[
            "daemon", "round failed",
            'the configuration has no pool "gone" any more']])

    def test_a_lost_daemon_is_audited(self):
        self.house.start()
        self.house.import_people(people_csv(4))
        self.house.kill()
        self.plan()
        self.house.spawn({"SERENDIP_CRASH_AT": "drawn"})
        self.house.ended()
        self.sql("UPDATE rounds SET lease_until = now() "
                 f"WHERE id = '{ROUND}'")
        self.house.start()
        self.house.published(ROUND)
        self.assertEqual(self.audited(), [
            ["daemon", "round abandoned", "weekly"],
            ["daemon", "round published", "weekly"]])

    def test_a_failed_renewal_is_tried_again(self):
        """The first renewal fails, while the round waits for something else;
        the next one comes in time."""
        self.house.start()
        self.house.import_people(people_csv(4))
        self.sql("""
            CREATE SEQUENCE renewals;
            CREATE FUNCTION first_fails() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN IF nextval(''serendip.renewals'') = 1 THEN RAISE
                ''not now''; END IF; RETURN NEW; END';
            CREATE TRIGGER first_fails BEFORE UPDATE ON rounds FOR EACH ROW
                WHEN (OLD.lease_until < NEW.lease_until)
                EXECUTE FUNCTION first_fails()""")
        with subprocess.Popen(
                [BIN / "psql", "-h", self.cluster.folder, "-U", "postgres",
                 "-d", self.house.database, "-Xq"],
                stdin=subprocess.PIPE, text=True, cwd="/",
                **runner.as_runner()) as holder:
            holder.stdin.write("BEGIN; LOCK TABLE serendip.draws;\n")
            holder.stdin.flush()
            runner.wait_for("the lock", lambda: self.sql(
                "SELECT 1 FROM pg_locks WHERE granted AND relation = "
                "'draws'::regclass AND mode = 'AccessExclusiveLock'"))
            self.plan()
            runner.wait_for("a renewal", lambda: self.sql(
                f"SELECT 1 FROM rounds WHERE id = '{ROUND}' "
                "AND lease_until > claimed_at + interval '11 seconds'"))
            holder.stdin.write("COMMIT;\n")
            holder.stdin.close()
        self.assertEqual(self.house.published(ROUND)["attempts"], 1)


if __name__ == "__main__":
    runner.main(RoundRun)
