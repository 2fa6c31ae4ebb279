#!/usr/bin/env python3
"""Webhooks: what happens is told to operators' receivers, signed, once, and
however long they are away; to chats in words; never to addresses of this machine,
unless that is allowed, and never who."""
import json
import os
import re

from harness import case, client, receiver, runner
from harness.house import House, people_csv

ALL = ("[round.published, round.waiting, round.failed, round.closed, "
       "introduction.made, introduction.outcome, report.made]")


class Webhooks(case.OwnHouse):
    def setUp(self):
        self.got = receiver.Receiver()
        self.secret, self.key = receiver.secret()
        self.house = House(self.build)
        self.configure(self.hook("ops"))

    def file(self, name, text, mode=0o600):
        path = self.house.folder / name
        path.write_text(text + "\n")
        path.chmod(mode)
        if runner.RUNNER is not None:
            os.chown(path, runner.RUNNER.pw_uid, runner.RUNNER.pw_gid)
        return path

    def hook(self, name, events=ALL, url=None, more=""):
        secret = self.file("whsec", self.secret)
        return (f'  {name}: {{url: "{url or self.got.url + "/hook"}", '
                f'events: {events}, secret_file: "{secret}", '
                f'ca_file: "{self.got.certificate}", allow_private: true'
                f"{more}}}\n")

    def configure(self, hooks, good=True):
        text = self.house.config.read_text().split("\nwebhooks:")[0]
        self.house.config.write_text(f"{text}\nwebhooks:\n{hooks}")
        said = self.house.hang_up()
        self.assertEqual("event=reloaded" in said, good, said)
        if good:
            runner.wait_for("it to be known", lambda: self.sql(
                "SELECT name FROM webhooks WHERE active"))
        return said

    def wait(self, count, what="webhooks"):
        runner.wait_for(what, lambda: len(self.got.requests) >= count)
        runner.wait_for("them stored", lambda: not self.sql(
            "SELECT 1 FROM outbox WHERE webhook IS NOT NULL "
            "AND state IN ('pending', 'sending')"))

    # --- what is told ------------------------------------------------------

    def test_a_round(self):
        self.house.import_people(people_csv(5))
        round_ = self.house.run_round()
        self.wait(2)
        self.assertEqual(len(self.got.requests), 2)
        for request in self.got.requests:
            self.assertTrue(receiver.is_signed(request, self.key))
            self.assertFalse(receiver.is_signed(request, b"x" * 32))
            self.assertEqual((request.method, request.path),
                             ("POST", "/hook"))
            self.assertEqual(request.headers["Content-Type"],
                             "application/json")
            told = json.loads(request.body)
            self.assertEqual(set(told), {"type", "timestamp", "data"})
            self.assertRegex(told["timestamp"], r"^\d{4}-.*Z$")
        one, = self.got.bodies("round.published")
        self.assertEqual(one["data"], {
            "round": round_["id"], "pool": "weekly", "second": False,
            "members": 5, "introduced": 5, "groups": 2, "sat_out": 0})
        made, = self.got.bodies("introduction.made")
        groups, _ = self.house.groups(round_["id"])
        self.assertEqual(
            {(i["introduction"], i["members"])
             for i in made["data"]["introductions"]},
            {(g["introduction"], len(g["members"])) for g in groups})
        ids = {r.headers["webhook-id"] for r in self.got.requests}
        self.assertEqual(len(ids), 2)
        # Nobody's address, name, reference or id.
        said = b"".join(r.body for r in self.got.requests).decode()
        for group in groups:
            for member in group["members"]:
                for word in (member["id"], member["name"], member["ref"]):
                    self.assertNotIn(word, said)
        self.assertNotIn("example.org", said)
        page = self.house.operator.get("/metrics").body
        self.assertIn('serendip_webhook_answers_total{webhook="ops",'
                      'status="2xx"} 2', page)
        self.assertIn('serendip_letters_sent_total{channel="webhook"} 2',
                      page)

    def test_what_came_of_it(self):
        self.house.import_people(people_csv(4))
        self.house.run_round()
        self.wait(2)
        self.sql("UPDATE introductions SET state = 'declined' WHERE id = "
                 "(SELECT max(id::text)::uuid FROM introductions)")
        self.wait(3)
        came, = self.got.bodies("introduction.outcome")
        self.assertEqual([o["outcome"] for o in came["data"]["outcomes"]],
                         ["declined"])
        self.house.let_pass(days=30)
        closed = runner.wait_for("the round closed", lambda: self.got.bodies(
            "round.closed"))[0]
        self.assertEqual((closed["data"]["met"], closed["data"]["groups"]),
                         (0, 2))
        self.assertEqual({o["outcome"] for b in self.got.bodies(
            "introduction.outcome") for o in b["data"]["outcomes"]},
            {"declined", "expired"})
        self.sql("INSERT INTO reports (id, category, sealed, snapshot_sealed)"
                 " VALUES (gen_random_uuid(), 'harassment', '', '')")
        told = runner.wait_for("the report", lambda: self.got.bodies(
            "report.made"))[0]
        self.assertEqual(told["data"]["open"], 1)
        self.assertNotIn("harassment", str(told))

    def test_a_round_that_waits_and_one_that_fails(self):
        self.house.import_people(people_csv(4))
        self.house.run_round()
        self.wait(2)
        self.sql("UPDATE rounds SET state = 'drawn', published_at = NULL "
                 "WHERE state = 'published'")
        runner.wait_for("the word", lambda: self.got.bodies("round.waiting"))
        self.sql("UPDATE rounds SET state = 'failed', attempts = 3, next_at ="
                 " clock() + interval '1 day' WHERE state = 'drawn'")
        failed = runner.wait_for("the word", lambda: self.got.bodies(
            "round.failed"))[0]
        self.assertEqual(failed["data"]["attempts"], 3)

    def test_nothing_of_what_was_rolled_back(self):
        self.house.import_people(people_csv(4))
        self.sql("BEGIN; SELECT webhooks_tell('round.published', '{}'); "
                 "ROLLBACK")
        self.house.run_round()
        self.wait(2)
        self.assertEqual(len(self.got.requests), 2)

    # --- receivers in trouble ----------------------------------------------

    def test_down_then_up(self):
        port = self.got.port
        self.got.stop()
        self.house.import_people(people_csv(4))
        self.house.run_round()
        runner.wait_for("a try", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE webhook = 'ops' AND attempts > 0 "
            "AND state = 'pending'"))
        said = self.house.command("serendipctl", "letters", "pending").stdout
        self.assertIn("round.published", said)
        self.assertIn("ops", said)
        self.got.start(port)
        # By the law of letters, a minute later; and the receiver rests.
        def later():
            self.house.let_pass(minutes=2)
            return len(self.got.requests) >= 2
        runner.wait_for("them to arrive", later)
        self.wait(2)
        self.assertEqual(len(self.got.requests), 2)
        self.assertTrue(all(receiver.is_signed(r, self.key, 10 ** 6)
                            for r in self.got.requests))

    def test_given_up(self):
        self.got.status = 500
        self.house.import_people(people_csv(4))
        self.house.run_round()
        runner.wait_for("a try", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE webhook = 'ops' "
            "AND reason = 'HTTP 500'"))
        self.house.let_pass(hours=49)
        runner.wait_for("the end", lambda: len(self.sql(
            "SELECT 1 FROM outbox WHERE webhook = 'ops' "
            "AND state = 'dead'")) == 2)
        self.assertIn("ops", self.house.command(
            "serendipctl", "letters").stdout)

    def test_redirects_are_refused(self):
        self.got.status = 302
        self.house.import_people(people_csv(4))
        self.house.run_round()
        runner.wait_for("a try", lambda: self.sql(
            "SELECT 1 FROM outbox WHERE webhook = 'ops' "
            "AND reason LIKE 'HTTP 302, and redirects%'"))
        self.assertEqual({r.path for r in self.got.requests}, {"/hook"})

    def test_gone_is_disabled(self):
        self.got.status = 410
        self.house.import_people(people_csv(4))
        self.house.run_round()
        runner.wait_for("the end", lambda: not self.sql(
            "SELECT 1 FROM outbox WHERE webhook = 'ops' "
            "AND state IN ('pending', 'sending')"))
        self.assertEqual(self.sql("SELECT disabled_why FROM webhooks"),
                         [("HTTP 410",)])
        count = len(self.got.requests)
        self.sql("SELECT webhooks_tell('report.made', '{}')")
        self.assertFalse(self.sql("SELECT 1 FROM outbox "
                                  "WHERE kind = 'report.made'"))
        self.assertEqual(len(self.got.requests), count)
        status = self.house.command("serendipctl", "status").stdout
        self.assertIn("! webhooks", status)
        self.assertIn("webhooks enable ops", status)
        self.assertIn("disabled", self.house.command(
            "serendipctl", "webhooks", "list").stdout)
        # A reload of the same leaves it so.
        self.configure(self.hook("ops"))
        self.assertTrue(self.sql(
            "SELECT 1 FROM webhooks WHERE disabled_at IS NOT NULL"))
        self.house.command("serendipctl", "webhooks", "enable", "ops")
        self.got.status = 200
        self.sql("SELECT webhooks_tell('report.made', '{}')")
        runner.wait_for("it to arrive", lambda: self.got.bodies(
            "report.made"))
        self.assertEqual(self.house.command(
            "serendipctl", "webhooks", "enable", "x", ok=False).returncode, 1)

    # --- where it may go ----------------------------------------------------

    def try_one(self, hooks, name="ops", ok=False):
        self.configure(hooks)
        return self.house.command("serendipctl", "webhooks", "test", name,
                                  ok=ok)

    def test_private_addresses(self):
        for host in ("localhost", "127.0.0.1", "[::1]", "127.1", "0x7f.1",
                     "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0",
                     "10.0.0.1", "192.168.1.1", "169.254.169.254",
                     "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]"):
            hook = self.hook("ops", url=f"https://{host}:{self.got.port}/"
                             ).replace("allow_private: true",
                                       "allow_private: false")
            done = self.try_one(hook)
            self.assertEqual(done.returncode, 1, host)
            self.assertRegex(done.stdout, "private or of this machine", host)
        self.assertEqual(self.got.requests, [])

    def test_command(self):
        done = self.try_one(self.hook("ops"), ok=True)
        self.assertIn("Arrived after", done.stdout)
        self.assertIn("HTTP 204", done.stdout)
        request, = self.got.requests
        self.assertTrue(receiver.is_signed(request, self.key))
        self.assertEqual(json.loads(request.body)["type"], "webhook.test")
        self.got.bytes = 1 << 20  # too much to read, but it has arrived
        self.assertIn("Arrived", self.try_one(self.hook("ops"), ok=True).stdout)
        done = self.house.command("serendipctl", "webhooks", "test", "x",
                                  ok=False)
        self.assertEqual(done.returncode, 1)
        # Whose certificate nobody vouches for gets nothing.
        count = len(self.got.requests)
        done = self.try_one(re.sub(r'ca_file: "[^"]*", ', "",
                                   self.hook("ops")))
        self.assertIn("certificate", done.stdout)
        self.assertEqual(len(self.got.requests), count)
        self.got.status, self.got.hang = None, 8
        done = self.try_one(self.hook("ops"))
        self.assertRegex(done.stdout, r"Not arrived after (4|5|6)\d\d\d ms")

    def test_what_is_refused(self):
        """At a reload, by name; the old configuration stays."""
        for hook, words in (
                (self.hook("ops", url="http://example.org/"), "https://"),
                (self.hook("ops", events="[round.lost]"), "round.published"),
                (self.hook("ops", events="[]"), "a list of events"),
                (self.hook("ops", more=", format: slack"),
                 "introduction.made"),
                (self.hook("ops", more=", format: matrix", events=
                           "[round.published]"), "room"),
                (self.hook("ops", more=', url_file: "x"'), "either"),
                (re.sub('secret_file: "[^"]*", ', "", self.hook("ops")),
                 "secret_file")):
            said = self.configure(hook, good=False)
            self.assertIn(words, said, hook)
        self.file("whsec", self.secret, 0o644)
        good = self.hook("ops")
        (self.house.folder / "whsec").chmod(0o644)
        self.assertIn("others may read it", self.configure(good, good=False))
        (self.house.folder / "whsec").chmod(0o600)
        self.secret = "whsec_short"
        self.assertIn("24 to 64 bytes", self.configure(
            self.hook("ops"), good=False))

    # --- chats ---------------------------------------------------------------

    def chat(self, format_, more="", url=None):
        return (f'  talk: {{url: "{url or self.got.url}/secret", '
                f"format: {format_}, events: [round.published, round.closed,"
                f' report.made], ca_file: "{self.got.certificate}", '
                f"allow_private: true{more}}}\n")

    def test_slack_and_mattermost(self):
        self.house.config.write_text(self.house.config.read_text().replace(
            "The Test House", "Tom & <Jerry>"))
        self.configure(self.chat("slack"))
        self.house.import_people(people_csv(5))
        self.house.run_round()
        self.wait(1)
        request, = self.got.requests
        self.assertEqual((request.method, request.path), ("POST", "/secret"))
        self.assertNotIn("webhook-signature", request.headers)
        body = json.loads(request.body)
        self.assertEqual(set(body), {"text"})
        first, prompt = body["text"].split("\n")
        self.assertEqual(first, "Tom &amp; &lt;Jerry&gt;: a round of weekly "
                         "introduced 5 of 5 people, in 2 groups.")
        self.assertGreater(len(prompt), 10)
        self.configure(self.chat("mattermost"))
        self.sql("SELECT webhooks_tell('report.made', '{\"open\": 2}')")
        self.wait(2)
        self.assertEqual(self.got.bodies()[1], {
            "text": "Tom & <Jerry>: a member has reported something; 2 "
            "reports wait for an operator: serendipctl reports list."})

    def test_matrix(self):
        token = self.file("token", "syt_token")
        self.configure(self.chat(
            "matrix", f', room: "!ab:example.org", secret_file: "{token}"',
            url=self.got.url).replace("/secret", "/"))
        self.house.import_people(people_csv(4))
        self.house.run_round()
        self.wait(1)
        request, = self.got.requests
        self.assertEqual(request.method, "PUT")
        self.assertRegex(
            request.path, r"^/_matrix/client/v3/rooms/%21ab%3Aexample\.org/"
            r"send/m\.room\.message/[0-9a-f-]{36}$")
        self.assertEqual(request.headers["Authorization"], "Bearer syt_token")
        body = json.loads(request.body)
        self.assertEqual(body["msgtype"], "m.text")
        self.assertIn("introduced 4 of 4 people", body["body"])

    def test_address_in_a_file(self):
        path = self.file("url", self.got.url + "/services/T0/B0/secret")
        self.configure(self.chat("slack").replace(
            f'url: "{self.got.url}/secret"', f'url_file: "{path}"'))
        self.house.command("serendipctl", "webhooks", "test", "talk")
        self.assertEqual(self.got.requests[0].path, "/services/T0/B0/secret")
        said = self.house.command("serendipctl", "--json", "webhooks", "list"
                                  ).stdout
        self.assertNotIn("services", said)
        self.assertIn(f"localhost:{self.got.port}", said)
        self.assertNotIn("services", self.house.words())

    # --- two daemons ---------------------------------------------------------

    def test_two_daemons_send_once(self):
        other = House(self.build, beside=self.house, start=False)
        other.config.write_text(
            other.config.read_text() + "\nwebhooks:\n" + self.hook("ops"))
        other.start()
        try:
            self.house.import_people(people_csv(4))
            for _ in range(20):
                self.sql("SELECT webhooks_tell('report.made', '{}')")
            self.house.run_round()
            self.wait(22)
            self.assertEqual(len(self.got.requests), 22)
            ids = [r.headers["webhook-id"] for r in self.got.requests]
            self.assertEqual(len(set(ids)), 22)
        finally:
            other.kill()

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


if __name__ == "__main__":
    runner.main(case.OwnHouse)
