/*
 * serendipctl rounds: run, list, show.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

#define POLL_NS (50 * 1000 * 1000L)
#define WAIT_S_MAX 600

static void
print_number(const char *title, struct json_object *o, const char *field)
{
	if (proto_get(o, field) != NULL)
		printf("%s%" PRId64 "\n", title, proto_int(o, field, 0));
}

static void
print_round(struct json_object *r)
{
	printf("Round         %s\n", proto_text(r, "id"));
	printf("Pool          ");
	safe_print(stdout, proto_text(r, "pool"));
	printf("\nState         %s\n", proto_text(r, "state"));
	printf("Due           %s\n", proto_text(r, "scheduled_at"));
	if (proto_text(r, "published_at") != NULL)
		printf("Published     %s\n", proto_text(r, "published_at"));
	print_number("Members       ", r, "members");
	print_number("Introduced    ", r, "introduced");
	print_number("Groups        ", r, "groups");
	print_number("Sat out       ", r, "sat_out");
	print_number("Milliseconds  ", r, "milliseconds");
	if (proto_text(r, "seed") != NULL)
		printf("Seed          %s\nInput digest  %s\n",
		    proto_text(r, "seed"), proto_text(r, "input_digest"));
	if (proto_text(r, "failure") != NULL) {
		fputs("Failure       ", stdout);
		safe_print(stdout, proto_text(r, "failure"));
		printf(" (attempt %" PRId64 ")\n", proto_int(r, "attempts", 0));
	}
}

/* --- run ------------------------------------------------------------------ */

static bool
is_over(struct json_object *r)
{
	const char *state = proto_text(r, "state");

	return strcmp(state, "published") == 0 ||
	       strcmp(state, "closed") == 0 || strcmp(state, "failed") == 0;
}

/* Waits for the round to be over; *round becomes what it is then. */
static enum link_status
wait_for(struct context *c, struct json_object **round)
{
	struct timespec pause = { .tv_nsec = POLL_NS };
	struct link_request rq = { 0 };
	enum link_status status = LINK_OK;
	char id[64];
	int waited = 0, most = WAIT_S_MAX * (int)(1000000000L / POLL_NS);

	snprintf(id, sizeof(id), "%s", proto_text(*round, "id"));
	rq.parameters[0] = id;
	while (status == LINK_OK && !is_over(*round) && waited++ < most) {
		progress_show(proto_text(*round, "state"),
		    strcmp(proto_text(*round, "state"), "planned") == 0 ? 0.1
									: 0.5);
		nanosleep(&pause, NULL);
		json_object_put(*round);
		*round = NULL;
		status = link_call(c->link, ROUTE_ROUND, &rq, round);
	}
	progress_end();
	return status;
}

enum link_status
cmd_rounds_run(struct context *c, int argc, char **argv)
{
	struct json_object *body, *round = NULL;
	struct link_request rq = { 0 };
	enum link_status status;
	bool failed;

	if (argc != 2)
		return command_wrong("Name one pool");
	rq.body = body = json_object_new_object();
	json_object_object_add(body, "pool", json_object_new_string(argv[1]));
	status = link_call(c->link, ROUTE_ROUND_RUN, &rq, &round);
	json_object_put(body);
	if (status == LINK_OK)
		status = wait_for(c, &round);
	if (status != LINK_OK)
		return status;
	failed = strcmp(proto_text(round, "state"), "failed") == 0 ||
		 !is_over(round);
	if (c->is_json) {
		(void)command_json(round);
	} else {
		print_round(round);
		json_object_put(round);
	}
	if (!failed)
		return LINK_OK;
	fputs("It is not published yet; the daemon tries again by itself. "
	      "See: serendipctl rounds list\n",
	    stderr);
	return LINK_REFUSED;
}

/* --- list ----------------------------------------------------------------- */

enum link_status
cmd_rounds_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "ROUND", "POOL", "DUE", "STATE",
		"INTRODUCED", "SAT OUT", NULL };
	struct json_object *reply = NULL, *list;
	struct link_request rq = { 0 };
	enum link_status status;
	struct table *table;
	char query[100];

	if (argc > 2)
		return command_wrong("Name one pool at most");
	if (argc == 2 &&
	    strspn(argv[1], "abcdefghijklmnopqrstuvwxyz0123456789_-") !=
		strlen(argv[1]))
		return command_wrong("That is no pool's name");
	snprintf(query, sizeof(query), "limit=50%s%.40s",
	    argc == 2 ? "&pool=" : "", argc == 2 ? argv[1] : "");
	rq.query = query;
	status = link_call(c->link, ROUTE_ROUNDS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	table = table_new(titles);
	list = proto_get(reply, "rounds");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(r, "id"),
			proto_text(r, "pool"), proto_text(r, "scheduled_at"),
			proto_text(r, "state"),
			json_object_get_string(proto_get(r, "introduced")),
			json_object_get_string(proto_get(r, "sat_out")) };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

/* --- show ----------------------------------------------------------------- */

static void
print_why(struct json_object *why)
{
	for (size_t i = 0; i < json_object_array_length(why); i++) {
		fputs("    · ", stdout);
		safe_print(stdout,
		    json_object_get_string(json_object_array_get_idx(why, i)));
		putchar('\n');
	}
}

static void
print_person(struct json_object *m)
{
	safe_print(stdout, proto_text(m, "name"));
	if (proto_text(m, "ref") != NULL &&
	    strcmp(proto_text(m, "ref"), proto_text(m, "name")) != 0) {
		fputs(" (", stdout);
		safe_print(stdout, proto_text(m, "ref"));
		fputc(')', stdout);
	}
}

static void
print_groups(struct json_object *page)
{
	struct json_object *list = proto_get(page, "groups");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *g = json_object_array_get_idx(list, i);
		struct json_object *members = proto_get(g, "members");

		putchar('\n');
		for (size_t k = 0; k < json_object_array_length(members); k++) {
			fputs(k > 0 ? "  ×  " : "  ", stdout);
			print_person(json_object_array_get_idx(members, k));
		}
		putchar('\n');
		print_why(proto_get(g, "why"));
	}
	list = proto_get(page, "sit_outs");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *s = json_object_array_get_idx(list, i);

		fputs("\n  sat out: ", stdout);
		print_person(proto_get(s, "member"));
		putchar('\n');
		print_why(proto_get(s, "why"));
	}
}

/* All pages; as JSON one object with all of them. */
static enum link_status
show_groups(struct context *c, const char *id, struct json_object *round)
{
	struct json_object *page = NULL, *all = json_object_new_array();
	struct json_object *out = json_object_new_array();
	struct link_request rq = { .parameters = { id } };
	enum link_status status;
	char query[320] = "limit=100";

	do {
		rq.query = query;
		status = link_call(c->link, ROUTE_ROUND_GROUPS, &rq, &page);
		if (status != LINK_OK)
			break;
		if (!c->is_json)
			print_groups(page);
		for (size_t i = 0;
		     i < json_object_array_length(proto_get(page, "groups"));
		     i++)
			json_object_array_add(
			    all, json_object_get(json_object_array_get_idx(
				     proto_get(page, "groups"), i)));
		for (size_t i = 0;
		     i < json_object_array_length(proto_get(page, "sit_outs"));
		     i++)
			json_object_array_add(
			    out, json_object_get(json_object_array_get_idx(
				     proto_get(page, "sit_outs"), i)));
		query[0] = '\0';
		if (proto_text(page, "next") != NULL)
			snprintf(query, sizeof(query),
			    "limit=100&cursor=%.250s",
			    proto_text(page, "next"));
		json_object_put(page);
	} while (query[0] != '\0');
	json_object_object_add(round, "result", all);
	json_object_object_add(round, "sit_outs", out);
	return status;
}

enum link_status
cmd_rounds_show(struct context *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "groups", no_argument, NULL, 'g' },
		{ NULL, 0, NULL, 0 },
	};
	struct json_object *round = NULL;
	struct link_request rq = { 0 };
	enum link_status status;
	bool groups = false;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == '?')
			return command_wrong("");
		groups = true;
	}
	if (argc - optind != 1)
		return command_wrong("Name one round");
	rq.parameters[0] = argv[optind];
	status = link_call(c->link, ROUTE_ROUND, &rq, &round);
	if (status != LINK_OK)
		return status;
	if (!c->is_json)
		print_round(round);
	if (groups)
		status = show_groups(c, argv[optind], round);
	if (c->is_json && status == LINK_OK)
		return command_json(round);
	json_object_put(round);
	return status;
}
