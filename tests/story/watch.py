#!/usr/bin/env python3
"""`serendip watch` leaves nothing out: not while the daemon restarts, and not
where much was said at once."""
import signal
import subprocess
import unittest

from harness import runner
from harness.house import House

MANY = 45  # more than a page of messages


class Watch(unittest.TestCase):
    def test_nothing_is_left_out(self):
        house = House(self.build)
        # It comes back where it was.
        house.config.write_text(house.config.read_text().replace(
            "port: 0,", f"port: {house.port},"))
        ana, ben = (house.join(f"{name.lower()}@example.org", name, {
            "domain": domain, "languages": ["en"]}) for name, domain in (
                ("Ana", "law/judge"), ("Ben", "food/baker")))
        house.run_round()
        id_ = ana.get("/v1/me/introductions").json["introductions"][0]["id"]
        home = runner.new_folder()
        house.command("serendip", "signin", "ben@example.org", home=home)
        house.command("serendip", "signin", "--code",
                      house.code("ben@example.org", 1), home=home)
        watch = subprocess.Popen(
            [house.program("serendip"), "watch"], text=True,
            env=house.environment(home), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            **runner.as_runner())
        runner.at_end(watch.kill)
        self.assertIn("Waiting", watch.stdout.readline())

        def listens():
            runner.wait_for("the watch", lambda: "serendip_http_streams 1"
                            in house.operator.get("/metrics").body)

        def say(text):
            said = ana.post(f"/v1/introductions/{id_}/messages",
                            {"text": text})
            self.assertEqual(said.status, 201, said)

        def hears(text):
            self.assertTrue(watch.stdout.readline().endswith(
                f"Ana: {text}\n"), text)
        listens()
        watch.send_signal(signal.SIGSTOP)
        for number in range(MANY):
            say(f"number {number}")
        watch.send_signal(signal.SIGCONT)
        for number in range(MANY):
            hears(f"number {number}")

        house.stop()
        house.start()
        ana.close()
        # Whether it is back already or not.
        say("after all")
        hears("after all")
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait(runner.DEADLINE), 0)


if __name__ == "__main__":
    runner.main(Watch)
