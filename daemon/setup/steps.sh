# shellcheck shell=bash
# Steps with their times: what ./start and ./test show. Sourced, never run.
#
#	step_log_dir DIR             where each step's output goes
#	step NAME MEND COMMAND…      runs it; on failure says how to mend it
#
# A step's output goes to a file; while it runs, a terminal shows its last line.

STEP_LOGS=
STEP_TICKER=
STEP_NUMBER=0

if [ -t 1 ]; then
	STEP_DIM=$'\e[2m' STEP_RED=$'\e[31m'
	STEP_GREEN=$'\e[32m' STEP_PLAIN=$'\e[0m' STEP_CLEAR=$'\r\e[K'
else
	STEP_DIM='' STEP_RED='' STEP_GREEN='' STEP_PLAIN='' STEP_CLEAR=''
fi

say() {
	printf '%s\n' "$*"
}

# Says what is wrong and how to mend it, and ends the script.
fail() {
	printf '\n%s%s%s\n' "$STEP_RED" "$1" "$STEP_PLAIN" >&2
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" >&2
	exit 1
}

step_log_dir() {
	STEP_LOGS=$1
	mkdir -p "$STEP_LOGS"
}

# Seconds since $1 (of $EPOCHREALTIME), with one decimal.
step_seconds() {
	local from=${1/[.,]/} now=${EPOCHREALTIME/[.,]/}
	local tenths=$(((now - from) / 100000))
	printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# Redraws the line of the running step. The child of the script ends with it.
step_ticker_run() {
	local name=$1 log=$2 begun=$3 script=$4 last width
	while kill -0 "$script" 2>/dev/null; do
		width=$(($(tput cols 2>/dev/null || echo 80) - 44))
		[ "$width" -gt 10 ] || width=10
		last=$(tail -n 1 "$log" 2>/dev/null | tr -d '\000-\037\177' || true)
		printf '%s  … %-28s %6s s  %s%s%s' "$STEP_CLEAR" "$name" \
			"$(step_seconds "$begun")" "$STEP_DIM" "${last:0:$width}" \
			"$STEP_PLAIN"
		sleep 0.2
	done
}

step_ticker_stop() {
	[ -n "$STEP_TICKER" ] || return 0
	kill -TERM "$STEP_TICKER" 2>/dev/null || true
	wait "$STEP_TICKER" 2>/dev/null || true
	STEP_TICKER=
	printf '%s' "$STEP_CLEAR"
}

step() {
	local name=$1 mend=$2 log begun status
	shift 2
	STEP_NUMBER=$((STEP_NUMBER + 1))
	log=$(printf '%s/%02d-%s.log' "$STEP_LOGS" "$STEP_NUMBER" \
		"$(tr 'A-Z ' 'a-z-' <<<"$name" | tr -cd 'a-z0-9-')")
	begun=$EPOCHREALTIME
	: >"$log"
	if [ -t 1 ]; then
		step_ticker_run "$name" "$log" "$begun" $$ &
		STEP_TICKER=$!
	fi
	# In a shell of its own, and in no condition: only so does the first
	# command that fails end it.
	set +e
	(
		set -e
		"$@"
	) >"$log" 2>&1 </dev/null
	status=$?
	set -e
	step_ticker_stop
	if [ "$status" -eq 0 ]; then
		printf '  %s✓%s %-28s %6s s\n' "$STEP_GREEN" "$STEP_PLAIN" "$name" \
			"$(step_seconds "$begun")"
		return 0
	fi
	printf '  %s✗ %-28s %6s s%s\n\n' "$STEP_RED" "$name" \
		"$(step_seconds "$begun")" "$STEP_PLAIN"
	printf '%s' "$STEP_DIM"
	tail -n 20 "$log" | sed 's/^/    /'
	printf '%s\n' "$STEP_PLAIN"
	fail "$name: failed." "$mend" "All of its output: $log"
}
