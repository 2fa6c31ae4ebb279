/*
 * serendip intros and rounds: whom I was introduced to, and why; or why not.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"

/* What introductions are shown with. */
struct view {
	struct json_object *about;
	const char *zone; /* the member's own */
	size_t count;
};

static void
print_texts(struct json_object *list, const char *before)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs(before, stdout);
		safe_print(stdout,
		    json_object_get_string(json_object_array_get_idx(list, i)));
		putchar('\n');
	}
}

static void
print_partner(struct json_object *about, struct json_object *p)
{
	fputs("  ", stdout);
	safe_print(stdout, proto_text(p, "name"));
	putchar('\n');
	if (*proto_text(p, "pitch") != '\0') {
		fputs("    ", stdout);
		safe_print(stdout, proto_text(p, "pitch"));
		putchar('\n');
	}
	about_print(
	    about, proto_get(p, "attributes"), proto_text(p, "zone"), "    ");
	if (proto_text(p, "email") != NULL) {
		fputs(about_say("    write to ", "    écrire à "), stdout);
		safe_print(stdout, proto_text(p, "email"));
		putchar('\n');
	}
}

static void
print_hours(struct json_object *list, const char *zone)
{
	if (json_object_array_length(list) == 0)
		return;
	fputs(about_say("  All free (your time, ",
		  "  Heures communes (à votre heure, "),
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

/* How far it got, as the API's word says. */
static const char *
state_words(const char *state)
{
	static const char *const words[][3] = {
		{ "offered", "offered", "proposée" },
		{ "accepted", "accepted", "acceptée" },
		{ "declined", "declined", "déclinée" },
		{ "expired", "expired", "expirée" },
		{ "met", "met", "rencontre faite" },
		{ "not_met", "not met", "sans rencontre" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(state, words[i][0]) == 0)
			return about_say(words[i][1], words[i][2]);
	return state;
}

static void
print_introduction(const struct view *v, struct json_object *o)
{
	struct json_object *partners = proto_get(o, "partners");
	const char *state = proto_text(o, "state");
	char when[WHEN_SIZE];

	printf("── %.10s · ",
	    when_text(proto_text(o, "offered_at"), v->zone, when));
	safe_print(stdout, proto_text(o, "pool"));
	printf(" · %s", state_words(state));
	if (strcmp(state, "offered") == 0)
		printf(" %s %s", about_say("until", "jusqu’au"),
		    when_text(proto_text(o, "expires_at"), v->zone, when));
	printf(" ──\n");
	for (size_t i = 0; i < json_object_array_length(partners); i++)
		print_partner(v->about, json_object_array_get_idx(partners, i));
	puts(about_say("  Why you:", "  Pourquoi vous :"));
	print_texts(proto_get(o, "why"), "    · ");
	print_hours(proto_get(o, "common_hours"), v->zone);
	printf("  id %s\n\n", proto_text(o, "id"));
}

static void
print_introductions(void *arg, struct json_object *page)
{
	struct json_object *list = proto_get(page, "introductions");
	struct view *v = arg;

	v->count += json_object_array_length(list);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_introduction(v, json_object_array_get_idx(list, i));
}

static enum link_status
show_all(struct context *c, struct view *v)
{
	struct json_object *all = NULL;
	enum link_status status;

	if (c->is_json) {
		status = pages_all(c->link, ROUTE_INTRODUCTIONS, NULL, &all);
		return status == LINK_OK ? command_json(all) : status;
	}
	status = pages_each(
	    c->link, ROUTE_INTRODUCTIONS, NULL, print_introductions, v);
	if (status == LINK_OK && v->count == 0)
		puts(about_say(
		    "No introduction yet. The next round: serendip pools",
		    "Aucune introduction encore. Le prochain tour : "
		    "serendip pools"));
	return status;
}

enum link_status
cmd_intros(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = {
				       argc > 0 ? argv[0] : NULL } };
	struct json_object *reply = NULL;
	enum link_status status = LINK_OK;
	struct view v = { 0 };

	if (!c->is_json)
		status = when_zone(c, &v.zone);
	if (status == LINK_OK && !c->is_json)
		status = about_get(c, &v.about);
	if (status == LINK_OK && argc == 0)
		return show_all(c, &v);
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_INTRODUCTION, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_introduction(&v, reply);
	json_object_put(reply);
	return LINK_OK;
}

/* --- rounds --------------------------------------------------------------- */

static void
print_rounds(void *arg, struct json_object *page)
{
	struct json_object *list = proto_get(page, "rounds");
	struct view *v = arg;
	char when[WHEN_SIZE];

	v->count += json_object_array_length(list);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);

		printf("%s  ", when_text(proto_text(r, "at"), v->zone, when));
		safe_print(stdout, proto_text(r, "pool"));
		if (proto_text(r, "introduction") != NULL)
			printf("  introduced: serendip intros %s\n",
			    proto_text(r, "introduction"));
		else
			puts("  sat out");
		print_texts(proto_get(r, "why"), "    · ");
	}
}

enum link_status
cmd_rounds(struct context *c, int argc, char **argv)
{
	struct json_object *all = NULL;
	enum link_status status;
	struct view v = { 0 };

	(void)argc;
	(void)argv;
	if (c->is_json) {
		status = pages_all(c->link, ROUTE_ME_ROUNDS, NULL, &all);
		return status == LINK_OK ? command_json(all) : status;
	}
	if ((status = when_zone(c, &v.zone)) == LINK_OK)
		status = pages_each(
		    c->link, ROUTE_ME_ROUNDS, NULL, print_rounds, &v);
	if (status == LINK_OK && v.count == 0)
		puts("No round yet.");
	return status;
}
