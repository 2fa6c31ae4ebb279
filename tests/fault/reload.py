#!/usr/bin/env python3
"""SIGHUP: the configuration and the certificate are read again; requests go on
as before, and what the running daemon holds of the old file stays good."""
import subprocess
import unittest

from harness import client, runner
from harness.house import House


class Reload(unittest.TestCase):
    def setUp(self):
        self.house = House(self.build)

    def tearDown(self):
        self.house.kill()

    def rewrite(self, old, new):
        text = self.house.config.read_text()
        self.assertIn(old, text)
        self.house.config.write_text(text.replace(old, new))

    def test_requests_go_on(self):
        """Under the sanitizers: nothing of the first configuration is used
        once a second has taken its place."""
        ana = self.house.join("ana@example.org")
        for name in ("Second", "Third"):
            self.rewrite("name: The Test House" if name == "Second"
                         else "name: Second", f"name: {name}")
            self.assertIn("event=reloaded", self.house.hang_up())
            for who in (ana, self.house.client(ana.token)):
                self.assertEqual(who.get("/v1/me").status, 200)
            about = self.house.client().get("/v1/about").json
            self.assertEqual(about["name"], name)
            self.assertEqual(
                self.house.operator.get("/v1/operator/status").status, 200)
        self.assertEqual(self.house.stop(), 0, self.house.words())
        self.assertFalse((self.house.folder / "operator.sock").exists())


if __name__ == "__main__":
    runner.main(Reload)
