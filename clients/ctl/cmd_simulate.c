/*
 * serendipctl simulate: what if a pool's rules were those of a file.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/table.h"
#include "config/config.h"

#define SIMULATE_SECONDS 60

static struct json_object *
sentences(const struct rules *rules, size_t from, size_t to)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = from; i < to; i++)
		json_object_array_add(
		    list, json_object_new_string(rules_sentence(rules, i)));
	return list;
}

static struct json_object *
body_of(const struct config_pool *pool, int rounds)
{
	const struct rules *rules = pool->rules;
	size_t required = rules_requirement_count(rules);
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "pool", json_object_new_string(pool->name));
	json_object_object_add(o, "require", sentences(rules, 0, required));
	json_object_object_add(
	    o, "prefer", sentences(rules, required, rules_count(rules)));
	json_object_object_add(o, "serendipity",
	    json_object_new_double((double)rules_serendipity(rules) / 1000));
	json_object_object_add(
	    o, "size", json_object_new_int(rules_size(rules)));
	json_object_object_add(o, "rounds", json_object_new_int(rounds));
	return o;
}

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

/* Of each attribute that the last reports tell of, the pairs that differ. */
static void
add_differ(
    struct table *table, struct json_object *now, struct json_object *then)
{
	for (size_t i = 0; i < json_object_array_length(now); i++) {
		struct json_object *a = json_object_array_get_idx(now, i);
		const char *name = proto_text(a, "attribute");
		char title[64];

		snprintf(title, sizeof(title), "Differ: %.40s", name);
		for (size_t k = 0; k < json_object_array_length(then); k++) {
			struct json_object *b =
			    json_object_array_get_idx(then, k);

			if (strcmp(proto_text(b, "attribute"), name) != 0)
				continue;
			add_row(table, title, a, b, "share");
			add_row(table, "– by chance", a, b, "chance");
			add_row(table, "– at most", a, b, "ceiling");
		}
	}
}

/* Of how many sit-outs over all rounds each reason is, by the words for it. */
static struct json_object *
reasons_of(struct json_object *side)
{
	struct json_object *rounds = proto_get(side, "rounds");
	struct json_object *sum = json_object_new_object();

	for (size_t i = 0; i < json_object_array_length(rounds); i++) {
		struct json_object *list = proto_get(
		    proto_get(json_object_array_get_idx(rounds, i), "report"),
		    "sat_out_by_reason");

		for (size_t k = 0; k < json_object_array_length(list); k++) {
			struct json_object *r =
			    json_object_array_get_idx(list, k);
			const char *rule = proto_text(r, "rule");
			struct text why = { 0 };

			text_addf(&why, "– %s%s%s", proto_text(r, "reason"),
			    rule == NULL ? "" : ": ", rule == NULL ? "" : rule);
			json_object_object_add(sum, text_get(&why),
			    json_object_new_int64(
				proto_int(sum, text_get(&why), 0) +
				proto_int(r, "members", 0)));
			text_clear(&why);
		}
	}
	return sum;
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

static struct json_object *
last_report(struct json_object *side)
{
	struct json_object *rounds = proto_get(side, "rounds");

	return proto_get(json_object_array_get_idx(
			     rounds, json_object_array_length(rounds) - 1),
	    "report");
}

static void
print_sides(struct json_object *reply)
{
	static const char *const titles[] = { "", "NOW", "PROPOSED", NULL };
	static const struct {
		const char *title, *field;
	} rows[] = { { "Introduced", "introduced" }, { "Sat out", "sat_out" },
		{ "Most sit-outs", "sit_outs_most" },
		{ "Most in a row", "sit_outs_in_a_row" },
		{ "Met again", "repeats" },
		{ "First in round", "first_repeat" },
		{ "Nobody new from", "nobody_new" },
		{ "Mean score", "mean_score" } };
	struct json_object *now = proto_get(reply, "current");
	struct json_object *then = proto_get(reply, "proposed");
	struct json_object *a = proto_get(now, "sum"),
			   *b = proto_get(then, "sum");
	struct table *table = table_new(titles);

	printf("%" PRId64 " members, %" PRId64 " rounds\n\n",
	    proto_int(reply, "members", 0), proto_int(a, "rounds", 0));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		add_row(table, rows[i].title, a, b, rows[i].field);
		if (strcmp(rows[i].field, "sat_out") == 0)
			add_reasons(table, now, then);
	}
	add_row(table, "Bridged", proto_get(a, "bridged"),
	    proto_get(b, "bridged"), "share");
	add_differ(table, proto_get(last_report(now), "differ"),
	    proto_get(last_report(then), "differ"));
	table_print(table);
}

/* --rules, which is called --config, too. */
static const char *
rules_file(struct context *c)
{
	const char *file = command_value(c, "rules");

	return file == NULL ? command_value(c, "config") : file;
}

static enum link_status
simulate(struct context *c, const struct config *config, const char *name,
    int rounds)
{
	const struct config_pool *pool = config_pool_get(config, name);
	struct link_request rq = { .seconds = SIMULATE_SECONDS };
	struct json_object *reply = NULL;
	enum link_status status;

	if (pool == NULL) {
		fprintf(
		    stderr, "%s: it has no pool \"%s\"\n", rules_file(c), name);
		return LINK_REFUSED;
	}
	rq.body = body_of(pool, rounds);
	status = link_call(c->link, ROUTE_WHATIF, &rq, &reply);
	json_object_put(rq.body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_sides(reply);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_simulate(struct context *c, int argc, char **argv)
{
	const char *file = rules_file(c);
	const char *pool = command_value(c, "pool");
	const char *given = command_value(c, "rounds");
	struct text errors = { 0 };
	enum link_status status;
	struct config *config;
	int64_t rounds = 12;

	(void)argc;
	(void)argv;
	if (file == NULL || pool == NULL)
		return command_wrong(c, "--rules and --pool are needed");
	if (command_value(c, "rules") != NULL &&
	    command_value(c, "config") != NULL)
		return command_wrong(
		    c, "--rules and --config are the same: one of them");
	if (given != NULL && text_to_int(given, 1, 12, &rounds) != 0)
		return command_wrong(c, "--rounds wants a number from 1 to 12");
	config = config_read_rules(file, &errors);
	if (config == NULL) {
		fputs(text_get(&errors), stderr);
		text_clear(&errors);
		return LINK_REFUSED;
	}
	status = simulate(c, config, pool, (int)rounds);
	config_drop(config);
	return status;
}
