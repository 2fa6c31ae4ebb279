#!/usr/bin/env python3
"""The operator's one file at the command line: whoever breaks it in twenty ways is
told each time what to do; what a reload would change is seen before; a key is
explained; and a reload says what it did."""
import json

import jsonschema
import yaml

from harness import case, client, runner

COMMUNITY, DATABASE = "community: {name: T}\n", "database: {conninfo: dbname=x}\n"
GOOD = COMMUNITY + DATABASE
ATTRIBUTES = """\
attributes:
  domain: {type: tree, values: trades}
  languages: {type: tags, values: iso-639}
  age: {type: scale, from: 16, to: 99}
"""
SECTIONS = ("community, signup, listen, tls, web, operator, database, secret, "
            "letters, limits, retention, shutdown, log, attributes, pools")
# What is written below GOOD (which has two lines), and what is said of it.
BROKEN = [
    ("letters: {form: Serendip <s@example.org>}\n",
     ["3:11: letters.form: found an unknown key, did you mean from? allowed: "]),
    ("leters: {}\n",
     ["3:1: leters: found an unknown key, did you mean letters? allowed: "]),
    ("listen:\n  port: 70000\n",
     ['4:9: listen.port: found "70000", allowed: a whole number from 0 to 65535']),
    ("listen:\n  port: eighty\n",
     ['4:9: listen.port: found "eighty", allowed: a whole number from 0 to '
      '65535']),
    ("listen:\n\tport: 1\n",
     ["4:1: YAML: tab character may not be used as indentation"]),
    ("listen: {url: \"http://example.org\"}\n",
     ['3:15: listen.url: found "http://example.org", allowed: https:// with a '
      "host and perhaps a port, and nothing after, such as "
      "https://serendip.example.org"]),
    ("log: {level: verbose}\n",
     ['3:14: log.level: found "verbose", allowed: debug, info, warn or error']),
    ("log: {level: info, level: warn}\n",
     ["3:20: log.level: found a second time, allowed: once (first in line 3)"]),
    ("signup: {policy: domain}\n",
     ['3:18: signup.policy: found "domain", allowed: open or invitation, or '
      "signup.domains beside it"]),
    ("letters: {transport: \"mail.example.org\"}\n",
     ['3:22: letters.transport: found "mail.example.org", allowed: ']),
    ("letters: {templates: /nowhere/at/all}\n",
     ['3:22: letters.templates: found "/nowhere/at/all", allowed: a folder '
      "that may be read: No such file or directory"]),
    (ATTRIBUTES + "  town: {type: choise}\n",
     ['7:16: attributes.town.type: found "choise", allowed: choice, tree, '
      "tags, scale or hours; did you mean choice"]),
    (ATTRIBUTES + "  Town: {type: choice}\n",
     ["7:3: attributes.Town: found this name, allowed: 1 to 32 of a-z, 0-9, _ "
      "and -, from a letter"]),
    (ATTRIBUTES + "  seeks: {type: tags, same-words-as: langages}\n",
     ['7:38: attributes.seeks.same-words-as: found "langages", allowed: the '
      "name of another attribute; did you mean languages"]),
    (ATTRIBUTES + "  year: {type: scale, from: 9, to: 1}\n",
     ['7:36: attributes.year.to: found "1", allowed: a number greater than '
      "from"]),
    (ATTRIBUTES + "pools:\n  weekly:\n    require:\n      - difer domain\n",
     ['10:9: pools.weekly.require[1]: found "difer"; did you mean "differ"?']),
    (ATTRIBUTES + "pools:\n  weekly:\n    require:\n      - differ domian\n",
     ['10:16: pools.weekly.require[1]: found "domian"; did you mean '
      '"domain"?']),
    (ATTRIBUTES + "pools:\n  weekly:\n    require: [share age]\n",
     ["9:21: pools.weekly.require[1]: share does not fit age, which is of "
      "type scale; it fits tags, hours"]),
    (ATTRIBUTES + "pools:\n  weekly: {every: weak}\n",
     ["8:3: pools.weekly.at: missing, allowed: ",
      "8:3: pools.weekly.zone: missing, allowed: ",
      '8:19: pools.weekly.every: found "weak", allowed: ']),
    (ATTRIBUTES + "pools:\n  weekly: {every: week, at: Munday 10:00, zone: "
     "Europe/Paris}\n",
     ['8:29: pools.weekly.at: found "Munday 10:00", allowed: a weekday and a '
      "time, such as Monday 10:00"]),
    (ATTRIBUTES + "pools:\n  weekly: {every: week, at: Monday 10:00, zone: "
     "Paris}\n",
     ['8:49: pools.weekly.zone: found "Paris", allowed: a time zone of the IANA '
      "database, such as Europe/Paris"]),
    (ATTRIBUTES + "pools:\n  weekly: {every: week}\n",
     ["8:3: pools.weekly.at: missing, allowed: ",
      "8:3: pools.weekly.zone: missing, allowed: "]),
    (ATTRIBUTES + "pools:\n  weekly: {serendipity: 5}\n",
     ['8:25: pools.weekly.serendipity: found "5", allowed: a number from 0 to '
      "1"]),
    (ATTRIBUTES + "pools:\n  weekly: {size: 1}\n",
     ['8:18: pools.weekly.size: found "1", allowed: a whole number from 2 to '
      "20"]),
    (ATTRIBUTES + "pools:\n  weekly: {themes: [crafts]}\n",
     ['8:21: pools.weekly.themes[1]: found "crafts", allowed: ']),
]


def loaded(text):
    """As YAML 1.2 has it, in which a day is a text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


class Configuration(case.OwnHouse):
    def ctl(self, *words, ok=True):
        """Where no daemon can be reached."""
        return self.house.command("serendipctl", *words, ok=ok,
                                  env={"SERENDIP_SOCKET": "/nowhere"})

    def written(self, text, name="other.yaml"):
        path = self.house.folder / name
        path.write_text(text)
        return str(path)

    def test_each_mistake_is_told_with_its_place(self):
        self.assertGreaterEqual(len(BROKEN), 20)
        for text, expected in BROKEN:
            path = self.written(GOOD + text)
            done = self.ctl("config", "check", path, ok=False)
            lines = done.stderr.splitlines()
            self.assertEqual((done.returncode, done.stdout, len(lines)),
                             (1, "", len(expected)), done.stderr)
            for line, start in zip(lines, expected):
                want = f"{path}:{start}"
                if want.endswith(": "):
                    self.assertTrue(line.startswith(want), (line, want))
                    self.assertGreater(len(line), len(want))
                else:
                    self.assertEqual(line, want)
            # The daemon's own check says the same, word for word.
            self.assertEqual(self.house.command(
                "serendipd", "--config", path, "--check", ok=False).stderr,
                done.stderr)
        # As many names as there are are said, and the nearest.
        path = self.written(GOOD + "leters: {}\n")
        self.assertIn(SECTIONS, self.ctl("config", "check", path,
                                         ok=False).stderr)

    def test_all_mistakes_at_once(self):
        path = self.written(
            "community: {name: \"\", language: de}\n"
            "signup: {policy: closed}\n"
            "listen: {port: x, hosts: [a_b]}\n"
            "database: {conninfo: host=db.example.org}\n"
            "letters: {from: nobody, smtp_tls: maybe}\n"
            "limits: {streams: 0}\n"
            "retention: {draws_days: -1}\n"
            "log: {level: loud}\n"
            "attributes: {a: {type: tag}}\n"
            "pools: {p: {size: 99, require: [nothing]}}\n"
            "more: 1\n")
        said = self.ctl("config", "check", path, ok=False).stderr
        keys = [line.removeprefix(path).split(": ")[1]
                for line in said.splitlines()]
        self.assertEqual(keys, [
            "community.name", "community.language", "signup.policy",
            "listen.port", "listen.hosts[1]", "database.conninfo",
            "letters.from", "letters.smtp_tls", "limits.streams",
            "retention.draws_days", "log.level", "attributes.a.type",
            "pools.p.size", "pools.p.require[1]", "more"])

    def test_no_secret_is_shown(self):
        for conninfo in ("dbname=x password=hunter2", "dbname=x hunter2",
                         "postgres://u:hunter2@h/d",
                         "postgres://h/d?pass%77ord=hunter2"):
            path = self.written(
                COMMUNITY + f"database: {{conninfo: \"{conninfo}\"}}\n")
            said = self.ctl("config", "check", path, ok=False)
            self.assertEqual(said.returncode, 1)
            self.assertIn("2:22: database.conninfo: found one that ",
                          said.stderr)
            self.assertNotIn("hunter2", said.stderr + said.stdout)

    def test_print_and_explain(self):
        path = self.written(GOOD + ATTRIBUTES)
        printed = self.ctl("config", "print", path).stdout
        self.assertIn("  port: 8443  # default\n", printed)
        again = self.written(printed, "again.yaml")
        self.assertEqual(self.ctl("config", "check", again).stdout,
                         f"{again}: in order\n")
        in_force = self.house.command("serendipctl", "config", "print").stdout
        self.assertIn("  name: The Test House\n", in_force)
        self.assertEqual(
            loaded(in_force)["pools"]["weekly"]["require"][2],
            "unacquainted")
        self.assertIn("Allowed: a whole number from 0 to 65535\n",
                      self.ctl("config", "explain", "listen.port").stdout)
        lost = self.ctl("config", "explain", "serendipty", ok=False)
        self.assertEqual((lost.returncode, lost.stderr), (
            1, "there is no key, section or rule serendipty; did you mean "
            "serendipity?\n"))

    def test_the_schema_judges_as_the_check(self):
        schema = json.loads(self.ctl("config", "schema").stdout)
        judge = jsonschema.Draft7Validator(schema)
        judge.check_schema(schema)
        for path in sorted((runner.SOURCE / "docs/examples").glob("*.yaml")):
            problems = [e.message for e in judge.iter_errors(
                loaded(path.read_text()))]
            self.assertEqual(problems, [], path)
        self.assertEqual(list(judge.iter_errors(loaded(
            self.ctl("config", "print", str(self.house.config)).stdout))), [])
        for text in ("listen: {port: 70000}\n", "listen: {prot: 1}\n",
                     "leters: {}\n", "log: {level: loud}\n",
                     "attributes: {a: {type: tag}}\n",
                     "attributes: {a: {required: true}}\n",
                     "attributes: {A: {type: tags}}\n",
                     "pools: {p: {size: 1}}\n",
                     "pools: {p: {reveal: never}}\n",
                     "pools: {p: {themes: [none]}}\n",
                     "pools: {p: {require: share}}\n"):
            self.assertTrue(list(judge.iter_errors(loaded(
                GOOD + text))), text)

    def rewrite(self, old, new):
        text = self.house.config.read_text()
        self.assertIn(old, text)
        self.house.config.write_text(text.replace(old, new))

    def test_diff_and_reload(self):
        said = self.house.command("serendipctl", "config", "diff").stdout
        self.assertEqual(said, "Nothing would change.\n")
        other = self.written(self.house.config.read_text().replace(
            "share languages, ", "").replace(
                "The Test House", "Another").replace(
                    "port: 0", "port: 1"))
        said = self.house.command("serendipctl", "config", "diff",
                                  other).stdout
        rows = [line.split(maxsplit=3) for line in said.splitlines()]
        self.assertEqual(rows, [
            ["KEY", "TAKES", "EFFECT", "AT IN FORCE        THEN"],
            ["community.name", "reload", "The", "Test House  Another"],
            ["listen.port", "restart", "0", "1"],
            ["pools.weekly.require", "reload", "share", "languages –"]])
        # Nothing has changed by asking.
        self.assertEqual(self.house.client().get("/v1/about").json["name"],
                         "The Test House")
        # With a key that wants a restart nothing is taken.
        self.rewrite("port: 0", "port: 1")
        self.rewrite("The Test House", "Another")
        refused = self.house.command("serendipctl", "reload", ok=False)
        self.assertEqual(refused.returncode, 1)
        self.assertEqual(refused.stderr, (
            f"{self.house.config}: listen.port: found another value than the "
            "one in force, allowed: a restart with it\n"
            "Not reloaded: all is as before.\n"))
        self.assertEqual(self.house.client().get("/v1/about").json["name"],
                         "The Test House")
        # Nor with a mistake.
        self.rewrite("port: 1", "port: one")
        refused = self.house.command("serendipctl", "config", "reload",
                                     ok=False)
        self.assertIn('listen.port: found "one", allowed: ', refused.stderr)
        self.rewrite("port: one", "port: 0")
        done = self.house.command("serendipctl", "reload").stdout
        self.assertRegex(done, r"(?s)^Reloaded. What changed:\n.*"
                               r"community.name +reload +The Test House +"
                               r"Another\n$")
        self.assertEqual(self.house.client().get("/v1/about").json["name"],
                         "Another")
        self.assertEqual(self.house.command("serendipctl", "reload").stdout,
                         "Reloaded; no key has changed.\n")

    def test_own_letters(self):
        folder = self.house.folder / "own"
        folder.mkdir()
        ours = self.ctl("letters", "template", "welcome_code").stdout
        self.assertTrue(ours.startswith(
            "Welcome to {community}: your code is {code}\n\nHello,\n"), ours)
        kinds = self.ctl("letters", "template").stdout.splitlines()
        self.assertIn("welcome_code", [k.split()[0] for k in kinds])
        own = folder / "welcome_code.en.txt"
        own.write_text(ours.replace("Hello,", "Ahoy, [sailor] | all,"))
        self.rewrite("letters: {", f"letters: {{templates: \"{folder}\", ")
        self.house.command("serendipctl", "reload")
        self.house.join("ana@example.org")
        letter = self.house.letters("ana@example.org")[0]
        self.assertIn("Ahoy, [sailor] | all,",
                      letter.get_body(("plain",)).get_content())
        # A word that it has not; and a file that is no letter.
        own.write_text(ours + "{nmae}\n")
        (folder / "welcom_code.en.txt").write_text(ours)
        refused = self.house.command("serendipctl", "reload", ok=False)
        self.assertRegex(refused.stderr, (
            r"letters.templates: found the file \"welcom_code.en.txt\", "
            r"allowed: KIND.en.txt or KIND.fr.txt, such as "
            r"welcome_code.en.txt; serendipctl letters template lists the "
            r"kinds\n.*letters.templates: welcome_code.en.txt, line \d+: found "
            r"{nmae}, allowed: {community}, {code}, "))

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(Configuration)
