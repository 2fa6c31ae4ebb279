#!/usr/bin/env python3
"""Two accounts of one person become one: what the one that stays has afterwards,
whom it is introduced to, what is refused, and that it happens once. Ana's first
account has met Bo and Cy; her second is new."""
from harness import client, runner
from harness.acquaintance import Acquainted

REASON = "She asked us to."


class MembersMerged(Acquainted):
    def setUp(self):
        super().setUp()
        self.joins("ana2", "law/judge")

    def ctl(self, *words, status=0):
        done = self.house.command("serendipctl", *words, ok=False)
        self.assertEqual(done.returncode, status, done)
        return done

    def merge(self, gone="ana", stays="ana2", status=0, reason=REASON):
        return self.ctl("members", "merge", self.ids.get(gone, gone),
                        self.ids.get(stays, stays), "--reason", reason,
                        status=status)

    def letters(self, name, kind):
        return self.sql(
            "SELECT o.state FROM outbox o LEFT JOIN members m ON m.id = o.member "
            f"WHERE o.kind = '{kind}' AND (m.id = '{self.ids[name]}' OR "
            "o.member IS NULL)")

    def partners(self, name):
        return sorted(p["name"] for i in self.who[name].get(
            "/v1/me/introductions").json["introductions"]
            for p in i["partners"])

    def audited(self):
        return self.sql("SELECT actor, subject, detail FROM audit "
                        "WHERE action = 'merged'")

    def patch(self, name, **what):
        who = self.who[name]
        done = who.patch("/v1/me", what, headers={
            "If-Match": who.get("/v1/me").headers["etag"]})
        self.assertEqual(done.status, 200, done)

    def pin(self, kind, a, b):
        made = self.house.operator.post("/v1/operator/pairs", {
            "kind": kind, "a": self.ids[a], "b": self.ids[b],
            "reason": "Because.",
            **({"pool": "weekly"} if kind == "pin" else {})})
        self.assertEqual(made.status, 201, made)

    # --- what moves --------------------------------------------------------

    def test_nobody_is_met_again(self):
        """By her second account she would meet Bo, Cy or Dee; now Dee alone is
        new, and then nobody."""
        self.assertEqual(self.partners("ana2"), [])
        self.merge()
        self.assertEqual(self.partners("ana2"), ["Bo", "Cy"])
        for name in ("bo", "cy"):  # who have met Dee, meanwhile
            self.assertEqual(self.partners(name), ["Ana2", "Dee"])
        self.house.run_round()
        self.assertEqual(self.partners("ana2"), ["Bo", "Cy", "Dee"])
        last = self.house.run_round()
        self.assertEqual(self.partners("ana2"), ["Bo", "Cy", "Dee"])
        self.assertEqual(self.house.operator.get(
            f"/v1/operator/rounds/{last['id']}/report").json["report"][
                "repeats"], 0)
        self.assertIn(self.ids["ana2"], [
            s["member"]["id"] for s in self.house.groups(last["id"])[1]])
        # Their network counts those who said yes, and each once.
        network = self.who["ana2"].get("/v1/me/diversity").json
        self.assertEqual(sorted(p["name"] for p in network["people"]),
                         ["Bo", "Cy"])

    def test_profile_and_pools(self):
        """What the one that stays says of itself stands; what it has not said,
        and a pool that it is not in, it gets."""
        self.patch("ana", attributes={
            "interests": ["jazz"], "generation": "1970s"})
        self.who["ana"].put("/v1/pools/weekly/membership", {"every": 2})
        self.patch("ana2", attributes={"generation": "1980s"})
        self.who["ana2"].delete("/v1/pools/weekly/membership")
        before = self.who["ana2"].get("/v1/me").json
        self.merge()
        after = self.who["ana2"].get("/v1/me").json
        self.assertEqual(after["attributes"], {
            **before["attributes"], "interests": ["jazz"]})
        self.assertEqual(after["attributes"]["generation"], "1980s")
        self.assertEqual([after[k] for k in ("id", "name", "email")],
                         [before[k] for k in ("id", "name", "email")])
        pool = [p for p in self.who["ana2"].get("/v1/pools").json["pools"]
                if p["name"] == "weekly"][0]
        self.assertEqual((pool["member"], pool["every"]), (True, 2))

    def test_what_operators_and_others_said_of_the_first(self):
        """Who blocked it, was kept from it, or reported it."""
        blocked = self.who["bo"].post("/v1/me/blocks", {
            "email": "ana@example.org"})
        self.assertEqual(blocked.status, 200, blocked)
        self.pin("forbid", "ana", "dee")
        told = self.who["cy"].post("/v1/reports", {
            **self.met("cy", "ana"), "category": "harassment",
            "text": "No."})
        self.assertEqual(told.status, 201, told)
        self.merge()
        pairs = self.house.operator.get("/v1/operator/pairs").json["pairs"]
        self.assertEqual([(p["kind"], sorted(m["id"] for m in p["members"]))
                          for p in pairs],
                         [("forbid", sorted((self.ids["ana2"],
                                             self.ids["dee"])))])
        self.assertEqual(self.sql("SELECT reported FROM reports"),
                         [(self.ids["ana2"],)])
        # Bo, Cy and Dee are kept from her, each for another reason.
        last = self.house.run_round()
        self.assertIn(self.ids["ana2"], [
            s["member"]["id"] for s in self.house.groups(last["id"])[1]])
        # Bo's block is Bo's still, by the address that Bo named.
        (block,) = self.who["bo"].get("/v1/me/blocks").json["blocks"]
        self.assertEqual(block["email"], "ana@example.org")
        self.who["bo"].delete("/v1/me/blocks/" + block["id"])
        self.assertEqual(self.sql("SELECT 1 FROM ties WHERE kind = 'blocks'"),
                         [])

    def test_both_in_one_round(self):
        """Of two introductions of one round she can have one: the other becomes a
        former member's, and whom she met by it she does not meet again."""
        self.joins("eve", "crafts/potter")
        self.pin("pin", "ana", "dee")
        self.pin("pin", "ana2", "eve")
        self.house.run_round()
        self.merge()
        self.assertEqual(self.partners("ana2"), ["Bo", "Cy", "Eve"])
        self.assertEqual(self.partners("dee"), ["Bo", "Cy", "a former member"])
        # It was offered, and is declined, so that Dee can have another.
        offered = self.who["dee"].get("/v1/me/introductions").json[
            "introductions"][0]
        self.assertEqual(offered["state"], "declined")
        last = self.house.run_round()
        self.assertIn(self.ids["ana2"], [
            s["member"]["id"] for s in self.house.groups(last["id"])[1]])

    # --- what is said ------------------------------------------------------

    def test_letter_sessions_and_the_log(self):
        self.patch("ana", language="fr")
        self.merge(reason="Elle l'a demandé !")
        (letter,) = runner.wait_for("the letter", lambda: [
            x for x in self.house.letters("ana@example.org")
            if "deux comptes" in x["Subject"]])
        text = letter.get_body(("plain",)).get_content()
        self.assertIn("Elle l'a demandé\u202f!", text)
        self.assertIn("répondez à cette lettre", text)
        self.assertEqual([x for x in self.house.letters("ana2@example.org")
                          if "account" in x["Subject"]], [])
        self.assertEqual(self.who["ana"].get("/v1/me").status, 401)
        self.assertEqual(self.who["ana2"].get("/v1/me").status, 200)
        self.assertEqual(self.audited(), [
            ("operator", self.ids["ana2"],
             f"{self.ids['ana']}: Elle l'a demandé !")])
        self.ctl("audit", "verify")
        # The address is free: whoever has it can come anew, as somebody else.
        anew = self.house.client()
        before = len(self.house.codes("ana@example.org"))
        attempt = anew.post("/v1/signup", {
            "email": "ana@example.org", "name": "Ana", "attributes": {
                "domain": "law/judge", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}}).json["attempt"]
        anew.token = anew.post("/v1/signin/verify", {
            "attempt": attempt, "code": self.house.code(
                "ana@example.org", before)}).json["token"]
        self.assertNotIn(anew.get("/v1/me").json["id"],
                         (self.ids["ana"], self.ids["ana2"]))
        self.assertEqual(anew.get("/v1/me/introductions").json[
            "introductions"], [])

    # --- what is refused ---------------------------------------------------

    def test_what_is_refused_changes_nothing(self):
        for gone, stays, words in (
                ("ana", "ana", "they are one account"),
                ("ana", "01a20d03-a128-7750-94cc-cd82795881ef",
                 "must be an active member's"),
                ("01a20d03-a128-7750-94cc-cd82795881ef", "ana2",
                 "There is nothing")):
            self.assertIn(words, self.merge(gone, stays, status=1).stderr)
        self.ctl("members", "merge", self.ids["ana"], self.ids["ana2"],
                 status=1)  # no reason
        self.ctl("members", "suspend", self.ids["ana2"], "--reason", "Look.")
        self.assertIn("must be an active member's",
                      self.merge(status=1).stderr)
        self.ctl("members", "role", self.ids["dee"], "operator")
        self.assertIn(self.who["dee"].post(
            f"/v1/operator/members/{self.ids['ana']}/merge",
            {"into": self.ids["bo"], "reason": REASON}).status, (403, 404))
        self.assertEqual(self.partners("ana"), ["Bo", "Cy"])
        self.assertEqual(self.audited(), [])
        # The other way round it may be: what is suspended goes into what is not.
        self.merge("ana2", "ana")
        self.assertEqual(self.partners("ana"), ["Bo", "Cy"])

    def test_it_happens_once(self):
        self.merge()
        before = self.sql("SELECT count(*) FROM audit")
        for gone, stays in (("ana", "ana2"), ("ana2", "ana")):
            self.merge(gone, stays, status=1)
        self.assertEqual(self.sql("SELECT count(*) FROM audit"), before)
        self.assertEqual(len(self.audited()), 1)
        self.assertEqual(self.partners("ana2"), ["Bo", "Cy"])
        self.assertEqual(len(self.letters("ana2", "account_merged")), 1)

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(MembersMerged)
