/*
 * serendipctl experiment: list, show, stop.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

#define CELL 32

/* --- list ----------------------------------------------------------------- */

static const char *
arm_name(struct json_object *experiment, size_t k)
{
	return json_object_get_string(
	    json_object_array_get_idx(proto_get(experiment, "arms"), k));
}

static void
print_list(struct json_object *list)
{
	static const char *const titles[] = { "ID", "POOL", "NAME", "ARMS",
		"STATE", "ROUNDS", "CLOSED", NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *e = json_object_array_get_idx(list, i);
		char arms[80], rounds[CELL], counted[CELL];
		const char *cells[] = { proto_text(e, "id"),
			proto_text(e, "pool"), proto_text(e, "name"), arms,
			proto_text(e, "state"), rounds, counted };

		snprintf(arms, sizeof(arms), "%s, %s", arm_name(e, 0),
		    arm_name(e, 1));
		snprintf(rounds, sizeof(rounds), "%" PRId64 " of %" PRId64,
		    proto_int(e, "drawn", 0), proto_int(e, "rounds", 0));
		snprintf(counted, sizeof(counted), "%" PRId64,
		    proto_int(e, "counted", 0));
		table_row(table, cells);
	}
	table_print(table);
}

enum link_status
cmd_experiment_list(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *list;
	struct link_request rq = { 0 };
	enum link_status status;
	char query[50];

	if (argc > 0 &&
	    (strlen(argv[0]) > 32 || *argv[0] == '\0' ||
		strspn(argv[0], "abcdefghijklmnopqrstuvwxyz0123456789_-") !=
		    strlen(argv[0])))
		return command_wrong(c, "POOL is the name of a pool");
	if (argc > 0) {
		snprintf(query, sizeof(query), "pool=%s", argv[0]);
		rq.query = query;
	}
	status = pages_all(c->link, ROUTE_EXPERIMENTS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	list = proto_get(reply, "experiments");
	if (json_object_array_length(list) == 0)
		puts("No experiment yet. They are in the configuration: a "
		     "pool's `experiment`.");
	else
		print_list(list);
	json_object_put(reply);
	return LINK_OK;
}

/* --- show ----------------------------------------------------------------- */

static double
figure(struct json_object *o, const char *field)
{
	struct json_object *value = proto_get(o, field);

	return value == NULL ? (double)NAN : json_object_get_double(value);
}

/* Three decimals; a dash for none. */
static const char *
print_figure(char out[CELL], struct json_object *o, const char *field)
{
	double value = figure(o, field);

	if (isnan(value))
		return "–";
	snprintf(out, CELL, "%.3f", value);
	return out;
}

static const char *
print_count(char out[CELL], struct json_object *o, const char *field)
{
	struct json_object *value = proto_get(o, field);

	if (value == NULL)
		return "–";
	snprintf(out, CELL, "%" PRId64, json_object_get_int64(value));
	return out;
}

static void
print_values(struct json_object *measure, const char *mean)
{
	const char *titles[] = { "ARM", "INTRODUCTIONS", "KNOWN", mean,
		"AT LEAST", "AT MOST", NULL };
	struct json_object *arms = proto_get(measure, "arms");
	struct table *table = table_new(titles);

	for (size_t k = 0; k < json_object_array_length(arms); k++) {
		struct json_object *a = json_object_array_get_idx(arms, k);
		char cell[5][CELL];
		const char *cells[] = { proto_text(a, "arm"),
			print_count(cell[0], a, "introductions"),
			print_count(cell[1], a, "known"),
			print_figure(cell[2], a, "mean"),
			print_figure(cell[3], a, "floor"),
			print_figure(cell[4], a, "ceiling") };

		table_row(table, cells);
	}
	table_print(table);
}

static void
print_interval(
    const char *title, struct json_object *m, const char *low, const char *high)
{
	if (!isnan(figure(m, low)))
		printf("  %-28s %+.3f to %+.3f\n", title, figure(m, low),
		    figure(m, high));
}

static void
print_more(const char *title, struct json_object *m, const char *field)
{
	if (proto_get(m, field) != NULL)
		printf("  %-28s %" PRId64 "\n", title, proto_int(m, field, 0));
	else
		printf("  %-28s not to be told yet\n", title);
}

static void
print_measure(const char *title, struct json_object *m, const char *mean,
    struct json_object *experiment)
{
	printf("\n%s, over %" PRId64 " closed rounds\n", title,
	    proto_int(m, "rounds", 0));
	print_values(m, mean);
	if (isnan(figure(m, "difference"))) {
		puts("  No difference can be told yet.");
		return;
	}
	fputs("  Difference, ", stdout);
	safe_print(stdout, arm_name(experiment, 1));
	fputs(" less ", stdout);
	safe_print(stdout, arm_name(experiment, 0));
	printf(": %+.3f\n", figure(m, "difference"));
	print_interval(
	    "However often one looks:", m, "always_low", "always_high");
	print_interval("For one look, at the end:", m, "low", "high");
	print_interval("Whatever was not said:", m, "bound_low", "bound_high");
	print_more("More rounds, looking often:", m, "more_always");
	print_more("More rounds, one look:", m, "more_once");
}

/* In a hundred members. */
static const char *
print_share(
    char out[CELL], struct json_object *a, const char *part, const char *of)
{
	int64_t all = proto_int(a, of, 0);

	if (all == 0)
		return "–";
	snprintf(out, CELL, "%.1f %%",
	    100 * (double)proto_int(a, part, 0) / (double)all);
	return out;
}

static void
print_cost(struct json_object *arms)
{
	static const char *const titles[] = { "ARM", "INTRODUCED",
		"OF ALL MEMBERS", "SCORE", "OF ALL MEMBERS", NULL };
	struct table *table = table_new(titles);

	puts("\nWhat half of the members cost each arm: what it introduced, "
	     "and what its rules\nwould have introduced among all");
	for (size_t k = 0; k < json_object_array_length(arms); k++) {
		struct json_object *a = json_object_array_get_idx(arms, k);
		char cell[4][CELL];
		const char *cells[] = { proto_text(a, "arm"),
			print_share(cell[0], a, "introduced", "members"),
			print_share(
			    cell[1], a, "whole_introduced", "whole_members"),
			print_figure(cell[2], a, "score"),
			print_figure(cell[3], a, "whole_score") };

		table_row(table, cells);
	}
	table_print(table);
}

static void
print_head(struct json_object *e)
{
	const char *definition = proto_text(e, "definition");

	printf("Experiment    %s\nName          ", proto_text(e, "id"));
	safe_print(stdout, proto_text(e, "name"));
	fputs("\nPool          ", stdout);
	safe_print(stdout, proto_text(e, "pool"));
	printf("\nState         %s\n", proto_text(e, "state"));
	if (proto_text(e, "starts_on") != NULL)
		printf("From          %s\n", proto_text(e, "starts_on"));
	printf("Rounds        %" PRId64 " of %" PRId64 ", %" PRId64
	       " closed\nGoal          %s, a difference of %g\n",
	    proto_int(e, "drawn", 0), proto_int(e, "rounds", 0),
	    proto_int(e, "counted", 0), proto_text(e, "goal"),
	    figure(e, "detect"));
	printf("Digest        %s\n\n", proto_text(e, "digest"));
	safe_printf(stdout, "%s", definition);
}

static void
print_ahead(struct json_object *reply)
{
	struct json_object *e = proto_get(reply, "experiment");

	fputs("\n", stdout);
	if (proto_text(reply, "ahead") == NULL) {
		puts("Chance may have made the difference.");
		return;
	}
	safe_print(stdout, proto_text(reply, "ahead"));
	printf(strcmp(proto_text(e, "goal"), "met") == 0
		   ? " brings more introductions to meet, and chance alone "
		     "hardly explains it.\n"
		   : " is rated higher, and chance alone hardly explains "
		     "it.\n");
}

enum link_status
cmd_experiment_show(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL, *experiment;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_EXPERIMENT, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	experiment = proto_get(reply, "experiment");
	print_head(experiment);
	print_measure("Met", proto_get(reply, "met"), "MET", experiment);
	print_measure("Rating of those that met", proto_get(reply, "rating"),
	    "RATING", experiment);
	print_cost(proto_get(reply, "arms"));
	print_ahead(reply);
	json_object_put(reply);
	return LINK_OK;
}

/* --- stop ----------------------------------------------------------------- */

enum link_status
cmd_experiment_stop(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_EXPERIMENT_STOP, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts("Stopped. The next round is drawn by the pool's own rules.");
	json_object_put(reply);
	return LINK_OK;
}
