#!/usr/bin/env python3
"""Every route of the API asked by whom it does not belong to: another member,
nobody, an expired session, one that was signed out, who was suspended or is
erased. What is somebody's is answered as what does not exist."""
import datetime
import re
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House
from harness.stream import Stream

NOBODY = "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e"
# Good bodies of routes whose path names something, by the end of the path.
BODIES = {
    "response": {"accept": True}, "outcome": {"met": "yes"},
    "meeting": {"starts_at": None}, "answer": {"accept": True},
    "messages": {"text": "hello"}, "membership": {},
    "decision": {"action": "warn", "words": "x"}}
# Of which every reply has its own, or, by the end of its connection, which takes a
# thousand requests.
OWN_HEADERS = {"x-request-id", "date", "connection"}


class Strangers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, cluster=Cluster(NO_SYNC))
        cls.guest = cls.house.client()
        cls.ana = cls.house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        cls.bo = cls.house.join("bo@example.org", "Bo")
        cls.round = cls.house.run_round()["id"]
        cls.things()
        # Others come once Ana and Bo have met.
        cls.eve = cls.house.join("eve@example.org", "Eve", {
            "domain": "food/baker", "languages": ["en"]})
        cls.kim = cls.house.join("kim@example.org", "Kim", {
            "domain": "arts/musician", "languages": ["en"]})
        cls.out = cls.house.join("out@example.org", "Out")
        assert cls.out.delete("/v1/session").status == 204
        cls.erased = cls.house.join("era@example.org", "Era")
        assert cls.erased.delete("/v1/me?confirm=" + cls.erased.get(
            "/v1/me").json["id"]).status == 204
        cls.suspended = cls.house.join("sus@example.org", "Sus")
        cls.house.cluster.sql(
            "UPDATE serendip.members SET state = 'suspended' "
            "WHERE name = 'Sus'", cls.house.database)
        cls.operations = [
            (path, method.upper(), operation)
            for path, item in cls.guest.get(
                "/v1/openapi.json").json["paths"].items()
            for method, operation in item.items()]

    @classmethod
    def things(cls):
        """One of everything that a path can name, all of it Ana's."""
        ana, operator = cls.ana, cls.house.operator
        intro = ana.get("/v1/me/introductions").json["introductions"][0]
        cls.about = {"introduction": intro["id"],
                     "handle": intro["partners"][0]["handle"]}
        path = "/v1/introductions/" + intro["id"]
        hour = (datetime.datetime.now(datetime.timezone.utc)
                + datetime.timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:00Z")
        BODIES["meeting"]["starts_at"] = hour
        said = [ana.post(path + "/response", {"accept": True}),
                cls.bo.post(path + "/response", {"accept": True}),
                ana.post(path + "/messages", {"text": "between us"}),
                cls.bo.put(path + "/meeting", {"starts_at": hour})]
        assert all(r.status in (200, 201) for r in said), said
        feed = ana.post("/v1/me/calendar").json["token"]
        cls.token = {"/v1/me/calendar.ics": feed}
        for address in ("x@example.org", "y@example.org", "z@example.org"):
            ana.post("/v1/me/ties", {"emails": [address]})
        cls.ids = {
            "introduction": intro["id"],
            "tie": ana.get("/v1/me/ties").json["ties"][0]["id"],
            "block": ana.post("/v1/me/blocks",
                              {"email": "w@example.org"}).json["id"],
            "suggestion": ana.post("/v1/me/suggestions", {"people": [
                {"email": "u@example.org"}, {"email": "v@example.org"}],
            }).json["id"],
            "invitation": ana.post("/v1/me/invitations", {}).json["id"],
            "report": ana.post("/v1/reports", dict(
                cls.about, category="other", text="hm")).json["id"],
            "member": ana.get("/v1/me").json["id"],
            "pair": operator.post("/v1/operator/pairs", {
                "kind": "forbid", "reason": "because", "a": "ana@example.org",
                "b": "bo@example.org"}).json["id"],
            "export": operator.post("/v1/operator/exports", {}).json["id"],
            "file": "members", "experiment": NOBODY, "webhook": "none",
            "import": operator.post("/v1/operator/imports", {}).json["id"],
            "round": cls.round,
            "simulation": cls.house.simulate([], rounds=1)["id"],
            "session": ana.get("/v1/me/sessions").json["sessions"][0]["id"]}

    # --- asking -------------------------------------------------------------

    def path(self, path, real):
        """With Ana's ids in it, or with nobody's."""
        def fill(found):
            name = found.group(1)
            if name in ("pool", "attribute"):  # which are everybody's
                return {"pool": "weekly", "attribute": "domain"}[name]
            # A new kind of thing needs one of Ana's in things().
            return self.ids[name] if real else NOBODY
        return re.sub(r"\{(\w+)\}", fill, path)

    def ask(self, who, method, path, body=None, headers=None):
        """What an answer tells."""
        reply = who.request(method, path, body, headers)
        told = dict(reply.json) if isinstance(reply.json, dict) else reply.body
        if isinstance(told, dict):
            told.pop("request", None)
        return (reply.status, told, {
            k: v for k, v in reply.headers.items() if k not in OWN_HEADERS})

    def body(self, path, method):
        return (BODIES.get(path.rsplit("/", 1)[1])
                if method in ("POST", "PUT", "PATCH") else None)

    def methods(self, method):
        return [method, "HEAD"] if method == "GET" else [method]

    def belongs(self):
        """All that Ana can see of her own."""
        intro = "/v1/introductions/" + self.ids["introduction"]
        return [self.ana.get(path).json for path in (
            "/v1/me", "/v1/me/letters", "/v1/pools", "/v1/me/introductions",
            intro, intro + "/messages", "/v1/me/rounds", "/v1/me/ties",
            "/v1/me/blocks", "/v1/me/suggestions", "/v1/me/invitations",
            "/v1/me/reports")] + [
            self.bo.get(intro).json]

    # --- another member -----------------------------------------------------

    def test_another_member_s_ids_are_ids_of_nothing(self):
        before, count = self.belongs(), 0
        for path, method, operation in self.operations:
            if (not operation["security"] or "{" not in path
                    or not re.search(r"\{(?!pool|attribute)", path)):
                continue
            for how in self.methods(method):
                # Bodies that are good, and none, and wrong ones: whichever is
                # looked at first, it is the same for both.
                for body in (self.body(path, method), None, {"x": 1}):
                    with self.subTest(f"{how} {path} {body}"):
                        real, none = (self.ask(
                            self.eve, how, self.path(path, real), body)
                            for real in (True, False))
                        self.assertEqual(real, none)
                        if body == self.body(path, method):
                            self.assertEqual(real[0], 404, real)
                            if how != "HEAD":
                                self.assertEqual(real[1]["code"], "not_found")
                        self.assertNotIn("Ana", str(real))
                    count += 1
        self.assertGreater(count, 30)
        self.assertEqual(self.belongs(), before)

    def test_ids_in_bodies(self):
        """Blocks and reports name an introduction and a handle."""
        self.house.run_round()
        mine = self.eve.get("/v1/me/introductions").json["introductions"][0]
        own = {"introduction": mine["id"],
               "handle": mine["partners"][0]["handle"]}
        nobody = {"introduction": NOBODY, "handle": NOBODY}
        for path, more in (("/v1/me/blocks", {}), ("/v1/reports", {
                "category": "safety", "text": "x", "block": True})):
            for theirs, none in (
                    (self.about, nobody),
                    (dict(own, handle=self.about["handle"]),
                     dict(own, handle=NOBODY)),
                    (dict(self.about, handle=own["handle"]),
                     dict(nobody, handle=own["handle"]))):
                with self.subTest(path, body=theirs):
                    real, none = (self.ask(self.eve, "POST", path,
                                           dict(body, **more))
                                  for body in (theirs, none))
                    self.assertEqual(real, none)
                    self.assertIn(real[0], (404, 422), real)
        self.assertEqual(self.eve.get("/v1/me/blocks").json["blocks"], [])
        self.assertEqual(self.eve.get("/v1/me/reports").json["reports"], [])

    def test_lists_are_one_s_own_behind_any_cursor(self):
        page = self.ana.get("/v1/me/ties?limit=1").json
        got = self.eve.get("/v1/me/ties?cursor=" + page["next"])
        self.assertEqual((got.status, got.json["ties"]), (200, []))
        for path in ("/v1/me/introductions", "/v1/me/rounds", "/v1/me/ties",
                     "/v1/me/blocks", "/v1/me/invitations", "/v1/me/reports"):
            text = self.kim.get(path).body
            for name, id_ in self.ids.items():
                if name != "round":
                    self.assertNotIn(id_, text, path)

    def test_a_key_of_one_is_not_that_of_another(self):
        """Idempotency-Key: nobody gets what somebody else was answered."""
        key = {"Idempotency-Key": "one and the same key of them"}
        first = self.ana.post("/v1/me/blocks", {"email": "q@example.org"},
                              headers=key)
        other = self.eve.post("/v1/me/blocks", {"email": "q@example.org"},
                              headers=key)
        self.assertEqual((first.status, other.status), (200, 200))
        self.assertNotEqual(first.json["id"], other.json["id"])
        self.assertNotIn("idempotency-replayed", other.headers)
        for who, reply in ((self.ana, first), (self.eve, other)):
            who.delete("/v1/me/blocks/" + reply.json["id"])

    def test_events_are_one_s_own(self):
        """Also from the beginning on: up to the end of a round, which is told
        to everybody, there is nothing of Ana's."""
        stream = Stream(self.house, self.kim.token, after="0-0")
        path = "/v1/introductions/" + self.ids["introduction"]
        self.assertEqual(self.ana.post(path + "/messages", {
            "text": "still between us"}).status, 201)
        round_ = self.house.run_round()["id"]
        seen = []
        while not (seen and seen[-1][0] == "round"
                   and seen[-1][1]["round"] == round_
                   and seen[-1][1]["state"] == "published"):
            seen.append(stream.next())
        stream.cut()
        self.assertNotIn(self.ids["introduction"], str(seen))
        self.assertNotIn("between us", str(seen))

    # --- tokens -------------------------------------------------------------

    def test_secrets_in_addresses(self):
        """Tokens of feeds and letters: a wrong one is one of nothing."""
        good = self.token["/v1/me/calendar.ics"]
        path = "/v1/me/calendar.ics?token="
        self.assertEqual(self.guest.get(path + good).status, 200)
        wrong = good[:-2] + ("AA" if good[-2:] != "AA" else "BB")
        answers = [self.ask(self.guest, "GET", path + token) for token in (
            wrong, good.swapcase(), self.ana.token, "x" * len(good))]
        for answer in answers:
            self.assertEqual(answer, answers[0])
            self.assertEqual(answer[0], 404)
        for who in (self.guest, self.eve):
            # A session is no calendar, nor the reverse.
            self.assertEqual(who.request("GET", "/v1/me", headers={
                "Authorization": "Bearer " + good}).status, 401)

    # --- the operators' routes ---------------------------------------------

    def test_operators_routes_are_nowhere(self):
        count = 0
        for path, method, operation in self.operations:
            if operation.get("x-listener") != "operator":
                continue
            count += 1
            for who in (self.guest, self.eve, self.ana):
                answers = [self.ask(who, method, p, self.body(path, method))
                           for p in (self.path(path, True),
                                     self.path(path, False), "/v1/nothing")]
                with self.subTest(f"{method} {path}"):
                    for answer in answers:
                        self.assertEqual(answer[0], 404, answer)
                        self.assertEqual(answer, answers[0])
        self.assertGreater(count, 15)

    # --- no session, or one of the past -------------------------------------

    def test_z_no_session(self):
        """Last, since two weeks pass: all sessions end by then."""
        expired = self.eve.token
        self.house.let_pass(days=15)
        tokens = {"none": None, "expired": expired,
                  "made up": expired[:4] + "A" * (len(expired) - 4),
                  "signed out": self.out.token,
                  "erased": self.erased.token,
                  "suspended": self.suspended.token}
        count = 0
        for path, method, operation in self.operations:
            if not operation["security"]:
                continue
            for how in self.methods(method):
                answers = {}
                for name, token in tokens.items():
                    headers = {"Authorization": "Bearer " + token} if (
                        token) else {}
                    for real in (True, False):
                        answers[name, real] = self.ask(
                            self.guest, how, self.path(path, real),
                            self.body(path, method), headers)
                        count += 1
                with self.subTest(f"{how} {path}"):
                    for (name, real), answer in answers.items():
                        self.assertEqual(answer[0], 401, (name, answer))
                        # Which of them it was is nobody's business.
                        like = "none" if name == "none" else "made up"
                        self.assertEqual(answer, answers[like, False], name)
        self.assertGreater(count, 300)


if __name__ == "__main__":
    runner.main(Strangers)
