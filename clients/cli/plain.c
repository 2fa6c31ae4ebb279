/*
 * Commands that are one call: see clients/cli/plain.h.
 */
#include <stdio.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"

enum link_status
plain_list(struct context *c, const struct plain_list *l)
{
	struct json_object *reply = NULL, *list;
	const char *zone = NULL;
	enum link_status status =
	    l->is_paged ? pages_all(c->link, l->route, NULL, &reply)
			: link_call(c->link, l->route, NULL, &reply);
	struct table *table;

	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	list = proto_get(reply, l->field);
	if (l->empty != NULL && json_object_array_length(list) == 0)
		puts(_(l->empty));
	table = table_new(l->titles);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		l->row(table, json_object_array_get_idx(list, i), zone);
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
plain_deed(struct context *c, enum proto_route_id route,
    const struct link_request *request, const char *done)
{
	struct json_object *reply = NULL;
	enum link_status status = link_call(c->link, route, request, &reply);

	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		puts(done);
	json_object_put(reply);
	return status;
}
