#!/usr/bin/env python3
"""`serendip watch` leaves nothing out: not while the daemon restarts, not
where much was said at once, and not while the database is away."""
import signal
import subprocess
import unittest

from harness import runner
from harness.cluster import Cluster
from harness.house import COMMUNITY, House
from harness.stream import Stream

DURABLE = "max_connections = 200"  # and fsync on, as it comes
MANY = 45  # more than a page of messages
REGION = "  region: {type: tree, values: iso-3166}\n  interests:"


class Watch(unittest.TestCase):
    def people(self, house, **more):
        """Ana, and Ben."""
        return (house.join(f"{name.lower()}@example.org", name, {
            "domain": domain, "languages": ["en"], **more}) for name, domain in
                (("Ana", "law/judge"), ("Ben", "food/baker")))

    def watch(self, house, address):
        """`serendip watch` of whoever has the address, once it listens."""
        home = runner.new_folder()
        codes = len(house.codes(address))
        house.command("serendip", "signin", address, home=home)
        house.command("serendip", "signin", "--code",
                      house.code(address, codes), home=home)
        watch = subprocess.Popen(
            [house.program("serendip"), "watch"], text=True,
            env=house.environment(home), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            **runner.as_runner())
        runner.at_end(watch.kill)
        self.assertIn("Waiting", watch.stdout.readline())
        runner.wait_for("the watch", lambda: "serendip_http_streams 1"
                        in house.operator.get("/metrics").body)
        return watch

    def say(self, member, id_, text):
        said = member.post(f"/v1/introductions/{id_}/messages",
                           {"text": text})
        self.assertEqual(said.status, 201, said)

    def hears(self, watch, text):
        self.assertTrue(watch.stdout.readline().endswith(
            f"Ana: {text}\n"), text)

    def ends(self, watch):
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait(runner.DEADLINE), 0)

    def test_an_introduction_with_words_of_many(self):
        house = House(self.build, COMMUNITY.replace("  interests:", REGION))
        list(self.people(house, region="FR/FR-BRE"))
        watch = self.watch(house, "ben@example.org")
        house.run_round()
        while "Brittany" not in (line := watch.stdout.readline()):
            self.assertNotEqual(line, "", "it ended")
        self.ends(watch)

    def test_the_database_is_away(self):
        cluster = Cluster(DURABLE)
        house = House(self.build, cluster=cluster)
        ana, ben = self.people(house)
        house.run_round()
        id_ = ana.get("/v1/me/introductions").json["introductions"][0]["id"]
        watch = self.watch(house, "ben@example.org")
        beside = Stream(house, ben.token)
        watch.send_signal(signal.SIGSTOP)
        self.say(ana, id_, "before it went")
        beside.next("message")
        cluster.kill()
        runner.wait_for("it to notice", lambda: house.operator.get(
            "/readyz").status == 503)
        watch.send_signal(signal.SIGCONT)
        self.assertNotEqual(watch.stderr.readline(), "")
        cluster.start()
        self.hears(watch, "before it went")
        self.ends(watch)

    def test_nothing_is_left_out(self):
        house = House(self.build)
        # It comes back where it was.
        house.config.write_text(house.config.read_text().replace(
            "port: 0,", f"port: {house.port},"))
        ana, _ = self.people(house)
        house.run_round()
        id_ = ana.get("/v1/me/introductions").json["introductions"][0]["id"]
        watch = self.watch(house, "ben@example.org")
        watch.send_signal(signal.SIGSTOP)
        for number in range(MANY):
            self.say(ana, id_, f"number {number}")
        watch.send_signal(signal.SIGCONT)
        for number in range(MANY):
            self.hears(watch, f"number {number}")

        house.stop()
        house.start()
        ana.close()
        # Whether it is back already or not.
        self.say(ana, id_, "after all")
        self.hears(watch, "after all")
        self.ends(watch)


if __name__ == "__main__":
    runner.main(Watch)
