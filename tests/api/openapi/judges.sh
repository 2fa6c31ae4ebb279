#!/bin/bash
# judges.sh BUILD: brings the judges that package-lock.json names into a folder
# of the build, once, and prints that folder. 77: there is no npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1/judges
command -v npm >/dev/null && command -v node >/dev/null || exit 77

mkdir -p "$folder"
# Several tests may ask at the same time.
exec 9>"$folder/.lock"
flock 9
if ! cmp -s "$here/package-lock.json" "$folder/.installed"; then
	cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" \
		"$folder/"
	(cd "$folder" && npm ci >npm.log 2>&1) ||
		{ cat "$folder/npm.log" >&2; exit 1; }
	cp "$here/package-lock.json" "$folder/.installed"
fi
echo "$folder"
