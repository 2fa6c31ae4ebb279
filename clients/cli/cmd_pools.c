/*
 * serendip pools, join, leave.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/table.h"

static const char *
membership_words(struct json_object *pool)
{
	if (!proto_bool(pool, "member", false))
		return _("no");
	if (proto_text(pool, "resting") == NULL)
		return _("yes");
	return api_word("resting", proto_text(pool, "resting"));
}

static void
pools_row(struct table *table, struct json_object *p, const char *zone)
{
	char when[WHEN_SIZE], mine[WHEN_SIZE];
	const char *cells[] = { proto_text(p, "name"), membership_words(p),
		when_text(proto_text(p, "next_round_at"), zone, when),
		when_text(proto_text(p, "my_next_round_at"), zone, mine),
		about_label(proto_get(p, "title")) };

	table_row(table, cells);
}

enum link_status
cmd_pools(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("POOL"), N_("MEMBER"),
		N_("NEXT ROUND"), N_("MY NEXT"), N_("TITLE"), NULL };
	static const struct plain_list list = { .route = ROUTE_POOLS,
		.field = "pools",
		.titles = titles,
		.row = pools_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}

/* What was given, in its order: the last one counts. Numbers are numbers; what
 * else stands there is for the server to judge. */
static struct json_object *
membership_body(const struct context *c)
{
	struct json_object *body = json_object_new_object();

	for (size_t i = 0; i < c->given_count; i++) {
		const char *name = c->given[i].option->name;
		const char *value = c->given[i].value;

		if (strcmp(name, "every") == 0 &&
		    strspn(value, "0123456789") == strlen(value) &&
		    *value != '\0' && strlen(value) < 10)
			json_object_object_add(body, "every",
			    json_object_new_int64(strtoll(value, NULL, 10)));
		else if (strcmp(name, "every") == 0)
			json_object_object_add(
			    body, "every", json_object_new_string(value));
		else if (strcmp(name, "trio") == 0 || strcmp(name, "pair") == 0)
			json_object_object_add(body, "group",
			    json_object_new_string(
				*name == 't' ? "trio_welcome" : "pair"));
		else
			json_object_object_add(body, "skip_next",
			    json_object_new_boolean(
				strcmp(name, "skip-next") == 0));
	}
	return body;
}

/* A line with an instant in it, where there is one. */
static void print_when(const char *fmt, const char *utc, const char *zone)
    __attribute__((format(printf, 1, 0)));

static void
print_when(const char *fmt, const char *utc, const char *zone)
{
	char when[WHEN_SIZE];

	if (utc == NULL)
		return;
	printf(fmt, when_text(utc, zone, when));
	putchar('\n');
}

static void
print_pool(struct json_object *pool, const char *zone)
{
	const char *title = about_label(proto_get(pool, "title"));
	int64_t weeks = proto_int(pool, "every", 0);

	paper_textf(0, PAPER_PLAIN,
	    proto_bool(pool, "skip_next", false)
		? _("You are in %s; you skip its next round.")
		: _("You are in %s."),
	    title);
	if (weeks > 1)
		paper_textf(0, PAPER_PLAIN,
		    _("At most one introduction in %d weeks."), (int)weeks);
	else if (weeks == 0)
		paper_text(
		    0, PAPER_PLAIN, _("One introduction, and then none."));
	print_when(_("A second draw, if another is there for it: %s"),
	    proto_text(pool, "second_draw_at"), zone);
	print_when(
	    _("The next round: %s"), proto_text(pool, "next_round_at"), zone);
	if (proto_text(pool, "resting") != NULL)
		print_when(_("The next of yours: %s"),
		    proto_text(pool, "my_next_round_at"), zone);
}

enum link_status
cmd_join(struct context *c, int argc, char **argv)
{
	struct json_object *body = membership_body(c), *reply = NULL;
	struct link_request rq = { .body = body, .parameters = { argv[0] } };
	enum link_status status;
	const char *zone;

	(void)argc;
	status = link_call(c->link, ROUTE_MEMBERSHIP_JOIN, &rq, &reply);
	json_object_put(body);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status == LINK_OK)
		print_pool(reply, zone);
	json_object_put(reply);
	return status;
}

enum link_status
cmd_leave(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_MEMBERSHIP_LEAVE, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf(_("You have left %s. Come back any time.\n"), argv[0]);
	return LINK_OK;
}
