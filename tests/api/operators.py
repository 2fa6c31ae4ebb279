#!/usr/bin/env python3
"""The operator role: who has it uses the operators' routes over TLS, to everybody
else they are nowhere, and what is done by it is known by whom."""
import re

from harness import case, client, runner

PATH = "/v1/operator"


class Operators(case.Pairs):
    def give(self, email, role="operator"):
        done = self.house.operator.put(PATH + "/roles", {
            "email": email, "role": role})
        self.assertEqual((done.status, done.json.get("role")), (200, role),
                         done)
        return done.json["member"]

    def audit(self, action):
        return self.sql("SELECT actor, subject, detail FROM audit "
                        f"WHERE action = '{action}' ORDER BY number")

    def is_nowhere(self, who, path=PATH + "/status", method="GET"):
        """Whether it is answered as what nothing has."""
        told, before = [], len(client.replies)
        for asked in (path, "/v1/nothing"):
            reply = who.request(method, asked)
            told.append((reply.status, reply.code, reply.json["detail"], {
                k: v for k, v in reply.headers.items()
                if k not in ("date", "x-request-id")}))
        del client.replies[before:]  # the document has no such thing
        return told[0] == told[1] and told[0][0] == 404

    def test_who_has_the_role(self):
        ana, bo = self.pair()
        self.assertFalse(ana.get("/v1/me").json["operator"])
        self.assertTrue(self.is_nowhere(ana))
        member = self.give("ANA@example.org")
        self.give("ana@example.org")  # again: no second line
        self.assertEqual(self.audit("role"),
                         [("operator", member, "operator")])
        me = ana.get("/v1/me").json
        self.assertEqual((me["operator"], me["id"]), (True, member))
        self.assertEqual(ana.get(PATH + "/status").json["members"], 2)
        self.assertEqual(ana.get(PATH + "/roles").json["roles"], [
            {"member": member, "name": "Ana", "role": "operator"}])
        self.assertTrue(ana.get("/v1/me/export").json["member"]["operator"])
        round_ = ana.get(PATH + "/rounds").json["rounds"][0]["id"]
        for path in (f"/rounds/{round_}/report", f"/rounds/{round_}/groups",
                     "/mixing", "/letters", "/invitations", "/reports"):
            self.assertEqual(ana.get(PATH + path).status, 200, path)
        self.assertEqual(self.house.simulate(
            [], rounds=1, who=ana)["result"]["members"], 2)
        # The rest of the API is as it was.
        self.assertEqual(ana.get("/v1/pools").status, 200)
        self.refused(ana.delete(PATH + "/status"), 405)
        self.refused(ana.get(PATH + "/status?x=1"), 422)
        for path in ("/healthz", "/readyz", "/metrics", PATH + "/imports"):
            self.assertTrue(self.is_nowhere(ana, path), path)
        self.assertTrue(self.is_nowhere(ana, PATH + "/imports", "POST"))
        self.refused(ana.put(PATH + "/roles", {
            "email": "bo@example.org", "role": "operator"}), 405)
        for who in (bo, self.house.client(), self.house.client("sdp_x")):
            for method, path in (
                    ("GET", "/status"), ("GET", "/roles"), ("PUT", "/roles"),
                    ("GET", "/reports"), ("GET", "/rounds"),
                    ("POST", "/rounds")):
                self.assertTrue(self.is_nowhere(who, PATH + path, method))
        self.give("ana@example.org", "member")
        self.assertTrue(self.is_nowhere(ana))
        self.assertEqual(ana.get("/v1/me").json["operator"], False)
        self.assertEqual(self.audit("role")[-1],
                         ("operator", member, "member"))

    def refused(self, reply, status):
        self.assertEqual(reply.status, status, reply)

    def test_what_giving_it_refuses(self):
        operator = self.house.operator
        for body, status in (
                ({"email": "nobody@example.org", "role": "operator"}, 404),
                ({"member": "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e",
                  "role": "operator"}, 404),
                ({"role": "operator"}, 422),
                ({"email": "a@example.org", "role": "king"}, 422),
                ({"email": "a@example.org", "role": "member", "member":
                  "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e"}, 422)):
            self.refused(operator.put(PATH + "/roles", body), status)
        self.assertEqual(self.audit("role"), [])

    def test_what_it_does_is_known_by_whom(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        house.join("bo@example.org", "Bo")
        member = self.give("ana@example.org")
        actor = "operator:" + member
        key = {"Idempotency-Key": "x"}
        made = ana.post(PATH + "/invitations", {"uses": 2}, headers=key)
        self.assertEqual(made.status, 201, made)
        again = ana.post(PATH + "/invitations", {"uses": 2}, headers=key)
        self.assertEqual(again.json["id"], made.json["id"])
        self.assertIsNone(made.json["by"])
        # A key is that of who asks.
        other = house.operator.post(PATH + "/invitations", {"uses": 2},
                                    headers=key)
        self.assertNotEqual(other.json["id"], made.json["id"])
        self.assertEqual(ana.delete(
            PATH + "/invitations/" + made.json["id"]).status, 204)
        begun = ana.post(PATH + "/rounds", {"pool": "weekly"})
        house.published(begun.json["id"])
        self.assertEqual([self.audit(what)[0][0] for what in (
            "invite", "invitation end", "round run")], [actor] * 3)
        self.assertEqual(self.audit("invite")[1][0], "operator")
        lines = ana.get("/v1/me/export").json["audit"]
        self.assertEqual({line["by"] for line in lines
                          if line["action"] in ("round run", "invite")},
                         {"me"})
        self.assertNotIn("operator:", str(lines))

    def test_a_report_is_not_for_its_parties(self):
        house = self.house
        ana, bo = self.pair()
        eve = house.join("eve@example.org", "Eve")
        report = bo.post("/v1/reports", dict(
            self.partner(bo), category="other", text="About Ana.")).json["id"]
        for address in ("ana", "bo", "eve"):
            self.give(f"{address}@example.org")
        for who in (ana, bo):
            self.assertEqual(who.get(PATH + "/reports").json["reports"], [])
            self.refused(who.get(f"{PATH}/reports/{report}"), 404)
            self.refused(who.post(f"{PATH}/reports/{report}/decision", {
                "action": "dismiss", "words": "x"}), 404)
        self.assertEqual(len(eve.get(PATH + "/reports").json["reports"]), 1)
        one = eve.get(f"{PATH}/reports/{report}").json
        self.assertEqual(one["text"], "About Ana.")
        actor = "operator:" + eve.get("/v1/me").json["id"]
        self.assertEqual(self.audit("report read")[-1][:2], (actor, report))
        self.assertEqual(eve.post(f"{PATH}/reports/{report}/decision", {
            "action": "dismiss", "words": "No."}).status, 204)
        self.assertEqual(self.audit("report decided")[-1][:2],
                         (actor, report))

    def test_suspension_and_erasure_end_it(self):
        house = self.house
        ana, bo = self.pair()
        member = self.give("ana@example.org")
        report = bo.post("/v1/reports", dict(
            self.partner(bo), category="other", text="x")).json["id"]
        decide = f"{PATH}/reports/{report}/decision"
        for action in ("suspend", "reinstate"):
            self.assertEqual(house.operator.post(decide, {
                "action": action, "words": "x"}).status, 204)
            self.assertTrue(self.is_nowhere(ana))
        ana = self.sign_in("ana@example.org")
        self.assertFalse(ana.get("/v1/me").json["operator"])
        self.assertTrue(self.is_nowhere(ana))
        self.assertEqual([line[2] for line in self.audit("role")],
                         ["operator", "member"])
        self.give("ana@example.org")
        self.assertEqual(ana.delete("/v1/me?confirm=" + member).status, 204)
        self.assertTrue(self.is_nowhere(ana))
        self.assertEqual(self.house.operator.get(
            PATH + "/roles").json["roles"], [])
        self.assertEqual(self.audit("role")[-1], ("daemon", member, "member"))

    def sign_in(self, address):
        who, codes = self.house.client(), len(self.house.codes(address))
        attempt = who.post("/v1/signin", {"email": address}).json["attempt"]
        who.token = who.post("/v1/signin/verify", {
            "attempt": attempt,
            "code": self.house.code(address, codes)}).json["token"]
        return who

    def test_commands(self):
        self.pair()
        ctl = lambda *words, **more: self.house.command(
            "serendipctl", *words, **more)
        self.assertEqual(ctl("members", "role", "ana@example.org",
                             "operator").stdout, "Ana: operator\n")
        table = ctl("members", "operators").stdout
        self.assertRegex(table, r"MEMBER\s+NAME\n[0-9a-f-]{36}\s+Ana\n")
        member = re.search(r"[0-9a-f-]{36}", table).group()
        self.assertIn('"member"', ctl("--json", "members", "role", member,
                                      "member").stdout)
        self.assertEqual(ctl("members", "role", "x@example.org", "operator",
                             ok=False).returncode, 1)

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(Operators)
