#!/usr/bin/env python3
"""SIGHUP: the configuration and the certificate are read again; requests go on
as before, and what the running daemon holds of the old file stays good."""
import threading
import unittest

from harness import client, runner
from harness.house import House


class Reload(unittest.TestCase):
    def setUp(self):
        self.house = House(self.build, limits="connections_per_address: 1000")

    def tearDown(self):
        self.house.kill()

    def rewrite(self, old, new):
        text = self.house.config.read_text()
        self.assertIn(old, text)
        self.house.config.write_text(text.replace(old, new))

    def test_requests_go_on(self):
        """Under the sanitizers: nothing of the first configuration is used
        once a second has taken its place."""
        ana = self.house.join("ana@example.org")
        for name in ("Second", "Third"):
            self.rewrite("name: The Test House" if name == "Second"
                         else "name: Second", f"name: {name}")
            self.assertIn("event=reloaded", self.house.hang_up())
            for who in (ana, self.house.client(ana.token)):
                self.assertEqual(who.get("/v1/me").status, 200)
            about = self.house.client().get("/v1/about").json
            self.assertEqual(about["name"], name)
            self.assertEqual(
                self.house.operator.get("/v1/operator/status").status, 200)
        self.assertEqual(self.house.stop(), 0, self.house.words())
        self.assertFalse((self.house.folder / "operator.sock").exists())

    def test_another_certificate(self):
        """Other files; and a key that is not the certificate's changes
        nothing."""
        for name in ("other", "third"):
            self.new_certificate(name)
        for old, new in (("tls.", "other."), ("other.", "third.")):
            self.rewrite(f"{old}pem", f"{new}pem")
            self.rewrite(f"{old}key", f"{new}key")
            self.assertIn("event=reloaded", self.house.hang_up())
            self.assert_shows(new + "pem")
        self.rewrite("third.key", "other.key")
        self.assertIn("other.key", self.house.hang_up())
        self.assert_shows("third.pem")
        self.assertEqual(self.house.stop(), 0, self.house.words())

    def test_no_request_fails_while_it_reloads(self):
        """Clients ask without a pause, on kept and on new connections, while
        files, certificates and limits change under them."""
        ana = self.house.join("ana@example.org")
        for name in ("other", "third"):
            self.new_certificate(name)
        trusted = self.house.folder / "tls.pem"
        trusted.write_text("".join(
            (self.house.folder / f"{name}.pem").read_text()
            for name in ("tls", "other", "third")))
        (self.house.folder / "first.pem").write_text(
            trusted.read_text().split("-----END CERTIFICATE-----")[0]
            + "-----END CERTIFICATE-----\n")
        self.rewrite("tls.pem", "first.pem")
        stop, answers, failures = threading.Event(), [0] * 4, []

        def ask(number):
            someone = self.house.client(ana.token)
            while not stop.is_set():
                try:
                    if number % 2:
                        someone = self.house.client(ana.token)
                    reply = someone.get("/v1/about" if number < 2
                                        else "/v1/me")
                    if reply.status != 200:
                        failures.append(reply)
                    answers[number] += 1
                except Exception as why:
                    failures.append(why)
        threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        names = ["first", "other", "third", "other", "third"]
        for old, new in zip(names, names[1:]):
            self.rewrite(f"{old}.pem", f"{new}.pem")
            self.rewrite("tls.key" if old == "first" else f"{old}.key",
                         f"{new}.key")
            said = self.house.command("serendipctl", "reload").stdout
            self.assertIn("tls.certificate", said)
            self.assert_shows(f"{new}.pem")
            before = list(answers)
            runner.wait_for("more answers", lambda: all(
                a > b + 5 for a, b in zip(answers, before)) or failures)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def new_certificate(self, name):
        folder = self.house.folder
        runner.run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
        runner.run("chmod", "600", folder / f"{name}.key")

    def assert_shows(self, certificate):
        """Trusted by itself alone, so no other would do."""
        client.raw_tls(self.house.port, self.house.folder / certificate)


if __name__ == "__main__":
    runner.main(Reload)
