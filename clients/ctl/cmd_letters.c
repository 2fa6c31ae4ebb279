/*
 * serendipctl letters: which failed, and what the mail server said.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/table.h"

enum link_status
cmd_letters(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "AT", "KIND", "TO", "TRIES",
		"ANSWER", NULL };
	char query[64];
	struct link_request rq = { .query = query };
	struct json_object *all = NULL, *list;
	enum link_status status;
	const char *state = argc == 0 ? "dead" : argv[0];
	struct table *table;

	if (*state == '\0' ||
	    strspn(state, "abcdefghijklmnopqrstuvwxyz") != strlen(state))
		return command_wrong(c, "that is no state of letters");
	snprintf(query, sizeof(query), "state=%.20s", state);
	status = pages_all(c->link, ROUTE_OPERATOR_LETTERS, &rq, &all);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(all);
	table = table_new(titles);
	list = proto_get(all, "letters");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *l = json_object_array_get_idx(list, i);
		struct json_object *to = proto_get(l, "to");
		const char *answer = proto_text(l, "answer");
		const char *webhook = proto_text(l, "webhook");
		const char *cells[] = { proto_text(l, "created_at"),
			proto_text(l, "kind"),
			to != NULL        ? proto_text(to, "name")
			: webhook != NULL ? webhook
					  : "no member",
			json_object_get_string(proto_get(l, "attempts")),
			answer == NULL ? "" : answer };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(all);
	return LINK_OK;
}
