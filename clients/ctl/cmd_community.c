/*
 * serendipctl community: how the community grows together, over time, and how its
 * fields mix.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/ctl/mixing.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

#define STEPS 100

static double
number(struct json_object *o, const char *field)
{
	struct json_object *value = proto_get(o, field);

	return value == NULL ? -1e9 : json_object_get_double(value);
}

/* A block of eight heights for each value, from 0 to the largest. */
static void
print_chart(const char *title, const double *values, size_t count)
{
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇",
		"█" };
	double most = 0;

	for (size_t i = 0; i < count; i++)
		most = values[i] > most ? values[i] : most;
	printf("%-14s", title);
	for (size_t i = 0; i < count; i++) {
		int height = most <= 0 || values[i] < 0
				 ? 0
				 : (int)(values[i] / most * 7 + 0.5);

		fputs(values[i] < -1 ? " " : blocks[height], stdout);
	}
	if (count > 0 && values[count - 1] > -1)
		printf("  %.3g", values[count - 1]);
	putchar('\n');
}

static void
print_charts(struct json_object *steps)
{
	static const char *const fields[][2] = { { "Met", "links" },
		{ "Largest part", "giant" }, { "Mean distance", "distance" },
		{ "Bridged", "share" } };
	double values[STEPS];
	size_t count = json_object_array_length(steps);

	count = count > STEPS ? STEPS : count;
	for (size_t f = 0; f < sizeof(fields) / sizeof(fields[0]); f++) {
		for (size_t i = 0; i < count; i++)
			values[i] = number(
			    json_object_array_get_idx(steps, i), fields[f][1]);
		print_chart(fields[f][0], values, count);
	}
}

/* A number as it is shown in a cell. */
static const char *
cell(struct json_object *o, const char *field, char room[24])
{
	struct json_object *value = proto_get(o, field);

	if (value == NULL)
		return "–";
	if (json_object_is_type(value, json_type_int))
		snprintf(room, 24, "%" PRId64, json_object_get_int64(value));
	else
		snprintf(room, 24, "%.3f", json_object_get_double(value));
	return room;
}

static void
print_table(struct json_object *steps)
{
	static const char *const titles[] = { "BY", "MEMBERS", "MET", "PARTS",
		"LARGEST", "DISTANCE", "BRIDGED", "CHANCE", "CEILING", NULL };
	static const char *const fields[] = { "members", "links", "components",
		"giant", "distance", "share", "chance", "ceiling" };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(steps); i++) {
		struct json_object *o = json_object_array_get_idx(steps, i);
		char rooms[8][24], day[11];
		const char *cells[9];

		snprintf(day, sizeof(day), "%s", proto_text(o, "at"));
		cells[0] = day;
		for (size_t k = 0; k < 8; k++)
			cells[k + 1] = cell(o, fields[k], rooms[k]);
		table_row(table, cells);
	}
	table_print(table);
}

/* Of the last moment: how far like meets like. */
static void
print_like(struct json_object *last)
{
	struct json_object *list = proto_get(last, "assortativity");

	puts("\nLike meets like (-1 never, 0 as by chance, 1 always):");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		char room[24];

		fputs("  ", stdout);
		safe_print(stdout, proto_text(o, "attribute"));
		printf("  %s\n", cell(o, "value", room));
	}
}

static void
print_csv(struct json_object *steps)
{
	for (size_t i = 0; i < json_object_array_length(steps); i++) {
		struct json_object *o = json_object_array_get_idx(steps, i);
		struct json_object *like = proto_get(o, "assortativity");

		for (int header = i == 0 ? 1 : 0; header >= 0; header--) {
			const char *between = "";

			json_object_object_foreach(o, name, value)
			{
				if (value == like)
					continue;
				fprintf(stdout, "%s%s", between,
				    header ? name
				    : value == NULL
					? ""
					: json_object_get_string(value));
				between = ",";
			}
			for (size_t k = 0; k < json_object_array_length(like);
			     k++) {
				struct json_object *a =
				    json_object_array_get_idx(like, k);
				struct json_object *v = proto_get(a, "value");

				if (header)
					printf(",like_%s",
					    proto_text(a, "attribute"));
				else
					printf(",%s",
					    v == NULL
						? ""
						: json_object_get_string(v));
			}
			fputs("\r\n", stdout);
		}
	}
}

enum link_status
cmd_community(struct context *c, int argc, char **argv)
{
	const char *since = command_value(c, "since");
	struct link_request rq = { .seconds = 120 };
	struct json_object *reply = NULL, *mixing = NULL, *steps;
	enum link_status status;
	char query[60];
	size_t count;

	(void)argc;
	(void)argv;
	if (since != NULL &&
	    (strlen(since) != 10 || strspn(since, "0123456789-") != 10))
		return command_wrong(c, "--since wants a day: 2026-12-24");
	if (since != NULL) {
		snprintf(query, sizeof(query), "since=%s", since);
		rq.query = query;
	}
	status = link_call(c->link, ROUTE_COMMUNITY, &rq, &reply);
	if (status == LINK_OK && command_value(c, "csv") == NULL)
		status = mixing_load(c, since, &mixing);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	if (c->is_json) {
		json_object_object_add(reply, "mixing", mixing);
		return command_json(reply);
	}
	steps = proto_get(reply, "steps");
	count = json_object_array_length(steps);
	if (command_value(c, "csv") != NULL) {
		print_csv(steps);
	} else {
		print_table(steps);
		putchar('\n');
		print_charts(steps);
		if (count > 0)
			print_like(json_object_array_get_idx(steps, count - 1));
		mixing_print(mixing);
	}
	json_object_put(mixing);
	json_object_put(reply);
	return LINK_OK;
}
