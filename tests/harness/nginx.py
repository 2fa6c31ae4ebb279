"""nginx with a house's certificate, for what a well-made server of files does on
the same machine."""
import socket
import subprocess

from . import measure, runner

CONFIG = """
daemon off; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections {connections}; }}
http {{
  access_log off; keepalive_requests 10000000; keepalive_timeout 3600;
  sendfile on; tcp_nopush on;
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


def start(house, body, connections=1024):
    """Its port and its worker's pid, once it answers; /about.json is `body`."""
    folder, port = runner.new_folder("sdng-"), free_port()
    (folder / "www").mkdir()
    (folder / "www/about.json").write_bytes(body)
    (folder / "nginx.conf").write_text(CONFIG.format(
        folder=folder, port=port, connections=connections,
        certificate=house.folder / "tls.pem", key=house.folder / "tls.key"))
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
    return port, int(worker)
