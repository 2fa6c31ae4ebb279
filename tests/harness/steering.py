"""A house steered by a program in another language, over a Unix socket: a line of
JSON a request, ["let_pass", {"days": 7}], and one as its answer. A word is a method
of Steering below."""
import json
import re
import socketserver
import threading

from . import runner, smtp


class Steering:
    def __init__(self, house):
        self.house, self.sink = house, None
        self.path = runner.new_folder("st-") / "steer"
        steering = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self):
                word, more = json.loads(self.rfile.readline())
                if word not in WORDS:
                    raise ValueError(word)
                answer = getattr(steering, word)(**more)
                self.wfile.write(json.dumps(answer).encode() + b"\n")

        server = socketserver.ThreadingUnixStreamServer(str(self.path), Talk)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        runner.at_end(server.shutdown)

    def stop(self):
        """The daemon, with all of its connections."""
        self.house.stop()

    def start(self):
        """Once more, where browsers knew it."""
        self.house.config.write_text(self.house.config.read_text().replace(
            "port: 0", f"port: {self.house.port}", 1))
        self.house.start()

    def database_away(self):
        self.house.cluster.stop()

    def database_back(self):
        self.house.cluster.start()

    def let_pass(self, **span):
        self.house.let_pass(**span)

    def sql(self, text):
        return self.house.sql(text)

    def configure(self, what, instead):
        """Another text in the configuration, which is read again."""
        text = self.house.config.read_text()
        if what not in text:
            raise ValueError(what)
        self.house.config.write_text(text.replace(what, instead))
        return self.house.hang_up()

    def mail_refuses(self, words):
        """From now on letters go to a mail server that takes none of them."""
        self.sink = smtp.Sink()
        self.sink.on["rcpt"] = lambda _: words
        self.stop()
        text = self.house.config.read_text()
        self.house.config.write_text(re.sub(
            'transport: "[^"]*"',
            "smtp_tls: none, transport: "
            f'"smtp://127.0.0.1:{self.sink.port}"', text))
        self.start()


WORDS = {name for name in vars(Steering) if not name.startswith("_")}
