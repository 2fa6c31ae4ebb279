#!/usr/bin/env python3
"""Members in the operator's hand: a spreadsheet as it comes and what it would
change, who is there, why one was looked at, and what is done to an account."""
import datetime
import json

from harness import case, runner

SHEET = ("\ufeffFirst name;Last name;E-MAIL ; Team;Spoken;Phone;interests;;\r\n"
         + "".join(
             f"Zoé{i};D'Été;Person{i}@Example.org;"
             f"{['Musicien ou musicienne', 'electrician', 'BEEKEEPER'][i % 3]};"
             f"{['French, English', 'anglais', 'fr'][i % 3]};0{i};"
             f"{['chess, bread', '', 'jazz'][i % 3]};;\r\n"
             for i in range(200)))
MAP = ["--map", "Team=domain", "--map", "Spoken=languages", "--map", "Phone="]


class MembersInHand(case.OwnHouse):
    def ctl(self, *words, status=0):
        done = self.house.command("serendipctl", *words, ok=False)
        self.assertEqual(done.returncode, status, done)
        return done

    def file(self, text, name="people.csv", encoding="utf-8"):
        path = self.house.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def audit(self, *actions):
        return self.sql("SELECT actor, action, subject, detail FROM audit "
                        f"WHERE action IN {(*actions, '')} ORDER BY number")

    def member(self, address):
        return json.loads(self.ctl(
            "--json", "members", "show", address, "--reason",
            "looked up by a test").stdout)

    # --- import ------------------------------------------------------------

    def test_a_spreadsheet_as_it_comes(self):
        path = self.file(SHEET)
        # As it is, three columns are unknown, and all are told.
        done = self.ctl("members", "import", path, status=1)
        self.assertEqual(
            [line.split(": ")[0] for line in done.stderr.splitlines()[:3]],
            [f"{path}:1:30", f"{path}:1:36", f"{path}:1:43"])
        self.assertIn('"Team", which is nothing here', done.stderr)
        self.assertIn("there is no column", self.ctl(
            "members", "import", path, "--map", "Teem=domain",
            status=1).stderr)
        # What would change, and then what did.
        dry = ["members", "import", path, "--pool", "weekly", *MAP]
        seen = self.ctl(*dry, "--dry-run", "--verbose").stdout
        self.assertIn("New           200\n", seen)
        self.assertIn(f"{path}:2: new: Zoé0 D'Été\n", seen)
        self.assertEqual(self.sql("SELECT count(*) FROM members"), [("0",)])
        self.assertIn("200 new members", self.ctl(*dry).stdout)
        self.assertIn("Unchanged     200\n",
                      self.ctl(*dry, "--dry-run").stdout)
        self.assertIn("0 new members, 0 changed, 200 unchanged",
                      self.ctl(*dry).stdout)
        self.assertEqual(self.sql(
            "SELECT name, value FROM members JOIN member_attributes a "
            "ON a.member = id WHERE name LIKE 'Zoé0 %' ORDER BY attribute"), [
                ("Zoé0 D'Été", "arts/musician"),
                ("Zoé0 D'Été", "bread;chess"), ("Zoé0 D'Été", "en;fr")])
        # No address stands in the clear.
        self.assertEqual(self.sql(
            "SELECT count(*) FROM members WHERE members::text ~* "
            "'person[0-9]+@'"), [("0",)])
        self.changes(path, dry)

    def changes(self, path, dry):
        """Somebody changed themselves, somebody left; the file says it."""
        who = self.member("person1@example.org")["id"]
        gone = self.member("person2@example.org")["id"]
        self.ctl("members", "erase", gone, "--reason", "asked by telephone")
        self.file(SHEET.replace("Zoé1;", "Zoë;").replace(
            "electrician;anglais;01;", "shepherd;anglais;01;"))
        seen = json.loads(self.ctl("--json", *dry, "--dry-run",
                                   "--verbose").stdout)
        self.assertEqual(seen["changes"], [
            {"line": 3, "member": who, "ref": None, "name": "Zoë D'Été",
             "change": "changed", "fields": ["name", "domain"]},
            {**seen["changes"][1], "line": 4, "change": "erased"}])
        self.assertEqual(seen["fields"], [{"field": "domain", "members": 1},
                                          {"field": "name", "members": 1}])
        done = json.loads(self.ctl("--json", *dry).stdout)
        for field in ("members_added", "members_changed", "members_unchanged",
                      "members_erased", "ties_added"):
            self.assertEqual(done[field], seen[field], field)
        self.assertEqual((done["members_changed"], done["members_unchanged"],
                          done["members_erased"]), (1, 198, 1))
        self.assertEqual(self.sql("SELECT name, version FROM members "
                                  f"WHERE id = '{who}'"),
                         [("Zoë D'Été", "2")])

    def test_all_mistakes_are_said_at_once(self):
        path = self.file(
            "name;email;domain;languages;free\r\n"
            "Ana;ana@;arts/musicain;fr;mon 25\r\n"
            "Bo;bo@example.org;Painter;klingonese;\r\n"
            ";;food/baker;fr;\r\n"
            "Cy;cy@example.org;gardener;en;\r\n"
            "Di;CY@example.org;health/nurse;en;\r\n"
            ";ed@example.org;health/nurse;en;\r\n")
        done = self.ctl("members", "import", path, "--dry-run", status=1)
        said = done.stderr
        for words in (":2:5: \"ana@\" is no e-mail address",
                      ":2:10: domain: found \"arts/musicain\", which is none "
                      "of its words; arts/musician is near",
                      ":2:27: ",
                      ":3:27: languages: found \"klingonese\"",
                      ":4:1: the address is empty",
                      ":6:1: its id or address stands in this file before",
                      ":7:1: a new member needs a name, or an id"):
            self.assertIn(f"{path}{words}", said)
        self.assertIn("New           1\n", done.stdout)
        self.assertIn("Bad lines     5\n", done.stdout)
        self.assertIn("1 new members", self.ctl(
            "members", "import", path, "--skip-bad").stdout)

    def test_who_signed_up_is_known_by_the_address(self):
        ana = self.house.join("ana@example.org", "Ana")
        path = self.file("email,interests\nANA@example.org,kites\n")
        self.assertIn("Changed       1  (interests 1)\n", self.ctl(
            "members", "import", path, "--dry-run").stdout)
        self.ctl("members", "import", path)
        self.assertEqual(ana.get("/v1/me").json["attributes"]["interests"],
                         ["kites"])

    def test_a_list_is_invited_once(self):
        self.house.join("ana@example.org", "Ana")
        path = self.file("\ufeffNom;E-mail;Service\r\nBo;bo@example.org;x\r\n"
                         "Ana;Ana@Example.org;y\r\nBo;BO@example.org;z\r\n"
                         "Cy;cy@;z\r\nDi;di@example.org;z\r\n")
        done = self.ctl("members", "invite", path, "--pool", "weekly",
                        status=1)
        self.assertEqual(done.stdout, f"{path}:3: is a member\n"
                         f"{path}:4: stands in the list before\n"
                         "Invited 2; not invited 2; 1 bad lines.\n")
        self.assertEqual(done.stderr,
                         f"{path}:5:4: it is no e-mail address\n")
        for address in ("bo@example.org", "di@example.org"):
            self.letter(address, "serendip signup --invitation")
        # Again, and as addresses alone, without a header.
        again = json.loads(self.house.command(
            "serendipctl", "--json", "members", "invite", "-",
            stdin="bo@example.org\nEve@example.org\n").stdout)
        self.assertEqual((again["invited"], again["others"]), (
            1, [{"line": 1, "why": "invited"}]))
        self.assertEqual(len(self.house.letters("bo@example.org")), 1)
        self.ctl("members", "invite", self.file("name\nBo\n"), status=1)
        self.assertEqual([line[3] for line in self.audit("invite")],
                         ["2 people", "1 people", "0 people"])

    # --- looking -----------------------------------------------------------

    def test_looking_leaves_a_reason(self):
        ana = self.house.join("ana@example.org", "Ana Íñiguez")
        self.house.join("bo@example.org", "Bo", {
            "domain": "food/baker", "languages": ["en"]})
        self.house.run_round()
        for words, names in (
                (["iniguez"], {"Ana Íñiguez"}), (["ANA@example.org"],
                                                 {"Ana Íñiguez"}),
                (["example"], set()), ([], {"Ana Íñiguez", "Bo"}),
                (["--attribute", "domain=food"], {"Bo"}),
                (["--attribute", "domain=Baker"], {"Bo"}),
                (["--attribute", "languages=Anglais"],
                 {"Ana Íñiguez", "Bo"}), (["--state", "paused"], set()),
                (["--pool", "weekly", "b"], {"Bo"})):
            found = json.loads(self.ctl("--json", "members", "search",
                                        *words).stdout)["members"]
            self.assertEqual({m["name"] for m in found}, names, words)
            for member in found:
                self.assertRegex(member["email"], r"^.\*\*\*@e\*\*\*\.org$")
        self.assertIn("no such pool", self.ctl(
            "members", "search", "--pool", "none", status=1).stderr)
        self.assertIn("--reason", self.ctl(
            "members", "show", "ana@example.org", status=1).stderr)
        seen = self.member("ana@example.org")
        self.assertEqual((seen["email"], seen["introductions"],
                          seen["latest"][0]["with"]),
                         ("a***@e***.org", 1, "Bo"))
        shown = self.ctl("members", "show", seen["id"], "--unmask",
                         "--reason", "she wrote from another address").stdout
        self.assertIn("ana@example.org", shown)
        self.assertEqual(self.audit("member shown", "member shown unmasked"), [
            ("operator", "member shown", seen["id"], "looked up by a test"),
            ("operator", "member shown unmasked", seen["id"],
             "she wrote from another address")])
        # The member finds it in their export.
        self.assertIn("she wrote from another address",
                      json.dumps(ana.get("/v1/me/export").json["audit"]))
        self.assertEqual(self.audit("members searched")[0][2:], ("", ""))
        self.ctl("members", "show", "nobody@example.org", "--reason",
                 "is she here?", status=1)

    def test_the_role_alone_does_not_look(self):
        ana = self.house.join("ana@example.org")
        self.house.operator.put("/v1/operator/roles", {
            "email": "ana@example.org", "role": "operator"})
        self.assertEqual(ana.get("/v1/operator/members").status, 404)
        self.assertEqual(ana.post("/v1/operator/members/show", {
            "email": "ana@example.org", "reason": "curious"}).status, 404)

    # --- acting ------------------------------------------------------------

    def letter(self, address, words):
        return runner.wait_for(
            f"a letter with {words!r}", lambda: [
                text for letter in self.house.letters(address)
                for text in [" ".join(letter.get_body(
                    ("plain",)).get_content().split())] if words in text])[0]

    def test_two_accounts_become_one(self):
        """Ana has two accounts, and met, knows and blocks somebody by each."""
        def person(address, name, domain):
            return self.house.join(address, name, {
                "domain": domain, "languages": ["en"]})
        one = person("ana@old.example", "Ana", "law/judge")
        bo = person("bo@example.org", "Bo", "food/baker")
        first = self.house.run_round()["id"]  # Ana's first account and Bo
        intro = one.get("/v1/me/introductions").json["introductions"][0]["id"]
        for who in (one, bo):
            who.post(f"/v1/introductions/{intro}/response", {"accept": True})
        one.post(f"/v1/introductions/{intro}/messages", {"text": "hello Bo"})
        one.post(f"/v1/introductions/{intro}/outcome", {
            "met": "yes", "rating": 5})
        cy = person("cy@example.org", "Cy", "health/nurse")
        one.post("/v1/me/ties", {"emails": ["dora@example.org"]})
        one.post("/v1/me/blocks", {"email": "cy@example.org"})
        two = person("ana@new.example", "Ana", "law/judge")
        two.post("/v1/me/blocks", {"email": "eve@example.org"})
        gone = one.get("/v1/me").json["id"]
        stays = two.get("/v1/me").json["id"]
        self.house.run_round()  # both are in it
        self.ctl("members", "merge", gone, gone, "--reason", "the same?",
                 status=1)
        self.ctl("members", "merge", gone, stays, "--reason",
                 "she asked us to")
        self.letter("ana@old.example", "made one account of two")
        self.assertEqual(one.get("/v1/me").status, 401)
        seen = two.get("/v1/introductions/" + intro).json
        self.assertEqual((seen["state"], seen["partners"][0]["name"]),
                         ("met", "Bo"))
        self.assertEqual([m["text"] for m in two.get(
            f"/v1/introductions/{intro}/messages").json["messages"]],
            ["hello Bo"])
        self.assertEqual(bo.get("/v1/introductions/" + intro).json[
            "partners"][0]["name"], "Ana")
        self.assertEqual({b["email"] for b in two.get(
            "/v1/me/blocks").json["blocks"]},
            {"cy@example.org", "eve@example.org"})
        self.assertEqual([t["email"] for t in two.get(
            "/v1/me/ties").json["ties"]], ["dora@example.org"])
        self.assertEqual(self.sql(
            "SELECT count(*) FROM ties WHERE kind = 'blocks' AND "
            f"'{stays}' IN (low, high) AND '{cy.get('/v1/me').json['id']}' "
            "IN (low, high)"), [("1",)])
        self.assertIn(first, [r["round"] for r in two.get(
            "/v1/me/rounds").json["rounds"]])
        # Of the other nothing is left, but the lines of the audit log, and
        # that its streams are to end.
        for table, column in self.sql(
                "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class "
                "c ON c.oid = a.attrelid AND c.relkind = 'r' WHERE "
                "c.relnamespace = 'serendip'::regnamespace AND a.attnum > 0 "
                "AND a.atttypid = 'uuid'::regtype "
                "AND c.relname NOT IN ('audit', 'events')"):
            self.assertEqual(self.sql(
                f"SELECT 1 FROM {table} WHERE {column} = '{gone}'"), [],
                (table, column))
        self.assertEqual(self.sql("SELECT DISTINCT kind FROM events WHERE "
                                  f"member = '{gone}'"), [("session",)])
        self.assertEqual(self.audit("merged"), [
            ("operator", "merged", stays, f"{gone}: she asked us to")])

    def test_who_was_introduced_to_themselves(self):
        """What the two accounts have with each other ends with the first."""
        one, two = (self.house.join(address, "Ana", {
            "domain": domain, "languages": ["en"]}) for address, domain in (
                ("ana@old.example", "law/judge"),
                ("ana@new.example", "food/baker")))
        self.house.run_round()
        intro = two.get("/v1/me/introductions").json["introductions"][0]["id"]
        for who in (one, two):
            who.post(f"/v1/introductions/{intro}/response", {"accept": True})
        one.post(f"/v1/introductions/{intro}/messages", {"text": "only me"})
        gone, stays = (who.get("/v1/me").json["id"] for who in (one, two))
        self.ctl("members", "merge", gone, stays, "--reason",
                 "she asked us to")
        seen = two.get("/v1/introductions/" + intro).json
        self.assertEqual(seen["partners"][0]["name"], "a former member")
        # It came to nothing, counts for nothing, and nobody asks how it was.
        self.assertEqual(seen["state"], "not_met")
        self.assertEqual(self.sql("SELECT state, frees, outcome_until <= clock()"
                                  " FROM introductions"),
                         [("not_met", "t", "t")])
        self.assertEqual(self.sql("SELECT ask_at FROM introduction_members "
                                  "WHERE ask_at IS NOT NULL"), [])
        self.assertEqual(two.post(f"/v1/introductions/{intro}/outcome",
                                  {"met": "yes"}).status, 409)
        self.assertEqual(two.get(f"/v1/introductions/{intro}/messages").json[
            "messages"], [])
        self.assertEqual(self.sql("SELECT 1 FROM ties"), [])
        self.assertEqual(two.get("/v1/me").status, 200)

    def test_suspended_rested_and_erased(self):
        ana = self.house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        bo = self.house.join("bo@example.org", "Bo", {
            "domain": "food/baker", "languages": ["fr", "en"]}, language="fr")
        who = ana.get("/v1/me").json["id"]
        self.ctl("members", "reinstate", who, "--reason", "why not",
                 status=1)
        self.ctl("members", "suspend", who, "--reason",
                 "she sells insurance to everybody")
        self.letter("ana@example.org", "she sells insurance")
        self.assertEqual(ana.get("/v1/me").status, 401)
        self.ctl("members", "rest", who, "--reason", "for a while",
                 status=1)
        self.assertEqual([m["name"] for m in json.loads(self.ctl(
            "--json", "members", "search", "--state",
            "suspended").stdout)["members"]], ["Ana"])
        self.ctl("members", "reinstate", who, "--reason", "she stopped")
        self.letter("ana@example.org", "it is open again")
        other = bo.get("/v1/me").json["id"]
        day = (self.house.now() + datetime.timedelta(days=9)).date().isoformat()
        self.assertIn("a day to come", self.ctl(
            "members", "rest", other, "--until", "2020-01-01", "--reason",
            "long ago", status=1).stderr)
        self.ctl("members", "rest", other, "--until", day, "--reason",
                 "parti en mission")
        self.letter("bo@example.org", f"en pause jusqu’à : {day}")
        self.assertEqual(bo.get("/v1/me").json["pause"]["until"][:10],
                         day)
        round_ = self.house.run_round()
        self.assertEqual(round_["members"], 1)
        self.house.let_pass(days=10)
        # Monday was before that day; its round was drawn after it, or not.
        runner.wait_for("Monday's round", lambda: self.sql(
            "SELECT 1 FROM rounds HAVING count(published_at) = 2"))
        if not self.sql("SELECT 1 FROM rounds WHERE introduced = 2"):
            self.assertEqual(self.house.run_round()["introduced"], 2)
        # Erased, even from a suspension; partners keep a former member.
        self.ctl("members", "suspend", who, "--reason", "once more")
        self.ctl("members", "erase", who, "--reason", "her letter of Monday")
        self.letter("ana@example.org", "her letter of Monday")
        self.assertEqual(self.sql(
            f"SELECT count(*) FROM members WHERE id = '{who}'"), [("0",)])
        partner = bo.get("/v1/me/introductions").json["introductions"][0][
            "partners"][0]
        self.assertEqual(partner["name"], "un ancien membre")
        self.ctl("members", "erase", who, "--reason", "again", status=1)
        self.assertEqual(
            [(line[1], line[3]) for line in self.audit(
                "suspended", "reinstated", "paused", "erased")],
            [("suspended", "she sells insurance to everybody"),
             ("reinstated", "she stopped"), ("paused", "parti en mission"),
             ("suspended", "once more"), ("erased", "her letter of Monday")])


if __name__ == "__main__":
    runner.main(MembersInHand)
