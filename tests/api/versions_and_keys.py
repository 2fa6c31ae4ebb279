#!/usr/bin/env python3
"""Versions against changes that cross, keys against what is asked twice; and a
body's faults all in one answer."""
from harness import operations, runner


class VersionsAndKeys(operations.Case):
    def test_versions(self):
        dee = self.house.join("dee@example.org", "Dee")
        self.refused(dee.patch("/v1/me", {"name": "X"}), 428,
                     "precondition_required")
        tag = dee.get("/v1/me").headers["etag"]
        for other in ("x", '""', '"0"', "1", "W/" + tag, '"999"', '"-1"',
                      '"1', '"1"x', '"99999999999999999999"'):
            self.refused(dee.patch("/v1/me", {"name": "X"},
                                   headers={"If-Match": other}), 412,
                         "changed_meanwhile")
        self.assertEqual(dee.get("/v1/me").json["name"], "Dee")
        done = dee.patch("/v1/me", {"name": "X"}, headers={"If-Match": tag})
        self.assertEqual((done.status, done.json["name"]), (200, "X"))
        self.assertEqual(dee.get("/v1/me").headers["etag"],
                         done.headers["etag"])
        for path in ("/v1/about", "/v1/openapi.json"):
            got = self.guest.get(path)
            again = self.guest.get(path, keep=False, headers={
                "If-None-Match": got.headers["etag"]})
            self.assertEqual((again.status, again.body), (304, ""))
            self.assertEqual(again.headers["etag"], got.headers["etag"])
            self.assertEqual(self.guest.get(path, headers={
                "If-None-Match": '"other"'}).status, 200)

    def test_idempotency_keys(self):
        intro = self.ana.get("/v1/me/introductions").json["introductions"][0]
        two = [row[0] for row in self.house.sql(
            "SELECT id FROM members ORDER BY id LIMIT 2")]
        asked = [(self.ana, "/v1/reports", {
                     "introduction": intro["id"], "category": "other",
                     "handle": intro["partners"][0]["handle"], "text": ""}),
                 (self.guest, "/v1/signin", {"email": "ana@example.org"}),
                 (self.ana, "/v1/me/invitations", {"email": "x@example.org"}),
                 (self.ana, "/v1/me/calendar", None),
                 (self.operator, "/v1/operator/invitations",
                  {"pool": "weekly"}),
                 (self.operator, "/v1/operator/imports", {"pool": "weekly"}),
                 (self.operator, "/v1/operator/pairs", {
                     "reason": "because", "kind": "forbid",
                     "a": two[0], "b": two[1]}),
                 (self.operator, "/v1/operator/exports", {
                     "reason": "because"}),
                 (self.operator, "/v1/operator/simulations", {
                     "pool": "weekly", "require": [], "prefer": [],
                     "rounds": 1}),
                 (self.operator, "/v1/operator/rounds", {"pool": "weekly"})]
        documented = {p for p, _, o in self.operations
                      if any(x.get("$ref", "").endswith("/IdempotencyKey")
                             for x in o.get("parameters", []))}
        self.assertEqual(documented, {p for _, p, _ in asked} | {
            "/v1/signup",
            "/v1/operator/suggestions/{suggestion}/acceptance",
            # story.suggestions_end, story.thread
            "/v1/introductions/{introduction}/messages"})
        for asker, path, body in asked:
            key = {"Idempotency-Key": "key-1" * 5}
            letters = len(self.house.letters())
            first = asker.post(path, body, headers=key)
            self.assertNotIn("idempotency-replayed", first.headers)
            again = asker.post(path, body, headers=key)
            self.assertEqual((again.status, again.body),
                             (first.status, first.body))
            self.assertEqual(again.headers["idempotency-replayed"], "true")
            if body:
                other = dict(body, **{next(iter(body)): "monthly@example.org"})
                self.refused(asker.post(path, other, headers=key), 409,
                             "repeated")
            if path.endswith("/pairs"):  # once
                self.operator.delete(f"{path}/{first.json['id']}")
            if path.endswith("/simulations"):  # one at a time
                self.house.simulated(first.json["id"])
            if path.endswith("/rounds"):  # likewise
                self.house.published(first.json["id"])
            new = asker.post(path, body, headers={"Idempotency-Key": "key-2" * 5})
            self.assertEqual(new.status, first.status)
            self.assertNotEqual(new.body, first.body)
            for bad in ("", "x" * 256):
                self.refused(asker.post(path, body, headers={
                    "Idempotency-Key": bad}), 400, "bad_request")
            if path == "/v1/signin":  # two keys, two letters
                runner.wait_for("letters", lambda: len(
                    self.house.letters()) >= letters + 2)
        # A refusal is not kept: the right body may come under the same key.
        key = {"Idempotency-Key": "key-3" * 5}
        self.refused(self.guest.post("/v1/signin", {}, headers=key), 422,
                     "invalid_body")
        self.assertEqual(self.guest.post("/v1/signin", {
            "email": "ana@example.org"}, headers=key).status, 202)
        for round_ in self.operator.get("/v1/operator/rounds").json["rounds"]:
            if round_["state"] == "open":
                self.house.published(round_["id"])

    # --- everything at once -------------------------------------------------

    def test_all_that_is_wrong_with_a_profile(self):
        """Shape and meaning in one answer, and each field once."""
        def places(reply):
            return sorted(e["pointer"] for e in reply.json["errors"])

        wrong = self.guest.post("/v1/signup", {
            "email": "nobody", "name": 7, "language": "xx", "zone": "Mars",
            "pitch": "x" * 601, "colour": 1,
            "consent": {"terms_version": "0"},
            "attributes": {"domain": "flea tamer", "free": ["never"],
                           "generation": 3, "interests": ["", "a"]}})
        self.refused(wrong, 422, "invalid_body")
        self.assertEqual(places(wrong), sorted([
            "/email", "/name", "/language", "/zone", "/pitch", "/colour",
            "/consent/terms_version", "/consent/of_age", "/attributes/domain",
            "/attributes/languages", "/attributes/free",
            "/attributes/generation", "/attributes/interests/0"]))
        wrong = self.guest.post("/v1/signup", {"attributes": [1]})
        self.assertEqual(places(wrong), [
            "/attributes", "/consent", "/email", "/name"])
        etag = self.ana.get("/v1/me").headers["etag"]
        for headers in ({}, {"If-Match": etag}):
            wrong = self.ana.patch("/v1/me", {
                "language": "xx", "zone": "Mars", "name": "x\u202e",
                "attributes": {"domain": None, "languages": ["klingon"],
                               "generation": {}}}, headers=headers)
            self.refused(wrong, 422, "invalid_body")
            self.assertEqual(places(wrong), sorted([
                "/language", "/zone", "/name", "/attributes/domain",
                "/attributes/languages", "/attributes/generation"]))


if __name__ == "__main__":
    runner.main(VersionsAndKeys)
