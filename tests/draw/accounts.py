#!/usr/bin/env python3
"""serendip-draw --report and --certificate, the latter before a checker that
shares nothing with the engine."""
import decimal
import itertools
import json
import re
import subprocess

from harness import runner
from harness.spreadsheet import Case, as_csv, community, seats

CHECKER = runner.SOURCE / "clients/draw/check-certificate"
KEYS = {"members", "introduced", "sat_out", "groups", "mean_score",
        "upper_bound", "chance_score", "differ", "repeats", "seed",
        "input_digest", "seconds"}


class Accounts(Case):
    def checked(self, *words, members="members.csv"):
        done = subprocess.run(
            [CHECKER, "certificate", "--rules", "rules.yaml", "--members",
             members, *words], cwd=self.folder, capture_output=True, text=True,
            check=False)
        return done.returncode, done.stdout + done.stderr

    def report(self):
        return json.loads((self.folder / "report").read_text())

    def test_a_report(self):
        text = (self.folder / "rules.yaml").read_text()
        for size, dial in itertools.product((2, 4), ("0", "0.5", "1")):
            self.write("rules.yaml", text.replace(
                "serendipity: 1", f"size: {size}\n    serendipity: {dial}\n"
                "    prefer: [distance domain weight 3, within grade 4]"))
            rounds = seats(self.draw("--report", "report"))
            groups, sat_out = rounds[0] if 0 in rounds else rounds[1]
            found = self.report()
            self.assertLessEqual(KEYS, set(found))
            self.assertEqual(found["seed"], 1)
            self.assertEqual(found["members"], 61)
            self.assertEqual(found["groups"], len(groups))
            self.assertEqual(found["sat_out"], len(sat_out))
            self.assertEqual(sum(found["sat_out_by_reason"].values()),
                             len(sat_out))
            self.assertLessEqual(found["mean_score"], found["upper_bound"])
            self.assertEqual(found["differ"]["domain"]["share"], 1)
            self.assertLess(found["differ"]["domain"]["chance"], 1)
            # Two chains were held against each other, or nothing was.
            self.assertEqual(found["gap"] is None, size > 2 or dial == "0")
            if dial == "0":
                best = found["mean_score"]
                self.assertGreater(best, found["chance_score"])
            else:
                self.assertLessEqual(found["mean_score"], best)

    def test_a_summary_says_what_the_report_says(self):
        for count in (61, 15):  # the one by a chain, the other by counting
            self.write("members.csv", as_csv(community(count)))
            ends, _, said = self.run_draw(
                "--rules", "rules.yaml", "--members", "members.csv", "--seed",
                "1", "--summary", "--report", "report")
            found = self.report()
            self.assertEqual(ends, 0)
            self.assertIn(f"{found['introduced']} of {found['members']} "
                          "introduced", said)
            self.assertIn(f"Law: {found['law']}\n", said)
            self.assertRegex(said, r"by chance +%s\n" % decimal.Decimal(
                str(found["differ"]["domain"]["chance"])).quantize(
                    decimal.Decimal("0.001"), decimal.ROUND_HALF_UP))
            self.assertEqual(self.run_draw(
                "--rules", "rules.yaml", "--members", "members.csv", "--seed",
                "1")[2], "")

    def test_a_report_of_each_round(self):
        self.draw("--report", "report", "--rounds", "3")
        rounds = self.report()["rounds"]
        self.assertEqual([r["members"] for r in rounds], [61] * 3)
        self.assertEqual(len({r["input_digest"] for r in rounds}), 3)

    def test_a_summary_of_each_round(self):
        self.write("rules.yaml", "pools: {p: {require: [rested 4 weeks]}}\n")
        self.write("members.csv", "id\na\nb\n")
        ends, _, said = self.run_draw(
            "--rules", "rules.yaml", "--members", "members.csv", "--seed", "1",
            "--summary", "--rounds", "2")
        self.assertEqual((ends, re.findall(r"(?m)^Round.*\n.*", said)), (0, [
            "Round 1\n2 of 2 introduced, in 1 group, 0 of them one larger",
            "Round 2\n0 of 2 introduced, in 0 groups, 0 of them one larger"]))

    def test_certificates_hold(self):
        """Of pools large and small, even and odd, with and without those who
        must sit out."""
        for count in (1, 2, 7, 16, 17, 31, 60, 150):
            people = community(count, count)
            for majority in (0, 60, 100):
                for person in people[:count * majority // 100]:
                    person["domain"] = "law/notary"
                self.write("members.csv", as_csv(people))
                self.draw("--certificate", "certificate")
                self.assertEqual(self.checked()[0], 0,
                                 (count, majority, self.checked()))

    def test_a_piece_that_many_trios_cover_is_not_helpless(self):
        """Four threes whom one joins, and one whom nobody may meet."""
        people = community(14)
        for number, person in enumerate(people):
            person["domain"] = f"d{number // 3}" if number < 12 else ""
        self.write("rules.yaml", "attributes: {domain: {type: choice}}\n"
                   "pools: {weekly: {require: [same domain]}}\n")
        self.write("members.csv", as_csv(
            [{k: p[k] for k in ("id", "domain")} for p in people]))
        self.write("ties.csv", "a,b,kind\n" + "".join(
            f"m013,m{n:03},blocks\n" for n in range(13)))
        self.draw("--certificate", "certificate", "--ties", "ties.csv")
        self.assertIn("introduced\t13\n",
                      (self.folder / "certificate").read_text())
        self.assertEqual(self.checked("--ties", "ties.csv")[0], 0)

    def test_tenths_and_single_hours_are_read_as_the_engine_reads_them(self):
        """0.3 and 0.1 are 0.2 apart, which doubles of a computer are not."""
        self.write("rules.yaml", "attributes:\n"
                   "  years: {type: scale, from: 0, to: 1}\n"
                   "  free: {type: hours}\n"
                   "pools: {weekly: {require: [differ years by 0.2, "
                   "within years 0.6, share free]}}\n")
        self.write("members.csv", "id,years,free\n" + "".join(
            f"m{n:02},0.{n % 9 + 1},{'mon 9' if n % 3 else 'mon 9-11'}\n"
            for n in range(40)))
        self.draw("--certificate", "certificate")
        self.assertEqual(self.checked()[0], 0, self.checked())

    def test_a_wrong_certificate_is_found(self):
        people = community(40)
        for person in people[:30]:
            person["domain"] = "law/notary"
        self.write("members.csv", as_csv(people))
        self.draw("--certificate", "certificate")
        good = (self.folder / "certificate").read_text()
        lines = good.splitlines(keepends=True)
        group = next(line for line in lines if line.startswith("group"))
        a, b = group.split()[1:3]
        barrier = next(line for line in lines if line.startswith("barrier"))
        for bad in (good.replace(group, f"sat_out\t{a}\nsat_out\t{b}\n"),
                    good.replace(barrier, ""),
                    good.replace(group, ""),
                    good + group,
                    good.replace(group, group.replace(b, people[0]["id"]))):
            self.write("certificate", bad)
            self.assertEqual(self.checked()[0], 1, bad)

    def test_circles_have_no_certificate(self):
        text = (self.folder / "rules.yaml").read_text()
        self.write("rules.yaml", text.replace("serendipity", "size: 3\n    "
                                              "serendipity"))
        ends, _, said = self.run_draw(
            "--rules", "rules.yaml", "--members", "members.csv",
            "--certificate", "certificate")
        self.assertEqual(ends, 1)
        self.assertIn("allowed: size 2", said)

    def test_a_place_that_cannot_be_written(self):
        ends, out, said = self.run_draw(
            "--rules", "rules.yaml", "--members", "members.csv", "--seed",
            "1", "--report", "nowhere/report")
        self.assertEqual((ends, out), (1, ""))
        self.assertIn("nowhere/report cannot be written", said)


if __name__ == "__main__":
    runner.main(Accounts)
