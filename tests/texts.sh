#!/bin/bash
# texts.sh: what `serendip` says stands in every language. Every text in the code
# is marked, `_("…")` or N_("…"); every one that is marked, and every title of
# proto/errors.def, stands in clients/language/*.po, translated; and nothing else
# stands there. texts.sh --write: brings new texts there and takes old ones away;
# msgstr "" is then to be filled in.
set -u
cd "$(dirname "$0")/.." || exit 2
bad=0
say() { echo "$1"; bad=1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# extract WHERE OPTIONS…: the texts of the clients, as xgettext finds them.
extract() {
	xgettext --from-code=UTF-8 -L C --no-location -w 80 -o "$1" "${@:2}" \
		clients/cli/*.c clients/link/*.c proto/errors.def 2>"$folder/log" ||
		{ cat "$folder/log"; exit 1; }
}
extract "$folder/pot" -k -k_ -kN_ -kERROR:3

for catalogue in clients/language/*.po; do
	if [ "${1-}" = --write ]; then
		msgmerge -q -N -U --backup=none -w 80 "$catalogue" "$folder/pot" &&
			msgattrib --no-obsolete -w 80 -o "$catalogue" "$catalogue"
		continue
	fi
	msgcmp "$catalogue" "$folder/pot" 2>"$folder/log" ||
		say "$catalogue: see tests/texts.sh --write"
	grep -v '^$' "$folder/log" && say "$catalogue: these are not as the code has them"
	msgfmt --check-format -o /dev/null "$catalogue" || bad=1
done
[ "${1-}" = --write ] && exit

# Prose that is not marked: two words, or one that begins as a sentence does.
# Lines of the shell, of HTTP and of vCards are for no reader.
extract "$folder/all" -a
for found in all pot; do
	msgattrib --no-wrap "$folder/$found" 2>/dev/null |
		grep '^msgid "' |
		sort -u >"$folder/$found.lines"
done
comm -23 "$folder/all.lines" "$folder/pot.lines" |
	grep -E '"[^"]*([A-Za-z]{2,}[,:;.]? +[A-Za-z]+|(^|[ "])[A-Z][a-z]{2,})' |
	grep -vE '^msgid "( *serendip |#|_NAME|\\t|complete |Bearer |Last-Event-ID|(Accept|Authorization|Content-Type|ETag|Expect:|Idempotency-Key|If-Match|Retry-After|None|Any|Calendar|Problem|could not|pas pu)")' \
		>"$folder/prose"
# Nor are the names of commands.
grep -ohE '\{ "[a-z]+ [a-z]+"' clients/cli/commands*.c | sed 's/^{ /msgid /' |
	grep -vxFf - "$folder/prose" >"$folder/unmarked"
while read -r line; do
	say "not marked for translation: ${line#msgid }"
done <"$folder/unmarked"

# What a member's requests are refused with stands in clients/link/said.c. Not
# there: what no request of ours asks for, and sentences that are put together
# (said.c has what comes out).
# shellcheck disable=SC2046 # words
xgettext --from-code=UTF-8 -L C --no-location --no-wrap -o "$folder/server" \
	-k -kfault_set:3 -kproto_findings_add:4 -kproto_place_say:3 \
	proto/proto_value*.c proto/proto_read.c \
	$(grep -LE 'operator|import' daemon/{api,work}/*.c) \
	daemon/pairing/{attribute,hours}.c
sed 's/CHARSET/UTF-8/' "$folder/server" | msgattrib --no-wrap - | sed -nE 's/^msgid "(.+)"$/\1/p' |
	sed -E 's/%(\.[0-9]+)?(ld|zu|d|s|<PRId64>)/%s/g; s/%s:%s|%02d:%02d/%s/g' |
	grep -vE '^%s$|allowed is 1 to 100|cursor of this|attempt and code|Idempotency-Key|text%s$|^too many %s from|session is unknown|not there any more|^found %s$|ask for another|has %s %s,|%s%s|^attribute |round|the configuration has' \
		>"$folder/sentences"
sed -E 's/^msgid "(.*)"$/\1/' "$folder/pot.lines" >"$folder/known"
while read -r sentence; do
	say "clients/link/said.c: missing is $sentence"
done < <(grep -vxFf "$folder/known" "$folder/sentences")
exit $bad
