/*
 * What goes with an introduction, on its card: the round's theme, prompts, hours
 * to come, the meeting; and the worksheet. See clients/cli/cli.h.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"

#define HOURS_SHOWN 5

static struct json_object *
item(struct json_object *list, size_t i)
{
	return json_object_array_get_idx(list, i);
}

static void
print_list(struct json_object *list, const char *before)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs(before, stdout);
		safe_print(stdout, json_object_get_string(item(list, i)));
		putchar('\n');
	}
}

static void
print_prompts(struct json_object *o)
{
	struct json_object *list = proto_get(o, "prompts");

	if (json_object_array_length(list) == 0)
		return;
	fputs(CARD_EDGE, stdout);
	fputs(about_say("To talk about", "De quoi parler"), stdout);
	if (proto_text(o, "theme") != NULL) {
		fputs(about_say(" (the theme: ", " (le thème : "), stdout);
		safe_print(stdout, proto_text(o, "theme"));
		putchar(')');
	}
	puts(about_say(":", " :"));
	print_list(list, CARD_EDGE "  · ");
}

/* By the clock of each whose clock shows something else. */
static void
print_theirs(struct json_object *hour, struct json_object *partners)
{
	struct json_object *theirs = proto_get(hour, "theirs");
	const char *mine = proto_text(hour, "mine");

	for (size_t i = 0; i < json_object_array_length(theirs); i++) {
		const char *one = json_object_get_string(item(theirs, i));

		if (strcmp(one, mine) == 0)
			continue;
		fputs(" · ", stdout);
		safe_print(stdout, proto_text(item(partners, i), "name"));
		fputs(about_say(": ", " : "), stdout);
		safe_print(stdout, one);
	}
	putchar('\n');
}

static void
print_hours(struct json_object *o)
{
	struct json_object *list = proto_get(o, "next_hours");
	size_t n = json_object_array_length(list);

	if (n == 0)
		return;
	fputs(CARD_EDGE, stdout);
	puts(about_say("The next hours that all have free:",
	    "Les prochaines heures libres en commun :"));
	for (size_t i = 0; i < n && i < HOURS_SHOWN; i++) {
		fputs(CARD_EDGE "  · ", stdout);
		safe_print(stdout, proto_text(item(list, i), "mine"));
		print_theirs(item(list, i), proto_get(o, "partners"));
	}
}

static const char *
state_words(struct json_object *m)
{
	const char *state = proto_text(m, "state");

	if (strcmp(state, "confirmed") == 0)
		return about_say("confirmed", "confirmée");
	if (strcmp(state, "declined") == 0)
		return about_say("it does not suit everybody",
		    "elle ne convient pas à tout le monde");
	if (strcmp(state, "cancelled") == 0)
		return about_say("cancelled", "annulée");
	return proto_bool(m, "mine", false)
		   ? about_say("proposed by you", "proposée par vous")
		   : about_say("proposed to you", "on vous la propose");
}

static void
print_meeting(struct json_object *o)
{
	struct json_object *m = proto_get(o, "meeting");
	const char *id = proto_text(o, "id");
	bool is_off;

	if (m == NULL) {
		if (proto_bool(o, "may_meet", false))
			printf(CARD_EDGE "%s: serendip meet %s --at \"tue "
					 "12:00\"\n",
			    about_say("Propose an hour", "Proposer une heure"),
			    id);
		return;
	}
	is_off = strcmp(proto_text(m, "state"), "cancelled") == 0;
	printf(CARD_EDGE "%s ", about_say("You meet:", "Rendez-vous :"));
	safe_print(stdout, proto_text(m, "when"));
	printf(" (%d min)", (int)proto_int(m, "minutes", 0));
	if (*proto_text(m, "where") != '\0') {
		fputs(", ", stdout);
		safe_print(stdout, proto_text(m, "where"));
	}
	printf(" – %s\n", state_words(m));
	if (!is_off && !proto_bool(m, "mine", false) &&
	    proto_text(m, "answer") == NULL && proto_bool(o, "may_meet", false))
		printf(CARD_EDGE "  serendip meet %s --yes|--no\n", id);
}

void
card_meet_print(struct json_object *o)
{
	print_prompts(o);
	print_hours(o);
	print_meeting(o);
}

/* --- the worksheet -------------------------------------------------------- */

static void
print_lines(struct json_object *list, const char *title)
{
	if (json_object_array_length(list) == 0)
		return;
	puts(title);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs("  ", stdout);
		safe_print(stdout, proto_text(item(list, i), "partner"));
		putchar('\n');
		print_list(proto_get(item(list, i), "words"), "    [ ] ");
	}
	putchar('\n');
}

void
card_worksheet_print(struct json_object *o)
{
	struct json_object *w = proto_get(o, "worksheet");
	struct json_object *questions = proto_get(w, "questions");

	print_lines(
	    proto_get(w, "asks"), about_say("I look for, and it is offered:",
				      "Je cherche, et on l'offre :"));
	print_lines(
	    proto_get(w, "offers"), about_say("I offer, and it is looked for:",
					"J'offre, et on le cherche :"));
	print_lines(proto_get(w, "shared"),
	    about_say("We have in common:", "Nous avons en commun :"));
	for (size_t i = 0; i < json_object_array_length(questions); i++) {
		safe_print(stdout, json_object_get_string(item(questions, i)));
		puts("\n\n  ……………………………………………………………………………………\n");
	}
}
