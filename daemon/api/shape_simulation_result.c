/*
 * What came of a simulation: see api/shape_simulation.h.
 */
#include "api/shape.h"
#include "api/shape_report.h"
#include "api/shape_simulation.h"
#include "base/memory.h"

/* Millionths, of any sign; REPORT_UNKNOWN is null. */
static void
shape_signed(struct json_object *o, const char *field, int64_t millionths)
{
	shape_text(o, field, NULL);
	if (millionths != REPORT_UNKNOWN)
		json_object_object_add(o, field,
		    json_object_new_double((double)millionths / 1000000));
}

/* A round's number; 0 is null. */
static void
shape_place(struct json_object *o, const char *field, uint32_t round)
{
	shape_text(o, field, NULL);
	if (round != 0)
		shape_int(o, field, round);
}

static struct json_object *
shape_differ(const struct play *play)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < play->differ_count; i++) {
		const struct play_differ *d = &play->differ[i];
		struct json_object *o = json_object_new_object();

		shape_text(o, "attribute", d->name);
		shape_millionths(o, "share", d->share);
		shape_millionths(o, "chance", d->chance);
		shape_millionths(o, "ceiling", d->ceiling);
		json_object_array_add(list, o);
	}
	return list;
}

/* --- a side --------------------------------------------------------------- */

static struct json_object *
shape_sentences(const struct rules *rules, size_t from, size_t to)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = from; i < to; i++)
		json_object_array_add(
		    list, json_object_new_string(rules_sentence(rules, i)));
	return list;
}

static struct json_object *
shape_rules(const struct rules *rules)
{
	struct json_object *o = json_object_new_object();
	size_t required = rules_requirement_count(rules);

	json_object_object_add(
	    o, "require", shape_sentences(rules, 0, required));
	json_object_object_add(
	    o, "prefer", shape_sentences(rules, required, rules_count(rules)));
	shape_millionths(o, "serendipity", rules_serendipity(rules) * 1000);
	shape_int(o, "size", rules_size(rules));
	return o;
}

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
shape_spread(const struct spread *s)
{
	struct json_object *o;

	if (s->count == 0)
		return NULL;
	o = json_object_new_object();
	shape_int(o, "least", s->least);
	shape_int(o, "lower", s->lower);
	shape_int(o, "median", s->median);
	shape_int(o, "upper", s->upper);
	shape_int(o, "most", s->most);
	shape_millionths(o, "mean", s->mean);
	return o;
}

static struct json_object *
shape_reasons(const struct report_reason *reasons, size_t count)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < count; i++)
		json_object_array_add(list,
		    shape_sat_out_reason(reasons[i].why, reasons[i].count));
	return list;
}

/* All take part in all rounds: who sat out k of them was introduced in the
 * others. */
static struct json_object *
shape_load(const struct simulation_sum *sum)
{
	struct json_object *list = json_object_new_array();

	for (uint32_t k = sum->took_part == 0 ? 0 : sum->most + 1; k-- > 0;) {
		struct json_object *o;

		if (sum->sit_outs[k] == 0)
			continue;
		o = json_object_new_object();
		shape_int(o, "introductions", sum->rounds - k);
		shape_int(o, "members", sum->sit_outs[k]);
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_sum(const struct play *play)
{
	const struct simulation_sum *sum = &play->sum;
	struct json_object *o = json_object_new_object();

	shape_int(o, "rounds", sum->rounds);
	shape_int(o, "took_part", (int64_t)sum->present);
	shape_int(o, "introduced", (int64_t)sum->introduced);
	shape_int(o, "sat_out", (int64_t)sum->sat_out);
	json_object_object_add(o, "sat_out_by_reason",
	    shape_reasons(play->reasons, play->reason_count));
	shape_int(o, "repeats", (int64_t)sum->repeats);
	shape_place(o, "first_repeat", sum->first_repeat);
	shape_place(o, "nobody_new", sum->stands);
	shape_int(o, "sit_outs_most", sum->most);
	shape_int(o, "sit_outs_in_a_row", sum->running);
	json_object_object_add(
	    o, "introductions", shape_spread(&sum->introductions_each));
	json_object_object_add(
	    o, "sit_outs", shape_spread(&sum->sit_outs_each));
	json_object_object_add(o, "load", shape_load(sum));
	shape_int(o, "never_introduced", sum->never);
	shape_millionths(o, "mean_score", play->mean_score);
	json_object_object_add(o, "differ", shape_differ(play));
	json_object_object_add(o, "bridged", shape_bridged(&play->growth));
	return o;
}

static struct json_object *
shape_shares(const struct play *play, size_t round)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < play->differ_count; i++) {
		struct json_object *o = json_object_new_object();

		shape_text(o, "attribute", play->differ[i].name);
		shape_millionths(
		    o, "share", play->shares[round * play->differ_count + i]);
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_side(const struct play *play, const struct rules *rules)
{
	struct json_object *o = json_object_new_object();
	struct json_object *rounds = json_object_new_array();

	for (size_t i = 0; i < play->count; i++) {
		const struct play_round *r = &play->rounds[i];
		struct json_object *round = json_object_new_object();

		shape_int(round, "round", (int64_t)i + 1);
		shape_int(round, "introduced", r->introduced);
		shape_int(round, "sat_out", r->sat_out);
		json_object_object_add(round, "sat_out_by_reason",
		    shape_reasons(r->reasons, r->reason_count));
		shape_int(round, "repeats", (int64_t)r->repeats);
		shape_millionths(round, "mean_score", r->mean_score);
		json_object_object_add(round, "differ", shape_shares(play, i));
		shape_millionths(round, "bridged", r->bridged);
		json_object_array_add(rounds, round);
	}
	json_object_object_add(o, "rules", shape_rules(rules));
	json_object_object_add(o, "sum", shape_sum(play));
	json_object_object_add(o, "rounds", rounds);
	return o;
}

/* --- costs ---------------------------------------------------------------- */

static struct json_object *
shape_costs(const struct rule_costs *costs, const struct rules *rules)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < costs->count; i++) {
		const struct rule_cost *c = &costs->costs[i];
		const struct simulation_sum *sum = &c->play.sum;
		struct json_object *o = json_object_new_object();

		shape_text(o, "rule", rules_sentence(rules, c->requirement));
		shape_int(o, "introduced", (int64_t)sum->introduced);
		shape_int(o, "introduced_more", c->introduced_more);
		shape_int(o, "sat_out", (int64_t)sum->sat_out);
		shape_int(o, "repeats", (int64_t)sum->repeats);
		shape_place(o, "nobody_new", sum->stands);
		shape_millionths(o, "mean_score", c->play.mean_score);
		shape_signed(o, "score_more", c->score_more);
		json_object_object_add(o, "differ", shape_differ(&c->play));
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_costliest(const struct rule_costs *costs, const struct rules *rules)
{
	struct json_object *o;

	if (costs->costliest == RULE_COSTS_NOTHING)
		return NULL;
	o = json_object_new_object();
	shape_text(
	    o, "rule", rules_sentence(rules, costs->costs[0].requirement));
	shape_text(o, "in",
	    costs->costliest == RULE_COSTS_INTRODUCED ? "introduced" : "score");
	return o;
}

/* --- the nearest ---------------------------------------------------------- */

static struct json_object *
shape_changes(const struct nearest_set *set, const struct rules *rules)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < rules_requirement_count(rules); i++) {
		struct json_object *o;
		struct text wish = { 0 };

		if (set->changes[i] == RULES_KEEP)
			continue;
		o = json_object_new_object();
		shape_text(o, "rule", rules_sentence(rules, i));
		shape_text(o, "becomes",
		    set->changes[i] == RULES_WISH ? "wish" : "dropped");
		(void)rules_edit_easing(rules, i, &wish);
		shape_text(o, "wish", wish.len == 0 ? NULL : text_get(&wish));
		text_clear(&wish);
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_nearest(const struct nearest *nearest, const struct rules *rules)
{
	static const char *const outcomes[] = { [NEAREST_NOT_NEEDED] =
						    "not_needed",
		[NEAREST_FOUND] = "found",
		[NEAREST_NOT_FOUND] = "not_found" };
	struct json_object *o = json_object_new_object();
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < nearest->count; i++) {
		const struct nearest_set *set = &nearest->sets[i];
		struct json_object *one = json_object_new_object();

		json_object_object_add(
		    one, "changes", shape_changes(set, rules));
		shape_int(one, "introduced", (int64_t)set->play.sum.introduced);
		shape_int(one, "sat_out", (int64_t)set->play.sum.sat_out);
		shape_millionths(one, "mean_score", set->play.mean_score);
		shape_int(one, "pairs", (int64_t)set->play.pairs);
		shape_int(one, "against", (int64_t)set->play.against);
		json_object_object_add(one, "differ", shape_differ(&set->play));
		json_object_array_add(list, one);
	}
	shape_text(o, "outcome", outcomes[nearest->outcome]);
	shape_int(o, "inevitable", nearest->inevitable);
	shape_int(o, "tried", nearest->tried);
	json_object_object_add(o, "sets", list);
	return o;
}

/* --- all ------------------------------------------------------------------ */

struct json_object *
shape_simulation_result(const struct whatif_look *look)
{
	const struct whatif_result *r = look->result;
	struct json_object *o = json_object_new_object();

	shape_text(o, "community", look->community);
	shape_text(o, "pool", look->pool);
	shape_text(o, "seed", WHATIF_SEED);
	shape_text(o, "digest", r->digest);
	shape_int(o, "members", r->members);
	shape_text(o, "attribute", r->attribute);
	shape_bool(o, "blocks", !look->hides_blocks);
	json_object_object_add(
	    o, "current", shape_side(&r->current, look->current));
	json_object_object_add(
	    o, "proposed", shape_side(&r->proposed, look->proposed));
	json_object_object_add(
	    o, "costs", shape_costs(&r->costs, look->proposed));
	json_object_object_add(
	    o, "costliest", shape_costliest(&r->costs, look->proposed));
	json_object_object_add(o, "nearest",
	    r->has_costs ? shape_nearest(&r->nearest, look->proposed) : NULL);
	return o;
}
