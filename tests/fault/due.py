#!/usr/bin/env python3
"""What falls due with time is done once, whoever dies over it and however many
daemons look."""
import unittest

from harness import runner
from harness.house import House, people_csv

EXPIRED = """
SET search_path = serendip;
SELECT (SELECT count(*) FROM introductions WHERE state = 'expired'),
    (SELECT count(*) FROM audit WHERE action = 'introduction expired')
"""


class Due(unittest.TestCase):
    def counts(self, house):
        return [int(n) for n in house.cluster.sql(EXPIRED, house.database)[0]]

    def test_once_and_after_a_crash(self):
        house = House(self.build, start=False)
        house.start({"SERENDIP_CRASH_AT": "due-found"})
        house.import_people(people_csv(300))
        house.run_round()
        before = self.counts(house)
        self.assertEqual(before, [0, 0])
        house.let_pass(days=4)
        self.assertNotEqual(house.ended(), 0)
        self.assertEqual(self.counts(house), before)

        house.start()
        other = House(self.build, beside=house)
        house.let_pass(minutes=1)
        runner.wait_for("expiry", lambda: self.counts(house)[0] == 150)
        self.assertEqual(self.counts(house), [150, 150])
        for one in (house, other):
            self.assertNotIn("cannot be done", one.words())
            self.assertEqual(one.stop(), 0)


if __name__ == "__main__":
    runner.main(Due)
