#!/bin/bash
# install.sh BUILD: `cmake --install` into a folder of its own puts everything
# where a distribution expects it, and what it puts there works.
set -u
source=$(cd "$(dirname "$0")/.." && pwd)
build=$1
to=$(mktemp -d)
trap 'rm -rf "$to"' EXIT
bad=0
say() { echo "$1"; bad=1; }

DESTDIR=$to cmake --install "$build" >"$to/log" 2>&1 ||
	{ cat "$to/log"; exit 1; }
prefix=$to$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")

# Every path, and no other.
documents=share/doc/serendip
{
	printf '%s\n' bin/serendip bin/serendipctl bin/serendip-draw \
		bin/serendip-check-certificate sbin/serendipd share/man/man1/serendip.1 \
		share/man/man1/serendipctl.1 share/man/man1/serendip-draw.1 \
		share/man/man8/serendipd.8 \
		share/man/man8/serendip-setup.8 \
		share/man/man1/serendip-check-certificate.1 lib/systemd/system/serendip.service \
		lib/systemd/system/serendip.socket sbin/serendip-setup \
		lib/sysusers.d/serendip.conf "$documents/README.md" \
		"$documents/docs/figures/growth.svg" share/serendip/roles.sql \
		share/bash-completion/completions/serendip{,ctl} \
		share/zsh/site-functions/_serendip{,ctl} \
		share/locale/fr/LC_MESSAGES/serendip.mo
	cd "$source" && find docs -maxdepth 1 \( -name '*.md' -o \
		-name '*.json' \) -printf "$documents/%p\n"
	find docs/examples docs/watching -type f -printf "$documents/%p\n"
	find docs/examples -maxdepth 1 -name '*.yaml' \
		-printf 'share/serendip/examples/%P\n'
	[ ! -d "$build/web" ] ||
		find "$build/web" -type f -printf 'share/serendip/web/%P\n'
} | sort >"$to/expected"
(cd "$prefix" && find . -type f -printf '%P\n') | sort >"$to/found"
diff "$to/expected" "$to/found" ||
	say "expected (<) and installed (>) files differ"

# The programs run.
version=$(sed -n 's/^project(serendip VERSION \([0-9.]*\).*/\1/p' \
	"$source/CMakeLists.txt")
for program in bin/serendip bin/serendipctl bin/serendip-draw sbin/serendipd; do
	answer=$("$prefix/$program" --version)
	[ "$answer" = "${program##*/} $version" ] ||
		say "$program --version says \"$answer\", not $version"
	[ "$(stat -c %a "$prefix/$program")" = 755 ] ||
		say "$program is not for everybody to run"
done

# Completion is there as the programs print it, which need nothing to do so and
# make nothing.
mkdir "$to/home"
for program in serendip serendipctl; do
	env -i "$prefix/bin/$program" completion bash | cmp - \
		"$prefix/share/bash-completion/completions/$program" ||
		say "$program completion bash wants more than the program"
	env -i HOME="$to/home" "$prefix/bin/$program" completion zsh | cmp - \
		"$prefix/share/zsh/site-functions/_$program" ||
		say "$program completion zsh prints something else"
done
[ -z "$(ls -A "$to/home")" ] || say "completion makes $(ls -A "$to/home")"

"$prefix/bin/serendip-check-certificate" --help >/dev/null ||
	say "serendip-check-certificate does not run"

# The manual pages are without mistakes.
if command -v man >/dev/null; then
	for page in "$prefix"/share/man/man*/*; do
		warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 \
			man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
		[ -z "$warnings" ] || say "$page: $warnings"
	done
fi

# The unit names programs that are there, and systemd finds nothing wrong. It
# looks for the programs where they will be, so that it is shown these here.
unit=$prefix/lib/systemd/system/serendip.service
grep -q '@' "$unit" && grep -n '@[A-Z]' "$unit" &&
	say "serendip.service has places that were not filled in"
while read -r program; do
	[ -x "$to$program" ] || say "serendip.service: there is no $program"
done < <(sed -n 's/^Exec[A-Za-z]*=\(\/[^ ]*serendip[^ ]*\).*/\1/p' "$unit")
if command -v systemd-analyze >/dev/null; then
	sed "s|=\(/[^ ]*/serendipd\)|=$to\1|; s|^Documentation=.*||" "$unit" \
		>"$to/serendip.service"
	findings=$(systemd-analyze verify --man=no "$to/serendip.service" 2>&1 |
		grep 'serendip')
	[ -z "$findings" ] || say "$findings"
fi
exit $bad
