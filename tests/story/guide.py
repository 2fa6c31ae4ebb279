#!/usr/bin/env python3
"""docs/guide.md works as it stands: a spreadsheet of 200 colleagues becomes a
round that an operator has looked at and that is in everybody's letters, by the
guide's own commands, as somebody would paste them."""
import pathlib
import random
import tempfile
import unittest

from harness import page, runner
from harness.house import House

EXAMPLE = runner.SOURCE / "docs" / "examples" / "company.yaml"
TEAMS = ("Platform", "Product engineering", "Quality", "User research", "Sales",
         "Marketing", "Customer support", "Finance", "Legal")
SITES = ("Paris", "Lyon", "Brussels")
LEVELS = ("Junior", "Confirmed", "Senior", "Lead")


def spreadsheet():
    """As an office program saves it: a BOM, semicolons, labels for words."""
    chance = random.Random(1)
    lines = ["E-mail;Name;Team;Site;Level;Phone"]
    lines += [f"colleague{n}@example.com;Colleague {n};{TEAMS[n % 9]};"
              f"{chance.choice(SITES)};{chance.choice(LEVELS)};+33 4 {n:08}"
              for n in range(200)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


class Guide(unittest.TestCase):
    def test_from_a_spreadsheet_to_the_first_round(self):
        community = EXAMPLE.read_text(encoding="utf-8")
        house = House(self.build, community[community.index("attributes:"):])
        blocks = page.blocks("guide.md")
        self.assertGreater(len(blocks), 5)
        script = "".join(f"echo '## line {block.line}'\n{block.script}"
                         for block in blocks)
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "colleagues.csv").write_bytes(spreadsheet())
            ran = page.run(house, script, folder)
        self.assertEqual(ran.returncode, 0, ran.stdout[-3000:] + ran.stderr)
        self.assertEqual(house.sql(
            "SELECT count(DISTINCT member) FROM outbox WHERE kind = 'introduction'"),
            [["200"]])


if __name__ == "__main__":
    runner.main(Guide)
