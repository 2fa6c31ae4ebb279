#!/usr/bin/env python3
"""Both command lines as people use them, slips and strange servers included."""
import json
import unittest

from harness import runner
from harness.house import House, people_csv
from harness.stranger import Stranger


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build)
        cls.house.import_people(people_csv(9))
        cls.stranger = Stranger(cls.house.folder / "tls.pem",
                                cls.house.folder / "tls.key")

    def setUp(self):
        self.home = runner.new_folder()
        self.stranger.asked.clear()
        self.stranger.answer = (200, "text/html", "<html>Welcome</html>")

    def run_it(self, program, *words, status=0, **more):
        done = self.house.command(program, *words, home=self.home, ok=False,
                                  **more)
        self.assertEqual(done.returncode, status, done)
        return done

    def serendip(self, *words, **more):
        return self.run_it("serendip", *words, **more)

    def ctl(self, *words, **more):
        return self.run_it("serendipctl", *words, **more)

    def sign_in(self, address):
        self.house.join(address)
        letters = len(self.house.letters(address))
        self.serendip("signin", address)
        self.serendip("signin", "--code", self.house.code(address, letters))

    # --- sessions ----------------------------------------------------------

    def test_a_session_stays_with_its_server(self):
        self.sign_in("one@example.org")
        kept = self.home / ".config/serendip/session.json"
        before = kept.read_text()
        elsewhere = {"SERENDIP_URL": self.stranger.url}
        for words in (("profile",), ("signout",), ("intros",)):
            self.serendip(*words, status=4 if words == ("signout",) else 1,
                          env=elsewhere)
        self.serendip("signin", "--code", "AAAA-AAAA", status=1, env=elsewhere)
        for _, _, headers in self.stranger.asked:
            self.assertNotIn("Authorization", headers)
        self.assertEqual(kept.read_text(), before)
        self.serendip("profile")
        # A slash at the end names the same server.
        self.serendip("--server", f"https://localhost:{self.house.port}/",
                      "profile")
        self.serendip("signout")
        self.serendip("signout", status=4)

    def test_a_reply_of_another_kind(self):
        self.sign_in("two@example.org")
        kept = self.home / ".config/serendip/session.json"
        # As if the house had moved away, and others lived there now.
        kept.write_text(kept.read_text().replace(
            f"https:\\/\\/localhost:{self.house.port}", self.stranger.url))
        commands = (
            ("about",), ("profile",), ("pools",), ("intros",), ("rounds",),
            ("intros", "01a20d03-a128-7750-94cc-cd82795881ef"),
            ("join", "weekly"), ("leave", "weekly"), ("signout",),
            ("profile", "set", "--name", "X"), ("signin", "a@example.org"),
            ("signin", "--token", "sdl_x"), ("--json", "about"),
            ("signup", "--email", "a@example.org", "--set", "domain=x"))
        for answer in ((200, "text/html", "<html>Welcome</html>"),
                       (200, "application/json", "{}"),
                       (200, "application/json", "null"),
                       (204, "text/plain", ""),
                       (302, "text/html", ""), (404, "text/html", "no"),
                       (404, "application/json", '{"code": "not_found"}')):
            self.stranger.answer = answer
            for words in commands:
                if answer[0] == 204 and words[0] in ("leave", "signout"):
                    continue  # what a house would say as well
                done = self.serendip(
                    *words, status=1, env={"SERENDIP_URL": self.stranger.url})
                self.assertIn("no Serendip server", done.stderr, words)
                self.assertEqual(done.stdout, "", words)

    def test_a_newer_server(self):
        """Fields that a client does not know are not its concern."""
        about = self.house.client().get("/v1/about").json
        about["colour"] = "blue"
        about["pools"][0]["mood"] = "bright"
        self.stranger.answer = (200, "application/json", json.dumps(about))
        self.assertIn("Test House", self.serendip(
            "--server", self.stranger.url, "about").stdout)


if __name__ == "__main__":
    runner.main(Commands)
