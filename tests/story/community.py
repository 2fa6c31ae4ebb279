#!/usr/bin/env python3
"""Forty people live eight weeks together: they answer, skip, pause, decline,
block, report, vanish, leave, come late, move; their letters go to a mail server
that is down for two hours, and refuses some. Then the books are opened."""
import collections
import datetime
import unittest

from harness import client, invariants, runner, smtp
from harness.cluster import NO_SYNC, Cluster
from harness.house import House

WEEKS = 8
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
pools:
  weekly:
    every: week
    at: Monday 10:00
    zone: Europe/Paris
    reveal: on_accept
    answer_hours: 48
    outcome_days: 5
    remind: 24 hours
    second_chance: 3 days
    auto_join: true
    require: [differ domain level 1, share languages, unacquainted,
      rested 3 weeks]
"""
DOMAINS = ("health/nurse", "arts/musician", "building/carpenter",
           "food/baker", "law/judge")
# Who does what, by number; the others answer, meet, and say how it was.
SKIPS, PAUSES, PAUSES_OPENLY = (20, 21), 22, 23
DECLINES, BLOCKS_ADDRESSES, BLOCKS_A_PARTNER = (24, 25), 26, 27
REPORTS, VANISH, LEAVES_A_WHILE, LEAVES = 28, (29, 30), 31, 32
MOVES, LATE, KNOWS = 33, {34: 1, 35: 1, 36: 3, 37: 3, 38: 5, 39: 5}, 10
SECOND_WEEKS, FOURTH_WEEKS, ONCE, TRIOS = 14, 15, 16, 17
NEVER_COMES, REFUSED, FEW_LETTERS, NO_REMINDERS = 18, 19, 7, 8
WANTED_LATER = (KNOWS, BLOCKS_ADDRESSES, NEVER_COMES, REFUSED, NO_REMINDERS)


def when(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Post(smtp.Sink):
    """A mail server with bad days."""

    def __init__(self):
        super().__init__()
        self.refused, self.is_greylisting, self.seen = set(), False, set()
        self.to_cut, self.cut = 0, 0
        self.on = {"rcpt": self.rcpt, "text": self.text}

    def rcpt(self, address):
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if self.is_greylisting and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 greylisted, later please"
        return None

    def text(self, _):
        if self.to_cut:
            self.to_cut -= 1
            self.cut += 1
            return smtp.CLOSE
        return None


class Community(unittest.TestCase):
    def setUp(self):
        self.post = Post()
        self.house = House(
            self.build, COMMUNITY, cluster=Cluster(NO_SYNC),
            sinks=[self.post], letters="smtp_tls: none, give_up_hours: 72, "
            f'transport: "smtp://127.0.0.1:{self.post.port}"')
        self.people, self.said = {}, []
        self.expected, self.gone = {}, set()

    def sql(self, text):
        return self.house.sql(text)

    # --- time --------------------------------------------------------------

    def now(self):
        return (datetime.datetime.now(datetime.timezone.utc)
                + self.house.shift)

    def let_pass(self, **span):
        """Not while a letter is on its way: hours in the middle of that would
        be a daemon that hangs, whose letters another one sends, too."""
        self.drained()
        self.house.let_pass(**span)

    def until(self, moment):
        self.let_pass(seconds=(moment - self.now()).total_seconds())

    def rounds(self):
        return self.house.operator.get(
            "/v1/operator/rounds?limit=100").json["rounds"]

    def settled(self, drained=True):
        """All that has fallen due is done, and all letters are gone."""
        undone = """SELECT (SELECT count(*) FROM introductions
                WHERE state = 'offered' AND expires_at <= clock())
            + (SELECT count(*) FROM introduction_members
                WHERE ask_at <= clock())"""
        runner.wait_for("what is due",
                        lambda: self.sql(undone) == [["0"]])
        if drained:
            self.drained()

    def drained(self):
        runner.wait_for("the letters", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state = 'sending' "
            "OR state = 'pending' AND next_at <= clock()") == [["0"]])

    # --- people ------------------------------------------------------------

    def address(self, number):
        return f"p{number:02}@example.org"

    def join(self, number):
        who = self.house.join(self.address(number), f"P{number:02}", {
            "domain": DOMAINS[number % len(DOMAINS)], "languages": ["en"]},
            language="fr" if number % 3 == 0 else "en")
        who.number, who.id = number, who.get("/v1/me").json["id"]
        self.people[number] = who

    def done(self, reply, status=200):
        self.assertEqual(reply.status, status, reply)
        return reply.json

    def change(self, number, **how):
        self.done(self.people[number].put(
            "/v1/pools/weekly/membership", how))

    def sign_in(self, number):
        who, address = self.people[number], self.address(number)
        before = len(self.house.codes(address))
        attempt = self.done(who.post("/v1/signin", {"email": address}), 202)
        who.token = self.done(who.post("/v1/signin/verify", {
            "attempt": attempt["attempt"],
            "code": self.house.code(address, before)}), 201)["token"]

    def newest(self, number):
        found = self.done(self.people[number].get(
            "/v1/me/introductions?limit=1"))["introductions"]
        return found[0] if found else None

    def say_not(self, kind, number, others):
        """From now on, these two are not to be introduced."""
        self.said += [(self.now(), kind, frozenset((number, other)))
                      for other in others]

    # --- what they do -------------------------------------------------------

    def evening(self, do):
        for number, who in self.people.items():
            if number in VANISH or number in self.gone:
                continue
            for intro in self.done(who.get(
                    "/v1/me/introductions?limit=2"))["introductions"]:
                do(who, intro, "/v1/introductions/" + intro["id"])

    def answer(self, who, intro, path):
        if intro["state"] != "offered" or intro["answer"]:
            return
        yes = who.number not in DECLINES
        self.done(who.post(path + "/response", {"accept": yes} if yes else {
            "accept": False, "reason": "too much to do"}))

    def talk(self, who, intro, path):
        thread = self.done(who.get(path + "/messages"))
        if thread["open"] == "yes":
            self.assertNotEqual(intro["partners"], [])
            self.done(who.post(path + "/messages", {
                "text": f"Hello, it is {who.number}."}), 201)
            self.done(who.put(path + "/read"), 204)

    def tell(self, who, intro, path):
        if (intro["state"] != "accepted" or intro["outcome"]
                or when(intro["outcome_until"]) <= self.now()):
            return
        alone = "P18" in [p["name"] for p in intro["partners"]]
        if who.number == NEVER_COMES:
            return
        self.done(who.post(path + "/outcome", {
            "met": "no", "no_show": True} if alone else {
            "met": "yes", "rating": 4, "learned": "a lot", "again": True}))

    def block_a_partner(self):
        """Inside a round that is published."""
        intro = self.newest(BLOCKS_A_PARTNER)
        partner = intro["partners"][0]
        self.done(self.people[BLOCKS_A_PARTNER].post("/v1/me/blocks", {
            "introduction": intro["id"], "handle": partner["handle"]}))
        other = int(partner["name"][1:])
        self.say_not("blocks", BLOCKS_A_PARTNER, [other])
        if len(intro["partners"]) == 1:
            for number in {BLOCKS_A_PARTNER, other} - set(VANISH):
                self.done(self.people[number].get(
                    "/v1/introductions/" + intro["id"]), 404)

    def report_a_partner(self):
        """Harassment; the operators suspend whom it is about."""
        intro = self.newest(REPORTS)
        partner = intro["partners"][0]
        if int(partner["name"][1:]) in WANTED_LATER:
            return
        report = self.done(self.people[REPORTS].post("/v1/reports", {
            "introduction": intro["id"], "handle": partner["handle"],
            "category": "harassment", "text": "see the thread",
            "block": True}), 201)
        other = int(partner["name"][1:])
        self.say_not("blocks", REPORTS, [other])
        self.done(self.house.operator.post(
            f"/v1/operator/reports/{report['id']}/decision",
            {"action": "suspend", "words": "That was not kind."}), 204)
        self.gone.add(other)
        self.done(self.people[other].get("/v1/me"), 401)

    def erase(self, number):
        """For good, in the middle of what they were introduced to."""
        who = self.people[number]
        self.done(who.delete("/v1/me?confirm=" + who.id), 204)
        self.done(who.get("/v1/me"), 401)
        self.gone.add(number)

    def begin(self):
        for number in range(40):
            if number not in LATE:
                self.join(number)
        many = [n for n in range(40) if n % 5 != 0 and n % 4 != 0]
        self.done(self.people[KNOWS].post("/v1/me/ties", {
            "emails": [self.address(n) for n in many]}))
        self.say_not("knows", KNOWS, many)
        for n in many[::2]:
            self.done(self.people[BLOCKS_ADDRESSES].post(
                "/v1/me/blocks", {"email": self.address(n)}))
        self.say_not("blocks", BLOCKS_ADDRESSES, many[::2])
        self.change(SECOND_WEEKS, every=2)
        self.change(FOURTH_WEEKS, every=4)
        self.change(ONCE, every="once")
        self.change(TRIOS, group="trio_welcome")
        self.done(self.people[FEW_LETTERS].patch(
            "/v1/me/letters", {"weekly_max": 2}))
        self.done(self.people[NO_REMINDERS].patch(
            "/v1/me/letters", {"unwanted": ["reminder"]}))

    def before_the_round(self, week):
        if week % 2 == 0:
            for number in set(SKIPS) - self.gone:
                self.change(number, skip_next=True)
        if week == 2:
            day = (self.now() + datetime.timedelta(days=12)).date()
            self.done(self.people[PAUSES].put(
                "/v1/me/pause", {"until": day.isoformat()}))
        if week in (3, 6) and PAUSES_OPENLY not in self.gone:
            who = self.people[PAUSES_OPENLY]
            self.done(who.put("/v1/me/pause", {}) if week == 3
                      else who.delete("/v1/me/pause"))
        if week == 3 and LEAVES_A_WHILE not in self.gone:
            self.done(self.people[LEAVES_A_WHILE].delete(
                "/v1/pools/weekly/membership"), 204)
        if week == 6 and LEAVES_A_WHILE not in self.gone:
            self.change(LEAVES_A_WHILE)
        if week in (2, 5) and MOVES not in self.gone:
            who = self.people[MOVES]
            self.done(who.patch("/v1/me", {
                "zone": {2: "Asia/Tokyo", 5: "America/Los_Angeles"}[week]},
                headers={"If-Match": who.get("/v1/me").headers["etag"]}))
        if week == 2:
            self.post.refused.add(self.address(REFUSED))

    def after_the_round(self, week):
        if week == 2:
            self.block_a_partner()
        if week == 4 and LEAVES not in self.gone:
            self.erase(LEAVES)
        for number, their_week in LATE.items():
            if their_week == week:
                self.join(number)

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
