/*
 * serendipctl rounds, of one in hand: approve, redraw, cancel; and its report.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* Asks, and waits for what follows where there is something to wait for. */
static enum link_status
take(struct context *c, enum proto_route_id route,
    const struct link_request *rq, bool waits)
{
	struct json_object *round = NULL;
	enum link_status status = link_call(c->link, route, rq, &round);

	if (status == LINK_OK && waits)
		status = rounds_wait(c, &round);
	if (status != LINK_OK)
		return status;
	if (strcmp(proto_text(round, "state"), "failed") == 0)
		status = LINK_REFUSED;
	if (c->is_json) {
		(void)command_json(round);
		return status;
	}
	rounds_print(round);
	json_object_put(round);
	if (status != LINK_OK)
		fputs("The daemon tries again by itself.\n", stderr);
	return status;
}

enum link_status
cmd_rounds_approve(struct context *c, int argc, char **argv)
{
	const struct link_request rq = { .parameters = { argv[0] } };

	(void)argc;
	return take(c, ROUTE_ROUND_APPROVE, &rq, true);
}

enum link_status
cmd_rounds_redraw(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object();
	const struct link_request rq = { .parameters = { argv[0] },
		.body = body };
	enum link_status status;

	(void)argc;
	command_texts(c, body);
	status = take(c, ROUTE_ROUND_REDRAW, &rq, true);
	json_object_put(body);
	return status;
}

enum link_status
cmd_rounds_cancel(struct context *c, int argc, char **argv)
{
	const struct link_request rq = { .parameters = { argv[0] } };

	(void)argc;
	return take(c, ROUTE_ROUND_CANCEL, &rq, false);
}

/* --- report --------------------------------------------------------------- */

static const char *
number(struct json_object *o, const char *field, char *buf, size_t size)
{
	struct json_object *value = proto_get(o, field);

	if (value == NULL)
		return "-";
	if (json_object_is_type(value, json_type_int))
		snprintf(buf, size, "%" PRId64, json_object_get_int64(value));
	else
		snprintf(buf, size, "%.3f", json_object_get_double(value));
	return buf;
}

static void
print_line(const char *title, struct json_object *o, const char *field)
{
	char buf[40];

	printf("%-16s%s\n", title, number(o, field, buf, sizeof(buf)));
}

static void
print_differ(struct json_object *list)
{
	static const char *const titles[] = { "ATTRIBUTE", "DIFFER", "CHANCE",
		"AT MOST", "HOMOPHILY", "E-I", NULL };
	static const char *const fields[] = { "share", "chance", "ceiling",
		"homophily", "e_i" };
	struct table *table;

	if (json_object_array_length(list) == 0)
		return;
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *d = json_object_array_get_idx(list, i);
		char text[5][40];
		const char *cells[6] = { proto_text(d, "attribute") };

		for (size_t k = 0; k < 5; k++)
			cells[k + 1] =
			    number(d, fields[k], text[k], sizeof(text[k]));
		table_row(table, cells);
	}
	putchar('\n');
	table_print(table);
}

static void
print_reasons(struct json_object *list)
{
	if (json_object_array_length(list) > 0)
		puts("\nSat out by what weighed most:");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *s = json_object_array_get_idx(list, i);

		printf("  %6" PRId64 "  %s", proto_int(s, "members", 0),
		    proto_text(s, "reason"));
		if (proto_text(s, "rule") != NULL) {
			fputs(" by ", stdout);
			safe_print(stdout, proto_text(s, "rule"));
		}
		putchar('\n');
	}
}

void
hand_print_pins(struct json_object *list)
{
	static const struct {
		const char *fate, *words;
	} fates[] = {
		{ "introduced", "introduced" },
		{ "void", "drawn, but void as it was published" },
		{ "absent", "one took no part; the pin waits" },
		{ "own_choice",
		    "not possible: a member's own choice, or a pair "
		    "that is forbidden" },
		{ "taken", "not possible: another pin has one of them" },
		{ "alone", "not possible: nobody could complete their circle" },
	};

	if (json_object_array_length(list) > 0)
		puts("\nPins:");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		struct json_object *members = proto_get(p, "members");

		fputs("  ", stdout);
		rounds_print_person(json_object_array_get_idx(members, 0));
		fputs("  ×  ", stdout);
		rounds_print_person(json_object_array_get_idx(members, 1));
		for (size_t k = 0; k < sizeof(fates) / sizeof(*fates); k++)
			if (strcmp(proto_text(p, "fate"), fates[k].fate) == 0)
				printf(": %s", fates[k].words);
		putchar('\n');
	}
}

void
hand_print_report(struct json_object *r)
{
	print_line("Members", r, "members");
	print_line("Introduced", r, "introduced");
	print_line("Groups", r, "groups");
	print_line("Larger groups", r, "larger_groups");
	print_line("Sat out", r, "sat_out");
	print_line("Mean score", r, "mean_score");
	print_line("  by chance", r, "chance_score");
	print_line("  at most", r, "upper_bound");
	print_line("Repeats", r, "repeats");
	print_line("Rounds left", r, "rounds_left");
	print_line("Seconds", r, "seconds");
	fputs("Law             ", stdout);
	safe_print(stdout, proto_text(r, "law"));
	putchar('\n');
	print_differ(proto_get(r, "differ"));
	print_reasons(proto_get(r, "sat_out_by_reason"));
}

enum link_status
cmd_rounds_report(struct context *c, int argc, char **argv)
{
	const struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL, *report;
	enum link_status status =
	    link_call(c->link, ROUTE_ROUND_REPORT, &rq, &reply);

	(void)argc;
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf(
	    "Round           %s\nPool            ", proto_text(reply, "round"));
	safe_print(stdout, proto_text(reply, "pool"));
	putchar('\n');
	if (proto_text(reply, "seed") != NULL)
		printf("Seed            %s\nInput digest    %s\n",
		    proto_text(reply, "seed"),
		    proto_text(reply, "input_digest"));
	report = proto_get(reply, "report");
	if (report != NULL)
		hand_print_report(report);
	else
		puts("There is no report: it is not drawn.");
	hand_print_pins(proto_get(reply, "pins"));
	json_object_put(reply);
	return LINK_OK;
}
