"""Members who were introduced to each other, two or more, and what they make of
it."""
import datetime
import unittest

from . import runner
from .house import House

DOMAINS = ("health/nurse", "arts/musician", "building/carpenter", "food/baker",
           "law/judge")
POOLS = [f"p{i}" for i in range(9)]
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
pools:
""" + "".join(f"""
  {name}:
    reveal: {reveal}
    answer_hours: 72
    outcome_days: 10
    require: [differ domain level 1, rested 26 weeks]
""" for name, reveal in [("open", "at_once")] + [
    (name, "on_accept") for name in POOLS])


class Group:
    """Members who were introduced to each other, and the introduction."""

    def __init__(self, house, pool, members):
        self.house, self.pool, self.members = house, pool, members
        house.run_round(pool)
        self.id = self.newest(members[0])["id"]

    def newest(self, member):
        return member.get("/v1/me/introductions").json["introductions"][0]

    def see(self, member):
        reply = member.get("/v1/introductions/" + self.id)
        return reply.json if reply.status == 200 else reply.status

    def answer(self, member, accept=True, **more):
        return member.post(f"/v1/introductions/{self.id}/response",
                           {"accept": accept, **more})

    def all_accept(self):
        for member in self.members:
            reply = self.answer(member)
            assert reply.status == 200, reply
        return self

    def say(self, member, **what):
        return member.post(f"/v1/introductions/{self.id}/outcome", what)

    def states(self):
        return [self.see(m)["state"] for m in self.members]

    def propose(self, member, days):
        """The hour so many days from now that is to begin."""
        starts = self.house.now() + datetime.timedelta(days=days, hours=1)
        put = member.put(f"/v1/introductions/{self.id}/meeting", {
            "starts_at": starts.strftime("%Y-%m-%dT%H:00:00Z"),
            "where": "The blue door"})
        assert put.status == 200, put

    def agree(self, member):
        yes = member.post(f"/v1/introductions/{self.id}/meeting/answer",
                          {"accept": True})
        assert yes.status == 200, yes
        assert yes.json["meeting"]["state"] == "confirmed", yes

    def talk(self, one, other, gone):
        """Two talk and agree on an hour; who left hears nothing of it."""
        path = f"/v1/introductions/{self.id}"
        heard = gone.get(path + "/messages").json
        said = one.post(path + "/messages", {"text": "Between the two of us"})
        assert said.status == 201, said
        self.propose(one, 2)
        self.agree(other)
        assert gone.get(path + "/messages").json == heard
        assert self.see(gone)["meeting"] is None, self.see(gone)
        assert gone.get(path + "/calendar.ics").status == 404
        return heard

    def emails(self, member):
        return [p.get("email") for p in self.see(member)["partners"]]


class Groups(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = None
        cls.count = 0

    def setUp(self):
        self.house = type(self).shared or House(self.build, COMMUNITY)
        type(self).shared = self.house

    def own_house(self):
        """For tests in which time passes: sessions of others would end."""
        self.house = House(self.build, COMMUNITY)

    def member(self, place=0):
        type(self).count += 1
        name = f"M{self.count}"
        client = self.house.join(f"{name}@example.org".lower(), name, {
            "domain": DOMAINS[place], "languages": ["en"]})
        client.name, client.email = name, f"{name}@example.org".lower()
        client.id = client.get("/v1/me").json["id"]
        return client

    def group(self, pool, size=2, members=None):
        members = members or [self.member(i) for i in range(size)]
        for member in members:
            joined = member.put(f"/v1/pools/{pool}/membership", {})
            self.assertEqual(joined.status, 200, joined)
        group = Group(self.house, pool, members)
        for member in members:
            member.delete(f"/v1/pools/{pool}/membership")
        self.assertEqual(len(group.see(members[0])["partners"]),
                         len(members) - 1)
        return group

    def sql(self, text):
        return self.house.sql(text)

    def heard(self, group, member):
        """States that events told a member of, '' where they told of none."""
        return [state for state, in self.sql(
            "SELECT coalesce(state, '') FROM events WHERE kind = "
            f"'introduction' AND introduction = '{group.id}' "
            f"AND member = '{member.id}' ORDER BY xact, number")]

    def kinds(self, member, but=("welcome_code", "introduction", "welcome")):
        """Kinds of the letters to a member, as they were made."""
        return [kind for (kind,) in self.sql(
            f"SELECT kind FROM outbox WHERE member = '{member.id}' "
            "ORDER BY id") if kind not in but]

    def wait_kinds(self, member, *kinds):
        runner.wait_for(
            f"{kinds} to {member.name}", lambda: [
                kind for kind in self.kinds(member) if kind in kinds
                or kind != "partner_accepted"] == list(kinds))

    def refused(self, reply, status, words=""):
        self.assertEqual(reply.status, status, reply)
        self.assertIn(words, reply.json["detail"])

    def told(self, member, *kinds):
        """The letters of an answer are there as soon as it is."""
        self.assertEqual(self.kinds(member), list(kinds))
