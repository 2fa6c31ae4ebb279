#!/bin/bash
# style.sh format|cppcheck SOURCE BUILD: one judge over all of our C. What each
# looks for is in .clang-format and here; tidy.py is the third.
set -u
judge=$1
cd "$2" || exit 2
build=$3

case $judge in
format)	tool=clang-format ;;
cppcheck) tool=cppcheck ;;
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
esac
