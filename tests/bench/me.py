#!/usr/bin/env python3
"""GET /v1/me with a session, beside pgbench running the statement that it
consists of, prepared, with as many clients as wrk has connections. The cores
are nobody's own: PostgreSQL wants both, and works for both sides alike."""
import os
import re
import subprocess

from harness import measure, runner
from harness.cluster import BIN
from harness.house import House

CLIENTS = 16
STATEMENT = "session_member"  # session and member, in one look


def statement(name):
    text = (runner.SOURCE / "sql/statements/sessions.sql").read_text()
    return re.search(rf"-- name: {name}\n(.*?;)", text, re.S).group(1)


def pgbench(house, script, token_hash):
    """Transactions a second."""
    done = subprocess.run(
        [BIN / "pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS),
         "-j", "1", "-T", str(measure.SECONDS), "-f", script,
         "-D", f"hash={token_hash}", "-h", house.cluster.folder,
         "-U", "postgres", house.database],
        env={"PATH": os.environ["PATH"],
             "PGOPTIONS": "-c search_path=serendip"},
        capture_output=True, text=True, check=True, **runner.as_runner())
    return float(re.search(r"tps = ([\d.]+)", done.stdout).group(1))


def main(build):
    measure.need("wrk", "taskset")
    house = House(build)
    ana = house.join("ana@example.org", "Ana", {
        "domain": "law/judge", "languages": ["en", "fr"],
        "generation": "1980s"}, zone="Europe/Paris", pitch="I judge.")
    assert ana.get("/v1/me").status == 200
    [[token_hash]] = house.cluster.sql(
        "SELECT hash FROM serendip.sessions", house.database)
    script = house.folder / "statement.sql"
    script.write_text(statement(STATEMENT).replace("$1", ":hash"))
    ours, theirs = measure.in_turns(
        lambda: measure.wrk(f"https://localhost:{house.port}/v1/me", CLIENTS,
                            "-H", f"Authorization: Bearer {ana.token}"),
        lambda: pgbench(house, script, token_hash))
    measure.report(f"GET /v1/me, TLS, {CLIENTS} at a time", "requests/s",
                   ours, theirs, "pgbench", aim=0.35)


if __name__ == "__main__":
    main(measure.build_of_arguments())
