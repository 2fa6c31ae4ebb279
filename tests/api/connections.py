#!/usr/bin/env python3
"""One address may have so many connections and no more, and what it has is
nobody else's, on a listener of any kind."""
import socket
import unittest

from harness import runner
from harness.house import House

MOST = 4


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        return True
    except OSError:
        return False


class Connections(unittest.TestCase):
    def check(self, listening):
        house = House(self.build, limits=f"connections_per_address: {MOST}",
                      start=False)
        house.config.write_text(house.config.read_text().replace(
            "address: 127.0.0.1", f"address: '{listening}'"))
        house.start()
        crowd = [house.client(source="127.0.0.5") for _ in range(MOST)]
        for one in crowd:
            self.assertEqual(one.get("/v1/about").status, 200)
        with self.assertRaises(OSError):
            house.client(source="127.0.0.5").get("/v1/about")
        others = [house.client(source="127.0.0.9") for _ in range(MOST)]
        for one in others + crowd:
            self.assertEqual(one.get("/v1/about").status, 200)

    def test_of_ipv4(self):
        self.check("127.0.0.1")

    @unittest.skipUnless(has_ipv6(), "this machine has no IPv6")
    def test_of_ipv4_where_the_listener_takes_both(self):
        self.check("::")


if __name__ == "__main__":
    runner.main(Connections)
