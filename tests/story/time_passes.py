#!/usr/bin/env python3
"""Weeks pass within a moment: the calendar's rounds are drawn, letters are
dated by the house's clock, and sessions end."""
import datetime
import email.utils
import unittest

from harness import runner
from harness.house import House, people_csv


class TimePasses(unittest.TestCase):
    def test_three_weeks(self):
        house = House(self.build)
        ana = house.join("ana@example.org")
        house.import_people(people_csv(4))
        rounds = []
        for week in range(1, 4):
            house.let_pass(days=7)
            rounds = runner.wait_for(f"round {week}", lambda: [
                found for found in [house.operator.get(
                    "/v1/operator/rounds").json["rounds"]]
                if len([r for r in found if r["published_at"]]) == week])[0]
        days = sorted(r["scheduled_at"][:10] for r in rounds)
        self.assertEqual({datetime.date.fromisoformat(day).weekday()
                          for day in days}, {0})
        self.assertEqual(len(set(days)), len(days))

        runner.wait_for("three letters", lambda: len(
            house.letters("m0001@example.org")) == 3)
        dated = email.utils.parsedate_to_datetime(
            house.letters("m0001@example.org")[-1]["Date"])
        self.assertGreater(dated - datetime.datetime.now(
            datetime.timezone.utc), datetime.timedelta(days=20))

        self.assertEqual(ana.get("/v1/me").status, 401)


if __name__ == "__main__":
    runner.main(TimePasses)
