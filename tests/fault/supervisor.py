#!/usr/bin/env python3
"""Under a supervisor that opens the socket and watches: whoever comes while the
daemon is away waits and is answered by the next one; its loop says that it
turns, and says so no more once it does not."""
import os
import signal
import socket
import subprocess
import threading
import unittest

from harness import client, runner
from harness.cluster import NO_SYNC, Cluster
from harness.house import House


class Supervisor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def setUp(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.addCleanup(self.socket.close)
        self.house = House(self.build, cluster=self.cluster, socket=self.socket,
                           start=False)
        self.addCleanup(self.house.kill)

    def test_whoever_comes_while_it_is_away_is_answered_by_the_next(self):
        house, hooks = self.house, {"LISTEN_FDNAMES": "https"}
        house.start(hooks)
        self.assertEqual(house.port, self.socket.getsockname()[1])
        self.assertEqual(house.client().get("/v1/about").status, 200)
        self.assertEqual(house.stop(), 0)
        answers = []
        waiting = [threading.Thread(target=lambda: answers.append(
            house.client().get("/v1/about").status)) for _ in range(8)]
        for thread in waiting:
            thread.start()
        house.start(hooks)
        for thread in waiting:
            thread.join()
        self.assertEqual(answers, [200] * 8)

    def test_another_socket_than_listen_says_is_told(self):
        house, hooks = self.house, {"LISTEN_FDNAMES": "https"}
        mine = "127.0.0.1:%d" % self.socket.getsockname()[1]
        house.start(hooks)  # port 0: whichever is passed
        self.assertNotIn("! socket", house.command(
            "serendipctl", "status").stdout)
        self.assertNotIn("not the one", house.words())
        house.stop()
        house.config.write_text(house.config.read_text().replace(
            "address: 127.0.0.1, port: 0", 'address: "::", port: 443'))
        house.start(hooks)
        self.assertIn(f"passed={mine}", house.words())
        self.assertIn(f"systemd opened {mine}, and listen says [::]:443",
                      house.command("serendipctl", "status").stdout)
        self.assertEqual(house.client().get("/v1/about").status, 200)

    def test_a_socket_of_another_name_is_left_alone(self):
        self.house.start({"LISTEN_FDNAMES": "something"})
        self.assertNotEqual(self.house.port, self.socket.getsockname()[1])

    def test_what_does_not_listen_is_refused(self):
        with socket.socket() as silent:
            self.house.socket = silent
            self.house.spawn({"LISTEN_FDNAMES": "https"})
            self.assertEqual(self.house.ended(), 1)
        self.assertIn("descriptor 3 was passed as a socket that listens",
                      self.house.words())

    def test_the_watchdog_hears_that_the_loop_turns(self):
        house = self.house
        house.start({"WATCHDOG_USEC": "200000"})
        path = str(house.folder / "notify")
        os.unlink(path)
        told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(told.close)
        told.bind(path)
        os.chmod(path, 0o777)
        told.settimeout(runner.DEADLINE)
        heard = []
        while heard.count(b"WATCHDOG=1") < 3:
            heard.append(told.recv(100))
        house.process.send_signal(signal.SIGSTOP)
        told.settimeout(0.01)
        with self.assertRaises(TimeoutError):
            while True:  # what it said before it stopped, and no more
                told.recv(100)
        house.process.send_signal(signal.SIGCONT)


if __name__ == "__main__":
    runner.main(Supervisor)
