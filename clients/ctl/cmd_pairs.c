/*
 * serendipctl pairs: two members who shall be introduced next, or never.
 */
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/table.h"

static enum link_status
add(struct context *c, const char *kind, char **argv)
{
	struct json_object *body, *reply = NULL;
	struct link_request rq = { 0 };
	enum link_status status;
	bool pins = strcmp(kind, "pin") == 0;

	if (command_value(c, "reason") == NULL)
		return command_wrong(c, "--reason is missing");
	if (pins && command_value(c, "pool") == NULL)
		return command_wrong(c, "--pool is missing");
	rq.body = body = json_object_new_object();
	json_object_object_add(body, "kind", json_object_new_string(kind));
	json_object_object_add(body, "a", json_object_new_string(argv[0]));
	json_object_object_add(body, "b", json_object_new_string(argv[1]));
	command_texts(c, body);
	status = link_call(c->link, ROUTE_PAIR_ADD, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf("%s: %s\n",
	    pins
		? "They are introduced in the next round that both take part in"
		: "They are not introduced to each other any more",
	    proto_text(reply, "id"));
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_pairs_pin(struct context *c, int argc, char **argv)
{
	(void)argc;
	return add(c, "pin", argv);
}

enum link_status
cmd_pairs_forbid(struct context *c, int argc, char **argv)
{
	(void)argc;
	return add(c, "forbid", argv);
}

static const char *
name(struct json_object *pair, size_t which)
{
	struct json_object *m =
	    json_object_array_get_idx(proto_get(pair, "members"), which);

	return proto_text(m, "name");
}

static void
add_rows(struct context *c, struct json_object *list, struct table *table)
{
	bool with_used = command_value(c, "used") != NULL;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(p, "id"),
			proto_text(p, "kind"), name(p, 0), name(p, 1),
			proto_text(p, "pool"), proto_text(p, "reason"),
			proto_text(p, "used_by") };

		if (with_used || proto_text(p, "used_by") == NULL)
			table_row(table, cells);
	}
}

enum link_status
cmd_pairs_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "PAIR", "KIND", "A", "B", "POOL",
		"REASON", "USED BY", NULL };
	struct link_request rq = { 0 };
	struct json_object *reply = NULL;
	enum link_status status;
	struct table *table;

	(void)argc;
	(void)argv;
	status = pages_all(c->link, ROUTE_PAIRS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	table = table_new(titles);
	add_rows(c, proto_get(reply, "pairs"), table);
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_pairs_remove(struct context *c, int argc, char **argv)
{
	const struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status =
	    link_call(c->link, ROUTE_PAIR_REMOVE, &rq, &reply);

	(void)argc;
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts("It is taken back.");
	return LINK_OK;
}
