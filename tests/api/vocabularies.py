#!/usr/bin/env python3
"""Long lists of words: looked up, not listed; and free words that meet however
they are written."""
import unittest

from harness import runner
from harness.house import CALENDAR, COMMUNITY, House


class Vocabularies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY.replace(
            "values: trades", "values: isced-f-2013").replace(
                "  interests:", "  region: {type: tree, values: iso-3166}\n"
                "  offers: {type: tags, ideas: everyday}\n"
                "  seeks: {type: tags, same-words-as: offers}\n"
                "  interests:").replace(
                    "require: [", "require: [share interests, ").replace(
                        CALENDAR, ""))
        cls.guest = cls.house.client()

    def test_about_counts_them_and_lists_the_short_ones(self):
        about = self.guest.get("/v1/about")
        rows = {a["name"]: a for a in about.json["attributes"]}
        self.assertEqual(rows["domain"]["word_count"], 120)
        self.assertEqual(
            [w["code"] for w in rows["domain"]["words"]][:4],
            ["00", "001", "0011", "002"])
        self.assertEqual(rows["languages"]["word_count"],
                         len(rows["languages"]["words"]))
        self.assertGreater(rows["region"]["word_count"], 3900)
        self.assertNotIn("words", rows["region"])
        self.assertNotIn("word_count", rows["interests"])
        self.assertLess(len(about.body), 60000)

    def test_whole(self):
        whole = self.guest.get("/v1/vocabularies/region")
        words = {w["word"]: w["label"] for w in whole.json["words"]}
        self.assertEqual(len(words), whole.json["word_count"])
        self.assertEqual(words["FR/FR-BRE"],
                         {"en": "Brittany", "fr": "Bretagne"})
        self.assertEqual(words["DE"], {"en": "Germany", "fr": "Allemagne"})
        self.assertEqual(sum("/" not in w for w in words), 249)
        again = self.guest.get("/v1/vocabularies/region", keep=False, headers={
            "If-None-Match": whole.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, ""))
        for name in ("interests", "nothing", "x" * 40):
            self.assertEqual(
                self.guest.get("/v1/vocabularies/" + name).status, 404)

    def test_search(self):
        def find(query):
            reply = self.guest.get("/v1/vocabularies/region?" + query)
            self.assertEqual(reply.status, 200, reply)
            return [w["word"] for w in reply.json["words"]]
        self.assertEqual(find("q=bretagn")[0], "FR/FR-BRE")
        self.assertEqual(find("q=%C3%8ELE-DE-FR"), ["FR/FR-IDF"])
        self.assertEqual(find("q=germany&language=fr"), [])
        self.assertEqual(find("q=FR/FR-BRE"), ["FR/FR-BRE"])
        self.assertEqual([w for w in find("limit=30") if "/" in w], [])
        self.assertEqual(len(find("limit=30")), 30)
        self.assertEqual(len(find("q=s")), 20)
        self.assertEqual(len(find("q=s&limit=100")), 100)
        for bad in ("q=", "limit=0", "limit=101", "language=deu", "p=x"):
            self.assertEqual(self.guest.get(
                "/v1/vocabularies/region?" + bad).status, 422, bad)

    def test_ideas_where_any_word_is_allowed(self):
        rows = {a["name"]: a
                for a in self.guest.get("/v1/about").json["attributes"]}
        for name in ("offers", "seeks"):
            self.assertNotIn("word_count", rows[name])
            got = self.guest.get("/v1/vocabularies/" + name).json
            self.assertEqual(got["word_count"], rows[name]["idea_count"])
            words = {w["word"]: w["label"] for w in got["words"]}
            self.assertEqual(words["bees"], {"en": "bees", "fr": "abeilles"})
        self.assertNotIn("idea_count", rows["interests"])
        self.assertEqual([w["word"] for w in self.guest.get(
            "/v1/vocabularies/seeks?q=abei&language=fr").json["words"]],
            ["bees"])
        # By any of its names, and read in each language; others as typed.
        run = self.house.command
        run("serendip", "signup", "--email", "d@example.org", "--name", "Di",
            "--set", "domain=nursing and midwifery",
            "--set", "languages=en",
            "--set", "interests=chess", "--set", "offers=Abeilles;zithers",
            "--accept-terms", "1", "--of-age", env={"LANG": "fr_FR.UTF-8"})
        run("serendip", "signin", "--code", self.house.code("d@example.org"))
        self.assertRegex(run("serendip", "profile").stdout,
                         "(?i)offers: bees, zithers")
        self.assertRegex(run("serendip", "profile", env={
            "LANG": "fr_FR.UTF-8"}).stdout, "(?i)offers.*: abeilles, zithers")

    def test_on_the_command_line(self):
        run = self.house.command
        self.assertRegex(run("serendip", "words", "domain", "midwif").stdout,
                         "health/health/nursing-and-midwifery +0913 +Nursing")
        self.assertRegex(run("serendip", "words", "region", "bretagne",
                             env={"LANG": "fr_FR.UTF-8"}).stdout,
                         "FR/FR-BRE +Bretagne")
        self.assertEqual(run("serendip", "words", "region", "zzz",
                             ok=False).returncode, 1)
        self.assertIn("serendip words region",
                      run("serendip", "about").stdout)
        run("serendip", "signup", "--email", "c@example.org", "--name", "Cy",
            "--set", "domain=nursing and midwifery", "--set", "languages=en",
            "--set", "region=allemagne", "--set", "interests=chess",
            "--accept-terms", "1", "--of-age")
        run("serendip", "signin", "--code", self.house.code("c@example.org"))
        self.assertRegex(run("serendip", "profile").stdout, "(?i)region: Germany")

    def test_free_words_meet_however_they_are_written(self):
        def join(name, word, domain):
            return self.house.join(f"{name}@example.org", name, {
                "domain": domain, "languages": ["en"], "interests": [word]})
        ana = join("ana", "Caf\u00e9", "arts")
        bo = join("bo", "x", "sciences")
        # In the round as in the profile: both share their one interest.
        me = bo.get("/v1/me")
        changed = bo.patch("/v1/me", {"attributes": {
            "interests": ["cafe\u0301", "CAF\u00c9"]}},
            headers={"If-Match": me.headers["etag"]})
        self.assertEqual(changed.status, 200, changed)
        # Spelled back as it was written, once.
        self.assertEqual(changed.json["attributes"]["interests"],
                         ["caf\u00e9"])
        self.house.import_people("id,name,domain,languages,interests\n"
                                 "one,One,business/law,en,\uff23afe\u0301\n")
        done = self.house.run_round()
        self.assertEqual((done["introduced"], done["groups"]), (3, 1))
        self.assertEqual(ana.get("/v1/me").json["attributes"]["interests"],
                         ["Caf\u00e9"])


if __name__ == "__main__":
    runner.main(Vocabularies)
