#!/usr/bin/env python3
"""Migrations by hand: tried without a trace, then applied."""
from harness import runner
from harness.house import House
import unittest


class Migrating(unittest.TestCase):
    def test_tried_then_applied(self):
        house = House(self.build, start=False)
        names = sorted(p.stem for p in (
            runner.SOURCE / "sql/migrations").glob("*.sql"))

        def migrate(*words):
            return runner.run(house.program("serendipd"), "--config",
                              house.config, "--migrate", *words)
        said = migrate("--dry-run").splitlines()
        self.assertEqual(said[:-1], [n + " can be applied" for n in names])
        self.assertEqual(
            said[-1], f"{len(names)} would be applied; nothing was changed")
        self.assertEqual(house.cluster.sql(
            "SELECT to_regnamespace('serendip')", house.database), [[""]])
        self.assertIn(f"{len(names)} applied", migrate())
        self.assertEqual(migrate("--dry-run"), "the database is up to date\n")
        # One is missing, and cannot be applied: it says which and why.
        house.sql(f"DELETE FROM schema_version WHERE name = '{names[-1]}'")
        with self.assertRaisesRegex(RuntimeError,
                                    names[-1] + ".*already exists"):
            migrate("--dry-run")
        house.sql("DROP SCHEMA serendip CASCADE")
        house.start()
        house.stop()


if __name__ == "__main__":
    runner.main(Migrating)
