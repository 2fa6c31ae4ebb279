"""A receiver of webhooks over HTTPS, which keeps what it gets and answers as it is
told. It checks signatures with what Python has, by the words of the specification
Standard Webhooks.

    got = Receiver()
    got.status = 503            # what it answers from now on; None: nothing
    got.requests                # [Request(method, path, headers, body)…]
"""
import base64
import collections
import hashlib
import hmac
import http.server
import json
import secrets
import ssl
import threading
import time

from . import runner, smtp

Request = collections.namedtuple("Request", "method path headers body")


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        receiver = self.server.receiver
        with receiver.lock:
            receiver.requests.append(Request(
                self.command, self.path, dict(self.headers), body))
        status = receiver.status
        if status is None:
            time.sleep(receiver.hang)
            self.close_connection = True
            return
        self.send_response(status)
        if status // 100 == 3:
            self.send_header("Location", receiver.url + "/elsewhere")
        content = b"x" * receiver.bytes
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            pass

    do_POST = do_PUT = do_GET = answer

    def log_message(self, *_):
        pass


class Receiver:
    def __init__(self, port=0):
        self.requests, self.lock = [], threading.Lock()
        self.status, self.bytes, self.hang = 204, 0, 0
        self.certificate, self.key = smtp.certificate()
        self.start(port)
        runner.at_end(self.stop)

    def start(self, port=0):
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", port), _Handler)
        self.server.daemon_threads = True
        self.server.receiver = self
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.url = f"https://localhost:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,),
                         daemon=True).start()

    def stop(self):
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def bodies(self, type_=None):
        with self.lock:
            found = [json.loads(r.body) for r in self.requests]
        return [b for b in found if type_ is None or b.get("type") == type_]


def secret():
    """A secret, and its key."""
    key = secrets.token_bytes(32)
    return "whsec_" + base64.b64encode(key).decode(), key


def is_signed(request, key, seconds=300):
    """Within so many seconds, and one of the signatures is the one."""
    head = {k.lower(): v for k, v in request.headers.items()}
    id_, at = head["webhook-id"], head["webhook-timestamp"]
    said = b".".join([id_.encode(), at.encode(), request.body])
    right = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest())
    return abs(time.time() - int(at)) < seconds and any(
        hmac.compare_digest(part.partition(",")[2].encode(), right)
        for part in head["webhook-signature"].split(" ")
        if part.startswith("v1,"))
