#!/usr/bin/env python3
"""serendip-draw --simulate: rounds that are those of --rounds, members who
skip, come and leave, and what is told of it."""
import json
import subprocess

from harness import runner
from harness.spreadsheet import Case, as_csv, community, seats

FILES = ("--rules", "rules.yaml", "--members", "members.csv")


class Simulation(Case):
    def forecast(self, *words, seed="1"):
        """The JSON of a simulation that must go well."""
        return json.loads(self.draw("--format", "json", "--simulate", *words,
                                    seed=seed))

    @staticmethod
    def timeless(rounds):
        for one in rounds:
            (one["report"] if "report" in one else one).pop("seconds")
        return rounds

    def test_its_rounds_are_those_of_a_draw(self):
        """With the same history, sit-outs among it, and the same reports."""
        people = community(61)
        for person in people[:40]:
            person["domain"] = "health/nursing"
        self.write("members.csv", as_csv(people))
        history = self.draw("--rounds", "6", seed="9")
        self.assertTrue(any(s for _, s in seats(history).values()))
        self.write("history.csv", history)
        self.draw("--rounds", "8", "--history", "history.csv",
                  "--report", "drawn.json")
        played = self.forecast("8", "--history", "history.csv")
        drawn = json.loads((self.folder / "drawn.json").read_text())
        self.assertEqual([r["round"] for r in played["rounds"]],
                         list(range(7, 15)))
        self.assertEqual([r["report"] for r in self.timeless(played["rounds"])],
                         self.timeless(drawn["rounds"]))

    def test_the_same_bytes(self):
        """On one thread and on two, of small pools and of those that are
        played in a hurry."""
        text = (self.folder / "rules.yaml").read_text()
        self.write("hurry.csv", as_csv(community(2100)))
        words = ("--presence", "80", "--arrivals", "3", "--departures", "2")
        for members, rounds in (("members.csv", "9"), ("hurry.csv", "3")):
            for dial in ("0", "0.5", "1"):
                self.write("rules.yaml", text.replace(
                    "serendipity: 1", f"serendipity: {dial}\n"
                    "    prefer: [distance domain, distance grade weight 2]"))
                tables, documents = [], []
                for threads in "12":
                    tables.append(self.draw(
                        "--simulate", rounds, *words, "--threads", threads,
                        "--report", "report", members=members))
                    found = json.loads((self.folder / "report").read_text())
                    self.timeless(found["rounds"])
                    documents.append(found)
                self.assertEqual(*tables)
                self.assertEqual(*documents)
                self.assertNotEqual(tables[0], self.draw(
                    "--simulate", rounds, *words, members=members, seed="2"))

    def test_in_a_hurry_as_many_are_introduced(self):
        """The first round, which has the history of a draw, introduces as many
        as a draw, which proves that there could be no more."""
        people = community(2000)
        for person in people[:1300]:
            person["domain"] = "health/nursing"
        self.write("members.csv", as_csv(people))
        self.draw("--report", "drawn.json")
        drawn = json.loads((self.folder / "drawn.json").read_text())
        played = self.forecast("1")["rounds"][0]["report"]
        self.assertEqual(drawn["unproven"], 0)
        self.assertGreater(played["sat_out"], 0)
        self.assertEqual(played["introduced"], drawn["introduced"])

    def test_presence(self):
        self.write("members.csv", as_csv(community(200)))
        rounds = self.forecast("20", "--presence", "70")["rounds"]
        present = [r["report"]["members"] for r in rounds]
        self.assertEqual({r["community"] for r in rounds}, {200})
        # Four standard deviations of 200 throws, and of 4,000, are 26 and 116.
        self.assertTrue(all(114 < n < 166 for n in present), present)
        self.assertTrue(2684 < sum(present) < 2916, present)
        self.assertGreater(len(set(present)), 5)

    def test_who_left_meets_nobody(self):
        """All leave but one or two, so that nobody can meet later."""
        self.write("members.csv", as_csv(community(60)))
        found = self.forecast("6", "--departures", "29")["rounds"]
        self.assertEqual([r["community"] for r in found], [60, 31, 2, 0, 0, 0])
        self.assertEqual([r["left"] for r in found], [0, 29, 29, 2, 0, 0])
        self.assertEqual([r["report"]["members"] for r in found],
                         [60, 31, 2, 0, 0, 0])
        self.assertEqual([r["growth"]["members"] for r in found],
                         [60, 31, 2, 0, 0, 0])
        self.assertEqual(found[-1]["growth"]["links"], 0)

    def test_arrivals_are_of_the_members(self):
        found = self.forecast("5", "--arrivals", "10")
        self.assertEqual(found["held_back"], 40)
        self.assertEqual([r["community"] for r in found["rounds"]],
                         [21, 31, 41, 51, 61])
        self.assertEqual([r["arrived"] for r in found["rounds"]],
                         [0, 10, 10, 10, 10])

    def test_when_repeats_must_begin(self):
        """Ten who may all meet: nine rounds are new, whether they may meet
        again or not."""
        rules = "pools: {all: {serendipity: 1, require: [rested %d weeks]}}"
        self.write("members.csv", as_csv([{"id": f"m{i}"} for i in range(10)]))
        self.write("rules.yaml", rules % 500)
        found = self.forecast("12")
        sums = found["summary"]
        self.assertEqual([r["report"]["introduced"] for r in found["rounds"]],
                         [10] * 9 + [0] * 3)
        self.assertEqual([r["rounds_left"] for r in found["rounds"]],
                         [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0])
        self.assertEqual(
            (sums["first_repeat"], sums["nobody_new_foreseen"],
             sums["nobody_new"], sums["repeats"]), (None, 10, 10, 0))
        self.assertEqual(found["rounds"][8]["growth"]["distance"], 1)
        self.assertIsNone(found["attribute"])
        self.write("rules.yaml", rules % 4)
        found = self.forecast("12")
        repeats = [r["report"]["repeats"] for r in found["rounds"]]
        first = next(i for i, n in enumerate(repeats) if n > 0) + 1
        self.assertGreater(first, 4)
        self.assertEqual(found["summary"]["first_repeat"], first)
        self.assertEqual(found["summary"]["repeats"], sum(repeats))

    def test_circles_use_up_more(self):
        """Forty who may all meet once: each meets three a round in fours, so
        that the 39 others last for 13 rounds."""
        self.write("members.csv", as_csv([{"id": f"m{i}"} for i in range(40)]))
        self.write("rules.yaml", "pools: {all: {size: 4, serendipity: 1, "
                   "require: [rested 500 weeks]}}")
        found = self.forecast("2")
        self.assertEqual([r["rounds_left"] for r in found["rounds"]], [13, 12])
        self.assertEqual([r["report"]["rounds_left"] for r in found["rounds"]],
                         [13, 12])
        self.assertEqual(found["summary"]["nobody_new_foreseen"], 14)
        self.assertIn(
            "Somebody who is always there can no longer meet only new members "
            "from round 14 on,\nas foreseen before the first; as it stands "
            "now, from round 14 on.\n", self.draw("--simulate", "2"))

    def test_sit_outs_are_told(self):
        self.write("rules.yaml", "attributes: {domain: {type: choice}}\n"
                   "pools: {all: {require: [differ domain]}}")
        self.write("members.csv", as_csv(
            [{"id": f"m{i:02}", "domain": "big" if i < 60 else f"d{i % 9}"}
             for i in range(100)]))
        found = self.forecast("52")["summary"]
        counts = found["members_by_sit_outs"]
        self.assertEqual(sum(counts), 100)
        self.assertEqual(sum(k * n for k, n in enumerate(counts)), 52 * 20)
        self.assertEqual(counts[0], 40)
        self.assertEqual(counts[17] + counts[18], 60)
        self.assertEqual(found["sit_outs_in_a_row"], 1)

    def test_a_table(self):
        table = self.draw("--simulate", "4").splitlines()
        rows = [line.split() for line in table[3:7]]
        self.assertEqual([row[0] for row in rows], list("1234"))
        self.assertTrue(all(len(row) == 11 for row in rows), rows)
        self.assertEqual(table[7], "")
        self.assertTrue(table[8].startswith("4 rounds: "), table[8])

    def test_wrong_use(self):
        for words, reason in (
                (("--simulate", "0"), "--simulate takes a whole number from 1 "
                 "to 10000, not \"0\""),
                (("--simulate", "3", "--presence", "101"),
                 "--presence takes a whole number from 1 to 100, not \"101\""),
                (("--simulate", "3", "--departures", "-1"), "--departures "
                 "takes a whole number from 0 to 1000000, not \"-1\""),
                (("--simulate", "3", "--format", "csv"),
                 "--format takes table or json, not \"csv\""),
                (("--format", "table"),
                 "--format takes csv or json, not \"table\""),
                (("--simulate", "3", "--rounds", "3"),
                 "--rounds does not go with --simulate"),
                (("--simulate", "3", "--explain"),
                 "--explain does not go with --simulate"),
                (("--simulate", "3", "--certificate", "c"),
                 "--certificate does not go with --simulate"),
                (("--simulate", "3", "--check", "g"),
                 "--simulate does not go with --check"),
                (("--presence", "50"),
                 "--presence does not go without --simulate"),
                (("--arrivals", "5"),
                 "--arrivals does not go without --simulate")):
            ends, out, err = self.run_draw(*FILES, *words)
            self.assertEqual((ends, out), (2, ""), words)
            self.assertIn(f"serendip-draw: {reason}\n", err)

    def test_wrong_files(self):
        for words, reason in (
                (("--arrivals", "30"), "--arrivals: found 60 members to come "
                 "in 3 rounds, allowed: at most 59, since they are of the 61 "
                 "who are given\n"),
                (("--report", "."), "serendip-draw: . cannot be written: Is a "
                 "directory\n")):
            ends, out, err = self.run_draw(*FILES, "--seed", "1",
                                           "--simulate", "3", *words)
            self.assertEqual((ends, out), (1, ""), words)
            self.assertIn(reason, err)

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [f"{self.build}/serendip-draw", *FILES, "--simulate", "2",
                 "--seed", "1"], cwd=self.folder, stdout=full,
                stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("the forecast could not be written", done.stderr)


if __name__ == "__main__":
    runner.main(Simulation)
