#!/usr/bin/env python3
"""A session as a cookie, as the web client has it: where it is given and taken,
whose requests count with it, and when it goes."""
import http.cookies
import re

from harness import case, client, runner
from harness.stream import Stream

NAME = "__Host-serendip"
JSON = {"Content-Type": "application/json"}


class Browser:
    """One that keeps the house's cookie and says where its pages are from."""

    def __init__(self, house):
        self.house, self.client, self.cookie = house, house.client(), None
        self.origin = f"https://localhost:{house.port}"

    def ask(self, method, path, body=None, **headers):
        """`headers` by their names with '_' for '-', None for none."""
        sent = {"Sec-Fetch-Site": "same-origin", "Origin": self.origin}
        if method == "GET":
            del sent["Origin"]
        if self.cookie:
            sent["Cookie"] = f"theme=dark; {NAME}={self.cookie}"
        sent |= {k.replace("_", "-"): v for k, v in headers.items()}
        reply = self.client.request(method, path, body, headers={
            k: v for k, v in sent.items() if v is not None})
        self.set = reply.headers.get("set-cookie")
        if self.set:
            self.cookie = http.cookies.SimpleCookie(self.set)[NAME].value
        return reply

    def verify(self, address="ana@example.org", body=None, **headers):
        """Signs in by the code of a letter."""
        after = len(self.house.codes(address))
        attempt = self.client.post("/v1/signin", {"email": address}).json
        self.proof = {"attempt": attempt["attempt"], "cookie": True,
                      "code": self.house.code(address, after),
                      **(body or {})}
        return self.ask("POST", "/v1/signin/verify", self.proof, **headers)


class Cookies(case.OwnHouse):
    def setUp(self):
        super().setUp()
        self.ana = self.house.join("ana@example.org", "Ana")
        self.browser = Browser(self.house)

    def refused(self, reply, status, code):
        self.assertEqual((reply.status, reply.code), (status, code), reply)

    def cleared(self, is_so=True):
        """Whether the last reply took the cookie away."""
        if is_so:
            self.assertEqual(self.browser.set, f"{NAME}=; Path=/; Secure; "
                             "HttpOnly; SameSite=Strict; Max-Age=0")
        else:
            self.assertIsNone(self.browser.set)

    def test_operators_routes_by_it(self):
        role = {"email": "ana@example.org", "role": "operator"}
        self.house.operator.put("/v1/operator/roles", role)
        self.browser.verify()
        path = "/v1/operator/invitations"
        self.assertEqual(self.browser.ask("GET", path).status, 200)
        self.assertEqual(self.browser.ask("POST", path, {}).status, 201)
        # To the pages of others they are nowhere.
        for method, sent in (
                ("GET", {"Sec_Fetch_Site": "cross-site"}),
                ("POST", {"Sec_Fetch_Site": "cross-site"}),
                ("POST", {"Origin": "https://example.org"}),
                ("POST", {"Origin": None})):
            self.refused(self.browser.ask(
                method, path, {} if method == "POST" else None, **sent),
                404, "not_found")

    def test_it_is_the_session_and_no_page_reads_it(self):
        session = self.browser.verify()
        self.assertEqual(session.status, 201, session)
        self.assertNotIn("token", session.json)
        self.assertNotIn("sdp_", session.body)
        said = re.fullmatch(
            NAME + r"=(sdp_[\w-]{43}); Path=/; Secure; HttpOnly; "
            r"SameSite=Strict; Max-Age=(\d+)", self.browser.set)
        self.assertTrue(said, self.browser.set)
        self.assertLessEqual(int(said[2]), 90 * 86400)
        self.assertGreater(int(said[2]), 90 * 86400 - 600)
        me = self.browser.ask("GET", "/v1/me")
        self.assertEqual(me.json["id"], session.json["member"])
        self.cleared(False)
        # What may change something, with the page's origin, does.
        self.assertEqual(self.browser.ask(
            "PATCH", "/v1/me", {"pitch": "By cookie."},
            If_Match=me.headers["etag"]).status, 200)
        self.assertEqual(self.browser.ask("POST", "/v1/me/invitations",
                                          {}).status, 201)
        # The same token is a session's like any other.
        self.assertEqual(self.house.client(self.browser.cookie).get(
            "/v1/me").json["pitch"], "By cookie.")
        # Who does not ask for a cookie gets none, and the token.
        for body in ({"cookie": False}, {}):
            other = Browser(self.house)
            other.verify(body={"cookie": False, **body})
            self.assertIsNone(other.set)
        self.assertEqual(len(self.ana.get("/v1/me/sessions").json[
            "sessions"]), 4)

    def test_once_given_it_is_not_given_again(self):
        key = {"Idempotency_Key": "k" * 22}
        self.assertEqual(self.browser.verify(**key).status, 201)
        cookie = self.browser.cookie
        again = self.browser.ask("POST", "/v1/signin/verify",
                                 self.browser.proof, **key)
        self.refused(again, 401, "code_wrong")
        self.cleared(False)
        self.assertNotIn("sdp_", again.body)
        self.assertEqual(self.browser.cookie, cookie)
        # An answer that is kept for a key holds no cookie either.
        made = [self.browser.ask("POST", "/v1/me/invitations", {}, **key)
                for _ in range(2)]
        self.assertEqual(made[0].json, made[1].json)
        self.assertEqual(made[1].headers["idempotency-replayed"], "true")
        self.cleared(False)

    def test_other_sites_change_nothing(self):
        self.assertEqual(self.browser.verify().status, 201)
        port = self.house.port
        etag = self.ana.get("/v1/me").headers["etag"]
        others = [{"Origin": origin} for origin in (
            None, "", "null", "https://evil.example", "https://localhost",
            f"http://localhost:{port}", f"https://localhost:{port}.evil.example",
            f"https://evil.example:{port}", f"https://127.0.0.1:{port}",
            f"https://localhost:{port}/", f"https://localhost:{port + 1}",
            f"https://x@localhost:{port}", "https://")]
        others += [{"Sec_Fetch_Site": site}
                   for site in ("cross-site", "same-site", "Same-Origin", "")]
        for headers in others:
            for method, path, body in (
                    ("PATCH", "/v1/me", {"pitch": "Forged."}),
                    ("POST", "/v1/me/invitations", {}),
                    ("PUT", "/v1/me/pause", {}),
                    ("DELETE", "/v1/me/sessions", None),
                    ("DELETE", "/v1/session", None)):
                self.refused(self.browser.ask(
                    method, path, body, If_Match=etag, **headers),
                    403, "cross_site")
                self.cleared(False)
        # As a form of another page would send it, even with our origin.
        for kind in ("text/plain", "application/x-www-form-urlencoded",
                     "multipart/form-data"):
            self.refused(self.browser.ask(
                "POST", "/v1/me/invitations", {}, Content_Type=kind),
                415, "wrong_media_type")
        self.assertEqual(self.ana.get("/v1/me").headers["etag"], etag)
        self.assertEqual(self.ana.get("/v1/me/invitations").json[
            "invitations"], [])
        # Reading wants no origin, but not another site's page.
        self.assertEqual(self.browser.ask(
            "GET", "/v1/me", Sec_Fetch_Site=None).status, 200)
        self.assertEqual(self.browser.ask(
            "GET", "/v1/me", Sec_Fetch_Site="none").status, 200)
        for site in ("cross-site", "same-site"):
            self.refused(self.browser.ask(
                "GET", "/v1/me", Sec_Fetch_Site=site), 403, "cross_site")
            self.refused(self.browser.ask(
                "GET", "/v1/events", Sec_Fetch_Site=site), 403, "cross_site")
        # No page may ask whether it may.
        asked = self.browser.ask(
            "OPTIONS", "/v1/me", Origin="https://evil.example",
            Access_Control_Request_Method="PATCH")
        self.assertEqual(asked.status, 405)
        for reply in (asked, self.browser.ask("GET", "/v1/me")):
            self.assertFalse([name for name in reply.headers
                              if name.startswith("access-control-")])
        # The port that goes without saying may be said.
        for host, origin in (("localhost", "https://localhost"),
                             ("localhost:443", "https://localhost"),
                             ("LOCALHOST", "https://localhost:443")):
            self.assertEqual(self.browser.ask(
                "PUT", "/v1/me/pause", {}, Host=host,
                Origin=origin).status, 200)
        # And nobody else signs a browser in.
        for headers in others:
            self.refused(self.browser.verify(**headers), 403, "cross_site")
            self.cleared(False)
            self.assertNotIn("sdp_", self.browser.ask(
                "GET", "/v1/me").body)

    def test_a_token_in_the_header_comes_first(self):
        self.browser.verify()
        bo = self.house.join("bo@example.org", "Bo")
        self.assertEqual(self.browser.ask(
            "PUT", "/v1/me/pause", {}, Origin="https://evil.example",
            Sec_Fetch_Site="cross-site",
            Authorization="Bearer " + bo.token).status, 200)
        self.assertIsNone(self.ana.get("/v1/me").json["pause"])
        self.refused(self.browser.ask(
            "GET", "/v1/me", Authorization="Bearer x"), 401,
            "unauthenticated")
        self.cleared(False)

    def test_it_goes_with_its_session(self):
        self.browser.verify()
        kept = self.browser.cookie
        self.assertEqual(self.browser.ask("DELETE", "/v1/session").status, 204)
        self.cleared()
        self.assertEqual(self.browser.cookie, "")
        # One that opens nothing goes, too: it is over, or was never one.
        for cookie in (kept, "x", "sdp_" + "A" * 43, "A" * 500,
                       self.house.client().post("/v1/signin", {
                           "email": "ana@example.org"}).json["attempt"]):
            for path in ("/v1/me", "/v1/events"):
                self.browser.cookie = cookie
                self.refused(self.browser.ask("GET", path), 401,
                             "unauthenticated")
                self.cleared()
        self.browser.cookie = None
        for cookie in (None, "", "theme=dark", "x" + NAME + "=" + kept,
                       NAME, NAME.lower() + "=" + kept):
            self.refused(self.browser.ask("GET", "/v1/me", Cookie=cookie),
                         401, "unauthenticated")
            self.cleared(False)
        # A header of the member's own goes on as it was.
        self.assertEqual(self.ana.get("/v1/me").status, 200)

        self.browser.verify()
        me = self.browser.ask("GET", "/v1/me").json["id"]
        self.assertEqual(self.browser.ask(
            "DELETE", "/v1/me?confirm=" + me).status, 204)
        self.cleared()

    def test_a_wrong_code_does_not_take_it(self):
        """Of a change of address: a slip of the hand ends no session."""
        self.browser.verify()
        self.assertEqual(self.browser.ask("POST", "/v1/me/email", {
            "email": "other@example.org"}).status, 200)
        self.refused(self.browser.ask("POST", "/v1/me/email/confirmation", {
            "code": "0000-0000"}), 401, "code_wrong")
        self.cleared(False)
        self.assertEqual(self.browser.ask("GET", "/v1/me").status, 200)

    def test_a_database_that_is_away_takes_no_cookie(self):
        self.browser.verify()
        kept = self.browser.cookie
        with self.house.holding("LOCK TABLE serendip.sessions"):
            self.assertEqual(self.browser.ask("GET", "/v1/me").status, 503)
            self.cleared(False)
        self.browser.cookie = kept
        self.assertEqual(self.browser.ask("GET", "/v1/me").status, 200)

    def test_events_come_by_cookie(self):
        self.browser.verify()
        stream = Stream(self.house, None, headers=(
            f"Cookie: {NAME}={self.browser.cookie}\r\n"
            "Sec-Fetch-Site: same-origin\r\n"))
        self.assertEqual(stream.next("hello")[0], "hello")
        self.assertEqual(self.browser.ask("DELETE", "/v1/session").status, 204)
        self.assertEqual(stream.next("end", "cut")[0], "end")
        stream.cut()

    def test_z_replies_are_as_documented(self):
        self.browser.verify()
        self.browser.ask("GET", "/v1/me")
        self.browser.ask("PUT", "/v1/me/pause", {}, Origin=None)
        self.browser.ask("DELETE", "/v1/session")
        self.browser.ask("GET", "/v1/me")
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(Cookies)
