#!/usr/bin/env python3
"""What may never be in a house's books is found there once it is: each of
harness.invariants, broken by hand."""
import unittest

from harness import invariants, runner
from harness.cluster import Cluster
from harness.house import House, people_csv

PAIR = """(SELECT i.id, i.round, a.member AS a, b.member AS b
    FROM introductions i
    JOIN introduction_members a ON a.introduction = i.id
    JOIN introduction_members b ON b.introduction = i.id
        AND b.member > a.member
    WHERE i.round = (SELECT round FROM introductions ORDER BY 1 LIMIT 1)
    ORDER BY i.id LIMIT 1)"""
ANY_ROUND = """ALTER TABLE introduction_members
    DROP CONSTRAINT introduction_members_round_member_key;"""
ASKED = """INSERT INTO outbox (id, member, kind, language, key, sealed, created_at,
        state, done_at, expires_at)
    SELECT gen_random_uuid(), p.a, 'did_you_meet', 'en',
        'did_you_meet:' || p.id || ':' || n, '', clock() + {later}, 'sent',
        clock(), clock()
    FROM {pair} AS p, generate_series(1, {times}) AS n;"""
ACCEPTED = """UPDATE introductions SET state = 'accepted', accepted_at = clock(),
    outcome_until = clock();"""

# For each, what breaks it; where it says several things, each of them.
BREAKS = {
    "one introduction in a draw": [ANY_ROUND + f"""
        UPDATE introduction_members s SET member = p.a FROM {PAIR} AS p
        WHERE s.round = p.round AND s.introduction <> p.id
            AND s.member = (SELECT min(o.member::text)::uuid
                FROM introduction_members o
                WHERE o.introduction = s.introduction)"""],
    "none in a second draw for who had one in the first": ["""
        UPDATE rounds SET second_of = (SELECT min(id::text)::uuid FROM rounds
            WHERE published_at IS NOT NULL)
        WHERE id = (SELECT max(id::text)::uuid FROM rounds
            WHERE published_at IS NOT NULL);
        UPDATE introduction_members SET response = 'declined',
            answered_at = clock()""", """
        UPDATE rounds SET second_of = (SELECT min(id::text)::uuid FROM rounds
            WHERE published_at IS NOT NULL)
        WHERE id = (SELECT max(id::text)::uuid FROM rounds
            WHERE published_at IS NOT NULL);
        UPDATE introduction_members SET response = 'accepted',
            answered_at = clock();
        UPDATE introductions SET state = 'met', accepted_at = clock(),
            outcome_until = clock()"""],
    "two or three in an introduction, as many as say so": [f"""
        DELETE FROM introduction_members s USING {PAIR} AS p
        WHERE s.introduction = p.id AND s.member = p.a"""],
    "nobody meets whom they blocked or knew before": [f"""
        INSERT INTO ties (low, high, kind, by, created_at)
        SELECT a, b, '{kind}', a, clock() - interval '1 year' FROM {PAIR} AS p
        """ for kind in ("blocks", "knows")],
    "domains differ": ["""
        UPDATE member_attributes SET value = 'health/nurse'
        WHERE attribute = 'domain'"""],
    "nobody again within three weeks, unless they could not meet": [
        ANY_ROUND + f"""
        WITH again AS (
            INSERT INTO introductions (id, round, pool, state, why, offered_at,
                expires_at)
            SELECT gen_random_uuid(), i.round, i.pool, i.state, '',
                i.offered_at + interval '16 days', i.expires_at
            FROM {PAIR} AS p JOIN introductions i ON i.id = p.id
            RETURNING id, round)
        INSERT INTO introduction_members (introduction, round, member)
        SELECT again.id, again.round, unnest(ARRAY[p.a, p.b])
        FROM again, {PAIR} AS p"""],
    "a round is all or nothing, and adds up": [
        "UPDATE rounds SET introduced = introduced + 1",
        "UPDATE rounds SET sat_out = sat_out + 1",
        "UPDATE rounds SET state = 'failed' WHERE published_at IS NOT NULL",
        "UPDATE rounds SET scheduled_at = clock() - interval '1 day' "
        "WHERE published_at IS NULL"],
    "who is in a group is in the round's book, and the reverse": [f"""
        DELETE FROM {table} s USING {PAIR} AS p
        WHERE s.introduction = p.id AND s.member = p.a"""
        for table in ("round_members", "introduction_members")],
    "who sat out has a reason": ["""
        UPDATE round_members SET outcome = 'sat_out', introduction = NULL,
            why = ''"""],
    "nothing is offered for longer than it says": ["""
        UPDATE introductions SET expires_at = clock()"""],
    "an introduction is accepted by two or more": [ACCEPTED, ACCEPTED + f"""
        UPDATE introduction_members s SET response = 'accepted',
            answered_at = clock()
        FROM {PAIR} AS p WHERE s.introduction = p.id AND s.member = p.a"""],
    "nobody is asked how it was more than twice": [
        ASKED.format(pair=PAIR, times=3, later="interval '1 day'")],
    "nor within a day, nor who has said it": [
        ACCEPTED + ASKED.format(pair=PAIR, times=1, later="interval '23 hours'"),
        ACCEPTED + ASKED.format(pair=PAIR, times=1, later="interval '2 days'")
        + f"INSERT INTO outcomes (introduction, member, met) "
        f"SELECT id, a, 'no' FROM {PAIR} AS p"],
    "every introduction and sit-out is told once to each": [f"""
        DELETE FROM audit USING {PAIR} AS p
        WHERE action = 'letter sent' AND detail = 'introduction to ' || p.a""",
        f"""
        INSERT INTO audit (actor, action, subject, detail)
        SELECT 'daemon', 'letter sent', p.id, 'introduction to ' || p.a
        FROM {PAIR} AS p"""],
    "every letter has ended, and says why where it was not sent": [
        "UPDATE outbox SET state = 'pending', next_at = clock()",
        "UPDATE outbox SET state = 'dead', reason = NULL"],
    "a letter is sent once": ["""
        INSERT INTO audit (actor, action, subject, detail)
        SELECT actor, action, subject, detail FROM audit
        WHERE action = 'letter sent' LIMIT 1"""],
}


class Books(unittest.TestCase):
    def sql(self, text):
        return self.house.cluster.sql(
            "SET search_path = serendip;" + text, self.house.database)

    def test_each_is_found(self):
        self.house = House(self.build, cluster=Cluster())
        self.house.import_people(people_csv(8))
        for _ in range(2):
            self.assertEqual(self.house.run_round()["introduced"], 8)
        runner.wait_for("the letters", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state = 'sent'") == [["16"]])
        self.assertEqual(set(BREAKS), set(invariants.NEVER))
        for what, query in invariants.NEVER.items():
            self.assertEqual(self.sql(query), [], what)
            for n, broken in enumerate(BREAKS[what]):
                with self.subTest(what, n=n):
                    # Past the triggers and keys that would refuse it.
                    self.assertNotEqual(self.sql(
                        "BEGIN; SET session_replication_role = replica;"
                        f"{broken}; {query}; ROLLBACK"), [])


if __name__ == "__main__":
    runner.main(Books)
