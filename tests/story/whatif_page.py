#!/usr/bin/env python3
"""serendipctl simulate --html: a page that asks nobody for anything, in which every
figure of the answer stands, and every text as it is."""
import html.parser
import json
import os
import re
import unittest

from harness import runner
from harness.house import House

EXAMPLE = (runner.SOURCE / "docs/examples/company.yaml").read_text("utf-8")
PEOPLE = (runner.SOURCE / "docs/examples/people/company.csv").read_text("utf-8")
NAME = "Tea <b>&</b> \"Co'"
VOID = {"meta"}
SHARES = {"share", "chance", "ceiling"}


class Page(html.parser.HTMLParser):
    """Its elements with their attributes, and its text; strict about nesting."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.words = [], [], []
        self.feed(text)
        self.close()
        assert self.open == [], self.open

    def handle_starttag(self, tag, attributes):
        assert len(dict(attributes)) == len(attributes), (tag, attributes)
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (self.open, tag)
        self.open.pop()

    def handle_data(self, text):
        if "style" not in self.open:
            self.words.append(text)


def figures(value, field="", side=None):
    """All figures of an answer, as the page writes them."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "rules":
                continue  # their texts are looked at besides
            yield from figures(one, name, side)
    elif isinstance(value, list):
        for one in value:
            yield from figures(one, field)
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    elif field in SHARES or field == "bridged" and isinstance(value, float):
        yield f"{100 * value:.1f} %"
    elif field == "mean":
        yield f"{value:.2f}"
    elif isinstance(value, float):
        yield f"{abs(value):.3f}"
    else:
        yield f"{abs(value):,}"


class WhatIfPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        house = House(cls.build, EXAMPLE[EXAMPLE.index("attributes:"):],
                      start=False)
        house.config.write_text(house.config.read_text().replace(
            "name: The Test House", f"name: {json.dumps(NAME)}"))
        house.start()
        house.import_people(PEOPLE, pool="coffee")
        cls.house, cls.new = house, house.folder / "new.yaml"
        cls.new.write_text(house.config.read_text().replace(
            "- differ team level 1", "- differ team").replace(
            "- differ office weight 1", "- differ office weight 4"))
        cls.file = house.folder / "page.html"
        cls.answer = json.loads(cls.simulate(cls.file).stdout)
        cls.text = cls.file.read_text(encoding="utf-8")
        cls.page = Page(cls.text)

    @classmethod
    def simulate(cls, file, *more, ok=True):
        return cls.house.command(
            "serendipctl", "--json", "simulate", "--rules", str(cls.new),
            "--pool", "coffee", "--rounds", "6", "--html", str(file), *more,
            ok=ok)

    def test_it_needs_nothing_besides_itself(self):
        elements = self.page.elements
        self.assertIn(("meta", {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'"}),
            elements)
        for tag, attributes in elements:
            self.assertNotIn(tag, ("script", "link", "img", "iframe", "object",
                                   "embed", "base", "a", "form", "image", "use"))
            for name in attributes:
                self.assertNotRegex(name, "^on|^(src|href|xlink:href|srcset)$")
        self.assertNotRegex(self.text, r"https?:|//|url\(|@import|javascript:")

    def test_every_figure_of_the_answer_is_there(self):
        words = {word.strip() for text in self.page.words
                 for word in re.findall(r"[\d.,]+(?: %)?", text)}
        words |= {word.rstrip(".,") for word in words}
        wanted = set(figures(self.answer))
        self.assertGreater(len(wanted), 100)
        # What 0 is of is said in words.
        self.assertEqual(wanted - words - {"0"}, set())

    def test_each_round_has_its_row_and_its_reasons(self):
        for side in ("current", "proposed"):
            for one in self.answer[side]["rounds"]:
                self.assertEqual(one["sat_out"], sum(
                    r["members"] for r in one["sat_out_by_reason"]))
            total = self.answer[side]["sum"]
            self.assertEqual(sum(one["members"] for one in total["load"]), 200)
            self.assertEqual(total["introduced"], sum(
                one["members"] * one["introductions"]
                for one in total["load"]))
        now = self.answer["current"]["rounds"]
        self.assertTrue(any(one["sat_out"] for one in now))
        table = self.text[self.text.index("Sat out, by reason: Now"):]
        for one in now:
            cells = re.search(rf'<tr><th scope="row">{one["round"]}</th>(.*)</tr>',
                              table)[1]
            self.assertEqual(
                sorted(int(n) for n in re.findall(r"<td>(\d+)</td>", cells)
                       if n != "0"),
                sorted([one["sat_out"]] + [
                    r["members"] for r in one["sat_out_by_reason"]]))

    def test_what_it_says_of_itself(self):
        said = "".join(self.page.words)
        self.assertIn(NAME, said)
        for value in ("coffee", self.answer["seed"], self.answer["digest"]):
            self.assertIn(value, said)
        self.assertRegex(said, r"\d{1,2} [A-Z][a-z]+ 20\d\d, \d\d:\d\d UTC")
        self.assertEqual(self.answer["community"], NAME)
        self.assertNotIn("Fraser", said)  # nor anybody else

    def test_it_is_somebody_and_not_everybody_who_has_nobody_new(self):
        """In the chart's table, in that of costs, and in the chart's words."""
        head = ">Somebody has nobody new from round</th>"
        self.assertEqual(self.text.count(head), 2)
        place = self.answer["current"]["sum"]["nobody_new"]
        self.assertIn(f"somebody has nobody new from round {place} on"
                      if place else "nobody can tell when", self.text)

    def test_both_sets_of_rules_and_their_differences(self):
        for side in ("current", "proposed"):
            for kind in ("require", "prefer"):
                for rule in self.answer[side]["rules"][kind]:
                    self.assertRegex(self.text, f"<(span|del|ins)>{rule}</")
        self.assertEqual(re.findall("<del>(.*?)</del>", self.text),
                         ["differ team level 1", "differ office weight 1"])
        self.assertEqual(re.findall("<ins>(.*?)</ins>", self.text),
                         ["differ team", "differ office weight 4"])

    def test_every_chart_has_words_and_a_table(self):
        charts = [a for tag, a in self.page.elements
                  if tag == "svg" and a.get("role") == "img"]
        self.assertGreater(len(charts), 8)
        ids = [a["id"] for _, a in self.page.elements if "id" in a]
        self.assertEqual(len(ids), len(set(ids)))
        for chart in charts:
            for name in chart["aria-labelledby"].split():
                self.assertRegex(self.text, f'<(title|desc) id="{name}">[^<]')
        self.assertEqual(self.text.count("<figure>"), len(charts))
        for figure in self.text.split("<figure>")[1:]:
            self.assertIn("<table>", figure[:figure.index("</figure>")])

    def test_no_costs(self):
        file = self.house.folder / "less.html"
        self.simulate(file, "--no-costs")
        page = Page(file.read_text(encoding="utf-8"))
        self.assertNotIn("costs", {a.get("id") for _, a in page.elements})

    def test_the_file_is_nobody_elses_and_whole_or_not_at_all(self):
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        other = self.house.folder / "kept"
        other.write_text("mine")
        link = self.house.folder / "link.html"
        link.symlink_to(other)
        self.simulate(link, "--no-costs")
        self.assertEqual(other.read_text(), "mine")
        self.assertFalse(link.is_symlink())
        before = sorted(os.listdir(self.house.folder))
        refused = self.simulate(self.house.folder / "none/page.html",
                                "--no-costs", ok=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("none/page.html: No such file or directory",
                      refused.stderr)
        self.assertEqual(sorted(os.listdir(self.house.folder)), before)


if __name__ == "__main__":
    runner.main(WhatIfPage)
