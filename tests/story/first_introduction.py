#!/usr/bin/env python3
"""The thread through the whole house, as people would go it: sign up, find the
code in the letter, join, a round, read whom one meets and why."""
import json
import unittest

from harness import client, runner
from harness.house import House, people_csv


class FirstIntroduction(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build)
        cls.house.import_people(people_csv(9))

    def test_over_the_api(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en", "fr"],
            "generation": "1980s"}, zone="Europe/Paris", pitch="I judge.")
        me = ana.get("/v1/me")
        self.assertEqual(me.status, 200, me)
        self.assertEqual(me.json["email"], "ana@example.org")
        self.assertEqual(me.json["attributes"]["domain"], "law/judge")

        changed = ana.patch("/v1/me", {"pitch": "I judge fairly."},
                            headers={"If-Match": me.headers["etag"]})
        self.assertEqual(changed.status, 200, changed)
        self.assertNotEqual(changed.headers["etag"], me.headers["etag"])
        late = ana.patch("/v1/me", {"pitch": "too late"},
                         headers={"If-Match": me.headers["etag"]})
        self.assertEqual((late.status, late.code), (412, "changed_meanwhile"))
        self.assertEqual(ana.get("/v1/me").json["pitch"], "I judge fairly.")

        pools = ana.get("/v1/pools").json["pools"]
        self.assertTrue(pools[0]["member"], pools)
        done = house.run_round()
        self.assertEqual(done["sat_out"], 0)

        intros = ana.get("/v1/me/introductions").json["introductions"]
        self.assertEqual(len(intros), 1)
        one = ana.get("/v1/introductions/" + intros[0]["id"])
        self.assertEqual(one.json, intros[0])
        self.assertTrue(one.json["why"])
        for partner in one.json["partners"]:
            self.assertNotEqual(
                partner["attributes"]["domain"].split("/")[0], "law")
        rounds = ana.get("/v1/me/rounds").json["rounds"]
        self.assertEqual(rounds[0]["outcome"], "introduced")
        self.assertEqual(rounds[0]["introduction"], intros[0]["id"])
        self.assertIn("introduc", runner.wait_for(
            "the letter", lambda: [
                letter for letter in house.letters("ana@example.org")
                if letter["Subject"].startswith("Someone to meet")]
            )[0].get_body(("plain",)).get_content().lower())

        self.assertEqual(ana.delete("/v1/pools/weekly/membership").status, 204)
        self.assertFalse(ana.get("/v1/pools").json["pools"][0]["member"])
        self.assertEqual(ana.delete("/v1/session").status, 204)
        gone = ana.get("/v1/me")
        self.assertEqual((gone.status, gone.code), (401, "unauthenticated"))

    def test_with_the_command_lines(self):
        house = self.house
        home = runner.new_folder()
        def serendip(*words, **more):
            return house.command("serendip", *words, home=home, **more).stdout

        self.assertIn("version 1, https://example.org/terms?version=1\n",
                      serendip("about"))
        serendip("signup", "--email", "bo@example.org", "--name", "Bo",
                 "--zone", "Europe/Paris", "--accept-terms", "1", "--of-age",
                 "--set", "domain=law/judge", "--set", "languages=en")
        serendip("signin", "--code", house.code("bo@example.org"))
        self.assertIn("Bo", serendip("profile"))
        serendip("profile", "set", "--pitch", "I judge.", "generation=1970s")
        me = json.loads(serendip("--json", "profile"))
        self.assertEqual(me["attributes"]["generation"], "1970s")
        self.assertIn("weekly", serendip("pools"))
        self.assertIn("published", house.command(
            "serendipctl", "rounds", "run", "weekly").stdout)
        self.assertIn("Person", serendip("intros"))
        rounds = json.loads(house.command(
            "serendipctl", "--json", "rounds", "list").stdout)["rounds"]
        self.assertIn(rounds[0]["id"], house.command(
            "serendipctl", "rounds", "show", rounds[0]["id"]).stdout)
        self.assertIn("members", house.command(
            "serendipctl", "status").stdout.lower())
        serendip("leave", "weekly")
        serendip("signout")
        refused = house.command("serendip", "profile", home=home, ok=False)
        self.assertEqual(refused.returncode, 4, refused)

    def test_z_replies_are_as_documented(self):
        self.assertEqual(client.hold(self.build), "")


if __name__ == "__main__":
    runner.main(FirstIntroduction)
