#!/usr/bin/env python3
"""Who goes first where somebody must sit out: what a draw is told of how long each
member waited, whatever way they came to the pool."""
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import STILL, House

# Everybody may meet everybody, every time; but Eli, who has nobody's language.
OPEN = STILL.replace(", unacquainted,\n      rested 26 weeks", "")
WAITS = OPEN.replace("    remind: none\n", "    remind: none\n    approve: true\n")
DOMAINS = ("health/nurse", "arts/musician", "building/carpenter",
           "food/baker", "crafts/tailor")
SAT_OUT_LAST = 105  # and always: 52 of 52, and 53 more


class WhoGoesFirst(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def begin(self, community):
        self.house = House(self.build, community, cluster=self.cluster)
        self.addCleanup(self.house.kill)
        self.people = {}
        self.join("Ana", "Bo", "Cy", "Di")
        self.join("Eli", language="is")

    def join(self, *names, language="en"):
        for name in names:
            self.people[name] = self.house.join(
                f"{name.lower()}@example.org", name, {
                    "domain": DOMAINS[len(self.people) % len(DOMAINS)],
                    "languages": [language]})

    def test_new_is_who_took_part_in_no_round(self):
        """Nobody becomes it by leaving, nor ceases to be by waiting."""
        self.begin(OPEN)
        self.join("Late")
        self.people["Late"].put("/v1/me/pause", {})
        for _ in range(2):
            self.house.run_round()
        self.people["Late"].delete("/v1/me/pause")
        for change in ("delete", "put"):
            done = getattr(self.people["Bo"], change)(
                "/v1/pools/weekly/membership", *[{}] * (change == "put"))
            self.assertLess(done.status, 300, done)
        self.join("New")
        mean = 52 // 5
        self.assertEqual(self.house.had_waited(self.house.run_round()), {
            "Ana": 0, "Bo": 0, "Cy": 0, "Di": 0, "Eli": SAT_OUT_LAST,
            "Late": mean, "New": mean})

    def test_who_skips_a_round_that_is_drawn_did_not_sit_out(self):
        """But whoever was to meet them did."""
        self.begin(WAITS)
        id_ = self.house.begin_round()
        self.house.drawn(id_)
        self.join("Late")
        self.people["Ana"].put("/v1/pools/weekly/membership",
                               {"skip_next": True})
        self.house.operator.post(f"/v1/operator/rounds/{id_}/approval")
        self.house.published(id_)
        left = self.house.sql(
            "SELECT m.name FROM round_members w JOIN members m ON m.id = w.member "
            f"WHERE round = '{id_}' AND w.why = 'void'")[0][0]
        self.join("New")
        again = self.house.begin_round()
        told = self.house.had_waited(self.house.drawn(again))
        mean = 2 * 52 // 4
        self.assertEqual(told, {
            **{name: 0 for name in ("Bo", "Cy", "Di")},
            **{name: SAT_OUT_LAST for name in (left, "Eli")},
            **{name: mean for name in ("Ana", "Late", "New")}})


if __name__ == "__main__":
    runner.main(WhoGoesFirst)
