#!/usr/bin/env python3
"""The web client's files as they are served: which form of each, for how long
it is kept, what it may do in a browser, and that nothing else is reached."""
import gzip
import http.client
import os
import ssl
import unittest

from harness import client, runner
from harness.house import House

ASKED_EACH_TIME = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
APP = b"// the client\n" + b"let weave = () => [];\n" * 30000
FILES = {
    "index.html": b"<!doctype html><title>Serendip</title>",
    "manifest.webmanifest": b"{}",
    "sw.js": b"self.skipWaiting();",
    "icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "icon-192.png": b"\x89PNG",
    "assets/app-1A2b3c4d.js": APP,
    "assets/app-9f8e7d6c.css": b"body{}",
    "assets/type-0a1b2c3d.woff2": b"wOF2",
}
TYPES = {
    "": "text/html; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
    "manifest.webmanifest": "application/manifest+json; charset=utf-8",
    "sw.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml; charset=utf-8",
    "icon-192.png": "image/png",
    "assets/app-1A2b3c4d.js": "text/javascript; charset=utf-8",
    "assets/app-9f8e7d6c.css": "text/css; charset=utf-8",
    "assets/type-0a1b2c3d.woff2": "font/woff2",
}
SCRIPT = "/assets/app-1A2b3c4d.js"
# What is sent as brotli is nobody's to open here.
BROTLI = b"as brotli: " + bytes(range(256))


def write(folder, files):
    for name, what in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(what)


class Site(unittest.TestCase):
    def setUp(self):
        self.web = runner.new_folder("sd-web-")
        os.chmod(self.web, 0o755)
        write(self.web, FILES)
        (self.web / "assets/app-1A2b3c4d.js.br").write_bytes(BROTLI)
        (self.web / "assets/app-1A2b3c4d.js.gz").write_bytes(
            gzip.compress(APP))
        (self.web / "sw.js.gz").write_bytes(gzip.compress(FILES["sw.js"]))
        self.house = House(self.build, start=False, web=self.web)
        self.connection = None

    def tearDown(self):
        if self.connection is not None:
            self.connection.close()
        self.house.kill()

    def ask(self, path, method="GET", **headers):
        """Status, headers by their lower-case names, body as bytes."""
        if self.connection is None:
            trust = ssl.create_default_context(
                cafile=self.house.folder / "tls.pem")
            self.connection = http.client.HTTPSConnection(
                "localhost", self.house.port, context=trust,
                timeout=runner.DEADLINE)
        self.connection.request(method, path, headers={
            name.replace("_", "-"): value for name, value in headers.items()})
        got = self.connection.getresponse()
        return (got.status, {k.lower(): v for k, v in got.getheaders()},
                got.read())

    def test_what_is_the_same_for_all_is_sent_small(self):
        self.house.start()
        _, plainly, plain = self.ask("/v1/about")
        self.assertNotIn("content-encoding", plainly)
        _, headers, body = self.ask("/v1/about", Accept_Encoding="br, gzip")
        self.assertEqual(headers["content-encoding"], "gzip")
        self.assertLess(len(body), len(plain) / 2)
        self.assertEqual(gzip.decompress(body), plain)
        self.assertNotEqual(headers["etag"], plainly["etag"])
        for told in headers, plainly:
            self.assertEqual(told["vary"], "Accept-Encoding")
        status, _, body = self.ask("/v1/about", Accept_Encoding="gzip",
                                   If_None_Match=headers["etag"])
        self.assertEqual((status, body), (304, b""))

    def test_every_file_with_its_type_and_for_how_long(self):
        self.house.start()
        self.assertRegex(self.house.words(),
                         r'event="the web client is served" files=8 bytes=\d+')
        for name, kind in TYPES.items():
            status, headers, body = self.ask("/" + name)
            self.assertEqual(status, 200, name)
            self.assertEqual(body, FILES[name or "index.html"], name)
            self.assertEqual(headers["content-type"], kind)
            self.assertEqual(
                headers["cache-control"],
                FOR_EVER if name.startswith("assets/") else ASKED_EACH_TIME, name)
            self.assertEqual(headers["vary"], "Accept-Encoding")
            self.assertNotIn("content-encoding", headers)
            self.assertNotIn("access-control-allow-origin", headers)
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            self.assertEqual(headers["strict-transport-security"],
                             "max-age=31536000")
            rules = dict(rule.split(" ", 1) for rule in
                         headers["content-security-policy"].split("; "))
            self.assertEqual(rules.pop("img-src"), "'self' data:")
            for none in ("default-src", "base-uri", "frame-ancestors"):
                self.assertEqual(rules.pop(none), "'none'")
            self.assertEqual(rules.pop("require-trusted-types-for"),
                             "'script'")
            self.assertEqual(rules, dict.fromkeys(
                ["script-src", "style-src", "font-src", "connect-src",
                 "manifest-src", "worker-src", "form-action"], "'self'"))
            self.assertIn("camera=()", headers["permissions-policy"])

    def test_each_client_gets_what_it_takes(self):
        self.house.start()
        tags = set()
        for accept, coding, body in (
                (None, None, APP),
                ("", None, APP),
                ("gzip, deflate, br, zstd", "br", BROTLI),
                ("gzip, deflate", "gzip", gzip.compress(APP)),
                ("br;q=0, gzip", "gzip", gzip.compress(APP)),
                ("br;q=0, gzip;q=0.0", None, APP),
                ("br;q=0.2, gzip;q=0.8", "gzip", gzip.compress(APP)),
                ("identity;q=0, *;q=0", None, APP),
                ("*", "br", BROTLI)):
            if accept is None:
                s = self.house.raw()
                self.addCleanup(s.close)
                s.sendall(f"GET {SCRIPT} HTTP/1.1\r\nHost: localhost\r\n\r\n"
                          .encode())
                head, got = client.read_reply(s).split(b"\r\n\r\n", 1)
                self.assertNotIn(b"content-encoding", head.lower())
                self.assertEqual(got, APP)
                continue
            status, found, got = self.ask(SCRIPT, Accept_Encoding=accept)
            self.assertEqual((status, found.get("content-encoding")),
                             (200, coding), accept)
            if coding == "gzip":
                self.assertEqual(gzip.decompress(got), APP)
            else:
                self.assertEqual(got, body)
            self.assertEqual(int(found["content-length"]), len(got))
            self.assertEqual(found["content-type"], TYPES[SCRIPT[1:]])
            tags.add(found["etag"])
        self.assertEqual(len(tags), 3, "one strong tag a coding")
        self.assertFalse([tag for tag in tags if not tag.startswith('"')])
        # What there is not cannot be chosen.
        self.assertEqual(self.ask("/sw.js", Accept_Encoding="br, gzip")[1][
            "content-encoding"], "gzip")
        self.assertNotIn("content-encoding", self.ask(
            "/", Accept_Encoding="br, gzip")[1])

    def test_whoever_has_it_is_told_so(self):
        self.house.start()
        for coding in ("br", "gzip", "identity"):
            _, has, _ = self.ask(SCRIPT, Accept_Encoding=coding)
            for tag in (has["etag"], "W/" + has["etag"], "*",
                        f'"x", {has["etag"]}'):
                status, headers, body = self.ask(
                    SCRIPT, Accept_Encoding=coding, If_None_Match=tag)
                self.assertEqual((status, body), (304, b""), tag)
                for same in ("etag", "cache-control", "vary",
                             "content-security-policy"):
                    self.assertEqual(headers[same], has[same])
            other = "gzip" if coding == "br" else "br"
            status, _, body = self.ask(SCRIPT, Accept_Encoding=other,
                                       If_None_Match=has["etag"])
            self.assertEqual(status, 200, "that is another body")
            self.assertTrue(body)

    def test_head_has_all_but_the_body(self):
        self.house.start()
        for path in ("/", SCRIPT):
            _, whole, body = self.ask(path, Accept_Encoding="gzip")
            status, head, nothing = self.ask(path, "HEAD",
                                             Accept_Encoding="gzip")
            self.assertEqual((status, nothing), (200, b""))
            self.assertEqual(int(head["content-length"]), len(body))
            for differs in (whole, head):
                differs.pop("x-request-id")
                differs.pop("date", None)
            self.assertEqual(head, whole)
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            status, headers, _ = self.ask("/", method)
            self.assertEqual((status, headers["allow"]), (405, "GET, HEAD"))
            self.assertEqual(headers["content-type"],
                             "application/problem+json")

    def test_nothing_else_is_reached(self):
        secret = self.web.parent / (self.web.name + "-secret.js")
        secret.write_bytes(b"secret")
        runner.at_end(secret.unlink)
        self.house.start()
        guest = self.house.client()
        for path in (
                "/assets", "/assets/", "/assets/app.js", "/index", "/x",
                "/INDEX.HTML", "/index.html/", "/index.html%00",
                "/assets/app-1A2b3c4d.js.br", "/assets/app-1A2b3c4d.js.gz",
                "/assets/../index.html", "/../" + secret.name,
                "/%2e%2e/" + secret.name, "/assets/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2f" + secret.name, "/./index.html",
                "/.%2e/" + secret.name, "/assets/%2e%2e%5c" + secret.name,
                "/assets\\..\\" + secret.name, "/index%2ehtml",
                "/" + "a" * 5000, "/%ff", "/a/" * 30, "/v1", "/v1/"):
            reply = guest.get(path, keep=False)
            self.assertIn((reply.status, reply.code),
                          ((404, "not_found"), (400, "bad_request")), path)
            self.assertNotIn("secret", reply.body)
            self.assertEqual(reply.headers["cache-control"], "no-store")
        # The contract comes first, and queries are nobody's on a file.
        self.assertEqual(guest.get("/v1/about").status, 200)
        self.assertEqual(self.ask("/?from=home")[2], FILES["index.html"])
        # The operator's socket serves no pages.
        self.assertEqual(self.house.operator.get("/", keep=False).status, 404)

    def test_a_reload_reads_it_again(self):
        self.house.start()
        # A file that goes while it is being sent goes out whole.
        slow = self.house.raw()
        self.addCleanup(slow.close)
        slow.sendall(f"GET {SCRIPT} HTTP/1.1\r\nHost: localhost\r\n\r\n"
                     .encode())
        got = slow.recv(1000)
        before = self.ask("/")[1]["etag"]
        (self.web / SCRIPT[1:]).unlink()
        for compressed in ("br", "gz"):
            (self.web / f"{SCRIPT[1:]}.{compressed}").unlink()
        write(self.web, {"index.html": b"<title>new</title>",
                         "assets/app-new.js": b"1"})
        self.assertEqual(self.ask(SCRIPT)[0], 200)
        self.assertEqual(self.ask("/assets/app-new.js")[0], 404)
        self.assertIn("event=reloaded", self.house.hang_up())
        status, headers, body = self.ask("/", If_None_Match=before)
        self.assertEqual((status, body), (200, b"<title>new</title>"))
        self.assertNotEqual(headers["etag"], before)
        self.assertEqual(self.ask(SCRIPT)[0], 404)
        self.assertEqual(self.ask("/assets/app-new.js")[2], b"1")
        while len(got.partition(b"\r\n\r\n")[2]) < len(APP):
            more = slow.recv(65536)
            self.assertTrue(more, "it was cut off")
            got += more
        self.assertEqual(got.partition(b"\r\n\r\n")[2], APP)

    def test_what_is_no_web_client_is_not_taken(self):
        self.house.start()
        out = self.web / "assets/link.js"
        os.symlink("/etc/passwd", out)
        self.assertRegex(self.house.hang_up(),
                         "reload refused.*link.js: it is a symbolic link")
        self.assertEqual(self.ask("/")[0], 200, "the old one stays")
        self.assertEqual(self.ask("/assets/link.js")[0], 404)
        out.unlink()
        for name, what, why in (
                ("assets/a b.js", b"", "allowed are letters"),
                (".hidden.js", b"", "no '.' in front"),
                ("assets/program", b"", "no type of file"),
                ("assets/gone.js.br", b"", "is not there"),
                ("a/b/c/d/deep.js", b"", "too many folders"),
                ("assets/large.js", bytes(4 * 1024 * 1024 + 1),
                 "the file is too large")):
            write(self.web, {name: what})
            self.assertRegex(self.house.hang_up(), "reload refused.*" + why)
            (self.web / name).unlink()
        for folder in ("a/b/c/d", "a/b/c", "a/b", "a"):
            (self.web / folder).rmdir()
        self.assertIn("event=reloaded", self.house.hang_up())
        write(self.web, {"assets/program": b""})
        self.house.stop()
        self.house.spawn()
        self.assertEqual(self.house.ended(), 1)
        self.assertRegex(self.house.words(), "cannot start.*no type of file")

    def test_without_one_the_rest_is_as_ever(self):
        (self.web / "index.html").unlink()
        self.house.start()
        self.assertRegex(self.house.words(),
                         'event="no web client" why=.*there is no index.html')
        guest = self.house.client()
        for path in ("/", "/sw.js", SCRIPT):
            self.assertEqual(guest.get(path, keep=False).code, "not_found")
        self.assertEqual(guest.get("/v1/about").status, 200)
        # One that comes, comes at the next reload.
        write(self.web, FILES)
        self.assertIn("the web client is served", self.house.hang_up())
        self.assertEqual(self.ask("/")[2], FILES["index.html"])


if __name__ == "__main__":
    runner.main(Site)
