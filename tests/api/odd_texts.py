#!/usr/bin/env python3
"""Texts that nobody expects, in every field that a member writes: they come back
as they were or are refused, and get out of their place nowhere: not in the
headers, the HTML and the calendars of letters, nor in a terminal."""
import datetime
import html.parser
import json
import re
import unicodedata
import unittest

from harness import runner, smtp
from harness.cluster import NO_SYNC, Cluster
from harness.house import House
from harness.terminal import Terminal

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
# Of a letter of ours; a header that is not among them somebody smuggled in.
HEADERS = {
    "auto-submitted", "content-transfer-encoding", "content-type", "date",
    "from", "list-unsubscribe", "list-unsubscribe-post", "message-id",
    "mime-version", "subject", "to", "content-language", "precedence",
    "x-auto-response-suppress", "feedback-id", "reply-to"}
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "p", "ul", "li",
            "div", "br", "a"}
PROPERTIES = {
    "BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "METHOD", "UID", "DTSTAMP",
    "DTSTART", "DTEND", "DURATION", "SEQUENCE", "STATUS", "SUMMARY",
    "DESCRIPTION", "LOCATION", "ORGANIZER", "URL", "CREATED", "LAST-MODIFIED",
    "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TRANSP",
    "CLASS", "ATTENDEE", "SOURCE"}
# What would command a terminal, or reorder what it shows.
COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
                        "\u202a-\u202e\u2066-\u2069\u200e\u200f]")
COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]")


class Elements(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.words = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        self.found.append(("comment", {}))


def same(a, b):
    """One text, but for blanks around it and ways to write one character."""
    return (unicodedata.normalize("NFC", a).strip()
            == unicodedata.normalize("NFC", b).strip())


class OddTexts(unittest.TestCase):
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

    # --- what comes back ----------------------------------------------------

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

    # --- where they go ------------------------------------------------------

    def test_letters_and_calendars(self):
        """Whatever of them is taken, in all fields at once."""
        takes = self.of_profiles()
        names = sorted(takes["name"])
        hour = (datetime.datetime.now(datetime.timezone.utc)
                + datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:00Z")
        pitches = sorted(takes["pitch"])
        tags = sorted(takes["tags"])
        self.sql("DELETE FROM memberships")
        writers = [self.member(
            name, pitch=pitches[i % len(pitches)],
            attributes={"interests": tags[i::len(names)] or tags[:1]},
            language=("en", "fr")[i // 2 % 2])
            for i, name in enumerate(names)]
        if len(writers) % 2:
            writers.append(self.member("Even"))
        self.house.run_round()
        for i, who in enumerate(writers):
            intro = who.get("/v1/me/introductions").json["introductions"][0]
            path = "/v1/introductions/" + intro["id"]
            said = [who.post(path + "/response", {"accept": True}),
                    who.post(path + "/messages",
                             {"text": "x" + pitches[i % len(pitches)]}),
                    who.put(path + "/meeting", {
                        "starts_at": hour, "where": names[i % len(names)]})]
            for reply in said:
                self.assertIn(reply.status, (200, 201), reply)
            self.calendar(who.get(path + "/calendar.ics").body)
            token = who.post("/v1/me/calendar").json["token"]
            self.calendar(who.get(
                "/v1/me/calendar.ics?token=" + token).body)
        self.house.let_pass(hours=1)
        runner.wait_for("the letters", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
            " AND next_at <= clock()") == [["0"]])
        letters = list(self.sink.letters)
        self.assertGreater(len(letters), 4 * len(writers))
        for letter in letters:
            with self.subTest(letter=letter.raw[:400]):
                self.letter(letter)
        for name in names:
            self.assertTrue(any(
                unicodedata.normalize("NFC", name) in smtp.parsed(letter.raw).get_body(
                    ("plain",)).get_content().replace("\r\n", "\n")
                for letter in letters), name)

    def letter(self, letter):
        message = smtp.parsed(letter.raw)
        head = letter.raw.partition(b"\r\n\r\n")[0]
        self.assertTrue(head.isascii())
        self.assertNotRegex(head, rb"[^\r]\n|\r[^\n]")
        names = [name.lower() for name in message.keys()]
        self.assertEqual(len(names), len(set(names)), names)
        self.assertLessEqual(set(names), HEADERS)
        self.assertEqual(len(letter.recipients), 1)
        self.assertEqual(message["To"], letter.recipients[0])
        self.assertIsNone(COMMANDING.search(message["Subject"]))
        for part in message.walk():
            self.assertEqual(part.defects, [])
            if part.get_content_type() == "text/html":
                self.page(part.get_content())
            elif part.get_content_type() == "text/calendar":
                self.calendar(part.get_content())
            elif not part.is_multipart():
                self.assertEqual(part.get_content_type(), "text/plain")
                self.assertIsNone(COMMANDING.search(
                    part.get_content().replace("\r\n", "\n")))

    def page(self, text):
        page = Elements(text)
        for tag, attributes in page.found:
            self.assertIn(tag, ELEMENTS)
            self.assertLessEqual(set(attributes), {
                "lang", "charset", "name", "content", "style", "href",
                "http-equiv", "dir"})
            if tag == "a":
                self.assertRegex(attributes["href"],
                                 r"^https://(localhost|example\.org)(/|\?|$)")
        self.assertEqual([tag for tag, _ in page.found].count("body"), 1)

    def calendar(self, text):
        lines = re.sub(r"\r?\n[ \t]", "", text).split("\n")
        for line in lines:
            if line.strip():
                self.assertIn(re.split("[:;]", line, maxsplit=1)[0],
                              PROPERTIES, line)
        self.assertEqual(text.count("BEGIN:VALARM"), text.count(
            "\\nBEGIN:VALARM"), text)
        self.assertNotRegex(text, r"(?m)^ATTENDEE.*eve")

    # --- in a terminal ------------------------------------------------------

    def test_nothing_commands_a_terminal(self):
        """Not even what the tables hold that the API would refuse: an older
        house, or another server, may not have."""
        evil = "Ev\x1b]0;title\x07\x1b[2Jil\u009b31m\u202e\r\u2066"
        ana, bo, path, intro = self.pair(pitch="x", attributes={
            "interests": ["chess"]})
        home = runner.new_folder()
        self.house.command("serendip", "signin", bo.address, home=home)
        self.house.command("serendip", "signin", "--code", self.house.code(
            bo.address, 1), home=home)
        for who in (ana, bo):
            who.post(path + "/response", {"accept": True})
        ana.post(path + "/messages", {"text": "hello"})
        bo.post("/v1/reports", {
            "introduction": intro["id"], "category": "other", "text": "x",
            "handle": bo.get(path).json["partners"][0]["handle"],
            "block": False})
        bo.post("/v1/me/ties", {"emails": ["tie@example.org"]})
        bo.post("/v1/me/invitations", {})
        text = "convert_from('\\x" + evil.encode().hex() + "', 'UTF8')"
        self.sql(f"UPDATE members SET name = {text}, pitch = {text} "
                 f"WHERE id IN ('{ana.id}', '{bo.id}');"
                 f"UPDATE member_attributes SET value = {text} "
                 f"WHERE member IN ('{ana.id}', '{bo.id}') "
                 "AND attribute = 'interests'")
        shown = {}
        for words in (["about"], ["profile"], ["letters"], ["pools"],
                      ["intros"], ["intros", intro["id"]], ["thread"],
                      ["rounds"], ["diversity"], ["ties", "list"],
                      ["blocks"], ["report", "list"], ["invitations"],
                      ["meet", "--worksheet"], ["calendar"],
                      ["block", intro["id"]], ["blocks"]):
            with self.subTest(" ".join(words)):
                piped = self.house.command("serendip", *words, home=home,
                                           ok=False)
                for text in (piped.stdout, piped.stderr):
                    self.assertIsNone(COMMANDING.search(text), ascii(text))
                told = self.house.command("serendip", "--json", *words,
                                          home=home, ok=False)
                self.assertIsNone(re.search(
                    "[\x00-\x09\x0b-\x1f\x7f]", told.stdout), ascii(told))
                terminal = Terminal(
                    self.house.program("serendip"), *words, env={
                        **self.house.environment(home),
                        "TERM": "xterm-256color"})
                terminal.end()
                seen = COLOUR.sub("", terminal.seen)
                self.assertIsNone(COMMANDING.search(seen), ascii(seen))
                shown[words[0]] = shown.get(words[0], "") + piped.stdout
        for command in ("intros", "thread", "profile"):
            self.assertIn("il", shown[command])
            self.assertIn("Ev", shown[command])


if __name__ == "__main__":
    runner.main(OddTexts)
