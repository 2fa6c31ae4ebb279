#!/usr/bin/env python3
"""Every command of `serendip`, in a life that has a place for each: with --json
all of them print JSON and nothing else; in French they say nothing in English."""
import json
import re
import shlex
import signal
import subprocess
import unittest

from harness import runner
from harness.house import COMMUNITY, House

# In order; NAME is who does it, ID their introduction's, OTHER another one's.
LIFE = """
about
words languages fr
signup --email NAME.2@example.org --name Two --set domain=law/judge --set languages=en --accept-terms 1 --of-age
signin NAME.3@example.org
profile
profile set --pitch Bread. interests=knitting;rowing
profile unset interests
consent --accept-terms 1 --of-age
letters
letters --refuse reminder --quiet 22:00-07:00 --weekly-max 5
invite
invite --email guest.NAME@example.org
invitations
invitations end INVITATION
pools
join weekly --every 2 --trio
pause --until 2099-12-24
profile
back
intros
intros ID
intros ID --worksheet
accept
thread
say Good morning
thread
meet --at "mon 12:00"
meet --cancel
calendar --feed
calendar --end
outcome --met yes --rating 5 --learned Baking
intros
diversity
rounds
ties list
ties add a@example.org b@example.org
ties import FILE
ties list
ties remove a@example.org
suggest a@example.org b@example.org --because Baking
suggest list
suggest withdraw SUGGESTION
block c.NAME@example.org
blocks
report ID --category other --text Nothing
report list
sessions
sessions end --others
email
email NAME.4@example.org
email
email --cancel
export
leave weekly
completion bash
"""
# What is refused, or slips: status, words.
REFUSED = """
1 signin --token sdl_x
1 signin --code AAAA-AAAA
1 signup --email x --zone Mars --name Two
1 signup --invitation sdi_x --email NAME.5@example.org --name Two --set domain=law/judge --set languages=en --accept-terms 1 --of-age
1 words languages xyzzy
1 profile set domain=nothing
1 invitations refuse sdx
1 invitations end NOWHERE
1 join nope
1 join weekly --every 3
1 intros NOWHERE
1 thread NOWHERE
1 say --to NOWHERE x
1 ties add nobody
1 ties remove nobody@example.org
1 ties import /nowhere
1 suggest a@example.org A+x@example.org
1 suggest a@example.org b@example.org --pool nope
1 suggest withdraw NOWHERE
1 blocks remove NOWHERE
1 block NOWHERE
1 report NOWHERE --category other --text x
1 sessions end NOWHERE
1 email nobody
1 email --code AAAA-AAAA
1 email --object sde_x
1 calendar NOWHERE
1 accept NOWHERE
1 skip NOWHERE
1 outcome NOWHERE --met yes
1 meet NOWHERE --yes
1 words nothing x
1 pause --until yesterday
1 letters --want nothing
1 consent --accept-terms 0 --of-age
1 leave nope
1 erase
2 outcome
2 outcome --met yes
2 accept
2 profile set
2 ties
2 suggest
2 suggest Xyz a@example.org
2 intros a b
2 join
2 nothing
2 sessions end
2 meet
2 letters --quiet x
2 signin
"""
NOWHERE = "01a20d03-a128-7750-94cc-cd82795881ef"
# A line that both languages may have: names, ids, dates, commands to type.
ALIKE = re.compile(
    r"^[^A-Za-z]*$|serendip |^\s*[-\w.@:+=/]+\s*$|@|POOL|SESSION|sd[a-z]_|"
    r"^ +[a-z]{2,3}  [A-Z][a-zü]+$|\d0s  |The Test House|Baking|UTC|"
    r"^#|^\t|^}|_serendip|BEGIN:|https:|"
    r"^\s*--\S+( [-A-Z|a-z]+)?\s*$|2099|code|harassment")


class EveryCommand(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, COMMUNITY)
        cls.file = cls.house.folder / "list.txt"
        cls.file.write_text("d@example.org\ne@example.org\n")
        cls.file.chmod(0o644)
        cls.homes, cls.members = {}, {}
        for name in ("json", "en", "fr"):
            for role, domain in (("", "law/judge"), (".b", "food/baker")):
                cls.members[name + role] = cls.house.join(
                    f"{name}{role}@example.org", name.title() + role[1:],
                    {"domain": domain, "languages": ["en"],
                     "free": ["mon 9-24", "tue 0-24"]},
                    language="fr" if name == "fr" else "en")
            address = f"{name}@example.org"
            cls.homes[name] = runner.new_folder()
            cls.house.command("serendip", "signin", address,
                              home=cls.homes[name])
            cls.house.command("serendip", "signin", "--code",
                              cls.house.code(address, 1),
                              home=cls.homes[name])
        cls.house.run_round()
        cls.ids = {name: cls.members[name].get("/v1/me/introductions").json[
            "introductions"][0]["id"] for name in cls.homes}

    def words(self, name, line):
        me = self.members[name]
        for word, stands in (
                ("NAME", name), ("ID", self.ids[name]),
                ("NOWHERE", NOWHERE), ("FILE", str(self.file))):
            line = re.sub(rf"\b{word}\b", stands, line)
        if "INVITATION" in line:
            line = line.replace("INVITATION", me.get(
                "/v1/me/invitations").json["invitations"][0]["id"])
        if "SUGGESTION" in line:
            line = line.replace("SUGGESTION", me.get(
                "/v1/me/suggestions").json["suggestions"][0]["id"])
        return shlex.split(line)

    def run_it(self, name, *words, language=None):
        more = {"LANG": language} if language else {}
        return self.house.command("serendip", *words, home=self.homes[name],
                                  ok=False, env=more)

    def partner_accepts(self, name):
        """So that all can be done: whoever it is."""
        for other in self.members.values():
            other.post(f"/v1/introductions/{self.ids[name]}/response", {"accept": True})

    def live(self, name, do):
        """Calls do(line, words, status) with all of the life in order."""
        for line in LIFE.strip().splitlines():
            do(line, self.words(name, line), 0)
            if line == "accept":
                self.partner_accepts(name)
        for line in REFUSED.strip().splitlines():
            status, _, line = line.partition(" ")
            do(line, self.words(name, line), int(status))

    def test_json(self):
        def do(line, words, status):
            done = self.run_it("json", "--json", *words)
            self.assertEqual(done.returncode, status, (line, done))
            if status < 2 and not done.stderr:
                json.loads(done.stdout)
            if status == 0:
                self.assertEqual(done.stderr, "", line)
        self.live("json", do)
        watch = subprocess.Popen(
            [self.house.program("serendip"), "--json", "watch"],
            env=self.house.environment(self.homes["json"]), text=True,
            stdout=subprocess.PIPE, **runner.as_runner())
        self.addCleanup(watch.stdout.close)
        self.addCleanup(watch.kill)
        # What was missed comes with the first that happens from now on.
        runner.wait_for("a stream", lambda: self.house.operator.get(
            "/metrics").body.count("serendip_http_streams 1"))
        self.house.command("serendip", "say", "Heard", home=self.homes["json"])
        event = json.loads(watch.stdout.readline())
        self.assertEqual(sorted(event), ["data", "event", "id"])
        watch.send_signal(signal.SIGTERM)
        self.assertEqual(watch.wait(runner.DEADLINE), 0)
        json.loads(self.run_it("json", "--json", "signout").stdout)
        done = self.run_it("json", "--json", "profile")
        self.assertEqual((done.returncode, json.loads(done.stdout)["code"]),
                         (4, "unauthenticated"))

    def test_french(self):
        said = {"en": {}, "fr": {}}
        for name in ("en", "fr"):
            def do(line, words, status, name=name):
                done = self.run_it(name, *words, language={
                    "fr": "fr_FR.UTF-8"}.get(name))
                self.assertEqual(done.returncode, status, (line, done))
                said[name].setdefault(line, "")
                said[name][line] += done.stdout + done.stderr
            self.live(name, do)
            for command in self.commands():
                do(command + " --help", [*command.split(), "--help"], 0)
            do("--help", ["--help"], 0)
        english = []
        for line, words in said["fr"].items():
            theirs = set(said["en"][line].splitlines())
            self.assertNotRegex(
                words, r"\b(expected|allowed|found|asks for|such as)\b")
            if line.startswith(("export", "completion bash", "calendar")) and (
                    not line.endswith("--help")):
                continue
            english += [(line, one) for one in words.splitlines()
                        if one in theirs and not ALIKE.search(one)]
        self.assertEqual(english, [], "\n".join(map(str, english)))
        for name, language in (("fr", "fr_FR.UTF-8"), ("en", "C.UTF-8")):
            done = self.run_it(name, "erase", "--yes", language=language)
            self.assertEqual("Votre compte est effacé" in done.stdout,
                             name == "fr")

    def commands(self):
        text = self.run_it("en", "--help").stdout
        return [m.group(1) for m in re.finditer(
            r"^  ([a-z]+(?: [a-z]+)?)(?: [^a-z ].*| [a-z]+\|.*|  .*)$", text,
            re.M)]

    def test_each_has_a_place_here(self):
        told = [line.partition(" ")[2] for line in
                REFUSED.strip().splitlines()] + LIFE.strip().splitlines()
        for command in self.commands():
            if command not in ("watch", "signout", "erase"):
                self.assertTrue(any(
                    line == command or line.startswith(command + " ")
                    for line in told), command)


if __name__ == "__main__":
    runner.main(EveryCommand)
