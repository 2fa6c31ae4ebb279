#!/bin/bash
# The demonstration's community: the same bytes from the same seed, people whom
# the import can take, and acquaintances among them.
set -euo pipefail
demo=$1/serendip-demo
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

"$demo" --seed 7 --members 300 --dir "$dir/a"
"$demo" --seed 7 --members 300 --dir "$dir/b"
"$demo" --seed 8 --members 300 --dir "$dir/c"
cmp "$dir/a/members.csv" "$dir/b/members.csv"
cmp "$dir/a/ties.csv" "$dir/b/ties.csv"
if cmp -s "$dir/a/members.csv" "$dir/c/members.csv"; then
	echo "another seed gave the same community"
	exit 1
fi

python3 - "$dir/a" "$(dirname "$0")/../.." <<'END'
import csv, re, sys
folder, root = sys.argv[1:]
vocabularies = root + "/daemon/config/vocabularies"
example = open(root + "/docs/examples/town.yaml", encoding="utf-8").read()
people = list(csv.DictReader(open(folder + "/members.csv", encoding="utf-8")))
assert len(people) == 300
assert len({p["id"] for p in people}) == 300
assert len({p["name"] for p in people}) == 300
assert len({p["email"] for p in people}) == 300
trades = {line.split(":")[0] for line in open(vocabularies + "/trades.yaml")
          if re.match(r"[a-z]+/", line)}
day = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) (\d+)-(\d+)$")
for p in people:
    assert re.fullmatch(r"[a-z0-9.-]+@example\.org", p["email"]), p["email"]
    assert ".." not in p["email"] and not p["email"].startswith("."), p["email"]
    assert p["domain"] in trades, p["domain"]
    assert "\n      " + p["town"] + ": " in example, p["town"]
    assert p["language"] in p["languages"].split(";"), p
    assert 20 <= len(p["pitch"]) <= 600, p["pitch"]
    assert not re.search(r"[{}]|\b(de le|de les|à le|à les)\b", p["pitch"]), p["pitch"]
    spans = [day.match(s) for s in p["free"].split(";")]
    assert all(m and int(m[2]) < int(m[3]) <= 24 for m in spans), p["free"]
    for many in ("languages", "interests", "offers", "seeks"):
        tags = p[many].split(";")
        assert len(tags) == len(set(tags)) and all(tags), p[many]
assert {p["language"] for p in people} == {"en", "fr"}
assert len({p["zone"] for p in people}) >= 4

ids = {p["id"]: p for p in people}
ties = [(t["a"], t["b"]) for t in csv.DictReader(open(folder + "/ties.csv"))]
assert all(a in ids and b in ids and a != b for a, b in ties)
assert len({frozenset(t) for t in ties}) == len(ties)
assert 5 <= 2 * len(ties) / 300 <= 7, len(ties)
near = sum(ids[a]["town"] == ids[b]["town"] for a, b in ties)
assert near > len(ties) / 4, near
END
