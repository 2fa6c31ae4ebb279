#!/usr/bin/env python3
"""What operators see of rounds and letters: what a draw reached, how domains mix
beside chance, and which letters failed."""
from harness import case, client, runner, smtp
from harness.house import House, people_csv

PATH = "/v1/operator"


class Watching(case.OwnHouse):
    def get(self, path):
        reply = self.house.operator.get(PATH + path)
        self.assertEqual(reply.status, 200, reply)
        return reply.json

    def test_what_a_draw_reached(self):
        self.house.import_people(people_csv(9, ["arts/musician"] * 7
                                            + ["food/baker"] * 2))
        round_ = self.house.run_round()
        told = self.get(f"/rounds/{round_['id']}/report")
        self.assertEqual((told["round"], told["pool"], told["seed"],
                          told["input_digest"]),
                         (round_["id"], "weekly", round_["seed"],
                          round_["input_digest"]))
        report = told["report"]
        self.assertEqual([report[f] for f in (
            "members", "introduced", "groups", "sat_out", "repeats")],
            [9, 4, 2, 5, 0])
        self.assertEqual(sum(r["members"] for r in
                             report["sat_out_by_reason"]), 5)
        self.assertEqual({r["reason"] for r in report["sat_out_by_reason"]},
                         {"taken"})
        domain = [d for d in report["differ"]
                  if d["attribute"] == "domain"][0]
        # Of 36 pairs 14 differ, and no draw has more than all four mixed.
        self.assertEqual((domain["share"], domain["e_i"]), (1, 1))
        self.assertAlmostEqual(domain["chance"], 14 / 36, 5)
        self.assertAlmostEqual(domain["ceiling"], 4 / 9, 5)
        # Of rounds before there were reports there is none.
        self.sql("UPDATE draws SET report = NULL")
        self.assertIsNone(self.get(
            f"/rounds/{round_['id']}/report")["report"])
        self.assertEqual(self.house.operator.get(
            PATH + "/rounds/019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e/report"
        ).status, 404)

    def mixing(self, query=""):
        """The reply, and its domains by their words."""
        told = self.get("/mixing" + query)
        return told, [d["word"] for d in told["domains"]]

    def test_how_domains_mix(self):
        house = self.house
        told, words = self.mixing()
        self.assertEqual((words, told["steps"], told["cross"]["met_rate"]),
                         ([None], [], None))
        house.import_people(people_csv(8))  # four domains, two members each
        rounds = [house.run_round()["id"] for _ in range(2)]
        house.import_people("id,name,domain,languages\nz,Zed,law/judge,en\n")
        told, words = self.mixing()
        self.assertEqual(sorted(words[:-1]),
                         ["arts", "building", "food", "health", "law"])
        label = [d for d in told["domains"] if d["word"] == "health"][0]
        self.assertEqual(label["members"], 2)
        self.assertEqual(sorted(label["label"]), ["en", "fr"])
        self.assertEqual([s["round"] for s in told["steps"]], rounds[::-1])
        for step in told["steps"]:
            self.assertEqual((step["pairs"], step["cross"]["offered"],
                              step["same"]["offered"]), (4, 4, 0))
            self.assertEqual({p["members"] for p in step["took_part"]}, {2})
            self.assertEqual(sum(c["offered"] for c in step["cells"]), 4)
            for cell in step["cells"]:
                self.assertLess(cell["a"], cell["b"])
                # 4 pairs, 2·2·2 of the 8·7 ordered ones.
                self.assertAlmostEqual(cell["expected"], 4 * 8 / 56, 3)
        # What the page has is what the groups say.
        word = {m["id"]: m["ref"] for g in house.groups(rounds[0])[0]
                for m in g["members"]}
        domains = ("health", "arts", "building", "food")
        met = sorted(sorted(domains[int(word[m["id"]][1:]) % 4]
                            for m in g["members"])
                     for g in house.groups(rounds[0])[0])
        cells = told["steps"][1]["cells"]
        self.assertEqual(sorted(sorted((words[c["a"]], words[c["b"]]))
                                for c in cells
                                for _ in range(c["offered"])), met)
        page, _ = self.mixing("?limit=1&pool=weekly")
        self.assertEqual(page["steps"], told["steps"][:1])
        page, _ = self.mixing("?limit=1&cursor=" + page["next"])
        self.assertEqual(page["steps"], told["steps"][1:])
        self.assertEqual(self.mixing("?pool=none")[0]["steps"], [])

    def test_who_met_across(self):
        house = self.house
        house.import_people(people_csv(4))
        house.run_round()
        # One pair met; of the other it is too early to tell.
        self.sql(
            "UPDATE introduction_members SET response = 'accepted', "
            "answered_at = clock(); "
            "UPDATE introductions SET state = CASE WHEN id = (SELECT max("
            "id::text)::uuid FROM introductions) THEN 'met' ELSE 'accepted' "
            "END, accepted_at = clock(), outcome_until = clock()")
        told, _ = self.mixing()
        want = {"offered": 2, "accepted": 2, "met": 1, "settled": 1,
                "met_rate": 1}
        self.assertEqual((told["cross"], told["steps"][0]["cross"]),
                         (want, want))
        self.assertEqual(sum(c["met"] for c in told["steps"][0]["cells"]), 1)
        # Whoever has no domain any more is in no cell, and still a pair.
        self.sql("DELETE FROM member_attributes WHERE attribute = 'domain'")
        told, words = self.mixing()
        self.assertEqual((words, told["steps"][0]["pairs"],
                          told["steps"][0]["cells"]), ([None], 2, []))


class Letters(case.OwnHouse):
    def setUp(self):
        self.sink = smtp.Sink()
        self.house = House(
            self.build, sinks=[self.sink], letters="smtp_tls: none, "
            f'transport: "smtp://127.0.0.1:{self.sink.port}"')

    def test_which_failed(self):
        house = self.house
        ana = house.join("ana@example.org", "Ana")
        me = ana.get("/v1/me").json["id"]
        path = PATH + "/letters"
        self.assertEqual(house.operator.get(path).json["letters"], [])
        runner.wait_for("the welcome", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE kind = 'welcome' AND state = 'sent'"))
        self.sink.on["rcpt"] = lambda address: (
            f"550 5.1.1 <{address}>: nobody of this name")
        ana.get("/v1/me/export")
        one = runner.wait_for("a letter that failed", lambda: house.operator.get(
            path).json["letters"])[0]
        self.assertEqual((one["kind"], one["state"], one["to"], one["attempts"]),
                         ("data_exported", "dead", {
                             "id": me, "ref": None, "name": "Ana"}, 1))
        self.assertIn("550 5.1.1", one["answer"])
        self.assertIn("nobody of this name", one["answer"])
        self.assertNotIn("example.org", str(one))
        self.assertIsNotNone(one["done_at"])
        sent = house.operator.get(path + "?state=sent").json["letters"]
        self.assertIn("welcome", [letter["kind"] for letter in sent])
        self.assertEqual(house.operator.get(path + "?state=x").status, 422)
        said = house.command("serendipctl", "letters").stdout
        self.assertIn("data_exported", said)
        self.assertIn("Ana", said)
        self.assertNotIn("example.org", said)
        self.assertEqual(house.command("serendipctl", "letters", "A b",
                                       ok=False).returncode, 2)
        self.assertEqual(house.command("serendipctl", "letters", "x",
                                       ok=False).returncode, 1)
        self.of_members_with_the_role(ana, path)

    def of_members_with_the_role(self, ana, path):
        """They see what failed, and nothing by which they could tell who
        reported or blocked them."""
        self.house.command("serendipctl", "members", "role",
                           "ana@example.org", "operator")
        self.assertEqual([letter["kind"] for letter in
                          ana.get(path).json["letters"]], ["data_exported"])
        for state in ("pending", "sending", "sent", "unwanted"):
            self.assertEqual(ana.get(path + "?state=" + state).status, 422)
        self.sql("UPDATE outbox SET kind = 'report_decided' "
                 "WHERE kind = 'data_exported'")
        self.assertEqual(ana.get(path).json["letters"], [])
        self.assertEqual(len(self.house.operator.get(path).json["letters"]), 1)
        self.sql("UPDATE outbox SET reason = 'withdrawn' "
                 "WHERE kind = 'report_decided'")
        self.assertEqual(self.house.operator.get(path).json["letters"], [])

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(case.OwnHouse)
