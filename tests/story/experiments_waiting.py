#!/usr/bin/env python3
"""An experiment's round that waits for an operator's yes: each of its groups is held
to the rules that drew it."""
from harness import experiment, runner
from harness.experiment import BY_HAND, TRIAL

APPROVED = BY_HAND.replace("remind: none", "approve: true\n    remind: none")
OTHER = """
  other:
    auto_join: true
    require: [share languages]
"""
HELD = """    experiment:
      name: held
      rounds: 3
      arms:
        strict: {require: [share languages, %s]}
        free: {require: [share languages]}
"""


class Waiting(experiment.Experiment):
    def post(self, path, body=None, status=200):
        got = self.house.operator.post("/v1/operator/" + path, body)
        self.assertEqual(got.status, status, got)
        return got.json

    def waits(self):
        id_ = self.house.begin_round()
        runner.wait_for("it to wait", lambda: self.house.round(
            id_)["state"] == "drawn")
        return id_

    def drawn(self, id_):
        """Its groups, as (arm, members)."""
        groups = {}
        for group, arm, member in self.sql(
                "SELECT g.id, g.arm, s.member FROM draw_groups g "
                f"JOIN draw_slots s ON s.draw_group = g.id "
                f"WHERE g.round = '{id_}' ORDER BY s.member"):
            groups.setdefault((group, arm), []).append(member)
        return groups

    def approve(self, id_):
        self.post(f"rounds/{id_}/approval")
        return {group: sorted(who) for group, who in self.arms(
            self.house.published(id_))[1].items()}

    def test_it_keeps_its_arms(self):
        self.begin(TRIAL % ("waits", 3), APPROVED)
        self.join(8)
        id_ = self.waits()
        drawn = dict(self.sql("SELECT member, arm FROM draw_slots"))
        self.assertEqual(sorted(drawn.values()), ["0"] * 4 + ["1"] * 4)
        self.assertEqual(self.trials()[0]["drawn"], 0)
        self.approve(id_)
        members, groups = self.arms(self.house.round(id_))
        self.assertEqual(members, drawn)
        for (_, arm), who in groups.items():
            self.assertEqual({members[m] for m in who}, {arm})
        self.assertEqual(self.trials()[0]["drawn"], 1)

    def begin_held(self, rule, members=8, arms="0011"):
        self.begin(HELD % rule, APPROVED.replace("pools:", "pools:" + OTHER))
        self.join(members)
        id_ = self.waits()
        drawn = self.drawn(id_)
        self.assertEqual(sorted(arm for _, arm in drawn), list(arms) or [""])
        return id_, drawn

    def all_know_each_other(self, drawn):
        for low, high in map(sorted, drawn.values()):
            self.sql("INSERT INTO ties (low, high, kind, by, source) VALUES "
                     f"('{low}', '{high}', 'knows', '{low}', 'member')")

    def all_meet_elsewhere(self, drawn):
        for a, b in drawn.values():
            self.post("pairs", {"kind": "pin", "a": a, "b": b, "pool": "other",
                                "reason": "a test"}, 201)
        self.assertEqual(self.house.run_round("other")["groups"], len(drawn))

    def of_the_free_arm(self, drawn):
        return {k: who for k, who in drawn.items() if k[1] == "1"}

    def test_who_know_each_other_by_now(self):
        id_, drawn = self.begin_held("unacquainted")
        self.all_know_each_other(drawn)
        self.assertEqual(self.approve(id_), self.of_the_free_arm(drawn))

    def test_who_met_elsewhere_meanwhile(self):
        id_, drawn = self.begin_held("rested 4 weeks")
        self.all_meet_elsewhere(drawn)
        self.assertEqual(self.approve(id_), self.of_the_free_arm(drawn))

    def test_whom_both_arms_left_over(self):
        """By the common rules, which have what either arm requires."""
        id_, drawn = self.begin_held("unacquainted", 2, "")
        self.all_know_each_other(drawn)
        self.assertEqual(self.approve(id_), {})

    def test_where_another_experiment_is_in_force_by_now(self):
        """Of its rules nothing is known any more, but what all have now."""
        id_, drawn = self.begin_held("unacquainted")
        self.all_know_each_other(drawn)
        self.reload((HELD % "unacquainted").replace("held", "another"))
        self.assertEqual(self.approve(id_), {})

    def test_where_none_is_in_force_by_now(self):
        """Then it is held to the pool's rules, as any round."""
        id_, drawn = self.begin_held("unacquainted")
        self.all_know_each_other(drawn)
        self.reload("")
        self.assertEqual(self.approve(id_), drawn)


if __name__ == "__main__":
    runner.main(Waiting)
