#!/usr/bin/env python3
"""The audit log: it is read by time, action and subject; whatever is done to its
lines shows; what retention takes does not look like it."""
import hashlib
import re
import threading

from harness import case, runner
from harness.house import people_csv

ZERO = b"\0" * 32
# What whoever owns the tables can do, and the daemon's role cannot.
FORCED = "ALTER TABLE audit DISABLE TRIGGER USER; {}; " \
         "ALTER TABLE audit ENABLE TRIGGER USER"


class Audit(case.OwnHouse):
    def ctl(self, *words, ok=True):
        return self.house.command("serendipctl", "audit", *words, ok=ok).stdout

    def verify(self, *words):
        """What it says, and its exit status."""
        done = self.house.command("serendipctl", "audit", "verify", *words,
                                  ok=False)
        return done.stdout, done.returncode

    def head(self):
        said, status = self.verify()
        self.assertEqual(status, 0, said)
        return re.search(r"Head: (\S+)", said).group(1)

    def forced(self, statement):
        self.sql(FORCED.format(statement))

    def all_sealed(self):
        runner.wait_for("places for all", lambda: self.sql(
            "SELECT count(*) FROM audit_waiting") == [("0",)])

    def test_lines_are_found(self):
        ana = self.house.join("ana@example.org")
        me = ana.get("/v1/me").json["id"]
        self.house.run_round()
        self.assertIn("round published", self.ctl("list"))
        joined = self.ctl("list", "--subject", me, "--action", "joined")
        self.assertEqual(len(joined.splitlines()), 2, joined)
        self.assertIn("letter sent", self.ctl("list", "--action", "letter"))
        self.assertEqual(self.ctl("list", "--action", "lett"),
                         self.ctl("list", "--action", "no such"))
        day = self.house.now()
        self.assertIn(me, self.ctl("list", "--since", f"{day:%Y-%m-%d}"))
        self.assertNotIn(me, self.ctl("list", "--since", "2100-01-01"))
        wrong = self.house.command("serendipctl", "audit", "list", "--since",
                                   "yesterday", ok=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("2026-11-24", wrong.stderr)
        # All pages, each line once.
        numbers, cursor = [], ""
        while cursor is not None:
            page = self.house.operator.get(
                "/v1/operator/audit?limit=2" + cursor).json
            numbers += [line["number"] for line in page["lines"]]
            cursor = page["next"] and "&cursor=" + page["next"]
        self.assertEqual([(str(n),) for n in numbers], self.sql(
            "SELECT number FROM audit ORDER BY 1 DESC"))
        self.assertEqual(ana.get("/v1/operator/audit").status, 404)

    def test_places_follow_commits(self):
        """A line that commits late has a place after those that came before it,
        whatever its number; many writers make one chain."""
        self.house.import_people(people_csv(4))
        with self.house.holding(
                "INSERT INTO serendip.audit (actor, action) "
                "VALUES ('daemon', 'slow')", "COMMIT;\n"):
            self.sql("INSERT INTO audit (actor, action) "
                     "VALUES ('daemon', 'quick')")
            runner.wait_for("its place", lambda: self.sql(
                "SELECT 1 FROM audit JOIN audit_chain USING (number) "
                "WHERE action = 'quick'"))
        self.all_sealed()
        quick, slow = self.sql(
            "SELECT c.place, a.number FROM audit a JOIN audit_chain c "
            "USING (number) WHERE action IN ('quick', 'slow') ORDER BY action")
        self.assertLess(int(slow[1]), int(quick[1]))
        self.assertGreater(int(slow[0]), int(quick[0]))

        def write():
            for _ in range(5):
                self.sql("INSERT INTO audit (actor, action, detail) SELECT "
                         "'daemon', 'many', i FROM generate_series(1, 50) i")
        writers = [threading.Thread(target=write) for _ in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        self.head()
        self.all_sealed()
        # The chain is what it is said to be, to another hand.
        before = ZERO
        rows = self.sql(
            "SELECT c.place, encode(c.hash, 'hex'), a.number, to_us(a.at), "
            "a.actor, a.action, coalesce(a.subject::text, '-'), "
            "encode(convert_to(a.detail, 'UTF8'), 'hex') "
            "FROM audit_chain c JOIN audit a USING (number) ORDER BY place")
        self.assertGreater(len(rows), 1000)
        for i, (place, hash_, number, at, *words, detail) in enumerate(rows):
            actor, action, subject = words
            detail = bytes.fromhex(detail)
            line = (f"{number}\n{at}\n{len(actor)} {actor}\n"
                    f"{len(action)} {action}\n{subject}\n{len(detail)} "
                    ).encode() + detail + b"\n"
            before = hashlib.sha256(before + line).digest()
            self.assertEqual((int(place), hash_), (i + 1, before.hex()))

    def test_tampering_shows(self):
        self.house.import_people(people_csv(4))
        self.house.run_round()
        self.all_sealed()
        head = self.head()
        place = int(head.split(":")[0])
        self.assertEqual(self.verify("--head", head)[1], 0)
        number = self.sql("SELECT number FROM audit_chain WHERE place = 3")[0][0]
        line = f"line {number}, place 3"
        self.sql("CREATE TABLE kept AS SELECT * FROM audit; "
                 "CREATE TABLE kept_chain AS SELECT * FROM audit_chain")

        def again():
            self.forced("DELETE FROM audit; INSERT INTO audit OVERRIDING SYSTEM "
                        "VALUE SELECT * FROM kept; DELETE FROM audit_waiting; "
                        "DELETE FROM audit_chain; INSERT INTO audit_chain "
                        "SELECT * FROM kept_chain")
            self.assertEqual(self.verify("--head", head)[1], 0)
        tries = (
            ("a line was changed, " + line,
             f"UPDATE audit SET detail = 'x' WHERE number = {number}"),
            ("a line was changed, " + line,
             f"UPDATE audit SET at = at + interval '1 hour' "
             f"WHERE number = {number}"),
            ("a line was deleted, " + line,
             f"DELETE FROM audit WHERE number = {number}"),
            ("a line was deleted, place 3",
             f"DELETE FROM audit WHERE number = {number}; "
             "DELETE FROM audit_chain WHERE place = 3"),
            ("a line is beside the chain",
             "DELETE FROM audit_chain WHERE place = "
             "(SELECT max(place) FROM audit_chain)"),
            ("a line is beside the chain",
             "INSERT INTO audit (actor, action) VALUES ('daemon', 'stray')"),
            ("the oldest lines were taken away",
             "DELETE FROM audit a USING audit_chain c WHERE a.number = c.number "
             "AND c.place < 4; INSERT INTO audit_begins (place, hash) SELECT "
             "place, hash FROM audit_chain WHERE place = 3; "
             "DELETE FROM audit_chain WHERE place < 4"),
        )
        for words, statement in tries:
            self.forced(statement)
            said, status = self.verify()
            self.assertEqual(status, 1, words)
            self.assertIn("BROKEN: " + words, said)
            self.sql("DELETE FROM audit_begins")
            again()
        # Cut off the end, or all written anew: only a head from before tells.
        cut = ("DELETE FROM audit a USING audit_chain c WHERE "
               f"a.number = c.number AND c.place > {place - 2}; "
               f"DELETE FROM audit_chain WHERE place > {place - 2}")
        self.forced(cut)
        self.assertEqual(self.verify()[1], 0)
        said, status = self.verify("--head", head)
        self.assertEqual(status, 1)
        self.assertIn("cut off", said)
        again()
        self.forced("UPDATE audit SET detail = 'x' WHERE number = "
                    f"{number}; DELETE FROM audit_chain; INSERT INTO "
                    "audit_waiting SELECT number FROM audit")
        self.assertEqual(self.verify()[1], 0)
        said, status = self.verify("--head", head)
        self.assertEqual(status, 1)
        self.assertIn("written anew", said)
        self.assertEqual(self.verify("--head", "nonsense")[1], 1)

    def test_retention_takes_the_beginning(self):
        self.house.import_people(people_csv(4))
        self.all_sealed()
        old = self.head()
        self.house.let_pass(days=366)
        self.house.start_anew()
        self.sql("INSERT INTO audit (actor, action) VALUES ('daemon', 'young')")
        runner.wait_for("retention", lambda: self.sql(
            "SELECT 1 FROM audit WHERE action = 'audit forgotten'"))
        self.all_sealed()
        self.assertEqual(self.sql("SELECT detail FROM audit WHERE action = "
                                  "'audit forgotten'"), [(old,)])
        self.assertEqual(self.sql("SELECT count(*) FROM audit WHERE at < "
                                  "clock() - interval '365 days'"), [("0",)])
        new = self.head()
        self.assertGreater(int(new.split(":")[0]), int(old.split(":")[0]))
        # A head from before says nothing more, and is no alarm.
        self.assertEqual(self.verify("--head", old)[1], 0)
        self.assertEqual(self.verify("--head", new)[1], 0)

    def test_who_only_uses_the_tables_cannot(self):
        self.house.import_people(people_csv(4))
        self.all_sealed()
        self.sql("CREATE ROLE app_" + self.house.database)
        role = "SET ROLE app_" + self.house.database
        self.addCleanup(self.house.sql, f"DROP OWNED BY app_{self.house.database}"
                        f"; DROP ROLE app_{self.house.database}")
        self.sql(f"GRANT USAGE ON SCHEMA serendip TO app_{self.house.database};"
                 "GRANT SELECT, INSERT ON audit TO "
                 f"app_{self.house.database}; GRANT SELECT ON audit_chain, "
                 f"audit_waiting, audit_begins TO app_{self.house.database}")
        self.sql(role + "; INSERT INTO audit (actor, action) "
                 "VALUES ('daemon', 'by it'); SELECT audit_seal(100)")
        self.assertEqual(self.sql(
            "SELECT count(*) FROM audit JOIN audit_chain USING (number) "
            "WHERE action = 'by it'"), [("1",)])
        for statement in ("DELETE FROM audit", "UPDATE audit SET detail = 'x'",
                          "DELETE FROM audit_chain", "DELETE FROM audit_waiting",
                          "INSERT INTO audit_chain VALUES (9, 9, sha256(''))"):
            with self.assertRaisesRegex(RuntimeError, "permission denied"):
                self.sql(f"{role}; {statement}")
        # Nor take more than what is half a year old.
        self.assertEqual(self.sql(role + "; SELECT audit_forget(1, 100)"),
                         [("0",)])


if __name__ == "__main__":
    runner.main(Audit)
