#!/usr/bin/env python3
"""Who blocks somebody: neither sees or hears more of the other."""
import concurrent.futures
import datetime

from harness import groups, runner


class IntroductionBlocks(groups.Groups):
    def test_a_block_hides_it_from_both(self):
        pair, trio = self.group("p1"), self.group("p2", 3)
        for group in (pair, trio):
            low, high = sorted(m.id for m in group.members[:2])
            self.sql(f"INSERT INTO ties VALUES ('{low}', '{high}', 'blocks', "
                     f"'{low}')")
        for member in pair.members:
            self.assertEqual(pair.see(member), 404)
            self.refused(pair.answer(member), 404)
            self.assertEqual(
                member.get("/v1/me/introductions").json["introductions"], [])
            self.assertEqual([
                (r["outcome"], r["introduction"])
                for r in member.get("/v1/me/rounds").json["rounds"]],
                [("introduced", None)])
        # Their pages are told to look anew, and neither of what nor of whom.
        for member in pair.members:
            self.assertEqual(self.sql(
                "SELECT kind, introduction IS NULL, state IS NULL, "
                "message IS NULL, round IS NULL FROM events "
                f"WHERE member = '{member.id}' ORDER BY xact, number")[-1],
                ["introduction", "t", "t", "t", "t"])
        a, b, c = trio.members
        self.assertEqual(self.sql(
            "SELECT introduction FROM events "
            f"WHERE member = '{c.id}' AND introduction IS NULL"), [])
        self.assertEqual([[p["name"] for p in trio.see(m)["partners"]]
                          for m in (a, b)], [[c.name], [c.name]])
        self.assertEqual(len(trio.see(c)["partners"]), 2)
        # Nor does an event tell of it; of three, whom one does not see.
        before = [self.heard(pair, m) for m in pair.members]
        self.sql("UPDATE introductions SET state = 'expired' "
                 f"WHERE id = '{pair.id}'")
        self.assertEqual([self.heard(pair, m) for m in pair.members], before)
        before = [len(self.heard(trio, m)) for m in trio.members]
        trio.answer(a)
        self.assertEqual([len(self.heard(trio, m)) - n for m, n in zip(
            trio.members, before)], [1, 0, 1])

    def test_whom_a_block_parts_is_part_of_the_stand(self):
        """Not how many: who is told hangs on it."""
        group = self.group("p4", 3)
        a, b, c = group.members
        stands = []
        for other in b, c:
            low, high = sorted((a.id, other.id))
            self.sql(f"INSERT INTO ties VALUES ('{low}', '{high}', 'blocks', "
                     f"'{low}')")
            stands += self.sql(f"SELECT introduction_stand('{group.id}')")
            self.sql(f"DELETE FROM ties WHERE low = '{low}'")
        self.assertNotEqual(*stands)

    def blocking(self, group):
        """While the block ends, the first blocks the second."""
        a, b = group.members
        return self.house.holding(
            "SET search_path = serendip; INSERT INTO ties (low, high, kind, "
            f"by) VALUES (least('{a.id}'::uuid, '{b.id}'), "
            f"greatest('{a.id}'::uuid, '{b.id}'), 'blocks', '{a.id}')",
            "INSERT INTO blocks (id, member, blocked, introduction) VALUES ("
            f"gen_random_uuid(), '{a.id}', '{b.id}', '{group.id}'); COMMIT;")

    def test_a_block_outlives_who_leaves(self):
        for goes, stays in (0, 1), (1, 0):
            for is_accepted in False, True:
                with self.subTest(goes=goes, accepted=is_accepted):
                    group = self.group("p3")
                    who, other = group.members[goes], group.members[stays]
                    if is_accepted:
                        group.all_accept()
                    with self.blocking(group):
                        pass
                    heard, kinds = self.heard(group, other), self.kinds(other)
                    self.assertEqual(who.delete(
                        "/v1/me?confirm=" + who.id).status, 204)
                    self.assertEqual(group.see(other), 404)
                    self.assertEqual(other.get(
                        "/v1/me/introductions").json["introductions"], [])
                    self.assertEqual(self.heard(group, other), heard)
                    self.assertEqual(self.kinds(other), kinds)

    def meanwhile(self, group, do):
        """What is answered to whoever does it as they are blocked."""
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            with self.blocking(group):
                reply = pool.submit(do)
                runner.wait_for("it to wait",
                                lambda: self.house.waiting() == 1)
            return reply.result()

    def test_who_blocks_as_partners_do_something(self):
        """Gets no letter after it, of whatever was found before it."""
        self.own_house()
        for what in ("response", "messages", "meeting", "meeting/answer",
                     "cancelled", "left"):
            with self.subTest(what):
                group = self.group("open")
                a, b = group.members
                path = f"/v1/introductions/{group.id}/"
                hour = {"starts_at": (self.house.now() + datetime.timedelta(
                    days=2)).strftime("%Y-%m-%dT%H:00:00Z")}
                if what in ("meeting/answer", "cancelled"):
                    group.propose(a, 2)
                before, events = self.kinds(a), self.heard(group, a)
                reply = self.meanwhile(group, {
                    "response": lambda: group.answer(b),
                    "messages": lambda: b.post(path + what, {"text": "Oh"}),
                    "meeting": lambda: b.put(path + what, hour),
                    "meeting/answer": lambda: b.post(path + what, {
                        "accept": True}),
                    "cancelled": lambda: b.delete(path + "meeting"),
                    "left": lambda: b.delete("/v1/me?confirm=" + b.id),
                }[what])
                if what == "left":
                    self.assertEqual(reply.status, 204, reply)
                else:
                    self.refused(reply, 404)
                self.assertEqual(self.kinds(a), before)
                self.assertEqual(self.heard(group, a), events)
                self.assertEqual(self.sql("SELECT id FROM messages"), [])

    def test_who_blocks_as_time_brings_news(self):
        self.own_house()
        for name, hours, done in (
                ("p1", 25, "SELECT 1 FROM introduction_members WHERE "
                 "introduction = '{}' AND asked > 0"),
                ("p2", 73, "SELECT 1 FROM introductions WHERE id = '{}' "
                 "AND state = 'expired'")):
            with self.subTest(name):
                group = self.group(name)
                group.answer(group.members[0])
                if name == "p1":
                    group.answer(group.members[1])
                before = [self.kinds(m) for m in group.members]
                with self.blocking(group):
                    self.house.let_pass(hours=hours)
                    runner.wait_for("it to wait",
                                    lambda: self.house.waiting() == 1)
                runner.wait_for("the end of it", lambda: self.sql(
                    done.format(group.id)) != [])
                self.assertEqual([self.kinds(m) for m in group.members],
                                 before)


if __name__ == "__main__":
    runner.main(IntroductionBlocks)
