#!/usr/bin/env python3
"""What becomes of an introduction: answers, and what they reveal."""
import concurrent.futures
import datetime
import re
import zoneinfo

from harness import groups, runner
from harness.groups import POOLS


class IntroductionLife(groups.Groups):
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


if __name__ == "__main__":
    runner.main(IntroductionLife)
