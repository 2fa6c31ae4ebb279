#!/usr/bin/env python3
"""A member's own way to take part: every round, every second or fourth week,
once; one round skipped; a pause that ends by itself; rather one of three."""
import datetime
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import COMMUNITY, House

# Everybody may meet everybody, every time.
OPEN = COMMUNITY.replace(", unacquainted,\n      rested 26 weeks", "")
DOMAINS = ("health/nurse", "arts/musician", "building/carpenter",
           "food/baker", "crafts/tailor")


def when(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Memberships(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def setUp(self):
        self.house = House(self.build, OPEN, cluster=self.cluster)
        self.addCleanup(self.house.kill)

    def join(self, count):
        return [self.house.join(f"p{i}@example.org", f"P{i}", {
            "domain": DOMAINS[i % len(DOMAINS)], "languages": ["en"]})
            for i in range(count)]

    def change(self, who, **how):
        changed = who.put("/v1/pools/weekly/membership", how)
        self.assertEqual(changed.status, 200, changed)
        return changed.json

    def pool(self, who):
        return who.get("/v1/pools").json["pools"][0]

    def next_week(self):
        """Monday's round, once it is published."""
        before = self.done()
        due = min(when(r["scheduled_at"]) for r in self.rounds()
                  if r["state"] == "planned")
        now = (datetime.datetime.now(datetime.timezone.utc)
               + self.house.shift)
        self.house.let_pass(seconds=(due - now).total_seconds() + 1)
        return runner.wait_for("a round", lambda: [
            r for r in self.rounds()
            if r["published_at"] and r["id"] not in before])[0]

    def rounds(self):
        return self.house.operator.get("/v1/operator/rounds").json["rounds"]

    def done(self):
        return {r["id"] for r in self.rounds() if r["published_at"]}

    def took_part(self, who, round_):
        return round_["id"] in [
            r["round"] for r in who.get("/v1/me/rounds").json["rounds"]]

    def weeks(self, who, count):
        return [self.took_part(who, self.next_week()) for _ in range(count)]

    def planned(self):
        """The next round is in the table, so that pools can tell of it."""
        runner.wait_for("a planned round", lambda: [
            r for r in self.rounds() if r["state"] == "planned"])

    # --- how often ---------------------------------------------------------

    def test_every_second_week(self):
        slow, *_ = self.join(4)
        self.assertEqual(self.pool(slow)["every"], 1)
        self.assertEqual(self.change(slow, every=2)["every"], 2)
        self.assertTrue(self.took_part(slow, self.next_week()))
        self.planned()
        told = self.pool(slow)
        self.assertEqual(told["resting"], "cadence")
        self.assertEqual((when(told["my_next_round_at"])
                          - when(told["next_round_at"])).days, 7)
        self.assertEqual(self.weeks(slow, 3), [False, True, False])

    def test_every_fourth_week(self):
        slow, *_ = self.join(4)
        self.change(slow, every=4)
        self.assertEqual(self.weeks(slow, 5),
                         [True, False, False, False, True])

    def test_a_sit_out_uses_up_no_turn(self):
        slow, other = self.join(2)
        self.change(slow, every=4)
        self.change(other, skip_next=True)
        first = self.next_week()
        self.assertEqual(first["sat_out"], 1)
        self.assertEqual(self.weeks(slow, 2), [True, False])

    def test_once_and_once_more(self):
        curious, *_ = self.join(4)
        self.change(curious, every="once")
        self.assertEqual(self.weeks(curious, 2), [True, False])
        told = self.pool(curious)
        self.assertEqual((told["member"], told["resting"],
                          told["my_next_round_at"]), (True, "once", None))
        again = self.change(curious, every="once")
        self.assertEqual((again["resting"], again["my_next_round_at"]),
                         (None, again["next_round_at"]))
        self.assertEqual(self.weeks(curious, 2), [True, False])

    def test_what_is_not_said_stays(self):
        ana, = self.join(1)
        self.change(ana, every=2, group="trio_welcome", skip_next=True)
        told = self.change(ana, skip_next=False)
        self.assertEqual((told["every"], told["group"], told["skip_next"]),
                         (2, "trio_welcome", False))
        refused = ana.put("/v1/pools/weekly/membership", {"every": 3})
        self.assertEqual((refused.status, refused.json["errors"][0]["pointer"]),
                         (422, "/every"))

    def test_a_skip_waits_for_the_member_s_own_round(self):
        slow, *_ = self.join(4)
        self.change(slow, every=2)
        self.assertTrue(self.took_part(slow, self.next_week()))
        self.planned()
        told = self.change(slow, skip_next=True)
        self.assertEqual((when(told["my_next_round_at"])
                          - when(told["next_round_at"])).days, 14)
        self.assertEqual(self.weeks(slow, 3), [False, False, True])

    # --- pauses ------------------------------------------------------------

    def test_a_pause_ends_by_itself(self):
        ana, *_ = self.join(4)
        self.planned()
        first = when(self.pool(ana)["next_round_at"])
        until = (first + datetime.timedelta(days=10)).date().isoformat()
        etag = ana.get("/v1/me").headers["etag"]
        paused = ana.put("/v1/me/pause", {"until": until})
        self.assertEqual(paused.status, 200, paused)
        self.assertEqual(paused.json["pause"], {"until": until + "T00:00:00Z"})
        self.assertNotEqual(paused.headers["etag"], etag)
        told = self.pool(ana)
        self.assertEqual(told["resting"], "pause")
        self.assertEqual(when(told["my_next_round_at"]),
                         first + datetime.timedelta(days=14))
        self.assertEqual(self.weeks(ana, 3), [False, False, True])
        self.assertIsNone(ana.get("/v1/me").json["pause"])

    def test_a_pause_in_the_member_s_own_zone(self):
        ana = self.house.join("a@example.org", zone="Asia/Tokyo")
        paused = ana.put("/v1/me/pause", {"until": "2099-12-24"})
        self.assertEqual(paused.json["pause"]["until"], "2099-12-23T15:00:00Z")

    def test_until_i_say_so(self):
        ana, *_ = self.join(4)
        self.assertEqual(ana.put("/v1/me/pause", {"until": None}).json["pause"],
                         {"until": None})
        self.planned()
        self.assertIsNone(self.pool(ana)["my_next_round_at"])
        self.assertEqual(self.weeks(ana, 1), [False])
        self.assertIsNone(ana.delete("/v1/me/pause").json["pause"])
        self.assertEqual(ana.delete("/v1/me/pause").status, 200)
        self.assertEqual(self.weeks(ana, 1), [True])

    def test_pauses_that_are_none(self):
        ana, = self.join(1)
        for until in ("2020-01-01", "2026-13-01", "2026-02-30", "0000-12-24",
                      "2020-01-01T00:00:00Z", "next week"):
            with self.subTest(until):
                refused = ana.put("/v1/me/pause", {"until": until})
                self.assertEqual(
                    (refused.status, refused.json["errors"][0]["pointer"]),
                    (422, "/until"), refused)
        self.assertIsNone(ana.get("/v1/me").json["pause"])

    # --- letters -----------------------------------------------------------

    def letters(self, name, subject):
        return [letter for letter in self.house.letters(
            f"{name.lower()}@example.org") if subject in letter["Subject"]]

    def test_a_letter_says_that_a_pause_is_over(self):
        ana, bo = self.join(2)
        ana.put("/v1/me/pause", {"until": "2100-01-01"})
        bo.put("/v1/me/pause", {})
        day = (datetime.datetime.now(datetime.timezone.utc)
               + datetime.timedelta(days=2)).date().isoformat()
        ana.put("/v1/me/pause", {"until": day})
        self.house.let_pass(days=3)
        runner.wait_for("the letter", lambda: self.letters("p0", "pause"))
        self.assertIsNotNone(bo.get("/v1/me").json["pause"])
        self.assertEqual(self.letters("p1", "pause"), [])

    def test_a_reminder_once_before_the_round(self):
        ana, bo, cy, di = self.join(4)
        self.change(bo, skip_next=True)
        cy.put("/v1/me/pause", {})
        # Only now: on the day before the round they would be reminded as they join.
        config = self.house.config
        config.write_text(config.read_text().replace(
            "remind: none", "remind: 24 hours"))
        self.house.hang_up()
        self.planned()
        due = when(self.pool(ana)["next_round_at"])
        now = (datetime.datetime.now(datetime.timezone.utc)
               + self.house.shift)
        self.house.let_pass(
            seconds=max((due - now).total_seconds() - 23 * 3600, 0))
        for name in ("p0", "p3"):
            runner.wait_for("a reminder", lambda: self.letters(name, "Soon"))
        self.house.let_pass(hours=1)
        self.next_week()
        text = self.letters("p0", "Soon")[0].get_body(("plain",)).get_content()
        self.assertIn("serendip join weekly --skip-next", text)
        self.assertEqual([len(self.letters(name, "Soon"))
                          for name in ("p0", "p1", "p2", "p3")], [1, 0, 0, 1])
        self.assertEqual(self.house.sql(
            "SELECT 1 FROM rounds WHERE reminded_to IS NOT NULL"), [])

    # --- trios -------------------------------------------------------------

    def test_trios_are_of_those_who_like_them(self):
        people = self.join(5)
        for who in people[2:]:
            self.change(who, group="trio_welcome")
        for _ in range(3):
            groups, _ = self.house.groups(self.house.run_round()["id"])
            sizes = {m["name"]: len(g["members"])
                     for g in groups for m in g["members"]}
            self.assertEqual(sizes, {"P0": 2, "P1": 2, "P2": 3, "P3": 3,
                                     "P4": 3})

    # --- the command line --------------------------------------------------

    def test_by_command(self):
        house = self.house
        house.join("c@example.org")
        home = runner.new_folder()

        def serendip(*words, **more):
            return house.command("serendip", *words, home=home, **more).stdout
        serendip("signin", "c@example.org")
        serendip("signin", "--code", house.code("c@example.org", after=1))
        said = serendip("join", "weekly", "--every", "2", "--trio")
        self.assertIn("At most one introduction in 2 weeks.", said)
        self.assertIn("no round until 2099-12-24",
                      serendip("pause", "--until", "2099-12-24"))
        self.assertIn("yes, paused", serendip("pools"))
        self.assertIn("Paused until: 2099-12-24", serendip("profile"))
        self.assertIn("bon de vous revoir", serendip("back", env={"LANG": "fr"}))
        wrong = house.command("serendip", "join", "weekly", "--every", "3",
                              home=home, ok=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("--every", wrong.stderr)


if __name__ == "__main__":
    runner.main(Memberships)
