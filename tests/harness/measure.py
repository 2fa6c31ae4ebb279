"""Measuring side by side: every figure is a ratio to a reference that is
measured in the same run, in turns, so that whatever else the machine does
weighs on both.

Programs of tests/bench are NAME.py BUILD, print what they found, and fail only
where they cannot measure: a figure depends on the machine, and is read.
"""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

from . import runner

PAIRS = int(os.environ.get("BENCH_PAIRS", "7"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "2"))
CORES = os.cpu_count() or 1
SERVER_CORE, CLIENT_CORE = 0, min(1, CORES - 1)


def need(*programs):
    """Ends where a program is missing; its path, for each."""
    paths = []
    for name in programs:
        path = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
        if path is None:
            sys.exit(f"{name} is not installed")
        paths.append(path)
    return paths


def pin(pid, core=SERVER_CORE):
    """Keeps a process with all its threads on one core."""
    subprocess.run(["taskset", "-acp", str(core), str(pid)], check=True,
                   stdout=subprocess.DEVNULL)


def cpu_us(pid):
    """Processor time of a process so far, all its threads."""
    return sum(int(path.read_text().split()[0]) / 1000 for path in
               pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"))


def wrk(url, connections, *words):
    """Requests a second, by one thread on the client's core; all answers must
    be good ones."""
    done = subprocess.run(
        ["taskset", "-c", str(CLIENT_CORE), "wrk", "-t1", f"-c{connections}",
         f"-d{SECONDS}s", *words, url],
        capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))


def in_turns(ours, reference, pairs=PAIRS):
    """Figures of both, A, B, A, B…; a first pair warms up and is not kept."""
    ours(), reference()
    found = [(ours(), reference()) for _ in range(pairs)]
    return [a for a, _ in found], [b for _, b in found]


def spread(figures):
    """"median (least to most)"."""
    unit = "{:,.0f}" if statistics.median(figures) >= 100 else "{:.1f}"
    return (unit + " ({}–{})").format(
        statistics.median(figures), unit.format(min(figures)),
        unit.format(max(figures)))


def report(what, unit, ours, reference, name, aim=None):
    """Prints both and the median of the pairs' ratios, which it returns."""
    ratios = [a / b for a, b in zip(ours, reference)]
    ratio = statistics.median(ratios)
    print(f"{what}\n"
          f"  serendipd  {spread(ours)} {unit}\n"
          f"  {name:<9}  {spread(reference)} {unit}\n"
          f"  ratio      {ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f}), "
          f"median of {len(ratios)} pairs"
          + (f"; the aim is at least {aim}" if aim else ""), flush=True)
    return ratio


def report_time(what, ours, reference, name, aim_ms):
    """The same for times: here less is better."""
    ratio = statistics.median(a / b for a, b in zip(ours, reference))
    print(f"{what}\n"
          f"  serendipd  {spread(ours)} ms; the aim is {aim_ms} ms\n"
          f"  {name:<9}  {spread(reference)} ms\n"
          f"  ratio      {ratio:.2f}, median of {len(ours)} pairs", flush=True)


def machine():
    """One line: processor, cores, memory, system, and how busy it was."""
    cpu = re.search(r"model name\s*:\s*(.*)",
                    open("/proc/cpuinfo", encoding="utf-8").read())
    memory = re.search(r"MemTotal:\s*(\d+)",
                       open("/proc/meminfo", encoding="utf-8").read())
    system = re.search(r'PRETTY_NAME="(.*)"',
                       open("/etc/os-release", encoding="utf-8").read())
    return (f"{cpu.group(1) if cpu else os.uname().machine}, {CORES} cores, "
            f"{int(memory.group(1)) / 2**20:.0f} GiB, {system.group(1)}, "
            f"Linux {os.uname().release}; load {os.getloadavg()[0]:.1f} before")


def build_of_arguments():
    """The folder of programs, from the command line."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} BUILD")
    print(machine(), flush=True)
    return sys.argv[1]
