#!/usr/bin/env python3
"""Two members whom an operator pins, or forbids to be introduced to each other."""
from harness import runner
from harness.house import people_csv
from harness.in_hand import PLAIN, InHand


class Pairs(InHand):
    community = PLAIN

    def pin(self, a, b, pool="weekly", status=201):
        return self.post("pairs", {"kind": "pin", "a": a, "b": b, "pool": pool,
                                   "reason": "they both restore clocks"},
                         status)

    def fates(self, id_):
        return {tuple(m["ref"] for m in p["members"]): p["fate"]
                for p in self.operator.get(
                    f"/v1/operator/rounds/{id_}/report").json["pins"]}

    def test_pinned_once(self):
        """Whatever the rules say: m0000 and m0004 are of one field."""
        self.house.import_people(people_csv(9))
        made = self.pin("m0000@example.org", "m0004")
        self.pin("m0004", "m0001", status=409)
        self.pin("m0004", "m0004", status=422)
        self.pin("m0004", "nobody", status=404)
        done = self.house.run_round()
        groups = self.refs(done["id"])[0]
        self.assertTrue([g for g in groups if {"m0000", "m0004"} <= set(g)])
        self.assertEqual(self.fates(done["id"]),
                         {("m0000", "m0004"): "introduced"})
        pair = self.operator.get("/v1/operator/pairs").json["pairs"][0]
        self.assertEqual((pair["id"], pair["used_by"], pair["reason"]),
                         (made["id"], done["id"], "they both restore clocks"))
        why = [g["why"] for g in self.house.groups(done["id"])[0]
               if "m0000" in [m["ref"] for m in g["members"]]][0]
        self.assertIn("An operator pinned them.", why)
        self.assertFalse([w for w in why if "different fields" in w])
        again = self.house.run_round()
        self.assertFalse([g for g in self.refs(again["id"])[0]
                          if {"m0000", "m0004"} <= set(g)])
        self.assertEqual(self.fates(again["id"]), {})
        self.assertEqual(self.operator.delete(
            "/v1/operator/pairs/" + made["id"]).status, 404)
        self.assertIn("they both restore clocks", self.sql(
            "SELECT detail FROM audit WHERE action = 'pair pinned'")[0][0])

    def test_a_block_is_never_overruled(self):
        self.house.import_people(people_csv(8), "a,b,kind\nm0003,m0000,blocks\n")
        self.pin("m0000", "m0003")
        done = self.house.run_round()
        self.assertEqual(self.fates(done["id"]),
                         {("m0000", "m0003"): "own_choice"})
        self.assertFalse([g for g in self.refs(done["id"])[0]
                          if {"m0000", "m0003"} <= set(g)])

    def test_who_takes_no_part_is_waited_for(self):
        self.house.import_people(people_csv(8))
        self.pin("m0000", "m0001")
        self.sql("UPDATE members SET paused_until = 'infinity' "
                 "WHERE ref = 'm0001'")
        done = self.house.run_round()
        self.assertEqual(self.fates(done["id"]), {("m0000", "m0001"): "absent"})
        self.sql("UPDATE members SET paused_until = NULL")
        done = self.house.run_round()
        self.assertEqual(self.fates(done["id"]),
                         {("m0000", "m0001"): "introduced"})

    def test_forbidden_until_removed(self):
        self.house.import_people(people_csv(2))
        made = self.post("pairs", {"kind": "forbid", "a": "m0000", "b": "m0001",
                                   "reason": "a quarrel"}, 201)
        self.post("pairs", {"kind": "forbid", "a": "m0001", "b": "m0000",
                            "reason": "a quarrel"}, 409)
        self.pin("m0000", "m0001", status=409)
        for _ in range(2):
            self.assertEqual(self.house.run_round()["introduced"], 0)
            self.assertEqual(self.house.run_round("other")["introduced"], 0)
        self.assertEqual(self.operator.delete(
            "/v1/operator/pairs/" + made["id"]).status, 204)
        self.assertEqual(self.house.run_round()["introduced"], 2)
        self.assertEqual([row[0] for row in self.sql(
            "SELECT action FROM audit WHERE action LIKE 'pair%' "
            "ORDER BY number")], ["pair forbidden", "pair removed"])

    def test_over_tls_with_the_role(self):
        ana = self.house.join("ana@example.org")
        self.house.import_people(people_csv(2))
        made = self.operator.post("/v1/operator/pairs", {
            "kind": "forbid", "a": "m0000", "b": "m0001", "reason": "no"}).json
        path = "/v1/operator/pairs/" + made["id"]
        self.assertEqual(ana.delete(path).status, 404)
        self.house.command("serendipctl", "members", "role", "ana@example.org",
                           "operator")
        # What tells of one's own pair, or chooses it, is for the socket alone.
        for alone in ("pairs", "previews", "explanations",
                      f"rounds/{made['id']}/redraw"):
            self.assertIn(  # pairs may be listed, and so not made
                ana.post("/v1/operator/" + alone, {}).status, (404, 405))
        self.assertEqual(ana.delete(path).status, 204)
        me = ana.get("/v1/me").json["id"]
        self.assertEqual(self.sql("SELECT actor FROM audit "
                                  "WHERE action = 'pair removed'"),
                         [["operator:" + me]])


if __name__ == "__main__":
    runner.main(InHand)
