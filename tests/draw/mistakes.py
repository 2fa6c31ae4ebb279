#!/usr/bin/env python3
"""Files full of mistakes, and command lines: each said at its place."""
import random
import subprocess

from harness import runner
from harness.spreadsheet import Case, as_csv, community


class Mistakes(Case):
    """Files full of mistakes: each said at its place."""

    def mistakes(self, *words, members="members.csv"):
        ends, out, err = self.run_draw(
            "--rules", "rules.yaml", "--members", members, "--seed", "1",
            *words)
        self.assertEqual((ends, out), (1, ""))
        return err.splitlines()

    def test_members(self):
        self.write("bad.csv", (
            "id,domain,languages,grade,free,openness\n"
            "ana,health/nursing,fr;eng,11,mon 25-26,2\n"
            "ana,health,,,,\n"
            ",health,fr,1,mon 9-10,0.5\n"
            "bo,a//b,fr,one,,half\n"
            "cy,health\n"
            "di,health,fr,1,mon 9-10,\"0.5\n").encode() + b"\"x\n")
        self.assertEqual(self.mistakes(members="bad.csv"), [
            'bad.csv:2:20: languages: found "eng"; did you mean "en"?',
            'bad.csv:2:27: grade: found 11; allowed is 1 to 10',
            'bad.csv:2:30: free: found "mon 25-26"; allowed is a day and '
            'whole hours, such as "mon 12-14"',
            'bad.csv:2:40: openness: found "2", allowed: a number from 0 to 1',
            'bad.csv:3:1: id: found "ana" a second time, allowed: once (first '
            'in line 2)',
            'bad.csv:4:1: id: found nothing, allowed: a text that no other '
            'member has',
            'bad.csv:5:4: domain: found "a//b"; a path has words between its '
            'slashes',
            'bad.csv:5:12: grade: found "one"; allowed is a number',
            'bad.csv:5:17: openness: found "half", allowed: a number from 0 '
            'to 1',
            'bad.csv:6:1: found 2 fields, allowed: 6, as in the first line',
            'bad.csv:8:2: found text after a closing quote, allowed: CSV in '
            'UTF-8',
        ])

    def test_a_row_whose_columns_stand_otherwise(self):
        """Its mistakes come in the order in which one reads it."""
        self.write("bad.csv", "id,openness,grade,domain\nana,2,11,a//b\n"
                   "ana,0,12,\n")
        places = [line.split(" ")[0] for line in
                  self.mistakes(members="bad.csv")]
        self.assertEqual(places, [f"bad.csv:{at}:" for at in (
            "2:5", "2:7", "2:10", "3:1", "3:7")])
        self.write("bad.jsonl", '{"openness": 2, "id": "", "grade": 11}\n')
        self.assertEqual([line.split(" ")[1] for line in
                          self.mistakes(members="bad.jsonl")],
                         ["openness:", "id:", "grade:"])

    def test_the_hundredth_within_a_row(self):
        """The first hundred are those that stand first."""
        self.write("bad.csv", "id,openness,grade\n" + "a,0,1\n" + "a,0,1\n" *
                   98 + "b,2,11\nc,2,11\n")
        said = self.mistakes(members="bad.csv")
        self.assertEqual([line.split(" ")[0] for line in said[97:]], [
            "bad.csv:100:1:", "bad.csv:101:3:", "bad.csv:101:5:", "bad.csv:"])

    def test_header(self):
        for text, said in {
            "": ["1:1: found nothing, allowed: a first line with the columns "
                 "id, domain, languages, grade, free, openness"],
            "domain,grade\n": ['1:1: missing: the column "id"'],
            "domain,id\n": ['1:8: found the column "id" here, allowed: as the '
                            'first'],
            "id,domian,name,grade,grade\n": [
                '1:4: found the column "domian", did you mean "domain"?, '
                'allowed: id, domain, languages, grade, free, openness',
                '1:11: found the column "name", allowed: id, domain, '
                'languages, grade, free, openness',
                '1:22: found the column "grade" a second time, allowed: once'],
            "id;domain\nana;x\n": ['1:1: found "id;domain", allowed: columns '
                                   'with commas between them'],
            b"id,\xff\n": ["1:4: found bytes that are not UTF-8, allowed: CSV "
                           "in UTF-8"],
        }.items():
            self.write("bad.csv", text)
            self.assertEqual(self.mistakes(members="bad.csv"),
                             ["bad.csv:" + line for line in said])

    def test_rows_under_a_wrong_header(self):
        """What is wrong below is told as well, of the columns that are right."""
        self.write("bad.csv", "id,grade,name,grade\nana,11,x,one\nana,0,,\n"
                   ",1,,\n")
        self.assertEqual(self.mistakes(members="bad.csv"), [
            'bad.csv:1:10: found the column "name", allowed: id, domain, '
            'languages, grade, free, openness',
            'bad.csv:1:15: found the column "grade" a second time, allowed: '
            'once',
            'bad.csv:2:5: grade: found 11; allowed is 1 to 10',
            'bad.csv:3:1: id: found "ana" a second time, allowed: once (first '
            'in line 2)',
            'bad.csv:3:5: grade: found 0; allowed is 1 to 10',
            'bad.csv:4:1: id: found nothing, allowed: a text that no other '
            'member has',
        ])

    def test_lines_of_blanks(self):
        self.write("blank.csv", "  \n,,\nid,domain\n\nm1,a\n   \n,,,\nm2,b\n\t\n")
        self.assertEqual(len(self.draw(members="blank.csv").splitlines()), 3)
        self.write("blank.csv", " \n\n ,\n")
        self.assertEqual(self.mistakes(members="blank.csv"), [
            "blank.csv:1:1: found nothing, allowed: a first line with the "
            "columns id, domain, languages, grade, free, openness"])
        self.write("blank.csv", "id,domain\nm1\n")
        self.assertEqual(self.mistakes(members="blank.csv"), [
            "blank.csv:2:1: found 1 field, allowed: 2, as in the first line"])

    def test_long_ids_and_paths(self):
        longest = "é" * 127 + "x"
        deepest = "/".join(f"level{n}" for n in range(200))
        self.write("long.csv", f"id,domain\n{longest},{deepest}\nbo,arts\n")
        self.assertIn(f"\n1,1,{longest},\n", self.draw(members="long.csv"))
        self.write("long.csv", f"id,domain\n{longest}y,{'a/' * 1000}b\n")
        self.assertEqual(self.mistakes(members="long.csv"), [
            f'long.csv:2:1: id: found "{"é" * 30}…" of 256 bytes, allowed: at '
            'most 255',
            "long.csv:2:131: domain: a word has 2001 bytes; allowed are 2000",
        ])

    def test_what_looks_like_a_blank(self):
        self.write("bad.csv", "id,grade,free\na,\u200b1,mon\u00a09-12\n")
        self.assertEqual(self.mistakes(members="bad.csv"), [
            'bad.csv:2:3: grade: found "\\u200b1"; allowed is a number',
            'bad.csv:2:6: free: found "mon\\u00a09-12"; allowed is a day and '
            'whole hours, such as "mon 12-14"'])

    def test_bytes(self):
        self.write("bad.csv", b"id,domain\nana,\xc3\nbo,\x1b[31m\nd\x07,x\n"
                   b"cy,\x00\n" + "é,ü,x\n".encode())
        self.assertEqual(self.mistakes(members="bad.csv"), [
            "bad.csv:2:5: found bytes that are not UTF-8, allowed: CSV in "
            "UTF-8",
            "bad.csv:3:4: domain: a word holds a control character",
            'bad.csv:4:1: id: found "d\\x07", allowed: a text without control '
            'characters',
            "bad.csv:5:4: found a NUL byte, allowed: CSV in UTF-8",
            "bad.csv:6:1: found 3 fields, allowed: 2, as in the first line",
        ])

    def test_json_lines(self):
        self.write("bad.jsonl", (
            '{"id": "ana", "langages": ["en"], "grade": "x"}\n'
            '{"id": "ana"}\n'
            '{"id": "bo", "domain": ["a", "b"]}\n'
            '{"id": "cy", "domain": "a/b",}\n'
            '{"id": "di", "languages": ["en;fr"]}\n'
            '{"id": "ed", "grade": 1e3}\n'
            '{"id": "fi", "grade": 01}\n'
            '["id"]\n'
            '{"domain": "x", "id": null}\n'
            '  {"domain": "x", "domain": "y", "id": "gu"} x\n'
            '{"id": "ha", "free": {"mon": 1}}\n'
            '{"id": "il", "domain": "\\ud800"}\n'
            '{"id": "jo", "domain": "x\n'
            '{"domain": "é"}\n'
            '{"id": ["a"], "grade": true}\n'
            '{"id": ["a"], "openness": "2"}\n'
            '{"id": "ka", "languages": ["en", null]}\n'
            '{"id": "li\0"}\n'))
        allowed = "id, domain, languages, grade, free, openness"
        self.assertEqual(self.mistakes(members="bad.jsonl"), [
            "bad.jsonl:1:15: found the name \"langages\", did you mean "
            f"\"languages\"?, allowed: {allowed}",
            "bad.jsonl:1:44: grade: found \"x\"; allowed is a number",
            "bad.jsonl:2:8: id: found \"ana\" a second time, allowed: once "
            "(first in line 1)",
            "bad.jsonl:3:24: domain: found a list, allowed: one text or number",
            "bad.jsonl:4:30: found \"}\", allowed: a name in double quotes",
            "bad.jsonl:5:28: found \";\" in a word, allowed: each word as an "
            "element of its own",
            "bad.jsonl:6:24: found \"e\", allowed: a number without an "
            "exponent",
            "bad.jsonl:7:23: found \"0\", allowed: a number without zeros "
            "before",
            "bad.jsonl:8:1: found \"[\", allowed: one object a line, such as "
            "{\"id\": \"ana\"}",
            "bad.jsonl:9:23: id: found nothing, allowed: a text that no other "
            "member has",
            "bad.jsonl:10:19: found the name \"domain\" a second time, "
            "allowed: once",
            "bad.jsonl:10:46: found \"x\", allowed: nothing more in this line",
            "bad.jsonl:11:22: found \"{\", allowed: a text, a number, a list "
            "or null",
            "bad.jsonl:12:25: found \"\\\", allowed: an escape such as \\n or "
            "\\u00e9, and no character U+0000",
            "bad.jsonl:13:26: found the end of the line, allowed: a text and "
            "its closing quote",
            "bad.jsonl:14:1: id: found nothing, allowed: a text that no other "
            "member has",
            "bad.jsonl:15:8: id: found a list, allowed: one text or number",
            "bad.jsonl:15:24: found \"true\", allowed: a text, a number, a list "
            "or null",
            "bad.jsonl:16:8: id: found a list, allowed: one text or number",
            "bad.jsonl:16:27: openness: found \"2\", allowed: a number from 0 to "
            "1",
            "bad.jsonl:17:34: found \"null\", allowed: a text or a number",
            "bad.jsonl:18:11: found a NUL byte, allowed: JSON in UTF-8",
        ])

    def test_ties_and_history(self):
        self.write("ties.csv", "a,b,kind\nm001,m001,knows\nm001,,knws\n"
                   "m001,m002,\n")
        self.write("history.csv", (
            "round,group,member,reason\none,1,m001,\n1,1,,\n-1,1,m001,\n"
            "2,1,m001,\n2,1,m002,\n2,2,m001,\n2,,m002,\n"))
        self.assertEqual(
            self.mistakes("--ties", "ties.csv", "--history", "history.csv"), [
                'history.csv:2:1: round: found "one", allowed: a whole number '
                'from 0 to 1000000',
                'history.csv:3:5: member: found nothing, allowed: an id',
                'history.csv:4:1: round: found "-1", allowed: a whole number '
                'from 0 to 1000000',
                'history.csv:7:1: member: found "m001" a second time in round '
                '2, allowed: once',
                'history.csv:8:1: member: found "m002" a second time in round '
                '2, allowed: once',
                'ties.csv:2:6: b: found "m001" as in a, allowed: somebody '
                'else',
                'ties.csv:3:6: b: found nothing, allowed: an id',
                'ties.csv:3:7: kind: found "knws", allowed: knows, blocks',
                'ties.csv:4:11: kind: found "", allowed: knows, blocks',
            ])
        self.write("history.csv", "round,group,member\n2,1,m001\n2,1,m002\n"
                   "2,2,m001\n2,,m002\n3,1,m001\n")
        self.assertEqual(self.mistakes("--history", "history.csv"), [
            'history.csv:4:1: member: found "m001" a second time in round 2, '
            'allowed: once',
            'history.csv:5:1: member: found "m002" a second time in round 2, '
            'allowed: once',
        ])

    def test_a_group_of_thousands(self):
        rows = "".join(f"1,x,n{n}\n" for n in range(1500))
        self.write("history.csv", "round,group,member\n" + rows)
        self.assertEqual(self.mistakes("--history", "history.csv"), [
            'history.csv:1002:1: group: found one more member in group "x" of '
            'round 1, allowed: at most 1000'])

    def test_the_first_hundred(self):
        self.write("bad.csv", "id\n" + "a\n" * 300)
        said = self.mistakes(members="bad.csv")
        self.assertEqual(len(said), 101)
        self.assertEqual(said[99], 'bad.csv:102:1: id: found "a" a second '
                         'time, allowed: once (first in line 2)')
        self.assertEqual(said[100], "bad.csv: these are the first 100 "
                         "mistakes")

    def test_rules(self):
        self.write("rules.yaml", (
            "attributes:\n  domain: {type: tre}\n  id: {type: tags}\n"
            "pool: 1\npools:\n  p: {require: [share id, differ hat]}\n"))
        said = self.mistakes()
        self.assertEqual([line.split(" ")[0] for line in said], [
            "rules.yaml:2:18:", "rules.yaml:4:1:", "rules.yaml:6:34:"])
        self.write("rules.yaml", "attributes:\n  id: {type: tags}\n"
                   "pools: {p: {}}\n")
        self.assertEqual(self.mistakes(), [
            "rules.yaml:1:1: attributes.id: found this name, allowed: another "
            "one, since the column id says who a member is"])
        self.write("rules.yaml", "attributes:\n  d: {type: tags}\n")
        self.assertEqual(self.mistakes(), [
            "rules.yaml:1:1: pools: missing, allowed: pools: with at least "
            "one pool"])

    def test_rules_about_attributes_that_are_wrong(self):
        """What stands before such an attribute is judged, and nothing after:
        it would be the same mistake again."""
        self.write("rules.yaml", (
            "attributes:\n  team: {type: choise}\n  field: {type: tree}\n"
            "pools:\n  w:\n    require:\n"
            "      - diffr team\n      - distance team\n"
            "      - differ team level 2\n      - share team\n"
            "      - differ group\n"))
        self.assertEqual(self.mistakes(), [
            'rules.yaml:2:16: attributes.team.type: found "choise", '
            'allowed: choice, tree, tags, scale or hours; did you mean '
            'choice',
            'rules.yaml:7:9: pools.w.require[1]: found "diffr"; did you '
            'mean "differ"?',
            'rules.yaml:8:9: pools.w.require[2]: found "distance", which '
            'is a preference only: say it under prefer',
            'rules.yaml:11:16: pools.w.require[5]: found "group", which '
            'is no attribute; allowed: team, field'])

    def test_files_that_are_not_there(self):
        said = self.mistakes("--ties", "nowhere.csv", "--history", ".",
                             members="no.csv")
        self.assertEqual(said, [
            "no.csv:1:1: cannot be read: No such file or directory, allowed: "
            "a file that may be read",
            "nowhere.csv:1:1: cannot be read: No such file or directory, "
            "allowed: a file that may be read",
            ".:1:1: cannot be read: Is a directory, allowed: a file that may "
            "be read",
        ])

    def test_standard_input(self):
        """It has a name of its own in what is told."""
        for option, text, said in (
                ("--members", "id,grade\nana,11\n",
                 "2:5: grade: found 11; allowed is 1 to 10"),
                ("--members", '{"id": 1, "grade": 11}\n',
                 "1:20: grade: found 11; allowed is 1 to 10"),
                ("--ties", "a,b,kind\nm001,m001,knows\n",
                 '2:6: b: found "m001" as in a, allowed: somebody else'),
                ("--history", "round,group,member\n1,1,\n",
                 "2:5: member: found nothing, allowed: an id"),
                ("--rules", "attributes:\n  d: {type: tags}\n",
                 "1:1: pools: missing, allowed: pools: with at least one pool"),
                ("--rules", "attributes: {id: {type: tags}}\npools: {p: {}}\n",
                 "1:1: attributes.id: found this name, allowed: another one, "
                 "since the column id says who a member is"),
                ("--rules", "attributes: 1\n", None)):
            ends, out, err = self.run_draw(
                "--rules", "rules.yaml", "--members", "members.csv", "--seed",
                "1", option, "-", stdin=text.encode())
            self.assertEqual((ends, out), (1, ""))
            self.assertTrue(err.startswith("(standard input):1:"
                                           if said is None else
                                           f"(standard input):{said}\n"), err)

    def test_nothing_is_written_or_told_before(self):
        """No seed that drew nothing, and the report of before stays."""
        self.write("report.json", "as it was")
        self.write("bad.csv", "id\na\na\n")
        ends, out, err = self.run_draw(
            "--rules", "rules.yaml", "--members", "bad.csv", "--report",
            "report.json", "--certificate", "report.json")
        self.assertEqual((ends, out, err), (
            1, "", 'bad.csv:3:1: id: found "a" a second time, allowed: once '
            "(first in line 2)\n"))
        self.assertEqual((self.folder / "report.json").read_text(), "as it was")

    def test_a_history_that_nothing_can_follow(self):
        self.write("history.csv", "round,group,member\n999998,1,m001\n")
        more = ("--history", "history.csv", "--rounds")
        self.draw(*more, "2")
        self.assertEqual(self.mistakes(*more, "3"), [
            "history.csv:1:1: round: found 999998, allowed: at most 999997, "
            "for 3 to follow"])

    def test_any_bytes_end_well(self):
        good = as_csv(community(20)).encode()
        chance = random.Random(5)
        for number in range(150):
            data = bytearray(good)
            for _ in range(chance.randrange(1, 8)):
                at = chance.randrange(len(data))
                data[at:at + chance.randrange(3)] = bytes(
                    chance.choice([*b',;"\n\r\0/-{}[]', 0xff, 0xc3])
                    for _ in range(chance.randrange(3)))
            self.write("any.csv", bytes(data))
            ends, _, err = self.run_draw(
                "--rules", "rules.yaml", "--members", "any.csv", "--seed", "1")
            self.assertIn(ends, (0, 1), (number, err))
            self.assertEqual(ends == 1, err != "", (number, err))


class Usage(Case):
    """The command line itself."""

    def test_help_and_version(self):
        ends, out, err = self.run_draw("--help")
        self.assertEqual((ends, err), (0, ""))
        for option in ("rules", "members", "ties", "history", "pool", "seed",
                       "rounds", "threads", "format", "explain", "report", "summary",
                       "certificate", "check"):
            self.assertIn(f"--{option}", out)
        ends, out, err = self.run_draw("--version")
        self.assertEqual((ends, err), (0, ""))
        self.assertRegex(out, r"^serendip-draw \d+\.\d+\.\d+\n$")

    def test_what_is_wrong_with_it(self):
        files = ("--rules", "rules.yaml", "--members", "members.csv")
        for words, said in (
            ((), "--rules FILE is missing"),
            (("--rules", "rules.yaml"), "--members FILE is missing"),
            (("--rules", "-", "--members", "-"),
             "only one file can be -, standard input"),
            ((*files, "--ties", "-", "--check", "-"),
             "only one file can be -, standard input"),
            ((*files, "more"), '"more" is too much'),
            ((*files, "--seed", "-1"), "--seed takes a whole number from 0 to "
             '18446744073709551615, not "-1"'),
            ((*files, "--seed", "18446744073709551616"), "--seed takes a "
             "whole number from 0 to 18446744073709551615, not "
             '"18446744073709551616"'),
            ((*files, "--rounds", "0"), "--rounds takes a whole number from 1 "
             'to 10000, not "0"'),
            ((*files, "--threads", "x"), "--threads takes a whole number from "
             '1 to 256, not "x"'),
            ((*files, "--format", "xml"), "--format takes csv or json, not "
             '"xml"'),
            ((*files, "--check", "g.csv", "--seed", "1"), "--seed does not go "
             "with --check"),
        ):
            self.assertEqual(self.run_draw(*words), (
                2, "", f"serendip-draw: {said}\nSee serendip-draw --help.\n"))
        ends, out, err = self.run_draw(*files, "--sed", "1", "--frmat")
        self.assertEqual((ends, out), (2, ""))
        self.assertIn("See serendip-draw --help.\n", err)

    def test_the_greatest_seed(self):
        self.draw(seed="18446744073709551615")

    def test_a_full_disk(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run(
                [f"{self.build}/serendip-draw", "--rules", "rules.yaml",
                 "--members", "members.csv", "--seed", "1"], cwd=self.folder,
                stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual((done.returncode, done.stderr), (
            1, b"serendip-draw: the groups could not be written\n"))


if __name__ == "__main__":
    runner.main(Case)
