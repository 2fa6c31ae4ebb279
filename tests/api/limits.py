#!/usr/bin/env python3
"""What those are told who come to a limit: which one, and until when. Limits
hold for fixed spans, from midnight or from a quarter of an hour, UTC."""
import re
import time
import unittest

from harness import runner
from harness.house import House


class Limits(unittest.TestCase):
    def refused(self, reply, span_s):
        """Its detail, whose time is when the span ends."""
        now = time.time()
        self.assertEqual((reply.status, reply.code),
                         (429, "too_many_requests"), reply)
        self.assertEqual(reply.json["title"], "A limit is reached")
        end = (now // span_s + 1) * span_s
        self.assertLess(abs(int(reply.headers["retry-after"]) - (end - now)),
                        10)
        said = re.fullmatch("(.*); again at (.*) UTC", reply.json["detail"])
        self.assertEqual(said[2], time.strftime("%H:%M", time.gmtime(end)))
        return said[1]

    def test_it_says_which_and_until_when(self):
        house = House(self.build, start=False)
        house.config.write_text(house.config.read_text().replace(
            "signups_per_day: 100000", "signups_per_day: 1").replace(
            "signins_per_address: 100000", "signins_per_address: 1"))
        house.start()
        runner.wait_for("a quarter of an hour with time left in it",
                        lambda: time.time() % 900 < 800)
        house.join("ana@example.org", "Ana")
        said = self.refused(house.client().post("/v1/signup", {
            "email": "bo@example.org", "name": "Bo", "language": "en",
            "zone": "Europe/Paris", "attributes": {
                "domain": "law/judge", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}}), 86400)
        self.assertTrue(said.startswith(
            "too many sign-ups from this network"), said)

        asked = [house.client().post("/v1/signin", {"email": "a@example.org"})
                 for _ in range(2)]
        self.assertEqual(asked[0].status, 202)
        self.assertEqual(
            self.refused(asked[1], 900),
            "too many sign-ins from this network, or letters to this e-mail "
            "address")


if __name__ == "__main__":
    runner.main(Limits)
