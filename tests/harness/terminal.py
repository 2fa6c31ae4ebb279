"""A program at a terminal of its own, as somebody types to it."""
import codecs
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time

from . import runner


def unfolded(text):
    """What was printed as one line, without a card's edges."""
    return " ".join(line.strip("│| ") for line in text.splitlines())


class Terminal:
    """`seen` is all that it wrote."""

    def __init__(self, *command, env, columns=80):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 40, columns, 0, 0))
        self.master, self.seen, self._read = master, "", 0
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env,
            cwd="/", start_new_session=True, **runner.as_runner())
        os.close(slave)
        runner.at_end(self.close)

    def expect(self, text, deadline=runner.DEADLINE):
        """Waits for a text that was not waited for before; what came until
        then."""
        end = time.monotonic() + deadline
        while text not in self.seen[self._read:]:
            if not self._more(end):
                raise AssertionError(f"{text!r} does not come:\n{self.seen}")
        start = self._read
        self._read = self.seen.index(text, start) + len(text)
        return self.seen[start:self._read]

    def answer(self, question, text):
        """Waits for a question and types the answer to it."""
        said = self.expect(question)
        self.type(text + "\n")
        return said

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        """Its exit status."""
        end = time.monotonic() + runner.DEADLINE
        while self._more(end):
            pass
        return self.process.wait(runner.DEADLINE)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _more(self, end):
        while time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    data = os.read(self.master, 65536)
                except OSError:  # the last writer is gone
                    return False
                self.seen += self._text.decode(data).replace("\r", "")
                return bool(data)
        return False
