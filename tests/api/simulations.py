#!/usr/bin/env python3
"""What if the rules were others: both are played over the members who are there,
nothing comes of it, and what is wrong with a rule is said as the check of the
configuration says it."""
import json
import re

from harness import case, client, runner
from harness.house import people_csv

PATH = "/v1/operator/simulations"
NOW = ["differ domain level 1", "share languages", "unacquainted",
       "rested 26 weeks"]
SEVEN_AND_TWO = ["arts/musician"] * 7 + ["food/baker"] * 2


class Simulations(case.OwnHouse):
    def begin(self, require=NOW, rounds=3, **more):
        return self.house.operator.post(PATH, {
            "pool": "weekly", "require": require, "prefer": [],
            "rounds": rounds, **more})

    def result(self, require, **more):
        told = self.house.simulate(require, **more)
        self.assertEqual((told["state"], told["why"]), ("ended", None))
        self.assertEqual(told["done"], told["all"])
        return told["result"]

    def tables(self):
        """How much there is of all that a round would write."""
        return self.sql(" UNION ALL ".join(
            f"SELECT '{t}', count(*)::text FROM {t}" for t in (
                "rounds", "draws", "introductions", "outbox", "audit",
                "round_members", "events")))

    def test_side_by_side(self):
        # Seven of one field and two of another: by the pool's rules five sit out.
        self.house.import_people(people_csv(9, SEVEN_AND_TWO))
        before = self.tables()
        told = self.result(NOW[1:])
        self.assertEqual(self.tables(), before)
        self.assertEqual((told["members"], told["attribute"], told["blocks"]),
                         (9, "domain", True))
        now, then = told["current"], told["proposed"]
        self.assertEqual(now["rules"]["require"], NOW)
        self.assertEqual(then["rules"], {
            "require": NOW[1:], "prefer": [], "serendipity": 0.5, "size": 2})
        for side in (now, then):
            total = side["sum"]
            self.assertEqual(total["took_part"], 27)
            self.assertEqual([r["round"] for r in side["rounds"]], [1, 2, 3])
            for name in ("introduced", "sat_out", "repeats"):
                self.assertEqual(total[name], sum(
                    r[name] for r in side["rounds"]), name)
            self.assertEqual(sum(r["members"] for r in total[
                "sat_out_by_reason"]), total["sat_out"])
            for spread, of in (("introductions", "introduced"),
                               ("sit_outs", "sat_out")):
                s = total[spread]
                self.assertLessEqual(s["least"], s["lower"])
                self.assertLessEqual(s["lower"], s["median"])
                self.assertLessEqual(s["median"], s["upper"])
                self.assertLessEqual(s["upper"], s["most"])
                self.assertAlmostEqual(s["mean"], total[of] / 9, places=5)
            self.assertEqual(total["sit_outs"]["most"],
                             total["sit_outs_most"])
            # The round's share of pairs is in its sum.
            shares = [r["differ"][0]["share"] for r in side["rounds"]]
            self.assertAlmostEqual(
                total["differ"][0]["share"], sum(
                    x * r["introduced"] for x, r in zip(
                        shares, side["rounds"])) / total["introduced"],
                places=5)
            self.assertEqual(side["rounds"][-1]["bridged"],
                             total["bridged"]["share"])
        self.assertEqual((now["sum"]["introduced"], now["sum"]["sat_out"]),
                         (12, 15))
        self.assertEqual((then["sum"]["introduced"], then["sum"]["sat_out"]),
                         (27, 0))
        # The two bakers meet whoever waited longest: in each round two.
        self.assertEqual(now["sum"]["never_introduced"], 1)
        self.assertIsNone(now["sum"]["first_repeat"])
        self.assertEqual(now["sum"]["bridged"]["bridged"], 1)
        # Of what one side's rules name, both tell, as the pool's compare it.
        differ = [side["sum"]["differ"][0] for side in (now, then)]
        self.assertEqual([d["attribute"] for d in differ], ["domain"] * 2)
        self.assertEqual(differ[0]["share"], 1)
        self.assertLess(differ[1]["share"], 1)
        self.assertEqual(*[(d["chance"], d["ceiling"]) for d in differ])
        # The same question has the same answer.
        self.assertEqual(self.result(NOW[1:]), told)
        # The rules as they are change nothing.
        same = self.result(NOW)
        self.assertEqual(same["current"], same["proposed"])
        # Both sides alone are the same sides.
        alone = self.result(NOW[1:], costs=False)
        self.assertEqual((alone["current"], alone["proposed"]), (now, then))
        self.assertEqual((alone["costs"], alone["costliest"],
                          alone["nearest"]), ([], None, None))

    def test_it_knows_who_met(self):
        """A pool of two who met last week has nobody new."""
        self.house.import_people(people_csv(2))
        self.house.run_round()
        told = self.result(["share languages"], rounds=1)
        self.assertEqual(told["current"]["sum"]["sat_out"], 2)
        self.assertEqual(told["current"]["sum"]["nobody_new"], 1)
        self.assertEqual(told["proposed"]["sum"]["introduced"], 2)
        self.assertEqual(told["proposed"]["sum"]["repeats"], 1)
        self.assertEqual(told["proposed"]["sum"]["first_repeat"], 1)

    def test_nobody(self):
        told = self.result(NOW, rounds=1)
        self.assertEqual((told["members"],
                          told["current"]["sum"]["introduced"],
                          told["current"]["sum"]["introductions"],
                          told["nearest"]["outcome"]),
                         (0, 0, None, "not_needed"))

    def test_what_is_wrong_with_rules(self):
        reply = self.house.operator.post(PATH, {
            "pool": "weekly", "rounds": 3, "serendipity": 1.5,
            "require": ["share languages", "shar languages"],
            "prefer": ["differ colour", "distance domain weight 0"]})
        self.assertEqual((reply.status, reply.code), (422, "invalid_body"))
        found = {e["pointer"]: e["detail"] for e in reply.json["errors"]}
        self.assertEqual(sorted(found), [
            "/prefer/0", "/prefer/1", "/require/1", "/serendipity"])
        # Word for word what the check of a file says.
        config = self.house.folder / "wrong.yaml"
        config.write_text(self.house.config.read_text().replace(
            "share languages,", "shar languages,"))
        said = self.house.command("serendipd", "--config", str(config),
                                  "--check", ok=False)
        self.assertIn(found["/require/1"], said.stdout + said.stderr)
        for body, pointer in (({"pool": "none"}, "/pool"),
                              ({"rounds": 521}, "/rounds"),
                              ({"rounds": 0}, "/rounds")):
            reply = self.begin(**body)
            self.assertEqual((reply.status, reply.json["errors"][0][
                "pointer"]), (422, pointer))

    def test_too_many(self):
        """So many members cannot be played for so many rounds, and it says how
        many can."""
        self.house.import_people(people_csv(2001))
        told = self.house.simulate(NOW, rounds=520)
        self.assertEqual((told["state"], told["result"]), ("failed", None))
        for number in ("2000", "520", "20000", "1040000"):
            self.assertRegex(told["why"], rf"\b{number}\b")

    def test_asked_again(self):
        """With the same key it is the same one; others are refused meanwhile, and
        told of which."""
        self.house.import_people(people_csv(400))
        body = {"pool": "weekly", "require": NOW, "prefer": [], "rounds": 520}
        ask = self.house.operator.post
        first = ask(PATH, body, headers={"Idempotency-Key": "a"})
        again = ask(PATH, body, headers={"Idempotency-Key": "a"})
        self.assertEqual((first.status, again.status), (202, 202))
        self.assertEqual(again.json["id"], first.json["id"])
        self.assertEqual(again.headers["idempotency-replayed"], "true")
        other = ask(PATH, {**body, "rounds": 3},
                    headers={"Idempotency-Key": "a"})
        self.assertEqual((other.status, other.code), (409, "repeated"))
        second = ask(PATH, body)
        self.assertEqual((second.status, second.code), (409, "conflict"))
        self.assertIn(first.json["id"], second.json["detail"])
        one = f"{PATH}/{first.json['id']}"
        self.assertEqual(self.house.operator.delete(one).status, 204)
        told = self.house.simulated(first.json["id"])
        self.assertEqual((told["state"], told["why"], told["result"]),
                         ("stopped", "an operator stopped it", None))
        self.assertLess(told["done"], told["all"])
        # What is over is forgotten by another one, or when it is stopped again.
        self.assertEqual(self.house.operator.delete(one).status, 204)
        for reply in (self.house.operator.get(one),
                      self.house.operator.delete(one),
                      self.house.operator.get(PATH + "/none")):
            self.assertEqual((reply.status, reply.code), (404, "not_found"))
        begun = [self.house.simulate(NOW, rounds=1)["id"] for _ in range(2)]
        self.assertEqual([self.house.operator.get(
            f"{PATH}/{id_}").status for id_ in begun], [404, 200])

    # --- the command ----------------------------------------------------------

    @staticmethod
    def reasons(told):
        """Each reason and rule, with its sit-outs on both sides."""
        found = {}
        for i, side in enumerate(("current", "proposed")):
            for s in told[side]["sum"]["sat_out_by_reason"]:
                found.setdefault((s["reason"], s["rule"]), [0, 0])[
                    i] += s["members"]
        return [(*why, counts) for why, counts in found.items()]

    @staticmethod
    def cell(value):
        return "–" if value is None else (
            f"{value:.3f}" if isinstance(value, float) else str(value))

    def test_the_command(self):
        self.house.import_people(people_csv(9, SEVEN_AND_TWO))
        config = self.house.folder / "proposed.yaml"
        config.write_text(self.house.config.read_text().replace(
            "differ domain level 1, ", ""))
        words = ("simulate", "--config", str(config), "--pool", "weekly",
                 "--rounds", "3")
        said = self.house.command("serendipctl", *words).stdout
        self.assertRegex(said, r"Introduced +12 +27\n")
        self.assertRegex(said, r"Sat out +15 +0\n")
        told = json.loads(self.house.command(
            "serendipctl", "--json", *words).stdout)
        # Each reason has a line, none on a side without it.
        for reason, rule, sides in self.reasons(told):
            why = reason + (f": {rule}" if rule else "")
            self.assertRegex(said, rf"– {re.escape(why)} +{sides[0]} +"
                             rf"{sides[1]}\n")
        self.assertEqual(sum(n[0] for _, _, n in self.reasons(told)), 15)
        self.assertEqual(sum(n[1] for _, _, n in self.reasons(told)), 0)
        sums = [told[side]["sum"] for side in ("current", "proposed")]
        for title, field in (("by chance", "chance"), ("at most", "ceiling")):
            shown = [s["differ"][0][field] for s in sums]
            self.assertRegex(said, rf"– {title} +{self.cell(shown[0])} +"
                             rf"{self.cell(shown[1])}\n")
        load = [f"{s['median']} ({s['least']}–{s['most']})"
                for s in (x["introductions"] for x in sums)]
        self.assertRegex(said, rf"Each introduced +{re.escape(load[0])} +"
                         rf"{re.escape(load[1])}\n")
        self.assertIn("nobody sits out who need not", said)
        self.assertEqual(self.house.command(
            "serendipctl", "simulate", "--rules", *words[2:]).stdout, said)
        # The rules in force: what costs most, and what to change, as it stands in
        # the file.
        said = self.house.command(
            "serendipctl", "simulate", "--rules", str(self.house.config),
            *words[3:]).stdout
        self.assertIn("Costs most: differ domain level 1 (15 more introduced",
                      said)
        self.assertIn("      require:\n"
                      "    -   - differ domain level 1\n"
                      "      prefer:\n"
                      "    +   - differ domain level 1\n", said)
        both = self.house.command(
            "serendipctl", *words, "--no-costs").stdout
        self.assertNotIn("Costs most", both)
        for wrong, status in (
                (("simulate", "--config", "/none", "--pool", "weekly"), 1),
                (("simulate", "--config", str(config), "--pool", "x"), 1),
                (("simulate", "--config", str(config), "--pool", "weekly",
                  "--rounds", "521"), 2),
                (("simulate", "--rules", str(config), "--config", str(config),
                  "--pool", "weekly"), 2),
                (("simulate", "--stop", "x"), 1),
                (("simulate",), 2)):
            self.assertEqual(self.house.command(
                "serendipctl", *wrong, ok=False).returncode, status, wrong)

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(Simulations)
