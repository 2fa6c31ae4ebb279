/*
 * serendipctl webhooks: list, test, enable.
 */
#include <inttypes.h>
#include <stdio.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

static void
print_webhooks(struct json_object *list)
{
	static const char *const titles[] = { "NAME", "FORMAT", "HOST",
		"WAITING", "GIVEN UP", "LAST ARRIVED", "STATE", NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *w = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(w, "name"),
			proto_text(w, "format"), proto_text(w, "host"),
			json_object_get_string(proto_get(w, "waiting")),
			json_object_get_string(proto_get(w, "dead")),
			proto_text(w, "sent_at"),
			proto_text(w, "disabled_at") == NULL ? "enabled"
							     : "disabled" };

		table_row(table, cells);
	}
	table_print(table);
}

enum link_status
cmd_webhooks_list(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *list;
	enum link_status status;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_WEBHOOKS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	list = proto_get(reply, "webhooks");
	if (json_object_array_length(list) == 0)
		puts("None is configured; docs/operating.md says how.");
	else
		print_webhooks(list);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_webhooks_test(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status;
	bool arrived;

	(void)argc;
	status = link_call(c->link, ROUTE_WEBHOOK_TEST, &rq, &reply);
	if (status != LINK_OK)
		return status;
	arrived = json_object_get_boolean(proto_get(reply, "arrived"));
	if (c->is_json) {
		(void)command_json(reply);
	} else {
		printf("%s after %" PRId64 " ms: ",
		    arrived ? "Arrived" : "Not arrived",
		    proto_int(reply, "milliseconds", 0));
		safe_print(stdout, proto_text(reply, "answer"));
		putchar('\n');
		json_object_put(reply);
	}
	return arrived ? LINK_OK : LINK_REFUSED;
}

enum link_status
cmd_webhooks_enable(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_WEBHOOK_ENABLE, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts("Enabled.");
	json_object_put(reply);
	return LINK_OK;
}
