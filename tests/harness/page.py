"""A page of docs/ whose blocks are run as somebody would paste them.

A block begins with ```sh; what else stands on that line says where it runs. One
of ```text right below it is what it prints.

    for block in page.blocks("guide.md"):
        block.line, block.where, block.script, block.shown
"""
import os
import re
import subprocess
import typing

from . import runner

BLOCK = re.compile(r"^```sh ?([a-z]*)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?",
                   re.M | re.S)
CONFIGURATION = "/etc/serendip/serendip.yaml"


class Block(typing.NamedTuple):
    line: int
    where: str
    script: str
    shown: str | None  # None: the page does not show what it prints


def path(name):
    return runner.SOURCE / "docs" / name


def blocks(name):
    text = path(name).read_text(encoding="utf-8")
    return [Block(text.count("\n", 0, found.start()) + 1, *found.groups())
            for found in BLOCK.finditer(text)]


def run(house, script, folder):
    """Against a house, in a folder: sudo is nobody, and the configuration is
    the house's."""
    return subprocess.run(
        ["bash", "-c", "set -eu\nsudo() { \"$@\"; }\n" +
         script.replace(CONFIGURATION, str(house.config))],
        cwd=folder, text=True, capture_output=True,
        timeout=runner.DEADLINE * 8, env={
            "PATH": house.build + ":" + os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "SERENDIP_SOCKET": str(house.folder / "operator.sock")})


def show(name, outputs):
    """Writes what blocks printed below them, where the page shows it: by the
    line that each begins at."""
    def block(found):
        printed = outputs.get(text.count("\n", 0, found.start()) + 1)
        if found[3] is None or printed is None:
            return found[0]
        return found[0][:found.start(3) - found.start()] + printed + "```\n"
    text = path(name).read_text(encoding="utf-8")
    path(name).write_text(BLOCK.sub(block, text), encoding="utf-8")
