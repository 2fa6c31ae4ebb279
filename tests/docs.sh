#!/bin/bash
# docs.sh BUILD: what the documents name is there. Paths and links exist, every
# command of both command lines stands in its manual page, every program's
# option in its own, the table of routes is that of the contract, and the
# mistake that docs/configuration.md shows is what its command says of it.
# docs.sh routes: prints that table.
set -u
cd "$(dirname "$0")/.." || exit 2
bad=0
say() { echo "$1"; bad=1; }

routes() {
	# shellcheck disable=SC2016 # backquotes as they stand
	sed -nE 's/^ROUTE\([A-Z_]+, ([A-Z]+), "([^"]+)", ([A-Z]+), ([A-Za-z]+), ([0-9]+), ([A-Za-z]+), "([^"]*)", "(.*)"\)$/| `\1 \2` | \L\3\E | \4 | \5 \6 | \7 | \8 |/p' \
		proto/routes.def |
		sed 's/| None |/| – |/; s/ None |/ |/; s/|  |/| – |/'
}
if [ "$1" = routes ]; then
	routes
	exit
fi
build=$1

# A name of this project's between backquotes: it has a slash or one of our
# endings, and begins with a folder or file of the clone.
named_paths() {
	# shellcheck disable=SC2016 # backquotes as they stand
	grep -oE '`[^` ]+`' "$1" | tr -d '`' |
		grep -E '^(\.ci|clients|daemon|docs|proto|sql|tests)/|^[A-Za-z-]+\.(md|txt|yml|json)$' |
		grep -vE '[<>…]|NNNN|_x\.|/x\.'
}

for page in README.md docs/*.md; do
	folder=$(dirname "$page")
	while read -r link; do
		[ -e "$folder/${link%%#*}" ] || say "$page: no file behind the link $link"
	done < <(grep -oE '\]\([^)]+\)' "$page" | tr -d '])(' |
		grep -vE '^(https?:|#)')
	while read -r path; do
		compgen -G "$path" >/dev/null || compgen -G "$folder/$path" >/dev/null ||
			say "$page: there is no $path"
	done < <(named_paths "$page")
done

# commands PROGRAM: the names of its commands, from the rows of its --help:
# the lower-case words before the first that is none.
commands() {
	"$build/$1" --help |
		sed -nE 's/^  ([a-z]+( [a-z]+)?)( [^a-z ].*| [a-z]+\|.*|  .*)$/\1/p'
}

for program in serendip serendipctl; do
	page=docs/man/$program.1
	count=0
	while read -r command; do
		count=$((count + 1))
		# As the source has it: .B word, or .BR "two words" …
		grep -qE "^\.(B|BR) \"?$command\"?( |$)" "$page" ||
			say "$page: the command \"$command\" is missing"
		# And the options of the command.
		# shellcheck disable=SC2086 # two words
		while read -r option; do
			grep -qF -- "${option//-/\\-}" "$page" ||
				say "$page: $command's option $option is missing"
		done < <("$build/$program" $command --help |
			sed -n '/^  --/p' | grep -oE -- '--[a-z-]+')
	done < <(commands "$program")
	[ "$count" -gt 3 ] || say "$program --help lists only $count commands"
	while read -r command; do
		commands "$program" | grep -qxF "$command" ||
			say "$page: $program has no command \"$command\""
	done < <(sed -n '/^\.SH COMMANDS/,/^\.SH EXIT/p' "$page" |
		sed '/^\.RS/,/^\.RE/d' | grep -A1 '^\.TP' |
		sed -nE 's/^\.BR? "?([a-z]+( [a-z]+)?)"?( .*)?$/\1/p')
done
for program in serendip.1 serendipctl.1 serendip-draw.1 serendipd.8; do
	while read -r option; do
		grep -qF -- "${option//-/\\-}" "docs/man/$program" ||
			say "docs/man/$program: the option $option is missing"
	done < <("$build/${program%.*}" --help | grep -oE -- '--[a-z-]+' | sort -u)
done

# shellcheck disable=SC2016 # backquotes as they stand
diff <(routes) <(grep -E '^\| `(GET|POST|PUT|PATCH|DELETE) /' docs/api.md) ||
	say "docs/api.md: expected rows (<), found rows (>)"

# The command of docs/configuration.md, on a file with the mistake below it.
page=docs/configuration.md
# shellcheck disable=SC2016 # backquotes as they stand
command=$(sed -nE 's/^`(serendipd [^`]*)`.*/\1/p' $page)
# shellcheck disable=SC2016
shown=$(sed -n '/^```$/,/^```$/p' $page | sed -n 2p)
programs=$(realpath "$build")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s\n' 'community: {name: T}' 'database: {conninfo: dbname=x}' '' '' '' \
	'listen:' '  port: 70000' >"$folder/serendip.yaml"
said=$(cd "$folder" && PATH=$programs:$PATH bash -c "$command" 2>&1)
[ "$said" = "$shown" ] ||
	say "$page: \"$command\" says \"$said\", not \"$shown\""
exit $bad
