#!/usr/bin/env python3
"""Streams of events that come and go in every way at once, while much happens,
while sessions end, and while the daemon does: nothing stays open, everybody
else is told, and it ends well."""
import contextlib
import hashlib
import base64
import random
import re
import signal
import ssl
import threading
import unittest

from harness import runner
from harness.house import House, people_csv
from harness.stream import Stream

PEOPLE = 12
VISITS = 25


class Streams(unittest.TestCase):
    def setUp(self):
        self.house = House(self.build, limits="connections_per_address: 500")
        self.addCleanup(self.house.kill)
        self.house.import_people(people_csv(PEOPLE))
        self.tokens = [self.sign_in(i) for i in range(PEOPLE)]

    def sql(self, text):
        return self.house.cluster.sql(
            "SET search_path = serendip;" + text, self.house.database)

    def sign_in(self, number):
        """As by a letter."""
        token = "sdp_" + base64.urlsafe_b64encode(
            bytes([number]) * 32).decode()[:43]
        hashed = hashlib.sha256(token.encode()).hexdigest()
        self.sql("INSERT INTO sessions (hash, member, expires_at, label) "
                 f"SELECT '\\x{hashed}', id, clock() + interval '1 day', '' "
                 f"FROM members WHERE name = 'Person {number}'")
        return token

    def streams_open(self):
        return int(re.search(
            r"^serendip_http_streams (\d+)$",
            self.house.operator.get("/metrics").body, re.M).group(1))

    def happen(self, times=1):
        """Something for all, and something for each."""
        for _ in range(times):
            self.sql("INSERT INTO events (kind, pool, state) "
                     "VALUES ('round', 'weekly', 'open');"
                     "INSERT INTO events (member, kind) "
                     "SELECT id, 'introduction' FROM members")

    def visit(self, number, chance):
        """Comes with a place and without, says close and not, and leaves while
        it begins, at its first word, or later."""
        last = None
        for _ in range(VISITS):
            with contextlib.suppress(OSError, RuntimeError, ssl.SSLError):
                if chance.random() < 0.3:
                    s = self.house.raw()
                    s.sendall(b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n"
                              b"Authorization: Bearer "
                              + self.tokens[number].encode() + b"\r\n\r\n")
                    s.close()
                    continue
                stream = Stream(
                    self.house, self.tokens[number],
                    after=chance.choice((None, last, "0-0", "nonsense")),
                    headers=chance.choice(("", "Connection: close\r\n")))
                kind, _ = stream.next("hello", "reset", "cut", "end")
                if chance.random() < 0.5 and kind in ("hello", "reset"):
                    stream.next("introduction", "cut", "end")
                last = stream.last
                stream.cut()

    def crowd(self):
        return [threading.Thread(target=self.visit,
                                 args=(i, random.Random(i)))
                for i in range(PEOPLE - 2)]

    def test_they_come_and_go(self):
        bystander = Stream(self.house, self.tokens[-1])
        ended = Stream(self.house, self.tokens[-2])
        bystander.next("hello")
        crowd = self.crowd()
        for one in crowd:
            one.start()
        rounds = 0
        while any(one.is_alive() for one in crowd):
            self.happen()
            rounds += 1
            if rounds == 3:
                self.sql("DELETE FROM sessions WHERE member = (SELECT id "
                         f"FROM members WHERE name = 'Person {PEOPLE - 2}')")
        for _ in range(rounds):  # each once, and in order
            self.assertEqual(bystander.next("introduction", "round",
                                            "cut", "end")[0], "round")
            self.assertEqual(bystander.next("introduction", "round",
                                            "cut", "end")[0], "introduction")
        self.assertEqual(ended.next("cut", "end")[0], "end")
        runner.wait_for("one stream only", lambda: self.streams_open() == 1)
        self.assertEqual(self.house.stop(), 0, self.house.words())
        self.assertEqual(bystander.next("cut", "end")[0], "end")

    def test_the_end_comes_meanwhile(self):
        crowd = self.crowd()
        for one in crowd:
            one.start()
        runner.wait_for("some", lambda: self.streams_open() > 3)
        self.happen()
        self.house.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.house.ended(), 0, self.house.words())
        for one in crowd:
            one.join()


if __name__ == "__main__":
    runner.main(Streams)
