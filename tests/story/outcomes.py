#!/usr/bin/env python3
"""What is said of an introduction, who is asked, and who rests because they did
not come."""
from harness import groups, runner
from harness.groups import Group


class Outcomes(groups.Groups):
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
        heard = self.heard(group, b)
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
        self.assertEqual(self.heard(group, b), heard)  # to be asked is none
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


if __name__ == "__main__":
    runner.main(Outcomes)
