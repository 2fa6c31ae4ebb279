"""A TLS server that is no Serendip: it gives one answer to everything, and
remembers what it was asked."""
import http.server
import ssl
import threading

from . import runner


class Stranger:
    """`answer` is (status, content type, text), or a function of the path that
    gives it, and may be set at any time; `asked` is a list of (method, path,
    headers)."""

    def __init__(self, certificate, key):
        self.answer = (200, "text/html", "<html>Welcome</html>")
        self.asked = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def reply(self):
                outer.asked.append(
                    (self.command, self.path, dict(self.headers)))
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, kind, text = (outer.answer(self.path)
                                      if callable(outer.answer)
                                      else outer.answer)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = reply

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                      Handler)
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trust.load_cert_chain(certificate, key)
        self.server.socket = trust.wrap_socket(self.server.socket,
                                               server_side=True)
        self.url = f"https://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()
        runner.at_end(self.close)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
