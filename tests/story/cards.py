#!/usr/bin/env python3
"""What `serendip` shows at a terminal: introductions as cards and a network as
charts, as wide as the terminal, in both languages; no control of anybody's text
reaches it, and styles only where they are wanted."""
import json
import re
import unicodedata
import unittest

from harness import runner
from harness.house import COMMUNITY, House
from harness.stranger import Stranger
from harness.terminal import Terminal, unfolded

HOURS = ["mon 9-24", "tue 0-15", "thu 18-20"]
EVIL = ("Red \x1b[31m, a bell \x07, \u202eturned\u202c, "
        "\x9b2J and \x1b]0;title\x07.")
PITCH = ("Away from work: knitting, and 木工 (もくざいをつかう), für Größeres. "
         "I offer pruning fruit trees and would like to learn how bridges "
         "stand. " + "Donaudampfschifffahrtsgesellschaft" * 3)
STYLE = re.compile("\x1b\\[[0-9;]*m")


def columns(text):
    """What a terminal makes of it, as Unicode says."""
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


class Cards(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY)
        people = (("ana", "Ana", "law/judge", "Asia/Tokyo", ""),
                  ("bob", "Bob 木村", "food/baker", "America/Lima", PITCH))
        cls.ana, cls.bob = (cls.house.join(
            f"{address}@example.org", name,
            {"domain": domain, "languages": ["en", "fr"], "free": HOURS},
            zone=zone, pitch=pitch)
            for address, name, domain, zone, pitch in people)
        cls.home = runner.new_folder()
        cls.house.command("serendip", "signin", "ana@example.org",
                          home=cls.home)
        cls.house.command("serendip", "signin", "--code",
                          cls.house.code("ana@example.org", 1), home=cls.home)
        cls.house.run_round()
        cls.id = cls.ana.get("/v1/me/introductions").json[
            "introductions"][0]["id"]

    def show(self, *words, width=80, **environment):
        """What a terminal of that width gets; it is as wide at most."""
        told = self.house.environment(self.home)
        told |= {"TERM": "xterm", **environment}
        t = Terminal(self.house.program("serendip"), *words, columns=width,
                     env={k: v for k, v in told.items() if v is not None})
        self.assertEqual(t.end(), 0, t.seen)
        return t.seen

    def card(self, seen, edge="│"):
        """The lines of the first card; all are equally wide."""
        lines = STYLE.sub("", seen).splitlines()
        first = next(i for i, line in enumerate(lines) if line[0] in "╭+")
        last = next(i for i, line in enumerate(lines)
                    if i > first and line and line[0] in "╰+"
                    and i + 1 < len(lines) and not lines[i + 1].startswith(
                        (edge, "+", "├")))
        return lines[first:last + 1]

    def test_as_wide_as_the_terminal(self):
        for width, wide in ((80, 80), (50, 50), (200, 80), (33, 33)):
            for language in ("en", "fr"):
                lines = self.card(self.show("--language", language, "intros",
                                            width=width))
                self.assertEqual({columns(line) for line in lines}, {wide},
                                 "\n".join(lines))
                text = unfolded("\n".join(lines))
                self.assertIn("would like to learn how bridges stand", text)
                self.assertIn("Bob 木村", text)

    def test_in_a_pipe(self):
        """80 columns, and no styles."""
        done = self.house.command("serendip", "intros", home=self.home)
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual({columns(line) for line in self.card(done.stdout)},
                         {80})

    def test_styles_only_where_they_are_wanted(self):
        self.assertIn("\x1b[1m", self.show("intros"))
        self.assertIn("\x1b[1m", self.show("intros", NO_COLOR=""))
        for no in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}):
            self.assertNotIn("\x1b", self.show("intros", **no))

    def test_ascii_where_the_locale_is(self):
        seen = self.show("intros", LANG="C", TERM="dumb")
        lines = self.card(seen, edge="|")
        self.assertEqual({line[0] for line in lines}, {"+", "|"})
        for picture in "│─╭╰├":
            self.assertNotIn(picture, seen)

    def test_nobodys_text_moves_the_cursor(self):
        """Not even where the server lies."""
        replies = {path: self.ana.get(path).json for path in (
            "/v1/me", "/v1/about", "/v1/me/introductions",
            f"/v1/introductions/{self.id}/messages")}
        one = replies["/v1/me/introductions"]["introductions"][0]
        one["partners"][0] |= {"name": EVIL, "pitch": EVIL}
        one["why"] = [EVIL]
        one["theme"] = EVIL
        replies[f"/v1/introductions/{self.id}/messages"]["messages"] = [{
            "id": self.id, "mine": False, "from": EVIL, "text": EVIL,
            "written_at": "2026-11-24T10:00:00Z", "read_by_all": False}]
        stranger = Stranger(self.house.folder / "tls.pem",
                            self.house.folder / "tls.key")

        def answer(path):
            if path.endswith("/read"):
                return 204, "text/plain", ""
            return 200, "application/json", json.dumps(
                replies[path.split("?")[0]])
        stranger.answer = answer
        for words in (("intros",), ("thread", self.id)):
            t = Terminal(self.house.program("serendip"), "--server",
                         stranger.url, *words, env=self.house.environment(
                             self.home) | {"TERM": "dumb"})
            t.end()
            self.assertIn("Red \\x1b[31m", t.seen)
            self.assertEqual({c for c in t.seen if unicodedata.category(c)
                              in ("Cc", "Cf")}, {"\n"}, t.seen)

    def test_a_network(self):
        for answer in ("ana", "bob"):
            getattr(self, answer).post(
                f"/v1/introductions/{self.id}/response", {"accept": True})
        self.ana.post(f"/v1/introductions/{self.id}/outcome", {"met": "yes"})
        # Nobody rated it.
        self.assertNotIn("/5", self.show("intros"))
        for width in (80, 50):
            for language in ("en", "fr"):
                seen = self.show("--language", language, "diversity",
                                 width=width)
                self.assertLessEqual(max(columns(STYLE.sub("", line))
                                         for line in seen.splitlines()),
                                     width, seen)
                self.assertIn("█", seen)
        self.assertNotIn("█", self.show("diversity", LANG="C"))


if __name__ == "__main__":
    runner.main(Cards)
