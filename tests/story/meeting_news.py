#!/usr/bin/env python3
"""Who is told of an hour to meet that changes, and what calendars make of it."""
from harness import meetings, runner
from harness.house import House
from harness.meetings import COMMUNITY, utc


class MeetingNews(meetings.Meetings):
    def test_each_change_of_mind_is_told(self):
        ana, bo, id_ = self.pair()
        self.propose(ana, id_)
        for count, accept in enumerate([True, False] * 2 + [True], 1):
            for _ in range(2):  # once more changes nothing
                self.answer(bo, id_, accept)
            self.letters(ana, id_, count)
        self.assertEqual(self.state(ana, id_), "confirmed")
        self.assertEqual(sorted(
            kind for (kind,) in self.house.sql(
                "SELECT kind FROM outbox JOIN members m ON m.id = member "
                f"WHERE m.id = '{self.id_of(ana)}' "
                f"AND key LIKE 'meeting%{id_}%'")),
            ["meeting_confirmed"] * 3 + ["meeting_declined"] * 2)

    def cancelled(self, member):
        """What takes the hour out of their calendar."""
        found = runner.wait_for("a cancellation", lambda: [
            letter for letter in self.house.letters(member.address)
            if "CANCEL" in [part.get_param("method") for part in letter.walk()
                            if part.get_content_type() == "text/calendar"]])
        self.assertEqual(len(found), 1)
        return self.invited(found[0], "CANCEL", 1, "CANCELLED", member,
                            "ACCEPTED")

    def test_an_hour_that_time_ends_leaves_calendars(self):
        """Of whoever counted on it, though they did not answer; and of no two who
        go on."""
        house = House(self.build, COMMUNITY)
        self.house, old = house, self.house
        self.addCleanup(setattr, self, "house", old)
        ana, bo, pair = self.pair()
        cy, di, silent = self.pair()
        *three, trio = self.three()
        for proposes, others, id_ in ((ana, [bo], pair), (cy, [di], silent),
                                      (three[2], three[:2], trio)):
            self.propose(proposes, id_, hours=24 * 20)
            for other in others:
                self.answer(other, id_, True)
            self.assertEqual(self.state(proposes, id_), "confirmed")
        for member, id_ in (ana, pair), (three[0], trio), (three[1], trio):
            member.post(f"/v1/introductions/{id_}/response", {"accept": True})
        before = {m: self.told(m, id_) for m, id_ in (
            (ana, pair), (bo, pair), (cy, silent), (di, silent),
            *((m, trio) for m in three))}
        house.let_pass(seconds=(utc(self.see(di, silent)["expires_at"])
                                - house.now()).total_seconds() + 60)
        runner.wait_for("the time to answer to end", lambda: [
            self.see(m, id_)["state"] for m, id_ in (
                (ana, pair), (cy, silent), (three[0], trio))]
            == ["expired", "expired", "accepted"])
        for member, id_, kind in (
                (ana, pair, "partner_silent"), (bo, pair, "meeting_lapsed"),
                (cy, silent, "meeting_lapsed"),
                (di, silent, "meeting_lapsed"),
                (three[2], trio, "meeting_lapsed")):
            self.assertEqual(self.told(member, id_), before[member] + [kind])
            self.cancelled(member)
        for member in three[:2]:
            self.assertEqual(self.told(member, trio),
                             before[member] + ["all_accepted"])
            self.assertEqual(self.state(member, trio), "confirmed")
        letter = [letter for letter in house.letters(bo.address)
                  if "tombe" in letter["Subject"]][0]
        self.assertIn(self.see(bo, pair)["meeting"]["when"], letter.get_body(
            ("plain",)).get_content())

    def events(self, members, id_):
        """How many they had of it so far."""
        return [int(self.house.sql(
            "SELECT count(*) FROM events WHERE kind = 'introduction' AND "
            f"introduction = '{id_}' AND member = '{self.id_of(m)}'")[0][0])
            for m in members]

    def test_each_change_is_one_event(self):
        ana, bo, id_ = self.pair()
        for member in ana, bo:
            member.post(f"/v1/introductions/{id_}/response", {"accept": True})
        path = f"/v1/introductions/{id_}/"
        for do, fresh in (
                (lambda: self.propose(ana, id_), [1, 1]),
                (lambda: self.answer(bo, id_, True), [1, 1]),
                (lambda: self.answer(bo, id_, False), [1, 1]),
                (lambda: self.propose(bo, id_), [1, 1]),
                (lambda: bo.delete(path + "meeting"), [1, 1]),
                # What she says is hers, and that they met is both's.
                (lambda: ana.post(path + "outcome", {"met": "yes"}), [2, 1]),
                (lambda: ana.post(path + "outcome", {
                    "met": "yes", "rating": 5}), [1, 0]),
                (lambda: bo.get(path + "messages"), [0, 0])):
            before = self.events((ana, bo), id_)
            self.assertIn(do().status, (200, 204))
            self.assertEqual([n - b for n, b in zip(self.events(
                (ana, bo), id_), before)], fresh)

    def three(self):
        three = [self.member(i, f"T{i}", "wide") for i in range(3)]
        return *three, self.introduce("wide", *three)

    def test_a_no_to_what_was_agreed_is_told_to_all(self):
        """Whoever counts on the hour hears of it, and so does their calendar."""
        ana, bo, cy, id_ = self.three()
        self.propose(ana, id_)
        self.answer(bo, id_, True)
        self.answer(cy, id_, False)  # nobody counts on it yet
        self.assertEqual([self.told(m, id_) for m in (ana, bo, cy)], [
            ["meeting_declined"], ["meeting_proposed"], ["meeting_proposed"]])
        self.assertEqual(self.answer(cy, id_, True).json["meeting"]["state"],
                         "confirmed")
        said = self.answer(cy, id_, False, sequence=0)
        self.assertEqual(said.json["meeting"]["state"], "declined")
        for member, before in (ana, ["meeting_declined"]), (
                bo, ["meeting_proposed"]):
            self.assertEqual(self.told(member, id_), [
                *before, "meeting_confirmed", "meeting_declined"])
            letter = [letter for letter in self.letters(member, id_, 3)
                      if "cannot come" in letter["Subject"]][-1]
            self.assertIn("T2 cannot come", letter["Subject"])
            self.assertNotIn("you proposed", letter.get_body(
                ("plain",)).get_content())
            self.invited(letter, "REQUEST", 0, "TENTATIVE", member, "ACCEPTED")
        self.assertEqual(self.told(cy, id_), ["meeting_proposed"])
        self.answer(bo, id_, False)  # nobody counts on it any more
        self.assertEqual(self.told(ana, id_)[3:], ["meeting_declined"])
        self.assertEqual(self.told(cy, id_), ["meeting_proposed"])

    def test_two_agree_once_the_third_has_left(self):
        """Who had not said anything of the hour, or no."""
        for said in None, False:
            with self.subTest(said):
                ana, bo, cy, id_ = self.three()
                self.propose(ana, id_)
                self.answer(bo, id_, True)
                if said is not None:
                    self.answer(cy, id_, said)
                cy.post(f"/v1/introductions/{id_}/response",
                        {"accept": False})
                before = self.told(ana, id_)
                for _ in range(2):  # once more changes nothing
                    self.assertEqual(self.answer(bo, id_, True).json[
                        "meeting"]["state"], "confirmed")
                self.assertEqual(self.told(ana, id_),
                                 before + ["meeting_confirmed"])

    def test_three_have_all_to_say_yes(self):
        *three, id_ = self.three()
        self.assertEqual(self.propose(three[0], id_).status, 200)
        self.assertEqual(self.answer(three[1], id_, True).json["meeting"][
            "state"], "proposed")
        self.assertEqual(self.answer(three[2], id_, True).json["meeting"][
            "state"], "confirmed")
        self.assertIn("You meet T0, T2", " ".join(
            letter["Subject"] for letter in self.letters(three[1], id_, 2)))

    def test_an_hour_that_falls_through_leaves_calendars(self):
        def declines(who, id_):
            for accept in True, False:
                self.assertEqual(who.post(
                    f"/v1/introductions/{id_}/response",
                    {"accept": accept}).status, 200)

        def leaves(who, _):
            self.assertEqual(who.delete(
                "/v1/me?confirm=" + self.id_of(who)).status, 204)
        for goes, kind in (declines, "partner_declined"), (
                leaves, "meeting_cancelled"):
            for is_accepted in False, True:
                with self.subTest(kind, accepted=is_accepted):
                    ana, bo, id_ = self.pair()
                    path = bo.post("/v1/me/calendar").json["url"].split(
                        "localhost", 1)[1]
                    self.propose(ana, id_, where="Quay")
                    self.answer(bo, id_, True)
                    for member in (ana, bo) if is_accepted else ():
                        member.post(f"/v1/introductions/{id_}/response",
                                    {"accept": True})
                    before = self.told(bo, id_)
                    goes(ana, id_)
                    self.assertEqual(
                        [k for k in self.told(bo, id_)[len(before):]
                         if k != "partner_accepted"],
                        [kind if is_accepted else "partner_declined"])
                    event = self.cancelled(bo)
                    self.assertEqual((event["uid"], event["location"]),
                                     (id_, None))
                    event = self.judge(self.house.client().get(
                        path).body)["events"][0]
                    self.assertEqual((event["status"], event["sequence"]),
                                     ("CANCELLED", 1))


if __name__ == "__main__":
    runner.main(MeetingNews)
