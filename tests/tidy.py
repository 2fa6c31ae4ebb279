#!/usr/bin/env python3
"""tidy.py SOURCE BUILD [NODES]: clang-tidy over all of our C, as .clang-tidy
says. Of a file in which it found nothing before, and that reads the same since,
headers included, that is remembered in BUILD. NODES is how many states of a
function its analyser looks at: more find more, and take longer."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

TOGETHER = 24  # files to a process, which takes longer to begin than for a file
NODES = 20000  # its own shallow mode: 75,000, but without following calls
OURS = re.compile("/(daemon|proto|clients)/")


def preprocessed(entry):
    """What the compiler reads, comments too: they may silence it."""
    words = shlex.split(entry["command"])
    del words[words.index("-o"):words.index("-o") + 2]
    if words[0].endswith("ccache"):
        words.pop(0)
    return subprocess.run([*words, "-E", "-C"], cwd=entry["directory"],
                          capture_output=True, check=True).stdout


def is_judged(entry, key, stamps):
    stamp = stamps / entry["file"].replace("/", "%")
    return stamp.exists() and stamp.read_text() == key


def judged(entries, command, stamps, rules):
    """What clang-tidy has to say of some files, or "" where it is content."""
    keys = [hashlib.sha256(rules + preprocessed(entry)).hexdigest()
            for entry in entries]
    new = [(entry["file"], key) for entry, key in zip(entries, keys)
           if not is_judged(entry, key, stamps)]
    if not new:
        return ""
    files = [file for file, _ in new]
    done = subprocess.run([*command, *files], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == 0:
        for file, key in new:
            (stamps / file.replace("/", "%")).write_text(key)
        return ""
    return done.stdout or f"{files}: {done.returncode}\n"


def portions(entries):
    """What is judged by one process each. Its checker of va_list remembers the
    names of one file when it reads the next, so that who uses it is alone."""
    alone = [b"va_" in pathlib.Path(entry["file"]).read_bytes()
             for entry in entries]
    rest = [entry for entry, is_alone in zip(entries, alone) if not is_alone]
    parts = -(-len(rest) // TOGETHER)
    return [[entry] for entry, is_alone in zip(entries, alone) if is_alone] + [
        rest[i::parts] for i in range(parts)]


def main():
    source, build = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    nodes = sys.argv[3] if len(sys.argv) > 3 else NODES
    command = ["clang-tidy", "-quiet", "-p", build]
    for word in ("-analyzer-config", f"max-nodes={nodes}"):
        command += ["-extra-arg=-Xclang", "-extra-arg=" + word]
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True,
                             check=True).stdout
    rules = repr(command).encode() + version + (
        source / ".clang-tidy").read_bytes()
    stamps = build / "tidy"
    stamps.mkdir(exist_ok=True)
    entries = [entry for entry in json.loads(
        (build / "compile_commands.json").read_text())
        if OURS.match(entry["file"].removeprefix(str(source)))]
    os.nice(10)  # what else is tested may be in a hurry
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = list(pool.map(
            lambda some: judged(some, command, stamps, rules),
            portions(entries)))
    print("".join(said) or f"{len(entries)} files, and nothing to say")
    sys.exit(1 if any(said) or not entries else 0)


main()
