/*
 * serendipctl status: whether all is well, and what to do where it is not.
 */
#include <stdio.h>
#include <string.h>
#include "base/attr.h"
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"
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

static int
count_state(struct json_object *checks, const char *state)
{
	int n = 0;

	for (size_t i = 0; i < json_object_array_length(checks); i++)
		n += strcmp(proto_text(
				json_object_array_get_idx(checks, i), "state"),
			 state) == 0;
	return n;
}

static bool
is_well(struct json_object *check)
{
	return check != NULL && strcmp(proto_text(check, "state"), "ok") == 0;
}

/* Where both are well, it stands on the line of what was looked at before it: all
 * that is well takes no more than ten. */
static bool
shares_line(struct json_object *check, struct json_object *before)
{
	static const char *const kin[] = { "webhooks", "socket", "clock",
		"suggestions", "terms" };

	for (size_t i = 0; i < COUNT_OF(kin); i++)
		if (strcmp(proto_text(check, "name"), kin[i]) == 0)
			return is_well(check) && is_well(before);
	return false;
}

static void
print_check(struct json_object *check, struct json_object *before)
{
	const char *state = proto_text(check, "state");

	if (shares_line(check, before))
		printf("; %s: ", proto_text(check, "name"));
	else
		printf("\n%s %-12s ",
		    is_well(check)                ? "✓"
		    : strcmp(state, "wrong") == 0 ? "✗"
						  : "!",
		    proto_text(check, "name"));
	safe_print(stdout, proto_text(check, "found"));
	if (proto_text(check, "remedy") == NULL)
		return;
	fputs("\n               → ", stdout);
	safe_print(stdout, proto_text(check, "remedy"));
}

static void
print_checks(struct json_object *checks)
{
	struct json_object *before = NULL;

	for (size_t i = 0; i < json_object_array_length(checks); i++) {
		struct json_object *check =
		    json_object_array_get_idx(checks, i);

		print_check(check, before);
		before = check;
	}
	putchar('\n');
}

static void
print_status(struct json_object *reply)
{
	struct json_object *checks = proto_get(reply, "checks");
	struct json_object *letters = proto_get(reply, "letters");
	int wrong = count_state(checks, "wrong");
	int attention = count_state(checks, "attention");

	printf("serendipd %s, since %s: ", proto_text(reply, "version"),
	    proto_text(reply, "started_at"));
	if (wrong > 0)
		printf("%d wrong", wrong);
	if (attention > 0)
		printf("%s%d to look at", wrong > 0 ? ", " : "", attention);
	fputs(wrong + attention > 0 ? "" : "all is well", stdout);
	print_checks(checks);
	if (letters == NULL)
		return;
	printf("\nMembers: %lld active, %lld not verified yet\n",
	    (long long)proto_int(reply, "members", 0),
	    (long long)proto_int(reply, "unverified", 0));
	printf("Letters: %lld waiting, %lld sent, %lld given up\n",
	    (long long)proto_int(letters, "pending", 0),
	    (long long)proto_int(letters, "sent", 0),
	    (long long)proto_int(letters, "dead", 0));
	printf(
	    "Last backup: %s\n\n", proto_get(reply, "last_backup_at") == NULL
				       ? "none"
				       : proto_text(reply, "last_backup_at"));
	print_pools(proto_get(reply, "pools"));
}

enum link_status
cmd_status(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL;
	enum link_status status;
	bool is_wrong;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_STATUS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	is_wrong = count_state(proto_get(reply, "checks"), "wrong") > 0;
	if (c->is_json) {
		(void)command_json(reply);
	} else {
		print_status(reply);
		json_object_put(reply);
	}
	return is_wrong ? LINK_REFUSED : LINK_OK;
}
