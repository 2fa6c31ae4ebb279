#!/usr/bin/env python3
"""What operators are told of their community: a letter after each round, its
figures, those of the community over time, and all of it as files."""
import json

from harness import case, runner
from harness.house import CALENDAR, people_csv


class FiguresTold(case.OwnHouse):
    def ctl(self, *words, status=0):
        done = self.house.command("serendipctl", *words, ok=False)
        self.assertEqual(done.returncode, status, done)
        return done.stdout

    def met(self, round_, pairs):
        """So many pairs of the round said yes and met; nobody else answered."""
        self.sql(f"""
            WITH few AS (SELECT id FROM introductions WHERE round = '{round_}'
                ORDER BY id LIMIT {pairs})
            UPDATE introduction_members SET response = 'accepted',
                answered_at = clock() WHERE introduction IN (SELECT id FROM few);
            UPDATE introductions SET state = 'met', accepted_at = clock(),
                outcome_until = clock() WHERE id IN (
                SELECT introduction FROM introduction_members
                WHERE round = '{round_}' AND response = 'accepted');
            UPDATE introductions SET state = 'expired'
            WHERE round = '{round_}' AND state = 'offered'""")

    def earlier(self):
        """Rounds were an hour earlier than they were."""
        self.sql("UPDATE rounds SET " + ", ".join(
            f"{column} = {column} - interval '1 hour'" for column in (
                "published_at", "scheduled_at", "claimed_at")))

    def test_a_letter_after_each_round(self):
        self.house.import_people(people_csv(11))
        ana = self.house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]}, language="fr")
        self.assertIn("No round", self.house.command(
            "serendipctl", "report", ok=False).stderr)
        first = self.house.run_round()  # of which nobody is told
        self.house.operator.put("/v1/operator/roles", {
            "email": "ana@example.org", "role": "operator"})
        self.met(first["id"], 2)
        self.earlier()
        second = self.house.run_round()["id"]
        letter = runner.wait_for("the letter", lambda: [
            x for x in self.house.letters("ana@example.org")
            if "en chiffres" in x["Subject"]
            and second in x.get_body(("plain",)).get_content()])
        self.assertEqual(len(letter), 1)
        words = " ".join(letter[0].get_body(
            ("plain",)).get_content().split())
        for part in ("présentés : 12 sur 12 (100", "groupes : 6",
                     "ont répondu 4 sur 12", "ont dit oui 4 sur 12",
                     "domaines différents : 2 sur 6 (33",
                     "dernières présentations : 0", second):
            self.assertIn(part, words)
        told = json.loads(self.ctl("--json", "report"))
        self.assertEqual((told["round"], told["share"], told["introduced"]),
                         (second, 1, 12))
        self.assertEqual({k: told["before"][k] for k in (
            "round", "asked", "accepted", "cross_met", "cross_settled",
            "same_settled")}, {
                "round": first["id"], "asked": 12, "accepted": 4,
                "cross_met": 2, "cross_settled": 6, "same_settled": 0})
        shown = self.ctl("report", first["id"])
        self.assertIn("Introduced        12 of 12 (100 %)", shown)
        self.assertEqual(ana.get(
            f"/v1/operator/rounds/{second}/figures").json, told)
        # Three times silent: counted, and found.
        for _ in range(3):
            self.met(second, 0)
            self.earlier()
            second = self.house.run_round()["id"]
        inactive = json.loads(self.ctl("--json", "report"))["inactive"]
        found = json.loads(self.ctl("--json", "members", "search", "--state",
                                    "inactive"))["members"]
        self.assertEqual(inactive, len(found))
        self.assertGreater(inactive, 0)

    def test_what_a_few_answered_is_not_told(self):
        self.house.import_people(people_csv(4))
        self.met(self.house.run_round()["id"], 1)
        self.earlier()
        self.house.run_round()
        self.assertIsNone(json.loads(self.ctl("--json", "report"))["before"])

    def test_addresses_of_the_configuration_are_told(self):
        """Who needs no account; in the community's language, once a round."""
        text = self.house.config.read_text().replace(
            "letters: {", "letters: {operators: [ops@example.org, "
            "Board@example.org], ", 1).replace(
            "language: en,", "language: fr,", 1).replace(
            "    remind: none\n", "    remind: none\n    approve: true\n").replace(
            # Else the next round might come within the hours that pass.
            CALENDAR, "")
        self.house.config.write_text(text)
        self.assertIn("reloaded", self.house.hang_up())
        runner.wait_for("no round by a calendar that is gone", lambda: self.sql(
            "SELECT count(*) FROM rounds") == [("0",)])
        self.house.import_people(people_csv(4))
        id_ = self.house.begin_round()
        letters = lambda to: [x["Subject"].replace("\u00a0", " ")
                              for x in self.house.letters(to)]
        for to in ("ops@example.org", "Board@example.org"):
            runner.wait_for("the first letter", lambda t=to: letters(t) == [
                "weekly : un tour attend votre accord"])
        self.house.let_pass(hours=25)
        runner.wait_for("the reminder",
                        lambda: len(letters("ops@example.org")) == 2)
        self.assertEqual(self.house.operator.post(
            f"/v1/operator/rounds/{id_}/approval").status, 200)
        told = runner.wait_for("the figures", lambda: [
            x for x in self.house.letters("ops@example.org")
            if "en chiffres" in x["Subject"]])
        words = " ".join(told[0].get_body(
            ("plain",)).get_content().split())
        self.assertIn("Bonjour les opérateurs,", words)
        self.assertIn("sur 4 (100", words)
        self.assertEqual(told[0]["List-Unsubscribe"], None)
        self.assertEqual(self.sql(
            "SELECT kind, count(*) FROM outbox WHERE member IS NULL "
            "GROUP BY kind ORDER BY kind"), [
                ("round_figures", "2"), ("round_still_waits", "2"),
                ("round_waits", "2")])
        # The address itself stands in the configuration alone.
        self.assertEqual(self.sql("SELECT 1 FROM outbox WHERE "
                                  "key ILIKE '%example.org%'"), [])

    # --- the community over time -------------------------------------------

    def test_the_community_over_time(self):
        self.house.import_people(people_csv(12))
        self.assertEqual([s["links"] for s in json.loads(self.ctl(
            "--json", "community"))["steps"]], [0])
        self.met(self.house.run_round()["id"], 6)
        self.sql("UPDATE introductions SET offered_at = offered_at - "
                 "interval '12 days'; UPDATE members SET joined_at = "
                 "joined_at - interval '20 days'")
        self.met(self.house.run_round()["id"], 6)
        seen = json.loads(self.ctl("--json", "community"))
        first, last = seen["steps"][0], seen["steps"][-1]
        self.assertEqual(len(seen["steps"]), 12)
        self.assertEqual((first["links"], first["components"],
                          first["giant"], first["distance"]), (6, 6, 2, 1))
        self.assertEqual((last["links"], last["domain_pairs"],
                          last["members"]), (12, 6, 12))
        self.assertLessEqual(last["components"], 3)
        # As an outsider counts it: no link within a field.
        pairs = {tuple(sorted(row)) for row in self.sql(
            "SELECT split_part(x.value, '/', 1), split_part(y.value, '/', 1) "
            "FROM network_ties t JOIN member_attributes x ON x.member = "
            "t.member AND x.attribute = 'domain' JOIN member_attributes y "
            "ON y.member = t.other AND y.attribute = 'domain'")}
        self.assertEqual(last["bridged"], len(pairs))
        ends = {d: sum((a == d) + (b == d) for a, b in self.sql(
            "SELECT split_part(x.value, '/', 1), split_part(y.value, '/', 1) "
            "FROM network_ties t JOIN member_attributes x ON x.member = "
            "t.member AND x.attribute = 'domain' JOIN member_attributes y "
            "ON y.member = t.other AND y.attribute = 'domain' "
            "WHERE t.member < t.other")) for pair in pairs for d in pair}
        share = sum((n / 24) ** 2 for n in ends.values())
        self.assertEqual(last["assortativity"], [
            {"attribute": "domain",
             "value": round(-share / (1 - share), 4)}])
        self.assertIn("Largest part", self.ctl("community"))
        rows = self.ctl("community", "--csv").splitlines()
        self.assertEqual((rows[0].split(",")[:3], len(rows)),
                         (["at", "members", "links"], 13))
        self.ctl("community", "--since", "soon", status=2)
        self.mixes(seen["mixing"])

    def mixes(self, told):
        """As an outsider counts it: two rounds of twelve, three of each field."""
        self.assertEqual((told["attribute"], told["rounds"]), ("domain", 2))
        words = [d["word"] for d in told["domains"]]
        counted = {}
        for a, b in self.sql(
                "SELECT split_part(x.value, '/', 1), split_part(y.value, '/', 1)"
                " FROM introduction_members s JOIN introduction_members t ON "
                "t.introduction = s.introduction AND s.member < t.member "
                "JOIN member_attributes x ON x.member = s.member "
                "AND x.attribute = 'domain' JOIN member_attributes y ON "
                "y.member = t.member AND y.attribute = 'domain'"):
            key = tuple(sorted((a, b)))
            counted[key] = counted.get(key, 0) + 1
        cells = {tuple(sorted((words[c["a"]], words[c["b"]]))): c
                 for c in told["cells"]}
        self.assertEqual(len(cells), 10)  # also those that never were
        for (a, b), cell in cells.items():
            self.assertEqual(cell["offered"], counted.get((a, b), 0))
            # Of 66 pairs 9 are of two such fields, 3 of one; 12 were made.
            self.assertAlmostEqual(cell["expected"],
                                   12 * (3 if a == b else 9) / 66, 2)
        shown = self.ctl("community")
        self.assertIn("over what chance gives, of 2 rounds", shown)
        row, = [line.split() for line in shown.splitlines()
                if line.startswith("1 ")]
        first = [c for c in told["cells"] if c["a"] == 0]
        self.assertEqual(row[-4:], [
            f"{c['offered'] / (12 * (3 if c['b'] == 0 else 9) / 66):.1f}"
            for c in first])
        self.assertEqual(json.loads(self.ctl(
            "--json", "community", "--since", "2099-01-01"))["mixing"][
                "rounds"], 0)

    # --- all of it as files ------------------------------------------------

    def export(self, name, *options):
        """The rows of each file, as objects."""
        folder = self.house.folder / name
        self.ctl("export", folder, "--format", "json", *options)
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        return {path.stem: json.loads(path.read_text())
                for path in folder.iterdir()}

    def test_all_as_files(self):
        self.house.import_people(
            people_csv(30).replace("Person 3,", "=SUM(A1),").replace(
                "languages\n", "languages,interests\n").replace(
                ",en\n", ",en,=cmd;secret hobby\n"))
        round_ = self.house.run_round()
        self.met(round_["id"], 3)
        self.sql("""INSERT INTO outcomes (introduction, member, met, rating,
            learned) SELECT introduction, member, 'yes', 4, 'my secret words'
            FROM introduction_members WHERE response = 'accepted'""")
        one, two = self.export("one"), self.export("two")
        self.assertEqual({k: len(v) for k, v in one.items()}, {
            "members": 30, "attributes": 60, "memberships": 30, "rounds": 1,
            "introductions": 15, "answers": 30, "sit_outs": 0})
        said = json.dumps(one)
        for words in ("Person", "m0001", "secret", round_["id"]):
            self.assertNotIn(words, said)
        # One key within an export; another in the next, and another order.
        people = {m["member"] for m in one["members"]}
        self.assertEqual(people, {a["member"] for a in one["answers"]})
        self.assertFalse(people & {m["member"] for m in two["members"]})
        self.assertEqual(sum(a["rating"] == 4 for a in one["answers"]), 6)
        # With names, and a reason; a spreadsheet takes nothing for a formula.
        folder = self.house.folder / "names"
        self.assertIn("--reason", self.house.command(
            "serendipctl", "export", folder, "--names", ok=False).stderr)
        self.ctl("export", folder, "--names", "--reason", "for the board")
        rows = (folder / "members.csv").read_text()
        self.assertIn("Person 4", rows)
        self.assertIn(",\"'=SUM(A1)\",", rows)
        self.assertIn("\"'=cmd", (folder / "attributes.csv").read_text())
        self.ctl("export", folder, status=1)  # what is there stays
        self.assertEqual(self.sql(
            "SELECT action, detail FROM audit WHERE action LIKE "
            "'community exported%' ORDER BY number LIMIT 3"), [
                ("community exported", ""), ("community exported", ""),
                ("community exported with names", "for the board")])

    def test_more_than_a_page(self):
        self.house.import_people(people_csv(2100))
        told = json.loads(self.ctl("--json", "export",
                                   self.house.folder / "large"))
        self.assertEqual((told["members"], told["attributes"]), (2100, 4200))


if __name__ == "__main__":
    runner.main(FiguresTold)
