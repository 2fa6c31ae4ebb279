"""A house whose pool tries two sets of rules: who is in it, which arm had whom, and
what comes of it."""
import random
import subprocess
import unittest

from . import runner
from .cluster import NO_SYNC, Cluster
from .house import CALENDAR, COMMUNITY, House

BY_HAND = COMMUNITY.replace(CALENDAR, """    second_chance: none
    answer_hours: 24
    outcome_days: 2
""").replace(
    ", unacquainted,\n      rested 26 weeks]", "]")
TRIAL = """    experiment:
      name: %s
      rounds: %d
      arms:
        usual: {}
        chance: {serendipity: 1, prefer: [distance domain]}
"""
DOMAINS = ("health/nurse", "arts/musician", "building/carpenter",
           "food/baker", "crafts/tailor", "law/judge")


class Experiment(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def begin(self, trial, community=BY_HAND, hooks=None):
        self.community = community
        self.house = House(self.build, community + trial,
                           cluster=self.cluster, hooks=hooks)
        self.addCleanup(self.house.kill)
        self.people = {}

    def join(self, count):
        for i in range(len(self.people), len(self.people) + count):
            name = f"M{i}"
            someone = self.house.join(f"m{i}@example.org", name, {
                "domain": DOMAINS[i % len(DOMAINS)], "languages": ["en"],
                "generation": "1970s" if i % 2 else "1990s"})
            self.people[someone.get("/v1/me").json["id"]] = someone

    def reload(self, trial):
        text = self.house.config.read_text()
        start = text.find("    experiment:")
        if start >= 0:
            text = text[:start]
        self.house.config.write_text(text.rstrip("\n") + "\n" + trial)
        self.assertIn("reloaded", self.house.hang_up())
        self.house.sql("SELECT 1")

    def sql(self, text):
        return [tuple(row) for row in self.house.sql(text)]

    def trials(self):
        return self.house.operator.get(
            "/v1/operator/experiments").json["experiments"]

    def state(self, name):
        return {t["name"]: t["state"] for t in self.trials()}.get(name)

    def result(self):
        return self.house.operator.get(
            "/v1/operator/experiments/" + self.trials()[0]["id"]).json

    def ctl(self, *words):
        done = subprocess.run(
            [self.house.program("serendipctl"), *words], text=True,
            capture_output=True, env=self.house.environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def arms(self, round_):
        """Members by arm; introductions as (arm, members)."""
        members = dict(self.sql(
            "SELECT member, arm FROM round_members "
            f"WHERE round = '{round_['id']}'"))
        groups = {}
        for id_, arm, member in self.sql(
                "SELECT i.id, i.arm, s.member FROM introductions i "
                "JOIN introduction_members s ON s.introduction = i.id "
                f"WHERE i.round = '{round_['id']}'"):
            groups.setdefault((id_, arm), []).append(member)
        return members, groups

    def live(self, round_, shares, dice):
        """Everybody accepts, and says whether they met: as often as the arm
        of their introduction has it. Then the round closes."""
        _, groups = self.arms(round_)
        for (id_, arm), members in sorted(groups.items()):
            met = dice.random() < shares[arm]
            path = "/v1/introductions/" + id_
            for m in members:
                self.people[m].post(path + "/response", {"accept": True})
            said = self.people[members[0]].post(path + "/outcome", {
                "met": "yes", "rating": dice.choice((3, 4, 5))} if met
                else {"met": "no"})
            self.assertEqual(said.status, 200, said)
        self.house.let_pass(days=4)
        runner.wait_for("the round to close", lambda: self.house.round(
            round_["id"])["state"] == "closed")

    def play(self, rounds, shares, seed=1):
        dice = random.Random(seed)
        for _ in range(rounds):
            round_ = self.house.run_round()
            members, groups = self.arms(round_)
            sizes = [list(members.values()).count(k) for k in ("0", "1")]
            self.assertLessEqual(abs(sizes[0] - sizes[1]), 1)
            for (_, arm), who in groups.items():
                self.assertEqual({members[m] for m in who}, {arm})
            self.live(round_, shares, dice)
