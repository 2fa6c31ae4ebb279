#!/usr/bin/env python3
"""docs/tuning.md is true: its commands, run in the houses that it names, print
what it shows; a better engine may move its figures a little.

    PYTHONPATH=tests tests/story/tuning.py build/dev --write

writes what they print now into the page."""
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from harness import page, runner
from harness.house import House

PAGE = "tuning.md"
EXAMPLES = runner.SOURCE / "docs" / "examples"


def settled(house):
    """Moves its clock to the next tenth of January: in some weeks of spring and
    autumn members of two continents have other hours in common."""
    now = house.now()
    day = now.replace(year=now.year + 1, month=1, day=10, hour=12)
    house.let_pass(seconds=(day - now) // datetime.timedelta(seconds=1))


NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def words(text):
    """Without figures, and without how wide they made their columns."""
    return re.sub(r" +", " ", NUMBER.sub("#", text))


def is_near(now, shown):
    far = 0.08 if "." in now else max(20, abs(int(shown)) * 0.25)
    return abs(float(now) - float(shown)) <= far


class Houses:
    """The houses of the page, by name, each made when it is first asked for."""

    def __init__(self, build):
        self.build, self.made = build, {}

    def __getitem__(self, name):
        if name not in self.made:
            self.made[name] = self.make(name)
        return self.made[name]

    def make(self, name):
        community = (EXAMPLES / (name + ".yaml")).read_text(encoding="utf-8")
        house = House(self.build, community[community.index("attributes:"):])
        settled(house)
        if name == "town":
            folder = runner.new_folder()
            subprocess.run([house.program("serendip-demo"), "--seed", "1",
                            "--dir", folder], check=True,
                           stdout=subprocess.DEVNULL)
            house.import_people((folder / "members.csv").read_text(),
                                (folder / "ties.csv").read_text())
        return house


def run_all(build, told):
    """Runs each block; told(block, CompletedProcess)."""
    houses = Houses(build)
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "docs").symlink_to(runner.SOURCE / "docs")
        for block in page.blocks(PAGE):
            told(block, page.run(houses[block.where], block.script, folder))


class Tuning(unittest.TestCase):
    maxDiff = None

    def test_each_block_prints_what_the_page_shows(self):
        shown = []

        def told(block, ran):
            with self.subTest(line=block.line):
                self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
                if block.shown is not None:
                    shown.append(block)
                    self.assertEqual(words(ran.stdout), words(block.shown))
                    for now, then in zip(NUMBER.findall(ran.stdout),
                                         NUMBER.findall(block.shown)):
                        self.assertTrue(is_near(now, then), (
                            now, then, ran.stdout))
        run_all(self.build, told)
        self.assertGreaterEqual(len(shown), 8)


def write(build):
    printed = {}

    def told(block, ran):
        if ran.returncode != 0:
            sys.exit(f"line {block.line}: {ran.stdout}{ran.stderr}")
        printed[block.line] = ran.stdout
    run_all(build, told)
    page.show(PAGE, printed)


if __name__ == "__main__":
    if sys.argv[2:] == ["--write"]:
        write(sys.argv[1])
    else:
        runner.main(Tuning)
