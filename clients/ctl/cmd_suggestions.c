/*
 * serendipctl suggestions: two members of whom others say that they should meet.
 */
#include <inttypes.h>
#include <stdio.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/table.h"

static const char *
name(struct json_object *suggestion, size_t which)
{
	return proto_text(
	    json_object_array_get_idx(proto_get(suggestion, "members"), which),
	    "name");
}

static void
add_row(struct table *table, struct json_object *s)
{
	const char *at = proto_text(s, "introduced_at");
	const char *because = proto_text(s, "because");
	char by[160], day[11];
	const char *cells[] = { proto_text(s, "id"), name(s, 0), name(s, 1),
		proto_text(s, "pool"), by, because == NULL ? "" : because,
		at == NULL ? "" : day };
	int64_t others = proto_int(s, "others", 0);
	const char *first = proto_text(proto_get(s, "by"), "name");

	if (others > 0)
		snprintf(by, sizeof(by), "%.100s, and %" PRId64 " more", first,
		    others);
	else
		snprintf(by, sizeof(by), "%.100s", first);
	if (at != NULL)
		snprintf(day, sizeof(day), "%.10s", at);
	table_row(table, cells);
}

enum link_status
cmd_suggestions_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "SUGGESTION", "A", "B", "POOL",
		"BY", "BECAUSE", "INTRODUCED", NULL };
	struct link_request rq = { 0 };
	struct json_object *reply = NULL, *list;
	enum link_status status;
	struct table *table;

	(void)argc;
	(void)argv;
	status = pages_all(c->link, ROUTE_OPERATOR_SUGGESTIONS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	table = table_new(titles);
	list = proto_get(reply, "suggestions");
	for (size_t i = 0; i < json_object_array_length(list); i++)
		add_row(table, json_object_array_get_idx(list, i));
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_suggestions_accept(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	const struct link_request rq = { .parameters = { argv[0] },
		.body = body };
	enum link_status status;

	(void)argc;
	command_texts(c, body);
	status = link_call(c->link, ROUTE_SUGGESTION_ACCEPT, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf("They are introduced in the next round that both take part in: "
	       "%s\n",
	    proto_text(reply, "id"));
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_suggestions_dismiss(struct context *c, int argc, char **argv)
{
	const struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status =
	    link_call(c->link, ROUTE_SUGGESTION_DISMISS, &rq, &reply);

	(void)argc;
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts("Nothing comes of it, and nobody is told.");
	return LINK_OK;
}
