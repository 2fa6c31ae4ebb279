#!/usr/bin/env python3
"""Sessions seen and ended, and a change of address that both confirm."""
import json
import os
import pathlib
import re

from harness import case, client, runner
from harness.terminal import Terminal

NOBODY = "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e"
FIREFOX = ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) "
           "Gecko/20100101 Firefox/140.0")


class MyData(case.OwnHouse):
    def signs_in(self, address, agent=None):
        """Another session of a member."""
        codes = len(self.house.codes(address))
        someone = self.house.client()
        attempt = someone.post("/v1/signin", {"email": address})
        session = someone.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"],
            "code": self.house.code(address, codes)},
            headers={"User-Agent": agent} if agent else {})
        self.assertEqual(session.status, 201, session)
        someone.token = session.json["token"]
        return someone

    def joins_anew(self, address):
        """Somebody with an address that has had codes before."""
        codes = len(self.house.codes(address))
        someone = self.house.client()
        attempt = someone.post("/v1/signup", {
            "email": address, "name": "Somebody",
            "attributes": {"domain": "health/nurse", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}})
        session = someone.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"],
            "code": self.house.code(address, codes)})
        self.assertEqual(session.status, 201, session)

    # --- sessions -----------------------------------------------------------

    def test_sessions(self):
        house = self.house
        ana = house.join("ana@example.org")
        bo = house.join("bo@example.org", "Bo")
        fox = self.signs_in("ana@example.org", FIREFOX)
        third = self.signs_in("ana@example.org", "curl/8.0 <b>\u00e9".encode(
            "utf-8").decode("latin-1"))
        listed = ana.get("/v1/me/sessions").json["sessions"]
        self.assertEqual([(s["label"], s["this"]) for s in listed], [
            ("curl", False), ("Firefox, Windows", False), ("", True)])
        self.assertRegex(listed[0]["used_on"], r"^\d{4}-\d\d-\d\d$")
        self.assertEqual(len({s["id"] for s in listed}), 3)
        # Nothing of others', and their ids are nobody's.
        for id_ in (listed[0]["id"], NOBODY, "x"):
            gone = bo.delete("/v1/me/sessions/" + id_)
            self.assertEqual((gone.status, gone.json["detail"]), (404, ""))
        self.assertEqual(third.get("/v1/me").status, 200)
        self.assertEqual(ana.delete(
            "/v1/me/sessions/" + listed[0]["id"]).status, 204)
        self.assertEqual(third.get("/v1/me").status, 401)
        self.assertEqual(ana.delete(
            "/v1/me/sessions/" + listed[0]["id"]).status, 404)
        self.assertEqual(fox.get("/v1/me").status, 200)
        self.assertEqual(ana.delete("/v1/me/sessions").status, 204)
        self.assertEqual(fox.get("/v1/me").status, 401)
        self.assertEqual([s["this"] for s in ana.get(
            "/v1/me/sessions").json["sessions"]], [True])
        self.assertEqual(bo.get("/v1/me").status, 200)
        # Idle ones are none.
        house.let_pass(days=15)
        self.assertEqual(ana.get("/v1/me/sessions").status, 401)

    # --- address ------------------------------------------------------------

    def ask(self, who, email):
        asked = who.post("/v1/me/email", {"email": email})
        self.assertEqual(asked.status, 200, asked)
        return asked.json

    def confirm(self, who, code):
        return who.post("/v1/me/email/confirmation", {"code": code})

    def letter(self, address, kind):
        """The text of the newest letter with a word in its subject."""
        return runner.wait_for(f"{kind} to {address}", lambda: [
            found.get_body(("plain",)).get_content()
            for found in self.house.letters(address)
            if kind in found["Subject"]])[-1]

    def both(self, old, new):
        """The codes to the address before and to the new one."""
        find = r"--code (\S{4}-\S{4})"
        return (re.search(find, self.letter(old, "another address")).group(1),
                re.search(find, self.letter(new, "new address")).group(1))

    def test_both_confirm(self):
        house = self.house
        ana = house.join("ana@example.org")
        fox = self.signs_in("ana@example.org")
        bo = house.join("bo@example.org", "Bo")
        bo.post("/v1/me/ties", {"emails": ["ana-new@example.org"]})
        asked = self.ask(ana, "Ana-New@example.org")
        self.assertEqual(asked["email"], "ana@example.org")
        self.assertEqual((asked["change"]["email"],
                          asked["change"]["new_confirmed"],
                          asked["change"]["old_confirmed"]),
                         ("ana-new@example.org", False, False))
        old, new = self.both("ana@example.org", "ana-new@example.org")
        # Another's codes are nobody's; wrong ones are wrong.
        for who, code in ((bo, new), (ana, "0000-0000"), (ana, "x"),
                          (ana, "")):
            wrong = self.confirm(who, code)
            self.assertIn(wrong.status, (401, 422), wrong)
        self.assertEqual(self.confirm(ana, new).json["change"][
            "new_confirmed"], True)
        self.assertEqual(ana.get("/v1/me").json["email"], "ana@example.org")
        done = self.confirm(ana, old.lower().replace("-", " "))
        self.assertEqual(done.json, {"email": "ana-new@example.org",
                                     "change": None})
        self.assertEqual(fox.get("/v1/me").status, 401)
        self.assertEqual(ana.get("/v1/me").json["email"],
                         "ana-new@example.org")
        self.assertIn("the last that", self.letter(
            "ana@example.org", "was changed"))
        self.assertEqual(self.sql("SELECT kind FROM ties"), [("knows",)])
        # In by the new one alone; and the old one is free.
        self.signs_in("ana-new@example.org")
        self.joins_anew("ana@example.org")
        self.assertEqual(self.confirm(ana, old).code, "code_wrong")
        dump = self.house.cluster.dump(house.database)
        self.assertNotIn("ana-new", dump)
        self.assertNotIn(old, dump)

    def test_what_is_refused(self):
        ana = self.house.join("ana@example.org")
        for email in ("ana@example.org", " ANA@example.org", "x", "a@b@c"):
            self.assertEqual(ana.post("/v1/me/email", {
                "email": email}).status, 422, email)
        self.ask(ana, "b@example.org")
        self.both("ana@example.org", "b@example.org")
        _, new = self.both("ana@example.org", "b@example.org")
        for _ in range(10):
            self.assertEqual(self.confirm(ana, "2222-2222").code,
                             "code_wrong")
        self.assertEqual(self.confirm(ana, new).code, "code_wrong")
        for i in range(4):
            self.ask(ana, f"c{i}@example.org")
        many = ana.post("/v1/me/email", {"email": "d@example.org"})
        self.assertEqual((many.status, many.code), (429, "too_many_requests"))
        # Asked anew, the codes before are none; taken back, those after.
        self.assertEqual(self.confirm(ana, new).code, "code_wrong")
        old, new = self.both("ana@example.org", "c3@example.org")
        self.assertEqual(ana.delete("/v1/me/email").status, 204)
        self.assertEqual(self.confirm(ana, new).code, "code_wrong")
        self.assertIsNone(ana.get("/v1/me/email").json["change"])

    def test_codes_grow_old(self):
        ana = self.house.join("ana@example.org")
        self.ask(ana, "b@example.org")
        _, new = self.both("ana@example.org", "b@example.org")
        self.house.let_pass(hours=25)
        self.assertEqual(self.confirm(ana, new).code, "code_wrong")

    def test_who_has_lost_the_address_before(self):
        house = self.house
        ana = house.join("ana@example.org")
        self.ask(ana, "b@example.org")
        _, new = self.both("ana@example.org", "b@example.org")
        self.confirm(ana, new)
        house.let_pass(days=6)
        self.assertEqual(ana.get("/v1/me").json["email"], "ana@example.org")
        house.let_pass(days=1, hours=1)
        runner.wait_for("the change", lambda: ana.get(
            "/v1/me").json["email"] == "b@example.org")
        self.letter("ana@example.org", "was changed")

    def test_an_address_that_refuses_letters_need_not(self):
        ana = self.house.join("ana@example.org")
        self.sql("UPDATE members SET email_stopped_at = clock()")
        self.ask(ana, "b@example.org")
        _, new = self.both("ana@example.org", "b@example.org")
        self.assertEqual(self.confirm(ana, new).json["email"],
                         "b@example.org")
        self.assertFalse(ana.get("/v1/me").json["email_stopped"])

    def test_an_objection(self):
        house = self.house
        ana = house.join("ana@example.org")
        thief = self.signs_in("ana@example.org")
        self.ask(thief, "thief@example.org")
        old, new = self.both("ana@example.org", "thief@example.org")
        self.confirm(thief, new)
        token = re.search(r"sdo_\S+", self.letter(
            "ana@example.org", "another address")).group()
        guest = house.client()
        for wrong in ("x", token[:-1] + ("A" if token[-1] != "A" else "B"),
                      "sdl_" + token[4:]):
            self.assertEqual(guest.post("/v1/email/objections", {
                "token": wrong}).code, "code_wrong")
        self.assertEqual(guest.post("/v1/email/objections", {
            "token": token}).status, 204)
        for who in (ana, thief):
            self.assertEqual(who.get("/v1/me").status, 401)
        self.assertEqual(guest.post("/v1/email/objections", {
            "token": token}).code, "code_wrong")
        house.let_pass(days=8)
        again = self.signs_in("ana@example.org")
        self.assertEqual(again.get("/v1/me/email").json, {
            "email": "ana@example.org", "change": None})

    def test_an_address_of_another_member_is_not_told(self):
        house = self.house
        ana = house.join("ana@example.org")
        house.join("bo@example.org", "Bo")
        replies = []
        for email in ("bo@example.org", "nobody@example.org"):
            asked = self.ask(ana, email)["change"]
            self.assertEqual(asked.pop("email"), email)
            for moment in ("asked_at", "codes_until", "otherwise_at"):
                asked.pop(moment)
            replies.append(asked)
            rows = self.sql("SELECT count(*) FROM outbox WHERE kind IN "
                            "('address_new', 'address_taken', 'address_old')")
            replies.append(int(rows[0][0]) % 2)
        self.assertEqual(replies[0], replies[2])
        self.assertEqual(replies[1], replies[3])
        text = self.letter("bo@example.org", "already")
        self.assertNotIn("Ana", text)
        self.assertNotRegex(text, r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
        # Nor does a week make it hers.
        self.ask(ana, "bo@example.org")
        old = re.findall(r"--code (\S{4}-\S{4})", runner.wait_for(
            "three letters", lambda: (lambda found: found if len(
                found) == 3 else None)([
                    x.get_body(("plain",)).get_content()
                    for x in house.letters("ana@example.org")
                    if "another address" in x["Subject"]]))[-1])[0]
        self.confirm(ana, old)
        house.let_pass(days=8)
        self.assertEqual(ana.get("/v1/me").json["email"], "ana@example.org")

    def test_it_becomes_anothers_meanwhile(self):
        house = self.house
        ana = house.join("ana@example.org")
        self.ask(ana, "b@example.org")
        old, new = self.both("ana@example.org", "b@example.org")
        self.confirm(ana, new)
        self.joins_anew("b@example.org")
        refused = self.confirm(ana, old)
        self.assertEqual((refused.status, refused.code), (409, "conflict"))
        self.assertEqual(ana.get("/v1/me").json["email"], "ana@example.org")

    # --- the command line ---------------------------------------------------

    def test_with_the_command_line(self):
        house = self.house
        home = runner.new_folder()

        def serendip(*words, **more):
            return house.command("serendip", *words, home=home, **more)

        serendip("signup", "--email", "ana@example.org", "--name", "Ana Ó",
                 "--accept-terms", "1", "--of-age",
                 "--set", "domain=law/judge", "--set", "languages=en")
        serendip("signin", "--code", house.code("ana@example.org"))
        self.signs_in("ana@example.org", FIREFOX)
        listed = serendip("sessions").stdout
        self.assertIn("this one", listed)
        self.assertIn("Firefox, Windows", listed)
        found = json.loads(serendip("--json", "sessions").stdout)["sessions"]
        self.assertEqual([s["label"].split(",")[0] for s in found],
                         ["Firefox", "serendip"])
        self.assertEqual(serendip("sessions", "end", ok=False).returncode, 2)
        serendip("sessions", "end", found[0]["id"])
        self.signs_in("ana@example.org")
        serendip("sessions", "end", "--others")
        self.assertEqual(len(json.loads(serendip(
            "--json", "sessions").stdout)["sessions"]), 1)

        said = serendip("email", "new@example.org").stdout
        self.assertIn("new@example.org", said)
        old, new = self.both("ana@example.org", "new@example.org")
        self.assertIn("✓", serendip("email", "--code", new).stdout)
        self.assertEqual(serendip("email", "--code", old).stdout,
                         "Your address: new@example.org\n")
        serendip("email", "third@example.org")
        serendip("email", "--cancel")
        self.assertIsNone(json.loads(serendip(
            "--json", "email").stdout)["change"])

        path = pathlib.Path(home) / "me.json"
        serendip("export", "--output", str(path))
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertEqual(json.loads(path.read_text())["member"]["email"],
                         "new@example.org")
        self.assertIn("letters", json.loads(serendip("export").stdout))

        self.assertEqual(serendip("erase", ok=False).returncode, 1)
        terminal = Terminal(house.program("serendip"), "erase",
                            env=house.environment(home))
        terminal.answer("Type it", "Somebody")
        terminal.expect("Nothing was erased")
        terminal = Terminal(house.program("serendip"), "erase",
                            env=house.environment(home))
        terminal.answer("Type it", "Ana Ó")
        terminal.expect("is erased")
        self.assertEqual(serendip("profile", ok=False).returncode, 4)
        self.assertEqual(self.sql("SELECT count(*) FROM members"), [("0",)])

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(MyData)
