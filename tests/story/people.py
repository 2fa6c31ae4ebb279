#!/usr/bin/env python3
"""People I know, whom I have blocked, whom I report: what each does to the
draws and to what is seen, and that nothing tells who is a member."""
import json

from harness import case, client, runner
from harness.house import people_csv


class People(case.Pairs):
    def ties(self):
        """(kind, source) of all ties."""
        return self.sql("SELECT kind, source FROM ties ORDER BY 1, 2")

    # --- known --------------------------------------------------------------

    def test_who_is_known_and_joins_later_is_never_introduced(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        house.join("cy@example.org", "Cy", {
            "domain": "arts/musician", "languages": ["en"]})
        told = [ana.post("/v1/me/ties", {"emails": [address]})
                for address in ("Cy@Example.org", "nobody@example.org",
                                "bo+news@example.org")]
        # The same whether or not they are members.
        for reply in told:
            self.assertEqual(reply.json, {"added": 1, "found": 1,
                                          "without_address": 0, "errors": []})
        listed = ana.get("/v1/me/ties").json["ties"]
        self.assertEqual([t["email"] for t in listed], [
            "bo+news@example.org", "nobody@example.org", "cy@example.org"])
        self.assertEqual({frozenset(t) for t in listed},
                         {frozenset(("id", "email", "added_at"))})
        self.assertEqual(self.ties(), [("knows", "member")])
        # Again, and oneself, is nothing new.
        self.assertEqual(ana.post("/v1/me/ties", {"emails": [
            "CY@example.org", "ana+x@example.org"]}).json["added"], 0)

        house.join("bo@example.org", "Bo", {
            "domain": "food/baker", "languages": ["en"]})
        self.assertEqual(self.ties(), [("knows", "member")] * 2)
        house.import_people("id,email,name,domain,languages\n"
                            "d,Dee@example.org,Dee,health/nurse,en\n")
        self.assertEqual(len(self.ties()), 2)
        ana.post("/v1/me/ties", {"emails": ["dee@example.org"]})
        house.import_people("id,email,name,domain,languages\n"
                            "n,NoBody@example.org,N,health/nurse,en\n")
        self.assertEqual(len(self.ties()), 4)
        house.run_round()
        self.assertEqual(self.intros(ana), [])

        # What the member forgets is forgotten, but not what the file says.
        house.import_people("id,email,name\nx,x@example.org,X\n",
                            "a,b,kind\nd,n,knows\n")
        for tie in ana.get("/v1/me/ties").json["ties"]:
            self.assertEqual(
                ana.delete("/v1/me/ties/" + tie["id"]).status, 204)
        gone = ana.delete("/v1/me/ties/" + tie["id"])
        self.assertEqual((gone.status, gone.json["detail"]), (404, ""))
        self.assertEqual(self.ties(), [("knows", "import")])
        house.run_round()
        self.assertEqual(len(self.intros(ana)), 1)

    def test_files_of_contacts(self):
        ana = self.house.join("ana@example.org")

        def send(kind, text):
            return ana.post("/v1/me/ties", raw=text.encode(),
                            content_type=kind)
        linkedin = send("text/csv", (
            'Notes:\r\n"When exporting, you may notice, ""that"" some\n'
            'addresses are missing."\r\n\r\n'
            "First Name,Last Name,URL,Email Address,Company,Position,"
            "Connected On\r\n"
            'Bo,Li,https://x/bo,,"Li, Inc",Boss,20 May 2024\r\n'
            "Cy,Ó,https://x/cy,cy@example.org,Ó,Artist,21 May 2024\r\n"
            "Di,Y,https://x/di,not an address,,,\r\n"))
        self.assertEqual(linkedin.status, 200, linkedin)
        self.assertEqual((linkedin.json["added"],
                          linkedin.json["without_address"]), (1, 1))
        self.assertEqual([(e["line"], e["column"])
                          for e in linkedin.json["errors"]], [(8, 19)])
        cards = send("text/vcard; charset=utf-8", (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dee\r\n"
            "item1.EMAIL;TYPE=INTERNET:dee@exa\r\n mple.org\r\nEND:VCARD\r\n"
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:No\r\nEND:VCARD\r\n"))
        self.assertEqual((cards.json["added"], cards.json["without_address"]),
                         (1, 1))
        self.assertEqual(send("text/csv", "e@example.org\nf@example.org\n")
                         .json["added"], 2)
        self.assertEqual(
            [t["email"] for t in ana.get("/v1/me/ties").json["ties"]],
            ["f@example.org", "e@example.org", "dee@example.org",
             "cy@example.org"])
        for kind, text in (("text/csv", "a,b\n1,2\n"), ("text/csv", ""),
                           ("text/vcard", "a,b\n"), ("text/vcard", "")):
            wrong = send(kind, text)
            self.assertEqual((wrong.status, wrong.code),
                             (422, "invalid_body"), wrong)
        wrong = ana.post("/v1/me/ties", {"emails": ["a@example.org", "b"]})
        self.assertEqual([e["pointer"] for e in wrong.json["errors"]],
                         ["/emails/1"])
        many = send("text/csv", "".join(f"p{i}@example.org\n"
                                        for i in range(1001)))
        self.assertEqual(many.status, 422, many)

    def test_how_many(self):
        ana = self.house.join("ana@example.org")
        for hundred in range(5):
            self.assertEqual(ana.post("/v1/me/ties", {"emails": [
                f"p{hundred}-{i}@example.org" for i in range(1000)]})
                .json["added"], 1000)
        full = ana.post("/v1/me/ties", {"emails": ["q@example.org"]})
        self.assertEqual((full.status, full.code), (409, "conflict"))
        self.assertEqual(self.sql("SELECT count(*) FROM known_people"),
                         [("5000",)])
        for i in range(50):
            self.assertEqual(ana.post("/v1/me/blocks", {
                "email": f"b{i}@example.org"}).status, 200)
        many = ana.post("/v1/me/blocks", {"email": "c@example.org"})
        self.assertEqual((many.status, many.code), (429, "too_many_requests"))
        self.assertLessEqual(int(many.headers["retry-after"]), 86401)
        self.assertEqual(len(ana.get("/v1/me/blocks").json["blocks"]), 50)

    # --- blocks -------------------------------------------------------------

    def test_a_block_inside_a_published_round(self):
        house = self.house
        ana, bo = self.pair()
        house.join("cy@example.org", "Cy", {
            "domain": "arts/musician", "languages": ["en"]})
        id_ = self.intros(bo)[0]["id"]
        asked = self.partner(ana)
        # A letter that waits: it is withdrawn.
        self.sql("INSERT INTO outbox (id, member, kind, key, sealed, "
                 "next_at, expires_at) SELECT gen_random_uuid(), id, "
                 f"'partner_wrote', 'wrote:{id_}:' || id, '', "
                 "clock() + interval '1 hour', clock() + interval '1 day' "
                 "FROM members WHERE name IN ('Ana', 'Bo')")
        made = ana.post("/v1/me/blocks", asked)
        self.assertEqual((made.status, made.json["name"]), (200, "Bo"), made)
        self.assertEqual(ana.post("/v1/me/blocks", asked).json, made.json)
        self.assertEqual(ana.get("/v1/me/blocks").json["blocks"],
                         [made.json])
        nobody = bo.get("/v1/introductions/"
                        "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e").json
        for who in (ana, bo):
            self.assertEqual(self.intros(who), [])
            gone = who.get("/v1/introductions/" + id_)
            self.assertEqual(gone.status, 404)
            for reply in (gone.json, nobody):
                reply.pop("request", None)
            self.assertEqual(gone.json, nobody)
        self.assertEqual(bo.get("/v1/me/blocks").json["blocks"], [])
        self.assertEqual(self.sql(
            "SELECT DISTINCT state, reason FROM outbox "
            "WHERE kind = 'partner_wrote'"), [("dead", "withdrawn")])
        house.let_pass(days=7 * 30)
        runner.wait_for("another round", lambda: self.sql(
            "SELECT count(published_at) > 1 FROM rounds") == [("t",)])
        self.assertEqual(self.sql(
            "SELECT count(*) FROM introduction_members a "
            "JOIN introduction_members b USING (introduction) "
            "JOIN members x ON x.id = a.member AND x.name = 'Ana' "
            "JOIN members y ON y.id = b.member AND y.name = 'Bo'"), [("1",)])

    def test_nobody_else_may_name_a_partner(self):
        ana, bo = self.pair()
        cy = self.house.join("cy@example.org", "Cy")
        asked = self.partner(ana)
        mine = self.partner(bo)
        for who, body in ((cy, asked), (bo, asked),
                          (ana, dict(asked, handle=mine["handle"]))):
            for path, more in (("/v1/me/blocks", {}), ("/v1/reports", {
                    "category": "other", "text": ""})):
                reply = who.post(path, dict(body, **more))
                self.assertEqual((reply.status, reply.json["detail"]),
                                 (404, ""), reply)
        self.assertEqual(self.sql("SELECT count(*) FROM ties"), [("0",)])
        for body in ({}, {"handle": asked["handle"]},
                     dict(asked, email="x@example.org"),
                     {"email": "ana+1@example.org"}):
            self.assertEqual(ana.post("/v1/me/blocks", body).status, 422)

    def test_an_address_ahead_of_time(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        house.join("cy@example.org", "Cy")
        replies = [ana.post("/v1/me/blocks", {"email": address}).json
                   for address in ("cy@example.org", "b.o+x@gmail.com")]
        for reply in replies:
            self.assertEqual({k for k, v in reply.items() if v is None},
                             {"name", "introduction", "handle"})
        self.assertEqual([b["email"] for b in ana.get(
            "/v1/me/blocks").json["blocks"]],
            ["b.o+x@gmail.com", "cy@example.org"])
        # Another way to write it is the same person.
        bo = house.join("bo@googlemail.com", "Bo", {
            "domain": "food/baker", "languages": ["en"]})
        self.assertEqual(self.ties(), [("blocks", "member")] * 2)
        house.run_round()
        self.assertEqual(self.intros(ana), [])

        # Who leaves and comes back is who they were: the blocked …
        erase = ("UPDATE members SET state = 'erased', email_sealed = NULL, "
                 "email_index = NULL WHERE name = '%s'")
        self.sql(erase % "Bo")
        bo = house.join("bo+2@gmail.com", "Bo again", {
            "domain": "food/baker", "languages": ["en"]})
        self.assertEqual(len(self.ties()), 3)
        # … and who blocked, who has their list again, without its words.
        self.sql(erase % "Ana")
        for path in (house.folder / "letters").glob("*.eml"):
            path.unlink()
        ana = house.join("ana@example.org", "Ana again", {
            "domain": "law/judge", "languages": ["en"]})
        house.run_round()
        self.assertEqual(self.intros(ana), [])
        blocks = ana.get("/v1/me/blocks").json["blocks"]
        self.assertEqual([b["email"] for b in blocks], [None, None])

        for block in blocks:
            self.assertEqual(
                ana.delete("/v1/me/blocks/" + block["id"]).status, 204)
        self.assertEqual(bo.delete(
            "/v1/me/blocks/" + block["id"]).status, 404)
        house.run_round()
        self.assertEqual(len(self.intros(ana)), 1)

    def test_hashes_that_are_missing(self):
        """Members from before there were any, or whose address changed."""
        house = self.house
        ana = house.join("ana@example.org", "Ana")
        house.import_people(people_csv(2))
        ana.post("/v1/me/blocks", {"email": "m0001@example.org"})
        self.sql("DELETE FROM ties;"
                 "UPDATE members SET person = NULL WHERE name <> 'Ana'")
        house.let_pass(hours=1)
        runner.wait_for("the tie", lambda: self.ties() == [
            ("blocks", "member")])

    def test_with_the_command_lines(self):
        house = self.house
        home = runner.new_folder()
        def serendip(*words, **more):
            return house.command("serendip", *words, home=home, **more).stdout

        house.import_people(people_csv(1))
        serendip("signup", "--email", "bo@example.org", "--name", "Bo",
                 "--accept-terms", "1", "--of-age",
                 "--set", "domain=law/judge", "--set", "languages=en")
        serendip("signin", "--code", house.code("bo@example.org"))
        self.assertEqual(serendip("ties", "add", "a@x.org", "b@x.org"),
                         "2 added, 0 known before.\n")
        cards = "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nFN:{i}\nPHOTO;ENCODING=b:"
            + "\n ".join(["A" * 70] * 40)
            + f"\nitem1.EMAIL:p{i}@x\n .org\nEND:VCARD\n"
            for i in range(1200))
        sheet = "Notes:\n\nName,E-mail Address\n" + "".join(
            f'"{i}\n",q{i}@x.org\n' for i in range(1200)) + "bad,bad\n"
        for text, found in ((cards, 1200), (sheet, 1200), ("a@x.org\n", 1)):
            got = json.loads(serendip("--json", "ties", "import", "-",
                                      stdin=text))
            self.assertEqual((got["found"], got["added"]),
                             (found, found if found > 1 else 0))
            if text is sheet:
                self.assertEqual([e["line"] for e in got["errors"]], [2404])
        serendip("ties", "remove", "A@x.org")
        self.assertNotIn("a@x.org ", serendip("ties", "list"))

        house.run_round()
        intro = json.loads(serendip("--json", "intros"))["introductions"][0]
        wrong = house.command("serendip", "block", intro["id"], "--partner",
                              "Nobody", home=home, ok=False)
        self.assertEqual(wrong.returncode, 2, wrong)
        serendip("block", intro["id"], "--partner", "Person 0")
        serendip("block", "evil@x.org")
        self.assertIn("evil@x.org", serendip("blocks"))
        # Also after the block.
        serendip("report", intro["id"], "--category", "spam", "--text", "Ads.")
        report = json.loads(serendip("--json", "report", "list"))[
            "reports"][0]["id"]
        serendip("blocks", "remove", json.loads(serendip(
            "--json", "blocks"))["blocks"][0]["id"])

        def ctl(*words):
            return house.command("serendipctl", *words).stdout
        self.assertIn("Person 0", ctl("reports", "list"))
        self.assertIn("    Ads.\n", ctl("reports", "show", report))
        ctl("reports", "decide", report, "dismiss", "--words", "Not ads.")
        self.assertIn("dismissed", serendip("report", "list"))

    def test_z_replies_are_as_documented(self):
        self.assertEqual(client.hold(self.build), "")


if __name__ == "__main__":
    runner.main(People)
