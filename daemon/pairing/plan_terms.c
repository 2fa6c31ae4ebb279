/*
 * Preferences as terms: see pairing/plan_terms.h. Whatever kind of rule has no
 * term of its own asks the rule itself.
 */
#include "pairing/plan_terms.h"
#include "base/memory.h"
#include "pairing/plan_bits.h"
#include "pairing/plan_terms_add.h"
#include "pairing/plan_worth.h"

#define TABLE_MAX 256 /* words or places; above, each pair is reckoned */

/* --- making one ----------------------------------------------------------- */

static void
need(struct plan_term *t, uint32_t field)
{
	t->needs[t->need_count++] = field;
}

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
	need(t, t->field);
	if (!is_distance || column->type == ATTRIBUTE_CHOICE) {
		t->add = plan_terms_add_by_equality;
		t->table = memory_new(3, sizeof(*t->table));
		for (int same = 0; same < 2; same++)
			t->table[same] = plan_terms_lack(
			    is_distance ? plan_worth_fraction(rule, !same, 1)
			    : (rule->kind->worth == rule_same_worth) == same
				? RATIO_ONE
				: 0);
		return;
	}
	t->add = plan_terms_add_by_branches;
	t->cost = 10;
	if (column->word_count > TABLE_MAX)
		return;
	t->add = plan_terms_add_by_words;
	t->cost = 1;
	t->width = column->word_count + 1;
	t->table = memory_new((size_t)t->width * t->width, sizeof(*t->table));
	for (uint32_t a = 1; a < t->width; a++)
		for (uint32_t b = 1; b < t->width; b++)
			t->table[a * t->width + b] =
			    plan_terms_lack(plan_worth_branches(
				rule, column, (uint16_t)a, (uint16_t)b));
}

/* Of a list's places, which are as few as words, by how far they are apart. */
static void
make_by_places(struct plan_term *t, struct plan_columns *c, uint32_t count)
{
	size_t attribute = t->rule->attributes[0];

	t->field = plan_columns_add(c, FIELD_PLACE, attribute, 0, attribute);
	t->add = plan_terms_add_by_words;
	t->width = count + 1;
	t->table = memory_new((size_t)t->width * t->width, sizeof(*t->table));
	for (uint32_t x = 1; x <= count; x++)
		for (uint32_t y = 1; y <= count; y++)
			t->table[x * t->width + y] =
			    plan_terms_lack(plan_worth_apart(t->rule,
				1000 * (int64_t)(x < y ? y - x : x - y),
				t->span));
}

static void
make_by_number(struct plan_term *t, struct plan_columns *c)
{
	size_t attribute = t->rule->attributes[0];
	const struct attribute *a = &c->p->attributes[attribute];

	t->cost = 1;
	t->span = rule_span(a);
	if (a->has_words && a->word_count <= TABLE_MAX) {
		make_by_places(t, c, (uint32_t)a->word_count);
	} else {
		t->field =
		    plan_columns_add(c, FIELD_NUMBER, attribute, 0, attribute);
		t->add = plan_terms_add_by_number;
	}
	need(t, t->field);
}

static void
make_by_set(struct plan_term *t, struct plan_columns *c)
{
	const struct rule *rule = t->rule;
	size_t attribute = rule->attributes[0];

	t->field = plan_columns_add_set(c, attribute, attribute);
	t->cost = 4;
	if (rule->kind->worth == rule_share_worth) {
		t->add = plan_terms_add_by_common;
		need(t, t->field);
		t->table =
		    memory_new(PLAN_WORTH_COMMON_MAX + 1, sizeof(*t->table));
		for (int64_t k = 0; k <= PLAN_WORTH_COMMON_MAX; k++)
			t->table[k] =
			    plan_terms_lack(plan_worth_common(rule, k));
		return;
	}
	t->add = plan_terms_add_by_overlap;
	t->counts[0] =
	    plan_columns_add(c, FIELD_COUNT, attribute, 0, attribute);
	need(t, t->counts[0]);
	t->width = 2 * ATTRIBUTE_TAGS_MAX + 1;
	t->table = memory_new(
	    (ATTRIBUTE_TAGS_MAX + 1) * (size_t)t->width, sizeof(*t->table));
	for (uint32_t common = 0; common <= ATTRIBUTE_TAGS_MAX; common++)
		for (uint32_t all = 2 * common; all < t->width; all++)
			if (all > 0)
				t->table[common * t->width + all] =
				    plan_terms_lack(plan_worth_fraction(
					rule, all - 2 * common, all - common));
}

static void
make_by_complement(struct plan_term *t, struct plan_columns *c)
{
	size_t offers = t->rule->attributes[0], seeks = t->rule->attributes[1];

	t->field = plan_columns_add_set(c, offers, offers);
	t->seeks = plan_columns_add_set(c, seeks, offers);
	t->counts[0] = plan_columns_add(c, FIELD_COUNT, offers, 0, offers);
	t->counts[1] = plan_columns_add(c, FIELD_COUNT, seeks, 0, seeks);
	need(t, t->counts[0]);
	need(t, t->counts[1]);
	t->add = plan_terms_add_by_complement;
	t->shares = memory_new(PLAN_WORTH_SHARES, sizeof(*t->shares));
	plan_worth_shares(t->shares);
	t->cost = 8;
}

/* The kinds of one attribute that have a term of their own. */
static bool
is_compiled(const struct rule *rule)
{
	return rule->kind->worth == rule_differ_worth ||
	       rule->kind->worth == rule_distance_worth ||
	       rule->kind->worth == rule_same_worth ||
	       rule->kind->worth == rule_share_worth ||
	       rule->kind->worth == rule_within_worth;
}

void
plan_terms_make(
    struct plan_term *t, const struct rule *rule, struct plan_columns *c)
{
	enum attribute_type type = c->p->columns[rule->attributes[0]].type;

	*t = (struct plan_term){ .rule = rule,
		.add = plan_terms_add_by_asking,
		.weight = rule->weight,
		.cost = 100 };
	t->by_openness = rule->kind->by_openness;
	if (!t->by_openness)
		t->weight *= 2000;
	if (!plan_steps_has_room(c))
		return;
	if (rule->kind->worth == rule_complement_worth)
		make_by_complement(t, c);
	else if (!is_compiled(rule))
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
	for (uint32_t i = 0; i < count; i++) {
		free(terms[i].table);
		free(terms[i].shares);
	}
}

bool
plan_terms_is_complement(const struct plan_term *term)
{
	return term->add == plan_terms_add_by_complement;
}

bool
plan_terms_is_near(const struct plan_term *t)
{
	const struct rule *rule = t->rule;

	if (rule->kind->worth == rule_same_worth)
		return t->add == plan_terms_add_by_equality;
	return t->add == plan_terms_add_by_common ||
	       (t->add == plan_terms_add_by_overlap &&
		   rule->words[RULE_IDEAL] >= 0 &&
		   rule->words[RULE_IDEAL] < 1000);
}

/* --- all ------------------------------------------------------------------ */

bool
plan_terms_is_whole(const struct plan_term *term, const struct plan_columns *c)
{
	if (term->add == plan_terms_add_by_asking)
		return false;
	for (uint32_t k = 0; k < term->need_count; k++)
		if (!c->fields[term->needs[k]].is_whole)
			return false;
	return true;
}

static bool
misses(const struct plan_term *term, const struct plan_columns *c,
    const struct plan_lane *lanes, uint32_t at)
{
	for (uint32_t k = 0; k < term->need_count; k++) {
		uint32_t field = term->needs[k];

		if (plan_bits_missing(&c->fields[field], &lanes[field], at))
			return true;
	}
	return false;
}

void
plan_terms_add(const struct plan_term *term, const struct plan_pairs *pairs,
    uint32_t n, struct plan_sums *sums)
{
	const struct plan_columns *c = pairs->columns;
	const struct plan_scale scale = plan_scale_of(term, pairs);
	bool is_lacking = false;

	term->add(term, pairs, n, sums);
	if (term->is_whole)
		return;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t one = pairs->one[i], other = pairs->other[i];

		if (i == 0 || one != pairs->one[i - 1])
			is_lacking = misses(term, c, pairs->mine, one);
		if (is_lacking || misses(term, c, pairs->theirs, other))
			sums->missed[i] += plan_scale_weight(&scale, i);
	}
}
