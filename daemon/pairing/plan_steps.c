/*
 * Requirements as steps: see pairing/plan_steps.h. Whatever kind of rule has no
 * step of its own here asks the rule itself, pair by pair.
 */
#include "pairing/plan_steps.h"
#include "pairing/plan_bits.h"
#include "pairing/plan_kernel.h"
#include "pairing/plan_mark.h"

static inline const struct plan_lane *
own_lane(const struct plan_step *step, const struct plan_ask *ask)
{
	return &ask->own[step->field];
}

/* --- thinning ------------------------------------------------------------- */

PLAN_KERNEL static uint32_t
thin_share(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t *places, uint32_t n)
{
	const struct plan_field *f = &ask->columns->fields[step->field];
	bool may_miss = !f->is_whole && !step->even_missing;
	struct plan_bits bits = plan_bits_of(
	    ask->columns, step->field, step->field, ask->own, ask->lanes);
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = places[i];
		bool holds =
		    plan_bits_common(&bits, ask->a, at) >= step->number;

		if (!holds && may_miss)
			holds = plan_bits_none(f, bits.theirs, at);
		places[kept] = at;
		kept += holds;
	}
	return kept;
}

static uint32_t
thin_id(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t *places, uint32_t n)
{
	const struct plan_lane *l = &ask->lanes[step->field];
	uint16_t mine = plan_lane_id(own_lane(step, ask), ask->a);
	bool same = step->number != 0;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint16_t id = plan_lane_id(l, places[i]);

		places[kept] = places[i];
		kept += id == 0 ? !step->even_missing : (id == mine) == same;
	}
	return kept;
}

/* At most `number` apart, or at least its amount where it is negative. */
static bool
is_near(int64_t x, int64_t y, int64_t number)
{
	int64_t apart = x < y ? y - x : x - y;

	return number >= 0 ? apart <= number : apart >= -number;
}

static uint32_t
thin_number(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t *places, uint32_t n)
{
	const struct plan_lane *l = &ask->lanes[step->field];
	int64_t mine = plan_lane_number(own_lane(step, ask), ask->a);
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t number = plan_lane_number(l, places[i]);

		places[kept] = places[i];
		kept += number == COLUMN_NO_NUMBER
			    ? !step->even_missing
			    : is_near(mine, number, step->number);
	}
	return kept;
}

/* My offers meet what others seek; what I seek, their offers. */
PLAN_KERNEL static uint32_t
thin_complement(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t *places, uint32_t n)
{
	const struct plan_columns *c = ask->columns;
	struct plan_bits offers =
	    plan_bits_of(c, step->field, step->seeks, ask->own, ask->lanes);
	struct plan_bits seeks =
	    plan_bits_of(c, step->seeks, step->field, ask->own, ask->lanes);
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = places[i];
		bool given = plan_bits_common(&offers, ask->a, at) > 0;
		bool got = plan_bits_common(&seeks, ask->a, at) > 0;
		bool holds = step->number != 0 ? given && got : given || got;

		if (plan_lane_id(&ask->lanes[step->counts[0]], at) == 0 ||
		    plan_lane_id(&ask->lanes[step->counts[1]], at) == 0)
			holds = !step->even_missing;
		places[kept] = at;
		kept += holds;
	}
	return kept;
}

static uint32_t
thin_by_asking(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t *places, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t b = ask->ids == NULL ? places[i] : ask->ids[places[i]];

		places[kept] = places[i];
		kept += b != ask->member &&
			rule_holds(step->rule, ask->columns->p, ask->member, b);
	}
	return kept;
}

/* --- making one ----------------------------------------------------------- */

static void
make_share(
    struct plan_step *step, const struct rule *rule, struct plan_columns *c)
{
	struct plan_field *f;

	step->field =
	    plan_columns_add_set(c, rule->attributes[0], rule->attributes[0]);
	f = &c->fields[step->field];
	step->number = rule->words[RULE_LEAST];
	step->thin = thin_share;
	step->cost = f->kind == FIELD_LIST ? 40 : 2 + 2 * f->words;
	if (f->kind == FIELD_LIST || f->words > 4)
		return;
	step->mark = plan_mark_share;
	step->needs_thin = step->number > 1;
	f->is_dense = true;
}

/* Other or the same values; of a scale, so far apart or so near. */
static void
make_compare(struct plan_step *step, const struct rule *rule,
    struct plan_columns *c, bool same)
{
	size_t attribute = rule->attributes[0];
	int64_t by = rule->words[RULE_BY];

	step->cost = 1;
	if (c->p->columns[attribute].type == ATTRIBUTE_SCALE) {
		step->field =
		    plan_columns_add(c, FIELD_NUMBER, attribute, 0, attribute);
		step->number = same     ? rule->words[RULE_WITHIN]
			       : by > 0 ? -by
					: -1;
		step->thin = thin_number;
		step->mark = plan_mark_number;
		return;
	}
	step->field = plan_columns_add(c, FIELD_ID, attribute,
	    (uint32_t)rule->words[RULE_LEVEL], attribute);
	step->number = same;
	step->thin = thin_id;
	step->mark = plan_mark_id;
}

static void
make_complement(
    struct plan_step *step, const struct rule *rule, struct plan_columns *c)
{
	size_t offers = rule->attributes[0], seeks = rule->attributes[1];

	step->field = plan_columns_add_set(c, offers, offers);
	step->seeks = plan_columns_add_set(c, seeks, offers);
	step->counts[0] = plan_columns_add(c, FIELD_COUNT, offers, 0, offers);
	step->counts[1] = plan_columns_add(c, FIELD_COUNT, seeks, 0, seeks);
	step->number = rule->words[RULE_BOTH];
	step->thin = thin_complement;
	step->cost = 40;
}

bool
plan_steps_has_room(const struct plan_columns *c)
{
	return c->count + PLAN_STEPS_FIELDS + PLAN_STEPS_FIELDS_OWN <=
	       PLAN_FIELDS_MAX;
}

void
plan_steps_make(
    struct plan_step *step, const struct rule *rule, struct plan_columns *c)
{
	*step = (struct plan_step){ .rule = rule,
		.even_missing = rule->even_missing,
		.thin = thin_by_asking,
		.cost = 400 };
	if (!plan_steps_has_room(c))
		return;
	if (rule->kind->holds == rule_share_holds)
		make_share(step, rule, c);
	else if (rule->kind->holds == rule_differ_holds)
		make_compare(step, rule, c, false);
	else if (rule->kind->holds == rule_same_holds ||
		 rule->kind->holds == rule_within_holds)
		make_compare(step, rule, c, true);
	else if (rule->kind->holds == rule_complement_holds)
		make_complement(step, rule, c);
}

/* Whether the one who asks misses this field. */
static bool
misses(const struct plan_ask *ask, uint32_t field)
{
	return plan_bits_missing(
	    &ask->columns->fields[field], &ask->own[field], ask->a);
}

bool
plan_steps_missing(
    const struct plan_step *step, const struct plan_ask *ask, bool *holds)
{
	*holds = !step->even_missing;
	if (step->thin == thin_by_asking)
		return false;
	if (step->thin == thin_complement)
		return misses(ask, step->counts[0]) ||
		       misses(ask, step->counts[1]);
	return misses(ask, step->field);
}

bool
plan_steps_is_same(const struct plan_step *step)
{
	return step->thin == thin_id && step->number == 1;
}

bool
plan_steps_is_share(const struct plan_step *step)
{
	return step->thin == thin_share;
}

bool
plan_steps_is_ties(const struct rule *rule, struct plan_ties *ties)
{
	if (rule->kind->holds == rule_unacquainted_holds &&
	    rule->words[RULE_HOPS] <= 1 && rule->words[RULE_MUTUAL] < 0) {
		ties->knows = true;
		return true;
	}
	if (rule->kind->holds == rule_rested_holds) {
		if (ties->weeks < rule->words[RULE_WEEKS])
			ties->weeks = (uint32_t)rule->words[RULE_WEEKS];
		return true;
	}
	return false;
}
