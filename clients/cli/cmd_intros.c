/*
 * serendip intros and rounds: whom I was introduced to, and why; or why not.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"

/* What introductions are shown with. */
struct view {
	struct json_object *about;
	const char *zone; /* the member's own */
	size_t count;
	bool is_worksheet;
};

static void
print_one(const struct view *v, struct json_object *o)
{
	card_print(v->about, v->zone, o);
	if (v->is_worksheet)
		card_worksheet_print(o);
}

static void
print_introductions(void *arg, struct json_object *page)
{
	struct json_object *list = proto_get(page, "introductions");
	struct view *v = arg;

	v->count += json_object_array_length(list);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_one(v, json_object_array_get_idx(list, i));
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
		puts(_("No introduction yet. The next round: serendip pools"));
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
	v.is_worksheet = command_value(c, "worksheet") != NULL;
	if (status == LINK_OK && argc == 0)
		return show_all(c, &v);
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_INTRODUCTION, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_one(&v, reply);
	json_object_put(reply);
	return LINK_OK;
}

/* --- rounds --------------------------------------------------------------- */

static void
print_round(struct json_object *r, const char *zone)
{
	struct json_object *why = proto_get(r, "why");
	char when[WHEN_SIZE];

	paper_textf(0, PAPER_PLAIN,
	    proto_text(r, "second_of") == NULL ? "%s  %s"
					       : _("%s  %s, second draw"),
	    when_text(proto_text(r, "at"), zone, when), proto_text(r, "pool"));
	if (proto_text(r, "introduction") != NULL)
		printf(_("  introduced: serendip intros %s\n"),
		    proto_text(r, "introduction"));
	else
		paper_text(2, PAPER_PLAIN, _("sat out"));
	for (size_t i = 0; i < json_object_array_length(why); i++)
		paper_item(4,
		    json_object_get_string(json_object_array_get_idx(why, i)));
}

static void
print_rounds(void *arg, struct json_object *page)
{
	struct json_object *list = proto_get(page, "rounds");
	struct view *v = arg;

	v->count += json_object_array_length(list);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_round(json_object_array_get_idx(list, i), v->zone);
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
		puts(_("No round yet."));
	return status;
}
