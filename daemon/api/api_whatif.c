/*
 * What if the rules were others: both played over the members, side by side.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "api/shape_report.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"
#include "work/whatif.h"

static struct json_object *
shape_bridged(const struct growth *g)
{
	struct json_object *o;

	if (g->value_pairs == 0)
		return NULL;
	o = json_object_new_object();
	shape_int(o, "pairs", (int64_t)g->value_pairs);
	shape_int(o, "bridged", (int64_t)g->bridged);
	shape_millionths(o, "share", g->share);
	shape_millionths(o, "chance", g->chance);
	shape_millionths(o, "ceiling", g->ceiling);
	return o;
}

static struct json_object *
shape_sum(const struct whatif_side *side)
{
	const struct simulation_sum *sum = &side->sum;
	struct json_object *o = json_object_new_object();

	shape_int(o, "rounds", sum->rounds);
	shape_int(o, "took_part", (int64_t)sum->present);
	shape_int(o, "introduced", (int64_t)sum->introduced);
	shape_int(o, "sat_out", (int64_t)sum->sat_out);
	shape_int(o, "repeats", (int64_t)sum->repeats);
	shape_text(o, "first_repeat", NULL);
	if (sum->first_repeat != 0)
		shape_int(o, "first_repeat", sum->first_repeat);
	shape_text(o, "nobody_new", NULL);
	if (sum->stands != 0)
		shape_int(o, "nobody_new", sum->stands);
	shape_int(o, "sit_outs_most", sum->most);
	shape_int(o, "sit_outs_in_a_row", sum->running);
	shape_millionths(o, "mean_score", side->mean_score);
	json_object_object_add(
	    o, "bridged", shape_bridged(&side->rounds[side->count - 1].growth));
	return o;
}

static struct json_object *
shape_side(const struct whatif_side *side)
{
	struct json_object *o = json_object_new_object();
	struct json_object *rounds = json_object_new_array();

	for (size_t i = 0; i < side->count; i++) {
		const struct whatif_round *r = &side->rounds[i];
		struct json_object *round = json_object_new_object();

		shape_int(round, "round", (int64_t)i + 1);
		json_object_object_add(
		    round, "report", shape_report(text_get(&r->report)));
		json_object_object_add(
		    round, "bridged", shape_bridged(&r->growth));
		json_object_array_add(rounds, round);
	}
	json_object_object_add(o, "sum", shape_sum(side));
	json_object_object_add(o, "rounds", rounds);
	return o;
}

static void
on_played(void *arg, const struct fault *why, const struct whatif_result *r)
{
	struct call *c = arg;
	struct json_object *o;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL && why->code == FAULT_INVALID) {
		shape_find(&c->found, "/rounds", "out_of_range", why->sentence);
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	o = json_object_new_object();
	shape_text(o, "pool", proto_text(c->body, "pool"));
	shape_int(o, "members", r->members);
	shape_text(o, "attribute", r->attribute);
	json_object_object_add(o, "current", shape_side(&r->current));
	json_object_object_add(o, "proposed", shape_side(&r->proposed));
	call_reply(c, o);
}

/* --- the proposed rules --------------------------------------------------- */

typedef int (*rule_add)(
    struct rules *rules, const char *sentence, int *column, struct fault *why);

/* Each as the check of the configuration's file says it. */
static void
read_rules(struct call *c, const char *field, rule_add add, struct rules *rules)
{
	struct json_object *list = proto_get(c->body, field);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		const char *sentence =
		    json_object_get_string(json_object_array_get_idx(list, i));
		struct text pointer = { 0 };
		struct fault why;
		int column;

		text_addf(&pointer, "/%s/%zu", field, i);
		if (text_has_control(sentence, ""))
			shape_find(&c->found, text_get(&pointer), "malformed",
			    "allowed is one line of text");
		else if (add(rules, sentence, &column, &why) != 0)
			shape_find(&c->found, text_get(&pointer), "not_allowed",
			    why.sentence);
		text_clear(&pointer);
	}
}

static struct rules *
take_rules(struct call *c, const struct config_pool *pool)
{
	const struct config *config = c->house->config;
	struct rules *rules =
	    rules_new(config->attributes, config->attribute_count);
	struct json_object *dial = proto_get(c->body, "serendipity");
	double serendipity = json_object_get_double(dial);

	rules_set_size(
	    rules, (int)proto_int(c->body, "size", rules_size(pool->rules)));
	rules_set_serendipity(rules, rules_serendipity(pool->rules));
	if (dial != NULL && !(serendipity >= 0 && serendipity <= 1))
		shape_find(&c->found, "/serendipity", "out_of_range",
		    "allowed is a number from 0 to 1");
	else if (dial != NULL)
		rules_set_serendipity(
		    rules, (int64_t)(serendipity * 1000 + 0.5));
	read_rules(c, "require", rules_require, rules);
	read_rules(c, "prefer", rules_prefer, rules);
	return rules;
}

void
api_handle_WHATIF(struct call *c)
{
	const char *name = proto_text(c->body, "pool");
	const struct config_pool *pool =
	    config_pool_get(c->house->config, name);
	struct whatif *story;
	struct rules *rules;
	struct fault why;

	if (pool == NULL) {
		proto_findings_add(&c->found, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", name);
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	rules = take_rules(c, pool);
	if (c->found.count > 0) {
		rules_free(rules);
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		return;
	}
	story = whatif_start(c->house, pool, rules,
	    (int)proto_int(c->body, "rounds", 1), on_played, c, &why);
	if (story == NULL)
		call_refuse(c, &why);
	else
		call_story(c, story, whatif_cancel);
}
