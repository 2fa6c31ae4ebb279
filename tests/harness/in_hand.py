"""A house whose operator has its rounds in hand, and what they ask of it."""
import unittest

from . import runner
from .cluster import NO_SYNC, Cluster
from .house import CALENDAR, COMMUNITY, House

WEEKLY = COMMUNITY.replace("    remind: none\n",
                           "    remind: none\n    approve: true\n")
WAITS = WEEKLY.replace(CALENDAR, "")  # by command alone
PLAIN = COMMUNITY + """
  other:
    reveal: at_once
    auto_join: true
    require: [differ domain level 1]
"""


class InHand(unittest.TestCase):
    community = WAITS

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def setUp(self):
        self.house = House(self.build, community=self.community,
                           cluster=self.cluster)
        self.addCleanup(self.house.kill)
        self.operator = self.house.operator

    def sql(self, text):
        return self.house.sql(text)

    def post(self, path, body=None, status=200):
        got = self.operator.post("/v1/operator/" + path, body)
        self.assertEqual(got.status, status, got)
        return got.json

    def in_state(self, id_, state):
        return runner.wait_for(f"{state} of {id_}", lambda: [
            r for r in [self.house.round(id_)] if r["state"] == state])[0]

    def drawn(self, pool="weekly"):
        return self.in_state(self.house.begin_round(pool), "drawn")

    def refs(self, id_):
        """Groups as sorted refs, and who sat out."""
        groups, sit_outs = self.house.groups(id_)
        return (sorted(sorted(m["ref"] for m in g["members"])
                       for g in groups),
                sorted(s["member"]["ref"] for s in sit_outs))

    def audited(self, id_):
        return self.sql("SELECT actor, action FROM audit "
                        f"WHERE subject = '{id_}' ORDER BY number")

    def ids(self, *refs):
        found = dict(self.sql("SELECT ref, id FROM members"))
        return [found[ref] for ref in refs]

    def introductions(self):
        return self.sql("SELECT count(*) FROM introductions")[0][0]
