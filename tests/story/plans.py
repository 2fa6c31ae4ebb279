#!/usr/bin/env python3
"""What runs often looks at the rows it needs, not at all there are: the plans
of PostgreSQL for tables as they are after months."""
import unittest

from harness import runner
from harness.house import House

PEOPLE = 2000
NOBODY = "'019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e'"
FILLED = f"""
INSERT INTO members (id, name, language, zone, state, source)
SELECT gen_random_uuid(), 'N' || i, 'en', 'UTC', 'active', 'import'
FROM generate_series(1, {PEOPLE}) i;
INSERT INTO outbox (id, member, kind, key, sealed, expires_at, state, done_at)
SELECT gen_random_uuid(), m.id, 'introduction', 'k' || g || m.id,
    decode(repeat('ab', 600), 'hex'), now() + interval '2 days',
    CASE WHEN g = 1 THEN 'pending' ELSE 'sent' END, now()
FROM members m, generate_series(1, 6) g;
INSERT INTO limits (key, bucket, count)
SELECT decode(md5(i::text), 'hex'), now() - i % 3600 * interval '1 second', 1
FROM generate_series(1, 20000) i;
INSERT INTO ties (low, high, kind, by)
SELECT a.id, b.id, 'knows', a.id
FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM members) a
JOIN (SELECT id, row_number() OVER (ORDER BY id) n FROM members) b
    ON b.n BETWEEN a.n + 1 AND a.n + 10;
INSERT INTO rounds (id, pool, scheduled_at, state, next_at)
VALUES ({NOBODY}, 'weekly', now(), 'closed', now());
INSERT INTO draws (round, seed, input, input_digest)
VALUES ({NOBODY}, 1, '', decode(repeat('00', 32), 'hex'));
INSERT INTO introductions (id, round, pool, state, why, expires_at)
SELECT gen_random_uuid(), {NOBODY}, 'weekly',
    CASE WHEN i % 50 = 0 THEN 'offered' ELSE 'expired' END, '',
    now() + i * interval '1 minute'
FROM generate_series(1, 20000) i;
INSERT INTO messages (id, introduction, sealed, written_at)
SELECT gen_random_uuid(), id, decode(repeat('ab', 100), 'hex'),
    now() - random() * interval '300 days' FROM introductions;
INSERT INTO rounds (id, pool, scheduled_at, state, next_at, published_at)
SELECT gen_random_uuid(), 'weekly', now() - i * interval '1 hour', 'closed',
    now(), now() FROM generate_series(1, 2000) i;
INSERT INTO draws (round, seed, input, input_digest, stored_at)
SELECT id, 1, decode(repeat('ab', 600), 'hex'), decode(repeat('00', 32), 'hex'),
    scheduled_at FROM rounds WHERE id <> {NOBODY};
INSERT INTO sessions (hash, member, expires_at, used_at)
SELECT sha256(m.id::text::bytea || g::text::bytea), m.id,
    now() + random() * interval '90 days', now() - random() * interval '13 days'
FROM members m, generate_series(1, 10) g;
ANALYZE;
"""


class Plans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        house = House(cls.build)
        house.stop()
        cls.sql = staticmethod(lambda text: house.sql(text))
        cls.sql(FILLED)

    def statement(self, name):
        for path in (runner.SOURCE / "sql/statements").glob("*.sql"):
            for block in path.read_text().split("-- name: ")[1:]:
                named, _, text = block.partition("\n")
                if named == name:
                    return text.split(";\n")[0]
        return self.fail(name)

    def plan(self, text, *args):
        """Both that of any arguments and that of these."""
        given = f"({', '.join(args)})" if args else ""
        return "\n".join(row[0] for mode in ("generic", "custom")
                         for row in self.sql(
            f"SET plan_cache_mode = force_{mode}_plan;"
            f"PREPARE p AS {text}; EXPLAIN EXECUTE p{given}"))

    def assert_reads_few(self, plan, table):
        self.assertNotRegex(plan, rf"Seq Scan on {table}\b")
        self.assertRegex(plan, rf"(Index|Bitmap|Tid).* on {table}\b")

    def test_claiming_letters(self):
        plan = self.plan(self.statement("outbox_claim"), NOBODY, "30", "50",
                         "'{introduction,sat_out}'", "false")
        self.assert_reads_few(plan, "outbox")

    def test_the_next_letter(self):
        self.assert_reads_few(
            self.plan(self.statement("outbox_next"), "false"), "outbox")

    def test_retention(self):
        for name, *more in (("limits",), ("outbox", "7"), ("events",),
                            ("sessions",), ("draws", "365"),
                            ("messages", "365")):
            with self.subTest(name):
                self.assert_reads_few(self.plan(
                    self.statement("tidy_" + name), "1000", *more), name)

    def test_what_falls_due(self):
        """Each half minute, whether anything is due or not."""
        self.sql("UPDATE rounds SET next_at = now() + interval '2 hours', "
                 "scheduled_at = now() + interval '2 hours' "
                 "WHERE state = 'planned'; "
                 "UPDATE pools SET remind = '1 day'; "
                 "INSERT INTO memberships (member, pool) "
                 "SELECT id, 'weekly' FROM members; ANALYZE")
        for name, table in (("due_expired", "introductions"),
                            ("due_reminders", "memberships"),
                            ("due_rounds", "rounds")):
            with self.subTest(name):
                self.assert_reads_few(
                    self.plan(self.statement(name), "100"), table)

    def test_a_member_s_end(self):
        """Whatever refers to members is found by an index."""
        self.assertEqual(self.sql("""
            SELECT c.conrelid::regclass, a.attname FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid
                AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.confrelid = 'members'::regclass
                AND NOT EXISTS (SELECT FROM pg_index i
                    WHERE i.indrelid = c.conrelid
                        AND i.indkey[0] = c.conkey[1])"""), [])


if __name__ == "__main__":
    runner.main(Plans)
