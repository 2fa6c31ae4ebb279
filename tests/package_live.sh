#!/bin/bash
# package_live.sh PACKAGE: as a stranger would, in a Debian 12 made for it: the
# package installed, serendip-setup, two people, a round, an upgrade, a purge.
# Wants root and debootstrap, takes minutes: ./test --package.
set -euo pipefail
package=$(realpath "$1")
root=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
chmod 755 "$root" # it is a /, for others than root, too
at_end() {
	chroot "$root" pg_ctlcluster --mode immediate 15 main stop 2>/dev/null || true
	umount "$root/proc" "$root/dev" 2>/dev/null || true
	rm -rf --one-file-system "$root"
}
trap at_end EXIT
within() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

debootstrap --variant=minbase --include=ca-certificates bookworm "$root" \
	http://deb.debian.org/debian >/dev/null
cat >"$root/etc/apt/sources.list" <<-END
	deb http://deb.debian.org/debian bookworm main
	deb http://deb.debian.org/debian-security bookworm-security main
END
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$package" "$root/tmp/serendip.deb"
within apt-get update -qq
within apt-get install -y -qq --no-install-recommends /tmp/serendip.deb postgresql >/dev/null
within pg_ctlcluster 15 main start
within serendip-setup --example town --port "$port"
within serendip-setup | grep -v '^$' # again: nothing more is made
within tail -n 1 /etc/systemd/system/serendip.socket.d/listen.conf |
	grep -qx "ListenStream=127.0.0.1:$port"
within install -d -o serendip -g serendip -m 0750 /run/serendip
cat >"$root/tmp/people.csv" <<-END
	id,email,name,language,zone,pitch,domain,languages,free
	p1,ana@example.org,Ana,en,Europe/Paris,I mend violins.,crafts/violin-maker,fr;en,mon 12-14
	p2,bo@example.org,Bo,en,Europe/Paris,I am a nurse.,health/nurse,fr;en,mon 12-14
END
cat >"$root/tmp/try" <<-'END'
	set -eu
	coproc DAEMON { exec runuser -u serendip -- serendipd 2>&1; }
	daemon=$DAEMON_PID # bash forgets its own as the daemon ends
	trap 'kill "$daemon" 2>/dev/null || true' EXIT
	while read -r line <&"${DAEMON[0]}"; do
		case $line in *event=ready*) break ;; *level=error*) echo "$line"; exit 1 ;; esac
	done
	serendipctl status
	serendipctl members import /tmp/people.csv --pool weekly
	serendipctl rounds run weekly | tee /tmp/round
	grep -q 'Introduced *2' /tmp/round
	apt-get install -y -qq --reinstall /tmp/serendip.deb >/dev/null
	serendipctl status >/dev/null
	kill -TERM "$daemon"
	wait "$daemon" || true
	apt-get purge -y -qq serendip >/dev/null
	[ -e /var/lib/serendip/secret ] && [ -e /etc/serendip/serendip.yaml ]
END
within bash /tmp/try
within pg_ctlcluster 15 main stop
echo "the package works as a stranger would have it"
