#!/bin/bash
# headers.sh SOURCE CC FLAG…: every header compiles alone, since a contract that
# needs another header before it is none.
set -u
cd "$1" || exit 2
cc=$2
shift 2
bad=0
count=0
while IFS= read -r header; do
	count=$((count + 1))
	printf '#include "%s"\n' "$header" |
		"$cc" -std=c11 -Wall -Wextra -Werror "$@" -fsyntax-only -xc - ||
		{ echo "$header does not compile alone"; bad=1; }
done < <(find daemon proto clients -name '*.h' | sort)
[ $count -gt 0 ] || { echo "no headers found"; bad=1; }
exit $bad
