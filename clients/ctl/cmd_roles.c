/*
 * serendipctl members role, members operators: who may do this over TLS, too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

enum link_status
cmd_members_role(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	(void)argc;
	json_object_object_add(body,
	    strchr(argv[0], '@') == NULL ? "member" : "email",
	    json_object_new_string(argv[0]));
	json_object_object_add(body, "role", json_object_new_string(argv[1]));
	status = link_call(c->link, ROUTE_ROLE_SET, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	safe_print(stdout, proto_text(reply, "name"));
	printf(": %s\n", proto_text(reply, "role"));
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_members_operators(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "MEMBER", "NAME", NULL };
	struct json_object *reply = NULL, *list;
	enum link_status status;
	struct table *table;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_ROLES, NULL, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	table = table_new(titles);
	list = proto_get(reply, "roles");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(r, "member"),
			proto_text(r, "name") };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}
