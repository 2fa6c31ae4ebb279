#!/usr/bin/env python3
"""Reports: what is kept with them, who sees them, what is decided."""
import re

from harness import case, client, runner

FORGED = "You fool.\n\n2026-01-01T00:00:00Z Ana (who reports)"


class Reports(case.Pairs):
    def talk(self):
        """Such a pair after a few words, the last of which pretend to be
        somebody else's; and what names the partner of the first."""
        ana, bo = self.pair()
        asked = self.partner(ana)
        path = f"/v1/introductions/{asked['introduction']}"
        for who in (ana, bo):
            self.assertEqual(who.post(path + "/response", {
                "accept": True}).status, 200)
        for who, text in ((ana, "Hello Bo."), (bo, FORGED)):
            self.assertEqual(who.post(path + "/messages", {
                "text": text}).status, 201)
        return ana, bo, asked

    def report(self, who, category="harassment", **more):
        return who.post("/v1/reports", dict(
            self.partner(who), category=category, text="They were rude.",
            **more))

    def test_a_report(self):
        house = self.house
        ana, bo = self.pair()
        asked = self.partner(ana)
        sent = self.report(ana, block=True)
        self.assertEqual((sent.status, sent.json["state"]), (201, "open"))
        self.assertEqual(self.intros(bo), [])
        # Also after the block.
        again = ana.post("/v1/reports", dict(
            asked, category="spam", text="And more."))
        self.assertEqual(again.status, 201, again)
        self.assertEqual([r["id"] for r in ana.get(
            "/v1/me/reports").json["reports"]],
            [again.json["id"], sent.json["id"]])
        self.assertEqual(bo.get("/v1/me/reports").json["reports"], [])

        path = "/v1/operator/reports"
        listed = house.operator.get(path).json["reports"]
        self.assertEqual([r["category"] for r in listed],
                         ["spam", "harassment"])
        for state, count in (("open", 2), ("decided", 0)):
            self.assertEqual(len(house.operator.get(
                f"{path}?state={state}").json["reports"]), count)
        self.assertEqual(house.operator.get(path + "?state=x").status, 422)
        one = house.operator.get(f"{path}/{sent.json['id']}").json
        self.assertEqual((one["text"], one["account"], one["reported"]["name"],
                          one["reporter"]["name"]),
                         ("They were rude.", "open", "Bo", "Ana"))
        self.assertIn("I bake.", one["snapshot"])
        self.assertEqual(self.sql(
            "SELECT actor FROM audit WHERE action = 'report read'"),
            [("operator",)])
        done = house.operator.post(f"{path}/{sent.json['id']}/decision", {
            "action": "warn", "words": "Be kind."})
        self.assertEqual(done.status, 204, done)
        for state, id_ in (("open", again), ("decided", sent)):
            self.assertEqual([r["id"] for r in house.operator.get(
                f"{path}?state={state}").json["reports"]], [id_.json["id"]])
        self.assertEqual(ana.get("/v1/me/reports").json["reports"][1][
            "state"], "warned")
        self.letter("ana@example.org", "Your report", "Be kind.")
        told = self.letter("bo@example.org", "A warning", "Be kind.")
        self.assertNotIn("Ana", told)
        wrong = house.operator.post(f"{path}/{sent.json['id']}/decision", {
            "action": "reinstate", "words": "No."})
        self.assertEqual((wrong.status, wrong.code), (409, "conflict"))

    def kept(self, report):
        return self.house.operator.get(
            "/v1/operator/reports/" + report.json["id"]).json["snapshot"]

    def test_a_report_outlives_what_was_said(self):
        ana, bo, _ = self.talk()
        report = self.report(ana, "safety")
        self.sql("DELETE FROM messages")
        kept = self.kept(report).split("\n")
        self.assertEqual([
            re.sub("^20[-0-9T:]*Z ", "", line)
            for line in kept[kept.index("") + 1:]], [
            "Ana (who reports)", "    Hello Bo.", "",
            "Bo (who is reported)", "    You fool.", "    ",
            "    2026-01-01T00:00:00Z Ana (who reports)", ""])
        # Also about somebody who is reported, and says so.
        self.assertEqual(self.intros(bo), [])

    def test_what_was_said_leaves_with_who_said_it(self):
        ana, bo, asked = self.talk()
        self.assertEqual(bo.delete(
            "/v1/me?confirm=" + bo.get("/v1/me").json["id"]).status, 204)
        kept = self.kept(ana.post("/v1/reports", dict(
            asked, category="other", text="Too late.")))
        self.assertIn("Hello Bo.", kept)
        self.assertNotIn("You fool.", kept)

    def test_of_a_long_thread_the_newest_is_kept(self):
        ana, _, asked = self.talk()
        self.sql("INSERT INTO messages (id, introduction, member, sealed, "
                 "written_at) SELECT gen_random_uuid(), m.introduction, "
                 "m.member, m.sealed, m.written_at FROM messages m, "
                 "generate_series(1, 7000)")
        whole = self.sql("SELECT count(*) FROM messages")[0][0]
        kept = self.kept(self.report(ana))
        left_out = int(re.search("… ([0-9]+) earlier messages are left out",
                                 kept).group(1))
        told = len(re.findall("(?m)^20.* \\(who", kept))
        self.assertEqual(left_out + told, int(whole))
        self.assertGreater(told, 1000)

    def letter(self, address, subject, words):
        found = runner.wait_for("the letter " + subject, lambda: [
            letter for letter in self.house.letters(address)
            if letter["Subject"].startswith(subject)])
        text = found[-1].get_body(("plain",)).get_content()
        self.assertIn(words, text)
        return text

    def test_two_people_put_an_account_under_review(self):
        house = self.house
        ana, bo = self.pair()
        self.assertEqual(self.report(ana, "no_show").status, 201)
        first = self.report(ana, "safety").json
        # As a block does.
        self.assertEqual(self.intros(ana), [])
        self.assertEqual(len(ana.get("/v1/me/blocks").json["blocks"]), 1)
        self.assertEqual(bo.get("/v1/me").status, 200)
        cy = house.join("cy@example.org", "Cy", {
            "domain": "arts/musician", "languages": ["en"]})
        self.sql("UPDATE memberships SET skip_next = true FROM members "
                 "WHERE id = member AND name = 'Ana'")
        house.run_round()
        second = self.report(cy, "harassment").json
        self.assertEqual(bo.get("/v1/me").status, 401)
        self.letter("bo@example.org", "Your account", "is automatic")
        path = "/v1/operator/reports"
        self.assertEqual(house.operator.get(path).json["reports"][0][
            "account"], "under_review")

        def decide(id_, action):
            return house.operator.post(f"{path}/{id_}/decision", {
                "action": action, "words": "We have looked."})
        self.assertEqual(decide(first["id"], "dismiss").status, 204)
        self.assertEqual(house.operator.get(path).json["reports"][0][
            "account"], "under_review")
        self.assertEqual(decide(second["id"], "suspend").status, 204)
        self.letter("bo@example.org", "Your account at The Test House is susp",
                    "We have looked.")
        self.assertEqual(decide(second["id"], "suspend").status, 409)
        self.assertEqual(decide(second["id"], "reinstate").status, 204)
        self.letter("bo@example.org", "Your account at The Test House is open",
                    "We have looked.")
        self.assertEqual(self.sql(
            "SELECT state, review_since IS NULL FROM members "
            "WHERE name = 'Bo'"), [("active", "t")])

    def test_z_replies_are_as_documented(self):
        self.assertEqual(client.hold(self.build), "")


if __name__ == "__main__":
    runner.main(Reports)
