#!/usr/bin/env python3
"""What falls due with time is done once, whoever dies over it and however many
daemons look."""
import unittest

from harness import runner
from harness.house import House, people_csv

EXPIRED = """
SET search_path = serendip;
SELECT (SELECT count(*) FROM introductions WHERE state = 'expired'),
    (SELECT count(*) FROM audit WHERE action = 'introduction expired')
"""


class Due(unittest.TestCase):
    def counts(self, house):
        return [int(n) for n in house.cluster.sql(EXPIRED, house.database)[0]]

    def test_once_and_after_a_crash(self):
        house = House(self.build, start=False)
        house.start({"SERENDIP_CRASH_AT": "due-found"})
        house.import_people(people_csv(300))
        house.run_round()
        before = self.counts(house)
        self.assertEqual(before, [0, 0])
        house.let_pass(days=4)
        self.assertNotEqual(house.ended(), 0)
        self.assertEqual(self.counts(house), before)

        house.start()
        other = House(self.build, beside=house)
        house.let_pass(minutes=1)
        runner.wait_for("expiry", lambda: self.counts(house)[0] == 150)
        self.assertEqual(self.counts(house), [150, 150])
        for one in (house, other):
            self.assertNotIn("cannot be done", one.words())
            self.assertEqual(one.stop(), 0)

    def test_an_answer_survives_and_is_told_once(self):
        """Dies with the answer stored and its reply not sent: the letters are
        stored with it, the same answer again is as good, and each goes once."""
        house = House(self.build, start=False)
        house.start()
        ana = house.join("ana@example.org", "Ana")
        bo = house.join("bo@example.org", "Bo", {
            "domain": "food/baker", "languages": ["en"]})
        house.run_round()
        path = "/v1/introductions/%s/response" % ana.get(
            "/v1/me/introductions").json["introductions"][0]["id"]
        self.assertEqual(bo.post(path, {"accept": True}).status, 200)
        house.stop()

        house.start({"SERENDIP_CRASH_AT": "answered"})
        with self.assertRaises(OSError):
            self.again(house, ana).post(path, {"accept": True})
        self.assertNotEqual(house.ended(), 0)
        house.start()
        reply = self.again(house, ana).post(path, {"accept": True})
        self.assertEqual((reply.status, reply.json["state"]),
                         (200, "accepted"))
        for address in ("ana@example.org", "bo@example.org"):
            runner.wait_for("letters", lambda a=address: any(
                "You all said yes" in letter["Subject"]
                for letter in house.letters(a)))
        self.assertEqual(house.cluster.sql(
            "SELECT kind, count(*) FROM serendip.outbox WHERE kind = "
            "'all_accepted' GROUP BY kind", house.database),
            [["all_accepted", "2"]])

    def again(self, house, someone):
        """The same member's client of the house as it now listens."""
        return house.client(someone.token)


if __name__ == "__main__":
    runner.main(Due)
