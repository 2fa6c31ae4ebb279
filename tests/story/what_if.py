#!/usr/bin/env python3
"""An operator asks what other rules would do: what costs most is named, the change
that is suggested does what it promises in a real round, and a simulation can be
watched, stopped and interrupted, and holds nobody up."""
import os
import pty
import re
import signal
import subprocess

from harness import case, client, runner
from harness.house import people_csv

PATH = "/v1/operator/simulations"
NOW = ["differ domain level 1", "share languages", "unacquainted",
       "rested 26 weeks"]
SEVEN_AND_TWO = ["arts/musician"] * 7 + ["food/baker"] * 2


class WhatIf(case.OwnHouse):
    def write(self, text):
        self.house.config.write_text(text)
        self.house.command("serendipctl", "reload")

    def begin_long(self):
        """One that goes on for longer than any test."""
        begun = self.house.operator.post(PATH, {
            "pool": "weekly", "require": NOW, "prefer": [], "rounds": 520})
        self.assertEqual(begun.status, 202, begun)
        self.played(begun.json["id"])
        return begun.json["id"]

    def look(self, id_, who=None):
        return (who or self.house.operator).get(f"{PATH}/{id_}").json

    def played(self, id_):
        """Once it plays."""
        return runner.wait_for("a round of it", lambda: (
            s := self.look(id_))["done"] > 0 and s)

    def test_the_suggestion_does_what_it_promises(self):
        self.house.import_people(people_csv(9, SEVEN_AND_TWO))
        told = self.house.simulate(NOW, rounds=4)["result"]
        self.assertEqual(told["current"], told["proposed"])
        self.assertEqual(told["proposed"]["sum"]["sat_out"], 20)
        self.assertEqual(told["costliest"], {
            "rule": "differ domain level 1", "in": "introduced"})
        self.assertEqual(told["costs"][0]["introduced_more"], 20)
        # Nothing else costs anything, by itself.
        self.assertEqual({c["introduced_more"] for c in told["costs"][1:]},
                         {0})
        nearest = told["nearest"]
        self.assertEqual((nearest["outcome"], nearest["inevitable"],
                          len(nearest["sets"])), ("found", 0, 1))
        change = nearest["sets"][0]["changes"]
        self.assertEqual(change, [{
            "rule": "differ domain level 1", "becomes": "wish",
            "wish": "differ domain level 1"}])
        # Simulated, it is the same again; drawn, nobody sits out.
        then = self.house.simulate(
            NOW[1:], prefer=[change[0]["wish"]], rounds=4)["result"]
        self.assertEqual(then["proposed"]["sum"]["sat_out"], 0)
        self.assertEqual(then["proposed"]["sum"]["introduced"],
                         nearest["sets"][0]["introduced"])
        self.assertEqual(then["nearest"]["outcome"], "not_needed")
        first = self.house.run_round()
        self.assertEqual(first["sat_out"], 5)
        self.write(re.sub(r"require: \[differ domain level 1, ([^]]*)\]",
                          r"require: [\1]\n    prefer: "
                          r"[differ domain level 1]",
                          self.house.config.read_text()))
        second = self.house.run_round()
        self.assertEqual((second["introduced"], second["sat_out"]), (9, 0))

    def test_blocks_are_nobody_s_to_find(self):
        """Two by themselves: whether one blocks the other would show in any figure.
        Over TLS it does not, and the socket's simulation is not there."""
        ana = self.house.join("ana@example.org", "Ana")
        bo = self.house.join("bo@example.org", "Bo", {
            "domain": "arts/musician", "languages": ["en"]})
        self.house.command("serendipctl", "members", "role",
                           "ana@example.org", "operator")
        by_role = [self.house.simulate(NOW, rounds=1, who=ana)["result"]]
        blocked = bo.post("/v1/me/blocks", {"email": "ana@example.org"})
        self.assertEqual(blocked.status, 200, blocked)
        by_role.append(self.house.simulate(
            NOW, rounds=1, who=ana)["result"])
        self.assertEqual(by_role[0], by_role[1])
        self.assertEqual((by_role[0]["blocks"],
                          by_role[0]["current"]["sum"]["sat_out"]),
                         (False, 0))
        knows = self.house.simulate(NOW, rounds=1)
        self.assertEqual((knows["result"]["blocks"],
                          knows["result"]["current"]["sum"]["sat_out"],
                          knows["result"]["nearest"]["inevitable"]),
                         (True, 2, 2))
        one = f"{PATH}/{knows['id']}"
        for reply in (ana.get(one), ana.delete(one)):
            self.assertEqual((reply.status, reply.code), (404, "not_found"))
        # What the role began, the socket sees.
        role = self.house.simulate(NOW, rounds=1, who=ana)
        self.assertEqual(self.look(role["id"]), role)

    def test_progress_and_the_only_one(self):
        self.house.import_people(people_csv(300))
        cy = self.house.join("cy@example.org", "Cy")
        self.house.command("serendipctl", "members", "role",
                           "cy@example.org", "operator")
        id_ = self.begin_long()
        seen = [self.played(id_)["done"]]
        while len(seen) < 3:
            now = self.look(id_)
            self.assertEqual((now["state"], now["result"]),
                             ("playing", None))
            self.assertGreaterEqual(now["done"], seen[-1])
            self.assertLess(now["done"], now["all"])
            if now["done"] > seen[-1]:
                seen.append(now["done"])
        second = self.house.operator.post(PATH, {
            "pool": "weekly", "require": [], "prefer": [], "rounds": 1})
        self.assertEqual((second.status, second.code), (409, "conflict"))
        self.assertIn(id_, second.json["detail"])
        # Who may not see it is not told to stop it.
        second = cy.post(PATH, {
            "pool": "weekly", "require": [], "prefer": [], "rounds": 1})
        self.assertEqual((second.status, second.code), (409, "conflict"))
        self.assertNotIn(id_, second.json["detail"])
        # The daemon goes on with its work, a round among it.
        self.assertEqual(self.house.run_round()["introduced"], 301)
        self.assertEqual(self.look(id_)["state"], "playing")
        self.house.command("serendipctl", "simulate", "--stop", id_)
        over = self.house.simulated(id_)
        self.assertEqual((over["state"], over["result"]), ("stopped", None))

    def test_an_interrupt_stops_it_in_the_daemon(self):
        self.house.import_people(people_csv(300))
        terminal, errors = pty.openpty()
        command = subprocess.Popen(
            [self.house.program("serendipctl"), "simulate", "--rules",
             str(self.house.config), "--pool", "weekly", "--rounds", "520"],
            env=self.house.environment(), stdout=subprocess.PIPE,
            stderr=errors, text=True, **runner.as_runner())
        os.close(errors)
        shown = b""
        while b"The rules in force" not in shown:
            shown += os.read(terminal, 4096)
        self.assertRegex(shown.decode(), r"\[#*\.+\] +\d+ %")
        second = self.house.operator.post(PATH, {
            "pool": "weekly", "require": [], "prefer": [], "rounds": 1})
        self.assertEqual(second.status, 409)
        id_ = re.search("[0-9a-f-]{36}", second.json["detail"])[0]
        command.send_signal(signal.SIGINT)
        out, _ = command.communicate(timeout=runner.DEADLINE)
        self.assertEqual((command.returncode, out), (1, ""))
        while b"Stopped, here and in the daemon" not in shown:
            shown += os.read(terminal, 4096)
        os.close(terminal)
        over = self.house.simulated(id_)
        self.assertEqual((over["state"], over["why"]),
                         ("stopped", "an operator stopped it"))

    def test_a_reload_ends_it_where_rules_may_differ(self):
        self.house.import_people(people_csv(300))
        id_ = self.begin_long()
        self.house.command("serendipctl", "reload")
        self.assertEqual(self.look(id_)["state"], "playing")
        self.write(self.house.config.read_text().replace(
            "rested 26 weeks", "rested 25 weeks"))
        over = self.house.simulated(id_)
        self.assertEqual((over["state"], over["why"]),
                         ("stopped", "another configuration is in force now"))
        # And what is asked now is by the rules that are in force.
        told = self.house.simulate(NOW, rounds=1)["result"]
        self.assertIn("rested 25 weeks", told["current"]["rules"]["require"])

    def test_a_shutdown_waits_for_no_more_than_its_round(self):
        self.house.import_people(people_csv(300))
        self.begin_long()
        self.assertEqual(self.house.stop(), 0)
        self.assertNotIn("cut short", self.house.words())
        self.house.start()
        self.assertEqual(self.house.simulate(
            NOW, rounds=1)["state"], "ended")

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(WhatIf)
