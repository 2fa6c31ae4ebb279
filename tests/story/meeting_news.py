#!/usr/bin/env python3
"""Who is told of an hour to meet that changes, and what calendars make of it."""
from harness import meetings, runner


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
                    goes(ana, id_)
                    found = runner.wait_for("a cancellation", lambda: [
                        letter for letter in self.house.letters(bo.address)
                        if "CANCEL" in [
                            part.get_param("method") for part in letter.walk()
                            if part.get_content_type() == "text/calendar"]])
                    event = self.invited(found[0], "CANCEL", 1, "CANCELLED",
                                         bo, "ACCEPTED")
                    self.assertEqual((event["uid"], event["location"]),
                                     (id_, None))
                    event = self.judge(self.house.client().get(
                        path).body)["events"][0]
                    self.assertEqual((event["status"], event["sequence"]),
                                     ("CANCELLED", 1))


if __name__ == "__main__":
    runner.main(MeetingNews)
