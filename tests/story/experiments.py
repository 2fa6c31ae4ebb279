#!/usr/bin/env python3
"""A pool tries two sets of rules side by side: who is in which arm, what the arms
introduce, and what comes of it, as an operator is told."""
import json
import re

from harness import experiment, runner
from harness.experiment import BY_HAND, TRIAL


class Experiments(experiment.Experiment):
    # --- what it shows -----------------------------------------------------

    def test_a_difference_is_found(self):
        self.begin(TRIAL % ("more-chance", 6))
        self.join(24)
        self.assertEqual(self.state("more-chance"), "planned")
        self.play(6, {"0": 0.15, "1": 0.9})
        told = self.result()
        self.assertEqual(told["experiment"]["state"], "complete")
        self.assertEqual((told["experiment"]["drawn"],
                          told["experiment"]["counted"]), (6, 6))
        self.assertEqual(told["ahead"], "chance")
        met = told["met"]
        self.assertEqual([a["arm"] for a in met["arms"]], ["usual", "chance"])
        self.assertEqual([a["introductions"] for a in met["arms"]], [36, 36])
        self.assertEqual([a["known"] for a in met["arms"]], [36, 36])
        self.assertGreater(met["always_low"], 0)
        self.assertLess(met["always_low"], met["low"])
        self.assertTrue(met["low"] < 0.75 < met["high"], met)
        self.assertAlmostEqual(
            met["difference"],
            met["arms"][1]["mean"] - met["arms"][0]["mean"], 5)
        self.assertEqual(met["bound_low"], met["bound_high"])
        self.assertEqual([a["introduced"] for a in told["arms"]], [72, 72])
        self.assertEqual([a["whole_introduced"] for a in told["arms"]],
                         [144, 144])
        shown = self.ctl("experiment", "show", told["experiment"]["id"])
        self.assertIn("chance brings more introductions to meet", shown)
        self.assertIn("serendipity 1000", shown)
        self.assertIn("more-chance", self.ctl("experiment", "list"))
        self.assertEqual(json.loads(self.ctl(
            "--json", "experiment", "show", told["experiment"]["id"])), told)
        # It is over: rounds are as ever.
        after = self.house.run_round()
        self.assertEqual(set(self.arms(after)[0].values()), {""})
        self.erase_one(told)

    def erase_one(self, before):
        """Whoever leaves takes nothing of the figures along."""
        member, someone = next(iter(self.people.items()))
        self.assertEqual(
            someone.delete(f"/v1/me?confirm={member}").status, 204)
        after = self.result()
        self.assertEqual(after["met"], before["met"])
        self.assertEqual(after["arms"], before["arms"])

    def test_no_difference_is_found_where_there_is_none(self):
        self.begin(TRIAL % ("nothing", 8))
        self.join(24)
        self.play(4, {"0": 0.5, "1": 0.5}, seed=3)
        told = self.result()
        self.assertEqual(told["experiment"]["state"], "running")
        self.assertIsNone(told["ahead"])
        met = told["met"]
        self.assertTrue(met["always_low"] < 0 < met["always_high"], met)
        self.assertGreater(met["more_once"], 0)
        self.assertGreater(met["more_always"], met["more_once"])
        self.assertIn("Chance may have made the difference", self.ctl(
            "experiment", "show", told["experiment"]["id"]))

    def test_what_nobody_said_is_shown_as_such(self):
        self.begin(TRIAL % ("silence", 2))
        self.join(12)
        round_ = self.house.run_round()
        _, groups = self.arms(round_)
        for (id_, arm), members in groups.items():
            for m in members:
                self.people[m].post(f"/v1/introductions/{id_}/response",
                                    {"accept": True})
            if arm == "1":
                self.people[members[0]].post(
                    f"/v1/introductions/{id_}/outcome", {"met": "yes"})
        self.house.let_pass(days=4)
        runner.wait_for("the round to close", lambda: self.house.round(
            round_["id"])["state"] == "closed")
        met = self.result()["met"]
        usual, chance = met["arms"]
        self.assertEqual((usual["known"], chance["known"]), (0, 3))
        self.assertEqual((usual["floor"], usual["ceiling"]), (0, 1))
        self.assertIsNone(met["difference"])
        self.assertEqual((met["bound_low"], met["bound_high"]), (0, 1))
        # Met, but nobody rated it.
        rating = self.result()["rating"]
        self.assertEqual(rating["arms"][1]["introductions"], 3)
        self.assertEqual(rating["arms"][1]["known"], 0)

    # --- what is drawn -----------------------------------------------------

    def test_no_pair_breaks_the_requirements_of_its_arm(self):
        """One arm wants the same field, the other two; what both leave over
        can meet nobody."""
        self.begin("""    experiment:
      name: same
      rounds: 5
      arms:
        alike: {require: [same domain level 1, share languages]}
        apart: {require: [differ domain level 1, share languages]}
""")
        self.join(24)
        domains = dict(self.sql("SELECT member, value FROM member_attributes "
                                "WHERE attribute = 'domain'"))
        low, high = sorted(list(self.people)[:2])
        self.house.sql(
            "INSERT INTO ties (low, high, kind, by, source) VALUES "
            f"('{low}', '{high}', 'blocks', '{low}', 'member')")
        for _ in range(5):
            round_ = self.house.run_round()
            members, groups = self.arms(round_)
            self.assertEqual(len(members), 24)
            for (_, arm), who in groups.items():
                self.assertEqual({members[m] for m in who}, {arm})
                self.assertNotEqual(sorted(who), [low, high])
                fields = {domains[m].split("/")[0] for m in who}
                self.assertEqual(len(fields), 1 if arm == "0" else len(who))
            self.told_why(groups, members, round_)

    def told_why(self, groups, members, round_):
        """By the rules of the arm, which is never named; and who sits out."""
        for (id_, arm), who in groups.items():
            intro = self.people[who[0]].get("/v1/introductions/" + id_)
            why = " ".join(intro.json["why"])
            self.assertEqual("different fields" in why, arm == "1", why)
            self.assertNotIn("alike", intro.body)
            self.assertNotIn("apart", intro.body)
        shown = self.house.operator.get(
            f"/v1/operator/rounds/{round_['id']}/report").json["report"]
        self.assertEqual(shown["members"], 24)
        self.assertEqual(shown["groups"], len(groups))
        self.assertEqual(shown["introduced"] + shown["sat_out"], 24)

    def test_left_over_members_are_drawn_together(self):
        """Two arms of one member each: they meet, and it counts for neither."""
        self.begin(TRIAL % ("two", 2))
        self.join(2)
        round_ = self.house.run_round()
        members, groups = self.arms(round_)
        self.assertEqual(sorted(members.values()), ["0", "1"])
        self.assertEqual([arm for _, arm in groups], [""])
        self.assertEqual(self.result()["met"]["arms"][0]["introductions"], 0)

    def test_a_second_draw_is_by_the_common_rules(self):
        self.begin(TRIAL % ("second", 3), BY_HAND.replace(
            "second_chance: none", "second_chance: 3 days"))
        self.join(8)
        first = self.house.run_round()
        self.join(2)
        self.house.let_pass(days=3, minutes=1)
        second = runner.wait_for("a second draw", lambda: [
            r for r in self.house.operator.get(
                "/v1/operator/rounds").json["rounds"]
            if r["second_of"] == first["id"] and r["published_at"]])[0]
        members, groups = self.arms(second)
        self.assertEqual(set(members.values()), {""})
        self.assertEqual({arm for _, arm in groups}, {""})
        self.assertEqual(self.trials()[0]["drawn"], 1)

    def test_a_crash_repeats_the_same_arms(self):
        self.begin(TRIAL % ("crash", 3))
        self.join(12)
        self.house.stop()
        self.house.start({"SERENDIP_CRASH_AT": "drawn"})
        id_ = self.house.begin_round()
        self.house.ended()
        (stored,), = self.sql(
            "SELECT translate(convert_from(input, 'UTF8'), E'\\n\\t', '~|') "
            f"FROM draws WHERE round = '{id_}'")
        self.house.start()
        runner.wait_for("the round", lambda: self.house.round(
            id_)["state"] == "published")
        members, _ = self.arms({"id": id_})
        parts = stored.split("~arm|")[1:]
        for arm, part in enumerate(parts):
            self.assertEqual(
                {m for m, a in members.items() if a == str(arm)},
                set(re.findall(r"~in\|([^~]*)", part)))

    def test_an_arm_has_themes_of_its_own(self):
        self.begin("""    themes: [places]
    experiment:
      name: themes
      arms:
        usual: {}
        play: {themes: [play]}
""")
        self.join(8)
        _, groups = self.arms(self.house.run_round())
        self.assertEqual({arm for _, arm in groups}, {"0", "1"})
        for again in (False, True):
            for (id_, arm), who in groups.items():
                told = self.people[who[0]].get("/v1/introductions/" + id_)
                self.assertEqual(told.json["theme"],
                                 "Places" if arm == "0" else "Play")
            # What was given stays, whatever the configuration has then.
            if not again:
                self.reload("")


if __name__ == "__main__":
    runner.main(Experiments)
