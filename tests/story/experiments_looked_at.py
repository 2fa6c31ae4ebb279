#!/usr/bin/env python3
"""Rounds of an experiment in an operator's hand: previewed, drawn anew, replayed,
explained, cancelled after they failed."""
import json

from harness import experiment, runner
from harness.experiment import BY_HAND, DOMAINS, TRIAL
from harness.house import people_csv

APPROVED = BY_HAND.replace("remind: none", "approve: true\n    remind: none")
ALIKE = """    experiment:
      name: same
      rounds: 5
      arms:
        alike: {require: [same domain level 1, share languages]}
        apart: {require: [differ domain level 1, share languages]}
"""


class LookedAt(experiment.Experiment):
    def post(self, path, body=None, status=200):
        got = self.house.operator.post("/v1/operator/" + path, body)
        self.assertEqual(got.status, status, got)
        return got.json

    def preview(self, **more):
        return self.post("previews", {"pool": "weekly", "groups": True, **more})

    def drawn(self, id_, redraws=0):
        return runner.wait_for("it to wait", lambda: [
            r for r in [self.house.round(id_)]
            if r["state"] == "drawn" and r["redraws"] == redraws])[0]

    def pairs_of(self, groups):
        return sorted(sorted(m["id"] for m in g["members"]) for g in groups)

    def join(self, count):
        """Nobody of them has anything to say here."""
        self.house.import_people(people_csv(count, DOMAINS))

    # --- previews ----------------------------------------------------------

    def test_a_preview_has_arms_and_is_the_draw(self):
        self.begin(ALIKE, APPROVED)
        self.join(24)
        domains = dict(self.sql("SELECT member, split_part(value, '/', 1) FROM "
                                "member_attributes WHERE attribute = 'domain'"))
        seen = self.preview(seed="2a")
        kinds = {len({domains[m] for m in pair}) > 1
                 for pair in self.pairs_of(seen["groups"])}
        self.assertEqual(kinds, {True, False})  # of either arm
        self.assertEqual(self.preview(seed="2a")["groups_digest"],
                         seen["groups_digest"])
        # Nothing has begun by it.
        self.assertEqual(self.state("same"), "planned")
        self.assertEqual(self.sql("SELECT count(*) FROM draws"), [("0",)])
        first = self.drawn(self.house.begin_round())
        self.post(f"rounds/{first['id']}/redraw", {"seed": "2a"})
        again = self.drawn(first["id"], 1)
        for key in ("input_digest", "groups_digest"):
            self.assertEqual(again[key], seen[key], key)
        self.assertEqual(self.pairs_of(self.house.groups(first["id"])[0]),
                         self.pairs_of(seen["groups"]))
        told = self.ctl("rounds", "preview", "weekly", "--seed", "2a")
        self.assertNotIn("alike", told)
        self.assertEqual(json.loads(self.ctl(
            "--json", "rounds", "preview", "weekly", "--seed", "2a"))[
                "groups_digest"], seen["groups_digest"])

    def test_a_preview_of_a_pool_whose_experiment_is_over(self):
        self.begin(TRIAL % ("over", 9))
        self.join(8)
        arms = self.preview(seed="2a")
        self.ctl("experiment", "stop", self.trial()["id"])
        plain = self.preview(seed="2a")
        self.assertNotEqual(plain["input_digest"], arms["input_digest"])
        self.assertEqual(plain["report"]["introduced"], 8)

    def trial(self):
        # It is mirrored as the daemon begins.
        return runner.wait_for("the mirror", self.trials)[0]

    # --- replays -----------------------------------------------------------

    def test_replayed_bit_for_bit(self):
        self.begin(TRIAL % ("again", 9), APPROVED)
        self.join(22)
        first = self.drawn(self.house.begin_round())
        self.post(f"rounds/{first['id']}/redraw", {})
        second = self.drawn(first["id"], 1)
        self.assertNotEqual(first["groups_digest"], second["groups_digest"])
        for was, body in ((first, {"draw": 0}), (second, {})):
            got = self.post(f"rounds/{first['id']}/replay", body)
            self.assertTrue(got["same"], got)
            self.assertEqual(got["groups_now"], was["groups_digest"])
        self.post(f"rounds/{first['id']}/approval")
        self.house.published(first["id"])
        got = self.post(f"rounds/{first['id']}/replay", {})
        self.assertEqual((got["same"], got["compared"], got["members"],
                          got["groups"], got["differences"]),
                         (True, True, 22, 10, []), got)
        self.assertIn("The same, bit for bit.",
                      self.ctl("rounds", "replay", first["id"]))
        # Somebody changes who was in which half.
        self.sql("UPDATE draws SET input = regexp_replace(convert_from(input, "
                 "'UTF8'), E'\\nin\\t[^\\n]*', '')::bytea")
        done = self.house.command("serendipctl", "rounds", "replay",
                                  first["id"], ok=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("DIFFERS", done.stdout)
        self.assertIn("none that can be read", done.stdout)

    # --- explanations ------------------------------------------------------

    def explain(self, a, b, **where):
        return self.post("explanations", {"a": a, "b": b, **where})

    def fails(self, told):
        return [r["rule"] for r in told["rules"]
                if r["requirement"] and r["outcome"] == "fails"]

    def two(self, members, arms, together):
        """Two of those arms, in one field or in two."""
        domains = dict(self.sql("SELECT member, split_part(value, '/', 1) FROM "
                                "member_attributes WHERE attribute = 'domain'"))
        return next((a, b) for a in members for b in members
                    if a != b and (members[a], members[b]) == arms
                    and (domains[a] == domains[b]) == together)

    def test_explained_by_the_rules_of_their_arm(self):
        self.begin(ALIKE)
        self.join(24)
        round_ = self.house.run_round()
        members, groups = self.arms(round_)
        for arm, together, rule in (("0", False, "same domain level 1"),
                                    ("1", True, "differ domain level 1")):
            told = self.explain(*self.two(members, (arm, arm), together),
                                round=round_["id"])
            self.assertEqual((told["verdict"], self.fails(told)),
                             ("rule", [rule]))
            self.assertEqual(len(told["rules"]), 2)
        for who in groups.values():
            told = self.explain(who[0], who[1], round=round_["id"])
            self.assertEqual((told["verdict"], self.fails(told)),
                             ("introduced", []))
        # In the next round they may be in either: what both arms require.
        told = self.explain(*self.two(members, ("0", "0"), True), pool="weekly")
        self.assertEqual((told["verdict"], self.fails(told)),
                         ("rule", ["differ domain level 1"]))
        self.assertEqual(len(told["rules"]), 3)

    def test_explained_in_different_halves(self):
        self.begin(TRIAL % ("halves", 9))
        self.join(24)
        round_ = self.house.run_round()
        members, groups = self.arms(round_)
        a, b = self.two(members, ("0", "1"), False)
        told = self.explain(a, b, round=round_["id"])
        self.assertEqual((told["verdict"], self.fails(told)), ("apart", []))
        self.assertIn("different halves of an experiment", self.ctl(
            "explain", a, b, "--round", round_["id"]))
        self.assertEqual(self.explain(a, b, pool="weekly")["verdict"], "allowed")
        # Two of one half, whom chance had meet others.
        one = next(who for (_, arm), who in groups.items() if arm == "0")
        other = next(who for (_, arm), who in groups.items()
                     if arm == "0" and who != one)
        told = self.explain(one[0], other[0], round=round_["id"])
        self.assertIn(told["verdict"], ("allowed", "rule"))
        # A block is told as such, whatever the halves.
        low, high = sorted((a, b))
        self.sql("INSERT INTO ties (low, high, kind, by, source) VALUES "
                 f"('{low}', '{high}', 'blocks', '{low}', 'member')")
        after = self.house.run_round()
        self.assertEqual(self.explain(a, b, round=after["id"])["verdict"],
                         "own_choice")

    # --- cancelled ---------------------------------------------------------

    def test_cancelled_after_it_failed(self):
        """It is no round of the experiment, and the next has arms of its own."""
        self.begin(TRIAL % ("failed", 2))
        self.join(8)
        self.house.stop()
        self.house.start({"SERENDIP_CRASH_AT": "drawn"})
        id_ = self.house.begin_round()
        self.house.ended()
        good = self.house.config.read_text()
        self.house.config.write_text(good.replace("  weekly:", "  monthly:"))
        self.house.start()
        runner.wait_for("it to fail", lambda: self.house.round(
            id_)["failure"] and self.house.round(id_)["state"] == "failed")
        self.assertIn("no pool", self.house.round(id_)["failure"])
        self.sql(f"UPDATE rounds SET next_at = 'infinity' WHERE id = '{id_}'")
        self.house.config.write_text(good)
        self.assertIn("reloaded", self.house.hang_up())
        self.assertIn("cancelled", self.ctl("rounds", "cancel", id_))
        self.assertEqual(self.house.round(id_)["state"], "cancelled")
        self.assertEqual(self.sql("SELECT count(*) FROM draws"), [("0",)])
        self.assertEqual(self.sql(
            "SELECT actor FROM audit WHERE action = 'round cancelled'"),
            [("operator",)])
        self.assertEqual(self.house.operator.post(
            f"/v1/operator/rounds/{id_}/replay", {}).status, 409)
        self.reload(TRIAL % ("next", 2))
        runner.wait_for("the mirror", lambda: self.state("next") == "planned")
        members, groups = self.arms(self.house.run_round())
        self.assertEqual(sorted(members.values()), ["0"] * 4 + ["1"] * 4)
        self.assertEqual({arm for _, arm in groups}, {"0", "1"})
        self.assertEqual([(t["name"], t["drawn"]) for t in self.trials()
                          if t["name"] == "next"], [("next", 1)])


if __name__ == "__main__":
    runner.main(LookedAt)
