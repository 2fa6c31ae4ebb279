/*
 * Preferences as terms: see pairing/plan_terms.h. What a pair gives depends on
 * a few small numbers, so most terms look it up in a table made beforehand.
 * Whatever kind of rule has no term of its own asks the rule itself.
 */
#include "pairing/plan_terms.h"
#include "base/memory.h"
#include "pairing/plan_bits.h"
#include "pairing/plan_kernel.h"
#include "pairing/plan_worth.h"
#include "pairing/ratio.h"

#define TREE_TABLE_MAX 256 /* words; above, branches are walked */

/* By how much a term counts for a place: where openness says nothing, as if
 * everybody had none and the one who asks 1. */
struct scale {
	int64_t weight;
	uint32_t mine;
	struct plan_lane theirs;
};

static inline struct scale
scale_of(const struct plan_term *term, const struct plan_ask *ask)
{
	static const uint16_t none = 0;

	if (!term->by_openness)
		return (struct scale){ .weight = term->weight,
			.mine = 1,
			.theirs = { .at = (const unsigned char *)&none } };
	return (struct scale){ .weight = term->weight,
		.mine =
		    plan_lane_id(&ask->columns->lanes[term->openness], ask->a),
		.theirs = ask->lanes[term->openness] };
}

static inline void
give(struct scale scale, uint32_t place, struct plan_sum *sum, int32_t value)
{
	int64_t weight =
	    scale.weight * (scale.mine + plan_lane_id(&scale.theirs, place));

	sum->value += weight * value;
	sum->weight += weight;
}

static inline uint16_t
own_id(const struct plan_ask *ask, uint32_t field)
{
	return plan_lane_id(&ask->columns->lanes[field], ask->a);
}

/* --- words and numbers ---------------------------------------------------- */

PLAN_KERNEL static void
add_by_words(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	uint16_t mine = own_id(ask, term->field);
	const int32_t *row = term->table + (size_t)mine * term->width;
	struct scale scale = scale_of(term, ask);

	if (mine == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		uint16_t id = plan_lane_id(l, places[i]);

		if (id != 0)
			give(scale, places[i], &sums[i], row[id]);
	}
}

/* table[0] where words differ, table[1] where they are the same. */
PLAN_KERNEL static void
add_by_equality(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	uint16_t mine = own_id(ask, term->field);
	struct scale scale = scale_of(term, ask);

	if (mine == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		uint16_t id = plan_lane_id(l, places[i]);

		if (id != 0)
			give(scale, places[i], &sums[i],
			    term->table[id == mine]);
	}
}

static void
add_by_branches(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	uint16_t mine = own_id(ask, term->field);
	struct scale scale = scale_of(term, ask);

	if (mine == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		uint16_t id = plan_lane_id(l, places[i]);

		if (id != 0)
			give(scale, places[i], &sums[i],
			    plan_worth_branches(
				term->rule, term->column, mine, id));
	}
}

PLAN_KERNEL static void
add_by_number(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	int64_t mine =
	    plan_lane_number(&ask->columns->lanes[term->field], ask->a);
	struct scale scale = scale_of(term, ask);

	if (mine == COLUMN_NO_NUMBER)
		return;
	for (uint32_t i = 0; i < n; i++) {
		int64_t number = plan_lane_number(l, places[i]);
		int64_t apart;

		if (number == COLUMN_NO_NUMBER)
			continue;
		apart = number < mine ? mine - number : number - mine;
		give(scale, places[i], &sums[i],
		    term->table != NULL
			? term->table[apart / 1000]
			: plan_worth_apart(term->rule, apart, term->span));
	}
}

/* --- sets ----------------------------------------------------------------- */

/* By what is common alone, of sets that are there. */
PLAN_KERNEL static void
add_by_common(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_field *f = &ask->columns->fields[term->field];
	struct scale scale = scale_of(term, ask);
	struct plan_bits mine = { 0 };

	plan_bits_load(
	    &mine, ask->columns, ask->a, term->field, term->field, ask->lanes);
	if (mine.count == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t common = plan_bits_common(&mine, places[i]);

		if (common > 0 || f->is_whole ||
		    !plan_bits_none(f, mine.lane, places[i]))
			give(scale, places[i], &sums[i], term->table[common]);
	}
}

/* By what is common and by how much there is of both. */
PLAN_KERNEL static void
add_by_overlap(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_lane *counts = &ask->lanes[term->counts[0]];
	uint32_t mine_n = own_id(ask, term->counts[0]);
	struct scale scale = scale_of(term, ask);
	struct plan_bits mine = { 0 };

	if (mine_n == 0)
		return;
	plan_bits_load(
	    &mine, ask->columns, ask->a, term->field, term->field, ask->lanes);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t theirs = plan_lane_id(counts, places[i]);
		uint32_t common = plan_bits_common(&mine, places[i]);

		if (theirs != 0)
			give(scale, places[i], &sums[i],
			    term->table[common * term->width + mine_n +
					theirs]);
	}
}

/* Half of what I seek and they offer, and half of the other way round. */
PLAN_KERNEL static void
add_by_complement(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct plan_lane *offered = &ask->lanes[term->counts[0]];
	const struct plan_lane *sought = &ask->lanes[term->counts[1]];
	uint32_t mine = own_id(ask, term->counts[1]);
	struct scale scale = scale_of(term, ask);
	struct plan_bits offers = { 0 }, seeks = { 0 };

	if (mine == 0 || own_id(ask, term->counts[0]) == 0)
		return;
	plan_bits_load(&offers, ask->columns, ask->a, term->field, term->seeks,
	    ask->lanes);
	plan_bits_load(
	    &seeks, ask->columns, ask->a, term->seeks, term->field, ask->lanes);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t theirs = plan_lane_id(sought, places[i]);
		uint32_t got, given;
		int32_t value;

		if (theirs == 0 || plan_lane_id(offered, places[i]) == 0)
			continue;
		got = plan_bits_common(&seeks, places[i]);
		given = plan_bits_common(&offers, places[i]);
		value = plan_worth_both(got, mine, given, theirs);
		give(scale, places[i], &sums[i], value);
	}
}

static void
add_by_asking(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sum *sums)
{
	const struct population *p = ask->columns->p;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t b = ask->ids == NULL ? places[i] : ask->ids[places[i]];
		int64_t weight =
		    b == ask->a ? 0 : rule_weight(term->rule, p, ask->a, b);

		if (weight == 0)
			continue;
		sums[i].weight += weight;
		sums[i].value +=
		    weight * term->rule->kind->worth(term->rule, p, ask->a, b);
	}
}

/* --- making one ----------------------------------------------------------- */

static void
make_by_words(struct plan_term *t, struct plan_columns *c)
{
	const struct rule *rule = t->rule;
	size_t attribute = rule->attributes[0];
	const struct column *column = &c->p->columns[attribute];
	bool is_distance = rule->kind->worth == rule_distance_worth;

	t->column = column;
	t->cost = 1;
	t->field = plan_columns_add(c, FIELD_ID, attribute,
	    (uint32_t)rule->words[RULE_LEVEL], attribute);
	if (!is_distance || column->type == ATTRIBUTE_CHOICE) {
		t->add = add_by_equality;
		t->table = memory_new(2, sizeof(*t->table));
		for (int same = 0; same < 2; same++)
			t->table[same] =
			    is_distance ? plan_worth_fraction(rule, !same, 1)
			    : (rule->kind->worth == rule_same_worth) == same
				? RATIO_ONE
				: 0;
		return;
	}
	t->add = add_by_branches;
	t->cost = 10;
	if (column->word_count > TREE_TABLE_MAX)
		return;
	t->add = add_by_words;
	t->cost = 1;
	t->width = column->word_count + 1;
	t->table = memory_new((size_t)t->width * t->width, sizeof(*t->table));
	for (uint32_t a = 1; a < t->width; a++)
		for (uint32_t b = 1; b < t->width; b++)
			t->table[a * t->width + b] = plan_worth_branches(
			    rule, column, (uint16_t)a, (uint16_t)b);
}

static void
make_by_number(struct plan_term *t, struct plan_columns *c)
{
	size_t attribute = t->rule->attributes[0];
	const struct attribute *a = &c->p->attributes[attribute];

	t->field = plan_columns_add(c, FIELD_NUMBER, attribute, 0, attribute);
	t->add = add_by_number;
	t->cost = 1;
	t->span = rule_span(a);
	if (!a->has_words)
		return;
	/* Whole places of a list. */
	t->table = memory_new(a->word_count + 1, sizeof(*t->table));
	for (size_t i = 0; i <= a->word_count; i++)
		t->table[i] =
		    plan_worth_apart(t->rule, (int64_t)i * 1000, t->span);
}

static void
make_by_set(struct plan_term *t, struct plan_columns *c)
{
	const struct rule *rule = t->rule;
	size_t attribute = rule->attributes[0];

	t->field = plan_columns_add_set(c, attribute, attribute);
	t->cost = 4;
	if (rule->kind->worth == rule_share_worth) {
		t->add = add_by_common;
		t->table =
		    memory_new(PLAN_WORTH_COMMON_MAX + 1, sizeof(*t->table));
		for (int64_t k = 0; k <= PLAN_WORTH_COMMON_MAX; k++)
			t->table[k] = plan_worth_common(rule, k);
		return;
	}
	t->add = add_by_overlap;
	t->counts[0] =
	    plan_columns_add(c, FIELD_COUNT, attribute, 0, attribute);
	t->width = 2 * ATTRIBUTE_TAGS_MAX + 1;
	t->table = memory_new(
	    (ATTRIBUTE_TAGS_MAX + 1) * (size_t)t->width, sizeof(*t->table));
	for (uint32_t common = 0; common <= ATTRIBUTE_TAGS_MAX; common++)
		for (uint32_t all = 2 * common; all < t->width; all++)
			if (all > 0)
				t->table[common * t->width + all] =
				    plan_worth_fraction(
					rule, all - 2 * common, all - common);
}

static void
make_by_complement(struct plan_term *t, struct plan_columns *c)
{
	size_t offers = t->rule->attributes[0], seeks = t->rule->attributes[1];

	t->field = plan_columns_add_set(c, offers, offers);
	t->seeks = plan_columns_add_set(c, seeks, offers);
	t->counts[0] = plan_columns_add(c, FIELD_COUNT, offers, 0, offers);
	t->counts[1] = plan_columns_add(c, FIELD_COUNT, seeks, 0, seeks);
	t->add = add_by_complement;
	t->cost = 8;
}

void
plan_terms_make(
    struct plan_term *t, const struct rule *rule, struct plan_columns *c)
{
	enum attribute_type type = c->p->columns[rule->attributes[0]].type;

	*t = (struct plan_term){ .rule = rule,
		.add = add_by_asking,
		.weight = rule->weight,
		.cost = 100 };
	t->by_openness = rule->kind->by_openness;
	if (t->by_openness)
		t->openness = plan_columns_add(c, FIELD_OPENNESS, 0, 0, 0);
	else
		t->weight *= 2000;
	if (rule->kind->worth == rule_complement_worth)
		make_by_complement(t, c);
	else if (rule->kind->attribute_count != 1)
		return;
	else if (type == ATTRIBUTE_SCALE)
		make_by_number(t, c);
	else if (type == ATTRIBUTE_TAGS || type == ATTRIBUTE_HOURS)
		make_by_set(t, c);
	else
		make_by_words(t, c);
}

void
plan_terms_clear(struct plan_term *terms, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		free(terms[i].table);
}

bool
plan_terms_is_complement(const struct plan_term *term)
{
	return term->add == add_by_complement;
}

bool
plan_terms_is_near(const struct plan_term *t)
{
	const struct rule *rule = t->rule;

	if (rule->kind->worth == rule_same_worth)
		return t->add == add_by_equality;
	return t->add == add_by_common ||
	       (t->add == add_by_overlap && rule->words[RULE_IDEAL] >= 0 &&
		   rule->words[RULE_IDEAL] < 1000);
}
