#!/usr/bin/env python3
"""Rounds in an operator's hand: one that waits for a yes is published as it was
drawn, but for whoever can take part no more; it can be drawn anew, and cancelled."""
import threading

from harness import client, runner
from harness.house import House, people_csv
from harness.in_hand import PLAIN, WEEKLY, InHand

ROUND = "01900000-0000-7000-8000-000000000001"


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


if __name__ == "__main__":
    runner.main(InHand)
