"""A private PostgreSQL cluster: Unix socket only, in a temporary folder."""
import contextlib
import functools
import os
import pathlib
import signal
import subprocess

from . import runner

BIN = pathlib.Path(os.environ.get("CLUSTER_BIN", "/usr/lib/postgresql/15/bin"))

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
log_destination = stderr
log_line_prefix = '%m [%p] '
max_connections = 100
timezone = 'UTC'
{more}
"""
# Faster, and as safe against kill -9 of processes as ever; only the loss of
# the machine's power is not what these tests are about.
NO_SYNC = "fsync = off"
# A cluster that was never started, to be copied: ctest's cluster.template makes
# it. Without it each cluster is made from nothing, which takes longer.
TEMPLATE = os.environ.get("CLUSTER_TEMPLATE")


def make(data):
    runner.run(BIN / "initdb", "-D", data, "-U", "postgres", "--auth=trust",
               "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")


@functools.cache
def shared():
    """The one cluster of this program, for houses that do nothing to it."""
    return Cluster()


class Cluster:
    def __init__(self, more=NO_SYNC):
        self.folder = runner.new_folder("sdpg-")
        self.data = self.folder / "data"
        if TEMPLATE:
            runner.run("cp", "-a", TEMPLATE, self.data)
        else:
            make(self.data)
        with open(self.data / "postgresql.conf", "a") as settings:
            settings.write(SETTINGS.format(folder=self.folder, more=more))
        runner.at_end(self.stop)
        self.start()

    def conninfo(self, database="postgres"):
        return f"host={self.folder} user=postgres dbname={database}"

    def start(self):
        def once():
            return subprocess.run(
                [BIN / "pg_ctl", "-D", self.data, "-w", "-t", "60", "-l",
                 self.folder / "log", "start"], cwd="/",
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                **runner.as_runner()).returncode == 0
        try:
            # After kill -9, the last backend may still be on its way out.
            runner.wait_for("PostgreSQL", once)
        except TimeoutError as error:
            words = (self.folder / "log").read_text().splitlines()
            raise TimeoutError("\n".join([str(error), *words[-20:]])) from error

    def pid(self):
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return None

    def kill(self):
        """kill -9 of all its processes: nothing is written, nobody is told."""
        server = self.pid()
        # Stopped first, so that it starts no backend meanwhile: one that
        # outlived the others could wait for ever for a lock of theirs, and
        # hold the shared memory that the next server wants.
        os.kill(server, signal.SIGSTOP)
        backends = runner.run("ps", "-o", "pid=", "--ppid", server).split()
        for pid in (server, *backends):
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass  # it saw its server die

    def stop(self):
        if self.pid() is not None:
            subprocess.run(
                [BIN / "pg_ctl", "-D", self.data, "-m", "immediate", "-w",
                 "stop"], cwd="/", stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, **runner.as_runner())

    def new_database(self, name):
        self.sql(f"CREATE DATABASE {name}")
        return name

    def sql(self, text, database="postgres"):
        """Rows as lists of text."""
        out = runner.run(BIN / "psql", "-h", self.folder, "-U", "postgres",
                         "-d", database, "-XqAt", "-F", "\t",
                         "-v", "ON_ERROR_STOP=1", "-c", text)
        return [line.split("\t") for line in out.splitlines()]

    def file(self, path, database):
        """What is too long for a command line."""
        runner.run(BIN / "psql", "-h", self.folder, "-U", "postgres", "-d",
                   database, "-Xq", "-v", "ON_ERROR_STOP=1", "-f", path)

    @contextlib.contextmanager
    def holding(self, lock, database, then=""):
        """Holds what the statement `lock` locks, until the block ends with the
        statements `then`."""
        psql = subprocess.Popen(
            [BIN / "psql", "-h", self.folder, "-U", "postgres", "-d", database,
             "-Xqt", "-v", "ON_ERROR_STOP=1"], text=True, cwd="/",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            **runner.as_runner())
        with psql:
            psql.stdin.write(f"BEGIN;\n{lock};\n\\echo held\n")
            psql.stdin.flush()
            while (line := psql.stdout.readline()) != "held\n":
                if not line:
                    raise RuntimeError(f"psql ended: {lock}")
            yield
            psql.stdin.write(then)
            psql.stdin.close()
        if psql.returncode != 0:
            raise RuntimeError(f"psql ended: {then}")

    def waiting(self, database):
        """How many sessions wait for a lock."""
        return int(self.sql(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = "
            f"'Lock' AND datname = '{database}'")[0][0])

    def dump(self, database):
        return runner.run(BIN / "pg_dump", "-h", self.folder, "-U",
                          "postgres", "--inserts", database)
