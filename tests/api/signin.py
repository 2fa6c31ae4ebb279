#!/usr/bin/env python3
"""Ways in, as strangers try them: nobody locks another out, puts words into
another's profile, takes another's answer, or learns who is a member."""
import time
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv

PROFILE = {"attributes": {"domain": "health/nurse", "languages": ["en"]},
           "consent": {"terms_version": "1", "of_age": True}}


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC + "\nmax_connections = 100")

    def setUp(self):
        self.house = House(self.build, cluster=self.cluster, start=False)
        self.addCleanup(self.house.kill)

    def configure(self, **limits):
        """The house with these limits instead of its own, started."""
        text = self.house.config.read_text()
        for name, value in limits.items():
            old = f"{name}: 100000"
            self.assertIn(old, text)
            text = text.replace(old, f"{name}: {value}")
        self.house.config.write_text(text)
        self.house.start()

    def sql(self, text):
        return self.cluster.sql(
            "SET search_path = serendip;" + text, self.house.database)

    def sign_in(self, someone, address="m0001@example.org"):
        return someone.post("/v1/signin", {"email": address})


class Rates(Case):
    def setUp(self):
        super().setUp()
        runner.wait_for("a quarter of an hour with time left in it",
                        lambda: time.time() % 900 < 860)
        self.configure(signins_per_quarter_hour=5, signins_per_address=20,
                       signups_per_day=5)
        self.house.import_people(people_csv(3))
        self.evil = self.house.client(source="127.0.0.66")
        self.good = self.house.client(source="127.0.0.7")

    def exhaust(self):
        """All that the evil network may ask in a quarter of an hour."""
        asked = [self.sign_in(self.evil, f"nobody{i % 4}@example.org").status
                 for i in range(20)]
        self.assertEqual(asked, [202] * 20)

    def test_a_network_over_its_limit_spends_nobody_elses(self):
        self.exhaust()
        for _ in range(6):
            refused = self.sign_in(self.evil)
            self.assertEqual((refused.status, refused.code),
                             (429, "too_many_requests"), refused)
            self.assertLessEqual(1, int(refused.headers["retry-after"]))
            self.assertLessEqual(int(refused.headers["retry-after"]), 900)
        self.assertEqual(self.sign_in(self.good).status, 202)

    def test_a_network_spends_its_own_share_of_an_account(self):
        asked = [self.sign_in(self.evil).status for _ in range(20)]
        self.assertEqual(asked, [202] * 5 + [429] * 15)
        asked = [self.sign_in(self.good).status for _ in range(6)]
        self.assertEqual(asked, [202] * 5 + [429])

    def test_many_networks_do_not_flood_a_mailbox(self):
        asked = [self.sign_in(self.house.client(source=f"127.0.1.{i}")).status
                 for i in range(1, 26)]
        self.assertEqual(asked, [202] * 20 + [429] * 5)
        self.assertEqual(self.sign_in(self.good, "m0002@example.org").status,
                         202)

    def test_what_is_refused_leaves_nothing(self):
        self.exhaust()
        rows = self.sql("SELECT count(*) FROM limits")
        for i in range(50):
            self.assertEqual(self.sign_in(
                self.evil, f"junk{i}@example.org").status, 429)
        self.assertEqual(self.sql("SELECT count(*) FROM limits"), rows)


if __name__ == "__main__":
    runner.main(Case)
