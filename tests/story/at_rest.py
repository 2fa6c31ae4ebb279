#!/usr/bin/env python3
"""A house where nobody asks for anything leaves its database alone: it wakes by
its timers and by what others tell it, never by what it did itself."""
import time
import unittest

from harness import runner
from harness.house import House, people_csv

REST_S = 4  # for how long nobody asks
# A timer or two may fall into that, and what autovacuum does counts as well.
FEW = 20


class AtRest(unittest.TestCase):
    def setUp(self):
        self.house = House(self.build)

    def transactions(self):
        """Of the house's database, this question and its like excluded: they
        are asked of another."""
        return int(self.house.cluster.sql(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database "
            f"WHERE datname = '{self.house.database}'")[0][0])

    def settled(self):
        """Backends tell their figures late: once they no longer grow fast."""
        before = self.transactions()
        time.sleep(1)
        return self.transactions() - before < FEW

    def assert_rests(self):
        # A backend that idles tells its figures after ten seconds at the latest.
        time.sleep(11)
        runner.wait_for("rest", self.settled, deadline=15)
        before = self.transactions()
        time.sleep(REST_S)
        self.assertLess(self.transactions() - before, FEW)

    def test_nobody_is_there(self):
        self.assert_rests()

    def test_after_a_round(self):
        self.house.import_people(people_csv(9))
        self.house.join("ana@example.org")
        self.house.run_round()
        self.assert_rests()


if __name__ == "__main__":
    runner.main(AtRest)
