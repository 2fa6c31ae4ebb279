/*
 * serendip pools, join, leave.
 */
#include <stdio.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

static const struct option options[] = {
	{ "skip-next", no_argument, NULL, 's' },
	{ "no-skip", no_argument, NULL, 'n' },
	{ NULL, 0, NULL, 0 },
};

enum link_status
cmd_pools(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "POOL", "MEMBER", "NEXT ROUND",
		"TITLE", NULL };
	struct json_object *reply = NULL, *list;
	enum link_status status;
	struct table *table;

	(void)argv;
	if (argc > 1)
		return command_wrong("pools takes nothing");
	status = link_call(c->link, ROUTE_POOLS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	table = table_new(titles);
	list = proto_get(reply, "pools");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(p, "name"),
			!proto_bool(p, "member", false) ? "no"
			: proto_bool(p, "skip_next", false)
			    ? "yes, skips the next"
			    : "yes",
			proto_text(p, "next_round_at"),
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
	struct link_request rq = { .body = body };
	enum link_status status;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == '?') {
			json_object_put(body);
			return command_wrong("");
		}
		json_object_object_add(
		    body, "skip_next", json_object_new_boolean(option == 's'));
	}
	if (argc - optind != 1) {
		json_object_put(body);
		return command_wrong("Name one pool");
	}
	rq.parameters[0] = argv[optind];
	status = link_call(c->link, ROUTE_MEMBERSHIP_JOIN, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	fputs("You are in ", stdout);
	safe_print(stdout, about_label(proto_get(reply, "title")));
	puts(proto_bool(reply, "skip_next", false)
		 ? "; you skip its next round."
		 : ".");
	if (proto_text(reply, "next_round_at") != NULL)
		printf(
		    "The next round: %s\n", proto_text(reply, "next_round_at"));
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_leave(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL;
	struct link_request rq = { 0 };
	enum link_status status;

	if (argc != 2)
		return command_wrong("Name one pool");
	rq.parameters[0] = argv[1];
	status = link_call(c->link, ROUTE_MEMBERSHIP_LEAVE, &rq, &reply);
	if (status == LINK_OK && !c->is_json)
		printf("You have left %s. Come back any time.\n", argv[1]);
	return status;
}
