#!/bin/bash
# style.sh format|cppcheck|tidy SOURCE BUILD: one judge over all of our C. What
# each looks for is in .clang-format, .clang-tidy and here.
set -u
judge=$1
cd "$2" || exit 2
build=$3

case $judge in
format)	tool=clang-format ;;
cppcheck) tool=cppcheck ;;
tidy)	tool=run-clang-tidy ;;
*)	exit 2 ;;
esac
command -v $tool >/dev/null ||
	{ echo "$tool is missing; its package is in daemon/setup/packages.txt"; exit 1; }

case $judge in
format)
	find daemon proto clients tests -name '*.[ch]' -print0 |
		xargs -0 clang-format --dry-run -Werror
	;;
cppcheck)
	# It reads neither the libraries' headers nor, at once, two of our
	# files: what a function elsewhere fills looks unset to it (the compiler
	# and clang-tidy see to that). readdir_r is the deprecated one today.
	mkdir -p "$build/cppcheck"
	cppcheck -q -j2 --cppcheck-build-dir="$build/cppcheck" --std=c11 \
		--enable=warning,portability,performance --inline-suppr \
		--error-exitcode=1 --library=posix --suppress=missingInclude \
		--suppress=missingIncludeSystem --suppress=uninitvar \
		--suppress=ctuuninitvar --suppress=readdirCalled \
		-D_GNU_SOURCE -DSERENDIP_TEST_HOOKS=1 \
		-I daemon -I . -I "$build/generated" daemon proto clients
	;;
tidy)
	# Paths as many as in the analyser's shallow mode (75,000 nodes): a
	# third of the time. Without that argument it looks further.
	run-clang-tidy -quiet -j2 -p "$build" \
		-extra-arg=-Xclang -extra-arg=-analyzer-config \
		-extra-arg=-Xclang -extra-arg=max-nodes=75000 \
		"^$PWD/(daemon|proto|clients)/.*\\.c\$" >"$build/tidy.txt" 2>&1
	status=$?
	sed -e 's/\x1b\[[0-9;]*m//g' -e '/^clang-tidy/d' \
		-e '/warnings\? generated/d' "$build/tidy.txt"
	exit $status
	;;
esac
