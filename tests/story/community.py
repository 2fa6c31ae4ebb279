#!/usr/bin/env python3
"""Forty people live eight weeks together: they answer, skip, pause, decline,
block, report, vanish, leave, come late, move; their letters go to a mail server
that is down for two hours, and refuses some. Then the books are opened."""
import collections
import datetime

from harness import client, invariants, runner, smtp
from harness.forty import (BLOCKS_ADDRESSES, KNOWS, LEAVES, NEVER_COMES,
    NO_REMINDERS, REFUSED, VANISH, when, Forty)

WEEKS = 8


class Community(Forty):
    # --- a week -------------------------------------------------------------

    def asked(self):
        """What /v1/pools tells each of those who can still ask."""
        return {number: self.done(who.get("/v1/pools"))["pools"][0]
                for number, who in self.people.items()
                if number not in VANISH and number not in self.gone}

    def draw(self, moment):
        """The next draw's row, once it is published."""
        before = {r["id"] for r in self.rounds() if r["published_at"]}
        self.until(moment + datetime.timedelta(seconds=1))
        return runner.wait_for("a draw", lambda: [
            r for r in self.rounds()
            if r["published_at"] and r["id"] not in before])[0]

    def monday(self, week):
        due = runner.wait_for("a planned round", lambda: [
            when(r["scheduled_at"]) for r in self.rounds()
            if r["state"] == "planned"])[0]
        hour = datetime.timedelta(hours=1)
        self.until(due - 20 * hour)
        self.settled()
        self.before_the_round(week)
        told = self.asked()
        if week == 3:
            self.post.down()
        self.post.is_greylisting = week == 5
        self.post.to_cut = 3 if week == 6 else 0
        round_ = self.draw(due)
        self.expect(round_, {n for n, pool in told.items()
                             if pool["my_next_round_at"]
                             and when(pool["my_next_round_at"]) == due}
                    | set(VANISH))
        for number, pool in told.items():
            # Whoever is not drawn is told why.
            self.assertEqual(
                pool["resting"] is None and pool["member"],
                number in self.expected[round_["id"]], (number, pool))
        if week == 3:
            self.two_hours_without_post()
        self.settled()
        self.post.is_greylisting = False
        return due, round_

    def two_hours_without_post(self):
        had = len(self.post.letters)
        for _ in range(2):
            self.let_pass(hours=1)
            runner.wait_for("letters that were tried", lambda: self.sql(
                "SELECT 1 FROM outbox WHERE state = 'pending' "
                "AND attempts > 0 LIMIT 1"))
        self.assertEqual(len(self.post.letters), had)
        self.post.up()
        self.tried_again()
        self.assertGreater(len(self.post.letters), had + 20)

    def tried_again(self):
        """Until no letter waits for another try."""
        for _ in range(30):
            self.drained()
            if self.sql("SELECT count(*) FROM outbox WHERE state = 'pending' "
                        "AND attempts > 0") == [["0"]]:
                return
            self.let_pass(minutes=15)
        self.fail("letters that still wait: " + str(self.sql(
            "SELECT kind, attempts, next_at - clock(), reason FROM outbox "
            "WHERE state = 'pending'")))

    def expect(self, round_, numbers):
        self.expected[round_["id"]] = numbers - self.gone

    def second_draw(self, due, first):
        moment = due + datetime.timedelta(days=3, minutes=2)
        told = self.asked()
        owed = {n for n, pool in told.items() if pool["second_draw_at"]}
        # Who does not ask may have been let down as well.
        owed |= {int(name[1:]) for (name,) in self.sql(
            f"SELECT m.name FROM second_chance('{first['id']}') AS c "
            "JOIN members m ON m.id = c.member")} & set(VANISH)
        if len(owed) > 1:
            second = self.draw(moment)
            self.assertEqual(second["second_of"], first["id"])
            self.expect(second, owed)
        else:
            self.until(moment)
        self.settled()

    def week(self, week):
        due, first = self.monday(week)
        self.after_the_round(week)
        self.let_pass(hours=1)
        self.evening(self.answer)
        self.settled()
        self.until(due + datetime.timedelta(days=1, hours=3))
        self.evening(self.talk)
        if week >= 5 and self.gone == {LEAVES}:
            self.report_a_partner()
        self.until(due + datetime.timedelta(days=2, hours=4))
        self.tried_again()
        self.settled()
        self.evening(self.tell)
        self.second_draw(due, first)
        self.evening(self.answer)
        self.evening(self.talk)
        self.let_pass(hours=2)
        self.settled()

    # --- the books ----------------------------------------------------------

    def every_state_is_explained(self):
        hidden = {(int(name[1:]), round_) for name, round_ in self.sql("""
            SELECT m.name, s.round FROM introduction_members s
            JOIN members m ON m.id = s.member AND m.state <> 'erased'
            JOIN introduction_members o ON o.introduction = s.introduction
                AND o.member <> s.member
            JOIN ties t ON t.kind = 'blocks' AND t.low =
                least(s.member, o.member) AND t.high =
                greatest(s.member, o.member)""")}
        for number, who in self.people.items():
            if number in self.gone:
                continue
            mine = self.done(who.get("/v1/me/rounds?limit=100"))["rounds"]
            self.assertEqual(
                {r["round"] for r in mine},
                {id_ for id_, them in self.expected.items()
                 if number in them}, number)
            for r in mine:
                if r["outcome"] == "sat_out":
                    self.assertTrue(r["why"] and all(r["why"]), (number, r))
                    self.assertIsNone(r["introduction"])
                    continue
                if r["introduction"] is None:
                    # Behind a block there is nothing to see.
                    self.assertIn((number, r["round"]), hidden)
                    continue
                seen = who.get("/v1/introductions/" + r["introduction"])
                self.assertEqual(self.done(seen)["round"], r["round"])
                # Why, unless that would tell of who is erased.
                self.assertTrue(seen.json["why"] or {
                    "a former member", "un ancien membre"} & {
                        p["name"] for p in seen.json["partners"]}, seen)

    def nobody_meets_whom_they_named(self):
        numbers = {who.id: n for n, who in self.people.items()}
        # The one who erased the account stands there under another id.
        met = [(when(at), frozenset(numbers.get(id_, LEAVES)
                                    for id_ in (a, b)))
               for at, a, b in self.sql("""
            SELECT to_char(i.offered_at AT TIME ZONE 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS"Z"'), a.member, b.member
            FROM introductions i
            JOIN introduction_members a ON a.introduction = i.id
            JOIN introduction_members b ON b.introduction = i.id
                AND a.member < b.member""")]
        self.assertGreater(len(met), 15 * WEEKS)
        self.assertEqual([
            (kind, pair) for at, pair in met
            for said, kind, named in self.said
            if named == pair and said < at], [])
        # They had others to meet, so it is by no accident.
        for number in (KNOWS, BLOCKS_ADDRESSES):
            self.assertTrue(any(number in pair for _, pair in met), number)

    def every_letter_came_once(self):
        came = collections.Counter()
        texts = collections.defaultdict(set)
        for letter in self.post.letters:
            message = smtp.parsed(letter.raw)
            id_ = message["Message-ID"].strip("<>").partition("@")[0]
            came[id_] += 1
            texts[id_].add((letter.recipients, letter.raw.partition(
                b"\r\n\r\n")[2].count(b"\r\n"), message["Subject"]))
        ends = collections.defaultdict(set)
        for action, id_ in self.sql("SELECT action, subject FROM audit "
                                    "WHERE action LIKE 'letter %'"):
            ends[action].add(id_)
        self.assertEqual(set(came), ends["letter sent"])
        twice = {id_ for id_, count in came.items() if count > 1}
        # Where the connection broke after the text, and not elsewhere.
        self.assertEqual(self.post.cut, 3)
        self.assertLessEqual(sum(came[id_] - 1 for id_ in twice),
                             self.post.cut)
        for id_ in twice:
            self.assertEqual(len(texts[id_]), 1, texts[id_])
        given_up = self.sql("""
            SELECT DISTINCT split_part(detail, ' to ', 2) FROM audit
            WHERE action = 'letter given up'""")
        self.assertEqual(given_up, [[self.people[REFUSED].id]])
        self.assertTrue(ends["letter unwanted"] and ends["letter later"])
        me = self.done(self.people[REFUSED].get("/v1/me"))
        self.assertTrue(me["email_stopped"])
        reminded = [m["Subject"] for m in self.house.letters(
            self.address(NO_REMINDERS)) if "Soon" in m["Subject"]]
        self.assertEqual(reminded, [])

    def test_eight_weeks(self):
        self.begin()
        for week in range(1, WEEKS + 1):
            self.week(week)
        self.let_pass(days=2)
        self.tried_again()
        self.settled()
        for number in set(VANISH) - self.gone:
            # Two weeks without a word end a session, not a membership.
            self.done(self.people[number].get("/v1/me"), 401)
            self.sign_in(number)
        self.drained()
        for what, query in invariants.NEVER.items():
            with self.subTest(what):
                self.assertEqual(self.sql(query), [])
        for check in (self.every_state_is_explained,
                      self.nobody_meets_whom_they_named,
                      self.every_letter_came_once):
            with self.subTest(check.__name__):
                check()
        with self.subTest("who never comes rests"):
            self.assertIsNotNone(self.done(self.people[NEVER_COMES].get(
                "/v1/me"))["rest_since"])
        with self.subTest("somebody was suspended"):
            self.assertEqual(len(self.gone), 2)
        with self.subTest("nothing of who erased their account is left"):
            self.assertEqual(self.sql(
                "SELECT id FROM members WHERE name = 'P32'"), [])
        with self.subTest("second draws"):
            self.assertTrue([r for r in self.rounds() if r["second_of"]])
        with self.subTest("replies are as documented"):
            self.assertEqual(client.hold(self.build), "")


if __name__ == "__main__":
    runner.main(Community)
