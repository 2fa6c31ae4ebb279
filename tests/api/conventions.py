#!/usr/bin/env python3
"""The conventions that hold on all routes: who may ask, paths and methods,
types of bodies, headers."""
import re

from harness import operations, runner
from harness.operations import NOBODY

# Bodies of routes that want one, by the end of their paths.
GOOD = {"decision": b'{"action":"warn","words":"x"}',
        "response": b'{"accept": true}', "outcome": b'{"met": "yes"}',
        "meeting": b'{"starts_at": "2027-03-01T10:00:00Z"}',
        "answer": b'{"accept": true}', "messages": b'{"text": "hello"}',
        "suspend": b'{"reason": "because"}', "reinstate": b'{"reason": "because"}',
        "merge": b'{"into": "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e", "reason": "because"}',
        "rest": b'{"reason": "because"}', "erase": b'{"reason": "because"}',
        "members": b"id\nx\n", "ties": b"a,b,kind\nx,y,knows\n"}
SECURITY = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}


class Conventions(operations.Case):
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
                    what = {"raw": GOOD.get(path.rsplit("/")[-1], b"{}"),
                            "content_type": next(iter(
                                operation["requestBody"]["content"]))}
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


if __name__ == "__main__":
    runner.main(Conventions)
