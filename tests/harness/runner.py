"""Who runs what tests start, where, and how it all ends.

PostgreSQL and serendipd refuse root: where the tests run as root, what they
start runs as the system's user postgres (or nobody).
"""
import atexit
import datetime
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import zoneinfo

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DEADLINE = 300  # seconds; generous, since it only ends what hangs
NEAR = 240  # seconds


def _runner():
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("there is no unprivileged user to run PostgreSQL as")


def data(name):
    """A folder of real people's data, or None: they are not ours to ship."""
    folder = pathlib.Path(os.environ.get(
        "SERENDIP_DATA", SOURCE.parent / "shared/data"), name)
    return folder if folder.is_dir() else None


RUNNER = _runner() if os.geteuid() == 0 else None


def as_runner():
    """Arguments of subprocess that make a child the unprivileged user's."""
    if RUNNER is None:
        return {}
    return {"user": RUNNER.pw_uid, "group": RUNNER.pw_gid, "extra_groups": []}


_ending = []


def at_end(call, *args):
    """Runs at the end of the program, last asked first."""
    _ending.append((call, args))


def _end():
    while _ending:
        call, args = _ending.pop()
        call(*args)


atexit.register(_end)
# A test that ctest ends for its deadline stops what it started, too.
signal.signal(signal.SIGTERM, lambda *_: exit(143))


def new_folder(prefix="serendip-"):
    """A short-named temporary folder of the unprivileged user's own."""
    path = tempfile.mkdtemp(prefix=prefix, dir="/tmp")
    if RUNNER is not None:
        os.chown(path, RUNNER.pw_uid, RUNNER.pw_gid)
    at_end(shutil.rmtree, path, True)
    return pathlib.Path(path)


def run(*command, **more):
    """Runs as the unprivileged user; what it prints; fails with its words."""
    done = subprocess.run(
        [str(word) for word in command], text=True, cwd="/",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=DEADLINE, **as_runner(), **more)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.returncode}\n{done.stdout}")
    return done.stdout


def wait_for(what, look, deadline=DEADLINE):
    """The first true value of look(), which is asked until there is one: the
    longer it takes, the less often, since looking takes from what is awaited."""
    begun = now = time.monotonic()
    while now < begun + deadline:
        found = look()
        if found:
            return found
        time.sleep(min(0.01 + (now - begun) / 10, 0.1))
        now = time.monotonic()
    raise TimeoutError(f"waited {deadline} s for {what}")


def is_near_a_round(now):
    """Whether that of Monday 10:00, which most houses have, is about to begin."""
    now = now.astimezone(zoneinfo.ZoneInfo("Europe/Paris"))
    due = now.replace(hour=10, minute=0, second=0, microsecond=0)
    return now.weekday() == 0 and 0 <= (due - now).total_seconds() < NEAR


def clear_of_rounds():
    """Waits until no round of the calendar comes into the middle of a test."""
    wait_for("Monday's round to be over", lambda: not is_near_a_round(
        datetime.datetime.now(datetime.timezone.utc)))


def main(case):
    """Runs the unittest cases of a program: NAME.py BUILD [CASE…]."""
    import sys
    import unittest
    case.build = sys.argv.pop(1)
    unittest.main(module=sys.modules["__main__"], verbosity=2)
