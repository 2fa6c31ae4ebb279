#!/bin/bash
# Holds every #include "…" to the arrows of tests/layers.txt, and file names
# under daemon/ to being unique.
set -u
cd "$1" || exit 2
bad=0
say() { echo "$1"; bad=1; }

while IFS=: read -r layer allowed; do
	case $layer in ''|'#'*) continue ;; esac
	own=${layer#daemon/}
	for file in "$layer"/*.[ch]; do
		[ -e "$file" ] || continue
		while IFS= read -r path; do
			ok=0
			for row in $own $allowed; do
				case $path in
				"$row"|"$row"/*) ok=1 ;;
				esac
			done
			[ $ok = 1 ] || say "$file: may not include \"$path\" (allowed:$allowed)"
		done < <(sed -n 's/^#include "\(.*\)".*/\1/p' "$file")
	done
done < tests/layers.txt

for folder in daemon/*/ proto/ clients/*/; do
	compgen -G "$folder*.c" >/dev/null || continue
	grep -q "^${folder%/}:" tests/layers.txt ||
		say "$folder has no row in tests/layers.txt"
done

twice=$(find daemon -name '*.[ch]' | sed 's|.*/||' | sort | uniq -d)
[ -z "$twice" ] || say "file names that occur twice under daemon/: $twice"
libc_only='event2/|openssl/|libpq-fe|json-c/|sodium|libfyaml|curl/|gmime|utf8proc'
grep -nE "#include <($libc_only)" \
    daemon/{base,pairing,model,store,work}/*.[ch] 2>/dev/null &&
	say "a library is included in a layer that may have none"
exit $bad
