#!/usr/bin/env python3
"""docs/troubleshooting.md says what the daemon says: each refusal to start that
stands there is provoked, and what a daemon says that is not there fails. The
words of its other tables are somewhere in the source; every alert is there."""
import contextlib
import os
import pathlib
import re
import socket
import subprocess
import unittest

from harness import page, runner
from harness.house import House

TEXT = page.path("troubleshooting.md").read_text(encoding="utf-8")
PORTS = "/proc/sys/net/ipv4/ip_unprivileged_port_start"
# What the system or PostgreSQL says, not we.
THEIRS = ("Permission denied", "No such file or directory",
          "sorry, too many clients already")


def chapter(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)[1]


def first_cells(title):
    """What is between backquotes in the first column of a chapter's tables."""
    return [said for row in re.findall(r"^\| (.*?) \|", chapter(title), re.M)
            for said in re.findall(r"`([^`]+)`", row)]


def pattern(said):
    """`…` stands for whatever is particular."""
    return ".*".join(re.escape(part) for part in said.split("…"))


class Starts(unittest.TestCase):
    """A house that ran once, and each way of it not to start again."""

    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build)
        cls.house.stop()

    @contextlib.contextmanager
    def changed(self, *paths):
        """They are as before behind it, mode and owner too."""
        kept = {p: (p.read_bytes(), p.stat()) for p in paths}
        yield
        for path, (data, stat) in kept.items():
            path.unlink(missing_ok=True)
            path.write_bytes(data)
            os.chown(path, stat.st_uid, stat.st_gid)
            path.chmod(stat.st_mode & 0o777)

    def why(self):
        """How it says that it does not start."""
        self.house.spawn()
        self.assertEqual(self.house.ended(), 1, self.house.words())
        last = self.house.words().strip().splitlines()
        found = [re.search(r'cannot start" why="(.*)"$', line) for line in last]
        return next((f[1].replace('\\"', '"') for f in found if f), last[-1])

    def configured(self, then, *now):
        """Its refusal where the configuration is another."""
        with self.changed(self.house.config):
            text = self.house.config.read_text()
            self.house.config.write_text(re.sub(then, *now, text, count=1))
            return self.why()

    def after_sql(self, do, undo):
        self.house.sql(do)
        try:
            return self.why()
        finally:
            self.house.sql(undo)

    def refusals(self):
        """Each is a reason why it does not start."""
        h = self.house
        key, pem = h.folder / "tls.key", h.folder / "tls.pem"
        with self.changed(h.secret):
            h.secret.unlink()
            yield self.why()
        for path in (h.secret, key):
            with self.changed(path):
                path.chmod(0o644)
                yield self.why()
        with self.changed(h.secret):
            h.secret.write_bytes(b"short")
            yield self.why()
        for text in (None, "no PEM"):
            with self.changed(pem):
                pem.unlink() if text is None else pem.write_text(text)
                yield self.why()
        with self.changed(key):
            key.unlink()
            yield self.why()
        with self.changed(key):
            key.write_bytes(subprocess.run(
                ["openssl", "genpkey", "-algorithm", "ED25519"], check=True,
                capture_output=True).stdout)
            yield self.why()
        yield self.configured("user=postgres", "user=nobody_there")
        yield self.configured(r"dbname=\w+", "dbname=not_there")
        yield self.configured(r"host=[^ ]+", "host=/tmp/not-there")
        yield self.after_sql(
            "INSERT INTO schema_version SELECT number + 1, 'later', digest, "
            "applied_at FROM schema_version ORDER BY number DESC LIMIT 1",
            "DELETE FROM schema_version WHERE name = 'later'")
        yield self.after_sql(
            "UPDATE schema_version SET digest = reverse(digest)",
            "UPDATE schema_version SET digest = reverse(digest)")
        with socket.create_server(("127.0.0.1", 0)) as taken:
            yield self.configured("port: 0", f"port: {taken.getsockname()[1]}")
        if int(pathlib.Path(PORTS).read_text()) > 81:
            yield self.configured("port: 0", "port: 81")
        yield self.configured("address: 127.0.0.1", "address: 192.0.2.7")
        yield self.configured('socket: "[^"]*"',
                              'socket: "/tmp/not-there/operator.sock"')
        yield self.configured(
            'transport: "[^"]*"', 'transport: "smtp://a@127.0.0.1:25", '
            'password_file: /tmp/not-there')
        yield self.configured(r"\Z", """
webhooks:
  ops: {url: "https://example.org/x", secret_file: /tmp/not-there,
    events: [round.published]}
""")
        h.start()
        yield self.why_beside()
        h.stop()

    def why_beside(self):
        """A second daemon on the same socket."""
        done = subprocess.run(
            [self.house.program("serendipd"), "--config", self.house.config],
            capture_output=True, text=True, timeout=runner.DEADLINE,
            **runner.as_runner())
        self.assertEqual(done.returncode, 1, done.stderr)
        return re.search(r'cannot start" why="(.*)"$', done.stderr, re.M)[1]

    def test_each_refusal_is_on_the_page_and_each_row_is_one(self):
        rows = [said for said in first_cells("The daemon does not start")]
        self.assertGreater(len(rows), 15)
        seen = set()
        for why in self.refusals():
            fits = [said for said in rows if re.search(pattern(said), why)]
            self.assertTrue(fits, why)
            seen.update(fits)
        # Some machines let everybody have low ports.
        self.assertLessEqual(set(rows) - seen, {"… port …: Permission denied"})

    def test_another_houses_secret(self):
        with self.changed(self.house.secret):
            self.house.secret.write_bytes(os.urandom(32))
            self.house.spawn()
            self.assertEqual(self.house.ended(), 1)
        [said] = [s for s in re.findall(
            r"`([^`]+)`", chapter("The daemon does not start"))
                  if s.startswith("this database belongs")]
        self.assertIn(said, self.house.words())


class Words(unittest.TestCase):
    def test_what_it_quotes_is_said_somewhere(self):
        source = "".join(
            path.read_text(encoding="utf-8") for folder in ("daemon", "clients")
            for path in sorted((runner.SOURCE / folder).rglob("*.c")))
        # As the compiler joins texts over lines.
        source = re.sub(r'"\s*\n\s*"', "", source).replace('\\"', '"')
        for said in (first_cells("Backup and restore") +
                     first_cells("Running, and something is wrong")):
            for part in re.split("…|" + "|".join(THEIRS), said):
                self.assertTrue(part.strip() in source, said)

    def test_every_alert_is_on_the_page(self):
        alerts = re.findall(r"- alert: (\w+)", (
            runner.SOURCE / "docs/watching/alerts.yml").read_text())
        self.assertEqual(sorted(first_cells("An alert fires")), sorted(alerts))


if __name__ == "__main__":
    Words.build = None
    runner.main(Starts)
