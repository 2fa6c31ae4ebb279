#!/usr/bin/env python3
"""watching.py SOURCE: dashboard and alert rules name metrics that there are, every
alert says what to do, and Prometheus takes the rules and tells what their own test
expects (where promtool is)."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

source = pathlib.Path(sys.argv[1])
folder = source / "docs/watching"
rows = re.findall(r'^METRIC\(\w+, (\w+), \w+, "([^"]*)", "(\w+)"',
                  (source / "daemon/base/metrics.def").read_text(), re.M)
there, labels = set(), {}
for kind, names, name in rows:
    for ending in ("_bucket", "_sum", "_count") if kind == "histogram" else ("",):
        there.add(name + ending)
    labels[name] = set(filter(None, names.split(","))) | {
        "instance", "job", "le"}
bad = []


def hold(where, query):
    """Names and labels of one expression."""
    for name, selector in re.findall(r"(serendip_\w+)(?:\{([^}]*)\})?", query):
        if name not in there:
            bad.append(f"{where}: there is no metric {name}")
            continue
        row = re.sub("_(bucket|sum|count)$", "", name)
        row = row if row in labels else name
        for label in re.findall(r"(\w+)\s*(?:=~|!=|=)", selector or ""):
            if label not in labels[row]:
                bad.append(f"{where}: {name} has no label {label}")


dashboard = json.loads((folder / "grafana.json").read_text())
queries = [(p["title"], t["expr"]) for p in dashboard["panels"]
           for t in p["targets"]]
for title, query in queries:
    hold(f"grafana.json, {title}", query)
rules = (folder / "alerts.yml").read_text()
alerts = rules.split("- alert: ")[1:]
for alert in alerts:
    name = alert.split("\n")[0]
    hold(f"alerts.yml, {name}", re.search(r"expr: (.*)", alert)[1])
    if not re.search(r"^          action: \S+ \S+", alert, re.M):
        bad.append(f"alerts.yml: {name} does not say what to do")
if len(queries) < 20 or len(alerts) < 10:
    bad.append("there are hardly any queries or alerts")
if shutil.which("promtool"):
    for words in (["check", "rules", "alerts.yml"],
                  ["test", "rules", "alerts.test.yml"]):
        done = subprocess.run(["promtool", *words], cwd=folder, text=True,
                              capture_output=True, check=False)
        if done.returncode != 0:
            bad.append(done.stdout + done.stderr)
print("\n".join(bad))
sys.exit(bool(bad))
