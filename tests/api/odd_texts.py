#!/usr/bin/env python3
"""Texts that nobody expects, in every field that a member writes: they come back
as they were or are refused."""
import datetime
import json
import re
import urllib.parse

from harness import runner
from harness.odd import COMMANDING, ODD, OddCase, same


class OddTexts(OddCase):
    def test_profiles(self):
        who = self.member()

        def change(**what):
            return self.send(who, "PATCH", "/v1/me", what, **{
                "If-Match": who.get("/v1/me").headers["etag"]})

        def me(_):
            return who.get("/v1/me").json
        self.each("name", lambda text: change(name=text),
                  lambda r: me(r)["name"])
        self.each("pitch", lambda text: change(pitch=text),
                  lambda r: me(r)["pitch"])
        self.each("tags", lambda text: change(attributes={
            "interests": [text]}), lambda r: me(r)["attributes"][
                "interests"][0])
        for name, text in ODD.items():
            with self.subTest("zone", text=name):
                self.assertEqual(change(zone=text).status, 422)
            with self.subTest("domain", text=name):
                self.assertEqual(change(attributes={
                    "domain": text}).status, 422)
            with self.subTest("attribute", text=name):
                self.assertIn(change(attributes={text: ["x"]}).status, (
                    400, 422) if "\0" in text else (422,))
        # A reason says what is wrong with it.
        error = change(attributes={"interests": ["a;b"]}).json["errors"][0]
        self.assertEqual((error["pointer"], error["code"]), (
            "/attributes/interests", "not_allowed"))
        self.assertIn('";"', error["detail"])
        # One emoji of several, and what only looks like one.
        self.assertEqual(change(name=ODD["family"]).status, 200)
        self.assertEqual(change(name="a\u200db").status, 422)

    def test_sign_up(self):
        for name, text in ODD.items():
            for field in ("name", "pitch", "tags", "email", "terms"):
                with self.subTest(field, text=name):
                    guest = self.house.client()
                    type(self).count += 1
                    body = {"email": f"s{self.count}@example.org",
                            "name": "S", "attributes": {
                                "domain": "law/judge", "languages": ["en"]},
                            "consent": {"terms_version": "1", "of_age": True}}
                    if field == "tags":
                        body["attributes"]["interests"] = [text]
                    elif field == "email":
                        body["email"] = f"{text[:99]}@example.org"
                    elif field == "terms":
                        body["consent"]["terms_version"] = text
                    else:
                        body[field] = text
                    reply = self.send(guest, "POST", "/v1/signup", body)
                    self.assertIn(reply.status, (202, 422), reply)
                    if field == "terms":
                        self.assertEqual(reply.status, 422)
                    if field in ("name", "pitch", "tags"):
                        # As for who changes it later.
                        self.assertEqual(reply.status == 202, text in self
                                         .of_profiles()[field], text)
        self.assertEqual([letter for letter in self.sink.letters
                          if "eve@example.org" in letter.recipients], [])

    def test_what_is_said_of_an_introduction(self):
        ana, bo, path, intro = self.pair()
        hour = (datetime.datetime.now(datetime.timezone.utc)
                + datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:00Z")
        self.each("where", lambda text: self.send(
            ana, "PUT", path + "/meeting", {"starts_at": hour, "where": text}),
            lambda r: bo.get(path).json["meeting"]["where"])
        self.each("message", lambda text: self.send(
            ana, "POST", path + "/messages", {"text": text}),
            lambda r: bo.get(path + "/messages").json["messages"][0]["text"])
        for who in (ana, bo):
            self.assertEqual(who.post(
                path + "/response", {"accept": True}).status, 200)
        self.each("learned", lambda text: self.send(
            ana, "POST", path + "/outcome", {"met": "yes", "learned": text}),
            lambda r: ana.get(path).json["outcome"]["learned"])

        def report(text):
            self.sql("DELETE FROM limits")  # on reports a day
            return self.send(ana, "POST", "/v1/reports", {
                "introduction": intro["id"], "category": "other",
                "handle": intro["partners"][0]["handle"], "text": text})
        self.each("report", report, lambda r: self.house.operator.get(
            "/v1/operator/reports/" + r.json["id"]).json["text"])

    def test_reasons(self):
        """A no is said once: each text has an introduction of its own."""
        self.sql("DELETE FROM memberships")
        people = [self.member() for _ in range(2 * len(ODD))]
        self.house.run_round()
        left, done = dict(ODD), set()
        for who in people:
            intro = who.get("/v1/me/introductions").json["introductions"][0]
            if intro["id"] in done or not left:
                continue
            done.add(intro["id"])
            name, text = left.popitem()
            with self.subTest("reason", text=name):
                self.kept(self.send(
                    who, "POST", f"/v1/introductions/{intro['id']}/response",
                    {"accept": False, "reason": text}), text,
                    lambda r, id_=intro["id"], who=who: self.reason(id_, who))
        self.assertEqual(left, {})

    def reason(self, intro, who):
        found = self.sql(
            "SELECT encode(convert_to(reason, 'UTF8'), 'hex') FROM "
            f"introduction_members WHERE introduction = '{intro}' "
            f"AND member = '{who.id}'")
        return bytes.fromhex(found[0][0]).decode()

    def test_addresses_and_keys(self):
        who = self.member()
        for name, text in ODD.items():
            for path, body in (
                    ("/v1/me/blocks", {"email": text + "@example.org"}),
                    ("/v1/me/ties", {"emails": [text + "@example.org"]}),
                    ("/v1/me/invitations", {"email": text + "@example.org"}),
                    ("/v1/signin", {"email": text + "@example.org"}),
                    ("/v1/signin/verify", {"token": text}),
                    ("/v1/invitations/refusals", {"token": text}),
                    ("/v1/me/pause", {"until": text}),
                    ("/v1/me/letters", {"unwanted": [text]}),
                    ("/v1/pools/weekly/membership", {"every": text}),
                    ("/v1/pools/weekly/membership", {text: 1})):
                with self.subTest(path, text=name):
                    method = {"/v1/me/pause": "PUT", "/v1/me/letters": "PATCH",
                              "/v1/pools/weekly/membership": "PUT"}.get(
                                  path, "POST")
                    reply = self.send(who, method, path, body)
                    self.assertLess(reply.status, 500, reply)
                    if reply.status >= 400:
                        # A pointer names a key of the body as it is.
                        for told in [reply.json, *reply.json.get(
                                "errors", [])]:
                            self.assertIsNone(COMMANDING.search(
                                told["detail"]), reply)
                    if method in ("PUT", "PATCH"):
                        # No key may hold NUL: that is no JSON of ours.
                        self.assertIn(reply.status, (
                            400, 422) if "\0" in text else (422,), reply)

    def test_my_data(self):
        """Addresses, what a session was begun with, and all of it at once."""
        who = self.member()

        def address(text):
            self.sql("DELETE FROM limits")  # on changes a day
            return self.send(who, "POST", "/v1/me/email", {
                "email": text + "@example.org"})
        for name, text in ODD.items():
            with self.subTest("address", text=name):
                if self.kept(address(text), text + "@example.org",
                             lambda r: r.json["change"]["email"]):
                    self.assertRegex(text, "^[!-~]+$")
            for path, body in (("/v1/me/email/confirmation", {"code": text}),
                               ("/v1/email/objections", {"token": text})):
                with self.subTest(path, text=name):
                    reply = self.send(who, "POST", path, body)
                    self.assertIn(reply.status, (401, 422), reply)
                    self.assertIsNone(COMMANDING.search(reply.json["detail"]))
            for method, path in (("DELETE", "/v1/me/sessions/"),
                                 ("DELETE", "/v1/me?confirm="),
                                 ("GET", "/v1/me/calendar.ics?token=")):
                with self.subTest(path, text=name):
                    reply = who.request(method, path + urllib.parse.quote(
                        text[:99] or "-", safe=""))
                    self.assertIn(reply.status, (400, 404, 422), reply)

    def test_sessions(self):
        """Of what a client calls itself, our words are kept and no other."""
        who, begun = self.member(), 0
        for name, text in ODD.items():
            self.sql("DELETE FROM limits")
            agent = ("Mozilla/5.0 (X11; Linux) " + text[:200]
                     ).encode().decode("latin-1")
            if re.search("[\r\n\0]", agent):
                continue  # that is no header: tests/api/framing.py
            with self.subTest("agent", text=name):
                guest = self.house.client()
                attempt = guest.post("/v1/signin", {"email": who.address})
                begun += 1
                reply = guest.request(
                    "POST", "/v1/signin/verify", raw=json.dumps({
                        "attempt": attempt.json["attempt"],
                        "code": self.house.code(who.address, begun)}).encode(),
                    content_type="application/json",
                    headers={"User-Agent": agent})
                self.assertIn(reply.status, (201, 400), reply)
        labels = {s["label"] for s in who.get("/v1/me/sessions").json[
            "sessions"]}
        self.assertGreater(begun, 20)
        self.assertEqual([label for label in labels if not re.fullmatch(
            "[A-Za-z ,.]*", label)], [])

    def test_the_export(self):
        """Whatever is taken, as it was, in one document."""
        takes = self.of_profiles()
        ana, _, path, _ = self.pair()
        said = sorted(takes["pitch"] - {""})
        for text in said:
            self.assertEqual(self.send(ana, "POST", path + "/messages", {
                "text": "x" + text}).status, 201, text)
        tags = sorted(takes["tags"])[:20]
        self.assertEqual(self.send(ana, "PATCH", "/v1/me", {
            "name": max(takes["name"]), "pitch": max(said, key=len),
            "attributes": {"interests": tags}}, **{
                "If-Match": ana.get("/v1/me").headers["etag"]}).status, 200)
        data = ana.get("/v1/me/export").json
        self.assertTrue(same(data["member"]["name"], max(takes["name"])))
        self.assertTrue(same(data["member"]["pitch"], max(said, key=len)))
        for kept, text in zip(data["messages"], said, strict=True):
            self.assertTrue(same(kept["text"], "x" + text), ascii(text))

        def texts(value):
            if isinstance(value, str):
                yield value
            elif isinstance(value, (list, dict)):
                for inner in (value.values() if isinstance(value, dict)
                              else value):
                    yield from texts(inner)
        for text in texts(data):
            self.assertIsNone(COMMANDING.search(text), ascii(text))


if __name__ == "__main__":
    runner.main(OddTexts)
