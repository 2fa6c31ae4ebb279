/*
 * serendipctl invitations: new, list, end.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/table.h"

/* The number given for an option into the body; false where it is none. */
static bool
take_number(struct context *c, const char *option, struct json_object *body)
{
	const char *value = command_value(c, option);
	long long number;
	char *end;

	if (value == NULL)
		return true;
	errno = 0;
	number = strtoll(value, &end, 10);
	if (*value == '\0' || *end != '\0' || errno != 0)
		return false;
	json_object_object_add(body, option, json_object_new_int64(number));
	return true;
}

enum link_status
cmd_invitations_new(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	(void)argc;
	(void)argv;
	command_texts(c, body);
	if (!take_number(c, "uses", body) || !take_number(c, "days", body)) {
		json_object_put(body);
		return command_wrong(c, "--uses and --days want a number");
	}
	status = link_call(c->link, ROUTE_OPERATOR_INVITE, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf("Invitation    %s\nLets in       %" PRId64 "\nUntil         %s\n"
	       "\n    serendip signup --invitation %s\n",
	    proto_text(reply, "id"), proto_int(reply, "uses_max", 0),
	    proto_text(reply, "expires_at"), proto_text(reply, "token"));
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_invitations_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "ID", "STATE", "JOINED", "OF",
		"POOL", "BY", "UNTIL", NULL };
	struct json_object *reply = NULL, *list;
	struct link_request rq = { 0 };
	enum link_status status;
	struct table *table;

	(void)argc;
	(void)argv;
	status = pages_all(c->link, ROUTE_OPERATOR_INVITATIONS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	list = proto_get(reply, "invitations");
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		const char *by = proto_text(o, "by");
		const char *cells[] = { proto_text(o, "id"),
			proto_text(o, "state"),
			json_object_get_string(proto_get(o, "uses")),
			json_object_get_string(proto_get(o, "uses_max")),
			proto_text(o, "pool"), by == NULL ? "operator" : by,
			proto_text(o, "expires_at") };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_invitations_end(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_OPERATOR_INVITATION_END, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts("It lets nobody in any more.");
	return LINK_OK;
}
