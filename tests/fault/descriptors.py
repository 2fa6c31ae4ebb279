#!/usr/bin/env python3
"""Where no file descriptor is left, whoever comes waits; those inside go on,
and once some have left all is as before. Where it is known before, no more are let
in than there is room for."""
import resource
import socket
import unittest

from harness import runner
from harness.house import House

SPARE = 10
MOST = 256


class Descriptors(unittest.TestCase):
    def test_none_left(self):
        house = House(self.build)
        ana = house.join("ana@example.org")
        pid = house.process.pid
        used = int(runner.run(
            "sh", "-c", f"ls /proc/{pid}/fd | sort -n | tail -1"))
        runner.run("prlimit", f"--pid={pid}", f"--nofile={used + SPARE}")
        crowd = [socket.create_connection(("127.0.0.1", house.port))
                 for _ in range(3 * SPARE)]
        runner.wait_for("it to notice",
                        lambda: "accept failed" in house.words()
                        or house.process.poll() is not None)
        self.assertIsNone(house.process.poll(), house.words())
        self.assertEqual(ana.get("/v1/me").status, 200)
        for one in crowd:
            one.close()
        self.assertEqual(house.client(ana.token).get("/v1/me").status, 200)
        self.assertEqual(house.stop(), 0)

    def test_room_for_letters(self):
        """Clients are never so many that a letter finds no descriptor."""
        resource.setrlimit(resource.RLIMIT_NOFILE, (MOST, MOST))
        house = House(self.build, limits="connections_per_address: 1000")
        self.assertIn("limits.connections", house.words())
        ana = house.join("ana@example.org")
        crowd = [socket.create_connection(("127.0.0.1", house.port))
                 for _ in range(MOST - 56)]
        letters = len(house.codes("ana@example.org"))
        self.assertEqual(
            ana.post("/v1/signin", {"email": "ana@example.org"}).status, 202)
        house.code("ana@example.org", letters)
        self.assertNotIn("accept failed", house.words())
        for one in crowd:
            one.close()
        self.assertEqual(house.stop(), 0)


if __name__ == "__main__":
    runner.main(Descriptors)
