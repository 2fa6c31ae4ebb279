"""Files for serendip-draw, and what it answers."""
import csv
import io
import pathlib
import random
import subprocess
import tempfile
import unittest

RULES = """
attributes:
  domain:    {type: tree}
  languages: {type: tags, values: [en, fr, pt]}
  grade:     {type: scale, from: 1, to: 10}
  free:      {type: hours}
pools:
  weekly:
    every: week
    at: Monday 10:00
    zone: Europe/Paris
    serendipity: 1
    require: [differ domain level 1, share languages, share free,
              unacquainted, rested 4 weeks]
"""
DOMAINS = ["health/nursing", "health/pharmacy", "arts/music", "law/notary",
           "food/baking", "crafts/joinery"]
HOURS = ["mon 12-14", "thu 18-20", "mon 13-15; thu 9-11", "thu 10-19"]


def community(count, seed=1):
    """Members as a spreadsheet has them, some cells empty."""
    chance = random.Random(seed)
    return [{
        "id": f"m{number:03}",
        "domain": chance.choice(DOMAINS),
        "languages": ";".join(chance.sample(["en", "fr", "pt"], 2)),
        "grade": chance.choice(["", "1", "2.5", "10"]),
        "free": chance.choice(HOURS),
    } for number in range(count)]


def as_csv(rows, columns=None):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def seats(text):
    """{round: ({group: [member…]}, [sat out…])} of the CSV output."""
    rounds = {}
    for row in csv.DictReader(io.StringIO(text)):
        groups, sat_out = rounds.setdefault(int(row["round"]), ({}, []))
        if row["group"]:
            groups.setdefault(row["group"], []).append(row["member"])
        else:
            sat_out.append(row["member"])
    return rounds


class Case(unittest.TestCase):
    build = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("rules.yaml", RULES)
        self.write("members.csv", as_csv(community(61)))

    def write(self, name, text):
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / name).write_bytes(data)
        return name

    def run_draw(self, *words, stdin=b""):
        done = subprocess.run(
            [f"{self.build}/serendip-draw", *words], cwd=self.folder,
            input=stdin, capture_output=True, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def draw(self, *words, members="members.csv", seed="1"):
        """What a draw that must go well writes."""
        ends, out, err = self.run_draw(
            "--rules", "rules.yaml", "--members", members, "--seed", seed,
            *words)
        self.assertEqual((ends, err), (0, ""))
        return out

    def check(self, groups, *words, members="members.csv", stdin=b""):
        return self.run_draw("--check", groups, "--rules", "rules.yaml",
                             "--members", members, *words, stdin=stdin)
