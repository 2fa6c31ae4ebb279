#!/usr/bin/env python3
"""From an introduction to a meeting: an hour that is proposed and answered."""
import concurrent.futures
import zoneinfo

from harness import meetings, runner
from harness.meetings import utc
from harness.terminal import unfolded


class Meeting(meetings.Meetings):
    def test_an_hour_is_proposed_answered_changed_and_cancelled(self):
        ana, bo, id_ = self.pair()
        self.assertIsNone(self.see(ana, id_)["meeting"])
        made = self.propose(ana, id_, where="Café du Port")
        self.assertEqual(made.status, 200, made)
        mine, theirs = made.json["meeting"], self.see(bo, id_)["meeting"]
        self.assertEqual((mine["state"], mine["mine"], mine["sequence"],
                          mine["minutes"]), ("proposed", True, 0, 30))
        self.assertEqual((theirs["mine"], theirs["where"], theirs["answer"]),
                         (False, "Café du Port", None))
        self.assertNotEqual(mine["when"], theirs["when"])
        self.assertEqual(
            (mine["by"], theirs["by"]),
            (None, self.see(bo, id_)["partners"][0]["handle"]))
        letter = self.letters(bo, id_, 1)[-1]
        text = letter.get_body(("plain",)).get_content()
        self.assertIn(theirs["when"], text)
        self.assertIn("Café du Port", text)
        self.assertIn("Ana", letter["Subject"])
        self.invited(letter, "REQUEST", 0, "TENTATIVE", bo, "NEEDS-ACTION")

        self.assertEqual(self.answer(ana, id_, True).status, 409)
        said = self.answer(bo, id_, True)
        self.assertEqual((said.status, said.json["meeting"]["state"],
                          said.json["meeting"]["answer"]),
                         (200, "confirmed", "yes"))
        self.invited(self.letters(ana, id_, 1)[-1], "REQUEST", 0, "CONFIRMED",
                     ana, "ACCEPTED")
        self.assertEqual(self.answer(bo, id_, False).json["meeting"]["state"],
                         "declined")
        self.letters(ana, id_, 2)
        other = self.propose(bo, id_, hours=60, minutes=45, sequence=0)
        self.assertEqual((other.json["meeting"]["sequence"],
                          other.json["meeting"]["state"],
                          other.json["meeting"]["answer"]),
                         (1, "proposed", None))
        self.letters(ana, id_, 3)
        for refused in (self.propose(ana, id_, sequence=0),
                        self.answer(ana, id_, True, sequence=0)):
            self.assertEqual((refused.status, refused.code),
                             (412, "changed_meanwhile"))
        path = f"/v1/introductions/{id_}/meeting"
        for _ in range(2):  # once more changes nothing
            self.assertEqual(ana.delete(path).status, 204)
        self.assertEqual(self.see(bo, id_)["meeting"]["sequence"], 2)
        self.assertEqual(self.state(bo, id_), "cancelled")
        self.assertEqual(self.answer(ana, id_, True).status, 409)
        self.invited([letter for letter in self.letters(bo, id_, 2)
                      if "Annul" in letter["Subject"]][0], "CANCEL", 2,
                     "CANCELLED", bo, "ACCEPTED")

    def test_how_it_was_is_asked_after_the_hour(self):
        ana, bo, id_ = self.pair()

        def asked():
            """When both are asked, from when all had accepted on, in hours."""
            return sorted({round(float(hours)) for (hours,) in self.house.sql(
                "SELECT extract(epoch FROM ask_at - i.accepted_at) / 3600 "
                "FROM introduction_members JOIN introductions i "
                f"ON i.id = introduction WHERE i.id = '{id_}'")})
        self.propose(ana, id_, hours=50)
        self.assertEqual(self.answer(bo, id_, True).json["meeting"]["state"],
                         "confirmed")
        for member in ana, bo:
            member.post(f"/v1/introductions/{id_}/response", {"accept": True})
        self.assertEqual(asked(), [74])
        self.propose(bo, id_, hours=90)
        self.assertEqual(asked(), [24])
        self.answer(ana, id_, True)
        self.assertEqual(asked(), [114])
        self.answer(ana, id_, False)
        self.assertEqual(asked(), [24])
        self.answer(ana, id_, True)
        ana.delete(f"/v1/introductions/{id_}/meeting")
        self.assertEqual(asked(), [24])
        # Where the time to say so ends before, a day before that.
        self.propose(ana, id_, hours=24 * 100)
        self.answer(bo, id_, True)
        days, = self.house.sql(
            "SELECT extract(epoch FROM outcome_until - accepted_at) / 3600 "
            f"FROM introductions WHERE id = '{id_}'")[0]
        self.assertEqual(asked(), [round(float(days)) - 24])

    def test_no_answer_is_lost_where_many_answer_at_once(self):
        many = [self.member(0, f"N{i}", "many") for i in range(12)]
        id_ = self.introduce("many", *many)
        self.assertEqual(len(self.see(many[0], id_)["partners"]), 11)
        self.propose(many[0], id_)

        def at_once(do):
            with concurrent.futures.ThreadPoolExecutor(12) as pool:
                return {reply.status for reply in pool.map(do, many[1:])}
        self.assertEqual(at_once(
            lambda m: self.answer(m, id_, True)), {200})
        self.assertEqual(self.state(many[0], id_), "confirmed")
        self.assertEqual(at_once(lambda m: m.post(
            f"/v1/introductions/{id_}/response", {"accept": True})), {200})

    def test_what_is_refused(self):
        ana, bo, id_ = self.pair("slow")
        stranger = self.member(2, "Cy", None)
        path = f"/v1/introductions/{id_}/meeting"
        self.assertFalse(self.see(ana, id_)["may_meet"])
        early = self.propose(ana, id_)  # contact is not revealed yet
        self.assertEqual((early.status, early.code), (409, "conflict"))
        for member in ana, bo:
            member.post(f"/v1/introductions/{id_}/response",
                        {"accept": True})
        self.assertTrue(self.see(ana, id_)["may_meet"])
        for hours in -1, 24 * 181:
            self.assertEqual(self.propose(ana, id_, hours=hours).status, 422)
        for body in ({"starts_at": "tomorrow"}, {},
                     {"starts_at": "2030-01-01T10:00:30Z"},
                     {"starts_at": "2030-01-01T10:00:00Z", "minutes": 4},
                     {"starts_at": "2030-01-01T10:00:00Z", "where": "a\nb"},
                     {"starts_at": "2030-01-01T10:00:00Z",
                      "where": "a\u202eb"}):
            self.assertEqual(ana.put(path, body).status, 422, body)
        for reply in (self.propose(stranger, id_), stranger.delete(path),
                      self.answer(stranger, id_, True), ana.delete(path),
                      self.answer(ana, id_, True), ana.get(
                          f"/v1/introductions/{id_}/calendar.ics")):
            self.assertEqual((reply.status, reply.code), (404, "not_found"))
        self.assertEqual(self.propose(ana, id_).status, 200)
        self.assertEqual(stranger.get(
            f"/v1/introductions/{id_}/calendar.ics").status, 404)

    def test_proposals_at_the_same_instant(self):
        ana, bo, id_ = self.pair()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(
                lambda i: self.propose(self.house.client(
                    (ana, bo)[i % 2].token), id_, hours=30 + i).status,
                range(8)))
        self.assertLessEqual(set(replies), {200, 412})
        self.assertEqual(self.see(ana, id_)["meeting"]["sequence"],
                         replies.count(200) - 1)

    def test_from_the_terminal(self):
        ana, bo, id_ = self.pair(attributes={"free": ["mon 9-20"]})
        homes = {}
        for member in ana, bo:
            homes[member] = home = runner.new_folder("home-")
            member.post("/v1/signin", {"email": member.address})
            self.house.command("serendip", "signin", member.address,
                               home=home)
            code = self.house.code(member.address, 2)
            self.house.command("serendip", "signin", "--code", code,
                               home=home)

        def run(member, *words, **more):
            return self.house.command("serendip", *words, home=homes[member],
                                      **more).stdout
        card = run(ana, "intros", "--worksheet")
        for prompt in self.see(ana, id_)["prompts"]:
            self.assertIn(prompt, unfolded(card))
        self.assertIn("What I can do for you", card)
        self.assertIn("serendip meet", card)
        self.assertIn("proposed by you", run(
            ana, "meet", "--at", "mon 12:00", "--where", "Quay", "--minutes",
            "40"))
        meeting = self.see(ana, id_)["meeting"]
        local = utc(meeting["starts_at"]).astimezone(
            zoneinfo.ZoneInfo("Europe/London"))
        self.assertEqual((local.weekday(), local.hour, local.minute),
                         (0, 12, 0))
        self.assertEqual((meeting["minutes"], meeting["where"]), (40, "Quay"))
        self.assertIn("confirmed", run(bo, "meet", "--yes"))
        self.assertTrue(run(bo, "calendar").startswith("BEGIN:VCALENDAR"))
        self.assertIn("calendar.ics?token=sdc_", run(bo, "calendar", "--feed"))
        run(bo, "calendar", "--end")
        self.assertIn("Cancelled", run(bo, "meet", "--cancel"))
        wrong = self.house.command("serendip", "meet", id_, "--at", "soon",
                                   home=homes[ana], ok=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("--at", wrong.stderr)
        self.assertEqual(self.house.command(
            "serendip", "meet", home=homes[ana], ok=False).returncode, 2)


if __name__ == "__main__":
    runner.main(Meeting)
