#!/usr/bin/env python3
"""How long a pair rests, counted from round to round by the calendar of the
pool: "rested 2 weeks" in a weekly pool is every second round, whenever within
its minute a round was published and whatever the clocks did in between."""
import itertools
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import COMMUNITY, House, people_csv

# The preference only makes the draw read further back.
RESTED = COMMUNITY.replace(
    "rested 26 weeks]", "rested 2 weeks]\n    prefer: [rested 30 weeks]")


class Rested(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)
        cls.numbers = itertools.count(1)

    def house(self, community=RESTED):
        """Two people, who have nobody but each other."""
        house = House(self.build, community, cluster=self.cluster)
        self.addCleanup(house.kill)
        house.import_people(people_csv(2))
        return house

    def sql(self, house, text):
        return house.sql(text)

    def round_at(self, house, local, published="3 seconds"):
        """A round as if it had been at that time in Paris; its groups, and how
        its input tells of the past."""
        id_ = f"01900000-0000-7000-8000-{next(self.numbers):012}"
        self.sql(house, f"""
            INSERT INTO rounds (id, pool, scheduled_at, state, next_at)
            VALUES ('{id_}', 'weekly',
                '{local}'::timestamp AT TIME ZONE 'Europe/Paris', 'planned',
                now())""")
        runner.wait_for(f"round of {local}", lambda: self.sql(
            house, f"SELECT 1 FROM rounds WHERE id = '{id_}' "
            "AND published_at IS NOT NULL"))
        self.sql(house, f"""
            UPDATE introductions i
            SET offered_at = r.scheduled_at + interval '{published}'
            FROM rounds r WHERE r.id = i.round AND r.id = '{id_}'""")
        groups, _ = house.groups(id_)
        met = self.sql(house, f"""
            SELECT split_part(line, E'\\t', 4) FROM draws, string_to_table(
                convert_from(input, 'UTF8'), E'\\n') AS t(line)
            WHERE round = '{id_}' AND line LIKE E'met\\t%'""")
        return len(groups), [int(weeks) for weeks, in met]

    def test_every_second_round(self):
        house = self.house()
        self.assertEqual(self.round_at(house, "2026-05-04 10:00"), (1, []))
        self.assertEqual(self.round_at(house, "2026-05-11 10:00"), (0, [1]))
        self.assertEqual(self.round_at(house, "2026-05-18 10:00"), (1, [2]))

    def test_the_clocks_went_on(self):
        """Two weeks that are an hour short."""
        house = self.house()
        self.assertEqual(self.round_at(house, "2026-03-23 10:00"), (1, []))
        self.assertEqual(self.round_at(house, "2026-04-06 10:00"), (1, [2]))

    def test_the_clocks_went_back(self):
        """Two weeks less a day, and an hour."""
        house = self.house()
        self.assertEqual(self.round_at(house, "2026-10-19 00:10"), (1, []))
        self.assertEqual(self.round_at(house, "2026-11-01 23:30"), (0, [1]))

    def test_a_late_publication(self):
        """What counts is when the round was to be."""
        house = self.house()
        self.assertEqual(
            self.round_at(house, "2026-05-04 10:00", "2 days"), (1, []))
        self.assertEqual(self.round_at(house, "2026-05-18 10:00"), (1, [2]))

    def test_the_longest_rule_decides_what_is_read(self):
        house = self.house(
            RESTED.replace("rested 30 weeks", "rested 60 weeks"))
        self.assertEqual(self.round_at(house, "2024-05-06 10:00"), (1, []))
        self.assertEqual(self.round_at(house, "2025-05-05 10:00"), (1, [52]))
        self.assertEqual(self.round_at(house, "2026-06-29 10:00"), (1, []))

    def test_no_rule_reads_nothing(self):
        house = self.house(COMMUNITY.replace(",\n      rested 26 weeks", ""))
        self.assertEqual(self.round_at(house, "2026-05-04 10:00"), (1, []))
        self.assertEqual(self.round_at(house, "2026-05-11 10:00"), (1, []))


if __name__ == "__main__":
    runner.main(Rested)
