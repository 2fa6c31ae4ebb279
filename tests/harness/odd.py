"""Texts that nobody expects, and members who write them."""
import json
import re
import unicodedata
import unittest

from harness import smtp
from harness.cluster import NO_SYNC, Cluster
from harness.house import House

COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
  interests: {type: tags}
pools:
  weekly: {reveal: at_once, remind: none, auto_join: true}
"""
ODD = {
    "nothing": "", "blanks": "  \u00a0 ", "two lines": "one\ntwo",
    "header": "x\r\nBcc: eve@example.org\r\n\r\nhello",
    "folded header": "x\r\n\tBcc: eve@example.org",
    "bare CR": "x\rBcc: eve@example.org", "bare LF": "x\nBcc: eve@example.org",
    "no header": "Bcc: eve@example.org", "dot": "one\n.\nRSET",
    "encoded word": "=?utf-8?Q?=0D=0ABcc:_eve@example.org?=",
    "calendar": "x\nEND:VEVENT\nBEGIN:VALARM\nTRIGGER:PT0S",
    "calendar in a line": "x;y,z\\nATTENDEE:mailto:eve@example.org",
    "tab": "a\tb", "escape": "\x1b[31mred\x1b]0;title\x07", "bell": "a\x07",
    "C1": "a\u009b31m", "NUL": "a\0b", "delete": "a\x7fb",
    "10,000 emoji": "😀" * 10000, "emoji": "😀🏳️👍🏽", "family": "👨‍👩‍👧",
    "right to left": "שלום, עולם! مرحبا 123", "override": "a\u202egnp.exe",
    "isolate": "a\u2066b", "no width": "a\u200bb", "mark": "\ufeffa",
    "line separator": "a\u2028b", "tags": "a\U000e0041b", "private": "\ue000",
    "no character": "a\uffff", "stacked": "a" + "\u0301" * 40,
    "apart": "Cafe\u0301", "script": "<script>alert(1)</script>",
    "image": '<img src="https://evil.example/x" onerror="x()">',
    "end of all": "--></style></p></body></html><h1>x</h1>",
    "attribute": '" onclick="x()" style="x', "entity": "&lt;b&gt;&#60;&amp;",
    "scheme": "javascript:alert(1)", "address": "https://localhost.evil.example/",
    "format": "%s%n%1$n {name} ${x} {{y}} $1", "SQL": "'; DROP TABLE members;--",
    "JSON": '"},{"x":"\\u001b[31m', "path": "../../../etc/passwd",
}
# What would command a terminal, or reorder what it shows.
COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
                        "\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def same(a, b):
    """One text, but for blanks around it and ways to write one character."""
    return (unicodedata.normalize("NFC", a).strip()
            == unicodedata.normalize("NFC", b).strip())


class OddCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sink = smtp.Sink()
        cls.house = House(
            cls.build, COMMUNITY, cluster=Cluster(NO_SYNC), sinks=[cls.sink],
            limits="body_bytes: 262144, connections_per_address: 4000", letters="smtp_tls: none, "
            f'transport: "smtp://127.0.0.1:{cls.sink.port}"')
        cls.count = 0

    def sql(self, text):
        return self.house.cluster.sql(
            "SET search_path = serendip;" + text, self.house.database)

    def member(self, name="Somebody", **more):
        type(self).count += 1
        address = f"m{self.count}@example.org"
        who = self.house.join(address, name, {
            "domain": ("law/judge", "food/baker")[self.count % 2],
            "languages": ["en"], **more.pop("attributes", {})}, **more)
        who.address, who.id = address, who.get("/v1/me").json["id"]
        return who

    def pair(self, **more):
        """Two who were introduced; the first is as `more` says."""
        self.sql("DELETE FROM memberships")
        two = [self.member(**more), self.member("Reader")]
        self.house.run_round()
        intro = two[0].get("/v1/me/introductions").json["introductions"][0]
        return *two, "/v1/introductions/" + intro["id"], intro

    def send(self, who, method, path, body, **headers):
        """As UTF-8, so that a text is no longer than it must be."""
        return who.request(method, path, raw=json.dumps(
            body, ensure_ascii=False).encode(), headers=headers,
            content_type="application/json")

    def kept(self, reply, text, back):
        """Refused with a reason, or what `back` finds is the text."""
        if reply.status == 422:
            self.assertTrue(reply.json["errors"], reply)
            self.assertTrue(all(e["pointer"] and e["detail"]
                                for e in reply.json["errors"]), reply)
            self.assertNotRegex(reply.json["errors"][0]["detail"], COMMANDING)
            return False
        self.assertIn(reply.status, (200, 201), reply)
        got = back(reply)
        self.assertTrue(same(got, text), (got[:99], text[:99]))
        self.assertIsNone(COMMANDING.search(got), ascii(got))
        return True

    def each(self, field, write, back):
        """The odd texts that a field takes."""
        taken = []
        for name, text in ODD.items():
            with self.subTest(field, text=name):
                if self.kept(write(text), text, back):
                    taken.append(text)
        # Some are fine anywhere, and some nowhere.
        self.assertIn(ODD["right to left"], taken)
        self.assertIn(ODD["script"], taken)
        for name in ("escape", "NUL", "C1", "override", "10,000 emoji"):
            self.assertNotIn(ODD[name], taken, field)
        return taken

    @classmethod
    def of_profiles(cls):
        """What profiles take, asked once."""
        if not hasattr(cls, "_profiles"):
            self = cls()
            who = self.member()

            def takes(what):
                return self.send(who, "PATCH", "/v1/me", what, **{
                    "If-Match": who.get("/v1/me").headers["etag"]}
                    ).status == 200
            cls._profiles = {
                "name": {t for t in ODD.values() if takes({"name": t})},
                "pitch": {t for t in ODD.values() if takes({"pitch": t})},
                "tags": {t for t in ODD.values() if takes({
                    "attributes": {"interests": [t]}})}}
        return cls._profiles
