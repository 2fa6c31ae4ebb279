/*
 * serendipctl status: how the house is.
 */
#include <stdio.h>
#include "clients/ctl/ctl.h"
#include "clients/link/table.h"

static void
print_pools(struct json_object *pools)
{
	static const char *const titles[] = { "POOL", "MEMBERS", "LAST ROUND",
		"INTRODUCED", "SAT OUT", "NEXT ROUND", NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(pools); i++) {
		struct json_object *p = json_object_array_get_idx(pools, i);
		struct json_object *last = proto_get(p, "last_round");
		char members[24], introduced[24] = "", sat_out[24] = "";
		const char *cells[] = { proto_text(p, "name"), members,
			last == NULL ? "none yet" : proto_text(last, "state"),
			introduced, sat_out, proto_text(p, "next_round_at") };

		snprintf(members, sizeof(members), "%lld",
		    (long long)proto_int(p, "members", 0));
		if (last != NULL && proto_get(last, "members") != NULL) {
			snprintf(introduced, sizeof(introduced), "%lld",
			    (long long)proto_int(last, "introduced", 0));
			snprintf(sat_out, sizeof(sat_out), "%lld",
			    (long long)proto_int(last, "sat_out", 0));
		}
		table_row(table, cells);
	}
	table_print(table);
}

enum link_status
cmd_status(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *letters;
	enum link_status status;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_STATUS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	letters = proto_get(reply, "letters");
	printf("serendipd %s: %s, since %s\n", proto_text(reply, "version"),
	    proto_text(reply, "status"), proto_text(reply, "started_at"));
	printf("Members: %lld active, %lld not verified yet\n",
	    (long long)proto_int(reply, "members", 0),
	    (long long)proto_int(reply, "unverified", 0));
	printf("Letters: %lld waiting, %lld sent, %lld given up\n\n",
	    (long long)proto_int(letters, "pending", 0),
	    (long long)proto_int(letters, "sent", 0),
	    (long long)proto_int(letters, "dead", 0));
	print_pools(proto_get(reply, "pools"));
	json_object_put(reply);
	return LINK_OK;
}
