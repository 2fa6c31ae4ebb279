#!/usr/bin/env python3
"""serendip-draw as somebody with a spreadsheet uses it: files in, groups out."""
import csv
import io
import itertools
import json
import random
import subprocess

from harness import runner
from harness.spreadsheet import RULES, Case, as_csv, community, seats


class Draws(Case):
    """One draw, and what it is made of."""

    def test_groups_obey_the_rules(self):
        people = {row["id"]: row for row in community(61)}
        groups, sat_out = seats(self.draw())[1]
        seated = sorted(itertools.chain(*groups.values(), sat_out))
        self.assertEqual(seated, sorted(people))
        self.assertEqual(list(groups), [str(n + 1) for n in range(len(groups))])
        for group in groups.values():
            self.assertIn(len(group), (2, 3))
            for a, b in itertools.combinations(group, 2):
                a, b = people[a], people[b]
                self.assertNotEqual(a["domain"].split("/")[0],
                                    b["domain"].split("/")[0])
                self.assertTrue(set(a["languages"].split(";")) &
                                set(b["languages"].split(";")))

    def test_the_seed_decides_and_the_order_of_lines_does_not(self):
        self.write("ties.csv", as_csv(
            [{"a": f"m{n:03}", "b": f"m{n + 9:03}", "kind": "knows"}
             for n in range(50)]))
        history = self.draw("--rounds", "3")
        self.write("history.csv", history)
        more = ("--ties", "ties.csv", "--history", "history.csv")
        first = self.draw(*more)
        self.assertEqual(self.draw(*more), first)
        self.assertEqual(self.draw(*more, "--threads", "2"), first)
        self.assertNotEqual(self.draw(*more, seed="2"), first)
        chance = random.Random(3)
        for _ in range(3):
            for name in ("members.csv", "ties.csv", "history.csv"):
                head, *lines = (self.folder / name).read_text().splitlines()
                chance.shuffle(lines)
                self.write(name, "\n".join([head, *lines]) + "\n")
            self.assertEqual(self.draw(*more), first)

    def test_a_seed_is_made_and_told_where_none_is_given(self):
        words = ("--rules", "rules.yaml", "--members", "members.csv")
        ends, out, err = self.run_draw(*words)
        self.assertEqual(ends, 0)
        name, option, seed = err.split()
        self.assertEqual((name, option), ("serendip-draw:", "--seed"))
        self.assertEqual(self.draw(seed=seed), out)
        self.assertNotEqual(self.run_draw(*words)[2], err)

    def test_each_file_may_be_standard_input(self):
        self.write("ties.csv", "a,b,kind\nm001,m002,knows\n")
        self.write("history.csv", self.draw("--rounds", "2"))
        names = {"--rules": "rules.yaml", "--members": "members.csv",
                 "--ties": "ties.csv", "--history": "history.csv"}
        more = ("--ties", "ties.csv", "--history", "history.csv")
        out = self.draw(*more)
        self.write("groups.csv", out)
        for option, name in names.items():
            text = (self.folder / name).read_bytes()
            words = [word for pair in (names | {option: "-"}).items()
                     for word in pair]
            self.assertEqual(self.run_draw(*words, "--seed", "1", stdin=text),
                             (0, out, ""))
        self.assertEqual(self.check("-", *more, stdin=out.encode()), (0, "", ""))

    def test_columns_stand_in_any_order(self):
        rows = community(61)
        columns = ["id", "free", "grade", "domain", "languages"]
        self.write("other.csv", as_csv(rows, columns))
        self.assertEqual(self.draw(members="other.csv"), self.draw())

    def test_what_spreadsheets_do_to_a_file(self):
        text = as_csv(community(61))
        lines = text.splitlines()
        quoted = "\r\n".join(
            ",".join(f'" {cell} "' for cell in row)
            for row in csv.reader(lines))
        self.write("other.csv", b"\xef\xbb\xbf" + quoted.encode() +
                   b"\r\n\r\n,,,,\r\n")
        self.assertEqual(self.draw(members="other.csv"), self.draw())

    def test_json_lines(self):
        lines = []
        for row in community(61):
            one = {name: cell for name, cell in row.items() if cell}
            one["languages"] = row["languages"].split(";")
            if "grade" in one:
                one["grade"] = float(row["grade"])
            one["free"] = [part.strip() for part in row["free"].split(";")]
            lines.append(json.dumps(one))
        self.write("members.jsonl", "\n".join(lines))
        self.assertEqual(self.draw(members="members.jsonl"), self.draw())
        self.write("renamed", "\ufeff" + "\n\n".join(lines) + "\r\n")
        self.assertEqual(self.draw(members="renamed"), self.draw())

    def test_openness_counts_whether_it_is_an_attribute_or_not(self):
        """It scales distance: the two differ in domain alone, so that of both
        preferences what remains of the first is the score."""
        rules = RULES.replace("serendipity: 1", "serendipity: 0").split(
            "    require:")[0] + ("    require: []\n    prefer: [distance domain"
                                  " level 1, differ grade]\n")
        declared = rules.replace(
            "pools:", "  openness: {type: scale, from: 0, to: 1}\npools:")
        for ana, bela, score in (
                ("", "", 1 / 2), ("1", "", 1 / 2), ("0", "0", 0),
                ("0.5", "0.1", 0.3 / 1.3), ("0", "", 0.5 / 1.5)):
            rows = [{"id": "ana", "domain": "a", "grade": "1", "openness": ana},
                    {"id": "bela", "domain": "b", "grade": "1",
                     "openness": bela}]
            self.write("two.csv", as_csv(rows))
            self.write("two.jsonl", "".join(
                json.dumps({k: v for k, v in row.items() if v}) + "\n"
                for row in rows))
            for text, members in itertools.product(
                    (rules, declared), ("two.csv", "two.jsonl")):
                self.write("rules.yaml", text)
                self.draw("--report", "report", members=members)
                found = json.loads((self.folder / "report").read_text())
                self.assertAlmostEqual(found["mean_score"], score, places=5)

    def test_ids_are_any_text(self):
        ids = ["Ana Maria", 'the "boss"', "a,b", "Élodie", "=1+1", "会"]
        rows = [{"id": name, "domain": f"d{n}/x"} for n, name in enumerate(ids)]
        self.write("other.csv", as_csv(rows))
        groups, sat_out = seats(self.draw(members="other.csv"))[1]
        self.assertEqual(sorted(itertools.chain(*groups.values())), sorted(ids))
        self.assertEqual(sat_out, [])
        lines = "".join(json.dumps({"id": row["id"], "domain": row["domain"]},
                                   ensure_ascii=True) + "\n" for row in rows)
        self.write("other.jsonl", lines)
        self.assertEqual(self.draw(members="other.jsonl"),
                         self.draw(members="other.csv"))

    def test_the_document_says_what_the_table_says(self):
        rounds = seats(self.draw("--rounds", "2"))
        document = json.loads(
            self.draw("--rounds", "2", "--format", "json"))
        self.assertEqual(list(document), ["rounds"])
        self.assertEqual(
            {one["round"]: ({str(group["group"]): group["members"]
                             for group in one["groups"]},
                            [s["member"] for s in one["sat_out"]])
             for one in document["rounds"]}, rounds)
        for one in document["rounds"]:
            self.assertTrue(all(g["why"] == [] for g in one["groups"]))

    def test_reasons(self):
        alone = {"id": "zoe", "domain": "sea/sailing", "languages": "en",
                 "grade": "", "free": "sun 3-4"}
        self.write("members.csv", as_csv([*community(8), alone]))
        rows = list(csv.DictReader(io.StringIO(self.draw())))
        self.assertTrue(all(row["reason"] == "" for row in rows
                            if row["group"]))
        zoe, = [row for row in rows if row["member"] == "zoe"]
        self.assertEqual(zoe["group"], "")
        self.assertIn("excluded share free 8", zoe["reason"])
        rows = list(csv.DictReader(io.StringIO(self.draw("--explain"))))
        for row in rows:
            if row["group"]:
                self.assertIn("They come from different fields: ",
                              row["reason"])
                self.assertRegex(row["reason"], "They are all free: [a-z]{3} ")
        zoe, = [row for row in rows if row["member"] == "zoe"]
        self.assertIn("8 others are never free at the same hours.",
                      zoe["reason"])
        document = json.loads(self.draw("--explain", "--format", "json"))
        self.assertIn("They do not know each other yet.",
                      document["rounds"][0]["groups"][0]["why"])

    def test_a_circle_has_no_place(self):
        """Of two that may meet, neither was introduced to someone else."""
        self.write("rules.yaml", "pools: {p: {size: 3}}\n")
        self.write("two.csv", "id\na\nb\n")
        self.assertEqual(self.draw("--explain", members="two.csv"), (
            'round,group,member,reason\n'
            '1,,a,"One other could have met them, but no group had a place for '
            'them."\n'
            '1,,b,"One other could have met them, but no group had a place for '
            'them."\n'))
        self.assertIn("1,,a,placeless 1\n", self.draw(members="two.csv"))

    def test_a_block_is_not_told_and_yet_there_is_a_reason(self):
        self.write("rules.yaml", "pools: {p: {require: [rested 4 weeks]}}\n")
        self.write("two.csv", "id\na\nb\n")
        self.write("ties.csv", "a,b,kind\na,b,blocks\n")
        more = ("--ties", "ties.csv")
        self.assertIn("1,,a,nobody\n", self.draw(*more, members="two.csv"))
        self.assertIn(
            "1,,a,There was nobody this time whom they could meet.\n",
            self.draw(*more, "--explain", members="two.csv"))

    def test_files_come_through_pipes(self):
        """As a shell's <(…) gives them."""
        done = subprocess.run(
            ["bash", "-c", '"$0" --seed 1 --rules <(cat rules.yaml) --members '
             '<(cat members.csv) --ties <(echo a,b,kind) --history '
             '<(echo round,group,member)',
             f"{self.build}/serendip-draw"], cwd=self.folder,
            capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr, done.stdout),
                         (0, "", self.draw()))

    def test_many_sit_out_and_each_is_told_why(self):
        self.write("rules.yaml", "attributes: {domain: {type: choice}}\n"
                   "pools: {p: {require: [differ domain]}}\n")
        self.write("members.csv", as_csv(
            [{"id": f"m{n}", "domain": "x"} for n in range(10001)]))
        ends, out, err = self.run_draw(
            "--rules", "rules.yaml", "--members", "members.csv", "--seed", "1")
        self.assertEqual((ends, err), (0, ""))
        self.assertIn("\n1,,m10000,excluded differ domain 10000\n", out)
        self.assertEqual(out.count("excluded differ domain 10000"), 10001)

    def test_the_example_of_the_guide(self):
        for file in (runner.SOURCE / "docs/examples/draw").iterdir():
            self.write(file.name, file.read_bytes())
        more = ("--ties", "ties.csv", "--history", "history.csv")
        self.write("round.csv", self.draw(*more, "--explain"))
        (number, (groups, sat_out)), = seats(
            (self.folder / "round.csv").read_text()).items()
        self.assertEqual((number, len(groups), sat_out), (2, 12, []))
        self.assertEqual(self.check("round.csv", *more), (0, "", ""))
        self.assertEqual(self.check("history.csv", *more[:2]), (0, "", (
            "serendip-draw: history.csv: round 1: 2 members are in no "
            "group\n")))

    def test_nobody_and_one(self):
        self.write("none.csv", "id,domain\n")
        self.assertEqual(self.draw(members="none.csv"),
                         "round,group,member,reason\n")
        self.write("one.csv", "id\nana\n")
        self.assertEqual(self.draw(members="one.csv"),
                         "round,group,member,reason\n1,,ana,alone\n")

    def test_pools(self):
        self.write("rules.yaml", RULES + "  other:\n    require: []\n")
        self.write("two.csv", "id,domain\na,x/y\nb,x/z\n")
        words = ("--rules", "rules.yaml", "--members", "two.csv")
        self.assertEqual(self.run_draw(*words), (1, "", (
            "rules.yaml:1:1: pools: found several pools, allowed: one of "
            "them, by --pool: weekly, other\n")))
        self.assertEqual(self.run_draw(*words, "--pool", "othr"), (1, "", (
            "rules.yaml:1:1: pools: found no pool \"othr\", allowed: weekly, "
            "other\n")))
        self.assertEqual(
            len(seats(self.draw("--pool", "other", members="two.csv"))[1][0]),
            1)
        self.assertEqual(
            len(seats(self.draw("--pool", "weekly", members="two.csv"))[1][0]),
            0)

    def test_a_whole_configuration_will_do(self):
        self.write("rules.yaml", RULES + "community: {name: T}\n")
        self.assertEqual(len(seats(self.draw())), 1)


class Rounds(Case):
    """Rounds in a row, and what was before."""

    def test_an_output_is_the_next_history(self):
        five = self.draw("--rounds", "5")
        three = self.write("three.csv", self.draw("--rounds", "3"))
        two = self.draw("--history", three, "--rounds", "2")
        head, rest = two.split("\n", 1)
        self.assertEqual(head, "round,group,member,reason")
        self.assertEqual((self.folder / three).read_text() + rest, five)
        self.write("five.csv", five)
        self.assertEqual(list(seats(self.draw("--history", "five.csv"))), [6])
        explained = self.write(
            "explained.csv", self.draw("--rounds", "3", "--explain"))
        self.assertEqual(
            self.draw("--history", explained, "--rounds", "2"), two)

    def test_every_round_has_dice_of_its_own(self):
        self.write("rules.yaml", "pools: {p: {serendipity: 1}}\n")
        self.write("members.csv", as_csv([{"id": n} for n in range(20)]))
        rounds = seats(self.draw("--rounds", "3"))
        self.assertNotEqual(rounds[1], rounds[2])
        self.assertNotEqual(rounds[2], rounds[3])

    def test_nobody_meets_again_while_the_rule_says_so(self):
        met = {}
        for number, (groups, _) in seats(self.draw("--rounds", "8")).items():
            for group in groups.values():
                for pair in itertools.combinations(sorted(group), 2):
                    self.assertGreaterEqual(
                        number - met.get(pair, -9), 4)
                    met[pair] = number

    def test_rounds_go_on_from_the_highest(self):
        self.write("history.csv", "member,round,group\nm001,7,x\nm002,7,x\n"
                   "m003,0,\ngone,7,x\n")
        rounds = seats(self.draw("--history", "history.csv", "--rounds", "2"))
        self.assertEqual(list(rounds), [8, 9])

    def test_who_sat_out_goes_first(self):
        self.write("rules.yaml", "attributes:\n  side: {type: choice}\n"
                   "pools:\n  p: {require: [differ side]}\n")
        sides = "".join(f"l{n},left\n" for n in range(6))
        self.write("members.csv", f"id,side\n{sides}r0,right\nr1,right\n")
        rounds = seats(self.draw("--rounds", "12"))
        waits = [set(sat_out) for _, sat_out in rounds.values()]
        for before, after in itertools.pairwise(waits):
            self.assertEqual(len(after), 4)
            # Both places of a round are for two of the four who waited.
            self.assertEqual(len(before - after), 2)
        counts = [sum(f"l{n}" in sat_out for sat_out in waits)
                  for n in range(6)]
        self.assertLessEqual(max(counts) - min(counts), 1)

    def test_ties(self):
        self.write("rules.yaml", "pools:\n  p: {require: [unacquainted]}\n")
        self.write("four.csv", "id\na\nb\nc\nd\n")
        self.write("ties.csv", "kind,a,b\nknows,b,a\nblocks,a,c\n")
        for seed in range(10):
            groups, _ = seats(self.draw("--ties", "ties.csv", seed=str(seed),
                                        members="four.csv"))[1]
            self.assertEqual(sorted(groups.values()), [["a", "d"], ["b", "c"]])

    def test_ties_of_others_are_left_out(self):
        self.write("ties.csv", "a,b,kind\nm001,gone,knows\nm001,m002,blocks\n")
        ends, _, err = self.run_draw(
            "--rules", "rules.yaml", "--members", "members.csv", "--seed", "1",
            "--ties", "ties.csv", "--rounds", "2")
        self.assertEqual((ends, err), (0, (
            "serendip-draw: ties.csv: 1 tie names somebody who is no member; "
            "left out\n")))


if __name__ == "__main__":
    runner.main(Case)
