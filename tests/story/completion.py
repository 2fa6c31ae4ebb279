#!/usr/bin/env python3
"""What shells offer while somebody types: commands, options and values, in a
real bash and a real zsh, which read the script that is installed."""
import itertools
import json
import os
import shutil
import unittest

from harness import runner
from harness.house import COMMUNITY, House
from harness.stranger import Stranger
from harness.terminal import Terminal

# Mail allows such an address, and a file of contacts may hold it.
EVIL = "`evil`@example.org"
SOME = 25  # more than a page as the server makes it

POOLS = COMMUNITY + """  monthly:
    every: 4 weeks
    at: Monday 10:00
    zone: Europe/Paris
    require: [differ domain]
"""


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, POOLS)
        cls.home = runner.new_folder()
        cls.ana = cls.house.join("ana@example.org")
        codes = len(cls.house.codes("ana@example.org"))
        cls.house.command("serendip", "signin", "ana@example.org",
                          home=cls.home)
        cls.house.command("serendip", "signin", "--code", cls.house.code(
            "ana@example.org", codes), home=cls.home)
        cls.scripts = os.path.join(cls.house.build, "completion")

    def shell(self, *command):
        environment = self.house.environment(self.home)
        environment |= {"TERM": "dumb", "PS1": "$ ", "PROMPT": "$ ",
                        "PATH": self.house.build + ":" + environment["PATH"]}
        return Terminal(*command, env=environment, columns=200)

    def tab(self, shell, typed, *expected):
        """Types, and Tab twice; all that is expected comes. Ctrl-U takes the
        line away."""
        shell.type(typed + "\t\t")
        for text in expected:
            shell.expect(text)
        shell.type("\x15echo en''d\n")
        shell.expect("end\n")

    def complete(self, shell):
        self.tab(shell, "serendip outc", "outcome ")
        self.tab(shell, "serendip profile ", "set", "unset")
        self.tab(shell, "serendip profile un", "unset ")
        self.tab(shell, "serendip outcome --ra", "--rating ")
        self.tab(shell, "serendip outcome --met ", "could-not", "no", "yes")
        self.tab(shell, "serendip --language f", "r ")
        # What the server knows.
        self.tab(shell, "serendip join mon", "monthly ")
        self.tab(shell, "serendip letters --refuse wel", "welcome ")
        self.tab(shell, "serendip signup --set dom", "domain=")
        self.tab(shell, "serendip signup --set domain=crafts/vio",
                 "violin-maker ")
        self.tab(shell, "serendip signup --set dom\tcrafts/vio",
                 "violin-maker ")
        self.tab(shell, "serendip profile unset gen", "generation ")
        # Files.
        (self.home / "Connections.csv").write_text("Email\n")
        self.tab(shell, f"serendip ties import {self.home}/Conn",
                 "Connections.csv ")
        self.addresses(shell)

    def tie(self, *addresses):
        """These, and no other, are who Ana knows."""
        for known in self.ana.get("/v1/me/ties?limit=100").json["ties"]:
            self.ana.delete("/v1/me/ties/" + known["id"])
        told = self.ana.post("/v1/me/ties", {"emails": list(addresses)})
        self.assertEqual(told.status, 200, told)

    def addresses(self, shell):
        """Of other people, who chose them."""
        self.tie(*(f"ben{n:02}@example.org" for n in range(SOME)),
                 "zoe@example.org")
        self.tab(shell, "serendip ties remove zoe@exa", "@example.org ")
        self.tab(shell, "serendip ties remove z", "remove zoe@example.org ")
        self.tab(shell, "serendip ties remove ben0", *(
            f"ben{n:02}@example.org" for n in range(SOME) if n < 10))
        self.tab(shell, "serendip ties remove ben24", "@example.org ")
        ran = self.home / "ran"
        shell.type(f"evil() {{ touch {ran}; }}\n")
        for typed in "", "\\`e":
            self.tie(EVIL)
            shell.type(f"serendip ties remove {typed}\t")
            shell.expect("@example.org ")
            shell.type("\n")
            shell.expect("Forgotten.")
            self.assertFalse(ran.exists())

    def test_a_list_without_end(self):
        """Page after page, each at once: nobody who types waits for it."""
        stranger = Stranger(self.house.folder / "tls.pem",
                            self.house.folder / "tls.key")
        pages = itertools.count()
        stranger.answer = lambda _: (200, "application/json", json.dumps({
            "ties": [], "next": f"page{next(pages)}"}))
        done = self.house.command(
            "serendip", "completion", "bash", "--", "ties", "remove", "",
            home=self.home, env={"SERENDIP_URL": stranger.url})
        self.assertEqual(done.stdout, "")
        self.assertGreater(next(pages), 1)

    def test_bash(self):
        shell = self.shell("bash", "--norc", "--noprofile", "-i")
        shell.type(f"source {self.scripts}/serendip.bash; echo rea''dy\n")
        shell.expect("ready")
        self.complete(shell)

    def test_zsh(self):
        self.assertIsNotNone(shutil.which("zsh"), "see packages.txt")
        # As an installed one is found.
        shutil.copy(f"{self.scripts}/serendip.zsh", self.home / "_serendip")
        shell = self.shell("zsh", "-f", "-i")
        shell.type(f"unsetopt PROMPT_SP; fpath=({self.home} $fpath); "
                   "autoload -U compinit; compinit -u -D; echo rea''dy\n")
        shell.expect("ready")
        self.complete(shell)
        # The scripts read by hand as well.
        shell.type(f"source {self.scripts}/serendipctl.zsh; echo ag''ain\n")
        shell.expect("again")
        self.tab(shell, "serendipctl reports decide 1 dis", "dismiss ")
        # What stands behind a word.
        self.tab(shell, "serendip --ca x pro", "file ")
        self.tab(shell, "serendip ties ", "forget somebody I know")


if __name__ == "__main__":
    runner.main(Completion)
