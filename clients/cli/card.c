/*
 * An introduction as a card: see clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

/* --- words ---------------------------------------------------------------- */

static const char *
answer_words(const char *answer, bool is_open)
{
	if (answer == NULL)
		return is_open ? _("no answer yet") : _("no answer");
	return strcmp(answer, "accepted") == 0 ? _("yes") : _("no");
}

/* --- its parts ------------------------------------------------------------ */

static void
print_partner(struct json_object *about, struct json_object *p)
{
	const char *answer = proto_text(p, "answer");

	if (answer == NULL)
		paper_text(0, PAPER_STRONG, proto_text(p, "name"));
	else
		paper_textf(0, PAPER_STRONG, "%s · %s", proto_text(p, "name"),
		    answer_words(answer, false));
	if (*proto_text(p, "pitch") != '\0')
		paper_text(2, PAPER_PLAIN, proto_text(p, "pitch"));
	about_print(
	    about, proto_get(p, "attributes"), proto_text(p, "zone"), 2);
	if (proto_text(p, "email") != NULL)
		paper_textf(
		    2, PAPER_PLAIN, _("Write to %s"), proto_text(p, "email"));
	paper_text(0, PAPER_PLAIN, "");
}

static void
print_why(struct json_object *list)
{
	paper_text(0, PAPER_STRONG, _("Why you:"));
	for (size_t i = 0; i < json_object_array_length(list); i++)
		paper_item(2,
		    json_object_get_string(json_object_array_get_idx(list, i)));
}

static void
print_hours(struct json_object *list, const char *zone)
{
	size_t len = 0;
	char *text = NULL;
	FILE *f;

	if (json_object_array_length(list) == 0)
		return;
	f = link_text(&text, &len);
	fprintf(f, _("All free (your time, %s):"), zone);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *h = json_object_array_get_idx(list, i);

		fprintf(f, "%s %s %d–%d", i > 0 ? "," : "",
		    api_word("day", proto_text(h, "day")),
		    (int)proto_int(h, "from", 0), (int)proto_int(h, "to", 0));
	}
	fclose(f);
	paper_text(0, PAPER_PLAIN, text);
	free(text);
}

static const char *
outcome_words(struct json_object *said)
{
	const char *met = proto_text(said, "met");

	if (strcmp(met, "yes") == 0)
		return _("You say that you met");
	if (proto_bool(said, "no_show", false))
		return _("You say that nobody came");
	return strcmp(met, "no") == 0 ? _("You say that you did not meet")
				      : _("You say that you could not meet");
}

static void
print_outcome(struct json_object *said)
{
	const char *learned = proto_text(said, "learned");

	if (proto_get(said, "rating") != NULL)
		paper_textf(0, PAPER_PLAIN, "%s · %d/5", outcome_words(said),
		    (int)proto_int(said, "rating", 0));
	else
		paper_text(0, PAPER_PLAIN, outcome_words(said));
	if (learned != NULL && *learned != '\0')
		paper_text(2, PAPER_PLAIN, learned);
}

static bool
wants_outcome(struct json_object *o)
{
	const char *state = proto_text(o, "state");

	return proto_text(o, "outcome_until") != NULL &&
	       proto_get(o, "outcome") == NULL &&
	       strcmp(state, "declined") != 0 && strcmp(state, "expired") != 0;
}

/* What can be done now, as commands that can be copied whole. */
static void
print_next(struct json_object *o, const char *zone)
{
	const char *state = proto_text(o, "state"), *id = proto_text(o, "id");
	char when[WHEN_SIZE];

	if (strcmp(state, "offered") == 0 && proto_text(o, "answer") == NULL) {
		printf("  serendip accept %s\n  serendip skip %s\n", id, id);
	} else if (wants_outcome(o)) {
		printf("  serendip outcome %s --met yes|no|could-not  (", id);
		printf(_("until %s"),
		    when_text(proto_text(o, "outcome_until"), zone, when));
		puts(")");
	} else {
		printf("  id %s\n", id);
	}
	card_meet_next(o);
	putchar('\n');
}

void
card_print(struct json_object *about, const char *zone, struct json_object *o)
{
	struct json_object *partners = proto_get(o, "partners");
	const char *state = proto_text(o, "state");
	bool is_open = strcmp(state, "offered") == 0;
	char when[WHEN_SIZE], *title = NULL;

	if (asprintf(&title, "%.10s · %s",
		when_text(proto_text(o, "offered_at"), zone, when),
		proto_text(o, "pool")) < 0)
		exit(LINK_REFUSED);
	paper_card(title, api_word("introduction", state));
	free(title);
	for (size_t i = 0; i < json_object_array_length(partners); i++)
		print_partner(about, json_object_array_get_idx(partners, i));
	print_why(proto_get(o, "why"));
	print_hours(proto_get(o, "common_hours"), zone);
	card_meet_print(o);
	paper_card_line();
	if (is_open)
		paper_textf(0, PAPER_PLAIN, _("My answer: %s, until %s"),
		    answer_words(proto_text(o, "answer"), is_open),
		    when_text(proto_text(o, "expires_at"), zone, when));
	else
		paper_textf(0, PAPER_PLAIN, _("My answer: %s"),
		    answer_words(proto_text(o, "answer"), is_open));
	if (proto_get(o, "outcome") != NULL)
		print_outcome(proto_get(o, "outcome"));
	paper_card_end();
	print_next(o, zone);
}
