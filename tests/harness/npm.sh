#!/bin/bash
# npm.sh FOLDER BUILD: brings what FOLDER's package-lock.json names into a folder
# of the build, once, and prints that folder. 77: there is no npm.
set -eu
from=$(cd "$1" && pwd)
folder=$2/npm-$(basename "$from")
command -v npm >/dev/null && command -v node >/dev/null || exit 77

mkdir -p "$folder"
# Several tests may ask at the same time.
exec 9>"$folder/.lock"
flock 9
if ! cmp -s "$from/package-lock.json" "$folder/.installed"; then
	cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" \
		"$folder/"
	(cd "$folder" && npm ci --ignore-scripts >npm.log 2>&1) ||
		{ cat "$folder/npm.log" >&2; exit 1; }
	cp "$from/package-lock.json" "$folder/.installed"
fi
echo "$folder"
