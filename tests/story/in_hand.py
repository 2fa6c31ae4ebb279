#!/usr/bin/env python3
"""Rounds in an operator's hand: one that waits for a yes is published as it was
drawn, but for whoever can take part no more; it can be drawn anew, and cancelled;
and two members can be pinned, or forbidden to be introduced."""
import threading
import unittest

from harness import client, runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import COMMUNITY, House, people_csv

CALENDAR = "    every: week\n    at: Monday 10:00\n    zone: Europe/Paris\n"
WEEKLY = COMMUNITY.replace("    remind: none\n",
                           "    remind: none\n    approve: true\n")
WAITS = WEEKLY.replace(CALENDAR, "")  # by command alone
PLAIN = COMMUNITY + """
  other:
    reveal: at_once
    auto_join: true
    require: [differ domain level 1]
"""


ROUND = "01900000-0000-7000-8000-000000000001"


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


class Waiting(InHand):
    def test_it_waits_and_is_published_as_it_was_drawn(self):
        self.house.import_people(people_csv(9))
        self.sql("UPDATE members SET is_operator = true WHERE ref = 'm0000'")
        drawn = self.drawn()
        self.assertEqual((drawn["members"], drawn["introduced"],
                          drawn["groups"], drawn["sat_out"]), (9, 9, 4, 0))
        self.assertIsNotNone(drawn["waits_since"])
        self.assertFalse(drawn["approved"])
        groups = self.refs(drawn["id"])
        self.assertEqual(len(groups[0]), 4)
        self.assertEqual(self.introductions(), "0")
        letter = runner.wait_for("a letter", lambda: self.house.letters(
            "m0000@example.org"))[0]
        self.assertIn("weekly: a round waits", letter["Subject"])
        text = letter.get_body(("plain",)).get_content().replace("\r", "")
        self.assertIn(f"serendipctl rounds approve {drawn['id']}", text)
        self.assertIn("\n- Members: 9\n- Groups: 4\n- Sat out: 0\n\nWho", text)
        self.assertEqual(len(self.house.letters()), 1)
        report = self.operator.get(
            f"/v1/operator/rounds/{drawn['id']}/report").json
        self.assertEqual(report["report"]["introduced"], 9)
        # Another one of the pool would come on top of it.
        self.assertEqual(self.operator.post(
            "/v1/operator/rounds", {"pool": "weekly"}).status, 409)
        self.post(f"rounds/{drawn['id']}/approval")
        done = self.house.published(drawn["id"])
        self.assertEqual(self.refs(drawn["id"]), groups)
        self.assertEqual(done["introduced"], 9)
        self.assertTrue(done["approved"])
        self.assertEqual(self.introductions(), "4")
        self.assertEqual(self.sql(
            "SELECT kind, count(*) FROM outbox WHERE kind IN ('introduction', "
            "'round_waits') GROUP BY kind ORDER BY kind"),
            [["introduction", "9"], ["round_waits", "1"]])
        self.assertEqual(self.sql("SELECT count(*) FROM draw_slots"), [["0"]])
        self.assertEqual(self.audited(drawn["id"]), [
            ["operator", "round run"], ["daemon", "round drawn"],
            ["operator", "round approved"], ["daemon", "round published"]])

    def test_twice_at_once(self):
        self.house.import_people(people_csv(8))
        drawn = self.drawn()
        answers = []

        def approve():
            operator = client.over_unix(self.house.folder / "operator.sock")
            answers.append(operator.post(
                f"/v1/operator/rounds/{drawn['id']}/approval"))
        threads = [threading.Thread(target=approve) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(a.status for a in answers),
                         [200] + [409] * 5)
        self.house.published(drawn["id"])
        self.assertEqual(self.introductions(), "4")
        refused = self.operator.post(
            f"/v1/operator/rounds/{drawn['id']}/approval")
        self.assertEqual(refused.status, 409)
        self.assertIn("published", refused.json["detail"])

    def test_what_lands_while_it_waits_voids_its_group(self):
        """For days: a block, a pause, a suspension, a skip, somebody who would
        not meet again, one forbidden, two who met elsewhere."""
        self.house.import_people(people_csv(24))
        drawn = self.drawn()
        groups = self.refs(drawn["id"])[0]
        self.house.let_pass(days=3)
        pairs = [self.ids(*g) for g in groups]
        low, high = sorted(pairs[0])
        self.sql(f"""
            INSERT INTO ties (low, high, kind, by, source) VALUES ('{low}', '{high}',
                'blocks', '{high}', 'member');
            UPDATE members SET paused_until = 'infinity'
                WHERE id = '{pairs[1][0]}';
            UPDATE members SET state = 'suspended' WHERE id = '{pairs[2][1]}';
            UPDATE memberships SET skip_next = true
                WHERE member = '{pairs[3][0]}';
            DELETE FROM memberships WHERE member = '{pairs[4][0]}'""")
        self.post("pairs", {"kind": "forbid", "a": pairs[5][0],
                            "b": groups[5][1], "reason": "cousins"}, 201)
        low, high = sorted(pairs[6])
        self.sql(f"""
            INSERT INTO ties (low, high, kind, by, source) VALUES ('{low}', '{high}',
                'knows', '{high}', 'member')""")
        self.post(f"rounds/{drawn['id']}/approval")
        done = self.house.published(drawn["id"])
        left, sit_outs = self.refs(drawn["id"])
        self.assertEqual(left, groups[7:])
        self.assertEqual(sit_outs, sorted(sum(groups[:7], [])))
        self.assertEqual((done["introduced"], done["sat_out"]), (10, 14))
        self.assertEqual(self.sql(
            "SELECT why, count(*) FROM round_members WHERE outcome = 'sat_out' "
            "GROUP BY 1 ORDER BY 1"), [["skipped", "1"], ["void", "13"]])
        # The skip is used up, and no second draw makes up for it.
        self.assertNotIn([pairs[3][0]], self.sql(
            f"SELECT second_chance('{drawn['id']}')"))
        self.assertIn([pairs[3][1]], self.sql(
            f"SELECT second_chance('{drawn['id']}')"))
        self.assertEqual(self.sql("SELECT count(*) FROM memberships "
                                  "WHERE skip_next"), [["0"]])

    def test_who_leaves_while_it_waits(self):
        ana = self.house.join("ana@example.org")
        self.house.import_people(people_csv(3, ("arts/musician", "food/baker")))
        drawn = self.drawn()
        self.assertEqual(drawn["introduced"], 4)
        me = ana.get("/v1/me").json["id"]
        self.assertEqual(ana.delete(f"/v1/me?confirm={me}").status, 204)
        self.assertEqual(self.sql("SELECT octet_length(input) FROM draws"),
                         [["0"]])
        self.post(f"rounds/{drawn['id']}/approval")
        done = self.house.published(drawn["id"])
        self.assertEqual((done["introduced"], done["sat_out"]), (2, 1))

    def test_operators_are_reminded_once(self):
        self.house.import_people(people_csv(4))
        self.sql("UPDATE members SET is_operator = true, language = 'fr' "
                 "WHERE ref = 'm0001'")
        drawn = self.drawn()
        letters = lambda: [le["Subject"] for le in self.house.letters()]
        runner.wait_for("the letter", lambda: len(letters()) == 1)
        self.house.let_pass(hours=25)
        runner.wait_for("the reminder", lambda: len(letters()) == 2)
        self.house.let_pass(hours=25)
        self.post(f"rounds/{drawn['id']}/cancellation")
        runner.wait_for("nothing pending", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state <> 'sent'") == [["0"]])
        self.assertEqual(sorted(letters()), [
            "weekly\u00a0: un tour attend votre accord",
            "weekly\u00a0: un tour attend votre accord depuis hier"])



class Calendar(InHand):
    community = WEEKLY

    def test_the_next_round_ends_it(self):
        self.house.import_people(people_csv(4))
        drawn = self.drawn()
        self.house.let_pass(days=8)
        late = self.in_state(drawn["id"], "cancelled")
        self.assertIn("nobody approved it", late["failure"])
        self.assertIn(["daemon", "round cancelled"], self.audited(drawn["id"]))
        runner.wait_for("the next", lambda: self.sql(
            "SELECT 1 FROM rounds WHERE state = 'drawn'"))
        self.assertEqual(self.operator.post(
            f"/v1/operator/rounds/{drawn['id']}/approval").status, 409)


class Redrawing(InHand):
    def redraw(self, id_, body):
        before = self.house.round(id_)["redraws"]
        self.post(f"rounds/{id_}/redraw", body)
        return runner.wait_for("another draw", lambda: [
            r for r in [self.house.round(id_)]
            if r["state"] == "drawn" and r["redraws"] == before + 1])[0]

    def test_another_seed(self):
        self.house.import_people(people_csv(40))
        seen = self.post("previews", {"pool": "weekly", "seed": "2a"})
        first = self.drawn()
        groups = self.refs(first["id"])
        second = self.redraw(first["id"], {"seed": "2a"})
        self.assertEqual(second["seed"], "000000000000002a")
        self.assertEqual(second["input_digest"], first["input_digest"])
        self.assertNotEqual(second["groups_digest"], first["groups_digest"])
        self.assertEqual(second["groups_digest"], seen["groups_digest"])
        self.assertNotEqual(self.refs(first["id"]), groups)
        third = self.redraw(first["id"], {})
        self.assertNotIn(third["seed"], (first["seed"], second["seed"]))
        # The seed of before has the draw of before.
        again = self.redraw(first["id"], {"seed": first["seed"]})
        self.assertEqual(again["groups_digest"], first["groups_digest"])
        self.assertEqual(self.refs(first["id"]), groups)
        details = [row[0] for row in self.sql(
            "SELECT detail FROM audit WHERE action = 'round redrawn' "
            "ORDER BY number")]
        self.assertEqual(len(details), 3)
        given = "the given seed "
        for was, after, detail in zip(
                (first, second, third),
                (given + "000000000000002a", "by chance",
                 given + first["seed"]), details):
            self.assertEqual(detail, f"before: seed {was['seed']}, input "
                             f"{was['input_digest']}, groups "
                             f"{was['groups_digest']}; next: {after}")
        self.assertEqual(self.operator.post(
            f"/v1/operator/rounds/{first['id']}/redraw",
            {"seed": "0x2a"}).status, 422)
        # Each of them can be proven, the one that stands and those before.
        for number, was in ((None, again), (0, first), (1, second), (2, third)):
            got = self.post(f"rounds/{first['id']}/replay",
                            {} if number is None else {"draw": number})
            self.assertTrue(got["same"], got)
            self.assertEqual((got["seed"], got["groups_now"]),
                             (was["seed"], was["groups_digest"]))
            self.assertEqual(got["compared"], number is None)
        self.assertEqual(self.operator.post(
            f"/v1/operator/rounds/{first['id']}/replay",
            {"draw": 3}).status, 409)

    def test_of_members_as_they_are_now(self):
        self.house.import_people(people_csv(8))
        first = self.drawn()
        pair = self.refs(first["id"])[0][0]
        self.post("pairs", {"kind": "forbid", "a": pair[0] + "@example.org",
                            "b": pair[1], "reason": "they share a desk"}, 201)
        self.sql("UPDATE members SET paused_until = 'infinity' "
                 "WHERE ref NOT IN ('%s', '%s')" % tuple(pair))
        second = self.redraw(first["id"], {"seed": first["seed"]})
        self.assertEqual((second["members"], second["introduced"]), (2, 0))


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


class Cancelling(InHand):
    community = PLAIN

    def test_planned(self):
        """The calendar goes on with the one after it."""
        self.house.import_people(people_csv(4))
        planned = runner.wait_for("a plan", lambda: [
            r for r in self.operator.get("/v1/operator/rounds").json["rounds"]
            if r["state"] == "planned"])[0]
        gone = self.post(f"rounds/{planned['id']}/cancellation")
        self.assertEqual(gone["state"], "cancelled")
        after = runner.wait_for("another plan", lambda: [
            r for r in self.operator.get("/v1/operator/rounds").json["rounds"]
            if r["state"] == "planned"])[0]
        self.assertGreater(after["scheduled_at"], planned["scheduled_at"])
        self.assertEqual(self.audited(planned["id"]),
                         [["operator", "round cancelled"]])
        self.assertEqual(self.operator.post(
            f"/v1/operator/rounds/{planned['id']}/cancellation").status, 409)
        self.assertEqual(self.operator.post(
            "/v1/operator/rounds/01900000-0000-7000-8000-000000000001/"
            "cancellation").status, 404)

    def test_while_it_is_drawn(self):
        self.house.import_people(people_csv(4))
        asleep = House(self.build, community=PLAIN, beside=self.house,
                       start=False)
        self.addCleanup(asleep.kill)
        self.house.kill()
        self.sql("INSERT INTO rounds (id, pool, scheduled_at, state, next_at) "
                 f"VALUES ('{ROUND}', 'weekly', now(), 'planned', now())")
        asleep.spawn({"SERENDIP_STOP_AT": "drawn"})
        asleep.asleep()
        self.house.start()
        self.operator = self.house.operator
        id_ = ROUND
        self.assertEqual(self.house.round(id_)["state"], "open")
        self.post(f"rounds/{id_}/cancellation")
        asleep.wake()
        runner.wait_for("its defeat", lambda: "round taken over"
                        in asleep.words())
        self.assertEqual(self.house.run_round()["introduced"], 4)
        self.assertEqual(self.house.round(id_)["state"], "cancelled")
        self.assertEqual(self.sql("SELECT count(*) FROM introductions "
                                  f"WHERE round = '{id_}'"), [["0"]])


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
