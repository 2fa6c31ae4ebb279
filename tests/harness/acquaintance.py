"""People of different fields, of whom some have met here: what stories of
suggestions stand on."""
from . import case
from .house import STILL, House

PEOPLE = {"ana": "law/judge", "bo": "food/baker", "cy": "arts/musician",
          "dee": "health/nurse"}


class Acquainted(case.OwnHouse):
    """self.who["ana"] and so on are signed in; self.ids are theirs. Ana has met
    Bo and Cy, who have not met each other."""

    def setUp(self):
        # No week that passes introduces anybody.
        self.house = House(self.build, STILL)
        self.who, self.ids = {}, {}
        for name, domain in PEOPLE.items():
            self.joins(name, domain)
        for other in ("bo", "cy"):
            self.meet("ana", other)

    def allow(self, a_week):
        """So many suggestions."""
        config = self.house.config
        config.write_text(config.read_text().replace(
            "limits: {", f"limits: {{suggestions_per_week: {a_week}, "))
        self.house.hang_up()

    def joins(self, name, domain, **more):
        self.who[name] = self.house.join(
            f"{name}@example.org", name.title(),
            {"domain": domain, "languages": ["en"]}, **more)
        self.ids[name] = self.who[name].get("/v1/me").json["id"]

    def meet(self, a, b):
        """They are introduced, and both say yes."""
        pinned = self.house.operator.post("/v1/operator/pairs", {
            "kind": "pin", "a": self.ids[a], "b": self.ids[b],
            "pool": "weekly", "reason": "They should."})
        self.assertEqual(pinned.status, 201, pinned)
        self.house.run_round()
        for one in (a, b):
            i = self.who[one].get("/v1/me/introductions").json[
                "introductions"][0]
            said = self.who[one].post(
                f"/v1/introductions/{i['id']}/response", {"accept": True})
            self.assertEqual(said.status, 200, said)

    def met(self, me, name):
        """How `me` names somebody met."""
        found = [p for p in self.who[me].get("/v1/me/diversity").json["people"]
                 if p["name"] == name.title()]
        self.assertEqual(len(found), 1, found)
        return {k: found[0][k] for k in ("introduction", "handle")}

    def suggest(self, me, *people, status=200, **more):
        """Each an address, or the name of somebody met."""
        reply = self.who[me].post("/v1/me/suggestions", {
            "people": [{"email": p} if "@" in p else self.met(me, p)
                       for p in people], **more})
        self.assertEqual(reply.status, status, reply)
        return reply

    def mine(self, me):
        return self.who[me].get("/v1/me/suggestions").json["suggestions"]

    def open(self):
        """What operators are shown."""
        return self.house.operator.get(
            "/v1/operator/suggestions").json["suggestions"]

    def decide(self, id_, how, status, operator=None):
        reply = (operator or self.house.operator).post(
            f"/v1/operator/suggestions/{id_}/{how}",
            {} if how == "acceptance" else None)
        self.assertEqual(reply.status, status, reply)
        return reply

    def partners(self, name):
        """Names of the newest introduction's partners."""
        return [p["name"] for p in self.who[name].get(
            "/v1/me/introductions").json["introductions"][0]["partners"]]
