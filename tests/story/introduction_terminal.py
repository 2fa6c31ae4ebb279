#!/usr/bin/env python3
"""An introduction at the terminal: answers and what came of it."""
from harness import groups, runner
from harness.terminal import Terminal


class IntroductionTerminal(groups.Groups):
    def home_of(self, member):
        """A folder where `serendip` is signed in as that new member."""
        home = runner.new_folder()
        self.house.command("serendip", "signin", member.email, home=home)
        self.house.command("serendip", "signin", "--code", self.house.code(
            member.email, 1), home=home)
        return home

    def test_from_the_terminal(self):
        a = self.member()
        home = self.home_of(a)
        group = self.group("p5", members=[a, self.member(1)])
        b = group.members[1]

        def serendip(*words, ok=True, home=home):
            return self.house.command("serendip", *words, home=home, ok=ok)

        shown = serendip("intros").stdout
        self.assertIn(f"serendip accept {group.id}", shown)
        self.assertIn("offered", shown)
        self.assertIn("until", shown)
        self.assertNotIn(b.email, shown)
        shown = serendip("accept").stdout
        self.assertIn("My answer: yes", shown)
        nothing = serendip("skip", ok=False)
        self.assertEqual(nothing.returncode, 2)
        self.assertIn("no introduction waits", nothing.stderr)
        group.answer(b)
        self.assertIn("Write to " + b.email, serendip("intros").stdout)
        wrong = serendip("outcome", "--met", "yes", "--rating", "9", ok=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("a whole number from 1 to 5", wrong.stderr)
        shown = serendip("outcome", "--met", "yes", "--rating", "4",
                         "--learned", "How bread rises", "--again",
                         "yes").stdout
        self.assertIn("You say that you met · 4/5", shown)
        self.assertIn("How bread rises", shown)
        said = serendip("--json", "outcome", group.id, "--met", "could-not")
        self.assertIn('"could_not"', said.stdout)
        refused = serendip("skip", group.id, "--reason", "late", ok=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("cannot be declined any more", refused.stderr)
        self.assertIn("next draw", serendip("back").stdout)

    def test_said_at_a_terminal(self):
        a = self.member()
        home = self.home_of(a)
        group = self.group("p5", members=[a, self.member(1)]).all_accept()

        def begin(*language):
            return Terminal(self.house.program("serendip"), *language,
                            "outcome", env=self.house.environment(home))
        at = begin()
        at.answer("Did you meet", "yes")
        at.answer("How was it", "5")
        at.answer("What did you learn", "How bread rises")
        at.answer("Would you meet again", "perhaps")
        at.answer("Would you meet again", "yes")
        at.expect("│   How bread rises")
        self.assertEqual(at.end(), 0)
        said = group.see(a)["outcome"]
        self.assertEqual(
            (said["met"], said["rating"], said["learned"], said["again"]),
            ("yes", 5, "How bread rises", True))
        other = self.group("p5", members=[a, self.member(1)]).all_accept()
        at = begin("--language", "fr")
        at.answer("Vous êtes-vous vus", "non")
        at.answer("et personne d’autre", "oui")
        self.assertEqual(at.end(), 0)
        said = other.see(a)["outcome"]
        self.assertEqual((said["met"], said["no_show"], said["again"]),
                         ("no", True, None))


if __name__ == "__main__":
    runner.main(IntroductionTerminal)
