#!/usr/bin/env python3
"""Letters over SMTP: each arrives once, or at least once with one Message-ID
where the connection broke; a server that is down, slow or full of refusals
holds up nothing but what it has in hand."""
import collections
import signal
import time
import unittest

from harness import runner, smtp
from harness.cluster import NO_SYNC, Cluster
from harness.house import COMMUNITY, STILL, House, people_csv

PEOPLE = 60
LONG = 30  # seconds; libcurl waits for two minutes


def servers(*sinks, scheme="smtp"):
    return " ".join(f"{scheme}://127.0.0.1:{sink.port}" for sink in sinks)


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(NO_SYNC)

    def house(self, *sinks, more="smtp_tls: none", transport=None,
              community=STILL):
        house = House(
            self.build, community, cluster=self.cluster, sinks=sinks,
            letters=f'transport: "{transport or servers(*sinks)}", {more}')
        self.addCleanup(house.kill)
        return house

    def sql(self, house, text):
        return house.sql(text)

    def run_round(self, house):
        house.import_people(people_csv(PEOPLE))
        house.run_round()

    def states(self, house):
        return dict((state, int(n)) for state, n in self.sql(
            house, "SELECT state, count(*) FROM outbox GROUP BY 1"))

    def sent(self, house, count=PEOPLE):
        runner.wait_for("the letters to go", lambda: self.states(
            house) == {"sent": count})

    def sign_up(self, house, address="ana@example.org"):
        reply = house.client().post("/v1/signup", {
            "email": address, "name": "Ana", "attributes": {
                "domain": "health/nurse", "languages": ["en"]},
            "consent": {"terms_version": "1", "of_age": True}})
        self.assertEqual(reply.status, 202)

    def once_each(self, *sinks):
        """Ids and recipients, all of them once."""
        letters = [letter for sink in sinks for letter in sink.letters]
        ids = [smtp.parsed(letter.raw)["Message-ID"] for letter in letters]
        self.assertEqual(len(set(ids)), PEOPLE)
        self.assertEqual(len(ids), PEOPLE)
        self.assertEqual(
            sorted(to for letter in letters for to in letter.recipients),
            [f"m{i:04}@example.org" for i in range(PEOPLE)])


class Good(Case):
    def test_every_letter_once_over_two_servers(self):
        sinks = smtp.Sink(), smtp.Sink()
        house = self.house(*sinks, more="smtp_tls: none, connections: 2")
        self.run_round(house)
        self.sent(house)
        self.once_each(*sinks)
        for sink in sinks:
            self.assertGreater(len(sink.letters), PEOPLE // 5)
            # Connections are used again.
            self.assertLessEqual(sink.connections, 2)
            self.assertEqual({letter.sender for letter in sink.letters},
                             {"house@localhost"})
            self.assertEqual(sink.hellos, {"localhost"})
        letter = smtp.parsed(sinks[0].letters[0].raw)
        self.assertEqual(letter.get_content_type(), "multipart/alternative")
        self.assertIn("Hello Person", letter.get_body(
            ("plain",)).get_content())
        self.assertIn("Hello Person", letter.get_body(
            ("html",)).get_content())

    def test_starttls_and_a_password(self):
        pem, key = smtp.certificate()
        for implicit in (False, True):
            sink = smtp.Sink((pem, key), implicit, {"house@x": "pass word"})
            password = runner.new_folder("pw-") / "password"
            password.write_text("pass word\n")
            password.chmod(0o600)
            if runner.RUNNER:
                import os
                os.chown(password, runner.RUNNER.pw_uid, runner.RUNNER.pw_gid)
            scheme = "smtps" if implicit else "smtp"
            house = self.house(
                sink, transport=f"{scheme}://house%40x@127.0.0.1:{sink.port}",
                more=f'password_file: "{password}", ca_file: "{pem}"')
            house.join("ana@example.org")
            runner.wait_for("code and welcome",
                            lambda: len(sink.letters) == 2)
            house.stop()

    def test_no_letter_in_clear_text_where_tls_is_required(self):
        sink = smtp.Sink()
        house = self.house(sink, more="smtp_tls: required")
        self.sign_up(house)
        runner.wait_for("a refusal", lambda: self.states(
            house).get("pending") and self.sql(
                house, "SELECT reason FROM outbox WHERE reason IS NOT NULL"))
        self.assertEqual(sink.letters, [])

    def test_no_letter_to_a_server_whose_certificate_does_not_hold(self):
        sink = smtp.Sink(smtp.certificate())
        house = self.house(sink, more="smtp_tls: required")
        self.sign_up(house)
        reason = runner.wait_for("a refusal", lambda: self.sql(
            house, "SELECT reason FROM outbox WHERE reason IS NOT NULL"))
        self.assertIn("certificate", reason[0][0])
        self.assertEqual(sink.letters, [])


class Trouble(Case):
    def tried_after(self, house, **span):
        """Time passes, and what is due then is tried to its end: half an hour
        in the middle of that would be a daemon that hangs, whose letters are
        sent again."""
        house.let_pass(**span)
        runner.wait_for("a look", lambda: not self.sql(
            house, "SELECT 1 FROM outbox WHERE state = 'sending' OR "
            "state = 'pending' AND next_at <= clock()"))

    def test_down_for_two_hours(self):
        sink = smtp.Sink()
        sink.down()
        house = self.house(sink)
        self.run_round(house)
        runner.wait_for("every letter to be tried", lambda: self.sql(
            house, "SELECT count(*) FROM outbox WHERE attempts > 0 "
            "AND state = 'pending'") == [[str(PEOPLE)]])
        for _ in range(4):
            self.tried_after(house, minutes=30)
        self.assertEqual(sink.letters, [])
        sink.up()
        end = time.monotonic() + runner.DEADLINE
        while self.states(house) != {"sent": PEOPLE}:
            self.assertLess(time.monotonic(), end)
            self.tried_after(house, minutes=10)
        self.once_each(sink)

    def test_a_slow_server_does_not_hold_up_another(self):
        slow, good = smtp.Sink(), smtp.Sink()
        slow.on["data"] = lambda _: smtp.HANG
        house = self.house(slow, good, more="smtp_tls: none, connections: 1, "
                           "timeout_seconds: 60")
        self.run_round(house)
        # All but the one that the slow server has in hand.
        runner.wait_for("the others", lambda: len(
            good.letters) >= PEOPLE - 1, 30)
        self.assertEqual(slow.letters, [])
        self.assertEqual(self.sql(
            house, "SELECT count(*) FROM outbox WHERE state = 'sending'"),
            [["1"]])

    def test_a_server_that_ponders_over_a_letter_holds_up_nobody(self):
        """Neither whoever asks the daemon something, nor other letters; and it
        stops all the same."""
        sink = smtp.Sink()
        sink.on["text"] = lambda to: smtp.HANG if "ana" in to else None
        house = self.house(sink, more="smtp_tls: none, connections: 2, "
                           "timeout_seconds: 600")
        self.sign_up(house)
        runner.wait_for("it to ponder", lambda: [
            talk for talk in list(sink.talks) if talk.is_stuck])
        for _ in range(3):
            self.assertEqual(house.client().get("/v1/about").status, 200)
        self.sign_up(house, "bo@example.org")
        runner.wait_for("the other letter", lambda: [
            letter for letter in list(sink.letters)
            if "bo@example.org" in letter.recipients])
        self.assertEqual(self.states(house), {"sending": 1, "sent": 1})
        self.assertEqual(house.stop(), 1)  # cut short

    def test_another_server_takes_what_one_cannot(self):
        silent, good = smtp.Sink(), smtp.Sink()
        silent.on["mail"] = lambda _: smtp.HANG
        house = self.house(silent, good, more="smtp_tls: none, "
                           "timeout_seconds: 1")
        self.run_round(house)
        self.sent(house)
        self.once_each(good)

    def test_broken_off_before_the_answer(self):
        sink = smtp.Sink()
        left = [3]

        def close_thrice(_):
            left[0] -= 1
            return smtp.CLOSE if left[0] >= 0 else None
        sink.on["text"] = close_thrice
        house = self.house(sink)
        self.run_round(house)
        while self.states(house) != {"sent": PEOPLE}:
            runner.wait_for("a look", lambda: not self.sql(
                house, "SELECT 1 FROM outbox WHERE state = 'sending' OR "
                "state = 'pending' AND next_at <= clock()"))
            house.let_pass(minutes=10)
        ids = collections.Counter(
            smtp.parsed(letter.raw)["Message-ID"] for letter in sink.letters)
        self.assertEqual(len(ids), PEOPLE)
        self.assertEqual(sorted(ids.values())[-4:], [1, 2, 2, 2])

    def test_the_database_fails_as_the_daemon_stops(self):
        """What was being stored goes again later; what went meanwhile does not."""
        sink = smtp.Sink()
        sink.on = {"data": lambda _: smtp.HANG}
        house = self.house(sink, more="smtp_tls: none, connections: 2")
        for name in "ana", "bo":
            self.sign_up(house, name + "@example.org")
        runner.wait_for("both to be told", lambda: sum(
            talk.is_stuck for talk in list(sink.talks)) == 2)
        with house.holding("SELECT id FROM serendip.outbox FOR UPDATE"):
            sink.release("ana@example.org")
            runner.wait_for("its end to be stored",
                            lambda: house.waiting() == 1)
            house.process.send_signal(signal.SIGTERM)
            runner.wait_for("it to stop",
                            lambda: "event=stopping" in house.words())
            sink.release("bo@example.org")
            runner.wait_for("the other one", lambda: len(sink.letters) == 2)
            house.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE wait_event_type = 'Lock'")
            runner.wait_for("it to notice", lambda: "cannot be stored"
                            in house.words())
        self.assertEqual(house.ended(), 0)
        self.assertEqual(self.states(house), {"sending": 1, "sent": 1})

    def test_an_idle_connection_that_the_server_closed(self):
        sink = smtp.Sink()
        house = self.house(sink)
        self.sign_up(house)
        runner.wait_for("a letter", lambda: len(sink.letters) == 1)
        sink.down()
        sink.up()
        self.sign_up(house, "ben@example.org")
        runner.wait_for("a letter", lambda: len(sink.letters) == 2)
        self.assertEqual(self.sql(
            house, "SELECT max(attempts) FROM outbox"), [["1"]])

    def test_a_server_that_does_not_say_goodbye(self):
        """The daemon ends without waiting for it."""
        sink = smtp.Sink()
        sink.on["quit"] = lambda _: smtp.HANG
        house = self.house(sink)
        self.sign_up(house)
        runner.wait_for("a letter", lambda: self.states(house) == {"sent": 1})
        began = time.monotonic()
        self.assertEqual(house.stop(), 0)
        self.assertLess(time.monotonic() - began, LONG)


class Refused(Case):
    def test_later(self):
        sink = smtp.Sink()
        sink.on["rcpt"] = lambda _: "451 4.7.1 greylisted; come again"
        house = self.house(sink)
        self.sign_up(house)
        reason = runner.wait_for("a refusal", lambda: self.sql(
            house, "SELECT reason FROM outbox WHERE state = 'pending' "
            "AND attempts = 1"))
        self.assertIn("greylisted", reason[0][0])
        del sink.on["rcpt"]
        house.let_pass(minutes=2)
        runner.wait_for("the letter", lambda: sink.letters)

    def test_never(self):
        sink = smtp.Sink()
        sink.on["text"] = lambda _: "554 5.6.0 not this\x1b[31m text"
        house = self.house(sink)
        self.sign_up(house)
        state, reason = runner.wait_for("a refusal", lambda: self.sql(
            house, "SELECT state, reason FROM outbox WHERE state = 'dead'"))[0]
        self.assertEqual(reason, "554 5.6.0 not this[31m text")

    def test_a_rule_of_the_server_stops_no_address(self):
        sink = smtp.Sink()
        house = self.house(sink)
        ana = house.join("ana@example.org")
        sink.on["rcpt"] = lambda _: "550 5.7.1 relaying denied"
        house.client().post("/v1/signin", {"email": "ana@example.org"})
        runner.wait_for("a refusal", lambda: "dead" in self.states(house))
        self.assertFalse(ana.get("/v1/me").json["email_stopped"])

    def test_an_address_that_is_none_stops_until_it_works(self):
        sink = smtp.Sink()
        house = self.house(sink, community=COMMUNITY)
        ana = house.join("ana@example.org")
        house.import_people(people_csv(2))
        sink.on["rcpt"] = lambda address: (
            "550 5.1.1 no such mailbox" if address.startswith("ana") else None)
        house.run_round()
        runner.wait_for("a refusal", lambda: "dead" in self.states(house))
        self.assertTrue(ana.get("/v1/me").json["email_stopped"])
        self.assertEqual(self.sql(
            house, "SELECT count(*) FROM audit WHERE action = "
            "'address stopped'"), [["1"]])
        # Nothing more goes there…
        tried = []
        sink.on["rcpt"] = tried.append
        house.let_pass(days=7)
        runner.wait_for("the others", lambda: self.states(
            house).get("unwanted"))
        self.assertNotIn("ana@example.org", tried)
        # … but codes, one of which shows that the address works again.
        attempt = house.client().post(
            "/v1/signin", {"email": "ana@example.org"}).json["attempt"]
        runner.wait_for("a code", lambda: "ana@example.org" in tried)
        session = house.client().post("/v1/signin/verify", {
            "attempt": attempt, "code": house.code("ana@example.org", 1)})
        self.assertEqual(session.status, 201)
        ana.token = session.json["token"]
        self.assertFalse(ana.get("/v1/me").json["email_stopped"])


if __name__ == "__main__":
    runner.main(Case)
