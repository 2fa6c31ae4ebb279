#!/usr/bin/env python3
"""What if the rules were others: both are played over the members who are there,
nothing comes of it, and what is wrong with a rule is said as the check of the
configuration says it."""
import json
import re
import threading

from harness import case, client, runner
from harness.house import people_csv

PATH = "/v1/operator/whatif"
NOW = ["differ domain level 1", "share languages", "unacquainted",
       "rested 26 weeks"]


class WhatIf(case.OwnHouse):
    def ask(self, require, rounds=3, prefer=(), **more):
        return self.house.operator.post(PATH, {
            "pool": "weekly", "require": require, "prefer": list(prefer),
            "rounds": rounds, **more})

    def tables(self):
        """How much there is of all that a round would write."""
        return self.sql(" UNION ALL ".join(
            f"SELECT '{t}', count(*)::text FROM {t}" for t in (
                "rounds", "draws", "introductions", "outbox", "audit",
                "round_members", "events")))

    def test_side_by_side(self):
        # Seven of one field and two of another: by the pool's rules five sit out.
        self.house.import_people(people_csv(9, ["arts/musician"] * 7
                                            + ["food/baker"] * 2))
        before = self.tables()
        reply = self.ask(NOW[1:])
        self.assertEqual(reply.status, 200, reply)
        told = reply.json
        self.assertEqual(self.tables(), before)
        self.assertEqual((told["members"], told["attribute"]), (9, "domain"))
        now, then = told["current"], told["proposed"]
        self.assertEqual([len(side["rounds"]) for side in (now, then)],
                         [3, 3])
        for side in (now, then):
            total = side["sum"]
            self.assertEqual(total["took_part"], 27)
            for name in ("introduced", "sat_out", "repeats"):
                self.assertEqual(total[name], sum(
                    r["report"][name] for r in side["rounds"]), name)
        self.assertEqual((now["sum"]["introduced"], now["sum"]["sat_out"]),
                         (12, 15))
        self.assertEqual((then["sum"]["introduced"], then["sum"]["sat_out"]),
                         (27, 0))
        self.assertIsNone(now["sum"]["first_repeat"])
        self.assertEqual(now["sum"]["bridged"]["bridged"], 1)
        # Of what one side's rules name, both tell.
        shares = [[d["share"] for d in side["rounds"][0]["report"]["differ"]
                   if d["attribute"] == "domain"] for side in (now, then)]
        self.assertEqual(shares[0], [1])
        self.assertLess(shares[1][0], 1)
        # The same question has the same answer, but for the time it took.
        again = self.ask(NOW[1:]).json
        for side in [x[s] for x in (told, again)
                     for s in ("current", "proposed")]:
            for r in side["rounds"]:
                r["report"].pop("seconds")
        self.assertEqual(again, told)
        # The rules as they are change nothing.
        same = self.ask(NOW).json
        for side in (same["current"], same["proposed"]):
            for r in side["rounds"]:
                r["report"].pop("seconds")
        self.assertEqual(same["current"], same["proposed"])

    def test_it_knows_who_met(self):
        """A pool of two who met last week has nobody new."""
        self.house.import_people(people_csv(2))
        self.house.run_round()
        told = self.ask(["share languages"], rounds=1).json
        self.assertEqual(told["current"]["sum"]["sat_out"], 2)
        self.assertEqual(told["proposed"]["sum"]["introduced"], 2)
        self.assertEqual(told["proposed"]["sum"]["repeats"], 1)
        self.assertEqual(told["proposed"]["sum"]["first_repeat"], 1)

    def test_nobody(self):
        told = self.ask(NOW, rounds=1).json
        self.assertEqual((told["members"],
                          told["current"]["sum"]["introduced"]), (0, 0))

    def test_what_is_wrong_with_rules(self):
        reply = self.ask(["share languages", "shar languages"], prefer=[
            "differ colour", "distance domain weight 0"], serendipity=1.5)
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
                              ({"rounds": 13}, "/rounds"),
                              ({"rounds": 0}, "/rounds")):
            reply = self.house.operator.post(PATH, {
                "pool": "weekly", "require": [], "prefer": [], "rounds": 1,
                **body})
            self.assertEqual((reply.status, reply.json["errors"][0][
                "pointer"]), (422, pointer))

    def test_too_much(self):
        """Of so many members so many rounds would take too long; and while one is
        under way there is no other."""
        self.house.import_people(people_csv(1100))
        reply = self.ask(NOW, rounds=12)
        self.assertEqual((reply.status, reply.json["errors"][0]["pointer"]),
                         (422, "/rounds"))
        answers = []

        def ask():
            operator = client.over_unix(self.house.folder / "operator.sock")
            answers.append(operator.post(PATH, {
                "pool": "weekly", "require": NOW, "prefer": [], "rounds": 3}))
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = sorted(a.status for a in answers)
        self.assertEqual((statuses[0], statuses[-1]), (200, 503), statuses)
        self.assertIn("busy", [a.code for a in answers])
        self.assertEqual(self.ask(NOW, rounds=1).status, 200)

    def test_an_end_waits_for_it(self):
        self.house.import_people(people_csv(1100))
        operator = client.over_unix(self.house.folder / "operator.sock")
        answers = []

        def ask():
            while not answers:
                reply = operator.post(PATH, {
                    "pool": "weekly", "require": NOW, "prefer": [],
                    "rounds": 3})
                if reply.code != "busy":
                    answers.append(reply)
        thread = threading.Thread(target=ask)
        thread.start()
        runner.wait_for("one under way", lambda: self.ask(
            NOW, rounds=1).status == 503 or answers)
        self.assertEqual(self.house.stop(), 0)
        thread.join()
        self.assertEqual(answers[0].status, 200)

    @staticmethod
    def reasons(told):
        """Each reason and rule, with its sit-outs on both sides."""
        found = {}
        for i, side in enumerate(("current", "proposed")):
            for r in told[side]["rounds"]:
                for s in r["report"]["sat_out_by_reason"]:
                    found.setdefault((s["reason"], s["rule"]), [0, 0])[
                        i] += s["members"]
        return [(*why, counts) for why, counts in found.items()]

    @staticmethod
    def cell(value):
        return "–" if value is None else (
            f"{value:.3f}" if isinstance(value, float) else str(value))

    def test_the_command(self):
        self.house.import_people(people_csv(9, ["arts/musician"] * 7
                                            + ["food/baker"] * 2))
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
        # Each reason's line is the sum of its rounds, none on a side without it.
        for reason, rule, sides in self.reasons(told):
            why = reason + (f": {rule}" if rule else "")
            self.assertRegex(said, rf"– {re.escape(why)} +{sides[0]} +"
                             rf"{sides[1]}\n")
        self.assertEqual(sum(n[0] for _, _, n in self.reasons(told)), 15)
        self.assertEqual(sum(n[1] for _, _, n in self.reasons(told)), 0)
        for title, field in (("by chance", "chance"), ("at most", "ceiling")):
            shown = [next(d[field] for d in told[side]["rounds"][-1]["report"][
                "differ"] if d["attribute"] == "domain")
                for side in ("current", "proposed")]
            self.assertRegex(said, rf"– {title} +{self.cell(shown[0])} +"
                             rf"{self.cell(shown[1])}\n")
        self.assertEqual(self.house.command(
            "serendipctl", "simulate", "--rules", *words[2:]).stdout, said)
        self.assertIn('"proposed"', self.house.command(
            "serendipctl", "--json", *words).stdout)
        for wrong, status in (
                (("simulate", "--config", "/none", "--pool", "weekly"), 1),
                (("simulate", "--config", str(config), "--pool", "x"), 1),
                (("simulate", "--config", str(config), "--pool", "weekly",
                  "--rounds", "x"), 2),
                (("simulate", "--rules", str(config), "--config", str(config),
                  "--pool", "weekly"), 2),
                (("simulate",), 2)):
            self.assertEqual(self.house.command(
                "serendipctl", *wrong, ok=False).returncode, status, wrong)

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(WhatIf)
