/*
 * What if the rules were others: both played over the members, side by side, while
 * others look how far it is.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "api/shape_simulation.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"
#include "work/whatif.h"

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

/* --- beginning ------------------------------------------------------------ */

/* Whoever has the socket may know of blocks: they could explain any pair there. */
static bool
knows_blocks(const struct call *c)
{
	return !c->has_role;
}

/* Repeated with its Idempotency-Key it is the same simulation; true: answered. */
static bool
was_asked(struct call *c)
{
	bool is_same;
	const char *answer = whatif_answer_get(c->house, &c->once, &is_same);

	if (answer == NULL)
		return false;
	if (!is_same) {
		call_problem(c, "repeated",
		    "this Idempotency-Key was used for another request", NULL);
		return true;
	}
	http_reply_header(c->req, "Idempotency-Replayed", "true");
	free(c->answer);
	c->answer = memory_text(answer);
	call_reply_answer(c);
	return true;
}

/* The reply is kept with the simulation, for whoever repeats the request. */
static void
reply_begun(struct call *c)
{
	struct json_object *reply;
	struct whatif_look look;

	if (!whatif_get(c->house, knows_blocks(c), &look))
		die("the simulation of a moment ago is not there");
	reply = shape_simulation(&look);
	call_answer(c, reply);
	json_object_put(reply);
	whatif_answer_set(c->house, c->answer);
	call_reply_answer(c);
}

static void
begin(struct call *c, const struct config_pool *pool, struct rules *rules)
{
	struct json_object *costs = proto_get(c->body, "costs");
	struct whatif_ask ask = { .pool = pool,
		.proposed = rules,
		.rounds = (uint32_t)proto_int(c->body, "rounds", 1),
		.has_costs = costs == NULL || json_object_get_boolean(costs),
		.hides_blocks = !knows_blocks(c) };
	struct fault why;

	if (whatif_start(c->house, &ask, &c->once, &why) != 0)
		call_refuse(c, &why);
	else
		reply_begun(c);
}

void
api_handle_SIMULATION_BEGIN(struct call *c)
{
	const char *name = proto_text(c->body, "pool");
	const struct config_pool *pool =
	    config_pool_get(c->house->config, name);
	struct rules *rules;

	if (was_asked(c))
		return;
	if (pool == NULL) {
		proto_findings_add(&c->found, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", name);
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	rules = take_rules(c, pool);
	if (c->found.count == 0) {
		begin(c, pool, rules);
		return;
	}
	rules_free(rules);
	call_problem(c, "invalid_body", "see errors, one per field", &c->found);
}

/* --- looking, stopping ---------------------------------------------------- */

/* The one of the path; false after having answered 404. */
static bool
find(struct call *c, struct whatif_look *look)
{
	struct id id;

	if (!call_id(c, 0, &id))
		return false;
	if (whatif_get(c->house, knows_blocks(c), look) &&
	    id_equal(&look->id, &id))
		return true;
	call_problem(c, "not_found", "", NULL);
	return false;
}

void
api_handle_SIMULATION(struct call *c)
{
	struct whatif_look look;

	if (find(c, &look))
		call_reply(c, shape_simulation(&look));
}

void
api_handle_SIMULATION_STOP(struct call *c)
{
	struct whatif_look look;

	if (!find(c, &look))
		return;
	whatif_end(c->house, "an operator stopped it");
	call_reply_empty(c);
}
