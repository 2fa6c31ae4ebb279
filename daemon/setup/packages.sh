# shellcheck shell=bash
# Debian packages: what is missing, and installing it. Sourced after steps.sh.
#
#	packages_ready STAGE…       installs what is missing, or says what to type

PACKAGES_LIST=${BASH_SOURCE[0]%/*}/packages.txt
PACKAGES_CREATECLUSTER=/etc/postgresql-common/createcluster.conf

# Whether one row of the list is met.
package_is_there() {
	local package=$1 at_least=$2 unless=$3 found
	found=$(dpkg-query -W -f '${db:Status-Status} ${Version}' "$package" 2>/dev/null) || found=
	if [[ $found == "installed "* ]]; then
		[ "$at_least" = - ] ||
			dpkg --compare-versions "${found#installed }" ge "$at_least"
		return
	fi
	[ "$at_least" = - ] && [ "$unless" != - ] && command -v "$unless" >/dev/null
}

# One missing package a line.
packages_missing() {
	local stage package at_least unless _
	while read -r stage package at_least unless _; do
		[[ " $* " == *" $stage "* ]] || continue
		package_is_there "$package" "$at_least" "$unless" ||
			printf '%s\n' "$package"
	done < <(grep -v '^[[:space:]]*\(#\|$\)' "$PACKAGES_LIST")
}

# Debian would create and start a cluster "main" with the server's package;
# ours is private, so that is held back for the moment. Says whether it is.
packages_hold_cluster() {
	[ -f "$PACKAGES_CREATECLUSTER" ] || return 1
	[ -e "$PACKAGES_CREATECLUSTER.serendip" ] ||
		cp -p "$PACKAGES_CREATECLUSTER" "$PACKAGES_CREATECLUSTER.serendip"
	echo 'create_main_cluster = false' >>"$PACKAGES_CREATECLUSTER"
}

packages_release_cluster() {
	[ ! -e "$PACKAGES_CREATECLUSTER.serendip" ] ||
		mv "$PACKAGES_CREATECLUSTER.serendip" "$PACKAGES_CREATECLUSTER"
}

# As root.
packages_install() {
	export DEBIAN_FRONTEND=noninteractive
	apt-get update
	if [[ " $* " == *" postgresql-15 "* ]]; then
		apt-get install -y --no-install-recommends postgresql-common
		packages_hold_cluster
	fi
	local status=0
	apt-get install -y --no-install-recommends "$@" || status=$?
	packages_release_cluster
	return "$status"
}

# The same for one who may use sudo: this file is read again as root.
packages_install_sudo() {
	sudo bash -c 'set -eu; source "$1"; shift; packages_install "$@"' - \
		"$(realpath "${BASH_SOURCE[0]}")" "$@"
}

packages_ready() {
	local missing typed
	if ! command -v dpkg-query >/dev/null; then
		say "  – this is no Debian: make sure of what daemon/setup/packages.txt lists"
		return 0
	fi
	mapfile -t missing < <(packages_missing "$@")
	[ ${#missing[@]} -gt 0 ] || return 0
	typed="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
	if [ "$(id -u)" -eq 0 ]; then
		step "Installing packages" "Try it by hand: $typed" \
			packages_install "${missing[@]}"
	elif command -v sudo >/dev/null && sudo -v; then
		step "Installing packages" "Try it by hand, as root: $typed" \
			packages_install_sudo "${missing[@]}"
	else
		fail "Some packages are missing, and only root can install them." \
			"As root, type:" "" "    $typed" "" "then start again."
	fi
	mapfile -t missing < <(packages_missing "$@")
	[ ${#missing[@]} -eq 0 ] ||
		fail "Still missing or too old: ${missing[*]}" \
			"Debian 12 has them; libevent-dev needs the security archive" \
			"(deb http://deb.debian.org/debian-security bookworm-security main)."
}
