#!/usr/bin/env python3
"""Both command lines as people use them, slips and strange servers included."""
import json
import os
import socket
import subprocess
import unittest

from harness import runner
from harness.house import COMMUNITY, House, people_csv
from harness.stranger import Stranger

NOWHERE = "01a20d03-a128-7750-94cc-cd82795881ef"


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY.replace(
            "  generation:", "  years: {type: scale, from: 0, to: 80}\n"
            "  generation:"))
        cls.house.import_people(people_csv(9))
        # It waits for its answer while the other tests run.
        path = runner.new_folder() / "socket"
        cls.stalled = socket.socket(socket.AF_UNIX)
        cls.stalled.bind(str(path))
        cls.stalled.listen()
        os.chmod(path, 0o777)
        cls.addClassCleanup(cls.stalled.close)
        cls.patient = subprocess.Popen(
            [cls.house.program("serendipctl"), "--socket", path, "status"],
            env=cls.house.environment(), stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, **runner.as_runner())
        cls.stranger = Stranger(cls.house.folder / "tls.pem",
                                cls.house.folder / "tls.key")

    def setUp(self):
        self.home = runner.new_folder()
        self.stranger.asked.clear()
        self.stranger.answer = (200, "text/html", "<html>Welcome</html>")

    def run_it(self, program, *words, status=0, **more):
        done = self.house.command(program, *words, home=self.home, ok=False,
                                  **more)
        self.assertEqual(done.returncode, status, done)
        return done

    def serendip(self, *words, **more):
        return self.run_it("serendip", *words, **more)

    def ctl(self, *words, **more):
        return self.run_it("serendipctl", *words, **more)

    def sign_in(self, address):
        self.house.join(address)
        codes = len(self.house.codes(address))
        self.serendip("signin", address)
        self.serendip("signin", "--code", self.house.code(address, codes))

    # --- sessions ----------------------------------------------------------

    def test_a_session_stays_with_its_server(self):
        self.sign_in("one@example.org")
        kept = self.home / ".config/serendip/session.json"
        before = kept.read_text()
        elsewhere = {"SERENDIP_URL": self.stranger.url}
        for words in (("profile",), ("signout",), ("intros",)):
            self.serendip(*words, status=4 if words == ("signout",) else 1,
                          env=elsewhere)
        self.serendip("signin", "--code", "AAAA-AAAA", status=1, env=elsewhere)
        for _, _, headers in self.stranger.asked:
            self.assertNotIn("Authorization", headers)
        self.assertEqual(kept.read_text(), before)
        self.serendip("profile")
        # A slash at the end names the same server.
        self.serendip("--server", f"https://localhost:{self.house.port}/",
                      "profile")
        # A sign-in elsewhere takes nothing away here, and is the last one.
        self.stranger.answer = (202, "application/json", json.dumps({
            "attempt": "a" * 47, "expires_at": "2026-11-24T10:00:00Z"}))
        self.serendip("signin", "one@example.org", env=elsewhere)
        self.serendip("profile")
        self.stranger.answer = (200, "text/html", "<html>Welcome</html>")
        self.assertIn(self.stranger.url, self.serendip(
            "about", status=1, env={"SERENDIP_URL": None}).stderr)
        self.serendip("signout")
        self.serendip("signout", status=4)

    def test_a_certificate_is_found_from_everywhere(self):
        here = {"SERENDIP_CA": "tls.pem"}
        self.serendip("signin", "nobody@example.org", env=here,
                      cwd=self.house.folder)
        nothing = {"SERENDIP_CA": None, "SERENDIP_URL": None}
        self.assertIn("Test House", self.serendip("about",
                                                  env=nothing).stdout)
        # It is that of its own server, and no other's.
        self.assertIn("not trusted", self.serendip(
            "--server", self.stranger.url, "about", status=3,
            env=nothing).stderr)

    def test_a_reply_of_another_kind(self):
        self.sign_in("two@example.org")
        kept = self.home / ".config/serendip/session.json"
        # As if the house had moved away, and others lived there now.
        kept.write_text(kept.read_text().replace(
            f"localhost:{self.house.port}",
            self.stranger.url.split("/")[2]))
        commands = (
            ("about",), ("profile",), ("pools",), ("intros",), ("rounds",),
            ("intros", NOWHERE),
            ("join", "weekly"), ("leave", "weekly"), ("signout",),
            ("profile", "set", "--name", "X"), ("signin", "a@example.org"),
            ("signin", "--token", "sdl_x"), ("--json", "about"),
            ("signup", "--email", "a@example.org", "--set", "domain=x"))
        for answer in ((200, "text/html", "<html>Welcome</html>"),
                       (200, "application/json", "{}"),
                       (200, "application/json", "null"),
                       (204, "text/plain", ""),
                       (302, "text/html", ""), (404, "text/html", "no"),
                       (404, "application/json", '{"code": "not_found"}')):
            self.stranger.answer = answer
            for words in commands:
                if answer[0] == 204 and words[0] in ("leave", "signout"):
                    continue  # what a house would say as well
                done = self.serendip(
                    *words, status=1, env={"SERENDIP_URL": self.stranger.url})
                self.assertIn("no Serendip server", done.stderr, words)
                self.assertEqual(done.stdout, "", words)

    def test_a_newer_server(self):
        """Fields that a client does not know are not its concern."""
        about = self.house.client().get("/v1/about").json
        about["colour"] = "blue"
        about["pools"][0]["mood"] = "bright"
        self.stranger.answer = (200, "application/json", json.dumps(about))
        self.assertIn("Test House", self.serendip(
            "--server", self.stranger.url, "about").stdout)

    # --- what cannot be reached --------------------------------------------

    def test_a_server_that_cannot_be_reached(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        for server, words in (
                (f"https://localhost:{port}", "Nothing answers"),
                ("http://localhost:1", "as https://HOST"),
                ("localhost:9443", "as https://HOST"),
                ("https://nowhere.invalid", "No host of that name"),
                ("https://127.0.0.1:1", "Is the server running"),
                (f"https://localhost:{self.house.port}", "--ca FILE")):
            done = self.serendip("--server", server, "about", status=3,
                                 env={"SERENDIP_CA": None})
            self.assertIn(words, done.stderr)
            self.assertNotIn("/v1/", done.stderr)
        done = self.serendip("--ca", "/nowhere", "about", status=3)
        self.assertIn("/nowhere: No such file", done.stderr)
        self.assertNotIn("not trusted", done.stderr)

    def test_a_socket_that_cannot_be_reached(self):
        folder = runner.new_folder()
        with socket.socket(socket.AF_UNIX) as nobody:
            nobody.bind(str(folder / "nobody"))
        hidden = folder / "hidden"
        hidden.mkdir(0o700)
        if os.geteuid() == 0:
            os.chown(folder / "nobody", runner.RUNNER.pw_uid, -1)
        for path, words in (
                ("/nowhere", "No such file or directory"),
                ("/etc/passwd", "Permission denied" if os.access(
                    "/etc/passwd", os.W_OK) and os.geteuid() == 0
                    else "it is no socket"),
                (folder / "nobody", "nobody listens")):
            done = self.ctl("--socket", str(path), "status", status=3)
            self.assertIn(words, done.stderr)
            self.assertNotIn("operator/v1", done.stderr)
        if os.geteuid() == 0:
            done = self.ctl("--socket", str(hidden / "s"), "status", status=3)
            self.assertIn("It belongs to root", done.stderr)

    # --- words, and JSON ---------------------------------------------------

    def test_slips_of_the_command_line(self):
        for program, words, why in (
                ("serendip", ("leave", "--bogus"), "no option --bogus"),
                ("serendip", ("intros", "--bogus"), "no option --bogus"),
                ("serendip", ("profile", "set", "--set", "a=b"),
                 "serendip profile set: there is no option --set"),
                ("serendip", ("signup", "--zone"), "--zone wants ZONE"),
                ("serendip", ("join",), "POOL is missing"),
                ("serendip", ("rounds", "x"), "takes no words"),
                ("serendip", ("signin",), "[--code CODE] [--token TOKEN]"),
                ("serendipctl", ("rounds", "run", "--bogus"), "no option"),
                ("serendipctl", ("rounds",), "rounds run, rounds list"),
                ("serendipctl", ("members", "x"), "members import"),
                ("serendipctl", ("rounds", "show"), "[--groups] ID")):
            done = self.run_it(program, *words, status=2)
            self.assertIn(why, done.stderr)
            self.assertIn("--help", done.stderr)
            self.assertEqual(done.stdout, "")
        for program, words, says in (
                ("serendip", ("help", "signup"), "--accept-terms VERSION"),
                ("serendip", ("--help",), "4 not signed in"),
                ("serendip", ("profile", "--help"), "profile unset"),
                ("serendipctl", ("--help",), "3 no connection"),
                ("serendipctl", ("help", "rounds"), "rounds show"),
                ("serendipctl", ("rounds", "--help"), "rounds show"),
                ("serendipctl", ("members", "--help"), "members import")):
            self.assertIn(says, self.run_it(program, *words).stdout)

    def test_refusals_in_words(self):
        self.sign_in("three@example.org")
        for program, words, says in (
                ("serendip", ("join", "nope"), 'no pool "nope"'),
                ("serendip", ("leave", "nope"), 'no pool "nope"'),
                ("serendip", ("intros", NOWHERE), "no introduction"),
                ("serendip", ("intros", "x"), 'no introduction "x"'),
                ("serendip", ("signin", "nobody"), "email"),
                ("serendip", ("signin", "--token", "sdl_x"), "wrong"),
                ("serendip", ("profile", "set", "domain=x"), "domain: "),
                ("serendip", ("profile", "unset", "domain"), "domain: "),
                ("serendipctl", ("rounds", "run", "nope"), "nope"),
                ("serendipctl", ("rounds", "list", "nope"), "nope"),
                ("serendipctl", ("rounds", "show", NOWHERE), "no round")):
            done = self.run_it(program, *words, status=1)
            self.assertIn(says, done.stderr)
            for api in ("see errors", "/attributes", "Bearer", "nothing here"):
                self.assertNotIn(api, done.stderr)
        self.serendip("signout")
        done = self.serendip("profile", status=4)
        self.assertNotIn("Bearer", done.stderr)
        self.assertIn("serendip signin", done.stderr)

    def test_all_mistakes_of_a_sign_up(self):
        wrong = {"--email": "nobody", "--language": "xx", "--zone": "Mars",
                 "--accept-terms": "0", "--name": "N" * 61}
        done = self.serendip(
            "signup", *(w for pair in wrong.items() for w in pair),
            "--set", "domain=flea tamer", "--set", "free=never",
            "--set", "years=81", "--set", "colour=blue", status=1)
        lines = [line.split(":")[0].split(" is ")[0].strip()
                 for line in done.stderr.splitlines()[1:]]
        self.assertEqual(sorted(lines), sorted([
            *wrong, "--of-age", "domain", "languages", "free", "years",
            "colour"]))
        self.assertIn("--of-age is missing", done.stderr)

    def test_refusals_in_json(self):
        self.sign_in("four@example.org")
        for program, words, code in (
                ("serendip", ("join", "nope"), "not_found"),
                ("serendip", ("signup", "--email", "x"), "invalid_body"),
                ("serendip", ("signin", "--token", "sdl_x"), "code_wrong"),
                ("serendipctl", ("rounds", "run", "nope"), "invalid_body")):
            done = self.run_it(program, "--json", *words, status=1)
            self.assertEqual(json.loads(done.stdout)["code"], code)
            self.assertEqual(done.stderr, "")
        for words in (("leave", "weekly"), ("join", "weekly"), ("signout",)):
            json.loads(self.serendip("--json", *words).stdout)
        done = self.serendip("--json", "profile", status=4)
        self.assertEqual(json.loads(done.stdout)["code"], "unauthenticated")

    def test_words_by_label(self):
        self.serendip(
            "signup", "--email", "five@example.org", "--name", "Five",
            "--accept-terms", "1", "--of-age", "--set", "domain=violin MAKER",
            "--set", "languages=French, en", "--set",
            "free=Monday 12–14; jeu 9")
        self.serendip("signin", "--code", self.house.code("five@example.org"))
        self.serendip("profile", "set", "domain=avocate")
        self.serendip("profile", "set", "domain=Juge")
        me = json.loads(self.serendip("--json", "profile").stdout)
        self.assertEqual(me["attributes"]["domain"], "law/judge")
        self.assertEqual(me["attributes"]["languages"], ["en", "fr"])
        self.assertEqual(me["attributes"]["free"], ["mon 12-14", "thu 9-10"])

    # --- files -------------------------------------------------------------

    def test_files_without_records(self):
        folder = runner.new_folder()
        for name, text, why in (
                ("empty", "", "it is empty"),
                ("header", "id,domain\n", "has no records"),
                ("blank", "id,domain\r\n\r\n", "has no records"),
                ("wrong", "id,colour\n", "colour"),
                ("mac", "id,domain\ra,law/judge\rb,law/judge\r",
                 "carriage return")):
            (folder / name).write_text(text, newline="")
            for more in ((), ("--dry-run",), ("--json",)):
                done = self.ctl("members", "import", str(folder / name),
                                *more, status=1)
                self.assertIn(why, done.stderr + done.stdout)
                self.assertIn(name, done.stderr + done.stdout)
        self.assertIn("Is a directory", self.ctl(
            "members", "import", str(folder), status=1).stderr)
        (folder / "open").write_text(
            'id,domain\na,"' + "x" * 2000000, newline="")
        self.assertIn(f"{folder}/open: line 2: ", self.ctl(
            "members", "import", str(folder / "open"), status=1).stderr)
        (folder / "ties").write_text("a,b,kind\n")
        done = self.ctl("members", "import", "-", "--ties",
                        str(folder / "ties"), "--dry-run",
                        stdin="id,domain,languages\nx1,law/judge,en\n")
        self.assertRegex(done.stdout, r"New +1\n")

    def test_an_import_in_json(self):
        bad = "id,domain,languages\nx1,law/judge,en\nx2,nothing,en\n"
        found = json.loads(self.ctl("--json", "members", "import", "-",
                                    stdin=bad, status=1).stdout)
        self.assertEqual((found["good"], found["bad"]), (1, 1))
        self.assertEqual(found["errors"][0]["line"], 3)
        found = json.loads(self.ctl("--json", "members", "import", "-",
                                    "--dry-run", stdin=bad, status=1).stdout)
        self.assertEqual(found["bad"], 1)

    # --- lists and times ---------------------------------------------------

    def test_lists_go_on(self):
        def entry(number):
            return {"round": NOWHERE, "second_of": None, "pool": "weekly",
                    "why": [],
                    "at": "2026-11-24T10:00:00Z", "outcome": "sat_out",
                    "introduction": None, "number": number}

        def answer(path):
            if path == "/v1/me":
                return 200, "application/json", json.dumps(self.me)
            page = int(path.split("cursor=")[1]) if "cursor" in path else 0
            return 200, "application/json", json.dumps({
                "rounds": [entry(page * 2), entry(page * 2 + 1)],
                "next": None if page == 3 else str(page + 1)})
        someone = self.house.join("six@example.org", zone="Asia/Tokyo")
        self.me = someone.get("/v1/me").json
        self.stranger.answer = answer
        done = self.serendip("--server", self.stranger.url, "rounds")
        self.assertEqual(done.stdout.count("2026-11-24 19:00 (Asia/Tokyo)"), 8)
        done = json.loads(self.serendip(
            "--server", self.stranger.url, "--json", "rounds").stdout)
        self.assertEqual([r["number"] for r in done["rounds"]],
                         list(range(8)))
        self.stranger.answer = lambda path: (
            answer(path) if path == "/v1/me" else (
                200, "application/json",
                json.dumps({"rounds": [], "next": "1"})))
        self.serendip("--server", self.stranger.url, "rounds", status=1)

    def test_times_name_their_zone(self):
        house = House(self.build)
        for name, zone in (("ana", "Asia/Tokyo"), ("bob", "America/Lima")):
            someone = house.join(f"{name}@example.org", name, {
                "domain": "law/judge" if name == "ana" else "food/baker",
                "languages": ["en"], "free": ["mon 9-24", "tue 0-15"]},
                zone=zone)
        home = runner.new_folder()
        house.command("serendip", "signin", "ana@example.org", home=home)
        house.command("serendip", "signin", "--code",
                      house.code("ana@example.org", 1), home=home)
        house.run_round()
        shown = house.command("serendip", "intros", home=home).stdout
        self.assertRegex(shown, r"until \d{4}-\d\d-\d\d \d\d:\d\d "
                         r"\(Asia/Tokyo\)")
        self.assertIn("(America/Lima): mon 9-24", shown)
        self.assertIn("(your time, Asia/Tokyo): ", shown)
        self.assertIn("(Asia/Tokyo)", house.command(
            "serendip", "pools", home=home).stdout)
        french = house.command("serendip", "intros", home=home,
                               env={"LANG": "fr_FR.UTF-8"}).stdout
        self.assertNotIn("Why you", french)
        self.assertNotIn("All free", french)
        self.assertIn("Pourquoi vous", french)
        del someone

    def test_z_a_daemon_that_stalls(self):
        _, words = self.patient.communicate(timeout=runner.DEADLINE)
        self.assertEqual(self.patient.returncode, 3, words)
        self.assertIn("no answer within 30 seconds", words)


if __name__ == "__main__":
    runner.main(Commands)
