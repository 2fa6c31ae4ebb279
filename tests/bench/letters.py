#!/usr/bin/env python3
"""The letters of a published round, handed to four mail servers over one
connection each, beside a bare loop of smtplib that sends as many messages of
the same size the same way.

    PYTHONPATH=tests tests/bench/letters.py BUILD [LETTERS]
"""
import multiprocessing
import smtplib
import sys
import threading
import time

from harness import runner, smtp
from harness.cluster import Cluster
from harness.house import House, people_csv

SERVERS = 4


def serve(pipe):
    """One server, in a process of its own; says how many letters it has."""
    sink = smtp.Sink()
    pipe.send(sink.port)
    while pipe.recv():
        pipe.send((len(sink.letters), len(sink.letters) and len(
            sink.letters[-1].raw)))


def main():
    build = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    pipes, ports = [], []
    for _ in range(SERVERS):
        ours, theirs = multiprocessing.Pipe()
        multiprocessing.Process(
            target=serve, args=(theirs,), daemon=True).start()
        pipes.append(ours)
        ports.append(ours.recv())

    def kept():
        for pipe in pipes:
            pipe.send(True)
        found = [pipe.recv() for pipe in pipes]
        return sum(n for n, _ in found), max(size for _, size in found)

    servers = " ".join(f"smtp://127.0.0.1:{port}" for port in ports)
    house = House(build, cluster=Cluster(), sinks=[None],
                  letters=f'transport: "{servers}", smtp_tls: none, '
                  "connections: 1")
    house.import_people(people_csv(count))
    round_ = house.begin_round()
    runner.wait_for("the publication", lambda: (
        house.round(round_)["state"] == "published"), 600)
    begun = time.monotonic()
    runner.wait_for("the last letter", lambda: kept()[0] >= count, 600)
    ours = time.monotonic() - begun
    size = kept()[1]

    def loop(port, share):
        with smtplib.SMTP("127.0.0.1", port) as server:
            for _ in range(share):
                server.sendmail("a@example.org", ["b@example.org"], text)
    text = b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * (size // 72)
    threads = [threading.Thread(target=loop, args=(port, count // SERVERS))
               for port in ports]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bare = time.monotonic() - begun
    print(f"{count} letters of {size} bytes, {SERVERS} connections: "
          f"{ours:.1f} s; a bare loop {bare:.1f} s; "
          f"ratio of rates {bare / ours:.2f}")


if __name__ == "__main__":
    main()
