/*
 * What goes with an introduction, on its card: the round's theme, prompts, hours
 * to come, the meeting; and the worksheet. See clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

#define HOURS_SHOWN 5

static struct json_object *
item(struct json_object *list, size_t i)
{
	return json_object_array_get_idx(list, i);
}

static void
print_prompts(struct json_object *o)
{
	struct json_object *list = proto_get(o, "prompts");
	const char *theme = proto_text(o, "theme");

	if (json_object_array_length(list) == 0)
		return;
	paper_text(0, PAPER_PLAIN, "");
	if (theme == NULL)
		paper_text(0, PAPER_STRONG, _("To talk about:"));
	else
		paper_textf(0, PAPER_STRONG,
		    _("To talk about (the theme: %s):"), theme);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		paper_item(2, json_object_get_string(item(list, i)));
}

/* An hour by my clock, and by that of each whose clock shows something else. */
static void
print_hour(struct json_object *hour, struct json_object *partners)
{
	struct json_object *theirs = proto_get(hour, "theirs");
	const char *mine = proto_text(hour, "mine");
	size_t len = 0;
	char *text = NULL;
	FILE *f = link_text(&text, &len);

	fputs(mine, f);
	for (size_t i = 0; i < json_object_array_length(theirs); i++) {
		const char *one = json_object_get_string(item(theirs, i));

		if (strcmp(one, mine) != 0)
			fprintf(f, _(" · %s: %s"),
			    proto_text(item(partners, i), "name"), one);
	}
	fclose(f);
	paper_item(2, text);
	free(text);
}

static void
print_hours(struct json_object *o)
{
	struct json_object *list = proto_get(o, "next_hours");
	size_t n = json_object_array_length(list);

	if (n == 0)
		return;
	paper_text(0, PAPER_PLAIN, "");
	paper_text(0, PAPER_STRONG, _("The next hours that all have free:"));
	for (size_t i = 0; i < n && i < HOURS_SHOWN; i++)
		print_hour(item(list, i), proto_get(o, "partners"));
}

static const char *
state_words(struct json_object *m)
{
	const char *state = proto_text(m, "state");

	if (strcmp(state, "confirmed") == 0)
		return _("confirmed");
	if (strcmp(state, "declined") == 0)
		return _("it does not suit everybody");
	if (strcmp(state, "cancelled") == 0)
		return _("cancelled");
	return proto_bool(m, "mine", false) ? _("proposed by you")
					    : _("proposed to you");
}

static void
print_meeting(struct json_object *o)
{
	struct json_object *m = proto_get(o, "meeting");
	const char *where;

	if (m == NULL)
		return;
	where = proto_text(m, "where");
	paper_text(0, PAPER_PLAIN, "");
	paper_textf(0, PAPER_PLAIN, _("You meet: %s (%d min)%s%s – %s"),
	    proto_text(m, "when"), (int)proto_int(m, "minutes", 0),
	    *where == '\0' ? "" : ", ", where, state_words(m));
}

void
card_meet_print(struct json_object *o)
{
	print_prompts(o);
	print_hours(o);
	print_meeting(o);
}

void
card_meet_next(struct json_object *o)
{
	struct json_object *m = proto_get(o, "meeting");
	const char *id = proto_text(o, "id");

	if (!proto_bool(o, "may_meet", false))
		return;
	if (m == NULL)
		printf("  serendip meet %s --at \"tue 12:00\"\n", id);
	else if (strcmp(proto_text(m, "state"), "cancelled") != 0 &&
		 !proto_bool(m, "mine", false) &&
		 proto_text(m, "answer") == NULL)
		printf("  serendip meet %s --yes|--no\n", id);
}

/* --- the worksheet -------------------------------------------------------- */

/* What words there are with each, to be ticked. */
static void
print_words(struct json_object *list, const char *title)
{
	if (json_object_array_length(list) == 0)
		return;
	paper_text(0, PAPER_STRONG, title);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *words = proto_get(item(list, i), "words");

		paper_text(
		    2, PAPER_PLAIN, proto_text(item(list, i), "partner"));
		for (size_t k = 0; k < json_object_array_length(words); k++)
			paper_textf(4, PAPER_PLAIN, "[ ] %s",
			    json_object_get_string(item(words, k)));
	}
	putchar('\n');
}

void
card_worksheet_print(struct json_object *o)
{
	struct json_object *w = proto_get(o, "worksheet");
	struct json_object *questions = proto_get(w, "questions");

	print_words(proto_get(w, "asks"), _("I look for, and it is offered:"));
	print_words(
	    proto_get(w, "offers"), _("I offer, and it is looked for:"));
	print_words(proto_get(w, "shared"), _("We have in common:"));
	for (size_t i = 0; i < json_object_array_length(questions); i++) {
		paper_text(
		    0, PAPER_PLAIN, json_object_get_string(item(questions, i)));
		fputs("\n  ", stdout);
		for (int k = 4; k < paper_columns(); k++)
			putchar('.');
		fputs("\n\n", stdout);
	}
}
