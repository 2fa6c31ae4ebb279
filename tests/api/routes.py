#!/usr/bin/env python3
"""Every route of the API asked once at least, and the conventions that hold on
all of them: who may ask, methods, ids, versions, keys, pages, headers."""
import datetime
import re
import unittest

from harness import client, runner
from harness.stream import Stream
from harness.house import House, people_csv

NOBODY = "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e"
CSV = {"content_type": "text/csv"}
# Bodies of routes that want one, by the end of their paths.
GOOD = {"decision": b'{"action":"warn","words":"x"}',
        "response": b'{"accept": true}', "outcome": b'{"met": "yes"}',
        "meeting": b'{"starts_at": "2027-03-01T10:00:00Z"}',
        "answer": b'{"accept": true}', "messages": b'{"text": "hello"}'}
SECURITY = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}


class Routes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build)
        cls.house.import_people(people_csv(9))
        cls.operator = cls.house.operator
        cls.ana = cls.house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        cls.guest = cls.house.client()
        for _ in range(2):  # lists have pages
            cls.ana.post("/v1/me/invitations", {})
        document = cls.guest.get("/v1/openapi.json").json
        cls.operations = [
            (path, method.upper(), operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()]
        # Likewise.
        cls.rounds = [cls.house.run_round()["id"] for _ in range(2)]

    def refused(self, reply, status, code):
        self.assertEqual((reply.status, reply.code), (status, code), reply)
        self.assertEqual(reply.headers["content-type"],
                         "application/problem+json")
        self.assertEqual(reply.json["type"], "urn:serendip:problem:" + code)
        self.assertEqual(reply.json["request"], reply.headers["x-request-id"])
        self.assertEqual(reply.json["status"], status)
        self.assertTrue(reply.json["title"])
        return reply

    def fill(self, path):
        """The path with ids of nobody's, or of the one pool."""
        return re.sub(r"\{\w+\}", NOBODY, path.replace("{pool}", "weekly"))

    def asker(self, operation):
        return (self.operator if operation.get("x-listener") == "operator"
                else self.ana)

    # --- every route --------------------------------------------------------

    def test_every_route_answers_as_it_should(self):
        house, ana, operator = self.house, self.ana, self.operator
        bo = house.join("bo@example.org", "Bo")  # signup, signin/verify
        about = self.guest.get("/v1/about").json
        self.assertEqual(about["name"], "The Test House")
        self.assertEqual(about["terms_url"],
                         "https://example.org/terms?version=1")
        self.assertEqual(self.guest.get(
            "/v1/vocabularies/languages?q=fra").json["words"][0]["word"], "fr")
        self.assertEqual(self.guest.post(
            "/v1/signin", {"email": "bo@example.org"}).status, 202)
        me = ana.get("/v1/me")
        self.assertEqual(ana.patch(
            "/v1/me", {"pitch": "I judge."},
            headers={"If-Match": me.headers["etag"]}).status, 200)
        self.assertEqual(ana.put("/v1/me/consent", {
            "terms_version": "1", "of_age": True}).status, 200)
        made = ana.post("/v1/me/invitations", {"email": "dora@example.org"})
        listed = ana.get("/v1/me/invitations").json["invitations"]
        self.assertIn(made.json["id"], [i["id"] for i in listed])
        self.assertEqual(ana.delete(
            "/v1/me/invitations/" + made.json["id"]).status, 204)
        letter = runner.wait_for(
            "the invitation", lambda: house.letters("dora@example.org"))[0]
        self.assertEqual(self.guest.post("/v1/invitations/refusals", {
            "token": re.search(r"sdr_[\w-]+", letter.get_body(
                ("plain",)).get_content()).group()}).status, 204)
        self.assertEqual(ana.patch(
            "/v1/me/letters", {"weekly_max": 100}).json,
            ana.get("/v1/me/letters").json)
        letter = runner.wait_for(
            "an introduction", lambda: [
                found for found in house.letters("ana@example.org")
                if found["List-Unsubscribe"]])[0]
        link = letter["List-Unsubscribe"].strip("<>").removeprefix(
            "https://localhost")
        self.assertEqual(self.guest.get(link).status, 200)
        self.assertEqual(self.guest.post(
            link, raw=b"List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded").status, 200)
        self.assertEqual(ana.get("/v1/pools").status, 200)
        joined = bo.put("/v1/pools/weekly/membership", {"skip_next": True})
        self.assertTrue(joined.json["skip_next"], joined)
        self.assertIsNone(bo.put("/v1/me/pause", {}).json["pause"]["until"])
        self.assertIsNone(bo.delete("/v1/me/pause").json["pause"])
        self.assertEqual(bo.delete("/v1/pools/weekly/membership").status, 204)
        intros = ana.get("/v1/me/introductions").json["introductions"]
        self.assertEqual(len(intros), 2)
        self.assertEqual(
            ana.get("/v1/introductions/" + intros[0]["id"]).json, intros[0])
        path = "/v1/introductions/" + intros[0]["id"]
        hour = (datetime.datetime.now(datetime.timezone.utc)
                + datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:00Z")
        self.assertEqual(ana.put(path + "/meeting", {
            "starts_at": hour}).json["meeting"]["state"], "proposed")
        self.house.cluster.sql(
            "UPDATE serendip.meetings m SET by = s.member "
            "FROM serendip.introduction_members s "
            "WHERE s.introduction = m.introduction AND s.member <> "
            f"'{me.json['id']}'", self.house.database)
        self.assertEqual(ana.post(path + "/meeting/answer", {
            "accept": True}).json["meeting"]["answer"], "yes")
        self.assertIn("VEVENT", ana.get(path + "/calendar.ics").body)
        self.assertEqual(ana.delete(path + "/meeting").status, 204)
        feed = ana.post("/v1/me/calendar").json
        self.assertIn("CANCELLED", self.guest.get(
            "/v1/me/calendar.ics?token=" + feed["token"]).body)
        self.assertEqual(ana.delete("/v1/me/calendar").status, 204)
        self.assertEqual(ana.post(
            path + "/response", {"accept": True}).json["answer"], "accepted")
        self.house.cluster.sql(
            "UPDATE serendip.introduction_members SET response = 'accepted', "
            "answered_at = now() WHERE introduction = "
            f"'{intros[0]['id']}'; UPDATE serendip.introductions SET "
            "state = 'accepted', accepted_at = now(), "
            "outcome_until = now() + interval '9 days' "
            f"WHERE id = '{intros[0]['id']}'", self.house.database)
        self.assertEqual(ana.post(path + "/outcome", {
            "met": "yes", "rating": 5}).json["state"], "met")
        said = ana.post(path + "/messages", {"text": "shall we?"})
        self.assertEqual(ana.get(path + "/messages").json["messages"],
                         [said.json])
        self.assertEqual(ana.put(path + "/read").status, 204)
        stream = Stream(self.house, ana.token)
        self.assertEqual(stream.next("hello")[0], "hello")
        client.replies.append({
            "method": "GET", "path": "/v1/events", "status": 200, "body": ":\n\n",
            "content_type": "text/event-stream", "headers": {
                "x-request-id": "x" * 22}})
        stream.cut()
        self.assertIsNone(ana.post("/v1/me/back").json["rest_since"])
        self.assertEqual(len(ana.get("/v1/me/rounds").json["rounds"]), 2)
        self.assertEqual(ana.get("/v1/me/diversity").json["own"], "law")
        self.people_and_reports(ana, operator, intros[0])
        self.assertEqual(bo.delete("/v1/session").status, 204)
        self.my_data()

        self.assertEqual(operator.get("/healthz").json["status"], "ok")
        self.assertEqual(operator.get("/readyz").json["status"], "ok")
        self.assertIn("# TYPE", operator.get("/metrics").body)
        status = operator.get("/v1/operator/status").json
        self.assertEqual(status["pools"][0]["last_round"]["id"],
                         self.rounds[1])
        made = operator.post("/v1/operator/invitations", {"uses": 3}).json
        self.assertIn(made["id"], [i["id"] for i in operator.get(
            "/v1/operator/invitations").json["invitations"]])
        self.assertEqual(operator.delete(
            "/v1/operator/invitations/" + made["id"]).status, 204)
        begun = operator.post("/v1/operator/imports", {"pool": "weekly"})
        path = "/v1/operator/imports/" + begun.json["id"]
        self.assertEqual(operator.post(
            path + "/members", raw=b"id,name\nzed,Zed\n", **CSV).json["good"],
            1)
        self.assertEqual(operator.post(
            path + "/ties", raw=b"a,b,kind\nzed,m0001,knows\n",
            **CSV).json["good"], 1)
        done = operator.post(path + "/commit", {}).json
        self.assertEqual(done, {"members_added": 1, "members_changed": 0,
                                "ties_added": 1, "skipped": 0})
        other = operator.post("/v1/operator/imports", {}).json["id"]
        self.assertEqual(operator.delete(
            "/v1/operator/imports/" + other).status, 204)
        first = self.rounds[0]
        self.assertIn(first, [r["id"] for r in operator.get(
            "/v1/operator/rounds?pool=weekly").json["rounds"]])
        self.assertIn(operator.get(f"/v1/operator/rounds/{first}").json[
            "state"], ("published", "closed"))
        self.assertEqual(len(operator.get(
            f"/v1/operator/rounds/{first}/groups").json["groups"]), 5)

        asked = {(r["method"], r["path"], r["status"])
                 for r in client.replies}
        for path, method, operation in self.operations:
            good = int(min(operation["responses"]))
            shape = re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$")
            self.assertTrue(
                any(m == method and s == good and shape.match(p)
                    for m, p, s in asked),
                f"{method} {path} was never answered with {good}")

    def my_data(self):
        """Sessions, address, export and erasure of somebody else."""
        house = self.house
        eve = house.join("eve@example.org", "Eve")
        sessions = eve.get("/v1/me/sessions").json["sessions"]
        self.assertEqual(eve.delete("/v1/me/sessions").status, 204)
        self.assertEqual(eve.get("/v1/me/export").json["sessions"][0]["id"],
                         sessions[0]["id"])
        self.assertEqual(eve.post("/v1/me/email", {
            "email": "eva@example.org"}).status, 200)
        self.assertEqual(eve.post("/v1/me/email/confirmation", {
            "code": house.code("eva@example.org")}).json, eve.get(
                "/v1/me/email").json)
        self.assertEqual(eve.delete("/v1/me/email").status, 204)
        eve.post("/v1/me/email", {"email": "evi@example.org"})
        letter = runner.wait_for("letters to the address before", lambda: [
            x for x in house.letters("eve@example.org")
            if "another address" in x["Subject"]][1:])[0]
        self.assertEqual(self.guest.post("/v1/email/objections", {
            "token": re.search(r"sdo_[\w-]+", letter.get_body(
                ("plain",)).get_content()).group()}).status, 204)
        for address in ("eve", "eli"):
            dan = house.join(f"{address}2@example.org", "Dan")
            me = dan.get("/v1/me").json["id"]
            if address == "eve":
                self.assertEqual(dan.delete("/v1/me/sessions/" + dan.get(
                    "/v1/me/sessions").json["sessions"][0]["id"]).status, 204)
            else:
                self.assertEqual(
                    dan.delete("/v1/me?confirm=" + me).status, 204)

    def people_and_reports(self, ana, operator, intro):
        for address in ("x@example.org", "y@example.org", "z@example.org"):
            self.assertEqual(ana.post("/v1/me/ties", {
                "emails": [address]}).json["added"], 1)
        tie = ana.get("/v1/me/ties").json["ties"][0]
        self.assertEqual(ana.delete("/v1/me/ties/" + tie["id"]).status, 204)
        block = ana.post("/v1/me/blocks", {"email": "x@example.org"})
        self.assertEqual(ana.get("/v1/me/blocks").json["blocks"],
                         [block.json])
        self.assertEqual(ana.delete(
            "/v1/me/blocks/" + block.json["id"]).status, 204)
        about = {"introduction": intro["id"],
                 "handle": intro["partners"][0]["handle"]}
        sent = [ana.post("/v1/reports", dict(
            about, category="other", text=text)).json for text in "ab"]
        self.assertEqual(ana.get("/v1/me/reports").json["reports"],
                         sent[::-1])
        path = "/v1/operator/reports"
        self.assertEqual(len(operator.get(path).json["reports"]), 2)
        path += "/" + sent[0]["id"]
        self.assertEqual(operator.get(path).json["text"], "a")
        self.assertEqual(operator.post(path + "/decision", {
            "action": "dismiss", "words": "Nothing to see."}).status, 204)

    # --- who may ask --------------------------------------------------------

    def test_members_routes_want_a_session(self):
        ended = self.house.join("cy@example.org", "Cy")
        self.assertEqual(ended.delete("/v1/session").status, 204)
        token = self.ana.token
        bad = [None, "", "Bearer", "Bearer ", "Bearer x", token,
               "Basic " + token, f"Bearer {token}x", f"Bearer {token[:-1]}",
               f"Bearer {token} x", "Bearer " + "a" * 3000,
               "Bearer " + token.swapcase(), "Bearer " + ended.token]
        count = 0
        for path, method, operation in self.operations:
            if not operation["security"]:
                continue
            count += 1
            for given in bad:
                reply = self.guest.request(
                    method, self.fill(path), headers={} if given is None
                    else {"Authorization": given})
                self.refused(reply, 401, "unauthenticated")
                self.assertEqual(reply.headers["www-authenticate"], "Bearer")
        self.assertGreaterEqual(count, 9)
        # The scheme's case does not matter (RFC 9110 section 11.1).
        self.assertEqual(self.guest.get("/v1/me", headers={
            "Authorization": "bEARER " + token}).status, 200)

    def test_each_listener_has_its_own_routes_only(self):
        for path, method, operation in self.operations:
            other = (self.ana if operation.get("x-listener") == "operator"
                     else self.operator)
            self.refused(other.request(method, self.fill(path)), 404,
                         "not_found")

    # --- paths and methods --------------------------------------------------

    def test_methods(self):
        allowed = {}
        for path, method, operation in self.operations:
            allowed.setdefault(path, (self.asker(operation), set()))[1].add(
                method)
        for path, (asker, methods) in allowed.items():
            if "GET" in methods:
                methods.add("HEAD")
            for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
                           "OPTIONS"):
                if method in methods:
                    continue
                reply = asker.request(method, self.fill(path))
                self.assertEqual(reply.status, 405, (method, path, reply))
                self.assertEqual(
                    set(reply.headers["allow"].split(", ")), methods, path)
                if method != "HEAD":
                    self.refused(reply, 405, "method_not_allowed")

    def test_head_is_get_without_its_body(self):
        for asker, path in ((self.guest, "/v1/about"), (self.ana, "/v1/me"),
                            (self.guest, "/v1/openapi.json"),
                            (self.operator, "/v1/operator/rounds")):
            got = asker.get(path)
            head = asker.request("HEAD", path)
            self.assertEqual((head.status, head.body), (200, ""), head)
            for name in ("content-length", "content-type", "etag"):
                self.assertEqual(head.headers.get(name),
                                 got.headers.get(name), path)
            # The connection is still in step.
            self.assertEqual(asker.get(path).body, got.body)
        head = self.guest.request("HEAD", "/v1/me")
        self.assertEqual((head.status, head.body), (401, ""))

    def test_paths(self):
        for path in ("/", "/v1", "/v1/", "/v1/about/", "/v1/About", "/v2/me",
                     "/v1/me/introductions/x/y", "/x" * 200,
                     "/v1/" + "a" * 2000, "/v1/%61boutt"):
            self.refused(self.ana.get(path), 404, "not_found")
        for path in ("/v1/%00about", "/v1/about%", "/v1/%zz", "/v1/../v1/about",
                     "/v1/%2e%2e/about", "/v1/./about", "/v1%2fabout",
                     "/v1/%ff"):
            self.refused(self.ana.get(path), 400, "bad_request")
        self.assertEqual(self.guest.get("/v1/%61bout", keep=False).status, 200)
        for path, method, operation in self.operations:
            if "{" not in path:
                continue
            for place in (NOBODY, "x", "0", NOBODY[:-1], NOBODY + "0",
                          "%27%20OR%201=1--", "%F0%9F%98%80" * 40):
                where = re.sub(r"\{\w+\}", place, path)
                what = {}
                if operation.get("requestBody"):
                    kind = next(iter(operation["requestBody"]["content"]))
                    what = {"raw": b"id\nx\n" if path.endswith("/members") else
                            b"a,b,kind\nx,y,knows\n"
                            if path.endswith("/ties")
                            else GOOD.get(path.rsplit("/")[-1], b"{}"), "content_type": kind}
                reply = self.asker(operation).request(method, where, **what)
                if path.endswith("/commit") and place == NOBODY:
                    self.refused(reply, 409, "conflict")
                    continue
                self.refused(reply, 404, "not_found")

    def test_anothers_introduction_is_nobodys(self):
        groups, _ = self.house.groups(self.rounds[0])
        mine = {i["id"] for i in self.ana.get(
            "/v1/me/introductions").json["introductions"]}
        theirs = next(g["introduction"] for g in groups
                      if g["introduction"] not in mine)
        a = self.ana.get("/v1/introductions/" + theirs)
        b = self.ana.get("/v1/introductions/" + NOBODY)
        for reply in (a, b):
            self.refused(reply, 404, "not_found")
            del reply.json["request"]
        self.assertEqual(a.json, b.json)

    # --- bodies' types and sizes --------------------------------------------

    def test_media_types(self):
        me = {"If-Match": self.ana.get("/v1/me").headers["etag"]}
        for path, method, operation in self.operations:
            if "requestBody" not in operation:
                continue
            kinds = list(operation["requestBody"]["content"])
            for kind in ("text/plain", "application/x-www-form-urlencoded",
                         "multipart/form-data; boundary=x", "application/jsonx",
                         "text/csvv", "application/json-patch+json", ""):
                # A form of a web page comes in either of these.
                if kinds == ["application/x-www-form-urlencoded"] and (
                        kind in kinds or kind.startswith("multipart/")):
                    continue
                reply = self.asker(operation).request(
                    method, self.fill(path), raw=b"{}", headers={
                        "Content-Type": kind, **me})
                self.refused(reply, 415, "wrong_media_type")
                self.assertTrue(any(k in reply.json["detail"] for k in kinds))
        reply = self.ana.request(
            "PATCH", "/v1/me", raw=b"{}", headers={
                "Content-Type": "Application/JSON; charset=utf-8", **me})
        self.assertEqual(reply.status, 200, reply)

    def test_bodies_where_there_are_none(self):
        for path, method, operation in self.operations:
            if "requestBody" in operation:
                if operation.get("x-listener") != "operator":
                    self.refused(self.ana.request(
                        method, self.fill(path), headers={
                            "Transfer-Encoding": "chunked"}),
                        411, "length_required")
                continue
            reply = self.asker(operation).request(
                method, self.fill(path), raw=b"{}")
            self.refused(reply, 400, "bad_request")
        reply = self.guest.post("/v1/signin", raw=b" " * 65537,
                                content_type="application/json")
        self.refused(reply, 413, "too_large")

    # --- versions and keys --------------------------------------------------

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
        asked = [(self.ana, "/v1/reports", {
                     "introduction": intro["id"], "category": "other",
                     "handle": intro["partners"][0]["handle"], "text": ""}),
                 (self.guest, "/v1/signin", {"email": "ana@example.org"}),
                 (self.ana, "/v1/me/invitations", {"email": "x@example.org"}),
                 (self.ana, "/v1/me/calendar", None),
                 (self.operator, "/v1/operator/invitations",
                  {"pool": "weekly"}),
                 (self.operator, "/v1/operator/imports", {"pool": "weekly"}),
                 (self.operator, "/v1/operator/rounds", {"pool": "weekly"})]
        documented = {p for p, _, o in self.operations
                      if any(x.get("$ref", "").endswith("/IdempotencyKey")
                             for x in o.get("parameters", []))}
        self.assertEqual(documented, {p for _, p, _ in asked} | {
            "/v1/signup",
            "/v1/introductions/{introduction}/messages"})  # story.thread
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
            if path.endswith("/rounds"):  # one at a time
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

    # --- pages --------------------------------------------------------------

    def test_pages(self):
        paged = [(p, self.asker(o)) for p, m, o in self.operations
                 if any(x.get("name") == "cursor"
                        for x in o.get("parameters", []))]
        self.assertEqual(len(paged), 9)
        for path, asker in paged:
            path = path.replace("{round}", self.rounds[0])
            if path.endswith("/messages"):
                continue  # story.thread
            key = {"/v1/me/introductions": "introductions"}.get(
                path, next((w for w in ("groups", "invitations", "ties",
                                      "reports")
                            if path.endswith(w)), "rounds"))
            whole = asker.get(path + "?limit=100")
            self.assertIsNone(whole.json["next"])
            found, cursor = [], ""
            while cursor is not None:
                page = asker.get(f"{path}?limit=1{cursor}").json
                self.assertLessEqual(len(page[key]), 1)
                found += page[key]
                cursor = page["next"] and "&cursor=" + page["next"]
            self.assertEqual(found, whole.json[key])
            self.assertGreater(len(found), 1)
            for query, pointer, code in (
                    ("limit=0", "/limit", "out_of_range"),
                    ("limit=101", "/limit", "out_of_range"),
                    ("limit=-1", "/limit", "out_of_range"),
                    ("limit=99999999999999999999", "/limit", "out_of_range"),
                    ("limit=x", "/limit", "wrong_type"),
                    ("limit=", "/limit", "wrong_type"),
                    ("limit=1&limit=2", "/limit", "duplicate"),
                    ("limits=1", "/limits", "unknown"),
                    ("cursor=", "/cursor", "too_short"),
                    ("cursor=x", "/cursor", "malformed"),
                    ("cursor=" + "A" * 21, "/cursor", "malformed"),
                    ("cursor=" + "A" * 23, "/cursor", "malformed"),
                    ("cursor=" + "A" * 128, "/cursor", "malformed"),
                    ("cursor=" + "A" * 200, "/cursor", "malformed"),
                    ("cursor=" + "A" * 201, "/cursor", "too_long"),
                    ("cursor=%00", "/cursor", "malformed"),
                    ("cursor=%ff", "/cursor", "malformed"),
                    ("%zz=1", "", "malformed"),
                    ("line=1", "/line", "unknown")):
                reply = self.refused(asker.get(f"{path}?{query}"), 422,
                                     "invalid_body")
                self.assertEqual(
                    [(e["pointer"], e["code"]) for e in reply.json["errors"]],
                    [(pointer, code)], (path, query))
        self.refused(self.guest.get("/v1/about?x=1"), 422, "invalid_body")
        self.assertEqual(self.operator.get(
            "/v1/operator/rounds?pool=other").json["rounds"], [])

    def test_who_sat_out_comes_behind_the_groups(self):
        house = House(self.build)
        house.import_people(people_csv(9, ["arts/musician"] * 7
                                       + ["food/baker"] * 2))
        path = f"/v1/operator/rounds/{house.run_round()['id']}/groups"
        found, cursor, pages = [], "", 0
        while cursor is not None:
            page = house.operator.get(f"{path}?limit=2{cursor}").json
            found += ["group" for _ in page["groups"]]
            found += [s["member"]["ref"] for s in page["sit_outs"]]
            self.assertTrue(all(s["why"] for s in page["sit_outs"]))
            cursor = page["next"] and "&cursor=" + page["next"]
            pages += 1
        self.assertEqual(found[:2], ["group"] * 2)
        self.assertEqual(len(set(found[2:])), 5, found)
        self.assertGreaterEqual(pages, 4)

    # --- headers ------------------------------------------------------------

    def test_headers_on_every_reply(self):
        replies = [self.guest.get("/v1/pools"), self.ana.get("/v1/me"),
                   self.guest.get("/nowhere"), self.guest.get("/v1/%zz"),
                   self.ana.put("/v1/pools/weekly/membership", {}),
                   self.guest.post("/v1/signin", raw=b" " * 70000),
                   self.ana.delete("/v1/me"), self.operator.get("/healthz"),
                   self.ana.post("/v1/signin", {"email": "x"})]
        ids = set()
        for reply in replies:
            for name, value in SECURITY.items():
                self.assertEqual(reply.headers.get(name), value, reply)
            self.assertRegex(reply.headers["x-request-id"],
                             r"^[A-Za-z0-9_-]{22}$")
            ids.add(reply.headers["x-request-id"])
            self.assertNotIn("server", reply.headers)
            self.assertNotIn("access-control-allow-origin", reply.headers)
        self.assertEqual(len(ids), len(replies))
        about = self.guest.get("/v1/about").headers
        self.assertEqual(about["cache-control"], "no-cache")
        self.assertEqual(about["x-content-type-options"], "nosniff")

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(Routes)
