#!/usr/bin/env python3
"""GET /v1/about over TLS with kept connections, beside nginx that serves a
file of the same size with the same certificate: one process each, on the same
core, asked by one thread of wrk on another. Where the client or the rest of
the machine is what limits both, the ratio of requests says little: so also how
much processor time a request costs each."""
import statistics
import subprocess

from harness import measure, nginx
from harness.house import House

CONNECTIONS = 32


class Server:
    """What is asked, and what that costs it."""

    def __init__(self, pid, url):
        self.pid, self.url, self.costs = pid, url, []

    def requests(self):
        before = measure.cpu_us(self.pid)
        rate = measure.wrk(self.url, CONNECTIONS)
        self.costs.append((measure.cpu_us(self.pid) - before)
                          / (rate * measure.SECONDS))
        return rate

    def cost(self):
        return statistics.median(self.costs[1:])


def cipher(port, trust):
    done = subprocess.run(
        ["openssl", "s_client", "-connect", f"localhost:{port}", "-CAfile",
         str(trust), "-brief"], input="", capture_output=True, text=True)
    return [line for line in (done.stdout + done.stderr).splitlines()
            if line.startswith(("Protocol version", "Ciphersuite"))]


def main(build):
    measure.need("wrk", "nginx", "taskset", "openssl")
    house = House(build)
    body = house.client().get("/v1/about").body.encode()
    port, worker = nginx.start(house, body)
    measure.pin(worker)
    trust = house.folder / "tls.pem"
    if cipher(house.port, trust) != cipher(port, trust):
        raise RuntimeError("the two do not use the same cipher")
    measure.pin(house.process.pid)
    ours = Server(house.process.pid,
                  f"https://localhost:{house.port}/v1/about")
    theirs = Server(worker, f"https://localhost:{port}/about.json")
    measure.report(
        f"GET /v1/about, {len(body)} bytes, TLS, {CONNECTIONS} connections",
        "requests/s", *measure.in_turns(ours.requests, theirs.requests),
        "nginx", aim=0.7)
    print(f"  processor  {ours.cost():.1f} us a request, nginx "
          f"{theirs.cost():.1f} us: {theirs.cost() / ours.cost():.2f}")


if __name__ == "__main__":
    main(measure.build_of_arguments())
