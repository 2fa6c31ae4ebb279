#!/usr/bin/env python3
"""What helps to meet: prompts, the worksheet, and hours to come."""
import concurrent.futures
import datetime
import zoneinfo

from harness import meetings, runner
from harness.house import House
from harness.meetings import COMMUNITY, THEMES, utc

ZONES = {  # and a month in which their clocks change
    "Europe/Paris": ("2026-10-10", "2027-03-20"),
    "America/New_York": ("2026-10-25", "2027-03-10"),
    "Australia/Lord_Howe": ("2026-09-30", "2027-03-30"),
    "Africa/Casablanca": ("2026-02-10", "2026-03-16"),
}


class Prompts(meetings.Meetings):
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


if __name__ == "__main__":
    runner.main(Prompts)
