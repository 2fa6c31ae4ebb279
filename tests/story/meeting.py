#!/usr/bin/env python3
"""From an introduction to a meeting: prompts, the worksheet, hours to come, an
hour that is proposed and answered, and calendars that show it."""
import concurrent.futures
import datetime
import json
import subprocess
import unittest
import zoneinfo

from harness import runner
from harness.house import House
from harness.terminal import unfolded

THEMES = ["places", "beginnings", "play"]
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
  interests: {type: tags}
  gives: {type: tags}
  wants: {type: tags, same-words-as: gives}
  secret: {type: tags, shown: false}
  free: {type: hours}
pools:
  weekly:
    reveal: at_once
    themes: [%s]
    require: [differ domain level 1, complement gives wants]
  slow:
    require: [differ domain level 1]
  wide:
    size: 3
    reveal: at_once
    require: [differ domain level 1]
  many:
    size: 12
    reveal: at_once
""" % ", ".join(THEMES)
NASTY = ["a;b,c:d\\e \"f\"", "END:VEVENT BEGIN:VALARM", "\\", "שלום مرحبا",
         "🦉" * 200, "=?utf-8?q?x?=", "<b>&amp;</b>", "x\\nATTENDEE:mailto:e@x"]
ZONES = {  # and a month in which their clocks change
    "Europe/Paris": ("2026-10-10", "2027-03-20"),
    "America/New_York": ("2026-10-25", "2027-03-10"),
    "Australia/Lord_Howe": ("2026-09-30", "2027-03-30"),
    "Africa/Casablanca": ("2026-02-10", "2026-03-16"),
}


def utc(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Meeting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY)
        cls.count = 0

    def member(self, place, name, pool="weekly", **more):
        Meeting.count += 1
        attributes = {"domain": ("health/nurse", "arts/musician",
                                 "building/carpenter")[place],
                      "languages": ["en"], "gives": ["bees", "sums"],
                      "wants": ["bees", "sums"], **more.pop("attributes", {})}
        client = self.house.join(f"m{self.count}@example.org", name,
                                 attributes, **more)
        client.address = f"m{self.count}@example.org"
        if pool:
            joined = client.put(f"/v1/pools/{pool}/membership", {})
            self.assertEqual(joined.status, 200, joined)
        return client

    def pair(self, pool="weekly", **more):
        """Two members of a pool of their own time, and their introduction."""
        ana = self.member(0, "Ana", pool, zone="Europe/London", **more)
        bo = self.member(1, "Bo", pool, zone="Europe/Paris", language="fr",
                         **more)
        return ana, bo, self.introduce(pool, ana, bo)

    def introduce(self, pool, *members):
        self.house.run_round(pool)
        for member in members:  # nobody else of the pool's is drawn again
            member.delete(f"/v1/pools/{pool}/membership")
        return members[0].get("/v1/me/introductions").json[
            "introductions"][0]["id"]

    def see(self, member, id_):
        reply = member.get("/v1/introductions/" + id_)
        self.assertEqual(reply.status, 200, reply)
        return reply.json

    def propose(self, member, id_, hours=50, **more):
        at = datetime.datetime.now(datetime.timezone.utc).replace(
            second=0, microsecond=0) + datetime.timedelta(hours=hours)
        return member.put(f"/v1/introductions/{id_}/meeting", {
            "starts_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **more})

    def answer(self, member, id_, accept, **more):
        return member.post(f"/v1/introductions/{id_}/meeting/answer",
                           {"accept": accept, **more})

    def state(self, member, id_):
        meeting = self.see(member, id_)["meeting"]
        return meeting and meeting["state"]

    def letters(self, member, id_, count):
        """Letters about the hour, once there are so many."""
        def look():
            texts = [(letter, letter.get_body(("plain",)).get_content()
                      .replace("\r\n", "\n"))
                     for letter in self.house.letters(member.address)]
            found = [letter for letter, text in texts if id_ in text
                     and "serendip intros\n" not in text]
            return found if len(found) >= count else None
        return runner.wait_for(f"{count} letters", look)

    def judge(self, ics):
        judges = subprocess.run(
            [runner.SOURCE / "tests/api/openapi/judges.sh", self.build],
            capture_output=True, text=True)
        if judges.returncode != 0:
            self.skipTest("ical.js is not to be had")
        read = subprocess.run(
            ["node", runner.SOURCE / "tests/api/calendar.mjs",
             judges.stdout.strip()], input=ics, capture_output=True, text=True)
        self.assertEqual(read.returncode, 0, read.stderr)
        return json.loads(read.stdout)

    # --- prompts and the worksheet ------------------------------------------

    def test_prompts_are_given_once(self):
        ana = self.member(0, "Ana", attributes={"interests": ["Jazz"]})
        bo = self.member(1, "Bo", language="fr",
                         attributes={"interests": ["jazz"]})
        id_ = self.introduce("weekly", ana, bo)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            clients = [self.house.client(ana.token) for _ in range(8)]
            seen = list(pool.map(lambda c: self.see(c, id_)["prompts"],
                                 clients))
        self.assertEqual(len({tuple(s) for s in seen}), 1)
        self.assertIn(len(seen[0]), (2, 3))
        theirs = self.see(bo, id_)
        self.assertIn(len(theirs["prompts"]), (2, 3))
        self.assertFalse(set(theirs["prompts"]) & set(seen[0]))
        self.assertNotEqual(theirs["theme"], self.see(ana, id_)["theme"])
        given = self.house.cluster.sql(
            "SELECT count(*), count(DISTINCT (member, prompt)) "
            "FROM serendip.prompts_given WHERE introduction = "
            f"'{id_}'", self.house.database)[0]
        self.assertEqual(given, [str(len(seen[0]) + len(theirs["prompts"]))]
                         * 2)
        # What profiles become later changes nothing.
        etag = ana.get("/v1/me").headers["etag"]
        ana.patch("/v1/me", {"attributes": {"interests": None}},
                  headers={"If-Match": etag})
        self.assertEqual(self.see(ana, id_)["prompts"], seen[0])

    def test_none_comes_twice_and_themes_take_turns(self):
        house = House(self.build, COMMUNITY)
        self.house, old = house, self.house
        ana, bo = self.member(0, "Ana"), self.member(1, "Bo")
        self.house = old
        for _ in range(len(THEMES) + 1):
            house.run_round()
        intros = ana.get("/v1/me/introductions").json["introductions"]
        had = [p for i in intros for p in i["prompts"]]
        self.assertGreaterEqual(len(had), 2 * (len(THEMES) + 1))
        self.assertEqual(len(set(had)), len(had))
        themes = [i["theme"] for i in reversed(intros)]
        self.assertEqual(themes[:3], ["Places", "Beginnings", "Play"])
        self.assertEqual(themes[3], themes[0])
        self.assertEqual(bo.get("/v1/me/introductions").json["introductions"][
            0]["theme"], themes[-1])

    def test_worksheet(self):
        ana = self.member(0, "Ana", attributes={
            "gives": ["bees"], "wants": ["sums"], "interests": ["Jazz", "go"],
            "secret": ["x"]})
        bo = self.member(1, "Bo", attributes={
            "gives": ["sums", "law"], "wants": ["bees"], "secret": ["x"],
            "interests": ["jazz"]})
        id_ = self.introduce("weekly", ana, bo)
        sheet = self.see(ana, id_)["worksheet"]
        self.assertEqual(sheet["asks"], [{"partner": "Bo",
                                          "words": ["sums"]}])
        self.assertEqual(sheet["offers"], [{"partner": "Bo",
                                            "words": ["bees"]}])
        self.assertEqual(sheet["shared"], [{"partner": "Bo", "words": [
            "English", "jazz"]}])
        self.assertEqual(len(sheet["questions"]), 3)
        self.assertEqual(self.see(bo, id_)["worksheet"]["asks"],
                         [{"partner": "Ana", "words": ["bees"]}])

    # --- hours --------------------------------------------------------------

    def test_zones_are_those_of_the_world(self):
        for zone, days in ZONES.items():
            place, changes = zoneinfo.ZoneInfo(zone), 0
            for day in days:
                start = datetime.datetime.fromisoformat(
                    day + "T00:00:00+00:00")
                spans = [tuple(map(int, s.split())) for s in
                         self.house.cluster.sql(
                    "SET search_path = serendip; SELECT zone_spans("
                    f"'{zone}', '{day}T00:00:00Z', 30)",
                    self.house.database)[-1][0].split(";")]
                changes += len(spans) - 1
                for quarter in range(30 * 96):
                    at = start + datetime.timedelta(minutes=15 * quarter)
                    us = int(at.timestamp()) * 1000000
                    east = [e for f, e in spans if f <= us][-1]
                    self.assertEqual(
                        east, at.astimezone(place).utcoffset()
                        .total_seconds(), (zone, at))
            self.assertEqual(changes, 2, zone)

    def test_hours_to_come_are_free_by_both_clocks(self):
        ana, bo, id_ = self.pair(attributes={"free": [
            "mon 9-12", "wed 14-17", "sun 0-4"]})
        hours = self.see(ana, id_)["next_hours"]
        self.assertGreater(len(hours), 5)
        week = {0: range(9, 12), 2: range(14, 17), 6: range(0, 4)}
        now = datetime.datetime.now(datetime.timezone.utc)
        for hour in hours:
            at = utc(hour["starts_at"])
            self.assertGreater(at, now)
            for zone, shown in (("Europe/London", hour["mine"]),
                                ("Europe/Paris", hour["theirs"][0])):
                local = at.astimezone(zoneinfo.ZoneInfo(zone))
                self.assertIn(local.hour, week[local.weekday()])
                self.assertIn(local.strftime("%H:%M"), shown)
        self.assertEqual([h["starts_at"] for h in hours], [
            h["starts_at"] for h in self.see(bo, id_)["next_hours"]])

    def test_the_week_follows_the_clocks_of_each(self):
        """Clocks go forward in one country two weeks before the other; whoever
        was introduced before has other hours in common after."""
        house = House(self.build, COMMUNITY)
        begin = datetime.datetime(2027, 3, 10, 12, tzinfo=datetime.timezone.utc)
        house.let_pass(seconds=(begin - house.now()).total_seconds())
        two = []
        for place, zone, domain, free in (
                ("ana", "America/New_York", "health/nurse", "fri 9-12"),
                ("bo", "Europe/London", "arts/musician", "fri 14-17")):
            two.append(house.join(f"{place}@example.org", place, {
                "domain": domain, "languages": ["en"], "free": [free]},
                zone=zone))
            two[-1].put("/v1/pools/slow/membership", {})
        house.run_round("slow")

        def week(member):
            return [(h["day"], h["from"], h["to"]) for h in member.get(
                "/v1/me/introductions").json["introductions"][0][
                    "common_hours"]]
        self.assertEqual([week(m) for m in two],
                         [[("fri", 9, 12)], [("fri", 14, 17)]])
        house.let_pass(days=7)
        self.assertEqual([week(m) for m in two],
                         [[("fri", 10, 12)], [("fri", 14, 16)]])

    # --- the meeting --------------------------------------------------------

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

    def invited(self, letter, method, sequence, status, member, says):
        """What a letter tells a calendar, with nobody's address but of whom it
        goes to."""
        part = [p for p in letter.walk()
                if p.get_content_type() == "text/calendar"][0]
        self.assertEqual(part.get_param("method"), method)
        read = self.judge(part.get_content())
        event = read["events"][0]
        self.assertEqual((read["method"], event["sequence"], event["status"]),
                         (method, sequence, status))
        self.assertEqual(event["attendees"],
                         [["mailto:" + member.address, says]])
        self.assertEqual(event["organizer"], "mailto:house@localhost")
        return event

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

    def id_of(self, member):
        return member.get("/v1/me").json["id"]

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

    def test_three_have_all_to_say_yes(self):
        three = [self.member(i, f"T{i}", "wide") for i in range(3)]
        id_ = self.introduce("wide", *three)
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

    # --- calendars ----------------------------------------------------------

    def test_calendars(self):
        ana, bo, id_ = self.pair()
        made = self.propose(ana, id_, where="x").json["meeting"]
        one = bo.get(f"/v1/introductions/{id_}/calendar.ics")
        self.assertTrue(one.headers["content-type"].startswith(
            "text/calendar"))
        feed = bo.post("/v1/me/calendar")
        self.assertEqual(feed.status, 201, feed)
        path = feed.json["url"].split("localhost", 1)[1]
        guest = self.house.client()
        first = guest.get(path)
        self.assertEqual(first.status, 200, first)
        self.assertEqual(guest.get(path, headers={
            "If-None-Match": first.headers["etag"]}).status, 304)
        self.assertNotIn("m%d@" % self.count, first.body)
        self.assertIn("REFRESH-INTERVAL", first.body)

        read = self.judge(first.body)
        event = read["events"][0]
        self.assertEqual((read["method"], read["name"], read["zones"]), (
            "PUBLISH", "The Test House", ["Europe/Paris"]))
        self.assertEqual(
            (event["uid"], event["sequence"], event["status"],
             event["zone"], event["minutes"], event["organizer"]),
            (id_, 0, "TENTATIVE", "Europe/Paris", 30,
             "mailto:house@localhost"))
        self.assertEqual(utc(event["starts"]), utc(made["starts_at"]))
        self.assertIn("Ana", event["summary"])
        self.assertEqual(self.judge(one.body)["events"][0]["uid"], id_)

        ana.delete(f"/v1/introductions/{id_}/meeting")
        event = self.judge(guest.get(path).body)["events"][0]
        self.assertEqual((event["status"], event["sequence"]),
                         ("CANCELLED", 1))
        again = bo.post("/v1/me/calendar").json["token"]
        for token, status in ((feed.json["token"], 404), (again, 200),
                              (bo.token, 404), ("x", 404)):
            self.assertEqual(guest.get(
                f"/v1/me/calendar.ics?token={token}").status, status)
        self.assertEqual(bo.delete("/v1/me/calendar").status, 204)
        self.assertEqual(guest.get(
            f"/v1/me/calendar.ics?token={again}").status, 404)
        self.assertEqual(guest.get("/v1/me/calendar.ics").status, 404)

    def test_a_block_ends_the_meeting(self):
        ana, bo, id_ = self.pair()
        self.assertEqual(self.propose(ana, id_).status, 200)
        path = bo.post("/v1/me/calendar").json["url"].split("localhost", 1)[1]
        partner = self.see(ana, id_)["partners"][0]
        blocked = ana.post("/v1/me/blocks", {
            "introduction": id_, "handle": partner["handle"]})
        self.assertEqual(blocked.status, 200, blocked)
        event = self.judge(self.house.client().get(path).body)["events"][0]
        self.assertEqual((event["status"], event["sequence"]),
                         ("CANCELLED", 1))
        for reply in (self.propose(bo, id_), self.answer(bo, id_, True)):
            self.assertEqual((reply.status, reply.code), (404, "not_found"))

    def test_no_text_breaks_a_calendar(self):
        ana, bo, id_ = self.pair()
        properties = None
        for text in ["x"] + NASTY:
            self.assertEqual(self.propose(ana, id_, where=text).json[
                "meeting"]["where"], text)
            reply = bo.get(f"/v1/introductions/{id_}/calendar.ics")
            self.assertFalse([line for line in reply.body.encode().split(
                b"\r\n") if len(line) > 75])
            read = self.judge(reply.body)
            event = read["events"][0]
            self.assertEqual(event["location"], text)
            self.assertEqual((len(read["events"]), read["components"]),
                             (1, 2))
            properties = properties or event["properties"]
            self.assertEqual(event["properties"], properties)

    # --- the command line ---------------------------------------------------

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
