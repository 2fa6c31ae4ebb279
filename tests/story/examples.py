#!/usr/bin/env python3
"""Each shipped example works as it is, but for the places of this test: the daemon
starts with it, invented members are imported, and a round introduces them by its
rules. The conference's calendar runs by itself, hour by hour, and ends."""
import datetime
import random
import unittest

from harness import runner
from harness.house import House

FOLDER = runner.SOURCE / "docs/examples"
COUNT = 24
POOLS = {"company": "coffee", "university": "across", "town": "weekly",
         "conference": "circles", "institution": "weekly"}
VALUES = {
    "team": ["engineering/platform", "design/research", "business/sales",
             "office/people"],
    "office": ["paris", "lyon", "brussels", "remote"],
    "level": ["junior", "confirmed", "senior", "director"],
    "free": ["mon 12-14;thu 9-10", "thu 9-11"],
    "subject": None, "domain": None,
    "year": ["first", "third", "staff"],
    "languages": ["fr;en", "en", "fr;en;de"],
    "offers": ["violin", "tax;tea"], "seeks": ["tea", "violin;tax"],
    "interests": ["bread;rust", "rust;rain"],
    "department": ["a", "b", "c"],
    "town": ["paris", "lille"], "generation": ["1970s", "1990s"],
    "openness": ["0.5"],
}


class Examples(unittest.TestCase):
    def begin(self, name, change=lambda text: text):
        """A house with what the example says from its attributes on, and the
        example as it is as a file that the check takes."""
        text = (FOLDER / f"{name}.yaml").read_text()
        self.house = House(self.build, community=change(
            text[text.index("attributes:"):]))
        said = self.house.command("serendipctl", "config", "check",
                                  str(FOLDER / f"{name}.yaml")).stdout
        self.assertTrue(said.endswith(": in order\n"), said)
        self.addCleanup(self.house.kill)
        return self.house

    def words_of(self, attribute):
        """Two steps of a path, of different first ones, from the vocabulary."""
        words = [w["word"] for w in self.house.client().get(
            f"/v1/vocabularies/{attribute}?limit=100").json["words"]]
        firsts = {}
        for word in words:
            if "/" in word:
                firsts.setdefault(word.split("/")[0], word)
        return list(firsts.values()) or words

    def people(self, pool):
        chance = random.Random(7)
        attributes = [a["name"] for a in self.house.client().get(
            "/v1/about").json["attributes"]]
        values = {a: VALUES[a] or self.words_of(a) for a in attributes}
        lines = ["id,email,name," + ",".join(attributes)]
        for i in range(COUNT):
            lines.append(f"m{i},m{i}@example.org,Person {i}," + ",".join(
                chance.choice(values[a]) for a in attributes))
        self.house.import_people("\n".join(lines) + "\n", pool=pool)

    def test_each_introduces(self):
        self.assertEqual(set(POOLS), {p.stem for p in FOLDER.glob("*.yaml")})
        for name, pool in POOLS.items():
            with self.subTest(name):
                house = self.begin(name)
                self.people(pool)
                begun = house.begin_round(pool)
                if "approve: true" in house.config.read_text():
                    house.drawn(begun)
                    house.operator.post(f"/v1/operator/rounds/{begun}/approval")
                done = house.published(begun)
                self.assertEqual(done["members"], COUNT)
                self.assertGreaterEqual(done["introduced"], COUNT // 2, name)
                if name == "conference":
                    groups, _ = house.groups(done["id"])
                    self.assertLessEqual(
                        {len(g["members"]) for g in groups}, {4, 5})
                house.kill()

    def test_the_conference_runs_by_itself(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        first = today + datetime.timedelta(days=2)
        last = first + datetime.timedelta(days=1)
        house = self.begin("conference", lambda text: text.replace(
            "2027-05-19", str(first)).replace("2027-05-21", str(last)).replace(
                "9:00 to 17:00", "9:00 to 10:00"))
        self.people("circles")

        def planned():
            return [row[0] for row in self.house.sql(
                "SELECT to_char(scheduled_at AT TIME ZONE 'Europe/Paris', "
                "'YYYY-MM-DD HH24:MI') FROM rounds WHERE state = 'planned'")]

        expected = [f"{day} {hour}:00" for day in (first, last)
                    for hour in ("09", "10")]
        for n, when in enumerate(expected):
            self.assertEqual(runner.wait_for(
                when, lambda: planned() == [when] and [when]), [when])
            due = self.house.sql(
                "SELECT extract(epoch FROM scheduled_at - clock()) FROM rounds "
                "WHERE state = 'planned'")[0][0]
            house.let_pass(seconds=float(due) + 1)
            runner.wait_for(f"round {n + 1}", lambda: int(self.house.sql(
                "SELECT count(*) FROM rounds WHERE published_at IS NOT NULL")[
                    0][0]) == n + 1)
        self.assertEqual(planned(), [])
        met = self.house.sql(
            "SELECT count(*), count(DISTINCT (a.member, b.member)) FROM "
            "introduction_members a JOIN introduction_members b "
            "ON b.introduction = a.introduction AND a.member < b.member")[0]
        self.assertEqual(met[0], met[1], "nobody twice")


if __name__ == "__main__":
    runner.main(Examples)
