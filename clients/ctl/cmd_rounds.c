/*
 * serendipctl rounds: run, list, show. What takes one in hand: cmd_hand.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
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

void
rounds_print(struct json_object *r)
{
	printf("Round         %s\n", proto_text(r, "id"));
	printf("Pool          ");
	safe_print(stdout, proto_text(r, "pool"));
	printf("\nState         %s\n", proto_text(r, "state"));
	printf("Due           %s\n", proto_text(r, "scheduled_at"));
	if (proto_text(r, "waits_since") != NULL)
		printf("Waits since   %s\n", proto_text(r, "waits_since"));
	if (proto_int(r, "redraws", 0) > 0)
		print_number("Drawn anew    ", r, "redraws");
	if (proto_text(r, "published_at") != NULL)
		printf("Published     %s\n", proto_text(r, "published_at"));
	print_number("Members       ", r, "members");
	print_number("Introduced    ", r, "introduced");
	print_number("Groups        ", r, "groups");
	print_number("Sat out       ", r, "sat_out");
	print_number("Met           ", r, "met");
	print_number("Not met       ", r, "not_met");
	print_number("To nothing    ", r, "came_to_nothing");
	print_number("Milliseconds  ", r, "milliseconds");
	if (proto_text(r, "seed") != NULL)
		printf("Seed          %s\nInput digest  %s\n",
		    proto_text(r, "seed"), proto_text(r, "input_digest"));
	if (proto_text(r, "groups_digest") != NULL)
		printf("Groups digest %s\n", proto_text(r, "groups_digest"));
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

	return strcmp(state, "planned") != 0 && strcmp(state, "open") != 0 &&
	       !(strcmp(state, "drawn") == 0 &&
		   json_object_get_boolean(proto_get(r, "approved")));
}

enum link_status
rounds_wait(struct context *c, struct json_object **round)
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

/* What to do where it waits; not among JSON. */
static void
rounds_say_waits(struct context *c, struct json_object *round)
{
	if (!c->is_json && strcmp(proto_text(round, "state"), "drawn") == 0)
		printf("It waits for your yes:\n"
		       "  serendipctl rounds show %s --groups\n"
		       "  serendipctl rounds approve %s\n\n",
		    proto_text(round, "id"), proto_text(round, "id"));
}

enum link_status
cmd_rounds_run(struct context *c, int argc, char **argv)
{
	struct json_object *body, *round = NULL;
	struct link_request rq = { 0 };
	enum link_status status;
	bool failed;

	(void)argc;
	rq.body = body = json_object_new_object();
	json_object_object_add(body, "pool", json_object_new_string(argv[0]));
	status = link_call(c->link, ROUTE_ROUND_RUN, &rq, &round);
	json_object_put(body);
	if (status == LINK_OK)
		status = rounds_wait(c, &round);
	if (status != LINK_OK)
		return status;
	failed = strcmp(proto_text(round, "state"), "failed") == 0 ||
		 !is_over(round);
	rounds_say_waits(c, round);
	if (c->is_json) {
		(void)command_json(round);
	} else {
		rounds_print(round);
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

/* Says why a pool has no rounds to list. */
static enum link_status
say_none(struct context *c, const char *pool)
{
	struct json_object *reply = NULL, *pools;
	enum link_status status;
	bool is_known = pool == NULL;

	status = link_call(c->link, ROUTE_STATUS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	pools = proto_get(reply, "pools");
	for (size_t i = 0; i < json_object_array_length(pools); i++) {
		const char *name =
		    proto_text(json_object_array_get_idx(pools, i), "name");

		is_known = is_known || strcmp(name, pool) == 0;
	}
	if (is_known)
		puts("No round yet.");
	else
		fprintf(stderr,
		    "There is no pool \"%s\" here; serendipctl status lists "
		    "them.\n",
		    pool);
	json_object_put(reply);
	return is_known ? LINK_OK : LINK_REFUSED;
}

static void
print_table(struct json_object *list)
{
	static const char *const titles[] = { "ROUND", "POOL", "DUE", "STATE",
		"INTRODUCED", "SAT OUT", NULL };
	struct table *table = table_new(titles);

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
}

enum link_status
cmd_rounds_list(struct context *c, int argc, char **argv)
{
	const char *pool = argc > 0 ? argv[0] : NULL;
	struct json_object *reply = NULL, *list;
	struct link_request rq = { 0 };
	enum link_status status;
	char query[50];

	if (pool != NULL &&
	    (*pool == '\0' || strlen(pool) > 32 ||
		strspn(pool, "abcdefghijklmnopqrstuvwxyz0123456789_-") !=
		    strlen(pool)))
		return say_none(c, pool);
	if (pool != NULL) {
		snprintf(query, sizeof(query), "pool=%s", pool);
		rq.query = query;
	}
	status = pages_all(c->link, ROUTE_ROUNDS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	list = proto_get(reply, "rounds");
	if (json_object_array_length(list) == 0 && !c->is_json)
		status = say_none(c, pool);
	else if (c->is_json)
		return command_json(reply);
	else
		print_table(list);
	json_object_put(reply);
	return status;
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

void
rounds_print_person(struct json_object *m)
{
	safe_print(stdout, proto_text(m, "name"));
	if (proto_text(m, "ref") != NULL &&
	    strcmp(proto_text(m, "ref"), proto_text(m, "name")) != 0) {
		fputs(" (", stdout);
		safe_print(stdout, proto_text(m, "ref"));
		fputc(')', stdout);
	}
}

void
rounds_print_groups(struct json_object *page)
{
	struct json_object *list = proto_get(page, "groups");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *g = json_object_array_get_idx(list, i);
		struct json_object *members = proto_get(g, "members");

		putchar('\n');
		for (size_t k = 0; k < json_object_array_length(members); k++) {
			fputs(k > 0 ? "  ×  " : "  ", stdout);
			rounds_print_person(
			    json_object_array_get_idx(members, k));
		}
		putchar('\n');
		print_why(proto_get(g, "why"));
	}
	list = proto_get(page, "sit_outs");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *s = json_object_array_get_idx(list, i);

		fputs("\n  sat out: ", stdout);
		rounds_print_person(proto_get(s, "member"));
		putchar('\n');
		print_why(proto_get(s, "why"));
	}
}

static void
show_page(void *arg, struct json_object *page)
{
	(void)arg;
	rounds_print_groups(page);
}

/* Its groups (as `result`: `groups` is their number) and sit-outs into the
 * round. */
static enum link_status
show_json(struct context *c, const char *id, struct json_object *round)
{
	struct link_request rq = { .parameters = { id } };
	struct json_object *all = NULL;
	enum link_status status =
	    pages_all(c->link, ROUTE_ROUND_GROUPS, &rq, &all);

	if (status != LINK_OK)
		return status;
	json_object_object_add(
	    round, "result", json_object_get(proto_get(all, "groups")));
	json_object_object_add(
	    round, "sit_outs", json_object_get(proto_get(all, "sit_outs")));
	json_object_put(all);
	return LINK_OK;
}

enum link_status
cmd_rounds_show(struct context *c, int argc, char **argv)
{
	bool with_groups = command_value(c, "groups") != NULL;
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *round = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_ROUND, &rq, &round);
	if (status != LINK_OK)
		return status;
	if (c->is_json) {
		if (with_groups)
			status = show_json(c, argv[0], round);
		if (status == LINK_OK)
			return command_json(round);
	} else {
		rounds_print(round);
		if (with_groups)
			status = pages_each(
			    c->link, ROUTE_ROUND_GROUPS, &rq, show_page, NULL);
	}
	json_object_put(round);
	return status;
}
