# shellcheck shell=bash
# A private PostgreSQL cluster and the unprivileged user who runs it and the
# daemon. Sourced after steps.sh.
#
#	runner_choose ROOT           who runs it: sets RUNNER
#	as_runner COMMAND…           runs a command as that user
#	runner_exec COMMAND…         becomes it, in a subshell
#	cluster_make PG RUN          creates the cluster, or checks its version
#	cluster_start PG LOG         starts it: sets CLUSTER_SERVER
#	cluster_ready RUN LOG        waits until it answers
#	cluster_start_again PG RUN LOG   both, after it ended by itself
#	cluster_stop PG · cluster_is_running PG
#	cluster_end PG               stops it, however far it has come
#	cluster_roles RUN            roles and database, where missing
#
# Connections are by Unix socket only, in a folder that only the runner (and
# root) may enter, and by peer: the system's user is the proof.

CLUSTER_VERSION=15
CLUSTER_BIN=${CLUSTER_BIN:-/usr/lib/postgresql/$CLUSTER_VERSION/bin}
CLUSTER_SERVER=
RUNNER=

# PostgreSQL refuses root, and the daemon has no use for it: a clone's owner
# runs them, or, where that is root, a system user of our own.
runner_choose() {
	local owner
	if [ "$(id -u)" -ne 0 ]; then
		RUNNER=$(id -un)
		return 0
	fi
	owner=$(stat -c %U "$1")
	if [ "$owner" != root ] && getent passwd "$owner" >/dev/null; then
		RUNNER=$owner
		return 0
	fi
	RUNNER=serendip
	getent passwd "$RUNNER" >/dev/null ||
		useradd --system --user-group --no-create-home \
			--home-dir /nonexistent --shell /usr/sbin/nologin "$RUNNER"
}

# Becomes that command, as the runner, in a folder that anybody may be in (a
# clone below /root is none). For subshells: they end with it.
runner_exec() {
	cd /
	if [ "$EUID" -ne 0 ]; then
		exec "$@"
	fi
	exec setpriv --reuid="$RUNNER" --regid="$(id -g "$RUNNER")" --init-groups \
		env HOME=/nonexistent USER="$RUNNER" LOGNAME="$RUNNER" "$@"
}

as_runner() {
	(runner_exec "$@")
}

# Root builds root's clone, and an owner their own.
runner_or_self() {
	if [ "$(id -u)" -eq 0 ] && [ "$(stat -c %U "$ROOT")" = "$RUNNER" ]; then
		as_runner "$@"
	else
		"$@"
	fi
}

cluster_is_running() {
	as_runner "$CLUSTER_BIN/pg_ctl" -D "$1" status >/dev/null 2>&1
}

# 'text' as postgresql.conf has it.
cluster_quoted() {
	printf "'%s'" "${1//\'/\'\'}"
}

# The settings that this start decides, in a file of their own.
cluster_settings_write() {
	local pg=$1 run=$2
	as_runner tee "$pg/serendip.conf" >/dev/null <<-END
		# Written by every ./start; postgresql.conf is yours.
		listen_addresses = ''
		unix_socket_directories = $(cluster_quoted "\"$run\"")
		unix_socket_permissions = 0700
		log_timezone = 'UTC'
		timezone = 'UTC'
	END
	as_runner tee "$pg/pg_hba.conf" >/dev/null <<-END
		# Written by every ./start: this socket only, and only who pg_ident.conf names.
		local all all peer map=serendip
	END
	as_runner tee "$pg/pg_ident.conf" >/dev/null <<-END
		# Written by every ./start: system user, role.
		serendip "$RUNNER" postgres
		serendip "$RUNNER" serendip_owner
		serendip "$RUNNER" serendip_app
		serendip root postgres
	END
}

cluster_make() {
	local pg=$1 run=$2 version half=$1.half
	if [ -e "$pg/PG_VERSION" ]; then
		version=$(cat "$pg/PG_VERSION")
		if [ "$version" != "$CLUSTER_VERSION" ]; then
			echo "The data in $pg belong to PostgreSQL $version, this is $CLUSTER_VERSION."
			echo "Bring them over with pg_upgradecluster or pg_dump, or use another --dir."
			return 1
		fi
	else
		# Under another name until it is whole: an interrupted initdb
		# leaves nothing that looks like a cluster.
		as_runner rm -rf "$half"
		as_runner "$CLUSTER_BIN/initdb" -D "$half" -U postgres \
			--encoding=UTF8 --locale=C.UTF-8 --auth=peer
		as_runner tee -a "$half/postgresql.conf" >/dev/null \
			<<<"include 'serendip.conf'"
		as_runner mv "$half" "$pg"
	fi
	cluster_settings_write "$pg" "$run"
}

# A child of ours, so that its end is noticed; in a session of its own: a Ctrl-C
# at the terminal does not reach it before the daemon has let go of it.
cluster_start() {
	# shellcheck disable=SC2016 # for the other shell to expand
	(runner_exec setsid bash -c 'exec "$@" >>"$0" 2>&1' \
		"$2" "$CLUSTER_BIN/postgres" -D "$1") </dev/null &
	CLUSTER_SERVER=$!
}

# Written so that it may stand in a condition.
cluster_ready() {
	local run=$1 log=$2 deadline=$((SECONDS + 60))
	until as_runner "$CLUSTER_BIN/pg_isready" -q -h "$run" -U postgres; do
		if ! kill -0 "$CLUSTER_SERVER" 2>/dev/null ||
			[ "$SECONDS" -ge "$deadline" ]; then
			as_runner tail -n 15 "$log"
			return 1
		fi
		sleep 0.05
	done
}

# After it ended by itself. A killed server's children hold its memory for a
# moment, and a new one does not begin beside them.
cluster_start_again() {
	local pg=$1 run=$2 log=$3 tries=1
	cluster_start "$pg" "$log"
	until cluster_ready "$run" "$log" >/dev/null; do
		[ "$tries" -lt 5 ] || return 1
		tries=$((tries + 1))
		sleep 1
		cluster_start "$pg" "$log"
	done
}

cluster_stop() {
	as_runner "$CLUSTER_BIN/pg_ctl" -D "$1" -m fast -w -t 60 stop
}

# Whatever runs: also a server of ours that has not yet said where it is, which
# is what pg_ctl looks for.
cluster_end() {
	if cluster_is_running "$1"; then
		cluster_stop "$1"
	fi
	if [ -n "$CLUSTER_SERVER" ]; then
		kill -TERM "$CLUSTER_SERVER" || true
		wait "$CLUSTER_SERVER" || true
	fi
}

cluster_sql() {
	local run=$1 database=$2
	as_runner "$CLUSTER_BIN/psql" -h "$run" -U postgres -d "$database" \
		-X -q -v ON_ERROR_STOP=1 -A -t -f -
}

cluster_roles() {
	cluster_sql "$1" postgres <"$ROOT/daemon/setup/roles.sql"
}
