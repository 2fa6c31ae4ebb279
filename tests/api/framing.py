#!/usr/bin/env python3
"""Bytes that no decent client sends, over TLS: each is answered exactly and the
connection ends, or is cut at its deadline; the daemon lives on. What the guard
itself decides is in unit.test_http_guard; this is what arrives at the client."""
import json
import select
import socket
import ssl
import unittest

from harness import client, runner
from harness.house import House

HOST = b"Host: localhost\r\n"
GET = b"GET /v1/about HTTP/1.1\r\n" + HOST + b"\r\n"
JSON = b"Content-Type: application/json\r\n"
POST = b"POST /v1/signin HTTP/1.1\r\n" + HOST + JSON

REFUSED = {
    "two lengths": (POST + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}",
                    400),
    "a signed length": (POST + b"Content-Length: +2\r\n\r\n{}", 400),
    "a length and an encoding": (
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\n", 400),
    "chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n"
               b"2\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n", 411),
    "another encoding": (POST + b"Transfer-Encoding: identity\r\n\r\n", 411),
    "no host": (b"GET /v1/about HTTP/1.1\r\n\r\n", 400),
    "two hosts": (b"GET /v1/about HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
    "another's host": (b"GET /v1/about HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                       421),
    "a blank before the colon": (
        b"GET /v1/about HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
    "bare line feeds": (b"GET /v1/about HTTP/1.1\nHost: localhost\n\n", 400),
    "a folded header": (b"GET /v1/about HTTP/1.1\r\n" + HOST
                        + b"X: a\r\n b\r\n\r\n", 400),
    "NUL": (b"GET /v1/about HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n", 400),
    "an absolute target": (b"GET https://localhost/v1/about HTTP/1.1\r\n"
                           + HOST + b"\r\n", 400),
    "a method of others": (b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "another version": (b"GET /v1/about HTTP/1.2\r\n" + HOST + b"\r\n", 400),
    "many headers": (b"GET /v1/about HTTP/1.1\r\n" + HOST
                     + b"".join(b"X%d: 1\r\n" % i for i in range(70))
                     + b"\r\n", 431),
    "a long header": (b"GET /v1/about HTTP/1.1\r\n" + HOST + b"X: "
                      + b"a" * 20000 + b"\r\n\r\n", 431),
    "a large body": (POST + b"Content-Length: 10000000\r\n\r\n"
                     + b" " * 10000000, 413),
    "a huge length": (POST + b"Content-Length: 99999999999999999\r\n\r\n", 413),
    "a surprise": (POST + b"Expect: surprise\r\nContent-Length: 2\r\n\r\n{}",
                   417),
    "a body with GET": (b"GET /v1/about HTTP/1.1\r\n" + HOST
                        + b"Content-Length: 2\r\n\r\n{}", 400),
}


class Framing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House(cls.build, limits=(
            "request_seconds: 1, idle_seconds: 1"))

    def connect(self):
        trust = ssl.create_default_context(
            cafile=str(self.house.folder / "tls.pem"))
        raw = socket.create_connection(("localhost", self.house.port),
                                       timeout=runner.DEADLINE)
        return trust.wrap_socket(raw, server_hostname="localhost")

    def exchange(self, s, bytes_=b""):
        """Sends all that the server will take, and reads until it ends."""
        got = b""
        s.setblocking(False)
        while True:
            try:
                if bytes_:
                    bytes_ = bytes_[s.send(bytes_[:65536]):]
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLWantWriteError:
                pass
            except OSError:
                bytes_ = b""  # it had enough
            try:
                more = s.recv(65536)
            except ssl.SSLWantReadError:
                self.assertTrue(
                    any(select.select([s], [s] if bytes_ else [], [],
                                      runner.DEADLINE)), "no end")
                continue
            except ConnectionError:
                return got
            if not more:
                return got
            got += more

    def replies(self, bytes_):
        """The replies to these bytes, each (status, headers, body)."""
        with self.connect() as s:
            got = self.exchange(s, bytes_)
        found = []
        while got:
            head, _, got = got.partition(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:])
            n = int(headers["content-length"])
            found.append((int(lines[0].split()[1]), headers, got[:n]))
            got = got[n:]
        return found

    def alive(self):
        self.assertEqual(self.house.client().get("/v1/about").status, 200)

    def test_refusals_arrive(self):
        for name, (bytes_, status) in REFUSED.items():
            with self.subTest(name):
                found = self.replies(bytes_)
                self.assertEqual([f[0] for f in found], [status], found)
                _, headers, body = found[0]
                self.assertEqual(headers["content-type"],
                                 "application/problem+json")
                self.assertEqual(json.loads(body)["status"], status)
                self.assertEqual(headers["x-content-type-options"], "nosniff")
                self.assertIn("strict-transport-security", headers)
                if status != 421:
                    self.assertEqual(headers["connection"], "close")
        self.alive()

    def test_a_refused_request_does_not_cost_the_good_one_before_it(self):
        """Its reply comes, and is the last: a refusal that came instead would
        be taken for it."""
        bad = POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        for bytes_ in (GET + bad + GET, GET + GET + bad):
            found = self.replies(bytes_)
            self.assertEqual([f[0] for f in found], [200], found)
            self.assertEqual(found[0][1]["connection"], "close")
        self.alive()

    def test_pipelined_requests_are_answered_in_order(self):
        found = self.replies(
            GET + GET.replace(b"about", b"nowhere")
            + GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        self.assertEqual([f[0] for f in found], [200, 404, 200])

    def test_the_last_reply_ends_with_a_goodbye(self):
        """An end without TLS's close_notify would be an exception."""
        def asking(*wishes):
            return GET.replace(b"\r\n\r\n", b"".join(
                b"\r\nConnection: " + w for w in wishes) + b"\r\n\r\n")

        for bytes_ in (
                asking(b"close"), asking(b"Close, te"), asking(b"te ,close"),
                asking(b"te", b"close"), GET.replace(b"/1.1", b"/1.0"),
                asking(b"te").replace(b"/1.1", b"/1.0"),
                GET.replace(b"/1.1", b"/1.2")):
            with self.subTest(bytes_), self.house.raw() as s:
                s.sendall(bytes_)
                self.assertIn(b"connection: close",
                              client.read_reply(s).lower())
                self.assertEqual(s.recv(1), b"")

    def test_it_goes_on_where_it_may(self):
        for bytes_ in (
                GET, GET.replace(b"\r\n\r\n",
                                 b"\r\nConnection: closet\r\n\r\n"),
                GET.replace(b"/1.1", b"/1.0").replace(
                    b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n")):
            with self.subTest(bytes_), self.house.raw() as s:
                for _ in range(2):
                    s.sendall(bytes_)
                    self.assertNotIn(b"connection: close",
                                     client.read_reply(s).lower())

    def test_plain_text_gets_no_answer(self):
        with socket.create_connection(("localhost", self.house.port),
                                      timeout=runner.DEADLINE) as s:
            s.sendall(GET)
            self.assertNotIn(b"HTTP/", s.recv(65536))
        self.alive()

    def test_the_slow_are_cut(self):
        """A byte now and then is no life for ever, nor is silence."""
        with self.connect() as s:
            s.settimeout(0.2)
            for byte in GET * 100:
                try:
                    s.sendall(bytes([byte]))
                    if s.recv(1) == b"":
                        break
                except TimeoutError:
                    continue
                except OSError:
                    break
            else:
                self.fail("a request of one byte at a time was never cut")
        with self.connect() as silent:
            self.assertEqual(self.exchange(silent), b"")
        self.alive()


if __name__ == "__main__":
    runner.main(Framing)
