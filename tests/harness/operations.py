"""The operations of the API's document on a house with members, an operator and
two rounds: what the tests of all routes together stand on."""
import re
import unittest

from . import client
from .house import House, people_csv

NOBODY = "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e"


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build)
        cls.house.import_people(people_csv(9))
        cls.operator = cls.house.operator
        cls.ana = cls.house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        cls.guest = cls.house.client()
        document = cls.guest.get("/v1/openapi.json").json
        cls.operations = [
            (path, method.upper(), operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()]
        cls.rounds = [cls.house.run_round()["id"] for _ in range(2)]

    def refused(self, reply, status, code):
        self.assertEqual((reply.status, reply.code), (status, code), reply)
        self.assertEqual(reply.headers["content-type"],
                         "application/problem+json")
        self.assertEqual(reply.json["type"], "urn:serendip:problem:" + code)
        self.assertEqual(reply.json["request"], reply.headers["x-request-id"])
        self.assertEqual(reply.json["status"], status)
        self.assertTrue(reply.json["title"])
        return reply

    def fill(self, path):
        """The path with ids of nobody's, or of the one pool."""
        return re.sub(r"\{\w+\}", NOBODY, path.replace("{pool}", "weekly"))

    def asker(self, operation):
        return (self.operator if operation.get("x-listener") == "operator"
                else self.ana)

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)
