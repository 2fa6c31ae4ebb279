#!/usr/bin/env python3
"""What Prometheus reads, what `serendipctl status` finds, and what readiness
means."""
import json
import re
import shutil
import subprocess
import time

from harness import case, client, runner
from harness.cluster import Cluster
from harness.house import House, people_csv
from harness.terminal import Terminal


def samples(page):
    """{name{labels}: value} of the text format."""
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
            for line in page.splitlines() if not line.startswith("#")}


class Metrics(case.OwnHouse):
    def scrape(self):
        reply = self.house.operator.get("/metrics")
        self.assertEqual(reply.status, 200, reply)
        return reply.body

    def test_what_nobody_has_done_yet_is_none(self):
        found = samples(self.scrape())
        for name in ("http_streams", "http_connections"):
            self.assertEqual(found.get("serendip_" + name), 0, name)

    def test_what_was_done(self):
        house = self.house
        house.import_people(people_csv(5))
        house.run_round()
        ana = house.join("ana@example.org", "Ana")
        ana.get("/v1/me")
        ana.get("/v1/introductions/019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e")
        ana.get("/no/such/path")
        page = self.scrape()
        found = samples(page)
        for labels in ('method="GET",route="/v1/me",status="2xx"',
                       'method="GET",route="/v1/introductions/'
                       '{introduction}",status="4xx"',
                       'method="GET",route="none",status="4xx"',
                       'method="POST",route="/v1/signup",status="2xx"'):
            self.assertEqual(found.get(
                "serendip_http_requests_total{%s}" % labels), 1, labels)
        self.assertNotIn("019ab5f4", page)
        for name in ('serendip_http_request_duration_seconds_count'
                     '{listener="members"}',
                     'serendip_http_request_duration_seconds_count'
                     '{listener="operators"}',
                     "serendip_loop_lateness_seconds_count",
                     "serendip_database_wait_duration_seconds_count",
                     "serendip_database_batch_duration_seconds_count"):
            self.assertGreater(found[name], 2, name)
        for name, value in (
                ('draw_duration_seconds_count{pool="weekly"}', 1),
                ('round_duration_seconds_count{pool="weekly"}', 1),
                ('rounds_published_total{pool="weekly"}', 1),
                ('rounds{state="published"}', 1),
                ('members{state="active"}', 6),
                ('last_round_members{pool="weekly"}', 5),
                ('last_round_introduced{pool="weekly"}', 5),
                ('last_round_sat_out{pool="weekly",reason="unknown"}', 0),
                ('outbox_letters{channel="mail",state="dead"}', 0),
                ("database_queue", 0), ("reports_open", 0),
                ("database_connections", 4)):
            self.assertEqual(found["serendip_" + name], value, name)
        self.assertGreater(found["serendip_audit_lines"], 5)
        self.assertGreater(found['serendip_disk_free_bytes{folder="letters"}'],
                           0)
        self.assertLess(abs(found["serendip_clock_skew_seconds"]), 1)
        self.assertAlmostEqual(
            found["serendip_certificate_expiry_timestamp_seconds"] -
            found["serendip_start_timestamp_seconds"], 397 * 86400, delta=90)
        self.judged(page)

    def judged(self, page):
        """By Prometheus itself."""
        if shutil.which("promtool") is None:
            self.skipTest("promtool is not here")
        done = subprocess.run(["promtool", "check", "metrics"], input=page,
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_why_members_sat_out(self):
        self.house.import_people(people_csv(9, ["arts/musician"] * 7
                                            + ["food/baker"] * 2))
        self.house.run_round()
        found = samples(self.scrape())
        self.assertEqual(found[
            'serendip_last_round_sat_out{pool="weekly",reason="taken"}'], 5)
        self.assertEqual(found[
            'serendip_last_round_sat_out{pool="weekly",reason="unknown"}'], 0)

    def test_asked_for_once_in_a_while(self):
        """Scrapes do not become questions to the database."""
        begun = time.monotonic()
        self.house.import_people(people_csv(4))
        asked = {samples(self.scrape())["serendip_figures_timestamp_seconds"]
                 for _ in range(50)}
        self.assertLessEqual(len(asked), 1 + (time.monotonic() - begun) / 5)
        self.house.import_people(people_csv(6))
        later = runner.wait_for("new figures", lambda: [
            s for s in [samples(self.scrape())]
            if s.get('serendip_members{state="active"}') != 4])[0]
        self.assertEqual(later['serendip_members{state="active"}'], 6)


class Status(case.OwnHouse):
    def status(self, ok=True):
        done = self.house.command("serendipctl", "status", ok=ok)
        return done.returncode, done.stdout

    def checks(self):
        return {c["name"]: c for c in self.house.operator.get(
            "/v1/operator/status").json["checks"]}

    def test_all_is_well(self):
        self.house.import_people(people_csv(4))
        self.house.run_round()
        runner.wait_for("the letters", lambda: len(self.house.letters()) == 4)
        runner.wait_for("them stored", lambda: not self.sql(
            "SELECT 1 FROM outbox WHERE state IN ('pending', 'sending')"))
        self.wrong("backup", "attention", "serendipctl backup", "SELECT 1")
        self.wrong("backup", "attention", "serendipctl backup", """
            INSERT INTO backups (taken_at, bytes, digest, recipient,
                audit_head) VALUES (clock() - interval '4 days', 1,
                sha256(''), '', '')""")
        self.sql("UPDATE backups SET taken_at = clock() - interval '1 hour'")
        self.assertIn("60 min ago", self.checks()["backup"]["found"])
        status, said = self.status()
        self.assertEqual(status, 0)
        self.assertIn("all is well", said.splitlines()[0])
        lines = said.split("\n\n")[0].splitlines()
        self.assertLessEqual(len(lines), 10)
        self.assertTrue(all(line.startswith("✓ ") for line in lines[1:]), said)
        for name in ("daemon", "database", "letters", "webhooks", "rounds",
                     "certificate", "disk", "clock", "backup", "reports",
                     "terms"):
            self.assertRegex(said, f"(✓ |; ){name}[ :]")

    def wrong(self, name, state, remedy, change):
        self.sql(change)
        check = self.checks()[name]
        self.assertEqual(check["state"], state, check)
        self.assertIn(remedy, check["remedy"])
        done, said = self.status(ok=False)
        self.assertEqual(done, 1 if state == "wrong" else 0, said)
        self.assertIn(("✗ " if state == "wrong" else "! ") + name, said)
        self.assertIn("→ ", said)

    def test_what_is_not_well(self):
        self.house.import_people(people_csv(4))
        round_ = self.house.run_round()["id"]
        runner.wait_for("the letters", lambda: not self.sql(
            "SELECT 1 FROM outbox WHERE state IN ('pending', 'sending')"))
        letter = ("INSERT INTO outbox (id, kind, key, sealed, state, "
                  "due_at, next_at, expires_at, attempts, done_at, "
                  "email_sealed) VALUES (gen_random_uuid(), 'welcome', '%s', "
                  "'', '%s', clock() - interval '%s', clock() + "
                  "interval '1 hour', clock() + interval '1 day', 3, %s, 'x')")
        self.wrong("letters", "attention", "serendipctl letters",
                   letter % ("a", "dead", "1 day", "clock()"))
        self.wrong("letters", "attention", "letters.transport",
                   letter % ("b", "pending", "10 minutes", "NULL"))
        self.wrong("letters", "wrong", "letters.transport",
                   letter % ("c", "pending", "40 minutes", "NULL"))
        self.sql("DELETE FROM outbox")
        # One that is to go later is not late.
        self.sql(letter % ("d", "pending", "-9 hours", "NULL"))
        self.assertEqual(self.checks()["letters"]["state"], "ok")
        self.sql("DELETE FROM outbox")
        self.wrong("rounds", "attention", "rounds show " + round_,
                   "UPDATE rounds SET state = 'failed', attempts = 2, "
                   "published_at = NULL, failure = 'no luck', next_at = "
                   f"clock() + interval '1 hour' WHERE id = '{round_}'")
        self.assertIn("no luck", self.checks()["rounds"]["found"])
        self.wrong("rounds", "wrong", "rounds show",
                   "UPDATE rounds SET attempts = 3 WHERE state = 'failed'")
        self.sql("UPDATE rounds SET state = 'closed' WHERE state = 'failed'")
        self.wrong("terms", "attention", "terms_grace_days",
                   "UPDATE members SET terms_version = '0', consented_at = "
                   "clock(); UPDATE terms SET since = clock() - grace")
        self.sql("UPDATE members SET terms_version = '1'")
        report = ("INSERT INTO reports (id, category, sealed, "
                  "snapshot_sealed, reported_at) VALUES (gen_random_uuid(), "
                  "'other', '', '', clock() - interval '%d days')")
        self.wrong("reports", "attention", "reports list", report % 1)
        self.wrong("reports", "wrong", "reports list", report % 8)
        self.sql("DELETE FROM reports")
        self.wrong("clock", "wrong", "timedatectl",
                   "CREATE OR REPLACE FUNCTION clock_exactly() RETURNS "
                   "timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE RETURN "
                   "clock_timestamp() - interval '2 minutes'")
        self.assertIn("119 s ahead", self.checks()["clock"]["found"])
        self.house.let_pass(days=396)
        self.wrong("certificate", "wrong", "tls.certificate", "SELECT 1")


class Top(case.OwnHouse):
    def test_once(self):
        """Where there is no terminal."""
        self.house.import_people(people_csv(4))
        self.house.run_round()
        said = self.house.command("serendipctl", "top").stdout
        self.assertNotIn("\x1b", said)
        for words in ("Requests", "Loop, how late", "4 connections busy",
                      "Letters", "Webhooks",
                      "weekly  published, 4 of 4 introduced"):
            self.assertIn(words, said)

    def test_at_a_terminal(self):
        """It draws anew each second, counts since the last time, and leaves the
        terminal as it was."""
        terminal = Terminal(self.house.program("serendipctl"), "top",
                            env=self.house.environment(), columns=100)
        terminal.expect("q ends it.")
        for _ in range(50):
            self.house.operator.get("/healthz")
        seen = terminal.expect("q ends it.") + terminal.expect("q ends it.")
        self.assertTrue(any(float(n) > 4 for n in re.findall(
            r"Requests +([0-9.]+)/s", seen)), seen)
        terminal.type("q")
        self.assertEqual(terminal.end(), 0)
        self.assertTrue(terminal.seen.endswith("\x1b[?25h\x1b[?1049l"))
        terminal = Terminal(self.house.program("serendipctl"), "top",
                            env=self.house.environment())
        terminal.expect("q ends it.")
        self.house.kill()
        self.assertEqual(terminal.end(), 3)
        self.assertIn("\x1b[?1049l", terminal.seen)


class Away(case.OwnHouse):
    """A database of its own, which goes away."""

    def setUp(self):
        self.cluster = Cluster()
        self.house = House(self.build, cluster=self.cluster)

    def test_database_away(self):
        operator = self.house.operator
        self.assertEqual(operator.get("/readyz").status, 200)
        self.sql("DELETE FROM schema_version WHERE number = (SELECT "
                 "max(number) FROM schema_version)")
        reply = operator.get("/readyz")
        self.assertEqual(reply.status, 503)
        self.assertIn("migrations", reply.json["detail"])
        done = self.house.command("serendipctl", "status", ok=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("restart serendipd", done.stdout)
        self.cluster.stop()
        runner.wait_for("it to notice", lambda: operator.get(
            "/readyz").status == 503)
        self.assertEqual(operator.get("/readyz").json["code"],
                         "database_gone")
        health = operator.get("/healthz")
        self.assertEqual(health.status, 200)
        self.assertIn("late_milliseconds", health.json)
        found = samples(operator.get("/metrics").body)
        self.assertEqual(found["serendip_database_connections"], 0)
        self.assertNotIn("serendip_figures_timestamp_seconds", found)
        done = self.house.command("serendipctl", "status", ok=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("✗ database", done.stdout)
        self.assertIn("systemctl status postgresql", done.stdout)
        told = json.loads(self.house.command(
            "serendipctl", "--json", "status", ok=False).stdout)
        self.assertIsNone(told["members"])
        self.assertEqual([c["name"] for c in told["checks"]],
                         ["daemon", "database", "certificate", "disk"])

    def test_z_replies_are_as_documented(self):
        differences = client.hold(self.build)
        self.assertFalse(differences, differences)


class Json(case.OwnHouse):
    def test_log(self):
        self.house.config.write_text(self.house.config.read_text()
                                     + "log: {format: json}\n")
        self.house.process.send_signal(1)
        line = runner.wait_for("a line of JSON", lambda: [
            line for line in self.house.words().splitlines()
            if line.startswith("{")])[0]
        told = json.loads(line)
        self.assertEqual(told["level"], "info")
        self.assertIn("digest", json.loads(runner.wait_for(
            "it to reload", lambda: [
                line for line in self.house.words().splitlines()
                if '"reloaded"' in line])[0]))


if __name__ == "__main__":
    runner.main(case.OwnHouse)
