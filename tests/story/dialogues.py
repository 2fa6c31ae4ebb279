#!/usr/bin/env python3
"""What `serendip` asks at a terminal: a slip costs one line, and what was given
as an option is not asked about."""
import json
import unittest

from harness import runner
from harness.house import COMMUNITY, House
from harness.terminal import Terminal


class Dialogues(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY.replace(
            "  generation:", "  years: {type: scale, from: 0, to: 80}\n"
            "  generation:"))

    def setUp(self):
        self.home = runner.new_folder()

    def serendip(self, *words):
        return self.house.command("serendip", *words, home=self.home)

    def terminal(self, *words):
        return Terminal(self.house.program("serendip"), *words,
                        env=self.house.environment(self.home))

    def test_a_dialogue_forgives_slips(self):
        t = self.terminal("signup")
        t.answer("E-mail address", "seven")
        t.answer("E-mail address", "seven@example.org")
        t.answer("Name", "")
        t.answer("Name", "Seven")
        t.answer("Language", "klingon")
        t.answer("Language", "English")
        t.answer("Time zone", "Atlantis")
        t.answer("Time zone", "london")
        t.answer("What you do", "I tame fleas.")
        t.answer("omain", "flea tamer")
        t.answer("omain", "Violin Maker")
        t.answer("anguages", "en, French")
        t.answer("ears", "many")
        t.answer("ears", "12")
        t.answer("eneration", "")
        t.answer("nterests", "fleas")
        t.answer("ree", "never")
        t.answer("ree", "Mon 12-14")
        t.answer("(yes/no)", "perhaps")
        t.answer("(yes/no)", "Y")
        t.answer("Code", "AAAA-AAAA")
        t.answer("Code", self.house.code("seven@example.org"))
        self.assertEqual(t.end(), 0, t.seen)
        me = json.loads(self.serendip("--json", "profile").stdout)
        self.assertEqual(me["zone"], "Europe/London")
        self.assertEqual(me["attributes"], {
            "domain": "crafts/violin-maker", "languages": ["en", "fr"],
            "years": 12, "interests": ["fleas"], "free": ["mon 12-14"]})

    def test_a_dialogue_asks_again_what_was_refused(self):
        """What only the server can know: a name of invisible characters."""
        t = self.terminal("signup", "--email", "eight@example.org",
                          "--set", "domain=law/judge", "--name", "\u202eX",
                          "--set", "languages=en", "--accept-terms", "0",
                          "--of-age")
        t.answer("Name shown", "Eight")
        t.answer("(yes/no)", "oui")
        t.expect("serendip signin --code")
        self.assertEqual(t.end(), 0, t.seen)
        self.assertTrue(self.house.code("eight@example.org"))

    def test_options_are_not_asked_about(self):
        t = self.terminal("signup", "--email", "nine@example.org", "--name",
                          "Nine", "--set", "domain=law/judge", "--set",
                          "languages=en", "--accept-terms", "1", "--of-age")
        t.expect("serendip signin --code")
        self.assertEqual(t.end(), 0, t.seen)
        self.assertNotIn("]:", t.seen)


if __name__ == "__main__":
    runner.main(Dialogues)
