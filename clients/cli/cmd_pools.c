/*
 * serendip pools, join, leave.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

enum link_status
cmd_pools(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "POOL", "MEMBER", "NEXT ROUND",
		"TITLE", NULL };
	struct json_object *reply = NULL, *list;
	enum link_status status;
	struct table *table;
	const char *zone;
	char when[WHEN_SIZE];

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_POOLS, NULL, &reply);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	table = table_new(titles);
	list = proto_get(reply, "pools");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(p, "name"),
			!proto_bool(p, "member", false) ? "no"
			: proto_bool(p, "skip_next", false)
			    ? "yes, skips the next"
			    : "yes",
			when_text(proto_text(p, "next_round_at"), zone, when),
			about_label(proto_get(p, "title")) };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_join(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body, .parameters = { argv[0] } };
	enum link_status status;
	const char *zone;
	char when[WHEN_SIZE];

	(void)argc;
	/* The last one counts. */
	for (size_t i = 0; i < c->given_count; i++)
		json_object_object_add(body, "skip_next",
		    json_object_new_boolean(
			strcmp(c->given[i].option->name, "skip-next") == 0));
	status = link_call(c->link, ROUTE_MEMBERSHIP_JOIN, &rq, &reply);
	json_object_put(body);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	fputs("You are in ", stdout);
	safe_print(stdout, about_label(proto_get(reply, "title")));
	puts(proto_bool(reply, "skip_next", false)
		 ? "; you skip its next round."
		 : ".");
	if (proto_text(reply, "next_round_at") != NULL)
		printf("The next round: %s\n",
		    when_text(proto_text(reply, "next_round_at"), zone, when));
	json_object_put(reply);
	return LINK_OK;
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
	printf("You have left %s. Come back any time.\n", argv[0]);
	return LINK_OK;
}
