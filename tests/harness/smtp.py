"""A mail server that keeps what it gets, and misbehaves as it is told.

    sink = Sink()                      # serves when this returns
    sink.on["rcpt"] = lambda address: "550 5.1.1 no such mailbox"
    sink.letters                       # [Letter(sender, recipients, bytes)…]

What `on` may say at "connect", "mail", "rcpt", "data" (the command), "text"
(the whole letter is there) and "quit", given the recipient's address where there is one:
None: as a good server does; a reply; HANG: nothing, for ever; CLOSE: the
connection ends; a number: a good reply after so many seconds.
"""
import asyncio
import base64
import collections
import email
import email.policy
import ssl
import subprocess
import threading

from . import runner

HANG, CLOSE = object(), object()
Letter = collections.namedtuple("Letter", "sender recipients raw")


def certificate():
    """Paths of a certificate for this machine, and its key."""
    folder = runner.new_folder("sm-")
    pem, key = folder / "mail.pem", folder / "mail.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj",
         "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key,
         "-out", pem], check=True, capture_output=True)
    pem.chmod(0o644)
    return pem, key


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


class _Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, sink):
        self.sink = sink
        self.buffer = b""
        self.user, self.is_tls = None, sink.implicit
        self.forget()
        self.in_text = self.is_stuck = self.is_asked = False

    def forget(self):
        self.sender, self.recipients = None, []

    # --- the connection ----------------------------------------------------

    def connection_made(self, transport):
        self.transport = transport
        self.sink.talks.add(self)
        if not hasattr(self, "greeted"):
            self.greeted = True
            self.sink.connections += 1
            self.answer("connect", "220 sink ESMTP")

    def connection_lost(self, _):
        self.sink.talks.discard(self)

    def data_received(self, data):
        self.buffer += data
        self.go_on()

    def go_on(self):
        while not self.is_stuck:
            if self.in_text:
                end = (0 if self.buffer.startswith(b".\r\n")
                       else self.buffer.find(b"\r\n.\r\n"))
                if end < 0:
                    return
                text = self.buffer[:end + 2] if end else b""
                self.buffer = self.buffer[end + (5 if end else 3):]
                self.in_text = False
                self.take(text)
            else:
                line, found, rest = self.buffer.partition(b"\r\n")
                if not found:
                    return
                self.buffer = rest
                self.command(line.decode("ascii", "replace"))

    def say(self, text):
        self.transport.write(text.encode() + b"\r\n")

    def answer(self, stage, good, address=None, done=lambda: None):
        """A good reply, and what follows from it; or whatever is wanted."""
        do = self.sink.on.get(stage)
        what = do(address) if do else None
        if what is None:
            self.say(good)
            done()
        elif what is HANG:
            self.hold(good, done)
        elif what is CLOSE:
            self.is_stuck = True
            self.transport.abort()
        elif isinstance(what, str):
            self.say(what)
        else:
            self.hold(good, done)
            asyncio.get_running_loop().call_later(what, self.held)

    def hold(self, good, done):
        """Until held() is called."""
        self.is_stuck = True

        def go_on():
            self.is_stuck = False
            self.say(good)
            done()
            self.go_on()
        self.held = go_on

    # --- the conversation --------------------------------------------------

    def command(self, line):
        word = line[:4].upper()
        if self.is_asked:
            self.is_asked = False
            self.login(line)
        elif word == "EHLO":
            self.sink.hellos.add(line[5:])
            offers = ["PIPELINING", "8BITMIME", "SIZE 10000000",
                      "ENHANCEDSTATUSCODES"]
            if self.sink.tls and not self.is_tls:
                offers.append("STARTTLS")
            if self.sink.users and self.is_tls:
                offers.append("AUTH PLAIN")
            for offer in ["sink", *offers[:-1]]:
                self.say("250-" + offer)
            self.say("250 " + offers[-1])
        elif word == "STAR" and self.sink.tls:
            self.say("220 2.0.0 go ahead")
            self.is_stuck = True
            # What comes now is TLS.
            self.transport.pause_reading()
            asyncio.ensure_future(self.secure())
        elif word == "AUTH" and line[5:10].upper() == "PLAIN":
            if line[11:]:
                self.login(line[11:])
            else:
                self.is_asked = True
                self.say("334 ")
        elif word == "MAIL":
            if self.sink.users and self.user is None:
                self.say("530 5.7.0 authentication is required")
                return
            self.forget()
            self.sender = address_of(line)
            self.answer("mail", "250 2.1.0 fine")
        elif word == "RCPT":
            to = address_of(line)
            self.answer("rcpt", "250 2.1.5 fine", to,
                        lambda: self.recipients.append(to))
        elif word == "DATA":
            if not self.recipients:
                self.say("503 5.5.1 to whom?")
                return
            self.answer("data", "354 go ahead", self.recipients[0],
                        self.begin_text)
        elif word == "RSET":
            self.forget()
            self.say("250 2.0.0 forgotten")
        elif word == "QUIT":
            self.answer("quit", "221 2.0.0 bye", done=self.transport.close)
        else:
            self.say("500 5.5.2 what?")

    def begin_text(self):
        self.in_text = True

    def take(self, text):
        if text.startswith(b"."):
            text = text[1:]
        text = text.replace(b"\r\n..", b"\r\n.")
        letter = Letter(self.sender, tuple(self.recipients), text)
        do = self.sink.on.get("text")
        what = do(letter.recipients[0]) if do else None
        # Closed before the answer is kept: the server has it, and nobody
        # knows.
        if not isinstance(what, str) and what is not HANG:
            self.sink.letters.append(letter)
        self.sink.on, before = {"text": lambda _: what}, self.sink.on
        self.answer("text", "250 2.0.0 kept")
        self.sink.on = before

    def login(self, given):
        _, user, password = base64.b64decode(given).decode().split("\0")
        if self.is_tls and self.sink.users.get(user) == password:
            self.user = user
            self.say("235 2.7.0 welcome")
        else:
            self.say("535 5.7.8 who are you?")

    async def secure(self):
        # Nothing that came in clear text counts (CVE-2011-0411); what is there
        # once TLS stands came with the handshake's last bytes.
        self.buffer = b""
        try:
            self.transport = await asyncio.get_running_loop().start_tls(
                self.transport, self, self.sink.tls, server_side=True)
        except (OSError, ssl.SSLError):
            return
        self.is_tls, self.is_stuck = True, False
        self.go_on()


def address_of(line):
    return line[line.index("<") + 1:line.index(">")]


class Sink:
    """`tls`: (certificate, key) for STARTTLS, or with `implicit` from the
    first byte. `users`: name → password, of whom one must log in."""

    def __init__(self, tls=None, implicit=False, users=None):
        self.tls = None
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*tls)
        self.implicit, self.users = implicit, users or {}
        self.on, self.letters, self.hellos = {}, [], set()
        self.talks, self.connections, self.port = set(), 0, 0
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.up()

    def up(self):
        """Serves, on the same port as before."""
        self.server = self._do(self.loop.create_server(
            lambda: _Talk(self), "127.0.0.1", self.port,
            ssl=self.tls if self.implicit else None))
        self.port = self.server.sockets[0].getsockname()[1]

    def down(self):
        """Like a machine that is off: connections end, none comes about."""
        async def close():
            self.server.close()
            for talk in list(self.talks):
                talk.transport.abort()
        self._do(close())

    def _do(self, what):
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(
            runner.DEADLINE)

    def release(self, address):
        """Goes on with whoever writes to that address, whom HANG let wait."""
        for talk in list(self.talks):
            if address in talk.recipients:
                self.loop.call_soon_threadsafe(talk.held)

    def to(self, address):
        """The messages to that address, oldest first."""
        return [parsed(letter.raw) for letter in list(self.letters)
                if address in letter.recipients]
