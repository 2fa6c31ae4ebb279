#!/usr/bin/env python3
"""Retention: what is old goes, what is not stays, and where one kind cannot go
the others do."""
import subprocess
import unittest

from harness import cluster, runner
from harness.house import House, people_csv

MANY = 2500  # more than one batch of work/tidy.c
HASH = "decode(repeat(md5('{}' || i), 2), 'hex')"
# Of each table so many old rows and one that is young; times in days.
FILL = """
INSERT INTO sessions (hash, member, used_at, expires_at)
SELECT {hash_a}, m.id, now() - i * interval '1 day', now() + interval '1 day'
FROM generate_series(12, 16) i, (SELECT id FROM members LIMIT 1) m;
INSERT INTO signins (attempt, email_index, code, token, code_until, token_until)
SELECT {hash_a}, 'x', 'x', {hash_b}, now(), now() - i * interval '1 day'
FROM generate_series(0, 3) i;
INSERT INTO signups (attempt, email_sealed, name, language, zone, pitch,
    attributes, terms_version)
SELECT attempt, 'x', 'N', 'en', 'UTC', '', '{{}}', '1' FROM signins;
INSERT INTO limits (key, bucket, count)
SELECT {hash_a}, now() - i * interval '1 second', 1
FROM generate_series(172800 + 600, 172800 + 600 + {many}) i;
INSERT INTO limits (key, bucket, count) VALUES ('young', now(), 1);
INSERT INTO idempotency (key, request, sealed, created_at)
SELECT {hash_a}, 'x', 'x', now() - i * interval '1 day'
FROM generate_series(0, 2) i;
INSERT INTO imports (id, expires_at)
SELECT gen_random_uuid(), now() - i * interval '1 hour'
FROM generate_series(-1, 1) i;
INSERT INTO outbox (id, member, kind, key, sealed, expires_at, state, done_at)
SELECT gen_random_uuid(), m.id, 'introduction', 'old' || i, 'x', now(), 'sent',
    now() - i * interval '1 day'
FROM generate_series(6, 9) i, (SELECT id FROM members LIMIT 1) m;
"""
LEFT = """
SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM signins),
    (SELECT count(*) FROM signups), (SELECT count(*) FROM limits),
    (SELECT count(*) FROM idempotency), (SELECT count(*) FROM imports),
    (SELECT count(*) FROM outbox WHERE key LIKE 'old%')
"""


class Tidying(unittest.TestCase):
    def sql(self, text):
        return self.house.sql(text)

    def hold(self, table):
        """A transaction that lets nobody change the table, until it is closed.
        """
        holder = subprocess.Popen(
            [cluster.BIN / "psql", "-qX", self.house.cluster.conninfo(
                self.house.database)], stdin=subprocess.PIPE, text=True,
            stdout=subprocess.DEVNULL, **runner.as_runner())
        self.addCleanup(lambda: (holder.stdin.close(), holder.wait()))
        holder.stdin.write(f"BEGIN; LOCK TABLE serendip.{table} IN SHARE MODE;"
                           "\n")
        holder.stdin.flush()
        runner.wait_for("the lock", lambda: self.sql(
            "SELECT 1 FROM pg_locks WHERE granted AND mode = 'ShareLock' AND "
            f"relation = '{table}'::regclass"))

    def test_what_is_old_goes(self):
        self.house = House(self.build)
        self.house.import_people(people_csv(4))
        self.sql(FILL.format(hash_a=HASH.format("a"), hash_b=HASH.format("b"),
                             many=MANY))
        self.house.start_anew()
        self.hold("sessions")
        runner.wait_for("the end of tidying", lambda: self.sql(
            LEFT)[0][6] == "1")
        self.assertEqual(
            self.sql(LEFT), [["5", "1", "1", "1", "1", "1", "1"]])
        self.assertRegex(self.house.words(), "tidying failed.*sessions")
        self.assertEqual(self.sql(
            "SELECT action, detail FROM audit WHERE action = 'tidied' "
            "ORDER BY number"), [
                ["tidied", "3 sign-ins"], ["tidied", "2 imports"],
                ["tidied", "3 letters"]])


if __name__ == "__main__":
    runner.main(Tidying)
