#!/usr/bin/env python3
"""A round that waits for an operator's yes, and daemons that die, or race: it is
drawn once, approved once, and published once, as it was drawn."""
import signal
import threading
import unittest

from harness import client, runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import CALENDAR, COMMUNITY, House, people_csv

PEOPLE = 21
WAITS = COMMUNITY.replace(CALENDAR, "    approve: true\n")


class Waiting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def setUp(self):
        self.house = House(self.build, community=WAITS, cluster=self.cluster)
        self.addCleanup(self.house.kill)
        self.house.import_people(people_csv(PEOPLE))
        self.house.sql("UPDATE members SET is_operator = true "
                       "WHERE ref = 'm0000'")

    def again(self, hooks=None):
        """The daemon is killed, and another begins."""
        self.house.kill()
        self.house.start(hooks)

    def drawn(self, id_):
        return runner.wait_for("the draw", lambda: [
            r for r in [self.house.round(id_)] if r["state"] == "drawn"])[0]

    def groups(self, id_):
        return sorted(sorted(m["ref"] for m in g["members"])
                      for g in self.house.groups(id_)[0])

    def approve(self, house=None):
        return client.over_unix(
            (house or self.house).folder / "operator.sock").post(
                f"/v1/operator/rounds/{self.id_}/approval")

    def begin(self):
        self.id_ = self.house.begin_round()
        return self.id_

    def died(self):
        self.assertEqual(self.house.ended(), -signal.SIGKILL)

    def published_once(self, groups):
        self.assertEqual(self.house.published(self.id_)["introduced"], PEOPLE)
        self.assertEqual(self.groups(self.id_), groups)
        self.assertEqual(self.house.sql(
            "SELECT count(*), count(DISTINCT member) "
            "FROM introduction_members"), [[str(PEOPLE)] * 2])
        self.assertEqual(self.house.sql(
            "SELECT action, count(*) FROM audit WHERE action IN "
            "('round drawn', 'round approved', 'round published') "
            "GROUP BY action ORDER BY action"),
            [["round approved", "1"], ["round drawn", "1"],
             ["round published", "1"]])
        runner.wait_for("letters", lambda: self.house.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        self.letters_once([self.house])
        self.assertEqual(self.house.operator.post(
            f"/v1/operator/rounds/{self.id_}/replay", {}).json["same"], True)

    def letters_once(self, houses):
        """One of the introduction each, and one of the wait to the operator."""
        self.assertEqual(self.house.sql(
            "SELECT kind, count(*) FROM outbox WHERE kind IN ('introduction', "
            "'round_waits') GROUP BY kind ORDER BY kind"),
            [["introduction", str(PEOPLE)], ["round_waits", "1"]])
        ids = [le["Message-ID"] for house in houses for le in house.letters()]
        self.assertEqual(len(ids), len(set(ids)))

    def test_killed_before_it_waits(self):
        self.again({"SERENDIP_CRASH_AT": "wait"})
        self.begin()
        self.died()
        self.assertEqual(self.house.sql("SELECT count(*) FROM draw_slots"),
                         [["0"]])
        self.house.start()
        groups = (self.drawn(self.id_), self.groups(self.id_))[1]
        self.assertEqual(self.approve().status, 200)
        self.published_once(groups)

    def test_killed_while_it_waits(self):
        self.again({"SERENDIP_CRASH_AT": "waiting"})
        self.begin()
        self.died()
        self.house.start()
        self.assertEqual(self.house.round(self.id_)["state"], "drawn")
        groups = self.groups(self.id_)
        self.again()
        self.assertEqual(self.approve().status, 200)
        self.published_once(groups)

    def test_killed_as_it_is_published(self):
        """Somebody comes, and all change their fields: it stays what it was."""
        groups = (self.drawn(self.begin()), self.groups(self.id_))[1]
        for point in ("claimed", "publish"):
            self.again({"SERENDIP_CRASH_AT": point})
            if point == "claimed":
                self.assertEqual(self.approve().status, 200)
            self.died()
            self.house.sql("UPDATE member_attributes SET value = 'law/judge' "
                           "WHERE attribute = 'domain'")
        self.house.start()
        self.published_once(groups)

    def test_two_daemons(self):
        other = House(self.build, community=WAITS, beside=self.house)
        self.addCleanup(other.kill)
        groups = (self.drawn(self.begin()), self.groups(self.id_))[1]
        answers = []
        threads = [threading.Thread(target=lambda h=house: answers.append(
            self.approve(h).status)) for house in (self.house, other) * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [200] + [409] * 5)
        self.house.published(self.id_)
        runner.wait_for("letters", lambda: self.house.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        self.letters_once([self.house, other])
        self.assertEqual(self.groups(self.id_), groups)
        self.assertEqual(self.house.sql(
            "SELECT count(*), count(DISTINCT member) "
            "FROM introduction_members"), [[str(PEOPLE)] * 2])


if __name__ == "__main__":
    runner.main(Waiting)
