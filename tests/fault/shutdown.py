#!/usr/bin/env python3
"""SIGTERM at awkward moments: requests half sent, connections left open, work
in progress, a house that is still opening, a successor already there. What is
in progress finishes, nothing new begins, and the exit status says which."""
import contextlib
import signal
import socket
import subprocess
import unittest

from harness import client, runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House, people_csv

HALF = b"GET /v1/about HTTP/1.1\r\nHos"
SESSIONS = "LOCK TABLE serendip.sessions"  # whoever has one waits

# Who changes a member waits; a daemon can start meanwhile.
MEMBERS = "SELECT id FROM serendip.members FOR UPDATE"


def get(path, token):
    return (f"GET {path} HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {token}\r\n\r\n").encode()


def rename(member):
    etag = member.get("/v1/me").headers["etag"]
    body = b'{"name": "Anna"}'
    return (f"PATCH /v1/me HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {member.token}\r\n"
            f"If-Match: {etag}\r\n"
            f"Content-Type: application/merge-patch+json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def read_to_end(s):
    """Until the daemon ends the connection, however it does."""
    with contextlib.suppress(OSError):
        while s.recv(65536):
            pass


class Shutdown(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def setUp(self):
        self.house = self.new_house()

    def new_house(self, **more):
        house = House(self.build, cluster=self.cluster, connections=16, **more)
        self.addCleanup(house.kill)
        return house

    def wait_for_waiters(self, count):
        runner.wait_for("them to wait for the lock",
                        lambda: self.house.waiting() >= count)

    def terminate(self):
        """SIGTERM; returns when it has been noticed."""
        self.house.process.send_signal(signal.SIGTERM)
        runner.wait_for("SIGTERM to be noticed",
                        lambda: "event=stopping" in self.house.words())

    def assert_ended(self, result):
        self.assertEqual(self.house.ended(), result, self.house.words())

    def test_connections_left_open(self):
        idle, half = self.house.raw(), self.house.raw()
        idle.sendall(get("/v1/about", ""))
        self.assertIn(b" 200 ", client.read_reply(idle))
        half.sendall(HALF)
        self.assertEqual(self.house.stop(), 0, self.house.words())

    def test_a_request_that_comes_late_is_answered(self):
        """Whether it still gets in is a question of milliseconds; if it does,
        it is waited for."""
        ana = self.house.join("ana@example.org")
        whole = get("/v1/me", ana.token)
        for _ in range(3):
            s = self.house.raw()
            s.sendall(whole[:-2])
            with self.house.holding(SESSIONS):
                self.terminate()
                with contextlib.suppress(OSError):
                    s.sendall(whole[-2:])
                runner.wait_for(
                    "it to wait, or the end", lambda: self.house.waiting()
                    or self.house.process.poll() is not None)
            got = b""
            with contextlib.suppress(OSError):
                got = client.read_reply(s)
            self.assertTrue(got == b"" or b" 200 " in got, got)
            self.assert_ended(0)
            self.house.start()

    def test_a_stream_that_was_asked_for_ends_like_others(self):
        """Its member is looked up when the end comes: it begins afterwards."""
        ana = self.house.join("ana@example.org")
        s = self.house.raw()
        with self.house.holding(SESSIONS):
            s.sendall(get("/v1/events", ana.token))
            self.wait_for_waiters(1)
            self.terminate()
        got = client.read_reply(s)
        self.assertIn(b" 200 ", got)
        self.assertTrue(got.endswith(b"\r\n0\r\n\r\n"), got)
        self.assert_ended(0)

    def test_an_operator_who_comes_late(self):
        kept = socket.socket(socket.AF_UNIX)
        self.addCleanup(kept.close)
        kept.connect(str(self.house.folder / "operator.sock"))
        ask = b"GET /v1/operator/status HTTP/1.1\r\nHost: x\r\n\r\n"
        kept.sendall(ask)
        self.assertIn(b" 200 ", client.read_reply(kept))
        with self.house.holding(SESSIONS):
            self.terminate()
            with contextlib.suppress(OSError):
                kept.sendall(ask)
            runner.wait_for(
                "it to wait, or the end", lambda: self.house.waiting()
                or self.house.process.poll() is not None)
        with contextlib.suppress(OSError):
            client.read_reply(kept)
        self.assert_ended(0)

    def test_whoever_leaves_does_not_end_what_is_in_progress(self):
        self.house.import_people(people_csv(4))
        crowd = [self.house.raw() for _ in range(3)]
        for one in crowd:
            one.sendall(HALF)
        with self.house.holding("LOCK TABLE serendip.rounds"):
            self.cluster.sql("NOTIFY serendip_rounds", self.house.database)
            self.wait_for_waiters(1)
            self.terminate()
            for one in crowd:
                read_to_end(one)
                one.close()
            with self.assertRaises(subprocess.TimeoutExpired):
                self.house.process.wait(1)
        self.assert_ended(0)

    def test_cut_short_everybody_is_told(self):
        ana = self.house.join("ana@example.org")
        crowd = [self.house.raw() for _ in range(5)]
        with self.house.holding(SESSIONS):
            for one in crowd:
                one.sendall(get("/v1/me", ana.token))
            self.wait_for_waiters(len(crowd))
            self.terminate()
            self.house.process.send_signal(signal.SIGTERM)
            for one in crowd:
                got = client.read_reply(one)
                self.assertIn(b" 503 ", got)
                self.assertIn(b"shutting down", got)
            self.assert_ended(1)

    def test_it_does_not_open_while_it_ends(self):
        change = rename(self.house.join("ana@example.org"))
        self.house.stop()
        with self.house.holding(MEMBERS):
            with self.house.holding(
                    "SELECT name FROM serendip.pools FOR UPDATE"):
                self.house.spawn()
                self.wait_for_waiters(1)
                self.house.port = self.house.listening()
                s = self.house.raw()
                s.sendall(change)
                self.wait_for_waiters(2)
                self.terminate()
            runner.wait_for("the opening to go through",
                            lambda: self.house.waiting() == 1)
        self.assertIn(b" 200 ", client.read_reply(s))
        self.assert_ended(0)
        self.assertNotIn("event=ready", self.house.words())

    def test_nothing_is_read_again_while_it_ends(self):
        ana = self.house.join("ana@example.org")
        s = self.house.raw()
        with self.house.holding(SESSIONS):
            s.sendall(get("/v1/me", ana.token))
            self.wait_for_waiters(1)
            self.terminate()
            self.house.process.send_signal(signal.SIGHUP)
        self.assertIn(b" 200 ", client.read_reply(s))
        self.assert_ended(0)
        self.assertNotIn("event=reloaded", self.house.words())

    def test_a_successor_keeps_its_socket(self):
        change = rename(self.house.join("ana@example.org"))
        s = self.house.raw()
        with self.house.holding(MEMBERS):
            s.sendall(change)
            self.wait_for_waiters(1)
            self.terminate()
            before = self.house.process
            self.house.start()
        before.wait(runner.DEADLINE)
        self.assertEqual(
            self.house.operator.get("/v1/operator/status").status, 200)
        self.assertEqual(self.house.stop(), 0)


if __name__ == "__main__":
    runner.main(Shutdown)
