#!/bin/bash
# banned.sh SOURCE CC FLAG…: every function of base/banned.h fails to compile, by
# its ban and nothing else; and no file escapes the bans.
set -u
cd "$1" || exit 2
cc=$2
flags=(-std=c11 "${@:3}")
bad=0
say() { echo "$1"; bad=1; }
# A function of two lines with a char *a, a time_t t and a va_list v.
compile() {
	printf '#include "base/attr.h"\nstatic UNUSED void f(%s) { %s; }\n' \
		"char *a, time_t t, __builtin_va_list v" "(void)a, (void)t, (void)v, (void)$1" |
		"$cc" "${flags[@]}" -xc -c -o /dev/null - 2>&1
}

calls='strcpy(a, "x")
strcat(a, "x")
strncpy(a, "x", 1)
strncat(a, "x", 1)
sprintf(a, "x")
vsprintf(a, "x", v)
strtok(a, "x")
gmtime(&t)
localtime(&t)
ctime(&t)
asctime(gmtime_r(&t, &(struct tm){ 0 }))
atoi(a)
atol(a)
rand()
srand(1)'

said=$(compile 'snprintf(a, 2, "x")') || say "what is allowed fails: $said"
names=
while IFS= read -r call; do
	name=${call%%(*}
	names="$names$name|"
	if said=$(compile "$call"); then
		say "$name compiles"
	elif ! grep -q "${name}_is_banned_use_" <<<"$said"; then
		say "$name fails for another reason: $said"
	fi
done <<<"$calls"

names=${names%|}
while IFS= read -r name; do
	[[ "|$names|" == *"|$name|"* ]] || say "$name is banned, but not tried here"
done < <(sed -n 's/^#undef \(.*\)/\1/p' daemon/base/banned.h)

# A file that base/attr.h does not reach could call them all. The clients stand
# apart from daemon/, so they are searched.
for file in daemon/*.c daemon/*/*.c; do
	[ -e "$file" ] || continue
	"$cc" "${flags[@]}" -MM -MG "$file" | grep -q 'base/attr\.h' ||
		say "$file does not get base/attr.h"
done
grep -nE "\<($names) ?\(" -r clients proto --include='*.[ch]' &&
	say "banned functions are called"
exit $bad
