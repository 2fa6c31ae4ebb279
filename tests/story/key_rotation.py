#!/usr/bin/env python3
"""Another secret: all goes on while it comes, members and their blocks are found by
the same addresses, and what the old one opened or hashed is nowhere any more."""
import contextlib
import json
import signal
import subprocess

from harness import case, cluster, runner
from harness.house import House, people_csv
from harness.traffic import Traffic

LIST = "Address;Name;domain;languages\n" \
    "ivy@example.org;Ivy;health/nurse;en\njan@example.org;Jan;arts/musician;en\n"


class KeyRotation(case.OwnHouse):
    others = ()

    def ctl(self, *words, house=None, ok=True, env=None):
        house = house or self.house
        return house.command("serendipctl", *map(str, words), "--config",
                             str(house.config), ok=ok, env=env)

    def rotate(self, **more):
        return self.ctl("keys", "rotate", **more)

    def status(self):
        return json.loads(self.ctl("--json", "keys", "status").stdout)

    def keyed(self):
        """Every keyed value that the tables have."""
        found = set()
        for tab, col, kind in self.sql(
                "SELECT tab, col, kind FROM key_columns"):
            found |= {(kind, v) for (v,) in self.sql(
                f"SELECT {col} FROM {tab} WHERE {col} IS NOT NULL "
                + ("AND ref ~ '^@'" if kind == "ref" else
                   f"AND octet_length({col}) > 0"))}
        return found

    def codes(self, address):
        """Of all houses here: either daemon of a database sends its letters."""
        return [code for house in (self.house, *self.others)
                for code in house.codes(address)]

    def signed_in(self, address, house=None):
        someone = (house or self.house).client()
        before = self.codes(address)
        begun = someone.post("/v1/signin", {"email": address})
        self.assertEqual(begun.status, 202, begun)
        runner.wait_for("a code", lambda: len(
            self.codes(address)) > len(before))
        new = [c for c in self.codes(address) if c not in before]
        done = someone.post("/v1/signin/verify", {
            "attempt": begun.json["attempt"], "code": new[0]})
        self.assertEqual(done.status, 201, done)
        someone.token = done.json["token"]
        return someone

    def settle(self):
        """A house with something of everything that a secret is behind."""
        house = self.house
        ana = house.join("ana@example.org", "Ana", {
            "domain": "law/judge", "languages": ["en"]})
        bo = house.join("bo@example.org", "Bo", {
            "domain": "food/baker", "languages": ["en"]})
        house.import_people(people_csv(8))
        house.import_people(LIST.replace(";", ",").replace("Address", "email")
                            .replace("Name", "name"))
        self.assertEqual(ana.post("/v1/me/ties", {"emails": [
            "friend@example.org", "m0001@example.org"]}).status, 200)
        for address in ("stalker@example.org", "m0002@example.org"):
            self.assertEqual(ana.post("/v1/me/blocks", {
                "email": address}).status, 200)
        self.assertEqual(ana.post("/v1/me/suggestions", {
            "because": "both bake", "people": [
                {"email": "m0003@example.org"}, {"email": "m0004@example.org"}],
        }).status, 200)
        asked = bo.post("/v1/me/invitations", {"email": "guest@example.org"})
        self.assertEqual(asked.status, 201, asked)
        runner.wait_for("the invitation",
                        lambda: house.letters("guest@example.org"))
        house.run_round()
        # Who was erased does not come back by a list.
        (jan,), = self.sql("SELECT id FROM members WHERE name = 'Jan'")
        (gone,), = self.sql("SELECT id FROM members WHERE ref = 'm0007'")
        for who in (jan, gone):
            self.assertLess(house.operator.post(
                f"/v1/operator/members/{who}/erase",
                {"reason": "asked by letter"}).status, 300)
        runner.wait_for("letters", lambda: self.sql(
            "SELECT count(*) FROM outbox WHERE state IN "
            "('pending', 'sending')") == [("0",)])
        return ana, bo

    def check(self, ana):
        """What was said before counts as before."""
        house = self.house
        self.assertEqual(ana.get("/v1/me").json["email"], "ana@example.org")
        self.assertEqual(sorted(t["email"] for t in
                                ana.get("/v1/me/ties").json["ties"]),
                         ["friend@example.org", "m0001@example.org"])
        self.assertEqual(self.signed_in("ana@example.org").get(
            "/v1/me").json["id"], ana.get("/v1/me").json["id"])
        # The same again is nothing new.
        self.assertEqual(ana.post("/v1/me/ties", {"emails": [
            "Friend+x@example.org"]}).json["added"], 0)
        before = self.sql("SELECT count(*) FROM blocks")
        ana.post("/v1/me/blocks", {"email": "stalker@example.org"})
        self.assertEqual(self.sql("SELECT count(*) FROM blocks"), before)
        # A list knows whom it knew, by address and by id, and whom not.
        done = house.import_people(LIST.replace(";", ",").replace(
            "Address", "email").replace("Name", "name"))
        self.assertEqual((done["members_added"], done["members_unchanged"],
                          done["members_erased"]), (0, 1, 1), done)
        done = house.import_people(people_csv(8))
        self.assertEqual((done["members_added"], done["members_erased"]),
                         (0, 1), done)

    def comes(self, name):
        """Who was blocked ahead of time joins: a tie is made at once."""
        self.house.join("stalker+2@example.org", name, {
            "domain": "arts/musician", "languages": ["en"]})
        self.assertEqual(self.sql(
            "SELECT count(*) FROM ties t JOIN members m "
            "ON m.id IN (t.low, t.high) WHERE t.kind = 'blocks' "
            f"AND m.name = '{name}'"), [("1",)])

    def test_every_column_is_known(self):
        """Of bytes, which may be a keyed hash or sealed: one that is neither is
        a hash without a key, or what a draw was made of."""
        unkeyed = """
            address_changes.objection address_changes.session calendars.hash
            audit_chain.hash audit_begins.hash backups.digest draws.groups_digest
            draws.input draws.input_digest draws_before.groups_digest
            draws_before.input draws_before.input_digest invitations.hash
            rekeyed.becomes rekeyed.was sessions.hash signins.attempt
            signins.token signups.attempt experiments.digest""".split()
        bytes_ = {f"{t}.{c}" for t, c in self.sql(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c "
            "ON c.oid = a.attrelid WHERE c.relkind = 'r' AND a.attnum > 0 "
            "AND c.relnamespace = 'serendip'::regnamespace "
            "AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped")}
        known = {f"{t}.{c}" for t, c in self.sql(
            "SELECT tab, col FROM key_columns WHERE kind <> 'ref'")}
        self.assertEqual(known & set(unkeyed), set())
        self.assertEqual(bytes_, known | set(unkeyed))

    def test_all_goes_on(self):
        ana, bo = self.settle()
        first = self.house.secret.read_bytes()
        old = self.keyed()
        self.assertEqual({k for k, _ in old}, {"hash", "ref", "sealed"})
        load = Traffic(self.house, [ana, bo])
        runner.wait_for("load", lambda: load.count() > 20)
        said = self.rotate().stdout
        under = load.count()
        runner.wait_for("load", lambda: load.count() > under + 20)
        load.end()
        self.assertEqual(load.odd, [])
        self.assertIn("generation 2", said)
        # Nothing of before is there, but for what nobody can read any more.
        self.assertEqual(old & self.keyed(), set())
        self.assertIn(first.hex(), self.house.secret.read_text())
        told = self.status()
        self.assertEqual(
            (told["generation"], told["live"], told["older"], told["daemons"],
             told["under_way"]), (2, 2, 0, 1, False))
        self.ctl("keys", "retire")
        self.assertNotIn(first.hex(), self.house.secret.read_text())
        self.assertEqual(self.status()["live"], 1)
        self.check(ana)
        # Once more, and the daemon begins anew with what it finds.
        old = self.keyed()
        self.rotate()
        self.assertEqual(old & self.keyed(), set())
        self.house.stop()
        self.ctl("keys", "retire")
        self.house.start()
        self.check(self.house.client(ana.token))
        self.comes("Max")
        self.assertEqual([a for a, in self.sql(
            "SELECT action FROM audit WHERE action IN "
            "('secret rotated', 'sealed anew') ORDER BY number")],
            ["secret rotated", "sealed anew"] * 2)

    def test_hashes_may_come_without_end(self):
        """As fast as they are looked for, until nobody else may write."""
        self.settle()
        self.sql("""
            CREATE FUNCTION one_more() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_locks
                    WHERE locktype = 'advisory' AND classid = 1936028271
                        AND mode = 'ExclusiveLock' AND pid = pg_backend_pid())
                THEN
                    INSERT INTO limits
                    VALUES (sha256(gen_random_uuid()::text::bytea), now(), 1);
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER one_more AFTER INSERT ON rekeyed
            FOR EACH STATEMENT EXECUTE FUNCTION one_more()""")
        self.rotate()
        self.assertEqual(self.status()["generation"], 2)

    def test_killed_anywhere(self):
        """At every step; the daemon serves meanwhile, and it goes on."""
        ana, _ = self.settle()
        old = self.keyed()
        for point in ("secrets_to_write", "secret_written", "keys_to_commit",
                      "keys_committed", "resealed", "resealed:3"):
            done = self.rotate(ok=False, env={"SERENDIP_CRASH_AT": point})
            self.assertEqual(done.returncode, -signal.SIGKILL, point)
            self.assertEqual(
                self.signed_in("ana@example.org").get("/v1/me").status, 200)
            self.assertEqual(ana.get("/v1/me").json["email"],
                             "ana@example.org")
        self.assertTrue(self.status()["under_way"])
        self.assertNotEqual(self.ctl("keys", "retire", ok=False).returncode, 0)
        self.rotate()
        self.assertEqual((self.status()["generation"],
                          self.status()["older"]), (2, 0))
        self.assertEqual(old & self.keyed(), set())
        self.check(ana)

    @contextlib.contextmanager
    def half_way(self):
        """A value of before, with the hashes switched and nothing sealed anew yet;
        at the end all of it is."""
        self.settle()
        (old,), = self.sql("SELECT email_sealed FROM members WHERE name = 'Ana'")
        self.rotate(ok=False, env={"SERENDIP_CRASH_AT": "keys_committed"})
        yield old
        self.assertEqual((self.status()["older"], self.status()["under_way"]),
                         (0, False))

    @contextlib.contextmanager
    def rotating(self, locks):
        """Goes on with it; the block begins as it waits for such a lock, or is
        over, and ends before it does."""
        rotation = subprocess.Popen(
            [self.house.program("serendipctl"), "keys", "rotate", "--config",
             str(self.house.config)], env=self.house.environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            **runner.as_runner())
        runner.at_end(rotation.kill)
        self.stops(rotation, locks)
        yield rotation
        said, _ = rotation.communicate(timeout=runner.DEADLINE)
        self.assertEqual(rotation.returncode, 0, said)

    def stops(self, rotation, locks):
        runner.wait_for(locks, lambda: rotation.poll() is not None or self.sql(
            f"SELECT 1 FROM pg_locks WHERE NOT granted AND {locks}"))

    def test_what_is_written_beside_it_is_sealed_anew(self):
        """A copy of before, in a transaction that outlasts all passes."""
        with self.half_way() as old, contextlib.ExitStack() as copy:
            copy.enter_context(self.house.holding(
                "SET search_path = serendip; SELECT keys_hold(2);"
                "INSERT INTO known_people (id, member, person, email_sealed) "
                f"SELECT gen_random_uuid(), id, sha256('x'), '{old}' "
                "FROM members WHERE name = 'Ana'", "COMMIT;"))
            with self.rotating("locktype = 'advisory'"):
                copy.close()

    def test_what_moves_in_its_table_is_sealed_anew(self):
        with self.half_way() as old, contextlib.ExitStack() as first, \
                contextlib.ExitStack() as second:
            # It has sealed known_people and blocks, and waits for a suggestion.
            first.enter_context(self.house.holding(
                "SELECT FROM serendip.suggestions FOR UPDATE"))
            with self.rotating("locktype = 'transactionid'") as rotation:
                second.enter_context(self.house.holding(
                    "LOCK TABLE serendip.blocks"))
                self.sql(f"UPDATE known_people SET email_sealed = '{old}'")
                # It looks for more, and knows how long known_people is.
                first.close()
                self.stops(rotation, "relation = 'blocks'::regclass")
                self.sql("DO $$ BEGIN FOR i IN 1..2000 LOOP UPDATE known_people "
                         "SET added_at = added_at; END LOOP; END $$")
                second.close()

    def test_two_daemons(self):
        ana, _ = self.settle()
        other = House(self.build, beside=self.house)
        self.others = (other,)
        self.rotate()
        self.assertEqual(self.status()["daemons"], 2)
        for house in (self.house, other):
            self.signed_in("ana@example.org", house)
        # One whose file is another's copy, as on another machine.
        copy = other.folder / "secret"
        other.stop()
        other.config.write_text(other.config.read_text().replace(
            str(other.secret), str(copy)))
        runner.run("cp", "-p", self.house.secret, copy)
        other.start()
        refused = self.rotate(ok=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("1 of 2 daemons do not know", refused.stderr)
        self.assertEqual(self.status()["generation"], 2)
        self.signed_in("ana@example.org", other)
        runner.run("cp", "-p", self.house.secret, copy)
        self.rotate()
        for house in (self.house, other):
            self.signed_in("ana@example.org", house)
        self.assertEqual(other.client(ana.token).get("/v1/me").status, 200)

    def test_who_has_the_old_secret_alone_does_not_start(self):
        self.settle()
        old = self.house.secret.read_bytes()
        self.rotate()
        self.house.stop()
        new = self.house.secret.read_bytes()
        self.house.secret.write_bytes(old)
        with self.assertRaisesRegex(
                RuntimeError, "belongs to another secret file"):
            self.house.start()
        for words in (("status",), ("rotate",), ("retire",)):
            refused = self.ctl("keys", *words, ok=False)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("is not the secret of this database", refused.stderr)
        self.house.secret.write_bytes(new)
        self.house.start()

    def test_a_backup_has_the_secret_of_its_time(self):
        ana, _ = self.settle()
        key = self.house.folder / "key"
        self.house.command("serendipctl", "backup", "key", str(key))

        def backup(name):
            file = self.house.folder / name
            self.ctl("backup", file, "--to", f"{key}.pub")
            return file
        before = backup("before")
        self.rotate()
        between = backup("between")
        self.ctl("keys", "retire")
        for file, with_new in ((before, False), (between, True)):
            other = House(self.build, cluster=cluster.Cluster(), start=False)
            runner.run("cp", "-p", self.house.secret, other.secret)
            words = ("restore", file, "--key", key)
            done = self.ctl(*words, house=other, ok=False)
            if not with_new:
                self.assertEqual(done.returncode, 1)
                self.assertIn("move it away first", done.stderr)
                other.secret.unlink()
                self.ctl(*words, house=other)
            other.start()
            self.others = (other,)
            someone = self.signed_in("ana@example.org", other)
            self.assertEqual(someone.get("/v1/me").json["email"],
                             "ana@example.org")
            other.stop()


if __name__ == "__main__":
    runner.main(KeyRotation)
