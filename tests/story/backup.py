#!/usr/bin/env python3
"""Backups: of one moment while all goes on, put back into a fresh PostgreSQL, where
the house goes on as it was; a file that is not as it was written changes nothing."""
import json
import os
import re
import shutil

from harness import case, cluster, runner
from harness.house import COMMUNITY, House, people_csv
from harness.traffic import Traffic

ALL = """
SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(t::text, E''\\n'' '
    'ORDER BY t::text), '''')) FROM serendip.%I t', relname, relname)
FROM pg_class WHERE relnamespace = 'serendip'::regnamespace AND relkind = 'r'
ORDER BY 1"""


def books(of, database):
    """Of every table how many rows, and their digest."""
    return [of.sql(statement, database)[0]
            for (statement,) in of.sql(ALL, database)]


class Backups(case.OwnHouse):
    def setUp(self):
        super().setUp()
        self.folder = runner.new_folder()
        self.key = self.folder / "key"
        self.ctl("backup", "key", self.key)

    def ctl(self, *words, ok=True):
        return self.house.command("serendipctl", *map(str, words), ok=ok)

    def backup(self, *more, name="all"):
        file = self.folder / name
        said = self.ctl("backup", file, "--to", f"{self.key}.pub", "--config",
                        self.house.config, *more).stdout
        return file, said

    def restore(self, file, config, key=None, ok=True):
        return self.ctl("restore", file, "--key", key or self.key, "--config",
                        config, ok=ok)

    def fresh(self):
        """A house that has a configuration and nothing else, on a PostgreSQL of
        its own."""
        other = House(self.build, cluster=cluster.Cluster(), start=False)
        for name in ("secret", "tls.pem", "tls.key"):
            os.unlink(other.folder / name)
        return other

    def test_under_load(self):
        members = [self.house.join(f"m{i}@example.org", f"M{i}")
                   for i in range(3)]
        self.house.import_people(people_csv(40))
        done = self.house.run_round()
        drawn = self.sql("SELECT seed, input_digest, input FROM draws")
        load = Traffic(self.house, members)
        begun = load.count()
        runner.wait_for("load", lambda: load.count() > begun + 20)
        file, said = self.backup()
        under = load.count()
        runner.wait_for("load", lambda: load.count() > under)
        load.end()
        self.assertEqual(load.odd, [])
        self.assertEqual(oct(file.stat().st_mode & 0o777), "0o600")
        self.assertEqual([f.name for f in self.folder.iterdir()
                          if f.name.startswith("all")], ["all"])

        # Of one moment: whoever is a member came by one line of the audit log,
        # and all of it has its place or waits for one.
        other = self.fresh()
        told = self.restore(file, other.config).stdout
        self.assertIn(str(other.secret) + " is back", told)
        theirs = lambda text: [tuple(r) for r in other.sql(text)]
        self.assertEqual(theirs(
            "SELECT count(*) FROM members WHERE source = 'signup'"), theirs(
            "SELECT count(*) FROM audit WHERE action = 'joined'"))
        self.assertEqual(theirs("SELECT seed, input_digest, input FROM draws"),
                         drawn)
        head = re.search(r"Audit head  (\d+:[0-9a-f]{64})", said).group(1)
        self.assertIn(head, told)
        place, hash_ = head.split(":")
        self.assertEqual(theirs(
            "SELECT encode(hash, 'hex') FROM audit_chain WHERE place = "
            + place), [(hash_,)])

        # It serves: nobody is signed in, and a round is drawn.
        runner.run(other.program("serendipd"), "--config", other.config,
                   "--init")
        other.start()
        self.assertEqual(
            other.client(members[0].token).get("/v1/me").status, 401)
        self.assertEqual(other.round(done["id"]), done)
        self.assertGreater(other.run_round()["introduced"], 30)
        other.stop()

    def test_everything_is_back(self):
        """On the same machine after it lost all: the configuration, too."""
        self.house.import_people(people_csv(12))
        self.house.run_round()
        self.house.stop()
        file, _ = self.backup("--with-tls")
        self.assertEqual(self.sql(
            "SELECT bytes, audit_head = a.detail, encode(digest, 'hex') "
            "FROM backups, audit a WHERE a.action = 'backup'")[0], (
            str(file.stat().st_size), "t", runner.run(
                "sha256sum", file).split()[0]))
        second, _ = self.backup("--with-tls", name="second")
        was = books(self.house.cluster, self.house.database)
        kept = {}
        for name in ("serendip.yaml", "secret", "tls.pem", "tls.key"):
            path = self.house.folder / name
            kept[name] = (path.read_bytes(), path.stat().st_mode)
            os.unlink(path)
        self.house.cluster.sql(f"DROP DATABASE {self.house.database}")
        self.house.cluster.new_database(self.house.database)
        self.restore(second, self.house.config)
        for name, (content, mode) in kept.items():
            path = self.house.folder / name
            self.assertEqual(path.read_bytes(), content)
            if name in ("secret", "tls.key"):
                self.assertEqual(path.stat().st_mode, mode)
        now = books(self.house.cluster, self.house.database)
        # But for the records of the backup itself, and of the restoring.
        differ = {a[0] for a, b in zip(was, now, strict=True) if a != b}
        self.assertEqual(differ - {"audit", "audit_waiting", "backups"}, set())
        self.house.start()
        self.assertEqual(self.house.operator.get(
            "/v1/operator/status").json["members"], 12)

    def test_what_the_configuration_names(self):
        """The operator's own letters, and files of webhooks: each where it was,
        also where all of it is gone."""
        beside = runner.new_folder()
        self.own_files(beside)
        self.house.kill()
        house = House(self.build, community=COMMUNITY + f"""
webhooks:
  ops: {{url: "https://hooks.example.org/x", events: [round.published],
    secret_file: "{beside}/hooks/ops"}}
  talk: {{url_file: "{beside}/hooks/talk", format: slack,
    events: [round.published]}}
""", letters=f'transport: "files:{beside}/out", templates: "{beside}/own"',
                      start=False)
        self.house = house
        house.start()
        file, _ = self.backup()
        house.stop()
        kept = {path: (path.read_bytes(), path.stat().st_mode & 0o777)
                for path in (*beside.glob("own/*"), *beside.glob("hooks/*"))}
        self.assertEqual(len(kept), 3)
        for path in (beside / "own", beside / "hooks"):
            shutil.rmtree(path)
        house.secret.unlink()
        house.config.unlink()
        house.cluster.sql(f"DROP DATABASE {house.database}")
        house.cluster.new_database(house.database)
        self.restore(file, house.config)
        for path, (content, mode) in kept.items():
            self.assertEqual((path.read_bytes(), path.stat().st_mode & 0o777),
                             (content, 0o644 if "own" in str(path) else mode))
        house.start()

    def own_files(self, beside):
        letter = self.ctl("letters", "template", "introduction").stdout
        for name, text, mode in (
                ("own/introduction.en.txt", letter, 0o644),
                ("hooks/ops", "whsec_" + "QUJD" * 8 + "\n", 0o600),
                ("hooks/talk", "https://hooks.example.org/T0\n", 0o600)):
            runner.run("sh", "-c", 'mkdir -p "${1%/*}" && printf %s "$2" >"$1" '
                       '&& chmod "$3" "$1"', "sh", beside / name, text,
                       oct(mode)[2:])

    def test_what_is_not_whole_changes_nothing(self):
        self.house.import_people(people_csv(4))
        file, _ = self.backup()
        other = self.fresh()
        whole = file.read_bytes()
        self.assertNotIn(b"m0001", whole)
        bad = self.folder / "bad"
        cases = {
            "cut off": whole[:-1], "cut off after": whole[:len(whole) // 2],
            "no backup": b"x" + whole[1:], "is no backup": b"",
            "behind it": whole + b"x",
            "not written under this key": whole[:40] + bytes(
                [whole[40] ^ 1]) + whole[41:],
            "damaged": whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:],
            "damaged or was changed": whole[:300] + bytes(
                [whole[300] ^ 1]) + whole[301:],
        }
        for words, content in cases.items():
            bad.write_bytes(content)
            bad.chmod(0o644)
            said = self.restore(bad, other.config, ok=False)
            self.assertEqual(said.returncode, 1, words)
            self.assertIn(words, said.stderr)
        wrong = self.folder / "wrong"
        self.ctl("backup", "key", wrong)
        self.assertIn("not written under this key", self.restore(
            file, other.config, key=wrong, ok=False).stderr)
        self.assertIn("public half", self.restore(
            file, other.config, key=f"{self.key}.pub", ok=False).stderr)
        self.assertFalse(other.secret.exists())
        self.assertEqual(other.cluster.sql(
            "SELECT to_regnamespace('serendip')", other.database), [[""]])

        # Neither into a house that is there, nor beside another's secret.
        self.assertIn("not empty", self.restore(
            file, self.house.config, ok=False).stderr)
        shutil.copy(self.key, other.secret)
        os.truncate(other.secret, 32)
        os.chmod(other.secret, 0o600)
        if runner.RUNNER is not None:
            os.chown(other.secret, runner.RUNNER.pw_uid, runner.RUNNER.pw_gid)
        self.assertIn("another house", self.restore(
            file, other.config, ok=False).stderr)
        # A database that fails half-way stays as empty as it was.
        os.unlink(other.secret)
        other.cluster.sql(
            "CREATE FUNCTION no() RETURNS event_trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE 'no more'; END $$; CREATE EVENT TRIGGER no ON "
            "ddl_command_start WHEN TAG IN ('CREATE INDEX') "
            "EXECUTE FUNCTION no()", other.database)
        self.assertIn("pg_restore", self.restore(
            file, other.config, ok=False).stderr)
        self.assertEqual(other.cluster.sql(
            "SELECT to_regnamespace('serendip')", other.database), [[""]])
        other.cluster.sql("DROP EVENT TRIGGER no; DROP FUNCTION no()",
                          other.database)
        self.restore(file, other.config)

    def test_where_it_cannot_be_written(self):
        self.house.import_people(people_csv(4))
        file, _ = self.backup()
        again = self.ctl("backup", file, "--to", f"{self.key}.pub", "--config",
                         self.house.config, ok=False)
        self.assertIn("is there already", again.stderr)
        private = self.ctl("backup", self.folder / "b", "--to", self.key,
                           "--config", self.house.config, ok=False)
        self.assertIn("no public key", private.stderr)
        # pg_dump that fails leaves no half of a backup behind.
        self.house.sql("CREATE ROLE nobody_else LOGIN")
        self.addCleanup(self.house.sql, "DROP OWNED BY nobody_else; "
                        "DROP ROLE nobody_else")
        config = self.folder / "broken.yaml"
        text = self.house.config.read_text()
        config.write_text(text.replace("user=postgres", "user=nobody_else"))
        config.chmod(0o644)
        self.house.sql(
            "GRANT USAGE ON SCHEMA serendip TO nobody_else; GRANT SELECT ON "
            "schema_version, house, audit_chain, audit_begins, members "
            "TO nobody_else")
        failed = self.ctl("backup", self.folder / "c", "--to",
                          f"{self.key}.pub", "--config", config, ok=False)
        self.assertIn("pg_dump", failed.stderr)
        self.assertEqual([f.name for f in self.folder.iterdir()
                          if f.name.startswith(("b.", "c"))], [])
        self.assertEqual(self.sql("SELECT count(*) FROM backups"), [("1",)])

    def test_erasures_since_are_done_again(self):
        """By the list that docs/operating.md has kept beside the backups."""
        gone = self.house.join("gone@example.org", "Gone")
        self.house.join("stays@example.org", "Stays")
        file, _ = self.backup()
        late = self.house.join("late@example.org", "Late")
        for who in (gone, late):
            me = who.get("/v1/me").json["id"]
            self.assertEqual(who.delete(f"/v1/me?confirm={me}").status, 204)
        lines = json.loads(self.ctl(
            "--json", "audit", "list", "--action", "erased", "--since",
            "2020-01-01").stdout)["lines"]
        self.assertEqual(len(lines), 2)

        other = self.fresh()
        self.restore(file, other.config)
        runner.run(other.program("serendipd"), "--config", other.config,
                   "--init")
        other.start()
        active = lambda: other.sql(
            "SELECT name FROM members WHERE state = 'active' ORDER BY name")
        self.assertEqual(active(), [["Gone"], ["Stays"]])
        # Newest first: whom the backup does not have is not found.
        self.assertEqual([other.command(
            "serendipctl", "members", "erase", line["subject"], "--reason",
            "Erased before the restore.", ok=False).returncode
            for line in lines], [1, 0])
        self.assertEqual(active(), [["Stays"]])
        other.stop()

    def test_status_says_when(self):
        self.assertIn("Last backup: none", self.ctl("status").stdout)
        self.backup()
        self.assertRegex(self.ctl("status").stdout,
                         r"Last backup: \d{4}-\d\d-\d\dT")


if __name__ == "__main__":
    runner.main(Backups)
