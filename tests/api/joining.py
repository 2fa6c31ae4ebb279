#!/usr/bin/env python3
"""Who may join, by whose invitation, and consent that terms outlive."""
import json
import re
import threading
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import CALENDAR, House, people_csv

BODY = {"name": "Ana",
        "attributes": {"domain": "health/nurse", "languages": ["en"]},
        "consent": {"terms_version": "1", "of_age": True}}
NOBODY = "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e"
UNKNOWN = "sdi_" + "A" * 43


class Case(unittest.TestCase):
    signup = "policy: open"

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC + "\nmax_connections = 60")

    def setUp(self):
        self.house = House(self.build, cluster=self.cluster, start=False)
        self.addCleanup(self.house.kill)
        self.configure("signups_per_day", "signups_per_day",
                       f"\nsignup: {{{self.signup}}}")
        # Rounds are drawn when a test says so.
        self.configure(CALENDAR, "")
        self.house.start()
        self.guest = self.house.client()

    def configure(self, old, new, more=""):
        text = self.house.config.read_text()
        self.assertIn(old, text)
        self.house.config.write_text(text.replace(old, new) + more)

    def sql(self, text):
        """The row, or the one value of it."""
        rows = self.house.sql(text)
        return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows

    def sign_up(self, address, invitation=None):
        return self.guest.post("/v1/signup", {
            **BODY, "email": address,
            **({"invitation": invitation} if invitation else {})})

    def verify(self, attempt, address):
        return self.guest.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"],
            "code": self.house.code(address)})

    def refused(self, reply, pointer, words, code="not_allowed"):
        self.assertEqual((reply.status, reply.code), (422, "invalid_body"))
        self.assertEqual([(e["pointer"], e["code"])
                          for e in reply.json["errors"]], [(pointer, code)])
        self.assertIn(words, reply.json["errors"][0]["detail"])

    def invite(self, by=None, **what):
        made = (by.post("/v1/me/invitations", what) if by else
                self.house.operator.post("/v1/operator/invitations", what))
        self.assertEqual(made.status, 201, made)
        return made.json

    def state(self, id_):
        listed = self.house.operator.get(
            "/v1/operator/invitations?limit=100").json["invitations"]
        found = next(i for i in listed if i["id"] == id_)
        self.assertIsNone(found["token"])
        return found["state"], found["uses"]


class Invited(Case):
    signup = "policy: invitation, member_invitations: 3"

    def test_without_an_invitation_nobody_joins(self):
        self.house.import_people(people_csv(1))
        about = self.guest.get("/v1/about").json["signup"]
        self.assertEqual(about, {"policy": "invitation", "domains": [],
                                 "member_invitations": 3})
        for address in ("new@example.org", "m0000@example.org"):
            self.refused(self.sign_up(address), "/invitation", "by invitation",
                         "missing")
            for bad in (UNKNOWN, "x", "sdp_" + "A" * 43):
                self.refused(self.sign_up(address, bad), "/invitation",
                             "unknown")
        self.assertEqual(self.sql("SELECT count(*) FROM signups"), "0")
        self.assertEqual(self.house.letters(), [])

    def test_an_invitation_lets_in_as_many_as_it_says(self):
        made = self.invite(uses=2, pool="weekly")
        self.assertRegex(made["token"], r"^sdi_[\w-]{43}$")
        for name in ("a", "b"):
            self.house.join(f"{name}@example.org",
                            invitation=made["token"])
        self.assertEqual(self.state(made["id"]), ("used", 2))
        self.refused(self.sign_up("c@example.org", made["token"]),
                     "/invitation", "used up")
        self.assertNotIn(made["token"],
                         str(self.sql("SELECT * FROM invitations")))

    def test_two_at_once_do_not_both_take_the_last_use(self):
        made = self.invite()
        people = [f"p{i}@example.org" for i in range(4)]
        attempts = [self.sign_up(p, made["token"]) for p in people]
        self.assertEqual([a.status for a in attempts], [202] * 4)
        codes = [self.house.code(p) for p in people]
        clients = [self.house.client() for _ in people]
        replies = [None] * 4

        def go(i):
            replies[i] = clients[i].post("/v1/signin/verify", {
                "attempt": attempts[i].json["attempt"], "code": codes[i]})
        threads = [threading.Thread(target=go, args=(i,)) for i in range(4)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(sorted(r.status for r in replies),
                         [201, 409, 409, 409])
        late = next(r for r in replies if r.status == 409)
        self.assertIn("invitation", late.json["detail"])
        self.assertEqual(self.sql("SELECT count(*) FROM members"), "1")
        self.assertEqual(self.state(made["id"]), ("used", 1))

    def test_ended_and_expired_ones_let_nobody_in(self):
        one, other = self.invite(), self.invite(days=2)
        attempt = self.sign_up("a@example.org", one["token"])
        path = "/v1/operator/invitations/"
        for _ in range(2):
            self.assertEqual(
                self.house.operator.delete(path + one["id"]).status, 204)
        self.assertEqual(self.house.operator.delete(path + NOBODY).status, 404)
        self.assertEqual(self.verify(attempt, "a@example.org").code,
                         "conflict")
        self.refused(self.sign_up("a@example.org", one["token"]),
                     "/invitation", "ended")
        self.assertEqual(self.state(one["id"]), ("ended", 0))
        self.house.let_pass(days=1)
        self.assertEqual(self.sign_up("b@example.org",
                                      other["token"]).status, 202)
        self.house.let_pass(days=1, hours=1)
        self.refused(self.sign_up("b@example.org", other["token"]),
                     "/invitation", "too old")
        self.assertEqual(self.state(other["id"]), ("expired", 0))

    def test_inviter_and_invited_know_each_other(self):
        ana = self.house.join("ana@example.org", "Ana",
                              invitation=self.invite()["token"])
        made = self.invite(by=ana)
        bo = self.house.join("bo@example.org", "Bo", {
            "domain": "law/judge", "languages": ["en"]},
            invitation=made["token"])
        ids = sorted(c.get("/v1/me").json["id"] for c in (ana, bo))
        self.assertEqual(
            self.sql("SELECT low, high, kind FROM ties"), [ids + ["knows"]])
        groups, sat_out = self.house.groups(self.house.run_round()["id"])
        self.assertEqual((groups, len(sat_out)), ([], 2))

    def test_a_member_has_so_many_and_only_their_own(self):
        ana = self.house.join("ana@example.org", "Ana",
                              invitation=self.invite()["token"])
        bo = self.house.join("bo@example.org", "Bo",
                             invitation=self.invite()["token"])
        made = [self.invite(by=ana) for _ in range(3)]
        many = ana.post("/v1/me/invitations", {})
        self.assertEqual((many.status, many.code), (429, "too_many_requests"))
        self.assertIn("3 open invitations", many.json["detail"])
        mine = "/v1/me/invitations/"
        self.assertEqual(bo.delete(mine + made[0]["id"]).status, 404)
        self.assertEqual(bo.get("/v1/me/invitations").json["invitations"], [])
        self.assertEqual(ana.delete(mine + made[0]["id"]).status, 204)
        # Ending one makes room, but not on the same day.
        self.assertEqual(ana.post("/v1/me/invitations", {}).status, 429)
        self.house.let_pass(days=1, minutes=1)
        self.invite(by=ana)
        self.assertEqual(ana.post("/v1/me/invitations", {}).status, 429)
        page = ana.get("/v1/me/invitations?limit=3").json
        self.assertEqual([i["state"] for i in page["invitations"]],
                         ["open"] * 3)
        rest = ana.get("/v1/me/invitations?cursor=" + page["next"]).json
        self.assertEqual([i["id"] for i in rest["invitations"]],
                         [made[0]["id"]])

    def test_once(self):
        key = {"Idempotency-Key": "one"}
        ana = self.house.join("ana@example.org", "Ana",
                              invitation=self.invite()["token"])
        first, again = (ana.post("/v1/me/invitations",
                                 {"email": "bo@example.org"}, headers=key)
                        for _ in range(2))
        self.assertEqual(first.json, again.json)
        runner.wait_for("the letter",
                        lambda: self.house.letters("bo@example.org"))
        self.assertEqual(self.sql(
            "SELECT count(*) FROM invitations WHERE inviter IS NOT NULL"), "1")


class Letters(Case):
    signup = "policy: open, member_invitations: 20"

    def letter(self, address, count=1):
        found = runner.wait_for(f"{count} letters to {address}", lambda: [
            f for f in [self.house.letters(address)] if len(f) == count])[0]
        # One line: what stands alone may be longer than 78 columns.
        return found[-1]["Subject"], found[-1].get_body(
            ("plain",)).get_content()

    def test_by_letter(self):
        ana = self.house.join("ana@example.org", "Zoé Le Goff", language="fr")
        made = self.invite(by=ana, email="Bo@Example.org")
        subject, text = self.letter("bo@example.org")
        self.assertIn("Zoé Le Goff", subject)
        self.assertIn("The Test House", subject)
        self.assertIn("Bonjour", text)
        self.assertIn(made["token"], text)
        refusal = re.search(r"sdr_[\w-]+", text).group()
        for bad in ("x", refusal[:-2] + "AA", made["token"]):
            self.assertEqual(self.guest.post(
                "/v1/invitations/refusals", {"token": bad}).status, 401)
        self.assertEqual(self.guest.post(
            "/v1/invitations/refusals", {"token": refusal}).status, 204)
        # Refused: the answer is the same, and no letter follows.
        again = self.invite(by=ana, email="bo@example.org")
        self.assertEqual(set(again), set(made))
        self.invite(by=ana, email="cy@example.org")
        self.letter("cy@example.org")
        self.assertEqual(len(self.house.letters("bo@example.org")), 1)
        # The invitation itself holds.
        self.house.join("other@example.org", invitation=again["token"])

    def test_one_click_is_enough(self):
        ana = self.house.join("ana@example.org")
        self.invite(by=ana, email="Bo@Example.org")
        self.letter("bo@example.org")
        letter = self.house.letters("bo@example.org")[0]
        self.assertEqual(letter["List-Unsubscribe-Post"],
                         "List-Unsubscribe=One-Click")
        link = re.fullmatch(r"<https://localhost(/v1/unsubscribe\?token=sdr_\S+)>",
                            letter["List-Unsubscribe"]).group(1)
        self.assertIn(link, letter.get_body(("html",)).get_content())
        page = self.guest.get(link)
        self.assertIn("Invitations", page.body)
        self.assertEqual(self.sql("SELECT count(*) FROM invitation_refusals"),
                         "0")
        done = self.guest.post(link, raw=b"List-Unsubscribe=One-Click",
                               content_type="application/x-www-form-urlencoded")
        self.assertEqual(done.status, 200, done)
        self.assertNotIn("serendip letters", done.body)
        self.invite(by=ana, email="bo@example.org")
        self.invite(by=ana, email="cy@example.org")
        self.letter("cy@example.org")
        self.assertEqual(len(self.house.letters("bo@example.org")), 1)

    def test_members_and_the_often_invited_get_none(self):
        ana = self.house.join("ana@example.org")
        self.house.import_people(people_csv(1))
        self.invite(by=ana, email="m0000@example.org")
        for _ in range(5):
            self.invite(by=ana, email="bo@example.org")
        self.invite(email="last@example.org")
        subject, text = self.letter("last@example.org")
        self.assertEqual(subject, "You are invited to The Test House")
        self.letter("bo@example.org", 3)
        self.assertEqual(self.house.letters("m0000@example.org"), [])

    def test_a_name_brings_no_link_to_strangers(self):
        for name in ("Win at evil.example", "https://evil.example", "a@b.cd"):
            someone = self.house.join(f"{len(name)}@example.org", name)
            self.invite(by=someone, email=f"to{len(name)}@example.org")
            subject, text = self.letter(f"to{len(name)}@example.org")
            for words in (subject, text):
                self.assertNotIn("evil", words)
                self.assertNotIn("a@b.cd", words)
            self.assertIn("a member", subject)
        someone = self.house.join("j@example.org", "J. R. Ewing")
        self.invite(by=someone, email="sue@example.org")
        self.assertIn("J. R. Ewing", self.letter("sue@example.org")[0])

    def test_where_only_operators_invite(self):
        ana = self.house.join("ana@example.org")
        self.configure("member_invitations: 20", "member_invitations: 0")
        self.house.hang_up()
        self.assertEqual(ana.post("/v1/me/invitations", {}).code, "forbidden")
        self.refused(self.house.operator.post(
            "/v1/operator/invitations", {"pool": "none"}), "/pool", "no such")
        self.refused(self.house.operator.post(
            "/v1/operator/invitations", {"email": "a..b@example.org"}),
            "/email", "an e-mail address", "malformed")


class Commands(Case):
    signup = "policy: invitation"

    def run_it(self, program, *words, status=0, **more):
        done = self.house.command(program, *words, ok=False, **more)
        self.assertEqual(done.returncode, status, done)
        return done.stdout + done.stderr

    def token(self, said):
        return re.search(r"serendip signup --invitation (sdi_\S+)", said)[1]

    def signup_words(self, address, *more):
        return ("signup", "--email", address, "--name", "Ana", "--set",
                "domain=nurse", "--set", "languages=en", "--accept-terms",
                "1", "--of-age", *more)

    def test_from_the_operator_to_a_guest(self):
        self.assertIn("--invitation", self.run_it(
            "serendip", *self.signup_words("ana@example.org"), status=1))
        self.run_it("serendipctl", "invitations", "new", "--uses", "x",
                    status=2)
        said = self.run_it("serendipctl", "invitations", "new", "--uses", "2",
                           "--days", "3", "--pool", "weekly")
        self.run_it("serendip", *self.signup_words(
            "ana@example.org", "--invitation", self.token(said)))
        self.run_it("serendip", "signin", "--code",
                    self.house.code("ana@example.org"))
        self.assertRegex(self.run_it("serendipctl", "invitations", "list"),
                         r"open +1 +2 +weekly +operator")
        self.assertIn("invited nobody",
                      self.run_it("serendip", "invitations"))
        mine = self.run_it("serendip", "invite", "--email", "bo@example.org")
        letter = runner.wait_for("the letter", lambda: self.house.letters(
            "bo@example.org"))[0].get_body(("plain",)).get_content()
        self.assertIn(self.token(mine), letter)
        listed = self.run_it("serendip", "invitations")
        id_ = re.search(r"(\S{36}) +open", listed)[1]
        self.run_it("serendip", "invitations", "end", id_)
        self.assertRegex(self.run_it("serendip", "invitations"),
                         id_ + " +ended")
        self.run_it("serendip", "invitations", "end", NOBODY, status=1)
        self.run_it("serendip", "invitations", "refuse",
                    re.search(r"refuse (sdr_\S+)", letter)[1])
        self.run_it("serendip", "invitations", "refuse", "sdr_x", status=1)
        said = self.run_it("serendipctl", "--json", "invitations", "new")
        self.run_it("serendipctl", "invitations", "end",
                    json.loads(said)["id"])

    def test_consent_again(self):
        home = runner.new_folder()
        ana = self.house.join("ana@example.org",
                              invitation=self.invite()["token"])
        self.run_it("serendip", "signin", "ana@example.org", home=home)
        self.run_it("serendip", "signin", "--code",
                    self.house.code("ana@example.org", 1), home=home)
        self.assertNotIn("terms", self.run_it("serendip", "profile",
                                              home=home))
        self.configure('terms_version: "1"', 'terms_version: "2"')
        self.house.hang_up()
        self.assertIn("terms have changed",
                      self.run_it("serendip", "profile", home=home))
        self.run_it("serendip", "consent", status=1, home=home)
        self.run_it("serendip", "consent", "--accept-terms", "2", "--of-age",
                    home=home)
        self.assertFalse(ana.get("/v1/me").json["consent"]["outdated"])


class Domains(Case):
    signup = "policy: domain, domains: [Example.org, town.example]"

    def test_addresses_of_the_domains_and_invitations(self):
        self.assertEqual(
            self.guest.get("/v1/about").json["signup"]["domains"],
            ["Example.org", "town.example"])
        for address in ("a@elsewhere.org", "b@sub.example.org",
                        "c@notexample.org", "d@example.org.evil.net"):
            self.refused(self.sign_up(address), "/email",
                         "addresses of Example.org town.example")
        self.assertEqual(self.sign_up("a@EXAMPLE.org").status, 202)
        self.house.join("b@town.example")
        self.house.join("c@elsewhere.org", invitation=self.invite()["token"])


class Terms(Case):
    def test_consent_outlived_by_the_terms(self):
        ana, bo, cy = (self.house.join(f"{name}@example.org", name, {
            "domain": domain, "languages": ["en"]}) for name, domain in (
                ("ana", "health/nurse"), ("bo", "law/judge"),
                ("cy", "arts/musician")))
        given = ana.get("/v1/me").json["consent"]
        self.assertEqual((given["terms_version"], given["outdated"]),
                         ("1", False))
        self.assertEqual(self.sql(
            "SELECT DISTINCT attested_age FROM members"), "18")
        self.configure('terms_version: "1"',
                       'terms_version: "2", terms_grace_days: 10')
        self.house.hang_up()
        runner.wait_for("the new terms", lambda: self.sql(
            "SELECT version FROM terms") == "2")
        self.assertTrue(ana.get("/v1/me").json["consent"]["outdated"])
        self.refused(ana.put("/v1/me/consent", {
            "terms_version": "1", "of_age": True}), "/terms_version",
            'in force are "2"')
        self.refused(ana.put("/v1/me/consent", {
            "terms_version": "2", "of_age": False}), "/of_age", "18")
        now = ana.put("/v1/me/consent",
                      {"terms_version": "2", "of_age": True}).json
        self.assertEqual(now["consent"]["terms_version"], "2")
        self.assertFalse(now["consent"]["outdated"])
        self.assertGreaterEqual(now["consent"]["at"], given["at"])
        self.house.let_pass(days=9)
        self.assertEqual(self.house.run_round()["members"], 3)
        self.house.let_pass(days=1, minutes=1)
        self.assertEqual(self.house.run_round()["members"], 1)
        for late in (bo, cy):
            late.put("/v1/me/consent", {"terms_version": "2", "of_age": True})
        self.assertEqual(self.house.run_round()["members"], 3)


if __name__ == "__main__":
    runner.main(Case)
