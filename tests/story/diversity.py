#!/usr/bin/env python3
"""My network grows over the weeks: its figures are those that its definitions
give, counted here a second time, beside the community, chance and the
ceiling."""
import collections
import datetime
import itertools
import json
import math
import re
import unittest

try:
    import networkx
except ImportError:
    networkx = None

from harness import runner
from harness.house import COMMUNITY, House

# Rounds run on command alone.
QUIET = COMMUNITY.replace("""    every: week
    at: Monday 10:00
    zone: Europe/Paris
""", "    size: {size}\n")
FIELDS = ("health/nurse", "arts/musician", "building/carpenter", "food/baker")
WEEK = datetime.timedelta(days=7)


def entropy_number(counts):
    n = sum(counts)
    return math.exp(-sum(c / n * math.log(c / n) for c in counts if c))


def blau(counts):
    n = sum(counts)
    return 1 - sum((c / n) ** 2 for c in counts)


class Diversity(unittest.TestCase):
    def setUp(self):
        self.met = []  # (week, names of a group)

    def community(self, count, size=2, fields=FIELDS):
        house = House(self.build, QUIET.replace("{size}", str(size)))
        lines = ["id,email,name,domain,languages"]
        for i in range(count):
            lines.append(f"m{i:02},m{i:02}@example.org,Person {i},"
                         f"{fields[i % len(fields)]},en")
        house.import_people("\n".join(lines) + "\n")
        self.domain = {f"Person {i}": fields[i % len(fields)].split("/")[0]
                       for i in range(count)}
        return house

    def sql(self, house, text):
        return house.sql(text)

    def a_round(self, house, week, state="accepted"):
        done = house.run_round()
        groups, _ = house.groups(done["id"])
        for group in groups:
            self.met.append((week, [m["name"] for m in group["members"]]))
        self.sql(house, STATE.format(state=state, where=f"""
            round = '{done["id"]}'"""))
        return groups

    def counted(self, house, asker):
        """The reply, once the community was counted from now on."""
        (hour,), = self.sql(house, "SELECT to_us(clock() + interval '1 hour')")
        house.let_pass(hours=1, minutes=5)
        return runner.wait_for("a new count", lambda: [
            r for r in [asker.get("/v1/me/diversity").json]
            if r["counted_at"] and datetime.datetime.fromisoformat(
                r["counted_at"].replace("Z", "+00:00")).timestamp()
            > int(hour) / 1e6])[0]

    def alters(self, name, week):
        return sorted({other for w, names in self.met if w <= week
                       and name in names for other in names} - {name})

    def pairs(self, week):
        return {frozenset(pair) for w, names in self.met if w <= week
                for pair in itertools.combinations(names, 2)}

    def expected(self, name, week):
        alters = self.alters(name, week)
        counts = collections.Counter(self.domain[a] for a in alters)
        ties = [p for p in self.pairs(week) if p <= set(alters)]
        n = len(alters)
        size = n - 2 * len(ties) / n
        if networkx:
            graph = networkx.Graph()
            graph.add_edges_from((name, a) for a in alters)
            graph.add_edges_from(tuple(p) for p in ties)
            self.assertAlmostEqual(
                networkx.effective_size(graph, [name])[name], size)
        own = counts[self.domain[name]]
        return {"people": n, "domains": entropy_number(counts.values()),
                "blau": blau(counts.values()), "ei": (n - 2 * own) / n,
                "effective_size": size}

    def near(self, found, expected, names):
        for name in names:
            self.assertAlmostEqual(found[name], expected[name], delta=0.0011,
                                   msg=(name, found, expected))

    FIGURES = ("people", "domains", "blau", "ei")

    # --- the figures, week by week ------------------------------------------

    def test_figures_week_by_week(self):
        house = self.community(15)
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        self.domain["Ana"] = "law"
        alone = ana.get("/v1/me/diversity").json
        self.assertEqual((alone["people"], alone["ties"]), ([], []))
        self.assertEqual(alone["mine"], {
            "people": 0, "domains": None, "blau": None, "ei": None,
            "effective_size": None})
        for week in range(6):
            if week:
                house.let_pass(days=7)
            self.assertEqual(ana.get("/v1/me").status, 200)  # stays signed in
            self.a_round(house, week, "met" if week % 2 else "accepted")
        found = self.counted(house, ana)
        self.assertEqual((found["attribute"], found["own"]),
                         ("domain", "law"))
        self.assertEqual(len(found["people"]), 6)
        self.assertEqual([p["name"] for p in found["people"]], [
            next(n for n in names if n != "Ana")
            for _, names in self.met if "Ana" in names])
        for person in found["people"]:
            self.assertEqual(person["domain"], self.domain[person["name"]])
        self.assertEqual([p["tie"] for p in found["people"]],
                         ["accepted", "met"] * 3)

        self.assertIn(len(found["weeks"]), (6, 7))  # a Monday may pass
        starts = [datetime.datetime.fromisoformat(w["from"].rstrip("Z"))
                  for w in found["weeks"]]
        self.assertEqual({(s.weekday(), s.hour, s.minute) for s in starts},
                         {(0, 0, 0)})
        self.assertEqual({b - a for a, b in zip(starts, starts[1:])}, {WEEK})
        everybody = [n for n in self.domain]
        for week in range(6):
            of = found["weeks"][week]
            mine = self.expected("Ana", week)
            self.near(of["mine"], mine, self.FIGURES)
            if week < 4:  # of four people it would tell who knows whom
                self.assertIsNone(of["mine"]["effective_size"])
            else:
                self.near(of["mine"], mine, ["effective_size"])
            each = [self.expected(n, week) for n in everybody]
            for figure in self.FIGURES:
                self.assertAlmostEqual(
                    of["community"][figure],
                    sum(e[figure] for e in each) / len(each), delta=0.0011)
        self.assertEqual(found["mine"], found["weeks"][-1]["mine"])
        each = [self.expected(n, 5)["effective_size"] for n in everybody]
        self.assertAlmostEqual(found["community"]["effective_size"],
                               sum(each) / len(each), delta=0.0011)
        self.beside(found)
        self.bridged(found)
        self.on_the_terminal(house, ana)

    def beside(self, found):
        """Chance and ceiling of six people out of four fields: 4, 4, 4, 3."""
        shares = [4 / 15, 4 / 15, 4 / 15, 3 / 15]
        mean = 0
        same = 0
        for picks in itertools.product(range(4), repeat=6):
            p = math.prod(shares[i] for i in picks)
            counts = collections.Counter(picks).values()
            mean += p * math.log(entropy_number(counts))
            same += p * blau(counts)
        pairs = len(self.pairs(5))
        self.near(found["chance"], {
            "people": 6, "domains": math.exp(mean), "blau": same, "ei": 1,
            "effective_size": 6 - 5 * pairs / (16 * 15 / 2)},
            [*self.FIGURES, "effective_size"])
        self.near(found["ceiling"], {
            "people": 6, "domains": entropy_number([2, 2, 1, 1]),
            "blau": blau([2, 2, 1, 1]), "ei": 1, "effective_size": 6},
            [*self.FIGURES, "effective_size"])

    def bridged(self, found):
        """Ana is the only judge: to each field that she met she is the only
        way, unless a third has met her and somebody of that field."""
        def connects(name, a, b):
            fields = {self.domain[x] for x in self.alters(name, 5)}
            return {a, b} <= fields
        mine = {self.domain[x] for x in self.alters("Ana", 5)}
        expected = set()
        for a, b in itertools.combinations(sorted(mine | {"law"}), 2):
            others = any(connects(n, a, b)
                         for n in self.domain if n != "Ana")
            direct = any({self.domain[x] for x in pair} == {a, b}
                         for pair in self.pairs(5) if "Ana" not in pair)
            if not others and not direct:
                expected.add((a, b))
        self.assertEqual({tuple(sorted((b["a"], b["b"])))
                          for b in found["bridges"]}, expected)

    def on_the_terminal(self, house, ana):
        before = len(house.letters("ana@example.org"))
        house.command("serendip", "signin", "ana@example.org")
        code = runner.wait_for("a code", lambda: [
            found for letter in house.letters("ana@example.org")[before:]
            for found in re.findall(
                r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b",
                letter.get_body(("plain",)).get_content())])[0]
        house.command("serendip", "signin", "--code", code)
        shown = house.command("serendip", "diversity")
        self.assertEqual(shown.stderr, "")
        self.assertLessEqual(max(map(len, shown.stdout.split("\n"))), 80)
        self.assertIn("█", shown.stdout)
        self.assertNotIn("\x1b", shown.stdout)
        for name in self.alters("Ana", 5):
            self.assertIn(name, shown.stdout)
        for more in ({"words": ["--ascii"]}, {"env": {"LANG": "C"}}):
            plain = house.command("serendip", "diversity",
                                  *more.get("words", []),
                                  env=more.get("env")).stdout
            self.assertTrue(plain.isascii(), plain)
            self.assertIn("#", plain)
        french = house.command("serendip", "diversity",
                               env={"LANG": "fr_FR.UTF-8"}).stdout
        self.assertIn("Domaines", french)
        self.assertNotIn("Domains", french)
        whole = json.loads(house.command(
            "serendip", "--json", "diversity").stdout)
        self.assertEqual(whole["mine"],
                         ana.get("/v1/me/diversity").json["mine"])

    # --- who is told what ---------------------------------------------------

    def test_who_met_in_my_circle_is_seen_and_who_met_elsewhere_is_not(self):
        house = self.community(11, size=3)
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        self.domain["Ana"] = "law"
        for _ in range(3):
            self.a_round(house, 0)
        found = ana.get("/v1/me/diversity").json
        names = [p["name"] for p in found["people"]]
        drawn = {frozenset((names[t["a"]], names[t["b"]]))
                 for t in found["ties"]}
        self.assertEqual(drawn, {
            frozenset(two) for _, group in self.met if "Ana" in group
            for two in itertools.combinations(
                [n for n in group if n != "Ana"], 2)})
        self.near(found["mine"], self.expected("Ana", 0),
                  [*self.FIGURES, "effective_size"])
        # People who know each other are ties, too, and are not shown.
        a, b = next(p for p in itertools.combinations(names, 2)
                    if frozenset(p) not in self.pairs(0))
        self.sql(house, f"""
            INSERT INTO ties (low, high, kind, by)
            SELECT least(a.id, b.id), greatest(a.id, b.id), 'knows', a.id
            FROM members a, members b
            WHERE a.name = '{a}' AND b.name = '{b}'""")
        after = ana.get("/v1/me/diversity").json
        self.assertEqual(after["ties"], found["ties"])
        self.assertAlmostEqual(
            after["mine"]["effective_size"],
            found["mine"]["effective_size"] - 2 / len(names), delta=0.0011)
        # Of three, two may go on without the third.
        self.sql(house, f"""
            UPDATE introduction_members SET response = 'declined'
            WHERE member = (SELECT id FROM members WHERE name = '{a}')""")
        left = [p["name"] for p in ana.get("/v1/me/diversity").json["people"]]
        self.assertEqual(left, [n for n in names if n != a])

    def test_blocked_people_go_and_erased_ones_lose_their_name(self):
        house = self.community(9)
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        for _ in range(3):
            self.a_round(house, 0)
        first, second, third = ana.get("/v1/me/diversity").json["people"]
        self.sql(house, f"""
            INSERT INTO ties (low, high, kind, by)
            SELECT least(a.id, b.id), greatest(a.id, b.id), 'blocks', a.id
            FROM members a, members b
            WHERE a.name = '{first["name"]}' AND b.name = 'Ana';
            UPDATE members SET state = 'erased'
            WHERE name = '{second["name"]}'""")
        reply = ana.get("/v1/me/diversity")
        self.assertNotIn(first["name"] + '"', reply.body)
        self.assertNotIn(second["name"] + '"', reply.body)
        self.assertEqual(reply.json["people"], [
            {**second, "name": None, "domain": None,
             "introduction": None, "handle": None}, third])
        self.assertEqual(reply.json["mine"]["people"], 2)
        self.assertEqual(reply.json["mine"]["domains"], 1)

    def test_who_did_not_meet_or_did_not_answer_is_none(self):
        house = self.community(9)
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        for state in ("offered", "declined", "expired", "not_met"):
            self.a_round(house, 0, state)
        self.assertEqual(ana.get("/v1/me/diversity").json["people"], [])

    def test_small_communities_tell_nothing_of_others(self):
        house = self.community(3)
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        self.domain["Ana"] = "law"
        self.a_round(house, 0)
        house.let_pass(hours=2)
        runner.wait_for("the count", lambda: self.sql(
            house, "SELECT 1 FROM network_counts WHERE ties > 0"))
        found = ana.get("/v1/me/diversity").json
        self.assertEqual(len(found["people"]), 1)
        for field in ("community", "chance", "ceiling", "bridges",
                      "counted_at"):
            self.assertIsNone(found[field], field)

    def test_a_community_without_domains(self):
        house = House(self.build, """
attributes:
  languages: {type: tags, values: iso-639, required: true}
pools:
  weekly: {auto_join: true, reveal: at_once, require: [share languages]}
""")
        house.import_people("id,name,languages\n" + "".join(
            f"m{i},Person {i},en\n" for i in range(7)))
        ana = house.join("ana@example.org", "Ana", {"languages": ["en"]})
        self.a_round(house, 0)
        found = self.counted(house, ana)
        self.assertIsNone(found["attribute"])
        self.assertEqual(found["mine"], {
            "people": 1, "domains": None, "blau": None, "ei": None,
            "effective_size": None})
        self.assertIsNone(found["bridges"])


# Whoever was imported has no session to answer by.
STATE = """
UPDATE introductions SET state = '{state}', accepted_at = clock(),
    outcome_until = 'infinity'
WHERE {where};
UPDATE introduction_members SET response = 'accepted', answered_at = clock()
WHERE {where}"""


if __name__ == "__main__":
    runner.main(Diversity)
