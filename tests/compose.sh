#!/bin/bash
# compose.sh BUILD: what the Dockerfile copies is in the clone, and is all that the
# build asks for; docker-compose.yml is one, where docker-compose can say so.
set -u
cd "$(dirname "$0")/.." || exit 2
bad=0
say() { echo "$1"; bad=1; }

copied=$(sed -n 's/^COPY \([^-].*\) [^ ]*$/\1/p' daemon/setup/Dockerfile)
for path in $copied; do
	[ -e "$path" ] || say "daemon/setup/Dockerfile copies $path, which is not there"
done
# The first word of each path that CMake reads, but for what release leaves out.
while read -r path; do
	case " $(echo "$copied" | tr '\n' ' ') " in
	*" ${path%/} "*) ;;
	*) say "daemon/setup/Dockerfile does not copy ${path%/}" ;;
	esac
done < <(grep -ohE '(daemon|clients|docs|proto|sql)/' CMakeLists.txt \
	daemon/setup/package.cmake | sort -u)

# Compose's own file, with what the guide has beside it.
if [ -x /usr/bin/docker-compose ]; then
	to=$(mktemp -d)
	trap 'rm -rf "$to"' EXIT
	cp docker-compose.yml "$to/" && touch "$to/serendip.yaml"
	(cd "$to" && /usr/bin/docker-compose config -q) || say "docker-compose.yml"
fi
exit $bad
