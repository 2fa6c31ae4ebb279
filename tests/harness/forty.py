"""Forty people who live together for weeks, and what each of them does: they answer,
skip, pause, decline, block, report, vanish, leave, come late, move."""
import datetime
import unittest

from . import runner, smtp
from .cluster import NO_SYNC, Cluster
from .house import House

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


class Forty(unittest.TestCase):
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
