/*
 * An introduction as a card: see clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"

#define EDGE CARD_EDGE
#define COLUMNS 76

/* --- words ---------------------------------------------------------------- */

/* How far it got, as the API's word says. */
static const char *
state_words(const char *state)
{
	static const char *const words[][3] = {
		{ "offered", "offered", "proposée" },
		{ "accepted", "all said yes", "tout le monde a dit oui" },
		{ "declined", "declined", "déclinée" },
		{ "expired", "not answered in time", "restée sans réponse" },
		{ "met", "met", "rencontre faite" },
		{ "not_met", "not met", "sans rencontre" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(state, words[i][0]) == 0)
			return about_say(words[i][1], words[i][2]);
	return state;
}

static const char *
answer_words(const char *answer, bool is_open)
{
	if (answer == NULL)
		return is_open ? about_say("no answer yet", "pas de réponse")
			       : about_say("no answer", "sans réponse");
	return strcmp(answer, "accepted") == 0 ? about_say("yes", "oui")
					       : about_say("no", "non");
}

static size_t
columns_of(const char *s, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n; i++)
		columns += ((unsigned char)s[i] & 0xc0) != 0x80;
	return columns;
}

/* Others' prose, its lines broken at blanks. */
static void
print_prose(const char *prose, const char *indent)
{
	char *safe = safe_text(prose, 1), *s = safe;

	while (*s != '\0') {
		size_t line = strcspn(s, "\n"), taken = 0;

		fputs(indent, stdout);
		while (taken < line) {
			size_t word = strcspn(s + taken, " \n");

			if (word == 0)
				word = 1;
			if (taken > 0 && columns_of(s, taken + word) > COLUMNS)
				break;
			fwrite(s + taken, 1, word, stdout);
			taken += word;
		}
		putchar('\n');
		s += taken;
		s += strspn(s, " ");
		s += *s == '\n';
	}
	free(safe);
}

/* --- its parts ------------------------------------------------------------ */

static void
print_partner(struct json_object *about, struct json_object *p)
{
	const char *answer = proto_text(p, "answer");

	fputs(EDGE, stdout);
	safe_print(stdout, proto_text(p, "name"));
	if (answer != NULL)
		printf(" · %s", answer_words(answer, false));
	putchar('\n');
	print_prose(proto_text(p, "pitch"), EDGE "  ");
	about_print(about, proto_get(p, "attributes"), proto_text(p, "zone"),
	    EDGE "  ");
	if (proto_text(p, "email") != NULL) {
		fputs(
		    about_say(EDGE "  write to ", EDGE "  écrire à "), stdout);
		safe_print(stdout, proto_text(p, "email"));
		putchar('\n');
	}
}

static void
print_why(struct json_object *list)
{
	fputs(EDGE, stdout);
	puts(about_say("Why you:", "Pourquoi vous :"));
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs(EDGE "  · ", stdout);
		safe_print(stdout,
		    json_object_get_string(json_object_array_get_idx(list, i)));
		putchar('\n');
	}
}

static void
print_hours(struct json_object *list, const char *zone)
{
	if (json_object_array_length(list) == 0)
		return;
	fputs(EDGE, stdout);
	fputs(about_say(
		  "All free (your time, ", "Heures communes (à votre heure, "),
	    stdout);
	safe_print(stdout, zone);
	fputs("): ", stdout);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *h = json_object_array_get_idx(list, i);

		printf("%s%s %d–%d", i > 0 ? ", " : "", proto_text(h, "day"),
		    (int)proto_int(h, "from", 0), (int)proto_int(h, "to", 0));
	}
	putchar('\n');
}

static void
print_outcome(struct json_object *said)
{
	const char *met = proto_text(said, "met");

	fputs(EDGE, stdout);
	fputs(strcmp(met, "yes") == 0 ? about_say("You say that you met",
					    "Vous dites que vous vous êtes vus")
	      : proto_bool(said, "no_show", false)
		  ? about_say("You say that nobody came",
			"Vous dites que personne n’est venu")
	      : strcmp(met, "no") == 0
		  ? about_say("You say that you did not meet",
			"Vous dites que vous ne vous êtes pas vus")
		  : about_say("You say that you could not meet",
			"Vous dites que vous n’avez pas pu vous voir"),
	    stdout);
	if (proto_has(said, "rating"))
		printf(" · %d/5", (int)proto_int(said, "rating", 0));
	putchar('\n');
	print_prose(proto_text(said, "learned"), EDGE "  ");
}

/* What can be done now, as commands. */
static void
print_next(struct json_object *o, const char *zone)
{
	const char *state = proto_text(o, "state"), *id = proto_text(o, "id");
	char when[WHEN_SIZE];

	if (strcmp(state, "offered") == 0 && proto_text(o, "answer") == NULL) {
		printf(
		    "╰─ serendip accept %s\n   serendip skip %s\n\n", id, id);
		return;
	}
	if (proto_text(o, "outcome_until") != NULL &&
	    proto_get(o, "outcome") == NULL && strcmp(state, "declined") != 0 &&
	    strcmp(state, "expired") != 0) {
		printf("╰─ serendip outcome %s --met yes|no|could-not\n", id);
		printf("   %s %s\n\n", about_say("until", "jusqu’au"),
		    when_text(proto_text(o, "outcome_until"), zone, when));
		return;
	}
	printf("╰─ id %s\n\n", id);
}

void
card_print(struct json_object *about, const char *zone, struct json_object *o)
{
	struct json_object *partners = proto_get(o, "partners");
	const char *state = proto_text(o, "state");
	bool is_open = strcmp(state, "offered") == 0;
	char when[WHEN_SIZE];

	printf(
	    "╭─ %.10s · ", when_text(proto_text(o, "offered_at"), zone, when));
	safe_print(stdout, proto_text(o, "pool"));
	printf(" · %s", state_words(state));
	if (is_open)
		printf(" %s %s", about_say("until", "jusqu’au"),
		    when_text(proto_text(o, "expires_at"), zone, when));
	putchar('\n');
	for (size_t i = 0; i < json_object_array_length(partners); i++)
		print_partner(about, json_object_array_get_idx(partners, i));
	print_why(proto_get(o, "why"));
	print_hours(proto_get(o, "common_hours"), zone);
	printf(EDGE "%s: %s\n", about_say("My answer", "Ma réponse"),
	    answer_words(proto_text(o, "answer"), is_open));
	card_meet_print(o);
	if (proto_get(o, "outcome") != NULL)
		print_outcome(proto_get(o, "outcome"));
	print_next(o, zone);
}
