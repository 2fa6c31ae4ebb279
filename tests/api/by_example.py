#!/usr/bin/env python3
"""docs/api-by-example.md works as it stands: its blocks, run in order by a
shell that knows where the daemon is, as somebody would paste them."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from harness import runner
from harness.house import House

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "api-by-example.md"


class ByExample(unittest.TestCase):
    def test_every_block_runs(self):
        house = House(self.build)
        page = PAGE.read_text(encoding="utf-8")
        blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.M | re.S)
        self.assertGreater(len(blocks), 10)
        script = "set -euo pipefail\n"
        for block in blocks:
            line = page[:page.index(block)].count("\n") + 1
            script += f"echo '## line {line}'\n{block}"
        with tempfile.TemporaryDirectory() as folder:
            ran = subprocess.run(
                ["bash", "-c", script], cwd=folder, text=True,
                capture_output=True, timeout=runner.DEADLINE * 4, env={
                    "PATH": os.environ["PATH"],
                    "URL": f"https://localhost:{house.port}",
                    "CURL_CA_BUNDLE": str(house.folder / "tls.pem"),
                    "LETTERS": str(house.folder / "letters"),
                    "SOCKET": str(house.folder / "operator.sock")})
        self.assertEqual(ran.returncode, 0, ran.stdout[-2000:] + ran.stderr)
        for shown in ('"domain"', "health/nurse", "bridges stand", "/zone",
                      '"every":1', '"introduced": 2', "different fields",
                      "accepted", '"Monday at noon?"', "event:",
                      "unauthenticated"):
            self.assertIn(shown, ran.stdout)


if __name__ == "__main__":
    runner.main(ByExample)
