#!/usr/bin/env python3
"""Memory of the daemon with 5,000 open streams of events, each a member's own,
beside one worker of nginx that keeps as many TLS connections open; and what a
message costs the daemon with all of them, beside what it costs with the two
whom it concerns."""
import base64
import hashlib
import os
import re
import ssl
import socket
import statistics
import time

from harness import measure, nginx, runner
from harness.house import House, people_csv

STREAMS = 5000
AIM_MB = 200
MESSAGES = 90  # of 200 that somebody may write in an hour
LIMITS = (f"connections: {STREAMS + 100}, streams: {STREAMS + 100}, "
          f"connections_per_address: {STREAMS + 100}")


def pss_mb(pid):
    text = open(f"/proc/{pid}/smaps_rollup", encoding="ascii").read()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) / 1024


def sessions(house, count):
    """Tokens of as many members, who were imported: as if they had signed in."""
    tokens = ["sdp_" + base64.urlsafe_b64encode(os.urandom(32)).decode()[:43]
              for _ in range(count)]
    hashes = ",".join(hashlib.sha256(t.encode()).hexdigest() for t in tokens)
    path = house.folder / "sessions.sql"
    path.write_text(
        "SET search_path = serendip;"
        "INSERT INTO sessions (hash, member, expires_at, label) "
        "SELECT decode(h.hash, 'hex'), m.id, clock() + interval '1 day', '' "
        "FROM (SELECT id, row_number() OVER (ORDER BY name) AS n "
        "      FROM members WHERE source = 'import') AS m "
        f"JOIN unnest(string_to_array('{hashes}', ',')) "
        "     WITH ORDINALITY AS h(hash, n) USING (n)")
    house.cluster.file(path, house.database)
    return tokens


class Crowd:
    """Connections of one client; each has sent its request and had a reply."""

    def __init__(self, port, trust):
        self.port, self.open = port, []
        self.context = ssl.create_default_context(cafile=str(trust))

    def ask(self, request, last):
        """Once more; returns when `last` has come."""
        s = self.context.wrap_socket(
            socket.create_connection(("localhost", self.port)),
            server_hostname="localhost")
        s.settimeout(runner.DEADLINE)
        s.sendall(request)
        self.open.append(s)
        self.hear(s, last)

    @staticmethod
    def hear(s, last):
        got = b""
        while last not in got:
            more = s.recv(65536)
            if not more:
                raise RuntimeError(f"the connection ended: {got}")
            got += more

    def close(self):
        for s in self.open:
            s.close()
        self.open = []


def listen(crowd, token):
    crowd.ask(b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n"
              b"Authorization: Bearer " + token.encode() + b"\r\n\r\n",
              b"event: hello\ndata: {}\n\n")


def idle_share(house, seconds=4):
    """Of a processor, while nothing happens."""
    before, begun = measure.cpu_us(house.process.pid), time.monotonic()
    time.sleep(seconds)
    return ((measure.cpu_us(house.process.pid) - before)
            / (time.monotonic() - begun) / 1e6)


def message_us(house, writer, path, reader):
    """Processor time of the daemon for a message, from the request to the event
    at its reader, without what it spends by itself meanwhile; and that, as a
    share of a processor. A median, since every 25 seconds there is a sign of
    life for each who listens."""
    idle, costs = idle_share(house), []
    for i in range(MESSAGES):
        before, begun = measure.cpu_us(house.process.pid), time.monotonic()
        said = writer.post(path, {"text": f"number {i}"})
        if said.status != 201:
            raise RuntimeError(said)
        Crowd.hear(reader, said.json["id"].encode())
        costs.append(measure.cpu_us(house.process.pid) - before
                     - idle * (time.monotonic() - begun) * 1e6)
    return statistics.median(costs), idle


def all_told_ms(house, crowd):
    """Until each has heard of a round, and how much of it is the daemon's
    processor time."""
    before, begun = measure.cpu_us(house.process.pid), time.monotonic()
    house.cluster.sql(
        "INSERT INTO serendip.events (kind, pool, state) "
        "VALUES ('round', 'weekly', 'open')", house.database)
    for s in crowd.open:
        crowd.hear(s, b'"state":"open"}\n\n')
    return ((time.monotonic() - begun) * 1000,
            (measure.cpu_us(house.process.pid) - before) / 1000)


def pair(house):
    """Two who were introduced to each other, and where they talk."""
    ana = house.join("ana@example.org", "Ana")
    ben = house.join("ben@example.org", "Ben", {
        "domain": "food/baker", "languages": ["en"]})
    house.run_round()
    id_ = ana.get("/v1/me/introductions").json["introductions"][0]["id"]
    return ana, ben, f"/v1/introductions/{id_}/messages"


def main(build):
    measure.need("nginx")
    house = House(build, limits=LIMITS)
    ana, ben, path = pair(house)
    house.import_people(people_csv(STREAMS))
    tokens = sessions(house, STREAMS)
    trust = house.folder / "tls.pem"
    two, crowd = Crowd(house.port, trust), Crowd(house.port, trust)
    listen(two, ana.token)
    listen(two, ben.token)
    few_us, few = message_us(house, ana, path, two.open[1])
    before = pss_mb(house.process.pid)
    for token in tokens:
        listen(crowd, token)
    full = pss_mb(house.process.pid)
    many_us, many = message_us(house, ana, path, two.open[1])
    wall_ms, cpu_ms = all_told_ms(house, crowd)
    late = pss_mb(house.process.pid)
    crowd.close()

    port, worker = nginx.start(house, b"x" * 100, STREAMS + 100)
    theirs = Crowd(port, trust)
    bare = pss_mb(worker)
    for _ in range(STREAMS):
        theirs.ask(b"GET /about.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
                   b"x" * 100)
    kept = pss_mb(worker)
    print(f"{STREAMS} streams of events\n"
          f"  serendipd  {full:.0f} MB, {before:.0f} without, "
          f"{late:.0f} after all were told; the aim is {AIM_MB}\n"
          f"             {(full - before) * 1024 / STREAMS:.1f} kB a stream\n"
          f"  nginx      {(kept - bare) * 1024 / STREAMS:.1f} kB a connection"
          f"\n  ratio      {(full - before) / (kept - bare):.2f}\n"
          f"a message\n"
          f"  with all   {many_us:.0f} us of processor\n"
          f"  with two   {few_us:.0f} us\n"
          f"  ratio      {many_us / few_us:.2f}\n"
          f"  meanwhile  {many:.2%} of a processor goes to waiting with all, "
          f"{few:.2%} with two\n"
          f"an event for all\n"
          f"  {wall_ms:.0f} ms until the last has it, of which the daemon's "
          f"processor time {cpu_ms:.0f} ms", flush=True)


if __name__ == "__main__":
    main(measure.build_of_arguments())
