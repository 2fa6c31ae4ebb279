#!/usr/bin/env python3
"""A member says that two people should meet, and an operator has them introduced:
what it tells, and to whom."""
import json
import threading

from harness import client, runner
from harness.acquaintance import Acquainted
from harness.house import House

WORDS = "Both keep bees-of-the-reason."
POOLS = """
  other:
    require: [differ domain level 1]
"""


class Suggestions(Acquainted):
    def test_from_a_word_to_an_introduction(self):
        made = self.suggest("ana", "bo", "cy", because=WORDS).json
        self.assertEqual((made["state"], made["pool"], made["because"]),
                         ("sent", "weekly", WORDS))
        self.assertEqual([(p["name"], p["email"]) for p in made["people"]],
                         [("Bo", None), ("Cy", None)])
        self.assertEqual({k: made["people"][0][k] for k in (
            "introduction", "handle")}, self.met("ana", "bo"))
        listed = self.house.command(
            "serendipctl", "suggestions", "list").stdout
        self.assertRegex(listed, r"Bo +Cy +weekly +Ana +" + WORDS)
        shown = self.open()
        self.assertEqual([s["id"] for s in shown], [made["id"]])
        self.assertEqual(shown[0]["others"], 0)
        self.assertIsNone(shown[0]["introduced_at"])
        self.assertIn("1 open", self.check()["found"])
        self.assertIn("serendip_suggestions_open 1",
                      self.house.operator.get("/metrics").body)
        before = self.mine("ana")
        done = self.house.command("serendipctl", "--json", "suggestions",
                                  "accept", made["id"], "--reason", "Why not.")
        pair = json.loads(done.stdout)["id"]
        self.assertEqual(self.open(), [])
        self.assertIsNone(self.check())
        self.house.run_round()
        self.assertEqual((self.partners("bo"), self.partners("cy")),
                         (["Cy"], ["Bo"]))
        # What is kept of it names the suggestion, and not whose it is.
        reason = f"suggestion {made['id']}: Why not."
        self.assertEqual(self.sql(
            f"SELECT reason FROM pairs WHERE id = '{pair}'"), [(reason,)])
        audit = self.sql("SELECT actor, action, coalesce(subject::text, ''), "
                         "detail FROM audit WHERE action LIKE '%suggest%' "
                         f"OR subject = '{pair}' ORDER BY number")
        self.assertEqual([line[:3] for line in audit], [
            ("member:" + self.ids["ana"], "people suggested", ""),
            ("operator", "suggestion accepted", made["id"]),
            ("operator", "pair pinned", pair)])
        self.assertTrue(audit[2][3].endswith(reason), audit)
        # Nobody is told: not who suggested it, and not what became of it.
        self.assertEqual(self.mine("ana"), before)
        for name in ("bo", "cy"):
            me = self.who[name]
            for text in (me.get("/v1/me/introductions").body,
                         me.get("/v1/me/export").body,
                         str([letter.as_string() for letter in
                              self.house.letters(f"{name}@example.org")])):
                self.assertNotIn("uggest", text.replace('"suggestions":[]', ""))
                self.assertNotIn("bees", text)
                self.assertNotIn(made["id"], text)
        self.assertNotIn("accepted", str(self.mine("ana")))
        own = self.who["ana"].get("/v1/me/export").json["suggestions"]
        self.assertEqual([(s["id"], s["because"], [p["who"] for p in
                           s["people"]]) for s in own],
                         [(made["id"], WORDS, ["Bo", "Cy"])])

    def check(self, asker=None):
        """What a check-up says of suggestions."""
        checks = (asker or self.house.operator).get(
            "/v1/operator/status").json["checks"]
        return next((c for c in checks if c["name"] == "suggestions"), None)

    def told(self, reply):
        """An answer without what it was told itself."""
        told = json.loads(reply.body)
        for key in ("id", "made_at"):
            del told[key]
        for person in told["people"]:
            person["email"] = person["email"] and "…"
        return (reply.status, told, sorted(reply.headers))

    def test_the_answer_is_the_same_whoever_they_are(self):
        """A member, nobody's, one who is out of the pool, one who blocks the
        other, one who knows them, one who has left, oneself by another's name."""
        self.assertEqual(self.who["cy"].post("/v1/me/blocks", {
            "email": "dee@example.org"}).status, 200)
        self.joins("out", "food/cook")
        self.assertEqual(self.who["out"].delete(
            "/v1/pools/weekly/membership").status, 204)
        self.joins("gone", "food/cook")
        self.assertEqual(self.who["gone"].delete(
            "/v1/me?confirm=" + self.ids["gone"]).status, 204)
        self.allow(6)
        answers = [self.told(self.suggest("ana", "cy", other)) for other in (
            "bo@example.org", "dee@example.org", "nobody@example.org",
            "out@example.org", "gone@example.org")]
        for answer in answers[1:]:
            self.assertEqual(answer, answers[0])
        # That an address is somebody's whom one names besides is not told either.
        self.assertEqual(self.told(self.suggest("ana", "cy", "cy@example.org")),
                         answers[0])
        self.assertEqual(len(self.mine("ana")), 6)
        self.assertEqual({s["state"] for s in self.mine("ana")}, {"sent"})
        self.assertEqual([[m["name"] for m in s["members"]] for s in
                          self.open()], [["Bo", "Cy"]])
        # Whoever comes is there then.
        self.joins("nobody", "building/carpenter")
        self.assertEqual(self.who["out"].put(
            "/v1/pools/weekly/membership", {}).status, 200)
        self.assertEqual(sorted(m["name"] for s in self.open()
                                for m in s["members"]),
                         ["Bo", "Cy", "Cy", "Cy", "Nobody", "Out"])

    def test_two_who_are_one_suggestion(self):
        first = self.suggest("ana", "bo", "cy", because="One.").json
        again = self.suggest("ana", "cy", "bo", because="Two.").json
        self.assertEqual(again, first)
        self.assertEqual(len(self.mine("ana")), 1)
        other = self.suggest("ana", "bo@example.org", "CY+x@example.org").json
        self.assertNotEqual(other["id"], first["id"])
        self.suggest("dee", "Cy@example.org", "bo@example.org")
        shown = self.open()
        self.assertEqual([(s["id"], s["by"]["name"], s["others"], s["because"])
                          for s in shown], [(first["id"], "Ana", 1, "One.")])
        # By the id of any of them, all are decided on.
        self.decide(other["id"], "dismissal", 204)
        self.assertEqual(self.open(), [])
        for how, status in (("dismissal", 404), ("acceptance", 404)):
            self.decide(first["id"], how, status)
        self.assertEqual(self.mine("ana")[-1], first)
        self.assertEqual(self.suggest("ana", "bo", "cy").json, first)
        self.assertEqual(self.open(), [])
        self.assertEqual(self.sql(
            "SELECT state, count(*) FROM suggestions GROUP BY 1"),
            [("dismissed", "3")])
        # Somebody else may say so anew; whoever withdrew it, too.
        gone = self.who["ana"].delete("/v1/me/suggestions/" + first["id"])
        self.assertEqual(gone.status, 204, gone)
        gone = self.who["ana"].delete("/v1/me/suggestions/" + first["id"])
        self.assertEqual((gone.status, gone.json["detail"]), (404, ""))
        new = self.suggest("ana", "bo", "cy").json
        self.assertEqual([s["id"] for s in self.open()], [new["id"]])
        self.assertEqual(self.who["dee"].delete(
            "/v1/me/suggestions/" + new["id"]).status, 404)
        self.assertEqual(self.who["ana"].delete(
            "/v1/me/suggestions/" + new["id"]).status, 204)
        self.assertEqual(self.open(), [])

    def test_what_is_refused(self):
        ana = self.who["ana"]

        def wrong(people, **more):
            reply = ana.post("/v1/me/suggestions", {"people": people, **more})
            self.assertEqual(reply.status, 422, reply)
            return [(e["pointer"], e["code"]) for e in reply.json["errors"]]
        bo, dee = self.met("ana", "bo"), {"email": "dee@example.org"}
        theirs = self.met("bo", "ana")  # that names Ana, to Bo
        self.assertEqual(wrong([bo, {"email": "Ana+me@example.org"}]),
                         [("/people/1", "not_allowed")])
        self.assertEqual(wrong([theirs, dee]), [("/people/0", "not_allowed")])
        self.assertEqual(wrong([{**bo, "handle": theirs["handle"]}, dee]),
                         [("/people/0", "not_allowed")])
        self.assertEqual(wrong([{"handle": bo["handle"]}, {}]),
                         [("/people/0", "missing"), ("/people/1", "missing")])
        self.assertEqual(wrong([bo, bo]), [("/people", "not_allowed")])
        self.assertEqual(wrong([dee, {"email": "DEE+a@example.org"}]),
                         [("/people", "not_allowed")])
        self.assertEqual(wrong([bo]), [("/people", "too_short")])
        self.assertEqual(wrong([bo, dee], pool="other"),
                         [("/pool", "not_allowed")])
        self.assertEqual(wrong([bo, dee], because="x\u202ey"),
                         [("/because", "not_allowed")])
        # Offered is not met, nor is what came to nothing.
        self.house.run_round()
        i = ana.get("/v1/me/introductions").json["introductions"][0]
        new = {"introduction": i["id"], "handle": i["partners"][0]["handle"]}
        self.assertEqual(wrong([new, dee]), [("/people/0", "not_allowed")])
        ana.post(f"/v1/introductions/{i['id']}/response", {"accept": False})
        self.assertEqual(wrong([new, dee]), [("/people/0", "not_allowed")])
        self.assertEqual(self.mine("ana"), [])

    def test_how_many(self):
        for n in range(5):
            self.suggest("ana", "bo", f"p{n}@example.org")
        full = self.suggest("ana", "bo", "p9@example.org", status=429)
        self.assertEqual(full.code, "too_many_requests")
        self.assertTrue(0 < int(full.headers["retry-after"]) <= 7 * 86400)
        self.assertEqual(len(self.mine("ana")), 5)
        # To withdraw gives none back.
        self.who["ana"].delete("/v1/me/suggestions/" + self.mine("ana")[0]["id"])
        self.suggest("ana", "bo", "p9@example.org", status=429)
        self.suggest("dee", "bo@example.org", "cy@example.org")
        self.house.let_pass(days=7)
        self.suggest("ana", "bo", "p9@example.org")
        self.allow(0)
        self.assertEqual(self.suggest(
            "ana", "bo", "p8@example.org", status=403).code, "forbidden")
        self.assertEqual(self.who["ana"].get("/v1/about").json["limits"][
            "suggestions_per_week"], 0)

    def test_pools(self):
        config = self.house.config
        config.write_text(config.read_text() + POOLS)
        self.house.hang_up()
        runner.wait_for("the pool", lambda: self.sql(
            "SELECT 1 FROM pools WHERE name = 'other'"))
        for name in ("ana", "bo"):
            self.assertEqual(self.who[name].put(
                "/v1/pools/other/membership", {}).status, 200)
        missing = self.suggest("ana", "bo", "cy", status=422)
        self.assertEqual(missing.json["errors"][0]["pointer"], "/pool")
        # Cy is not in it, and nothing says so.
        self.assertEqual(self.suggest("ana", "bo", "cy", pool="other")
                         .json["pool"], "other")
        self.assertEqual(self.open(), [])
        self.suggest("ana", "bo", "cy", pool="weekly")
        self.assertEqual([s["pool"] for s in self.open()], ["weekly"])
        self.who["cy"].put("/v1/pools/other/membership", {})
        self.assertEqual([s["pool"] for s in self.open()],
                         ["weekly", "other"])

    def test_a_member_with_the_role_sees_none_of_it(self):
        self.sql("UPDATE members SET is_operator = true WHERE name = 'Dee'")
        dee = self.who["dee"]
        made = self.suggest("dee", "bo@example.org", "cy@example.org").json
        nothing = dee.get("/v1/operator/nothing")
        path = "/v1/operator/suggestions"
        for reply in (dee.get(path),
                      dee.post(f"{path}/{made['id']}/acceptance", {}),
                      dee.post(f"{path}/{made['id']}/dismissal")):
            self.assertEqual((reply.status, reply.code),
                             (nothing.status, nothing.code), reply)
        self.assertIsNotNone(self.check())
        self.assertIsNone(self.check(dee))

    def test_two_daemons(self):
        other = House(self.build, beside=self.house)
        try:
            for _ in range(3):
                made = self.suggest("ana", "bo", "cy").json
                answers = []

                def accept(house, id_=made["id"], answers=answers):
                    operator = client.over_unix(house.folder / "operator.sock")
                    answers.append(operator.post(
                        f"/v1/operator/suggestions/{id_}/acceptance",
                        {}).status)
                threads = [threading.Thread(target=accept, args=(house,))
                           for house in (self.house, other) * 3]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                self.assertEqual(answers.count(201), 1, answers)
                self.assertLessEqual(set(answers), {201, 404, 409})
                self.assertEqual(self.sql(
                    "SELECT count(*) FROM pairs WHERE used_by IS NULL"),
                    [("1",)])
                self.sql("DELETE FROM pairs WHERE used_by IS NULL; "
                         "DELETE FROM suggestions")
        finally:
            other.kill()

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(Suggestions)
