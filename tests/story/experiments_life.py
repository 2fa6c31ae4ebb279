#!/usr/bin/env python3
"""An experiment's life: it begins, is changed, stopped, and over; and what a plan
of one says."""
import datetime
import json

from harness import experiment, runner
from harness.experiment import TRIAL
from harness.house import House


class Life(experiment.Experiment):
    def test_a_change_ends_one_and_begins_another(self):
        self.begin(TRIAL % ("first", 9))
        self.join(6)
        self.house.run_round()
        self.assertEqual(self.state("first"), "running")
        # The same, and another difference that would matter: it goes on.
        self.reload(TRIAL % ("first", 9) + "      detect: 0.25\n")
        runner.wait_for("the mirror", lambda: self.trials()[0][
            "detect"] == 0.25)
        self.assertEqual(self.state("first"), "running")
        # Other rules of an arm: another experiment.
        self.reload((TRIAL % ("first", 9)).replace("serendipity: 1",
                                                   "serendipity: 0"))
        runner.wait_for("the mirror", lambda: [
            t["state"] for t in self.trials()] == ["planned", "changed"])
        self.house.run_round()
        self.assertEqual([t["state"] for t in self.trials()],
                         ["running", "changed"])
        # None: rounds as ever, and it stays over where it comes back.
        self.reload("")
        runner.wait_for("the mirror", lambda: self.trials()[0][
            "state"] == "removed")
        self.assertEqual(
            set(self.arms(self.house.run_round())[0].values()), {""})
        self.reload(TRIAL % ("first", 9))
        self.assertEqual(
            set(self.arms(self.house.run_round())[0].values()), {""})

    def test_a_daemon_that_was_not_reloaded_ends_nothing(self):
        """It reads its old configuration no more when its database comes back."""
        self.begin(TRIAL % ("first", 9))
        self.join(6)
        other = House(self.build, self.community + TRIAL % ("first", 9),
                      beside=self.house)
        self.addCleanup(other.kill)
        self.reload(TRIAL % ("second", 9))
        runner.wait_for("the mirror", lambda: self.state("second") == "planned")
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 f"WHERE datname = '{self.house.database}' "
                 "AND pid <> pg_backend_pid()")
        for house in (self.house, other):
            runner.wait_for("the loss to be seen", lambda h=house:
                            "connection lost" in h.words())
            runner.wait_for("the database", lambda h=house: h.operator.get(
                "/readyz").status == 200)
        other.run_round()  # whichever of the two draws it
        self.assertIn(self.state("second"), ("planned", "running"))

    def test_stopped_is_over(self):
        self.begin(TRIAL % ("stop", 9))
        self.join(6)
        self.house.run_round()
        mine = next(iter(self.people.values()))
        self.assertIsNone(mine.get("/v1/me/export").json["rounds"][0]["arm"])
        id_ = self.trials()[0]["id"]
        self.ctl("experiment", "stop", id_)
        self.assertEqual(self.trials()[0]["state"], "stopped")
        self.assertEqual(self.house.operator.delete(
            "/v1/operator/experiments/" + id_).status, 404)
        self.assertEqual(
            set(self.arms(self.house.run_round())[0].values()), {""})
        self.assertIn(["experiment ended", "stopped"], [
            list(r) for r in self.sql("SELECT action, detail FROM audit")])
        # Now that it is over, whoever asks is told.
        told = [r["arm"] for r in mine.get("/v1/me/export").json["rounds"]]
        self.assertEqual(told.count(None), 1)
        self.assertTrue({"usual", "chance"} & set(told))

    def test_not_before_its_day(self):
        self.begin("")
        day = (self.house.now().date()
               + datetime.timedelta(days=365)).isoformat()
        self.reload((TRIAL % ("later", 2)).replace(
            "rounds:", f"from: {day}\n      rounds:"))
        self.join(6)
        self.assertEqual(
            set(self.arms(self.house.run_round())[0].values()), {""})
        self.assertEqual(self.state("later"), "planned")
        self.house.let_pass(days=367)
        self.assertEqual(
            set(self.arms(self.house.run_round())[0].values()), {"0", "1"})

    def test_a_plan_asks_nobody(self):
        self.begin("")
        told = json.loads(self.ctl(
            "--json", "experiment", "plan", "--members", "100",
            "--met-rate", "0.5", "--difference", "0.1"))
        self.assertEqual(told["per_arm"], 25)
        self.assertEqual(told["once"], 16)
        self.assertGreater(told["always"], 16)


if __name__ == "__main__":
    runner.main(Life)
