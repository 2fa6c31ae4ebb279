#!/usr/bin/env python3
"""What becomes of an introduction: answers, what they reveal, outcomes,
reminders, and rests of those who did not come."""
import concurrent.futures
import datetime
import re
import unittest
import zoneinfo

from harness import runner
from harness.house import House
from harness.terminal import Terminal

DOMAINS = ("health/nurse", "arts/musician", "building/carpenter", "food/baker",
           "law/judge")
POOLS = [f"p{i}" for i in range(9)]
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
pools:
""" + "".join(f"""
  {name}:
    reveal: {reveal}
    answer_hours: 72
    outcome_days: 10
    require: [differ domain level 1, rested 26 weeks]
""" for name, reveal in [("open", "at_once")] + [
    (name, "on_accept") for name in POOLS])


class Group:
    """Members who were introduced to each other, and the introduction."""

    def __init__(self, house, pool, members):
        self.house, self.pool, self.members = house, pool, members
        house.run_round(pool)
        self.id = self.newest(members[0])["id"]

    def newest(self, member):
        return member.get("/v1/me/introductions").json["introductions"][0]

    def see(self, member):
        reply = member.get("/v1/introductions/" + self.id)
        return reply.json if reply.status == 200 else reply.status

    def answer(self, member, accept=True, **more):
        return member.post(f"/v1/introductions/{self.id}/response",
                           {"accept": accept, **more})

    def all_accept(self):
        for member in self.members:
            reply = self.answer(member)
            assert reply.status == 200, reply
        return self

    def say(self, member, **what):
        return member.post(f"/v1/introductions/{self.id}/outcome", what)

    def states(self):
        return [self.see(m)["state"] for m in self.members]

    def propose(self, member, days):
        """The hour so many days from now that is to begin."""
        starts = self.house.now() + datetime.timedelta(days=days, hours=1)
        put = member.put(f"/v1/introductions/{self.id}/meeting", {
            "starts_at": starts.strftime("%Y-%m-%dT%H:00:00Z"),
            "where": "The blue door"})
        assert put.status == 200, put

    def agree(self, member):
        yes = member.post(f"/v1/introductions/{self.id}/meeting/answer",
                          {"accept": True})
        assert yes.status == 200, yes
        assert yes.json["meeting"]["state"] == "confirmed", yes

    def talk(self, one, other, gone):
        """Two talk and agree on an hour; who left hears nothing of it."""
        path = f"/v1/introductions/{self.id}"
        heard = gone.get(path + "/messages").json
        said = one.post(path + "/messages", {"text": "Between the two of us"})
        assert said.status == 201, said
        self.propose(one, 2)
        self.agree(other)
        assert gone.get(path + "/messages").json == heard
        assert self.see(gone)["meeting"] is None, self.see(gone)
        assert gone.get(path + "/calendar.ics").status == 404
        return heard

    def emails(self, member):
        return [p.get("email") for p in self.see(member)["partners"]]


class IntroductionLife(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = None
        cls.count = 0

    def setUp(self):
        self.house = type(self).shared or House(self.build, COMMUNITY)
        type(self).shared = self.house

    def own_house(self):
        """For tests in which time passes: sessions of others would end."""
        self.house = House(self.build, COMMUNITY)

    def member(self, place=0):
        IntroductionLife.count += 1
        name = f"M{IntroductionLife.count}"
        client = self.house.join(f"{name}@example.org".lower(), name, {
            "domain": DOMAINS[place], "languages": ["en"]})
        client.name, client.email = name, f"{name}@example.org".lower()
        client.id = client.get("/v1/me").json["id"]
        return client

    def group(self, pool, size=2, members=None):
        members = members or [self.member(i) for i in range(size)]
        for member in members:
            joined = member.put(f"/v1/pools/{pool}/membership", {})
            self.assertEqual(joined.status, 200, joined)
        group = Group(self.house, pool, members)
        for member in members:
            member.delete(f"/v1/pools/{pool}/membership")
        self.assertEqual(len(group.see(members[0])["partners"]),
                         len(members) - 1)
        return group

    def sql(self, text):
        return self.house.sql(text)

    def heard(self, group, member):
        """States that events told a member of, '' where they told of none."""
        return [state for state, in self.sql(
            "SELECT coalesce(state, '') FROM events WHERE kind = "
            f"'introduction' AND introduction = '{group.id}' "
            f"AND member = '{member.id}' ORDER BY xact, number")]

    def kinds(self, member, but=("welcome_code", "introduction", "welcome")):
        """Kinds of the letters to a member, as they were made."""
        return [kind for (kind,) in self.sql(
            f"SELECT kind FROM outbox WHERE member = '{member.id}' "
            "ORDER BY id") if kind not in but]

    def wait_kinds(self, member, *kinds):
        runner.wait_for(
            f"{kinds} to {member.name}", lambda: [
                kind for kind in self.kinds(member) if kind in kinds
                or kind != "partner_accepted"] == list(kinds))

    def refused(self, reply, status, words=""):
        self.assertEqual(reply.status, status, reply)
        self.assertIn(words, reply.json["detail"])

    def told(self, member, *kinds):
        """The letters of an answer are there as soon as it is."""
        self.assertEqual(self.kinds(member), list(kinds))

    def test_until_when_by_the_clock_of_each(self):
        """As the letter says it that tells of the introduction."""
        ana, bo = self.member(0), self.member(1)
        for member, zone in ((ana, "America/Los_Angeles"),
                             (bo, "Pacific/Auckland")):
            moved = member.patch("/v1/me", {"zone": zone}, headers={
                "If-Match": member.get("/v1/me").headers["etag"]})
            self.assertEqual(moved.status, 200, moved)
        group = self.group("p4", members=[ana, bo])
        ends = datetime.datetime.fromisoformat(group.see(ana)[
            "expires_at"].replace("Z", "+00:00"))
        for member, zone in ((ana, "America/Los_Angeles"),
                             (bo, "Pacific/Auckland")):
            letter = runner.wait_for("the letter", lambda m=member: [
                text for text in [letter.get_body(("plain",)).get_content()
                                  for letter in self.house.letters(m.email)]
                if "the draw of" in text])[0]
            there = ends.astimezone(zoneinfo.ZoneInfo(zone))
            said = re.search(r"open until\s(\S+)\s(\S+)\s\((\S+)\)", letter)
            self.assertEqual(said[3], zone)
            at = datetime.datetime.strptime(
                said[1] + " " + said[2], "%Y-%m-%d %H:%M").replace(
                    tzinfo=there.tzinfo)
            self.assertLess(abs(at - there), datetime.timedelta(minutes=2))

    # --- answers ------------------------------------------------------------

    def test_both_accept_and_one_thinks_again(self):
        group = self.group("p0")
        a, b = group.members
        self.assertEqual(group.states(), ["offered", "offered"])
        self.assertEqual(group.emails(a), [None])
        self.refused(group.say(a, met="yes"), 409, "accepted it yet")

        first = group.answer(a)
        self.assertEqual((first.status, first.json["answer"]),
                         (200, "accepted"))
        self.assertEqual(group.answer(a).json, first.json)
        self.assertEqual(group.states(), ["offered", "offered"])
        self.assertEqual(group.see(b)["answer"], None)
        self.assertEqual(group.see(b)["partners"][0]["answer"], "accepted")
        self.assertEqual(group.emails(a) + group.emails(b), [None, None])
        self.told(b, "partner_accepted")
        self.told(a)

        self.assertEqual(group.answer(b).json["state"], "accepted")
        self.assertEqual(group.emails(a) + group.emails(b),
                         [b.email, a.email])
        self.told(a, "all_accepted")
        self.told(b, "partner_accepted", "all_accepted")

        gone = group.answer(a, False, reason="A secret, I fear.")
        self.assertEqual(gone.json["state"], "declined", gone)
        self.assertNotIn("secret", b.get("/v1/me/introductions").body)
        self.assertEqual(group.states(), ["declined", "declined"])
        self.assertEqual(group.emails(a) + group.emails(b), [None, None])
        self.assertEqual(group.see(b)["partners"][0]["answer"], "declined")
        self.told(b, "partner_accepted", "all_accepted", "partner_declined")
        self.told(a, "all_accepted")
        self.assertEqual(group.answer(a, False).status, 200)
        self.refused(group.answer(a), 409, "a no stays")
        self.refused(group.answer(b), 409, "a partner has declined")
        self.refused(group.say(b, met="yes"), 409, "came to nothing")
        self.assertEqual(self.sql(
            "SELECT action FROM audit WHERE subject = "
            f"'{group.id}' ORDER BY number"), [
                ["accepted"], ["accepted"], ["introduction accepted"],
                ["declined"], ["introduction declined"]])

    def test_at_once_reveals_until_one_declines(self):
        group = self.group("open")
        a, b = group.members
        self.assertEqual(group.emails(a) + group.emails(b),
                         [b.email, a.email])
        group.answer(b, False)
        self.assertEqual(group.emails(a) + group.emails(b), [None, None])
        self.told(a, "partner_declined")

    def test_nobody_else_answers(self):
        group = self.group("p1")
        stranger = self.member()
        for reply in (group.answer(stranger), group.say(stranger, met="yes"),
                      stranger.get("/v1/introductions/" + group.id)):
            self.refused(reply, 404)
        self.assertEqual(group.states(), ["offered", "offered"])

    def test_a_block_hides_it_from_both(self):
        pair, trio = self.group("p1"), self.group("p2", 3)
        for group in (pair, trio):
            low, high = sorted(m.id for m in group.members[:2])
            self.sql(f"INSERT INTO ties VALUES ('{low}', '{high}', 'blocks', "
                     f"'{low}')")
        for member in pair.members:
            self.assertEqual(pair.see(member), 404)
            self.refused(pair.answer(member), 404)
            self.assertEqual(
                member.get("/v1/me/introductions").json["introductions"], [])
            self.assertEqual([
                (r["outcome"], r["introduction"])
                for r in member.get("/v1/me/rounds").json["rounds"]],
                [("introduced", None)])
        a, b, c = trio.members
        self.assertEqual([[p["name"] for p in trio.see(m)["partners"]]
                          for m in (a, b)], [[c.name], [c.name]])
        self.assertEqual(len(trio.see(c)["partners"]), 2)
        # Nor does an event tell of it; of three, whom one does not see.
        before = [self.heard(pair, m) for m in pair.members]
        self.sql("UPDATE introductions SET state = 'expired' "
                 f"WHERE id = '{pair.id}'")
        self.assertEqual([self.heard(pair, m) for m in pair.members], before)
        before = [len(self.heard(trio, m)) for m in trio.members]
        trio.answer(a)
        self.assertEqual([len(self.heard(trio, m)) - n for m, n in zip(
            trio.members, before)], [1, 0, 1])

    def blocking(self, group):
        """While the block ends, the first blocks the second."""
        a, b = group.members
        return self.house.holding(
            "SET search_path = serendip; INSERT INTO ties (low, high, kind, "
            f"by) VALUES (least('{a.id}'::uuid, '{b.id}'), "
            f"greatest('{a.id}'::uuid, '{b.id}'), 'blocks', '{a.id}')",
            "INSERT INTO blocks (id, member, blocked, introduction) VALUES ("
            f"gen_random_uuid(), '{a.id}', '{b.id}', '{group.id}'); COMMIT;")

    def test_who_blocks_as_news_are_told(self):
        """Gets no letter after it, of whatever was found before it."""
        self.own_house()
        group, asked = self.group("p0"), self.group("p1").all_accept()
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            with self.blocking(group):
                reply = pool.submit(group.answer, group.members[1])
                runner.wait_for("the answer to wait",
                                lambda: self.house.waiting() == 1)
            self.refused(reply.result(), 404)
        self.told(group.members[0])
        with self.blocking(asked):
            self.house.let_pass(hours=25)
            runner.wait_for("the question to wait",
                            lambda: self.house.waiting() == 1)
        runner.wait_for("the end of it", lambda: self.sql(
            "SELECT min(asked) FROM introduction_members "
            f"WHERE introduction = '{asked.id}'") == [["1"]])
        for member in asked.members:
            self.assertNotIn("did_you_meet", self.kinds(member))

    def test_two_at_the_same_instant(self):
        groups = [self.group(POOLS[3]) for _ in range(4)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for group in groups:
                with self.house.holding(
                        "SELECT id FROM serendip.introductions WHERE id = "
                        f"'{group.id}' FOR UPDATE"):
                    replies = [pool.submit(group.answer, member)
                               for member in group.members]
                    runner.wait_for("both to wait",
                                    lambda: self.house.waiting() == 2)
                self.assertEqual([r.result().status for r in replies],
                                 [200, 200])
                self.assertEqual(group.states(), ["accepted", "accepted"])
        # One says no as the other says yes: one no is enough.
        for group in groups:
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                replies = [
                    pool.submit(group.answer, group.members[0], False),
                    pool.submit(group.say, group.members[1], met="yes")]
            statuses = sorted(r.result().status for r in replies)
            self.assertEqual(statuses, [200, 409])
            self.assertEqual(len(set(group.states())), 1)
        for group in groups:
            self.assertEqual(self.sql(
                "SELECT count(*) FROM audit WHERE action = 'introduction "
                f"accepted' AND subject = '{group.id}'"), [["1"]])
            for member in group.members:
                self.assertEqual(
                    self.kinds(member).count("all_accepted"), 1)

    def test_of_three_two_go_on(self):
        group = self.group("p4", 3)
        a, b, c = group.members
        group.answer(a)
        self.assertEqual(group.answer(c, False).json["state"], "declined")
        self.assertEqual(group.states(), ["offered", "offered", "declined"])
        heard = self.heard(group, c)
        group.answer(b)
        self.assertEqual(group.states(), ["accepted", "accepted", "declined"])
        self.assertEqual(group.emails(c), [None, None])
        self.assertEqual(set(group.emails(a)), {b.email, None})
        self.assertEqual(
            {p["name"]: p["answer"] for p in group.see(a)["partners"]},
            {b.name: "accepted", c.name: "declined"})
        self.refused(group.say(c, met="yes"), 409, "came to nothing")
        self.assertEqual(group.say(a, met="yes").json["state"], "met")
        self.told(a, "all_accepted")
        self.told(b, "partner_accepted", "all_accepted")
        self.assertEqual(group.talk(a, b, c)["open"], "over")
        self.assertNotIn("partner_wrote", self.kinds(c))
        self.assertEqual(self.sql(
            "SELECT count(*) FROM events WHERE kind = 'message' "
            f"AND member = '{c.id}'"), [["0"]])
        self.assertEqual(self.heard(group, c), heard)
        self.assertIn("met", self.heard(group, b))
        # Nor do the operators, of who reports one of them.
        handle = [p["handle"] for p in group.see(c)["partners"]
                  if p["name"] == a.name][0]
        sent = c.post("/v1/reports", {
            "introduction": group.id, "handle": handle, "category": "other",
            "text": "They were rude."})
        self.assertEqual(sent.status, 201, sent)
        self.assertNotIn("Between the two", self.house.operator.get(
            "/v1/operator/reports/" + sent.json["id"]).json["snapshot"])

    def test_silence_ends_it(self):
        self.own_house()
        pair, trio = self.group("p0"), self.group("p1", 3)
        pair.answer(pair.members[0])
        for member in trio.members[:2]:
            trio.answer(member)
        self.assertEqual(trio.states(), ["offered"] * 3)
        self.house.let_pass(hours=73)
        self.refused(pair.answer(pair.members[1]), 409, "not answered in time")
        runner.wait_for("the end of it", lambda: pair.states() == [
            "expired"] * 2)
        runner.wait_for("the other one to go on", lambda: trio.states() == [
            "accepted", "accepted", "expired"])
        self.assertEqual(trio.emails(trio.members[2]), [None, None])
        self.assertEqual(set(trio.emails(trio.members[0])),
                         {trio.members[1].email, None})
        self.refused(trio.answer(trio.members[2]), 409, "not answered in time")
        self.assertEqual(trio.talk(*trio.members)["open"], "over")
        self.refused(pair.answer(pair.members[0]), 409, "not answered in time")
        # What ends for the two is nothing to who had left before.
        a, b, c = trio.members
        self.assertEqual(trio.answer(a, False).status, 200)
        self.assertEqual(trio.states(), ["declined", "declined", "expired"])
        self.assertEqual(self.kinds(b).count("partner_declined"), 1)
        self.assertNotIn("partner_declined", self.kinds(c))
        self.assertEqual([s for s in self.heard(trio, c) if s], ["expired"])
        self.assertEqual([s for s in self.heard(trio, b) if s],
                         ["accepted", "declined"])
        self.assertEqual(self.sql(
            "SELECT was_let_down(i, s) FROM introductions i "
            "JOIN introduction_members s ON s.introduction = i.id "
            f"WHERE i.id = '{trio.id}' ORDER BY array_position(ARRAY["
            + ",".join(f"'{m.id}'::uuid" for m in trio.members)
            + "], s.member)"), [["f"], ["t"], ["f"]])
        self.told(pair.members[0], "partner_silent")
        self.told(pair.members[1], "partner_accepted")
        for member in trio.members[:2]:
            self.assertNotIn("partner_silent", self.kinds(member))
            self.assertEqual(self.kinds(member).count("all_accepted"), 1)
        self.assertEqual(self.sql(
            "SELECT action FROM audit WHERE action LIKE 'introduction %' "
            "ORDER BY action"), [
                ["introduction accepted"], ["introduction declined"],
                ["introduction expired"]])

    def test_how_each_sees_it(self):
        """By state, whether all had accepted, and their own answer."""
        cases = {
            ("offered", False): ("offered", "offered", "declined"),
            ("declined", False): ("declined", "declined", "declined"),
            ("expired", False): ("expired", "expired", "declined"),
            ("accepted", True): ("expired", "accepted", "declined"),
            ("declined", True): ("expired", "declined", "declined"),
            ("met", True): ("expired", "met", "declined"),
            ("not_met", True): ("expired", "not_met", "declined"),
        }
        for (state, was_accepted), seen in cases.items():
            at = "clock()" if was_accepted else "NULL"
            self.assertEqual(self.sql(
                "SELECT state_seen(jsonb_populate_record("
                "NULL::introductions, jsonb_build_object('state', "
                f"'{state}', 'accepted_at', {at})), jsonb_populate_record("
                "NULL::introduction_members, jsonb_build_object('response', "
                "r))) FROM unnest(ARRAY[NULL, 'accepted', 'declined']) "
                "WITH ORDINALITY AS u(r, n) ORDER BY n"),
                [[s] for s in seen], state)

    # --- outcomes -----------------------------------------------------------

    def test_what_came_of_it(self):
        group = self.group("p5").all_accept()
        a, b = group.members
        said = group.say(a, met="yes", rating=5, learned="Bridges\nstand.",
                         again=True)
        self.assertEqual(said.status, 200, said)
        outcome = said.json["outcome"]
        del outcome["said_at"]
        self.assertEqual(outcome, {
            "met": "yes", "rating": 5, "learned": "Bridges\nstand.",
            "again": True, "no_show": False})
        self.assertEqual(group.states(), ["met", "met"])
        self.assertIsNone(group.see(b)["outcome"])
        self.assertNotIn("Bridges", b.get("/v1/me/introductions").body)
        self.assertEqual(group.emails(a), [b.email])
        self.refused(group.answer(b, False), 409, "cannot be declined")
        self.assertEqual(group.answer(b).status, 200)

        # Each their own, and until the end another one.
        self.assertEqual(group.say(b, met="no", no_show=True).json["state"],
                         "accepted")
        self.assertEqual(group.say(b, met="no").json["state"], "met")
        self.assertEqual(group.say(a, met="no").json["state"], "not_met")
        self.assertEqual(group.states(), ["not_met", "not_met"])
        self.assertEqual(group.see(a)["outcome"]["learned"], "")
        self.assertIsNone(group.see(a)["outcome"]["rating"])

    def test_what_cannot_be_said(self):
        group = self.group("p5").all_accept()
        a = group.members[0]
        for field, what in (
                ("/rating", {"met": "no", "rating": 3}),
                ("/rating", {"met": "yes", "rating": 6}),
                ("/no_show", {"met": "could_not", "no_show": True}),
                ("/met", {"met": "perhaps"}), ("/met", {}),
                ("/learned", {"met": "yes", "learned": "a\u202eb"}),
                ("/learned", {"met": "yes", "learned": "a\u001b[31m"}),
                ("/learned", {"met": "yes", "learned": "x" * 601})):
            reply = group.say(a, **what)
            self.assertEqual((reply.status, [
                e["pointer"] for e in reply.json["errors"]]), (422, [field]),
                what)
        for reason in ("a\u202eb", "a\u0007", "x" * 301):
            self.refused(group.answer(a, False, reason=reason), 422)
        self.assertEqual(group.states(), ["accepted", "accepted"])
        self.assertIsNone(group.see(a)["outcome"])

    def test_could_not_meet_frees_the_pair(self):
        """The rule asks 26 weeks of rest, but not of who could not meet."""
        group = self.group("p6").all_accept()
        members = group.members
        group.say(members[0], met="no")
        for member in members:
            member.put("/v1/pools/p6/membership", {})
        self.assertEqual(self.house.run_round("p6")["introduced"], 0)
        group.say(members[1], met="could_not")
        self.assertEqual(self.house.run_round("p6")["introduced"], 2)
        again = Group.newest(group, members[0])
        self.assertNotEqual(again["id"], group.id)
        for member in members:
            member.delete("/v1/pools/p6/membership")

    def test_who_would_not_meet_again_does_not(self):
        """Though no rule of the pool forbids it, and the pair was freed."""
        group = self.group("open").all_accept()
        members = group.members
        for again, introduced in ((True, 2), (False, 0), (True, 2)):
            said = group.say(members[0], met="could_not", again=again)
            self.assertEqual(said.json["outcome"]["again"], again)
            for member in members:
                member.put("/v1/pools/p6/membership", {})
            self.assertEqual(self.house.run_round("p6")["introduced"],
                             introduced)
            for member in members:
                member.delete("/v1/pools/p6/membership")
            if introduced:
                other = Group.newest(group, members[0])["id"]
                self.sql("UPDATE introductions SET state = 'not_met', "
                         "frees = true, accepted_at = clock(), "
                         f"outcome_until = clock() WHERE id = '{other}'")

    def test_reminders(self):
        self.own_house()
        group = self.group("p0").all_accept()
        other = self.group("p1").all_accept()
        a, b = group.members
        self.house.let_pass(hours=23)
        self.assertEqual(group.say(a, met="yes").status, 200)
        self.house.let_pass(hours=2)
        self.wait_kinds(b, "all_accepted", "did_you_meet")
        self.wait_kinds(other.members[0], "all_accepted", "did_you_meet")
        self.house.let_pass(days=7)
        self.assertEqual(
            other.say(other.members[0], met="yes").status, 200)
        self.house.let_pass(days=1, hours=1)
        self.wait_kinds(b, "all_accepted", "did_you_meet",
                        "did_you_meet_last")
        self.house.let_pass(hours=22)
        self.wait_kinds(other.members[1], "all_accepted",
                        "did_you_meet", "did_you_meet_last")
        self.wait_kinds(other.members[0], "all_accepted", "did_you_meet")
        self.wait_kinds(a, "all_accepted")
        self.house.let_pass(hours=2)
        self.refused(group.say(b, met="yes"), 409, "until some time ago")
        self.assertEqual(self.sql(
            "SELECT max(asked) FROM introduction_members"), [["2"]])

    def test_a_round_closes_when_nothing_can_be_said_any_more(self):
        """Three days to answer and ten to say; not as the next is published."""
        self.own_house()
        met = self.group("p0").all_accept()
        silent = self.group("p0")
        met.say(met.members[0], met="yes")
        rounds = [group.see(group.members[0])["round"]
                  for group in (met, silent)]
        self.house.let_pass(days=12, hours=23)
        runner.wait_for("the time to answer to end", lambda: silent.states()
                        == ["expired"] * 2)

        def figures():
            return [[r[f] for f in ("state", "met", "not_met",
                                    "came_to_nothing")]
                    for r in map(self.house.round, rounds)]
        self.assertEqual(figures(), [["published", None, None, None]] * 2)
        self.house.let_pass(hours=2)
        runner.wait_for("them to close", lambda: figures() == [
            ["closed", 1, 0, 0], ["closed", 0, 0, 1]])

    def test_who_agreed_on_an_hour_is_asked_after_it(self):
        self.own_house()
        group, other = (self.group(p).all_accept() for p in ("p0", "p1"))
        a, b = group.members
        group.propose(a, 3)
        group.agree(b)
        self.house.let_pass(days=3, hours=23)
        self.wait_kinds(other.members[0], "all_accepted", "did_you_meet")
        self.told(a, "all_accepted", "meeting_confirmed")
        self.house.let_pass(hours=3)
        self.wait_kinds(a, "all_accepted", "meeting_confirmed", "did_you_meet")
        self.house.let_pass(days=5)
        self.wait_kinds(b, "all_accepted", "meeting_proposed", "did_you_meet",
                        "did_you_meet_last")

    # --- rests --------------------------------------------------------------

    def test_three_no_shows_and_back(self):
        late = self.member(0)
        groups = [self.group("p7", members=[late, self.member(i)])
                  .all_accept() for i in (1, 2, 3)]
        for group in groups:
            self.assertIsNone(late.get("/v1/me").json["rest_since"])
            said = group.say(group.members[1], met="no", no_show=True)
            self.assertEqual(said.status, 200, said)
            # The same one said twice counts once.
            group.say(group.members[1], met="no", no_show=True)
        self.assertIsNotNone(late.get("/v1/me").json["rest_since"])
        runner.wait_for("the letter", lambda: "rest" in self.kinds(late))
        for group in groups:
            self.assertIsNone(
                group.members[1].get("/v1/me").json["rest_since"])

        someone = self.member(4)
        for member in (late, someone):
            member.put("/v1/pools/p8/membership", {})
        self.assertEqual(self.house.run_round("p8")["introduced"], 0)
        back = late.post("/v1/me/back")
        self.assertEqual((back.status, back.json["rest_since"]), (200, None))
        self.assertEqual(late.post("/v1/me/back").status, 200)
        self.assertEqual(self.house.run_round("p8")["introduced"], 2)
        # What was before is over: a fourth one is the first.
        groups[0].say(groups[0].members[1], met="no", no_show=True)
        self.assertIsNone(late.get("/v1/me").json["rest_since"])
        self.assertEqual(self.kinds(late).count("rest"), 1)

    def test_who_says_the_same_of_each_other(self):
        late = self.member(0)
        for i in (1, 2, 3):
            group = self.group("p7", members=[late, self.member(i)])
            group.all_accept()
            for member in group.members:
                group.say(member, met="no", no_show=True)
            self.assertEqual(group.states(), ["not_met", "not_met"])
        self.assertIsNone(late.get("/v1/me").json["rest_since"])

    # --- the command line ---------------------------------------------------

    def home_of(self, member):
        """A folder where `serendip` is signed in as that new member."""
        home = runner.new_folder()
        self.house.command("serendip", "signin", member.email, home=home)
        self.house.command("serendip", "signin", "--code", self.house.code(
            member.email, 1), home=home)
        return home

    def test_from_the_terminal(self):
        a = self.member()
        home = self.home_of(a)
        group = self.group("p5", members=[a, self.member(1)])
        b = group.members[1]

        def serendip(*words, ok=True, home=home):
            return self.house.command("serendip", *words, home=home, ok=ok)

        shown = serendip("intros").stdout
        self.assertIn(f"serendip accept {group.id}", shown)
        self.assertIn("offered", shown)
        self.assertIn("until", shown)
        self.assertNotIn(b.email, shown)
        shown = serendip("accept").stdout
        self.assertIn("My answer: yes", shown)
        nothing = serendip("skip", ok=False)
        self.assertEqual(nothing.returncode, 2)
        self.assertIn("no introduction waits", nothing.stderr)
        group.answer(b)
        self.assertIn("Write to " + b.email, serendip("intros").stdout)
        wrong = serendip("outcome", "--met", "yes", "--rating", "9", ok=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("a whole number from 1 to 5", wrong.stderr)
        shown = serendip("outcome", "--met", "yes", "--rating", "4",
                         "--learned", "How bread rises", "--again",
                         "yes").stdout
        self.assertIn("You say that you met · 4/5", shown)
        self.assertIn("How bread rises", shown)
        said = serendip("--json", "outcome", group.id, "--met", "could-not")
        self.assertIn('"could_not"', said.stdout)
        refused = serendip("skip", group.id, "--reason", "late", ok=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("cannot be declined any more", refused.stderr)
        self.assertIn("next draw", serendip("back").stdout)

    def test_said_at_a_terminal(self):
        a = self.member()
        home = self.home_of(a)
        group = self.group("p5", members=[a, self.member(1)]).all_accept()

        def begin(*language):
            return Terminal(self.house.program("serendip"), *language,
                            "outcome", env=self.house.environment(home))
        at = begin()
        at.answer("Did you meet", "yes")
        at.answer("How was it", "5")
        at.answer("What did you learn", "How bread rises")
        at.answer("Would you meet again", "perhaps")
        at.answer("Would you meet again", "yes")
        at.expect("│   How bread rises")
        self.assertEqual(at.end(), 0)
        said = group.see(a)["outcome"]
        self.assertEqual(
            (said["met"], said["rating"], said["learned"], said["again"]),
            ("yes", 5, "How bread rises", True))
        other = self.group("p5", members=[a, self.member(1)]).all_accept()
        at = begin("--language", "fr")
        at.answer("Vous êtes-vous vus", "non")
        at.answer("et personne d’autre", "oui")
        self.assertEqual(at.end(), 0)
        said = other.see(a)["outcome"]
        self.assertEqual((said["met"], said["no_show"], said["again"]),
                         ("no", True, None))


if __name__ == "__main__":
    runner.main(IntroductionLife)
