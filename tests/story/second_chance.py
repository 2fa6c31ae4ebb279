#!/usr/bin/env python3
"""Mid-round, those whose introduction came to nothing without their doing, and
those who joined since, are drawn again among themselves, once."""
import datetime
import unittest

from harness import runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import CALENDAR, COMMUNITY, House

# Rounds by command; everybody may meet everybody, every time.
OPEN = COMMUNITY.replace(", unacquainted,\n      rested 26 weeks", "")
BY_HAND = OPEN.replace(CALENDAR, "")
DOMAINS = ("health/nurse", "arts/musician", "building/carpenter",
           "food/baker", "crafts/tailor")


class SecondChance(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def begin(self, community=BY_HAND, hooks=None):
        self.house = House(self.build, community, cluster=self.cluster,
                           hooks=hooks)
        self.addCleanup(self.house.kill)
        self.people = {}

    def join(self, *names):
        for name in names:
            self.people[name] = self.house.join(
                f"{name.lower()}@example.org", name, {
                    "domain": DOMAINS[len(self.people) % len(DOMAINS)],
                    "languages": ["en"]})

    def sql(self, text):
        return self.house.sql(text)

    def groups(self, round_):
        """Names by group; and who sat out."""
        groups, sit_outs = self.house.groups(round_["id"])
        return ([sorted(m["name"] for m in g["members"]) for g in groups],
                sorted(s["member"]["name"] for s in sit_outs))

    def rounds(self):
        return self.house.operator.get("/v1/operator/rounds").json["rounds"]

    def later(self, first, days=3):
        """The second draw of that round, once so many days have passed."""
        self.house.let_pass(days=days, minutes=1)
        return runner.wait_for("a second draw", lambda: [
            r for r in self.rounds()
            if r["second_of"] == first["id"] and r["published_at"]])[0]

    def none_later(self, days=4):
        """Three days pass, and there is no second draw: one of a round that
        is asked for then would have come before it."""
        before = len(self.rounds())
        self.house.let_pass(days=days)
        self.looked()
        self.assertEqual(len(self.rounds()), before)

    def looked(self):
        """The rounds have looked for second draws."""
        runner.wait_for("a look", lambda: self.sql(
            "SELECT 1 WHERE NOT EXISTS (SELECT FROM rounds "
            "WHERE second_at <= clock())"))

    def partners(self, name):
        return [sorted(p["name"] for p in i["partners"]) for i in self.people[
            name].get("/v1/me/introductions").json["introductions"]]

    def two_pairs(self):
        """A round of four as pairs: ((a, b), (c, d))."""
        self.join("Ana", "Bo", "Cy", "Di")
        first = self.house.run_round()
        (one, other), sit_outs = self.groups(first)
        self.assertEqual(sit_outs, [])
        return first, one, other

    # --- who came since ----------------------------------------------------

    def test_who_joined_since(self):
        self.begin()
        first, one, other = self.two_pairs()
        self.join("Eli", "Flo")
        told = self.people["Eli"].get("/v1/pools").json["pools"][0]
        self.assertIsNotNone(told["second_draw_at"])
        self.assertIsNone(self.people["Ana"].get("/v1/pools").json[
            "pools"][0]["second_draw_at"])
        second = self.later(first)
        self.assertEqual(self.groups(second), ([["Eli", "Flo"]], []))
        self.assertEqual(self.partners("Eli"), [["Flo"]])
        mine = self.people["Eli"].get("/v1/me/rounds").json["rounds"]
        self.assertEqual([(r["round"], r["second_of"]) for r in mine],
                         [(second["id"], first["id"])])
        # The round goes on, and so do its introductions.
        self.assertEqual(self.house.round(first["id"])["state"], "published")
        self.assertEqual(len(self.partners("Ana")), 1)
        # Once, whoever comes.
        self.join("Gus", "Hal")
        self.none_later(30)
        next_ = self.house.run_round()
        self.assertIsNone(next_["second_of"])
        self.assertEqual(next_["members"], 8)

    def test_one_alone_waits_for_another(self):
        self.begin()
        first, *_ = self.two_pairs()
        self.join("Eli")
        self.none_later()
        self.join("Flo")
        for name in "Eli", "Flo":
            told = self.people[name].get("/v1/pools").json["pools"][0]
            self.assertIsNotNone(told["second_draw_at"])
        self.assertEqual(self.groups(self.later(first, days=1)),
                         ([["Eli", "Flo"]], []))

    def test_one_alone_does_not_wait_for_ever(self):
        """The round closes, with nobody to draw."""
        self.begin()
        first, *_ = self.two_pairs()
        self.join("Eli")
        self.none_later(30)
        runner.wait_for("it to close", lambda: self.house.round(
            first["id"])["state"] == "closed")

    def test_who_has_no_second_chance(self):
        """None in a pool without; nobody who skipped, was paused or was content."""
        self.begin(BY_HAND.replace("remind:", "second_chance: none\n    remind:"))
        self.two_pairs()
        self.join("Eli", "Flo")
        self.none_later()

    def test_who_was_away_is_owed_nothing(self):
        self.begin()
        self.join("Ana", "Bo", "Cy", "Di", "Eli", "Flo")
        for name in ("Eli", "Flo"):
            self.people[name].put("/v1/me/pause", {})
        for name in ("Cy", "Di"):
            self.people[name].put("/v1/pools/weekly/membership",
                                  {"skip_next": True})
        first = self.house.run_round()
        self.assertEqual(first["members"], 2)
        for name in ("Eli", "Flo"):
            self.people[name].delete("/v1/me/pause")
        self.none_later()

    # --- what came to nothing ----------------------------------------------

    def gone(self, how):
        """A pair each of whose partners is gone, draws anew."""
        self.begin()
        first, (a, b), (c, d) = self.two_pairs()
        how(b)
        how(d)
        second = self.later(first)
        self.assertEqual(self.groups(second), ([sorted([a, c])], []))
        self.assertEqual(self.partners(a), [[c], [b]])
        runner.wait_for("the first to end", lambda: [
            i["state"] for i in self.people[a].get("/v1/me/introductions").json[
                "introductions"]] == ["offered", "expired"])

    def answer(self, name, accept):
        id_ = self.people[name].get("/v1/me/introductions").json[
            "introductions"][0]["id"]
        done = self.people[name].post(
            f"/v1/introductions/{id_}/response", {"accept": accept})
        self.assertEqual(done.status, 200, done)

    def test_whose_partner_declined(self):
        """Not those who declined themselves; nor who is content."""
        self.begin()
        self.join("Ana", "Bo", "Cy", "Di", "Eli", "Flo")
        first = self.house.run_round()
        (a, b), (c, d), (e, f) = self.groups(first)[0]
        self.answer(a, True)
        self.answer(b, False)
        self.answer(d, False)
        self.answer(e, True)
        self.answer(f, True)
        second = self.later(first)
        self.assertEqual(self.groups(second), ([sorted([a, c])], []))
        self.assertEqual(self.partners(b), [[a]])

    def test_whose_partner_never_answered(self):
        """Silence is no answer once the time for it is over; who was silent
        themselves is owed nothing."""
        self.begin()
        first, (a, b), (c, d) = self.two_pairs()
        self.answer(a, True)
        self.answer(c, True)
        second = self.later(first)
        self.assertEqual(self.groups(second), ([sorted([a, c])], []))

    def test_who_was_let_down_has_used_no_turn(self):
        self.begin(BY_HAND.replace("remind:",
                                   "second_chance: none\n    remind:"))
        first, (a, b), _ = self.two_pairs()
        for name in (a, b):
            self.people[name].put("/v1/pools/weekly/membership", {"every": 4})
        self.answer(b, False)
        resting = {name: self.people[name].get("/v1/pools").json["pools"][0][
            "resting"] for name in (a, b)}
        self.assertEqual(resting, {a: None, b: "cadence"})

    def test_who_left(self):
        self.gone(lambda name: self.people[name].delete(
            "/v1/pools/weekly/membership"))

    def test_who_paused(self):
        self.gone(lambda name: self.people[name].put("/v1/me/pause", {}))

    def test_who_was_suspended(self):
        self.gone(lambda name: self.sql(
            f"UPDATE members SET state = 'suspended' WHERE name = '{name}'"))

    def test_who_blocks(self):
        """Both of each pair are drawn again, and not with each other."""
        self.begin()
        first, one, other = self.two_pairs()
        for pair in (one, other):
            self.sql(f"""INSERT INTO ties SELECT least(a.id, b.id),
                greatest(a.id, b.id), 'blocks', a.id
                FROM members a, members b
                WHERE a.name = '{pair[0]}' AND b.name = '{pair[1]}'""")
        groups, sit_outs = self.groups(self.later(first))
        self.assertEqual((len(groups), sit_outs), (2, []))
        for pair in (one, other):
            self.assertNotIn(pair, groups)

    def test_not_the_same_pair_again(self):
        """Two who could meet but for this: no rule of the pool forbids it."""
        self.begin()
        self.join("Ana", "Bo")
        first = self.house.run_round()
        self.sql("""UPDATE introductions SET state = 'not_met', frees = true,
            accepted_at = clock(), outcome_until = clock()""")
        self.sql("""UPDATE round_members SET outcome = 'sat_out', why = 'void',
            introduction = NULL""")
        groups, sit_outs = self.groups(self.later(first))
        self.assertEqual((groups, sit_outs), ([], ["Ana", "Bo"]))
        again = self.house.run_round()
        self.assertEqual(self.groups(again), ([["Ana", "Bo"]], []))

    def test_a_pause_as_the_round_is_published(self):
        """It lands after the snapshot: the group is void, and who is left
        over has a second chance with whoever came."""
        self.begin(hooks={"SERENDIP_STOP_AT": "drawn"})
        self.join("Ana", "Bo")
        id_ = self.house.begin_round()
        self.house.asleep()
        self.sql("UPDATE members SET paused_until = 'infinity' "
                 "WHERE name = 'Bo'")
        self.house.wake()
        first = self.house.published(id_)
        self.assertEqual(self.groups(first), ([], ["Ana", "Bo"]))
        why = self.people["Ana"].get("/v1/me/rounds").json["rounds"][0]["why"]
        self.assertEqual(len(why), 1, why)
        self.join("Eli")
        self.assertEqual(self.groups(self.later(first)),
                         ([["Ana", "Eli"]], []))

    # --- beside the calendar -----------------------------------------------

    def test_the_calendar_is_not_confused(self):
        self.begin(OPEN)
        self.join("Ana", "Bo", "Cy", "Di")
        planned = runner.wait_for("a planned round", lambda: [
            r for r in self.rounds() if r["state"] == "planned"])[0]
        due = datetime.datetime.fromisoformat(
            planned["scheduled_at"].replace("Z", "+00:00"))
        now = datetime.datetime.now(datetime.timezone.utc)
        self.house.let_pass(seconds=(due - now).total_seconds() + 1)
        first = self.house.published(planned["id"])
        self.join("Eli", "Flo")
        told = self.people["Eli"].get("/v1/pools").json["pools"][0]
        second = self.later(first)
        again = self.people["Eli"].get("/v1/pools").json["pools"][0]
        self.assertEqual(again["next_round_at"], told["next_round_at"])
        self.assertLess(told["second_draw_at"], told["next_round_at"])
        self.assertIsNone(again["second_draw_at"])
        self.assertEqual(self.house.operator.get("/v1/operator/status").json[
            "pools"][0]["last_round"]["id"], first["id"])
        self.assertEqual(self.groups(second), ([["Eli", "Flo"]], []))
        # Seven days from the first one, not from the second.
        self.house.let_pass(days=4)
        third = runner.wait_for("the next round", lambda: [
            r for r in self.rounds() if r["published_at"]
            and r["id"] not in (first["id"], second["id"])])[0]
        self.assertEqual(third["members"], 6)
        self.assertEqual(third["scheduled_at"], told["next_round_at"])

    def test_a_second_draw_that_is_late_gives_way(self):
        """While nothing ran, its time and the next round's came."""
        self.begin(OPEN)
        self.two_pairs()
        self.join("Eli", "Flo")
        self.house.let_pass(days=14)
        runner.wait_for("the next round", lambda: [
            r for r in self.rounds() if r["published_at"]
            and r["members"] == 6])
        self.assertEqual([r for r in self.rounds() if r["second_of"]], [])

    # --- fairness ----------------------------------------------------------

    def test_who_sits_out_twice_in_a_round_waited_once(self):
        self.begin()
        first, (a, b), (c, d) = self.two_pairs()
        for name in (b, d):
            self.people[name].delete("/v1/pools/weekly/membership")
        # Eli has nobody's language; a and c are introduced.
        self.people["Eli"] = self.house.join(
            "eli@example.org", "Eli", {"domain": DOMAINS[4],
                                       "languages": ["is"]})
        second = self.later(first)
        self.assertEqual(self.groups(second), ([sorted([a, c])], ["Eli"]))
        self.assertEqual(self.house.had_waited(self.house.run_round()),
                         {a: 0, c: 0, "Eli": 105})
        # Somebody new stands where the others do on average.
        self.join("Flo")
        self.assertEqual(self.house.had_waited(self.house.run_round()),
                         {a: 0, c: 0, "Eli": 105, "Flo": 17})

    def test_a_second_draw_makes_good_for_the_first(self):
        self.begin()
        self.join("Ana", "Bo")
        first = self.house.run_round()
        self.sql("""UPDATE round_members SET outcome = 'sat_out', why = 'void',
            introduction = NULL""")
        self.join("Cy", "Di")
        second = self.later(first)
        self.assertEqual(second["introduced"], 4)
        waited = self.house.had_waited(self.house.run_round())
        self.assertEqual(set(waited.values()), {0})


if __name__ == "__main__":
    runner.main(SecondChance)
