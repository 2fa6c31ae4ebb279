"""Tests each in a house of its own, on one cluster; also those that begin with
two members who were introduced to each other."""
import unittest

from .house import House


class OwnHouse(unittest.TestCase):
    def setUp(self):
        self.house = House(self.build)

    def tearDown(self):
        self.house.kill()

    def sql(self, text):
        return [tuple(row) for row in self.house.sql(text)]


class Pairs(OwnHouse):
    def pair(self):
        """Two members of different fields, introduced to each other."""
        ana = self.house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        bo = self.house.join("bo@example.org", "Bo", {
            "domain": "food/baker", "languages": ["en"]}, pitch="I bake.")
        self.house.run_round()
        return ana, bo

    def intros(self, who):
        return who.get("/v1/me/introductions").json["introductions"]

    def partner(self, who):
        """What names the partner of the newest introduction."""
        intro = self.intros(who)[0]
        return {"introduction": intro["id"],
                "handle": intro["partners"][0]["handle"]}
