#!/usr/bin/env python3
"""A member chooses which letters come, and when; and no word of a profile gets
out of its place in a letter."""
import json
import re
import unittest

from harness import runner, smtp
from harness.house import House, people_csv

NASTY = ["</p><script>alert(1)</script>", "Bcc: eve@example.org",
         "<img src=https://evil.example/x>", "=?utf-8?Q?x?=",
         "https://localhost.evil.example/", "\" onclick=\"x"]


class Choices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sink = smtp.Sink()
        cls.house = House(
            cls.build, sinks=[cls.sink], letters="smtp_tls: none, "
            f'transport: "smtp://127.0.0.1:{cls.sink.port}"')

    def sql(self, text):
        return self.house.sql(text)

    def put(self, address, kind="introduction", key="a"):
        """A letter of that kind, as a story would write it; its state once the
        daemon has looked."""
        self.sql(
            "INSERT INTO outbox (id, member, kind, key, sealed, language, "
            "expires_at) "
            f"SELECT gen_random_uuid(), o.member, '{kind}', '{address}{key}', "
            "o.sealed, o.language, clock() + interval '3 days' FROM outbox o WHERE "
            f"o.kind = 'welcome' AND o.member = '{self.ids[address]}'")
        return self.looked(address, key)

    def looked(self, address, key="a"):
        return runner.wait_for("a look", lambda: self.sql(
            "SELECT state, coalesce(reason, ''), to_char(next_at AT TIME ZONE "
            f"'Europe/Paris', 'HH24:MI') FROM outbox WHERE key = "
            f"'{address}{key}' AND state <> 'sending' AND (state <> 'pending' "
            "OR next_at > clock())"))[0]

    ids = {}

    def member(self, address, **more):
        someone = self.house.join(
            address, zone="Europe/Paris", **more)
        self.ids[address] = someone.get("/v1/me").json["id"]
        runner.wait_for("the welcome", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE kind = 'welcome' AND state = 'sent' "
            f"AND member = '{self.ids[address]}'"))
        return someone

    def test_a_kind_that_is_not_wanted(self):
        ana = self.member("ana@example.org")
        letters = ana.get("/v1/me/letters").json
        self.assertTrue(all(kind["wanted"] for kind in letters["kinds"]))
        self.assertNotIn("signin_code", [k["kind"] for k in letters["kinds"]])
        changed = ana.patch("/v1/me/letters", {"unwanted": ["reminder"]}).json
        self.assertEqual([k["kind"] for k in changed["kinds"]
                          if not k["wanted"]], ["reminder"])
        self.assertEqual(self.put("ana@example.org", "reminder")[:2], [
            "unwanted", "the member does not want this kind"])
        self.assertEqual(self.put("ana@example.org", "sat_out", "b")[0],
                         "sent")
        for wrong in ({"unwanted": ["signin_code"]}, {"wanted": ["x"]},
                      {"quiet": {"from": "24:00", "to": "07:00"}},
                      {"quiet": {"from": "07:00", "to": "07:00"}},
                      {"weekly_max": -1}):
            self.assertEqual(
                ana.patch("/v1/me/letters", wrong).status, 422, wrong)

    def test_quiet_hours_over_midnight(self):
        bo = self.member("bo@example.org")
        now = self.sql("SELECT to_char(clock() AT TIME ZONE 'Europe/Paris' - "
                       "interval '1 hour', 'HH24:MI'), to_char(clock() AT "
                       "TIME ZONE 'Europe/Paris' + interval '2 hours', "
                       "'HH24:MI')")[0]
        bo.patch("/v1/me/letters", {"quiet": {"from": now[0], "to": now[1]}})
        state, _, until = self.put("bo@example.org")
        self.assertEqual((state, until), ("pending", now[1]))
        # A code does not wait.
        self.house.client().post("/v1/signin", {"email": "bo@example.org"})
        self.house.code("bo@example.org", 1)
        self.house.let_pass(hours=2, minutes=1)
        self.assertEqual(self.looked("bo@example.org")[0], "sent")

    def test_quiet_hours_on_nights_when_clocks_change(self):
        for at, until in (
                ("2026-03-28 23:00+01", "2026-03-29 07:00+02"),
                ("2026-03-29 06:59+02", "2026-03-29 07:00+02"),
                ("2026-03-29 07:00+02", ""),
                ("2026-10-25 02:30+01", "2026-10-25 07:00+01"),
                ("2026-10-24 21:59+02", "")):
            self.assertEqual(self.sql(
                f"SELECT coalesce(quiet_until('{at}', 'Europe/Paris', 1320, "
                f"420) = '{until or at}', false), quiet_until('{at}', "
                "'Europe/Paris', 1320, 420) IS NULL"),
                [["t" if until else "f", "f" if until else "t"]], at)

    def test_no_more_than_so_many(self):
        cy = self.member("cy@example.org")
        cy.patch("/v1/me/letters", {"weekly_max": 2})  # one was the welcome
        self.assertEqual(self.put("cy@example.org")[0], "sent")
        self.assertEqual(self.put("cy@example.org", key="b")[:2], [
            "unwanted", "the member has had enough letters this week"])
        self.house.let_pass(days=8)
        self.assertEqual(self.put("cy@example.org", key="c")[0], "sent")

    def test_one_click(self):
        di = self.member("di@example.org")
        letters = self.house.letters("di@example.org")
        self.assertIsNone(letters[0]["List-Unsubscribe"])  # a code
        welcome = letters[1]
        self.assertEqual(welcome["List-Unsubscribe-Post"],
                         "List-Unsubscribe=One-Click")
        link = re.fullmatch(r"<https://localhost(/v1/unsubscribe\?token=\S+)>",
                            welcome["List-Unsubscribe"]).group(1)
        guest = self.house.client()
        page = guest.get(link)
        self.assertEqual(page.headers["content-type"],
                         "text/html; charset=utf-8")
        self.assertIn("<form method=\"post\">", page.body)

        def unwanted():
            return [k["kind"] for k in di.get("/v1/me/letters").json["kinds"]
                    if not k["wanted"]]
        self.assertEqual(unwanted(), [])
        for _ in range(2):
            self.assertEqual(guest.post(
                link, raw=b"List-Unsubscribe=One-Click", content_type=(
                    "application/x-www-form-urlencoded")).status, 200)
            self.assertEqual(unwanted(), ["welcome"])
        for bad in (link[:-1], link + "A", link.replace("sdu_", "sdp_"),
                    "/v1/unsubscribe"):
            self.assertEqual(guest.get(bad).status, 404, bad)

    def test_by_the_command(self):
        ed = self.member("ed@example.org")
        home = runner.new_folder("ho-")
        self.house.command("serendip", "signin", "ed@example.org", home=home)
        self.house.command("serendip", "signin", "--code", self.house.code(
            "ed@example.org", 1), home=home)
        shown = self.house.command(
            "serendip", "letters", "--refuse", "reminder", "--quiet",
            "22:00-07:00", "--weekly-max", "5", home=home).stdout
        self.assertIn("Quiet from 22:00 to 07:00", shown)
        self.assertRegex(shown, r"reminder +no ")
        told = json.loads(self.house.command(
            "serendip", "--json", "letters", home=home).stdout)
        self.assertEqual(told, ed.get("/v1/me/letters").json)
        self.house.command("serendip", "letters", "--no-quiet", "--want",
                           "reminder", "--no-weekly-max", home=home)
        self.assertIsNone(ed.get("/v1/me/letters").json["quiet"])

    def test_no_word_of_a_profile_leaves_its_place(self):
        for i, nasty in enumerate(NASTY):
            self.member(f"n{i}@example.org", name=nasty[:60], pitch=nasty)
        for letter in self.sink.letters:
            message = smtp.parsed(letter.raw)
            head = letter.raw.split(b"\r\n\r\n")[0]
            self.assertNotIn(b"\nBcc", head)
            self.assertEqual(len(letter.recipients), 1)
            self.assertEqual(message["To"], letter.recipients[0])
            html = message.get_body(("html",)).get_content()
            self.assertIn('<html lang="en">', html)
            self.assertNotIn("<script", html)
            self.assertNotIn("<img", html)
            self.assertNotIn('href="https://localhost.evil', html)
            self.assertNotRegex(html, r"<[^>]*onclick")


if __name__ == "__main__":
    runner.main(Choices)
