#!/usr/bin/env python3
"""GET /v1/about over TLS with kept connections, beside nginx that serves a
file of the same size with the same certificate: one process each, on the same
core, asked by one thread of wrk on another. Where the client or the rest of
the machine is what limits both, the ratio of requests says little: so also how
much processor time a request costs each."""
import socket
import statistics
import subprocess

from harness import measure, runner
from harness.house import House

CONNECTIONS = 32
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 10000000; sendfile on; tcp_nopush on;
  types {{ application/json json; }}
  open_file_cache max=10;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2;
  fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4;
  scgi_temp_path {folder}/5;
  server {{
    listen 127.0.0.1:{port} ssl; root {folder}/www;
    ssl_certificate {certificate}; ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
  }}
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def nginx_start(house, body):
    """Its port and its worker, once it answers."""
    folder, port = runner.new_folder("sdng-"), free_port()
    (folder / "www").mkdir()
    (folder / "www/about.json").write_bytes(body)
    (folder / "nginx.conf").write_text(NGINX.format(
        folder=folder, port=port, certificate=house.folder / "tls.pem",
        key=house.folder / "tls.key"))
    for path in [folder / "www", *folder.glob("**/*")]:
        path.chmod(0o755)
    program = measure.need("nginx")[0]
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [program, "-p", str(folder), "-c", str(folder / "nginx.conf"),
             "-e", str(folder / "error.log")], cwd="/", stdout=log, stderr=log,
            **runner.as_runner())
    runner.at_end(process.wait)
    runner.at_end(process.terminate)

    def answers():
        if process.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", port)) == 0
    runner.wait_for("nginx", answers)
    [worker] = runner.wait_for("a worker of nginx", lambda: open(
        f"/proc/{process.pid}/task/{process.pid}/children",
        encoding="ascii").read().split())
    measure.pin(worker)
    return port, worker


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
    port, worker = nginx_start(house, body)
    trust = house.folder / "tls.pem"
    if cipher(house.port, trust) != cipher(port, trust):
        raise RuntimeError("the two do not use the same cipher")
    measure.pin(house.process.pid)
    ours = Server(house.process.pid,
                  f"https://localhost:{house.port}/v1/about")
    nginx = Server(worker, f"https://localhost:{port}/about.json")
    measure.report(
        f"GET /v1/about, {len(body)} bytes, TLS, {CONNECTIONS} connections",
        "requests/s", *measure.in_turns(ours.requests, nginx.requests),
        "nginx", aim=0.7)
    print(f"  processor  {ours.cost():.1f} us a request, nginx "
          f"{nginx.cost():.1f} us: {nginx.cost() / ours.cost():.2f}")


if __name__ == "__main__":
    main(measure.build_of_arguments())
