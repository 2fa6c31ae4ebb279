"""A client of /v1/events: what came, as (kind, id, data), while the reader runs
in a thread of its own."""
import json
import queue
import socket
import threading

from . import client, runner


class Stream:
    """`token`: of a session, or None where `headers` show one. `after`: the id
    to go on from; `headers`: more of them, lines. The stream has answered 200
    when this returns."""

    def __init__(self, house, token, after=None, headers=""):
        self.socket = client.raw_tls(house.port, house.folder / "tls.pem")
        self.socket.settimeout(runner.DEADLINE)
        shown = f"Authorization: Bearer {token}\r\n" if token else ""
        last = f"Last-Event-ID: {after}\r\n" if after else ""
        self.socket.sendall(
            f"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n{last}{headers}"
            f"{shown}\r\n".encode())
        self.last, self.events, self.ended = after, queue.Queue(), False
        self._rest = b""
        while b"\r\n\r\n" not in self._rest:
            more = self.socket.recv(65536)
            if not more:
                raise RuntimeError(f"the stream did not begin: {self._rest}")
            self._rest += more
        head, self._rest = self._rest.split(b"\r\n\r\n", 1)
        self.head = head.decode()
        if not self.head.startswith("HTTP/1.1 200"):
            raise RuntimeError(self.head)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _chunks(self):
        """The bytes of the body, chunk by chunk."""
        while True:
            while b"\r\n" not in self._rest:
                self._rest += self._more()
            size, self._rest = self._rest.split(b"\r\n", 1)
            size = int(size, 16)
            while len(self._rest) < size + 2:
                self._rest += self._more()
            if size == 0:
                return
            yield self._rest[:size]
            self._rest = self._rest[size + 2:]

    def _more(self):
        more = self.socket.recv(65536)
        if not more:
            raise EOFError
        return more

    def _read(self):
        text = ""
        try:
            for chunk in self._chunks():
                text += chunk.decode()
                while "\n\n" in text:
                    block, text = text.split("\n\n", 1)
                    self._take(block)
            self.events.put(("end", None, None))
        except (OSError, EOFError):
            self.events.put(("cut", None, None))

    def _take(self, block):
        fields = dict(line.split(": ", 1) for line in block.split("\n")
                      if not line.startswith(":"))
        if fields:
            self.events.put((fields["event"], fields["id"],
                             json.loads(fields["data"])))

    def next(self, *kinds):
        """The next event of these kinds (of any but hello, without)."""
        while True:
            kind, id_, data = self.events.get(timeout=runner.DEADLINE)
            if id_:
                self.last = id_
            if kind in kinds or (not kinds and kind != "hello"):
                return kind, data

    def cut(self):
        """As a network that goes away."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._thread.join(runner.DEADLINE)
        self.socket.close()
