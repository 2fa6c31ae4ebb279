#!/usr/bin/env python3
"""Two people who were introduced talk: what one says the other reads, live or
later, once, whoever of them and of the daemons goes away meanwhile."""
import itertools
import json
import queue
import random
import re
import signal
import socket
import subprocess
import threading
import unittest

from harness import runner
from harness.cluster import Cluster
from harness.house import COMMUNITY, House
from harness.stream import Stream

NURSE = {"domain": "health/nurse", "languages": ["en"]}
BAKER = {"domain": "food/baker", "languages": ["en"]}
EMPTY = "00000000-0000-7000-8000-000000000000"


def pair(house, number):
    """Two members who were introduced to each other, and what by."""
    two = [house.join(f"{name.lower()}{number}@example.org", name, of)
           for name, of in (("Ana", NURSE), ("Ben", BAKER))]
    house.run_round()
    found = two[0].get("/v1/me/introductions").json["introductions"][0]["id"]
    return two, found


class Thread(unittest.TestCase):
    numbers = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()

    def setUp(self):
        self.house = House(self.build, cluster=self.cluster)
        self.addCleanup(self.house.kill)
        (self.ana, self.ben), self.intro = pair(
            self.house, next(self.numbers))
        self.path = f"/v1/introductions/{self.intro}/messages"

    def say(self, who, text):
        said = who.post(self.path, {"text": text})
        self.assertEqual(said.status, 201, said)
        return said.json["id"]

    def texts(self, who):
        return [m["text"] for m in reversed(
            who.get(self.path + "?limit=100").json["messages"])]

    def test_said_and_read(self):
        self.say(self.ana, "Shall we meet?\n\nOn Tuesday?")
        self.say(self.ben, "  Oui, à midi. ")
        page = self.ana.get(self.path)
        self.assertEqual(page.json["open"], "yes")
        self.assertEqual([(m["from"], m["mine"], m["text"])
                          for m in page.json["messages"]],
                         [("Ben", False, "Oui, à midi."),
                          ("Ana", True, "Shall we meet?\n\nOn Tuesday?")])
        first = self.ana.get(self.path + "?limit=1").json
        second = self.ana.get(
            self.path + "?limit=1&cursor=" + first["next"]).json
        self.assertEqual([m["text"] for m in second["messages"]],
                         ["Shall we meet?\n\nOn Tuesday?"])

        key = {"Idempotency-Key": "said-once"}
        twice = [self.ana.post(self.path, {"text": "once"}, headers=key)
                 for _ in range(2)]
        self.assertEqual(twice[0].json, twice[1].json)
        self.assertEqual(self.texts(self.ben).count("once"), 1)
        for text in ("", " \n", "x" * 2001, "a\x1b[31mb", "a\u202eb"):
            refused = self.ana.post(self.path, {"text": text})
            self.assertEqual(refused.status, 422, (text, refused))
        kept = self.house.cluster.sql(
            "SELECT encode(sealed, 'escape') FROM serendip.messages",
            self.house.database)
        self.assertTrue(kept)
        self.assertNotIn("Tuesday", str(kept))

    def test_whose_thread_it_is(self):
        eve = self.house.join("eve@example.org", "Eve", NURSE)
        self.say(self.ana, "between us")
        for who in (eve, self.house.client("sdp_" + "A" * 43)):
            for reply in (who.get(self.path),
                          who.post(self.path, {"text": "hello"}),
                          who.put(self.path.replace("messages", "read"))):
                self.assertEqual(reply.status, 404 if who is eve else 401)
        nowhere = f"/v1/introductions/{EMPTY}/messages"
        self.assertEqual(eve.get(nowhere).json["code"],
                         eve.get(self.path).json["code"])
        self.sql("UPDATE introductions SET state = 'expired'")
        self.assertEqual(self.ben.get(self.path).json["open"], "over")
        late = self.ben.post(self.path, {"text": "too late"})
        self.assertEqual((late.status, late.code), (409, "conflict"))

    def sql(self, text):
        return self.house.sql(text)

    def test_a_block_ends_it(self):
        """For both it is as if it had never been, and no event tells."""
        stream = Stream(self.house, self.ben.token)
        stream.next("hello")
        self.say(self.ana, "before")
        self.assertEqual(stream.next()[0], "message")
        self.sql("INSERT INTO ties (low, high, kind, by) SELECT "
                 "least(a.id, b.id), greatest(a.id, b.id), 'blocks', a.id "
                 "FROM members a, members b "
                 "WHERE a.name = 'Ana' AND b.name = 'Ben'")
        for who in (self.ana, self.ben):
            for reply in (who.get(self.path),
                          who.post(self.path, {"text": "hello"}),
                          who.put(self.path.replace("messages", "read"))):
                self.assertEqual(reply.status, 404)

    def test_one_letter_until_read(self):
        def waiting():
            return int(self.sql("SELECT count(*) FROM outbox "
                                "WHERE kind = 'partner_wrote' "
                                "AND state = 'pending'")[0][0])
        self.say(self.ana, "one")
        self.say(self.ana, "two")
        self.assertEqual(waiting(), 1)
        self.assertEqual(self.ben.put(
            self.path.replace("messages", "read")).status, 204)
        self.assertEqual(waiting(), 0)
        self.say(self.ana, "three")
        self.house.let_pass(minutes=11)
        runner.wait_for("the letter", lambda: waiting() == 0)
        sent = runner.wait_for("the letter", lambda: [
            m for m in self.house.letters() if "wrote" in m["Subject"]])
        self.assertEqual(len(sent), 1)
        self.assertEqual(sent[0]["Subject"], "Ana wrote to you at The Test House")
        self.say(self.ana, "four")
        self.assertEqual(waiting(), 0)

    def test_live(self):
        anas = Stream(self.house, self.ana.token)
        bens = Stream(self.house, self.ben.token)
        for stream in (anas, bens):
            self.assertIn("text/event-stream", stream.head)
            stream.next("hello")
        message = self.say(self.ana, "live")
        for stream in (anas, bens):
            self.assertEqual(stream.next("message")[1], {
                "introduction": self.intro, "message": message})
        id_ = self.house.begin_round()
        states = []
        while "published" not in states:
            _, data = bens.next("round")
            if data["round"] == id_:
                states.append(data["state"])
        self.assertEqual(states, ["open", "published"])

        # A stream ends with its session, and only that one.
        other = Stream(self.house, self.ben.token)
        self.assertEqual(self.ana.delete("/v1/session").status, 204)
        self.assertEqual(anas.next("end", "cut")[0], "end")
        self.say(self.ben, "still there")
        for stream in (bens, other):
            stream.next("message")

    def test_the_last_reply_of_a_connection(self):
        """It goes on all the same: it ends with its stream, not before."""
        stream = Stream(self.house, self.ben.token,
                        headers="Connection: close\r\n")
        self.assertIn("Connection: close", stream.head)
        stream.next("hello")
        message = self.say(self.ana, "still there?")
        self.assertEqual(stream.next("message", "cut", "end")[1], {
            "introduction": self.intro, "message": message})
        self.assertEqual(self.ben.delete("/v1/session").status, 204)
        self.assertEqual(stream.next("cut", "end")[0], "end")

    def test_who_leaves_before_it_begins(self):
        """While their session is still looked for: nothing stays open."""
        house = self.house
        self.ana.close()
        self.ben.close()
        with house.holding("LOCK TABLE serendip.sessions"):
            gone = house.raw()
            gone.sendall(b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n"
                         b"Authorization: Bearer " + self.ana.token.encode()
                         + b"\r\n\r\n")
            runner.wait_for("it to be looked for", house.waiting)
            gone.shutdown(socket.SHUT_RDWR)
            gone.close()
            runner.wait_for("it to notice", lambda: re.search(
                r"^serendip_http_connections 0$",
                house.operator.get("/metrics").body, re.M))
        stream = Stream(house, self.ben.token)
        stream.next("hello")
        runner.wait_for("one stream only", lambda: re.search(
            r"^serendip_http_streams 1$",
            house.operator.get("/metrics").body, re.M), 20)

    def test_unknown_places(self):
        for place in ("nonsense", "99999999999999-1", "-", "1"):
            stream = Stream(self.house, self.ana.token, after=place)
            self.assertEqual(stream.next("hello", "reset")[0], "reset", place)
            stream.cut()
        stream = Stream(self.house, self.ana.token)
        stream.next("hello")
        stream.cut()
        self.say(self.ben, "old")
        self.house.let_pass(days=8)
        self.sql("DELETE FROM outbox")
        self.assertEqual(int(self.sql(
            "WITH old AS (DELETE FROM events RETURNING xact, number) "
            "UPDATE events_gone SET xact = (SELECT max(xact::text::bigint)"
            "::text::xid8 FROM old), number = 0 RETURNING 1")[0][0]), 1)
        again = Stream(self.house, self.ana.token, after=stream.last)
        self.assertEqual(again.next("hello", "reset")[0], "reset")

    def test_cut_off_again_and_again(self):
        """Nothing is lost and nothing comes twice, however often it breaks."""
        chance = random.Random(7)
        first = Stream(self.house, self.ben.token)
        first.next("hello")
        first.cut()
        total, heard, last = 120, [], first.last
        talking = threading.Thread(
            target=lambda: [self.say(self.ana, str(i)) for i in range(total)])
        talking.start()
        while len(heard) < total:
            stream = Stream(self.house, self.ben.token, after=last)
            for _ in range(chance.randrange(1, 6)):
                kind, data = stream.next("message", "hello", "reset")
                self.assertNotEqual(kind, "reset")
                if kind == "message":
                    heard.append(data["message"])
                if len(heard) == total:
                    break
            last = stream.last
            stream.cut()
        talking.join()
        said = [m["id"] for page in (
            self.ben.get(self.path + "?limit=100").json,) for m in page["messages"]]
        self.assertEqual(len(set(heard)), total)
        self.assertEqual(heard[-100:], list(reversed(said)))

    def test_transactions_that_overlap(self):
        """Who commits later with an earlier number is still heard, in order."""
        stream = Stream(self.house, self.ben.token)
        stream.next("hello")
        with self.house.holding(
                "INSERT INTO serendip.events (member, kind, introduction) "
                f"SELECT id, 'introduction', '{self.intro}' "
                "FROM serendip.members WHERE name = 'Ben'"):
            message = self.say(self.ana, "second")
            with self.assertRaises(queue.Empty):
                stream.events.get(timeout=0.5)
        # The holder rolls back; a committed one is told first.
        self.assertEqual(stream.next()[1]["message"], message)

    def test_daemons_come_and_go(self):
        beside = House(self.build, beside=self.house)
        self.addCleanup(beside.kill)
        bens = Stream(beside, self.ben.token)
        bens.next("hello")
        first = self.say(self.ana, "from the other daemon")
        self.assertEqual(bens.next("message")[1]["message"], first)
        beside.kill()
        self.assertEqual(bens.next("cut", "end")[0], "cut")
        second = self.say(self.ana, "while it was away")
        here = Stream(self.house, self.ben.token, after=bens.last)
        self.assertEqual(here.next("message")[1]["message"], second)

        self.house.stop()
        self.assertEqual(here.next("cut", "end")[0], "end")
        self.house.start()
        back = Stream(self.house, self.ben.token, after=here.last)
        self.assertEqual(back.next("hello", "message")[0], "hello")
        self.ana.close()
        self.ana = self.house.client(self.ana.token)
        third = self.say(self.ana, "after all")
        self.assertEqual(back.next("message")[1]["message"], third)


    def test_on_accept(self):
        """Where the pool reveals on acceptance, the thread opens with it."""
        house = House(self.build, COMMUNITY.replace("at_once", "on_accept"),
                      cluster=self.cluster)
        self.addCleanup(house.kill)
        (ana, _), intro = pair(house, 1)
        path = f"/v1/introductions/{intro}/messages"
        self.assertEqual(ana.get(path).json, {
            "open": "later", "messages": [], "next": None})
        early = ana.post(path, {"text": "hello"})
        self.assertEqual((early.status, early.code), (409, "conflict"))


    def test_in_a_terminal(self):
        """say and thread; watch waits, also while its connection breaks, and
        no escape sequence of anybody reaches the terminal."""
        house, homes = self.house, []
        for who in (self.ana, self.ben):
            homes.append(runner.new_folder("home-"))
            house.command("serendip", "signin", "--token",
                          self.token_of(who), home=homes[-1])
        watch = subprocess.Popen(
            [house.program("serendip"), "watch"], text=True,
            env=house.environment(homes[1]), stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL, **runner.as_runner())
        runner.at_end(watch.kill)
        self.assertIn("Waiting", watch.stdout.readline())
        runner.wait_for("the watch", lambda: "serendip_http_streams 1"
                        in house.operator.get("/metrics").body)
        house.command("serendip", "say", "Tuesday", "at noon?", home=homes[0])
        self.assertIn("Ana: Tuesday at noon?", watch.stdout.readline())
        [one] = self.ana.get("/v1/me/introductions").json["introductions"]
        house.command("serendip", "say", one["id"], "Or at one?",
                      home=homes[0])
        self.assertIn("Ana: Or at one?", watch.stdout.readline())
        self.sql("UPDATE members SET name = E'Ana\\x1b[31m' "
                 "WHERE name = 'Ana'")
        house.command("serendip", "say", "-", stdin="one\ntwo\n",
                      home=homes[0])
        line = watch.stdout.readline()
        self.assertNotIn("\x1b", line)
        self.assertIn("\\x1b[31m: one", line)
        self.assertIn("two", watch.stdout.readline())
        house.command("serendip", "meet", "--at", "tue 12:00", home=homes[0])
        while "12:00" not in line:  # of the card of what has changed
            line = watch.stdout.readline()
            self.assertNotEqual(line, "")
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait(runner.DEADLINE), 0)

        shown = house.command("serendip", "thread", home=homes[1]).stdout
        self.assertNotIn("\x1b", shown)
        self.assertLess(shown.index("Tuesday"), shown.index("two"))
        listed = json.loads(house.command(
            "serendip", "--json", "thread", home=homes[0]).stdout)
        self.assertEqual(len(listed["messages"]), 3)

    def token_of(self, who):
        """A letter's token for another session of theirs."""
        address = who.get("/v1/me").json["email"]
        before = len(self.house.letters(address))
        self.house.client().post("/v1/signin", {"email": address})
        letter = runner.wait_for("the letter", lambda: [
            found for found in [self.house.letters(address)]
            if len(found) > before])[0][-1]
        return re.search(r"sdl_\S+", letter.get_body(
            ("plain",)).get_content()).group()


if __name__ == "__main__":
    runner.main(Thread)
