#!/usr/bin/env python3
"""./start as a newcomer types it: everything up, a community in it, Ctrl-C
stops all of it, and ./start again goes on from there; also where something
of it dies."""
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
MEMBERS = "id,email,name,language,zone,pitch,domain,languages,free\n"
ANA = ("1,ana@example.org,Ana,en,Europe/Paris,I nurse.,health/nurse,en,"
       "mon 12-14\n")
BEN = ("2,ben@example.org,Ben,en,Europe/Paris,I build.,building/carpenter,en,"
       "mon 12-14\n")
PRIVILEGED = pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")


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

    def ends(self, *words):
        """A ./start that goes wrong: what it says, and that it leaves
        nothing running."""
        done = subprocess.run(
            [runner.SOURCE / "start", "--dir", self.dir, *words], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=60 * BUILD_MINUTES)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual(processes_in(self.dir), [])
        return done.stdout

    def pid(self, name):
        return int((self.dir / name).read_text().split()[0])

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
        self.assertNotRegex((self.dir / "serendip.yaml").read_text(),
                            "stands? for")
        self.install()
        self.command(screen, "serendipctl rounds run weekly")
        said = self.stop()
        self.assertIn(f"Stopped. ./start --dir {self.dir} goes on", said)
        self.assertEqual(self.process.returncode, 130)
        self.assertEqual(processes_in(self.dir), [])

        screen = self.start()
        self.assertNotIn("Inviting", screen)
        rounds = self.command(screen, "serendipctl rounds list")
        self.assertEqual(rounds.count(" 300 "), 2, rounds)

    def install(self):
        """What ./start built is all that is installed."""
        done = subprocess.run(
            ["cmake", "--install", runner.SOURCE / "build/release"],
            capture_output=True, text=True,
            env={**os.environ, "DESTDIR": str(self.dir.parent / "installed")})
        self.assertEqual(done.returncode, 0, done.stderr)

    def join(self, screen, members):
        """Members by the operator's file, and a round with them."""
        file = self.dir.parent / "members.csv"
        file.write_text(MEMBERS + members)
        self.command(screen, f"serendipctl members import {file} "
                             "--pool weekly && serendipctl rounds run weekly")

    def test_an_empty_house_stays_so(self):
        screen = self.start("--no-demo")
        self.assertNotIn("introductions:", screen)
        self.assertIn(" 0", self.command(screen, "serendipctl status"))
        self.stop()
        screen = self.start()
        self.assertNotIn("Inviting", screen)
        self.assertNotIn("Drawing", screen)
        self.assertNotIn("published",
                         self.command(screen, "serendipctl rounds list"))

        # Rounds of a demonstration that introduced nobody, then one pair.
        self.join(screen, ANA)
        self.stop()
        (self.dir / "demo").write_text("yes\n")
        screen = self.start()
        self.assertIn("introduced 0 of 1 people", screen)
        self.join(screen, ANA + BEN)
        self.stop()
        screen = self.start()
        self.assertIn("introduced 2 of 2 people", screen)
        self.assertEqual(screen.count("They come from different fields"), 1)

    def test_one_of_its_parts_dies(self):
        screen = self.start("--no-demo")
        os.kill(self.pid("pg/postmaster.pid"), signal.SIGKILL)
        said = ""
        while "PostgreSQL runs again" not in said:
            line = self.process.stdout.readline()
            self.assertNotEqual(line, "", said)
            said += line
        self.assertIn("PostgreSQL ended by itself", said)
        runner.wait_for("the daemon to reconnect", lambda: subprocess.run(
            [self.build + "/serendipctl", "status"], capture_output=True,
            env={"SERENDIP_SOCKET": re.search(
                r'SERENDIP_SOCKET="(.*)"', screen)[1]}).returncode == 0)

        # A start that is killed itself leaves nothing in the way of the
        # next one.
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.assertNotEqual(processes_in(self.dir), [])
        self.start()
        children = pathlib.Path(f"/proc/{self.process.pid}/task/"
                                f"{self.process.pid}/children")
        runner.wait_for("it to have nothing left to do", lambda: len(
            children.read_text().split()) == 2)

        os.kill(self.pid("serendipd.pid"), signal.SIGKILL)
        said = self.process.stdout.read()
        self.assertEqual(self.process.wait(60), 1)
        self.assertIn("serendipd was killed (signal 9).", said)
        self.assertIn(f"Begin again: ./start --dir {self.dir}", said)
        self.assertNotIn(": line ", said)
        self.assertEqual(processes_in(self.dir), [])

    def test_a_port_that_cannot_be_had(self):
        """It is not kept for the next start."""
        least = int(PRIVILEGED.read_text())
        if least > 1:
            said = self.ends("--port", str(least - 1))
            self.assertIn(f"Only root may listen on port {least - 1}", said)
            self.assertIn(f"./start --port 8443 --dir {self.dir}", said)
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            taken = other.getsockname()[1]
            said = self.ends("--port", str(taken))
        self.assertIn(f"Port {taken} is taken", said)
        self.assertRegex(said, rf"\./start --port \d+ --dir {self.dir}\n")
        self.assertFalse((self.dir / "serendip.yaml").exists())

    def test_wrong_words(self):
        done = subprocess.run([runner.SOURCE / "start", "--port", "0"],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--port takes a number from 1 to 65535", done.stderr)


if __name__ == "__main__":
    runner.main(Start)
