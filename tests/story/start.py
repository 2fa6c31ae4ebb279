#!/usr/bin/env python3
"""./start as a newcomer types it: everything up, a community in it, Ctrl-C
stops all of it, and ./start again goes on from there."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import shutil
import unittest

from harness import runner

BUILD_MINUTES = 10


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def processes_in(folder):
    """Who runs with that folder on its command line."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder) in words and "start.py" not in words:
            found.append(words)
    return found


class Start(unittest.TestCase):
    def setUp(self):
        # ./start decides whose the folder is; so it makes it.
        above = tempfile.mkdtemp(prefix="sdstart-", dir="/tmp")
        os.chmod(above, 0o755)
        self.addCleanup(shutil.rmtree, above, True)
        self.dir, self.port = pathlib.Path(above) / "house", free_port()

    def start(self, *words):
        self.process = subprocess.Popen(
            [runner.SOURCE / "start", "--port", str(self.port),
             "--dir", self.dir, *words], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.addCleanup(self.stop)
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if "whom to meet, and why" in line:
                return "".join(lines)
        self.fail("./start ended:\n" + "".join(lines))

    def stop(self):
        """Ctrl-C at the terminal reaches the whole foreground group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        said = "" if self.process.stdout.closed else self.process.stdout.read()
        self.process.wait(60)
        self.process.stdout.close()
        return said

    def command(self, screen, words):
        """As the screen says it is to be typed."""
        setting = "\n".join(re.findall(r"^ *(export .*)$", screen, re.M))
        return subprocess.run(["bash", "-c", setting + "\n" + words],
                              capture_output=True, text=True, check=True,
                              cwd="/").stdout

    def test_a_community_then_again(self):
        screen = self.start()
        self.assertIn("introduced 300 of 300 people", screen)
        self.assertEqual(screen.count("They come from different fields"), 3)
        self.assertIn("weekly", self.command(screen, "serendip about"))
        self.assertIn("300", self.command(screen, "serendipctl status"))
        self.command(screen, "serendipctl rounds run weekly")
        said = self.stop()
        self.assertIn("Stopped", said)
        self.assertEqual(self.process.returncode, 130)
        self.assertEqual(processes_in(self.dir), [])

        screen = self.start()
        self.assertNotIn("Inviting", screen)
        rounds = self.command(screen, "serendipctl rounds list")
        self.assertEqual(rounds.count(" 300 "), 2, rounds)

    def test_an_empty_house(self):
        screen = self.start("--no-demo")
        self.assertNotIn("Three of the introductions", screen)
        self.assertIn(" 0", self.command(screen, "serendipctl status"))

    def test_a_port_that_is_taken(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", self.port))
            other.listen()
            done = subprocess.run(
                [runner.SOURCE / "start", "--port", str(self.port),
                 "--dir", self.dir], capture_output=True, text=True,
                timeout=60 * BUILD_MINUTES)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(f"Port {self.port} is taken", done.stdout + done.stderr)
        self.assertEqual(processes_in(self.dir), [])

    def test_wrong_words(self):
        done = subprocess.run([runner.SOURCE / "start", "--port", "0"],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--port takes a number from 1 to 65535", done.stderr)


if __name__ == "__main__":
    runner.main(Start)
