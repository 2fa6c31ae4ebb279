"""A daemon of its own with a database of its own.

    house = House(build)                     # serves when this returns
    ana = house.join("ana@example.org", "Ana", {...})
    house.operator.post("/v1/operator/rounds", {"pool": "weekly"})
"""
import datetime
import email
import email.policy
import json
import os
import re
import signal
import socket
import struct
import subprocess

from . import client, runner, smtp
from .cluster import shared

CONFIG = """\
community: {{name: The Test House, language: en, terms_version: "1",
  terms_url: "https://example.org/terms?version=1", minimum_age: 18}}
listen: {{address: 127.0.0.1, port: {port}, url: "https://localhost"}}
tls: {{certificate: "{folder}/tls.pem", key: "{folder}/tls.key"}}
operator: {{socket: "{folder}/operator.sock"}}
web: {{folder: "{web}"}}
database: {{conninfo: "{conninfo}", connections: {connections}}}
secret: {{file: "{secret}"}}
letters: {{from: The House <house@localhost>, {letters}}}
limits: {{signups_per_day: 100000, signins_per_quarter_hour: 100000,
  signins_per_address: 100000, {limits}}}
{community}
"""
CALENDAR = "    every: week\n    at: Monday 10:00\n    zone: Europe/Paris\n"
COMMUNITY = """
attributes:
  domain: {type: tree, values: trades, required: true}
  languages: {type: tags, values: iso-639, required: true}
  generation: {type: scale, values: [1960s, 1970s, 1980s, 1990s, 2000s]}
  interests: {type: tags}
  free: {type: hours}
pools:
  weekly:
""" + CALENDAR + """    reveal: at_once
    remind: none
    auto_join: true
    require: [differ domain level 1, share languages, unacquainted,
      rested 26 weeks]
"""
STILL = COMMUNITY.replace(CALENDAR, "")  # rounds by command alone


class House:
    """`beside`: another house whose database and secret this one shares.
    `hooks`: more environment, such as SERENDIP_CRASH_AT. `sinks`: the mail
    servers that its letters go to (harness.smtp), with `letters`, what the
    configuration says of them; else they are files. `connections`: to the
    database; more where more than so many statements are to wait in it.
    `web`: the folder of a web client; without it, one that is not there.
    `socket`: what it listens on, opened beforehand as systemd does."""

    def __init__(self, build, community=COMMUNITY, beside=None, limits="",
                 hooks=None, cluster=None, start=True, sinks=(), letters=None,
                 connections=4, web=None, socket=None):
        runner.clear_of_rounds()
        self.build = os.path.abspath(build)
        self.folder = runner.new_folder("sd-")
        self.cluster = beside.cluster if beside else cluster or shared()
        self.database = (beside.database if beside else
                         self.cluster.new_database(
                             "h" + self.folder.name[3:].lower()))
        self.secret = beside.secret if beside else self.folder / "secret"
        self.config = self.folder / "serendip.yaml"
        self.sinks, self.socket = sinks, socket
        self.config.write_text(CONFIG.format(
            folder=self.folder, port=0, secret=self.secret, limits=limits,
            connections=connections, web=web or self.folder / "web",
            letters=letters or f'transport: "files:{self.folder}/letters"',
            conninfo=self.cluster.conninfo(self.database),
            community=community))
        self.log = self.folder / "log"
        self.process, self.port = None, None
        self.shift = datetime.timedelta()
        self.write_clock()
        runner.at_end(self.kill)
        runner.run(self.program("serendipd"), "--config", self.config,
                   "--init")
        if start:
            self.start(hooks)

    def program(self, name):
        return os.path.join(self.build, name)

    def spawn(self, hooks=None):
        """Starts without waiting."""
        with open(self.log, "a") as log:
            self._from = log.tell()
            command = [self.program("serendipd"), "--config", str(self.config)]
            passed = ()
            if self.socket:
                passed = (self.socket.fileno(),)
                command = ["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" '
                           f"3<&{passed[0]}", "sh", *command]
            self.process = subprocess.Popen(
                command, pass_fds=passed,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                env={"PATH": os.environ["PATH"],
                     "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
                     "UBSAN_OPTIONS": os.environ.get("UBSAN_OPTIONS", ""),
                     "SERENDIP_CLOCK": str(self.folder / "clock"),
                     "NOTIFY_SOCKET": str(self.folder / "notify"),
                     **(hooks or {})},
                **runner.as_runner())

    def start(self, hooks=None):
        """Starts, and returns when it says that it is ready."""
        path = str(self.folder / "notify")
        if os.path.exists(path):
            os.unlink(path)
        told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        told.bind(path)
        os.chmod(path, 0o777)
        told.settimeout(0.2)
        self.spawn(hooks)

        def ready():
            if self.process.poll() is not None:
                raise RuntimeError("serendipd ended:\n" + self.words())
            try:
                return told.recv(100) == b"READY=1"
            except TimeoutError:
                return False
        runner.wait_for("readiness", ready)
        told.close()
        self.port = self.listening()
        self.operator = client.over_unix(self.folder / "operator.sock")

    def listening(self):
        """The port that it listens on, once it does."""
        return int(runner.wait_for("a port", lambda: re.findall(
            r" port=(\d+)", self.words()))[-1])

    def words(self):
        """What the daemon logged since it was last started."""
        with open(self.log, encoding="utf-8") as log:
            log.seek(self._from)
            return log.read()

    def kill(self):
        """kill -9."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        return self.ended()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def start_anew(self):
        """What a daemon does half a minute after its start and every ten minutes
        from then on, as retention, is near then. Its port is another one."""
        self.stop()
        self.start()

    def hang_up(self):
        """SIGHUP; what was logged once it has read its configuration."""
        before = len(self.words())
        self.process.send_signal(signal.SIGHUP)
        return runner.wait_for("a reload", lambda: [
            words for words in [self.words()[before:]]
            if re.search('event="?reload', words) or self.process.poll() is not None])[0]

    def asleep(self):
        """Waits until SERENDIP_STOP_AT has stopped it."""
        def look():
            with open(f"/proc/{self.process.pid}/stat") as stat:
                return stat.read().rsplit(")", 1)[1].split()[0] == "T"
        runner.wait_for("it to fall asleep", look)

    def wake(self):
        self.process.send_signal(signal.SIGCONT)

    def ended(self):
        """Its exit status, once it has ended."""
        if self.process is None:
            return None
        return self.process.wait(runner.DEADLINE)

    # --- time --------------------------------------------------------------

    def let_pass(self, **span):
        """Moves the clocks of the daemon and its database on,
        let_pass(days=7, hours=2), and wakes whoever waits for a time. Letters
        that are leaving just then have the time that they had: no transport
        takes days, and a lease that ran out would send them once more."""
        step = datetime.timedelta(**span)
        self.shift += step
        self.write_clock()
        seconds = self.shift.total_seconds()
        clocks = "".join(
            f"CREATE OR REPLACE FUNCTION {ours}() RETURNS timestamptz "
            f"LANGUAGE sql {kind} PARALLEL SAFE "
            f"RETURN {theirs}() + interval '{seconds} seconds';"
            for ours, kind, theirs in (
                ("clock", "STABLE", "now"),
                ("clock_exactly", "VOLATILE", "clock_timestamp")))
        self.cluster.sql(
            "SET search_path = serendip;"
            "LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE;"
            "UPDATE outbox SET lease_until = lease_until + interval "
            f"'{step.total_seconds()} seconds' WHERE state = 'sending';"
            + clocks + "NOTIFY serendip_rounds; NOTIFY serendip_outbox;"
            "NOTIFY serendip_due;", self.database)

    def now(self):
        """As the house's clocks show it."""
        return datetime.datetime.now(datetime.timezone.utc) + self.shift

    def write_clock(self):
        with open(self.folder / "clock", "r+b" if (
                self.folder / "clock").exists() else "wb") as clock:
            clock.write(struct.pack(
                "=q", self.shift // datetime.timedelta(microseconds=1)))

    # --- people ------------------------------------------------------------

    def client(self, token=None, source=None):
        return client.over_tls(self.port, self.folder / "tls.pem", token,
                               source)

    def raw(self):
        """A TLS connection for bytes by hand."""
        return client.raw_tls(self.port, self.folder / "tls.pem")

    def holding(self, lock, then=""):
        return self.cluster.holding(lock, self.database, then)

    def waiting(self):
        return self.cluster.waiting(self.database)

    def sql(self, text):
        """Rows of its database as lists of text."""
        return self.cluster.sql("SET search_path = serendip;" + text,
                                self.database)

    def letters(self, address=None):
        """Letters so far, oldest first, as email.message.EmailMessage."""
        if self.sinks:
            return [smtp.parsed(letter.raw) for sink in self.sinks
                    for letter in list(sink.letters)
                    if address is None or address in letter.recipients]
        folder = self.folder / "letters"
        found = []
        for path in sorted(folder.glob("*.eml")) if folder.exists() else []:
            letter = email.message_from_bytes(
                path.read_bytes(), policy=email.policy.default)
            if address is None or address in letter["To"]:
                found.append(letter)
        return found

    def codes(self, address):
        """The codes in the letters to that address, oldest first."""
        found = (re.search(r"(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])",
                           letter.get_body(("plain",)).get_content())
                 for letter in self.letters(address))
        return [code.group() for code in found if code]

    def code(self, address, after=0):
        """The newest code, when there are more than `after` of them."""
        return runner.wait_for(
            f"code {after + 1} to {address}", lambda: [
                found for found in [self.codes(address)]
                if len(found) > after])[0][-1]

    def join(self, address, name="Ana", attributes=None, **more):
        """A signed-in client of a new member."""
        someone = self.client()
        attempt = someone.post("/v1/signup", {
            "email": address, "name": name,
            "attributes": attributes or {
                "domain": "health/nurse", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}, **more})
        assert attempt.status == 202, attempt
        session = someone.post("/v1/signin/verify", {
            "attempt": attempt.json["attempt"], "code": self.code(address)})
        assert session.status == 201, session
        someone.token = session.json["token"]
        return someone

    # --- operators ---------------------------------------------------------

    def import_people(self, members, ties=None, pool="weekly"):
        """CSV texts, through the operator's API."""
        begun = self.operator.post("/v1/operator/imports", {"pool": pool})
        assert begun.status == 201, begun
        path = "/v1/operator/imports/" + begun.json["id"]
        for kind, text in (("members", members), ("ties", ties)):
            if text:
                part = self.operator.request(
                    "POST", f"{path}/{kind}?line=2", raw=text.encode(),
                    content_type="text/csv")
                assert part.status == 200 and part.json["bad"] == 0, part
        done = self.operator.post(path + "/commit", {})
        assert done.status == 200, done
        return done.json

    def begin_round(self, pool="weekly"):
        begun = self.operator.post("/v1/operator/rounds", {"pool": pool})
        assert begun.status == 201, begun
        return begun.json["id"]

    def round(self, id_):
        return self.operator.get(f"/v1/operator/rounds/{id_}").json

    def published(self, id_):
        return self._round_that_is("published", id_)

    def drawn(self, id_):
        return self._round_that_is("drawn", id_)

    def _round_that_is(self, state, id_):
        return runner.wait_for(
            f"round {id_}", lambda: [
                r for r in [self.round(id_)] if r["state"] == state])[0]

    def run_round(self, pool="weekly"):
        return self.published(self.begin_round(pool))

    def groups(self, id_):
        """All groups and sit-outs of a round."""
        groups, sit_outs, cursor = [], [], ""
        while cursor is not None:
            page = self.operator.get(
                f"/v1/operator/rounds/{id_}/groups?limit=100{cursor}").json
            groups += page["groups"]
            sit_outs += page["sit_outs"]
            cursor = page["next"] and "&cursor=" + page["next"]
        return groups, sit_outs

    def simulate(self, require, rounds=3, prefer=(), who=None, **more):
        """As it is in the end: with a result, or with why there is none."""
        who = who or self.operator
        begun = who.post("/v1/operator/simulations", {
            "pool": "weekly", "require": list(require),
            "prefer": list(prefer), "rounds": rounds, **more})
        if begun.status != 202:
            raise AssertionError(begun)
        return self.simulated(begun.json["id"], who)

    def simulated(self, id_, who=None):
        def look():
            s = (who or self.operator).get(
                f"/v1/operator/simulations/{id_}").json
            return s if s["ended_at"] else None
        return runner.wait_for("the end of a simulation", look)

    def had_waited(self, round_):
        """By name, how long each had waited as the draw of the round saw it."""
        return {name: int(waited) for name, waited in self.sql(f"""
            SELECT m.name, split_part(line, E'\\t', 3) FROM draws,
            string_to_table(convert_from(input, 'UTF8'), E'\\n') AS t(line)
            JOIN members m ON m.id::text = split_part(line, E'\\t', 2)
            WHERE round = '{round_["id"]}' AND line LIKE E'member\\t%'""")}

    def environment(self, home=None):
        """What the command lines find this house by."""
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                "HOME": str(home or self.folder),
                "SERENDIP_URL": f"https://localhost:{self.port}",
                "SERENDIP_CA": str(self.folder / "tls.pem"),
                "SERENDIP_SOCKET": str(self.folder / "operator.sock")}

    def command(self, name, *words, stdin=None, home=None, ok=True, env=None,
                cwd="/"):
        """Runs `serendip` or `serendipctl`; a CompletedProcess. `env`: what
        differs from environment(), None where a name is not set."""
        told = {**self.environment(home), **(env or {})}
        done = subprocess.run(
            [self.program(name), *words], input=stdin, cwd=cwd,
            env={k: v for k, v in told.items() if v is not None},
            capture_output=True, text=True, timeout=runner.DEADLINE,
            **runner.as_runner())
        if ok and done.returncode != 0:
            raise RuntimeError(f"{words}: {done.returncode}\n"
                               f"{done.stdout}{done.stderr}")
        return done


def people_csv(count, domains=("health/nurse", "arts/musician",
                               "building/carpenter", "food/baker")):
    """A small community, domains in turn, everybody speaking English."""
    lines = ["id,email,name,domain,languages"]
    for i in range(count):
        lines.append(f"m{i:04},m{i:04}@example.org,Person {i},"
                     f"{domains[i % len(domains)]},en")
    return "\n".join(lines) + "\n"
