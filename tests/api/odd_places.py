#!/usr/bin/env python3
"""Texts that nobody expects get out of their place nowhere: not in the headers,
the HTML and the calendars of letters, nor in a terminal."""
import datetime
import html.parser
import re
import subprocess
import unicodedata

from harness import runner, smtp
from harness.odd import COMMANDING, OddCase
from harness.terminal import Terminal

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


class OddPlaces(OddCase):
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
        locales = runner.new_folder()
        # With a warning of what the sources of locales lack.
        subprocess.run(["localedef", "-c", "-i", "en_US", "-f", "ISO-8859-1",
                        locales / "latin"], check=False, capture_output=True)
        self.assertTrue((locales / "latin").is_dir(), "see packages.txt")
        # With LOCPATH, glibc loses what it looked for.
        latin1 = {"LOCPATH": str(locales), "LC_ALL": "latin",
                  "ASAN_OPTIONS": "detect_leaks=0"}
        shown, french = {}, ""
        for words in (["about"], ["profile"], ["letters"], ["pools"],
                      ["intros"], ["intros", intro["id"]], ["thread"],
                      ["rounds"], ["diversity"], ["ties", "list"],
                      ["blocks"], ["report", "list"], ["invitations"],
                      ["intros", intro["id"], "--worksheet"], ["calendar"],
                      ["block", intro["id"]], ["blocks"]):
            with self.subTest(" ".join(words)):
                # There is no meeting yet that a calendar could show.
                piped = self.house.command("serendip", *words, home=home,
                                           ok=words != ["calendar"])
                for text in (piped.stdout, piped.stderr):
                    self.assertIsNone(COMMANDING.search(text), ascii(text))
                told = self.house.command("serendip", "--json", *words,
                                          home=home, ok=words != ["calendar"])
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
                # A terminal whose bytes are letters, and some controls.
                latin = self.house.command(
                    "serendip", *words, home=home, ok=False, env={
                        **latin1})
                for text in (latin.stdout, latin.stderr):
                    self.assertTrue(text.isascii(), ascii(text))
                french += self.house.command(
                    "serendip", "--language", "fr", *words, home=home,
                    ok=False, env={
                        **latin1}).stdout
        self.assertTrue(french.isascii(), ascii(french))
        self.assertIn("Ma reponse", french)
        for command in ("intros", "thread", "profile"):
            self.assertIn("il", shown[command])
            self.assertIn("Ev", shown[command])


if __name__ == "__main__":
    runner.main(OddPlaces)
