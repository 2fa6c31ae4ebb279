# shellcheck shell=bash disable=SC2034
# The daemon's folder, configuration, start and stop. Sourced after cluster.sh.
#
#	house_data_choose            sets DATA, RUN, PG, CONFIG
#	house_program_choose         sets BIN and WEB, the web client's folder
#	house_demo_choose            whether it has a demonstration: sets DEMO
#	house_port                   prints the port that this start has
#	house_config_make            the configuration, with this start's places
#	house_daemon_start · house_daemon_ready · house_daemon_stop
#
# Uses ROOT, BUILD, DIR, PORT, DEMO of the caller.

HOUSE_PORT_FIRST=8443
# Path lengths of Unix sockets end at 107 bytes; ours append 25 at most.
HOUSE_RUN_MAX=80
HOUSE_DAEMON=

# The build folder, of whoever builds; steps write their output into it.
house_build_dir() {
	runner_or_self mkdir -p "$ROOT/build/log"
	step_log_dir "$ROOT/build/log"
}

# Eight digits that name this clone on this machine.
house_digest() {
	printf '%s' "$1" | sha256sum | cut -c 1-8
}

# A folder of the runner's own that nobody else may enter.
house_private_dir() {
	as_runner mkdir -p -m 0700 "$1"
	if [ -L "$1" ] || [ "$(stat -c '%U %a' "$1")" != "$RUNNER 700" ]; then
		fail "$1 is not a folder of $RUNNER's own (mode 0700)." \
			"Look whose it is, and remove it or use another --dir."
	fi
}

# var/ in the clone. Where the runner cannot get there (a clone below /root,
# which only root may enter), var/ is a link to a folder under /var/lib.
house_data_choose() {
	local wanted=${DIR:-$ROOT/var}
	if [ "$(id -u)" -eq 0 ]; then
		if [ -z "$DIR" ] && [ ! -e "$wanted" ] &&
			! as_runner test -x "$ROOT"; then
			DATA=/var/lib/serendip-$(house_digest "$ROOT")
			mkdir -p "$DATA"
			ln -s "$DATA" "$wanted"
		fi
		mkdir -p "$wanted"
		DATA=$(cd "$wanted" && pwd -P)
		if [ "$(stat -c %U "$DATA")" = root ] && [ "$RUNNER" != root ]; then
			[ -z "$(ls -A "$DATA")" ] ||
				fail "$DATA has files of root in it." \
					"PostgreSQL and serendipd run as $RUNNER; use another --dir."
			chown "$RUNNER:" "$DATA"
		fi
	else
		mkdir -p "$wanted"
		DATA=$(cd "$wanted" && pwd -P)
	fi
	as_runner test -w "$DATA" -a -x "$DATA" ||
		fail "$RUNNER cannot write into $DATA." \
			"It belongs to $(stat -c %U "$DATA"), or a folder above it is closed." \
			"Start as that user, or use another --dir."
	PG=$DATA/pg
	CONFIG=$DATA/serendip.yaml
	RUN=$DATA/run
	[ ${#RUN} -le "$HOUSE_RUN_MAX" ] ||
		RUN=/tmp/serendip-$(house_digest "$DATA")-$(id -u "$RUNNER")
	house_private_dir "$RUN"
	house_private_dir "$DATA/letters"
	as_runner mkdir -p "$DATA/log"
}

# The daemon's program and the web client: in the build folder, or copies where
# the runner cannot get there.
house_program_choose() {
	BIN=$BUILD/serendipd
	WEB=$BUILD/web
	as_runner test -x "$BIN" && return 0
	WEB=$DATA/web
	as_runner rm -rf "$WEB"
	as_runner mkdir -p "$WEB"
	[ ! -d "$BUILD/web" ] ||
		tar -C "$BUILD/web" -c . | as_runner tar -C "$WEB" -x --no-same-owner
	BIN=$DATA/bin/serendipd
	as_runner mkdir -p "$DATA/bin"
	as_runner tee "$BIN.new" <"$BUILD/serendipd" >/dev/null
	as_runner chmod 0755 "$BIN.new"
	as_runner mv "$BIN.new" "$BIN"
}

# The start that makes the database says whether a demonstration comes into it.
# A later one may leave it out, and never brings one into somebody's community.
house_demo_choose() {
	local kept=no
	if [ ! -e "$PG/PG_VERSION" ]; then
		as_runner tee "$DATA/demo" <<<"$DEMO" >/dev/null
		return 0
	fi
	read -r kept 2>/dev/null <"$DATA/demo" || true
	[ "$kept" = yes ] || DEMO=no
}

# As asked for, as it was, or the first.
house_port() {
	local port=$PORT
	[ -n "$port" ] || [ ! -e "$CONFIG" ] ||
		port=$(house_config_get listen port)
	printf '%s' "${port:-$HOUSE_PORT_FIRST}"
}

# Reads the value of a key of a section, without its quotes.
house_config_get() {
	# shellcheck disable=SC2016 # $1 is awk's
	as_runner awk -v section="$1" -v key="$2" '
		/^[^ #]/ { inside = ($1 == section ":") }
		inside && $1 == key ":" {
			sub(/^[^:]*:[ ]*/, ""); sub(/[ ]+#.*$/, "")
			gsub(/^"|"$/, ""); print; exit
		}' "$CONFIG"
}

# Sets it, where it is or at the section's end, and leaves the rest alone; also
# a section that is written in one line.
house_config_set() {
	local now changed
	now=$(as_runner cat "$CONFIG")
	changed=$(SECTION=$1 KEY=$2 VALUE=$3 awk '
		BEGIN {
			section = ENVIRON["SECTION"] ":"
			line = "  " ENVIRON["KEY"] ": " ENVIRON["VALUE"]
			key = ENVIRON["KEY"] ":"
		}
		function add() { if (inside && !done) { print line; done = 1 } }
		/^[^ #]/ {
			add()
			inside = ($1 == section)
			if (inside && $0 !~ /^[^:]*:[ ]*(#.*)?$/) done = 1
		}
		inside && !done && $1 == key { print line; done = 1; next }
		{ print }
		END { add(); if (!done) print "\n" section "\n" line }' <<<"$now")
	[ "$changed" != "$now" ] || return 0
	as_runner tee "$CONFIG.new" <<<"$changed" >/dev/null
	as_runner mv "$CONFIG.new" "$CONFIG"
}

# libpq's words in YAML's double quotes.
house_conninfo() {
	local s=${RUN//\\/\\\\}
	s="host='${s//\'/\\\'}' dbname=serendip user=$1"
	s=${s//\\/\\\\}
	printf '"%s"' "${s//\"/\\\"}"
}

# The example of a town at first, without its words on the places to fill in,
# its paths relative to the folder; later what is there, with this start's
# places. Certificate and secret are made where they are missing.
house_config_make() {
	if [ ! -e "$CONFIG" ]; then
		sed -e '/^#$/,/^# Its places/d' -e 's|/var/lib/serendip/||' \
			-e "s|8443|$(house_port)|" \
			"$ROOT/docs/examples/town.yaml" |
			as_runner tee "$CONFIG" >/dev/null
	elif [ -n "$PORT" ]; then
		house_config_set listen port "$PORT"
		house_config_set listen url "https://localhost:$PORT"
	fi
	house_config_set database conninfo "$(house_conninfo serendip_app)"
	house_config_set database owner_conninfo "$(house_conninfo serendip_owner)"
	house_config_set operator socket "\"$RUN/operator.sock\""
	house_config_set web folder "\"$WEB\""
	# The certificate is for everybody to read, its key is not.
	as_runner mkdir -p -m 0755 "$DATA/tls"
	as_runner "$BIN" --config "$CONFIG" --init
	as_runner chmod 0644 "$DATA/tls/certificate.pem"
	as_runner "$BIN" --config "$CONFIG" --check
}

# The daemon that runs on our configuration, also one that an earlier start,
# killed itself, has left behind.
house_daemon_find() {
	local pid
	pid=$(cat "$DATA/serendipd.pid" 2>/dev/null) || return 1
	[[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] || return 1
	[[ "$(tr '\0' ' ' <"/proc/$pid/cmdline")" == *"$BIN --config $CONFIG " ]] ||
		return 1
	HOUSE_DAEMON=$pid
}

# In a session of its own, so that Ctrl-C comes to the script alone, which then
# stops the daemon before its database.
house_daemon_start() {
	# shellcheck disable=SC2016 # for the other shell to expand
	(runner_exec setsid bash -c 'exec "$@" >>"$0" 2>&1' \
		"$DATA/log/serendipd.log" "$BIN" --config "$CONFIG") </dev/null &
	HOUSE_DAEMON=$!
	as_runner tee "$DATA/serendipd.pid" <<<"$HOUSE_DAEMON" >/dev/null
}

# The second signal, on which it leaves at once.
house_daemon_hurry() {
	[ -z "$HOUSE_DAEMON" ] || kill -TERM "$HOUSE_DAEMON" 2>/dev/null || true
}

# The daemon answers what it has begun, then ends; after 30 s it is made to.
house_daemon_stop() {
	local deadline=$((SECONDS + 30))
	kill -TERM "$HOUSE_DAEMON" 2>/dev/null || return 0
	while kill -0 "$HOUSE_DAEMON" 2>/dev/null; do
		[ "$SECONDS" -lt "$deadline" ] || kill -KILL "$HOUSE_DAEMON" 2>/dev/null
		sleep 0.05
	done
	wait "$HOUSE_DAEMON" 2>/dev/null || true
	as_runner rm -f "$DATA/serendipd.pid"
}

operator() {
	SERENDIP_SOCKET=$RUN/operator.sock "$BUILD/serendipctl" "$@"
}

house_daemon_ready() {
	local deadline=$((SECONDS + 60))
	until operator status >/dev/null 2>&1; do
		if ! kill -0 "$HOUSE_DAEMON" 2>/dev/null; then
			echo "serendipd ended. The end of $DATA/log/serendipd.log:"
			tail -n 15 "$DATA/log/serendipd.log"
			return 1
		fi
		if [ "$SECONDS" -ge "$deadline" ]; then
			echo "serendipd is not ready after 60 s. The end of its log:"
			tail -n 15 "$DATA/log/serendipd.log"
			return 1
		fi
		sleep 0.05
	done
}
