/*
 * What a simulation found, as tables: see simulate_table.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "clients/ctl/simulate_table.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"
#include "proto/proto.h"

/* A number as it is written, cut to four characters; a dash for none. */
static const char *
cell(struct json_object *o, const char *field, char out[24])
{
	struct json_object *value = proto_get(o, field);

	if (value == NULL)
		return "–";
	if (json_object_is_type(value, json_type_double))
		snprintf(out, 24, "%.3f", json_object_get_double(value));
	else
		snprintf(out, 24, "%" PRId64, json_object_get_int64(value));
	return out;
}

static void
add_row(struct table *table, const char *title, struct json_object *now,
    struct json_object *then, const char *field)
{
	char a[24], b[24];
	const char *cells[] = { title, cell(now, field, a),
		cell(then, field, b) };

	table_row(table, cells);
}

static void
add_line(
    struct table *table, const char *title, const char *now, const char *then)
{
	const char *cells[] = { title, now, then };

	table_row(table, cells);
}

/* --- both sides ----------------------------------------------------------- */

/* Of each attribute, the pairs that differ; both sides tell of the same. */
static void
add_differ(
    struct table *table, struct json_object *now, struct json_object *then)
{
	for (size_t i = 0; i < json_object_array_length(now); i++) {
		struct json_object *a = json_object_array_get_idx(now, i);
		struct json_object *b = json_object_array_get_idx(then, i);
		char title[64];

		snprintf(title, sizeof(title), "Differ: %.40s",
		    proto_text(a, "attribute"));
		add_row(table, title, a, b, "share");
		add_row(table, "– by chance", a, b, "chance");
		add_row(table, "– at most", a, b, "ceiling");
	}
}

/* How many sit-outs each reason has, by the words for it. */
static struct json_object *
reasons_of(struct json_object *sum)
{
	struct json_object *list = proto_get(sum, "sat_out_by_reason");
	struct json_object *counts = json_object_new_object();

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		const char *rule = proto_text(r, "rule");
		struct text why = { 0 };

		text_addf(&why, "– %s%s%s", proto_text(r, "reason"),
		    rule == NULL ? "" : ": ", rule == NULL ? "" : rule);
		json_object_object_add(counts, text_get(&why),
		    json_object_get(proto_get(r, "members")));
		text_clear(&why);
	}
	return counts;
}

/* A reason that one side alone has is none on the other. */
static void
add_missing(struct json_object *to, struct json_object *from)
{
	json_object_object_foreach(from, why, count)
	{
		(void)count;
		if (!json_object_object_get_ex(to, why, NULL))
			json_object_object_add(
			    to, why, json_object_new_int64(0));
	}
}

static void
add_reasons(
    struct table *table, struct json_object *now, struct json_object *then)
{
	struct json_object *a = reasons_of(now), *b = reasons_of(then);

	add_missing(a, b);
	add_missing(b, a);
	json_object_object_foreach(a, why, count)
	{
		(void)count;
		add_row(table, why, a, b, why);
	}
	json_object_put(a);
	json_object_put(b);
}

/* "51 (43–52)", the median between the ends; "50–52", the middle half. */
static void
spread_cells(struct json_object *spread, char whole[64], char half[64])
{
	snprintf(whole, 64, "–");
	snprintf(half, 64, "–");
	if (spread == NULL)
		return;
	snprintf(whole, 64, "%" PRId64 " (%" PRId64 "–%" PRId64 ")",
	    proto_int(spread, "median", 0), proto_int(spread, "least", 0),
	    proto_int(spread, "most", 0));
	snprintf(half, 64, "%" PRId64 "–%" PRId64,
	    proto_int(spread, "lower", 0), proto_int(spread, "upper", 0));
}

static void
add_spread(struct table *table, const char *title, struct json_object *now,
    struct json_object *then, const char *field)
{
	char whole[2][64], half[2][64];

	spread_cells(proto_get(now, field), whole[0], half[0]);
	spread_cells(proto_get(then, field), whole[1], half[1]);
	add_line(table, title, whole[0], whole[1]);
	add_line(table, "– half of them", half[0], half[1]);
}

static void
print_sides(struct json_object *result)
{
	static const char *const titles[] = { "", "NOW", "PROPOSED", NULL };
	static const struct {
		const char *title, *field;
	} rows[] = { { "Introduced", "introduced" }, { "Sat out", "sat_out" },
		{ "Most in a row", "sit_outs_in_a_row" },
		{ "Met again", "repeats" },
		{ "First in round", "first_repeat" },
		{ "Somebody has nobody new from round", "nobody_new" },
		{ "Mean score", "mean_score" } };
	struct json_object *a = proto_get(proto_get(result, "current"), "sum");
	struct json_object *b = proto_get(proto_get(result, "proposed"), "sum");
	struct table *table = table_new(titles);

	printf("%" PRId64 " members, %" PRId64 " rounds\n\n",
	    proto_int(result, "members", 0), proto_int(a, "rounds", 0));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		add_row(table, rows[i].title, a, b, rows[i].field);
		if (strcmp(rows[i].field, "sat_out") == 0)
			add_reasons(table, a, b);
	}
	add_spread(table, "Each introduced", a, b, "introductions");
	add_spread(table, "Each sat out", a, b, "sit_outs");
	add_row(table, "Never introduced", a, b, "never_introduced");
	add_row(table, "Bridged", proto_get(a, "bridged"),
	    proto_get(b, "bridged"), "share");
	add_differ(table, proto_get(a, "differ"), proto_get(b, "differ"));
	table_print(table);
}

/* --- what each requirement costs ------------------------------------------ */

/* A signed number, with its sign. */
static const char *
signed_cell(struct json_object *value, char out[24])
{
	if (value == NULL)
		snprintf(out, 24, "–");
	else if (json_object_is_type(value, json_type_double))
		snprintf(out, 24, "%+.3f", json_object_get_double(value));
	else
		snprintf(out, 24, "%+" PRId64, json_object_get_int64(value));
	return out;
}

/* The first attribute that sides tell of: the cross share of its values. */
static struct json_object *
first_differ(struct json_object *o)
{
	struct json_object *list = proto_get(o, "differ");

	return json_object_array_length(list) == 0
		   ? NULL
		   : json_object_array_get_idx(list, 0);
}

static void
print_costs_table(struct json_object *costs)
{
	struct json_object *differ =
	    first_differ(json_object_array_get_idx(costs, 0));
	char title[64];
	const char *titles[] = { "WITHOUT", "INTRODUCED", "MORE", "SCORE",
		"MORE", title, NULL };
	struct table *table;

	snprintf(title, sizeof(title), "DIFFER: %.40s",
	    differ == NULL ? "–" : proto_text(differ, "attribute"));
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(costs); i++) {
		struct json_object *c = json_object_array_get_idx(costs, i);
		char text[5][24];
		const char *cells[] = { proto_text(c, "rule"),
			cell(c, "introduced", text[0]),
			signed_cell(proto_get(c, "introduced_more"), text[1]),
			cell(c, "mean_score", text[2]),
			signed_cell(proto_get(c, "score_more"), text[3]),
			cell(first_differ(c), "share", text[4]) };

		table_row(table, cells);
	}
	table_print(table);
}

static void
print_costs(struct json_object *result)
{
	struct json_object *costs = proto_get(result, "costs");
	struct json_object *costliest = proto_get(result, "costliest");
	struct json_object *first;

	if (json_object_array_length(costs) == 0)
		return;
	printf("\nThe proposed rules without one requirement\n\n");
	print_costs_table(costs);
	first = json_object_array_get_idx(costs, 0);
	if (costliest == NULL) {
		printf("\nNone of them costs an introduction or score by "
		       "itself.\n");
		return;
	}
	printf("\nCosts most: ");
	safe_print(stdout, proto_text(costliest, "rule"));
	if (strcmp(proto_text(costliest, "in"), "introduced") == 0)
		printf(" (%" PRId64 " more introduced without it)\n",
		    proto_int(first, "introduced_more", 0));
	else
		printf(" (as many introduced without it, with more score)\n");
}

/* --- the nearest rules ---------------------------------------------------- */

static void
print_yaml(const char *sign, const char *section, struct json_object *changes,
    const char *field)
{
	bool any = false;

	for (size_t i = 0; i < json_object_array_length(changes); i++) {
		const char *line =
		    proto_text(json_object_array_get_idx(changes, i), field);

		if (line == NULL)
			continue;
		if (!any)
			printf("      %s:\n", section);
		any = true;
		printf("    %s   - ", sign);
		safe_print(stdout, line);
		printf("\n");
	}
}

static void
print_set(struct json_object *set)
{
	struct json_object *changes = proto_get(set, "changes");

	print_yaml("-", "require", changes, "rule");
	print_yaml("+", "prefer", changes, "wish");
	printf("    %" PRId64 " of %" PRId64
	       " pairs are then against what they required\n",
	    proto_int(set, "against", 0), proto_int(set, "pairs", 0));
}

static void
print_nearest(struct json_object *nearest)
{
	const char *outcome = proto_text(nearest, "outcome");
	struct json_object *sets = proto_get(nearest, "sets");
	int64_t inevitable = proto_int(nearest, "inevitable", 0);

	printf("\n");
	if (inevitable > 0)
		printf("%" PRId64 " a round sit out whatever the rules: their "
		       "number fits no groups, or blocks stand against it.\n",
		    inevitable);
	if (strcmp(outcome, "not_needed") == 0)
		printf("By the proposed rules nobody sits out who need not.\n");
	else if (strcmp(outcome, "not_found") == 0)
		printf("None of the %" PRId64
		       " sets of rules that were tried keeps everybody "
		       "introduced.\n",
		    proto_int(nearest, "tried", 0));
	for (size_t i = 0; i < json_object_array_length(sets); i++) {
		printf(i == 0 ? "Nobody sits out who need not with this "
				"change:\n"
			      : "  or\n");
		print_set(json_object_array_get_idx(sets, i));
	}
}

void
simulate_table_print(struct json_object *result)
{
	struct json_object *nearest = proto_get(result, "nearest");

	print_sides(result);
	print_costs(result);
	if (nearest != NULL)
		print_nearest(nearest);
}
