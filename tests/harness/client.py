"""HTTP clients of a house: members over TLS, the operator over the Unix
socket. Every reply is kept in `replies`, for `hold` to hold it to the API's
document."""
import http.client
import json
import re
import socket
import ssl
import subprocess

from . import runner

replies = []


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        kind = headers.get("content-type", "")
        self.json = json.loads(body) if "json" in kind and body else None

    @property
    def code(self):
        """The `code` of a problem."""
        return self.json["code"] if self.status >= 400 else None

    def __repr__(self):
        return f"{self.status} {self.body[:2000]!r}"


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=runner.DEADLINE)
        self._path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Client:
    """`token` is that of a session; `request` keeps its connection alive."""

    def __init__(self, connect, token=None):
        self._connect, self._connection = connect, None
        self.token = token
        runner.at_end(self.close)

    def request(self, method, path, body=None, headers=None, raw=None,
                content_type=None, keep=True):
        """`body` is sent as JSON, `raw` (bytes) as it is."""
        sent = dict(headers or {})
        if self.token and "Authorization" not in sent:
            sent["Authorization"] = "Bearer " + self.token
        if body is not None:
            raw = json.dumps(body).encode()
            kind = ("application/merge-patch+json" if method == "PATCH"
                    else "application/json")
            sent.setdefault("Content-Type", content_type or kind)
        elif content_type:
            sent["Content-Type"] = content_type
        for attempt in (1, 2):
            fresh = self._connection is None
            if fresh:
                self._connection = self._connect()
            try:
                self._connection.request(method, path, raw, sent)
                got = self._connection.getresponse()
                text = got.read()
                break
            except (http.client.HTTPException, OSError):
                self.close()
                # A kept connection may have been closed meanwhile.
                if fresh or attempt == 2:
                    raise
        headers = {k.lower(): v for k, v in got.getheaders()}
        if got.will_close or headers.get("connection") == "close":
            self.close()
        reply = Reply(got.status, headers, text.decode("utf-8"))
        if keep and method != "HEAD":  # whose reply the document leaves out
            replies.append({
                "method": method, "path": path.split("?")[0],
                "status": got.status, "body": reply.body,
                "content_type": headers.get("content-type", ""),
                "headers": headers})
        return reply

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.request("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self.request("PUT", path, body, **more)

    def patch(self, path, body=None, **more):
        return self.request("PATCH", path, body, **more)

    def delete(self, path, **more):
        return self.request("DELETE", path, **more)


def raw_tls(port, certificate):
    """A socket for bytes by hand; an end without close_notify is an error."""
    trust = ssl.create_default_context(cafile=str(certificate))
    s = trust.wrap_socket(
        socket.create_connection(("localhost", port), runner.DEADLINE),
        server_hostname="localhost", suppress_ragged_eofs=False)
    runner.at_end(s.close)
    return s


def read_reply(s):
    """Status line, headers and body of one reply at a socket, or less where
    the connection ends before."""
    got = b""
    while True:
        head, found, body = got.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if found and length and len(body) >= int(length.group(1)):
            return got
        more = s.recv(65536)
        if not more:
            return got
        got += more


def over_tls(port, certificate, token=None, source=None):
    """`source` is the address to come from, any of 127.0.0.0/8."""
    trust = ssl.create_default_context(cafile=str(certificate))
    return Client(lambda: http.client.HTTPSConnection(
        "localhost", port, context=trust, timeout=runner.DEADLINE,
        source_address=source and (source, 0)), token)


def over_unix(path):
    return Client(lambda: _UnixConnection(path))


def hold(build):
    """Holds all replies so far to the OpenAPI document; text of what differs,
    or "" (also where the judges cannot be had: their own test says so)."""
    judges = subprocess.run(
        [runner.SOURCE / "tests/harness/npm.sh",
         runner.SOURCE / "tests/api/openapi", build],
        capture_output=True, text=True)
    if judges.returncode != 0 or not replies:
        return ""
    folder = runner.new_folder()
    document, lines = folder / "openapi.json", folder / "replies"
    with open(document, "w") as out:
        subprocess.run([f"{build}/tests/print_openapi"], stdout=out,
                       check=True)
    lines.write_text("".join(json.dumps(r) + "\n" for r in replies))
    held = subprocess.run(
        ["node", runner.SOURCE / "tests/api/hold.mjs",
         judges.stdout.strip(), document, lines],
        capture_output=True, text=True)
    return "" if held.returncode == 0 else held.stdout + held.stderr
