#!/usr/bin/env python3
"""What ends a suggestion without an operator's word: who leaves, who blocks, an
introduction, the days; and which account it is of when two become one."""
import threading

from harness import client, runner
from harness.acquaintance import Acquainted


class SuggestionsEnd(Acquainted):
    def leaves(self, name):
        gone = self.who[name].delete("/v1/me?confirm=" + self.ids[name])
        self.assertEqual(gone.status, 204, gone)

    def rows(self):
        return self.sql("SELECT state, count(*) FROM suggestions GROUP BY 1")

    def test_whoever_suggested_leaves(self):
        self.suggest("ana", "bo", "cy", because="Quixotic.")
        self.leaves("ana")
        self.assertEqual(self.open(), [])
        for table in ("suggestions", "suggested_people"):
            self.assertEqual(self.sql(f"SELECT count(*) FROM {table}"),
                             [("0",)])

    def test_somebody_met_leaves(self):
        """Ana knows of it: her introduction says so."""
        self.suggest("ana", "bo", "cy")
        self.suggest("ana", "bo@example.org", "cy")
        self.leaves("cy")
        self.assertEqual((self.open(), self.mine("ana"), self.rows()),
                         ([], [], []))
        self.assertEqual(self.who["ana"].post("/v1/me/suggestions", {
            "people": [self.met("ana", "bo"), {"email": "cy@example.org"}],
        }).status, 200)

    def test_whoever_is_named_by_address_leaves(self):
        """Ana does not learn it, and nothing comes of it, not either when they
        come back."""
        self.suggest("ana", "bo", "dee@example.org")
        before = self.mine("ana")
        self.assertEqual(len(self.open()), 1)
        self.leaves("dee")
        self.assertEqual((self.open(), self.rows()), ([], [("gone", "1")]))
        self.assertEqual(self.mine("ana"), before)
        self.house.join("dee+back@example.org", "Dee")
        self.assertEqual(self.open(), [])

    def test_blocks(self):
        """Between the two, and between one of them and whoever suggests it: by
        no answer does Ana learn it."""
        made = self.suggest("ana", "bo", "cy@example.org").json
        self.assertEqual(len(self.open()), 1)
        block = self.who["bo"].post("/v1/me/blocks", {
            "email": "cy@example.org"}).json["id"]
        self.assertEqual(self.open(), [])
        self.decide(made["id"], "acceptance", 404)
        self.assertEqual(self.mine("ana"), [made])
        self.who["bo"].delete("/v1/me/blocks/" + block)
        self.assertEqual(len(self.open()), 1)
        # Cy wants nothing of Ana, and so no partner of her choosing.
        block = self.who["cy"].post("/v1/me/blocks", {
            "email": "ana@example.org"}).json["id"]
        self.assertEqual(self.open(), [])
        self.decide(made["id"], "acceptance", 404)
        self.assertEqual(self.mine("ana"), [made])
        self.who["cy"].delete("/v1/me/blocks/" + block)
        # Whom she does not see any more is nobody she has met.
        bo = self.met("ana", "bo")
        self.who["bo"].post("/v1/me/blocks", {"email": "ana@example.org"})
        refused = self.who["ana"].post("/v1/me/suggestions", {"people": [
            bo, {"email": "dee@example.org"}]})
        self.assertEqual((refused.status, refused.json["errors"][0]["code"]),
                         (422, "not_allowed"))
        self.assertEqual(self.open(), [])

    def test_a_block_at_the_same_moment(self):
        """Of accepting and blocking one is wholly first; the two never meet."""
        for n in range(3):
            made = self.suggest("ana", "bo", "cy").json
            blocked = []

            def block():
                blocked.append(self.who["bo"].post("/v1/me/blocks", {
                    "email": "cy@example.org"}).json["id"])
            thread = threading.Thread(target=block)
            thread.start()
            operator = client.over_unix(self.house.folder / "operator.sock")
            answer = operator.post(
                f"/v1/operator/suggestions/{made['id']}/acceptance", {})
            thread.join()
            self.assertIn(answer.status, (201, 404, 409), answer)
            self.house.run_round()
            self.assertNotEqual(self.partners("bo"), ["Cy"], n)
            self.who["bo"].delete("/v1/me/blocks/" + blocked[0])
            self.sql("DELETE FROM draw_pins; DELETE FROM pairs; "
                     "DELETE FROM suggestions")

    def test_they_meet_by_themselves(self):
        self.suggest("ana", "bo", "cy")
        self.meet("bo", "cy")
        self.assertEqual(self.open(), [])
        # Whoever says so afterwards means: again.
        self.suggest("dee", "bo@example.org", "cy@example.org")
        shown = self.open()
        self.assertEqual([s["by"]["name"] for s in shown], ["Dee"])
        self.assertIsNotNone(shown[0]["introduced_at"])

    def test_a_pin_in_the_way(self):
        made = self.suggest("ana", "bo", "cy").json
        pin = self.house.operator.post("/v1/operator/pairs", {
            "kind": "pin", "a": self.ids["bo"], "b": self.ids["dee"],
            "pool": "weekly", "reason": "First."}).json["id"]
        refused = self.decide(made["id"], "acceptance", 409)
        self.assertIn("pinned in this pool already", refused.json["detail"])
        self.assertEqual(len(self.open()), 1)
        self.assertEqual(self.house.operator.delete(
            "/v1/operator/pairs/" + pin).status, 204)
        key = {"Idempotency-Key": "k" * 22}
        path = f"/v1/operator/suggestions/{made['id']}/acceptance"
        first = self.house.operator.post(path, {}, headers=key)
        self.assertEqual(first.status, 201, first)
        self.assertEqual(self.house.operator.post(
            path, {}, headers=key).json, first.json)
        # What is forbidden is not shown.
        self.suggest("dee", "bo@example.org", "ana@example.org")
        self.assertEqual(len(self.open()), 1)
        self.house.operator.post("/v1/operator/pairs", {
            "kind": "forbid", "a": self.ids["bo"], "b": self.ids["ana"],
            "reason": "No."})
        self.assertEqual(self.open(), [])

    def test_days(self):
        """Whatever became of it, at the same time for all."""
        accepted = self.suggest("ana", "bo", "cy").json
        self.decide(accepted["id"], "acceptance", 201)
        self.suggest("ana", "bo", "dee@example.org")
        self.assertEqual(len(self.mine("ana")), 2)
        # As many days as retention keeps them, but for the last one.
        self.sql("UPDATE suggestions SET made_at = made_at - interval '59 days'")
        self.suggest("dee", "cy@example.org", "bo@example.org")
        self.house.let_pass(days=2)
        self.house.start_anew()
        self.who = {name: self.house.client(them.token)
                    for name, them in self.who.items()}
        runner.wait_for("retention", lambda: self.sql(
            "SELECT 1 FROM audit WHERE action = 'tidied' "
            "AND detail = '2 suggestions'"))
        self.assertEqual((self.mine("ana"), len(self.mine("dee"))), ([], 1))
        self.assertEqual(self.sql("SELECT count(*) FROM suggested_people"),
                         [("2",)])

    def test_two_accounts_become_one(self):
        self.joins("cyrus", "arts/musician")
        self.suggest("ana", "bo", "cy")
        self.suggest("dee", "cy@example.org", "bo@example.org")
        self.suggest("cy", "ana", "dee@example.org")
        merged = self.house.operator.post(
            f"/v1/operator/members/{self.ids['cy']}/merge", {
                "into": self.ids["cyrus"], "reason": "One person."})
        self.assertEqual(merged.status, 204, merged)
        self.assertEqual([(sorted(m["name"] for m in s["members"]),
                           s["by"]["name"], s["others"])
                          for s in self.open()], [
            (["Ana", "Dee"], "Cyrus", 0), (["Bo", "Cyrus"], "Ana", 1)])
        self.assertEqual(len(self.mine("cyrus")), 1)

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(SuggestionsEnd)
