#!/bin/bash
# package.sh BUILD: the Debian package has what an installation has, asks for the
# libraries that its programs want, and gives nobody more rights than they need.
set -u
build=$1
to=$(mktemp -d)
trap 'rm -rf "$to"' EXIT
bad=0
say() { echo "$1"; bad=1; }

command -v dpkg-shlibdeps >/dev/null ||
	{ echo "skipped: dpkg-shlibdeps is not installed"; exit 77; }
cpack -G DEB --config "$build/CPackConfig.cmake" -B "$to" >"$to/log" 2>&1 ||
	{ cat "$to/log"; exit 1; }
package=$(echo "$to"/serendip_*.deb)

# What cmake --install has; manual pages compressed, and Debian's own two files.
prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")
DESTDIR=$to/installed cmake --install "$build" >>"$to/log" 2>&1
{
	cd "$to/installed$prefix" && find . -type f -printf 'usr/%P\n' |
		sed 's|^usr/share/man/.*|&.gz|'
	printf 'usr/share/doc/serendip/%s\n' changelog.gz copyright
} | sort >"$to/expected"
dpkg-deb --fsys-tarfile "$package" | tar -t | sed -n 's|^\./\(.*[^/]\)$|\1|p' |
	sort >"$to/found"
diff "$to/expected" "$to/found" ||
	say "installed (<) and packaged (>) files differ"
owners=$(dpkg-deb --fsys-tarfile "$package" |
	tar -tv --numeric-owner | awk '$2 != "0/0" || $1 ~ /s/ || $1 ~ /^-.......w/')
[ -z "$owners" ] || say "not root's alone, or with more rights: $owners"

depends=$(dpkg-deb --field "$package" Depends)
for name in libc6 libpq5 libssl3 libsodium23 libcurl4 libfyaml0 ca-certificates \
	'libevent-extra-2.1-7 (>= 2.1.12-stable-8+deb12u1)'; do
	case "$depends, " in
	*"$name"*) ;;
	*) say "Depends has no $name: $depends" ;;
	esac
done
for script in postinst prerm postrm; do
	dpkg-deb --ctrl-tarfile "$package" | tar -xO "./$script" |
		sh -n || say "$script is no shell script"
done

# serendip-setup refuses what it cannot read before it changes anything.
dpkg-deb --extract "$package" "$to/root"
refuse() {
	local answer
	answer=$("$to/root/usr/sbin/serendip-setup" "${@:2}" 2>&1 </dev/null) &&
		say "serendip-setup ${*:2} does not fail"
	case $answer in
	*"$1"*) ;;
	*) say "serendip-setup ${*:2} says: $answer" ;;
	esac
}
refuse 'there is no option "--bad"' --bad
refuse '--port: found "65536"; allowed: 1 to 65535' --port 65536
refuse '--url: found "meet.example.org"; allowed: https://' --url meet.example.org
refuse '--url wants a value' --url

# What systemd would open follows the configuration, each time it runs.
opens() {
	[ "$(grep ^ListenStream= "$to/etc/listen.conf")" = \
		"ListenStream="$'\n'"ListenStream=$1" ] ||
		say "not $1 alone is opened: $(cat "$to/etc/listen.conf")"
}
setup() (
	# shellcheck source=/dev/null
	. <(sed '$d' "$to/root/usr/sbin/serendip-setup")
	# shellcheck disable=SC2034
	CONFIG=$to/serendip.yaml DROP_IN=$to/etc/listen.conf \
		CTL=$to/root/usr/bin/serendipctl
	"$@"
)
for listen in '127.0.0.1 8443 127.0.0.1:8443' '0.0.0.0 443 0.0.0.0:443' \
	'"::" 9000 [::]:9000'; do
	read -r address port socket <<<"$listen"
	sed -e "s|address: 127.0.0.1|address: $address|" -e "s|port: 8443|port: $port|" \
		"$to/root/usr/share/serendip/examples/town.yaml" >"$to/serendip.yaml"
	setup socket_make >"$to/said" || say "socket_make fails for $listen"
	grep -qF "$socket" "$to/said" || say "not said: $socket"
	opens "$socket"
	[ -z "$(setup socket_make)" ] || say "made again, though nothing has changed"
done
exit $bad
