#!/usr/bin/env python3
"""Accounts that nobody uses: told before, kept by a sign-in, erased else."""
from harness import case, runner


class UnusedAccounts(case.OwnHouse):
    def who(self):
        return {row[0] for row in self.sql(
            "SELECT name FROM members WHERE state = 'active'")}

    def test_told_kept_or_gone(self):
        for name in ("Ana", "Bo", "Cem"):
            self.house.join(f"{name.lower()}@example.org", name, language=(
                "fr" if name == "Bo" else "en"))
        self.house.import_people(
            "id,name,domain,languages\np1,Dee,food/baker,en\n")
        # Day by day: those who are here in between are told of nothing.
        self.house.let_pass(days=699)
        self.house.start_anew()
        runner.wait_for("a look", lambda: self.sql(
            "SELECT 1 FROM audit WHERE action = 'tidied'"))
        self.assertEqual(self.sql("SELECT count(*) FROM members "
                                  "WHERE goes_at IS NOT NULL"), [("0",)])
        cem = self.house.client()
        asked = cem.post("/v1/signin", {"email": "cem@example.org"})
        session = cem.post("/v1/signin/verify", {
            "attempt": asked.json["attempt"],
            "code": self.house.code("cem@example.org", after=1)})
        self.assertEqual(session.status, 201, session)
        self.house.let_pass(days=2)
        told = {}
        for name in ("ana", "bo"):
            told[name] = runner.wait_for("the letter", lambda n=name: [
                letter for letter in self.house.letters(f"{n}@example.org")
                if "keep your account" in letter["Subject"]
                or "garder votre compte" in letter["Subject"]])[0]
        self.assertIn("Do you want", told["ana"]["Subject"])
        self.assertIn("Voulez-vous", told["bo"]["Subject"])
        day = self.sql("SELECT to_char(max(goes_at) AT TIME ZONE 'UTC', "
                       "'YYYY-MM-DD') FROM members")[0][0]
        self.assertIn(day, told["ana"].get_body(("plain",)).get_content())
        self.assertEqual(len(self.sql("SELECT number FROM audit WHERE action = "
                                      "'account unused'")), 2)

        # Ana comes back at the last moment; Bo does not.
        self.house.let_pass(days=29)
        ana = self.house.client()
        asked = ana.post("/v1/signin", {"email": "ana@example.org"})
        session = ana.post("/v1/signin/verify", {
            "attempt": asked.json["attempt"],
            "code": self.house.code("ana@example.org", after=1)})
        self.assertEqual(session.status, 201, session)
        self.house.let_pass(days=2)
        runner.wait_for("Bo's end", lambda: "Bo" not in self.who())
        self.assertEqual(self.who(), {"Ana", "Cem", "Dee"})
        self.assertEqual(self.sql("SELECT actor, detail FROM audit WHERE "
                                  "action = 'erased'"), [("daemon", "unused")])
        last = runner.wait_for("the last letter", lambda: [
            letter for letter in self.house.letters("bo@example.org")
            if "est effacé" in letter["Subject"]])[0]
        self.assertIn("n’était plus utilisé",
                      last.get_body(("plain",)).get_content())
        subjects = [letter["Subject"]
                    for letter in self.house.letters("ana@example.org")]
        self.assertEqual(sum("keep your account" in s for s in subjects), 1)
        self.assertFalse([s for s in subjects if "erased" in s])


if __name__ == "__main__":
    runner.main(UnusedAccounts)
