#!/usr/bin/env python3
"""What an operator looks at without changing it: previews, replays, explanations."""
from harness import runner
from harness.house import people_csv
from harness.in_hand import PLAIN, InHand


class Looking(InHand):
    """Previews, replays, explanations: what is looked at changes nothing."""
    community = PLAIN.replace("rested 26 weeks]", "rested 26 weeks]\n"
                              "    prefer: [distance generation weight 2]")

    def preview(self, **more):
        return self.post("previews", {"pool": "weekly", "groups": True, **more})

    def explain(self, a, b, **where):
        return self.post("explanations", {"a": a, "b": b, **where})

    def replay(self, id_, **more):
        return self.post(f"rounds/{id_}/replay", more)

    def test_a_preview_is_the_draw_and_no_round(self):
        self.house.import_people(people_csv(21))
        self.sql("UPDATE memberships SET skip_next = true WHERE member = "
                 "(SELECT id FROM members WHERE ref = 'm0020')")
        self.post("pairs", {"kind": "pin", "a": "m0000", "b": "m0004",
                            "pool": "weekly", "reason": "clocks"}, 201)
        rounds = self.sql("SELECT id, state FROM rounds ORDER BY id")
        seen = self.preview()
        self.assertEqual((seen["report"]["members"],
                          seen["report"]["introduced"]), (20, 20))
        self.assertEqual([(p["fate"], [m["ref"] for m in p["members"]])
                          for p in seen["pins"]],
                         [("introduced", ["m0000", "m0004"])])
        self.assertNotEqual(self.preview()["seed"], seen["seed"])
        again = self.preview(seed=seen["seed"])
        self.assertEqual(again["groups_digest"], seen["groups_digest"])
        self.assertEqual(again["groups"], seen["groups"])
        self.assertEqual(self.sql("SELECT id, state FROM rounds ORDER BY id"),
                         rounds)
        done = self.house.run_round()
        self.assertEqual(done["input_digest"], seen["input_digest"])
        self.assertNotEqual(done["seed"], seen["seed"])

    def test_a_replay_proves_and_tells_what_differs(self):
        self.house.import_people(people_csv(30), "a,b,kind\nm0003,m0000,knows\n")
        done = self.house.run_round()
        got = self.replay(done["id"])
        self.assertTrue(got["same"])
        self.assertTrue(got["compared"])
        self.assertEqual((got["members"], got["groups"], got["differences"]),
                         (30, 15, []))
        told = self.house.command("serendipctl", "rounds", "replay",
                                  done["id"]).stdout
        self.assertIn("The same, bit for bit.", told)
        # Somebody changes who was with whom.
        self.sql("""
            WITH two AS (SELECT introduction, min(member::text)::uuid AS member
                FROM introduction_members GROUP BY introduction
                ORDER BY introduction LIMIT 2),
            a AS (SELECT * FROM two ORDER BY introduction LIMIT 1),
            b AS (SELECT * FROM two ORDER BY introduction DESC LIMIT 1)
            UPDATE round_members w SET introduction = CASE w.member
                WHEN (SELECT member FROM a) THEN (SELECT introduction FROM b)
                ELSE (SELECT introduction FROM a) END
            WHERE w.member IN (SELECT member FROM two)""")
        got = self.replay(done["id"])
        self.assertFalse(got["same"])
        self.assertEqual(got["groups_now"], got["groups_recorded"])
        self.assertEqual(len(got["differences"]), 2)
        self.assertIn("not together", got["differences"][0])
        # Or the input.
        self.sql("UPDATE draws SET input = replace(convert_from(input, 'UTF8'),"
                 " 'knows', 'blocks')::bytea")
        got = self.replay(done["id"])
        self.assertNotEqual(got["input_now"], got["input_recorded"])
        failed = self.house.command("serendipctl", "rounds", "replay",
                                    done["id"], ok=False)
        self.assertEqual(failed.returncode, 1)
        self.assertIn("DIFFERS", failed.stdout)
        self.sql("UPDATE draws SET input = ''")
        self.assertEqual(self.operator.post(
            f"/v1/operator/rounds/{done['id']}/replay", {}).status, 409)

    def test_explained_as_things_are(self):
        self.house.import_people(
            people_csv(8), "a,b,kind\nm0003,m0000,blocks\nm0001,m0002,knows\n")
        got = self.explain("m0000", "m0004@example.org", pool="weekly")
        self.assertEqual(got["verdict"], "rule")
        self.assertEqual([(r["rule"], r["outcome"], r["values"])
                          for r in got["rules"]], [
            ("differ domain level 1", "fails", ["health/nurse"] * 2),
            ("share languages", "holds", ["en", "en"]),
            ("rested 26 weeks", "holds", ["", ""]),
            ("distance generation weight 2", "missing", ["", ""])])
        # A block and somebody known are one word.
        blocked = self.explain("m0000", "m0003", pool="weekly")
        known = self.explain("m0001", "m0002", pool="weekly")
        for one in (blocked, known):
            self.assertEqual(one["verdict"], "own_choice")
            self.assertNotIn("fails", [r["outcome"] for r in one["rules"]
                                       if r["requirement"]])
            self.assertNotIn("block", str(one).lower())
            self.assertNotIn("knows", str(one).lower())
        self.assertEqual(self.explain("m0000", "m0001", pool="weekly")
                         ["verdict"], "allowed")
        self.sql("UPDATE members SET paused_until = 'infinity' "
                 "WHERE ref = 'm0001'")
        paused = self.explain("m0000", "m0001", pool="weekly")
        self.assertEqual((paused["verdict"], paused["members"][1]["presence"]),
                         ("absent", "paused"))
        self.post("pairs", {"kind": "forbid", "a": "m0000", "b": "m0003",
                            "reason": "a quarrel"}, 201)
        forbidden = self.explain("m0000", "m0003", pool="weekly")
        self.assertEqual((forbidden["verdict"], forbidden["reasons"]),
                         ("forbidden", ["forbid: a quarrel"]))
        self.assertEqual(self.sql("SELECT DISTINCT actor FROM audit "
                                  "WHERE action = 'explained'"), [["operator"]])
        self.assertEqual(self.operator.post("/v1/operator/explanations", {
            "a": "m0000", "b": "m0001"}).status, 422)
        self.assertEqual(self.operator.post("/v1/operator/explanations", {
            "a": "m0000", "b": "zz", "pool": "weekly"}).status, 404)

    def test_explained_of_a_round(self):
        self.house.import_people(people_csv(8))
        done = self.house.run_round()
        one, other = self.refs(done["id"])[0][:2]
        got = self.explain(*one, round=done["id"])
        self.assertEqual(got["verdict"], "introduced")
        self.assertEqual([r["round"] for r in got["together"]], [done["id"]])
        now = self.explain(*one, pool="weekly")
        self.assertEqual(now["verdict"], "rule")
        self.assertEqual([r["rule"] for r in now["rules"]
                          if r["outcome"] == "fails" and r["requirement"]],
                         ["rested 26 weeks"])
        self.assertEqual(self.explain("m0000", "m0004", round=done["id"])
                         ["verdict"], "rule")
        told = self.house.command("serendipctl", "explain", one[0], one[1],
                                  "--round", done["id"]).stdout
        self.assertIn("They were introduced to each other.", told)
        self.assertIn("differ domain level 1", told)
        planned = [r for r in self.operator.get("/v1/operator/rounds").json[
            "rounds"] if r["state"] == "planned"][0]
        self.assertEqual(self.operator.post("/v1/operator/explanations", {
            "a": "m0000", "b": "m0001", "round": planned["id"]}).status, 409)


if __name__ == "__main__":
    runner.main(InHand)
