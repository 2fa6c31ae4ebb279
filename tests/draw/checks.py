#!/usr/bin/env python3
"""serendip-draw --check: somebody's groups against the rules."""
from harness import runner
from harness.spreadsheet import Case


class Checks(Case):
    """--check: somebody's groups against the rules."""

    def test_what_is_drawn_is_right(self):
        self.write("ties.csv", "a,b,kind\nm001,m002,knows\nm003,m004,blocks\n")
        self.write("before.csv", self.draw("--rounds", "2"))
        more = ("--ties", "ties.csv", "--history", "before.csv")
        self.write("groups.csv", self.draw(*more, "--rounds", "4"))
        self.assertEqual(self.check("groups.csv", *more), (0, "", ""))

    def test_a_line_for_each_violation(self):
        self.write("members.csv", (
            "id,domain,languages,free\n"
            "a,x/1,en,mon 9-10\nb,x/2,fr,mon 9-10\nc,y/1,en,mon 9-10\n"
            "d,y/1,en;fr,tue 9-10\ne,z/1,en,mon 9-10\nf,z/2,en,\n"))
        self.write("ties.csv", "a,b,kind\nc,e,blocks\na,e,knows\n")
        self.write("history.csv", "round,group,member\n3,1,c\n3,1,f\n")
        self.write("groups.csv", (
            "round,group,member\n4,1,a\n4,1,b\n4,2,c\n4,2,e\n4,3,zoe\n4,3,d\n"
            "4,,f\n4,1,e\n5,1,c\n5,1,f\n5,7,a\n5,,b\n9,x,c\n9,x,f\n10,x,f\n"
            "10,x,c\n"))
        said = self.check("groups.csv", "--ties", "ties.csv", "--history",
                          "history.csv")
        self.assertEqual(said, (1, (
            'groups.csv:3: round 4, group 1: "a" and "b" break "differ domain '
            'level 1"\n'
            'groups.csv:3: round 4, group 1: "a" and "b" break "share '
            'languages"\n'
            'groups.csv:9: round 4, group 1: "a" and "e" break '
            '"unacquainted"\n'
            'groups.csv:9: round 4, group 1: "b" and "e" break "share '
            'languages"\n'
            'groups.csv:5: round 4, group 2: "e" is in group 1 in line 9\n'
            'groups.csv:5: round 4, group 2: "c" and "e": one blocks the '
            'other\n'
            'groups.csv:6: round 4, group 3: "zoe" is no member\n'
            'groups.csv:11: round 5, group 1: "c" and "f" break "rested 4 '
            'weeks"\n'
            'groups.csv:12: round 5, group 7: 1 member, allowed: 2 or 3\n'
            'groups.csv:17: round 10, group x: "f" and "c" break "rested 4 '
            'weeks"\n'), (
            "serendip-draw: groups.csv: round 5: 2 members are in no group\n"
            "serendip-draw: groups.csv: round 9: 4 members are in no group\n"
            "serendip-draw: groups.csv: round 10: 4 members are in no "
            "group\n")))

    def test_a_block_hides_no_broken_rule(self):
        self.write("rules.yaml", "attributes: {team: {type: choice}}\n"
                   "pools: {p: {require: [differ team, unacquainted]}}\n")
        self.write("members.csv", "id,team\na,x\nb,x\n")
        self.write("ties.csv", "a,b,kind\na,b,blocks\na,b,knows\n")
        self.write("groups.csv", "group,member\n1,a\n1,b\n")
        self.assertEqual(self.check("groups.csv", "--ties", "ties.csv"), (1, (
            'groups.csv:3: round 1, group 1: "a" and "b": one blocks the '
            'other\n'
            'groups.csv:3: round 1, group 1: "a" and "b" break "differ '
            'team"\n'
            'groups.csv:3: round 1, group 1: "a" and "b" break '
            '"unacquainted"\n'), ""))

    def test_sizes_and_seats(self):
        self.write("rules.yaml", "pools: {p: {}}\n")
        self.write("members.csv", "id\na\nb\nc\nd\n")
        self.write("groups.csv", "group,member\n1,a\n1,b\n1,c\n1,d\n")
        self.assertEqual(self.check("groups.csv"), (1, (
            "groups.csv:2: round 1, group 1: 4 members, allowed: 2 or 3\n"),
            ""))
        self.write("groups.csv", "group,member\n,a\n1,b\n1,b\n2,c\n2,a\n,d\n")
        self.assertEqual(self.check("groups.csv"), (1, (
            'groups.csv:4: round 1, group 1: "b" is in group 1 in line 3\n'
            'groups.csv:3: round 1, group 1: 1 member, allowed: 2 or 3\n'
            'groups.csv:2: round 1, sat out: "a" is in group 2 in line 6\n'),
            ""))

    def test_one_member_is_no_pair_however_often(self):
        self.write("members.csv", "id,domain\na,x/1\nb,y/2\n")
        self.write("groups.csv", "group,member\n1,a\n1,a\n2,b\n2,c\n2,d\n2,e\n")
        self.assertEqual(self.check("groups.csv"), (1, (
            'groups.csv:3: round 1, group 1: "a" is in group 1 in line 2\n'
            'groups.csv:2: round 1, group 1: 1 member, allowed: 2 or 3\n'
            'groups.csv:5: round 1, group 2: "c" is no member\n'
            'groups.csv:6: round 1, group 2: "d" is no member\n'
            'groups.csv:7: round 1, group 2: "e" is no member\n'
            'groups.csv:4: round 1, group 2: 4 members, allowed: 2 or 3\n'),
            ""))

    def test_a_history_that_has_the_round_already(self):
        self.write("rules.yaml", "pools: {p: {require: [rested 3 weeks]}}\n")
        self.write("members.csv", "id\na\nb\n")
        self.write("history.csv", "round,group,member\n1,1,a\n1,1,b\n4,,a\n")
        self.write("groups.csv", "round,group,member\n1,1,b\n1,1,a\n"
                   "3,9,a\n3,9,b\n4,9,a\n4,9,b\n")
        self.assertEqual(self.check("groups.csv", "--history", "history.csv"), (
            1, 'groups.csv:5: round 3, group 9: "a" and "b" break "rested 3 '
            'weeks"\n', ""))

    def test_groups_without_rounds_come_after_the_history(self):
        self.write("members.csv", "id,domain\na,x/1\nb,y/2\n")
        self.write("groups.csv", "group,member\ntable 1,a\ntable 1,b\n")
        self.assertEqual(self.check("groups.csv"), (0, "", ""))
        self.write("history.csv", "round,group,member\n3,1,a\n3,1,b\n")
        self.assertEqual(
            self.check("groups.csv", "--history", "history.csv"), (1, (
                'groups.csv:3: round 4, group table 1: "a" and "b" break '
                '"rested 4 weeks"\n'), ""))
        self.write("history.csv", "round,group,member\n3,1,a\n3,1,b\n9,,a\n")
        self.assertEqual(
            self.check("groups.csv", "--history", "history.csv"), (0, "", ""))


if __name__ == "__main__":
    runner.main(Case)
