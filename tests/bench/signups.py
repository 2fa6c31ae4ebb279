#!/usr/bin/env python3
"""Sign-ups a second, each of somebody else, with commits that are on the disk
when they are answered, beside pgbench with the statements that one consists
of, in the same two transactions, on the same server. The daemon also seals what
it keeps, and writes and delivers a letter for each."""
import itertools
import os
import re
import subprocess

from harness import measure, runner
from harness.cluster import BIN, Cluster
from harness.house import House

CLIENTS = 32
AIM, AIM_RATIO = 500, 0.3
LIMITS = "connections_per_address: 1000"
SYNC = "fsync = on\nsynchronous_commit = on"
# The limits of the house's own tests end before so many have signed up.
FREE = ("signups_per_day: 100000", "signups_per_day: 1000000")

WRK = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", "/v1/signup",
    {["Content-Type"] = "application/json"},
    string.format('{"email": "p%d.%%d@example.org", "name": "Ana Example", ' ..
      '"pitch": "I do this, offer that, and seek something else.", ' ..
      '"attributes": {"domain": "health/nurse", "languages": ["en", "fr"]}, ' ..
      '"consent": {"terms_version": "1", "of_age": true}}', n))
end
"""

# What stands for the parameters: as long as those of the daemon, and as new.
NEW = "sha256(int8send(:n%d))"
SETS = "".join(f"\\set n{i} random(1, 9000000000000000000)\n"
               for i in range(1, 7))
LETTER = "'\\x%s'::bytea" % ("5a" * 1300)
TRANSACTIONS = (
    (("sessions", "limits_take", (
        "'\\x%s'::bytea" % ("11" * 32), "86400", "1000000000000", NEW % 1,
        "900", "1000000000", NEW % 2, "1000000000")),
     ("members", "member_by_email", (NEW % 3,)),
     ("sessions", "limits_unsynced", ())),
    (("sessions", "signin_insert", (
        NEW % 4, NEW % 3, NEW % 5, NEW % 6, "600", "3600")),
     ("sessions", "signup_insert", (
         NEW % 4, "'\\x%s'::bytea" % ("5a" * 65), "'Ana Example'", "'en'",
         "'Europe/Paris'", "'I do this, offer that, and seek something else.'",
         "array['domain','health/nurse','languages','en','languages','fr']",
         "'1'", "18", "NULL", NEW % 2)),
     ("outbox", "outbox_insert", (
         "gen_random_uuid()", "NULL", "'\\x%s'::bytea" % ("5a" * 65),
         "'welcome_code'", "'en'",
         "'code:' || encode(" + NEW % 4 + ", 'hex')", LETTER, "0", "600")),
     ("house", "audit_insert", ("'anyone'", "'signup'", "NULL", "''"))))


def statement(file, name, values):
    text = (runner.SOURCE / f"sql/statements/{file}.sql").read_text()
    text = re.search(rf"-- name: {name}\n(.*?;)", text, re.S).group(1)
    return re.sub(r"\$(\d+)", lambda m: values[int(m.group(1)) - 1], text)


def pgbench(house, script):
    """Sign-ups a second."""
    done = subprocess.run(
        [BIN / "pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS),
         "-j", "1", "-T", str(measure.SECONDS), "-f", script,
         "-h", house.cluster.folder, "-U", "postgres", house.database],
        env={"PATH": os.environ["PATH"],
             "PGOPTIONS": "-c search_path=serendip"},
        capture_output=True, text=True, check=True, **runner.as_runner())
    return float(re.search(r"tps = ([\d.]+)", done.stdout).group(1))


def unsent(house):
    return int(house.cluster.sql(
        "SELECT count(*) FROM serendip.outbox WHERE state IN "
        "('pending', 'sending')", house.database)[0][0])


def new_house(build, cluster):
    house = House(build, cluster=cluster, limits=LIMITS, start=False)
    house.config.write_text(house.config.read_text().replace(*FREE))
    house.start()
    return house


def main(build):
    measure.need("wrk", "taskset")
    cluster = Cluster(SYNC)
    house, empty = new_house(build, cluster), new_house(build, cluster)
    empty.stop()  # nobody delivers what pgbench writes
    script = empty.folder / "signup.sql"
    script.write_text(SETS + "".join(
        "BEGIN;\n" + "\n".join(statement(*s) for s in steps) + "\nEND;\n"
        for steps in TRANSACTIONS))
    numbers, behind = itertools.count(1), []

    def ours():
        lua = house.folder / "signup.lua"
        lua.write_text(WRK % next(numbers))
        rate = measure.wrk(f"https://localhost:{house.port}/v1/signup",
                           CLIENTS, "-s", str(lua))
        behind.append(unsent(house))
        runner.wait_for("the last letter", lambda: unsent(house) == 0)
        return rate
    measure.report(
        f"POST /v1/signup, TLS, {CLIENTS} at a time, durable; the aim is "
        f"{AIM}/s, or", "sign-ups/s",
        *measure.in_turns(ours, lambda: pgbench(empty, script)), "pgbench",
        aim=AIM_RATIO)
    print(f"  letters not sent yet at the end of each {measure.SECONDS} s: "
          f"{measure.spread(behind)}")


if __name__ == "__main__":
    main(measure.build_of_arguments())
