/* links: pairing */
/*
 * Every verb, required and preferred, says of random members what a small slow
 * reference says that knows nothing of columns: masks of words, paths as
 * numbers, acquaintances as a table.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "pairing/rules.h"

enum { TEAM, FIELD, LANGUAGES, OFFERS, SEEKS, YEARS, GRADE, FREE, ATTRIBUTES };

static char *grades[] = { "low", "middle", "high", "top" };

static struct attribute attributes[ATTRIBUTES] = {
	[TEAM] = { .name = "team", .type = ATTRIBUTE_CHOICE },
	[FIELD] = { .name = "field", .type = ATTRIBUTE_TREE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
	[OFFERS] = { .name = "offers", .type = ATTRIBUTE_TAGS },
	[SEEKS] = { .name = "seeks", .type = ATTRIBUTE_TAGS },
	[YEARS] = { .name = "years",
	    .type = ATTRIBUTE_SCALE,
	    .has_range = true,
	    .from = -5000,
	    .to = 15000 },
	[GRADE] = { .name = "grade",
	    .type = ATTRIBUTE_SCALE,
	    .has_words = true,
	    .words = grades,
	    .word_count = COUNT_OF(grades) },
	[FREE] = { .name = "free", .type = ATTRIBUTE_HOURS },
};

/* --- members -------------------------------------------------------------- */

#define PEOPLE 60
#define DEPTH_MAX 4
#define NEVER UINT32_MAX

struct person {
	bool has[ATTRIBUTES];
	uint32_t team;
	uint32_t path[DEPTH_MAX], depth;
	uint32_t words[ATTRIBUTES]; /* of tags: a mask; of hours: too */
	double years, grade;
	double openness;
};

struct world {
	struct person people[PEOPLE];
	bool knows[PEOPLE][PEOPLE], blocks[PEOPLE][PEOPLE];
	uint32_t met[PEOPLE][PEOPLE]; /* weeks, or NEVER */
	struct population *population;
	uint32_t number[PEOPLE]; /* in the population */
};

static void
set(struct population *p, uint32_t member, size_t attribute, struct text *value)
{
	struct fault why;

	if (population_set(p, member, attribute, text_get(value), &why) != 0)
		fail_msg("%s: %s", text_get(value), why.sentence);
	text_clear(value);
}

static uint32_t
random_mask(struct dice *d, uint32_t bits)
{
	uint32_t mask;

	do
		mask = (uint32_t)dice_next(d) & (uint32_t)dice_next(d) &
		       ((1u << bits) - 1);
	while (mask == 0);
	return mask;
}

static void
write_mask(const struct person *m, size_t attribute, struct text *out)
{
	for (int bit = 0; bit < 32; bit++) {
		if ((m->words[attribute] >> bit & 1) == 0)
			continue;
		if (attribute == FREE)
			text_addf(out, "sun %d-%d;", bit, bit + 1);
		else
			text_addf(out, "w%d;", bit);
	}
}

static void
write_value(const struct person *m, size_t attribute, struct text *out)
{
	if (attribute == TEAM)
		text_addf(out, "t%u", m->team);
	else if (attribute == YEARS)
		text_addf(out, "%.1f", m->years);
	else if (attribute == GRADE)
		text_add(out, grades[(int)m->grade]);
	else if (attribute == FIELD)
		for (uint32_t i = 0; i < m->depth; i++)
			text_addf(out, "%sf%u", i > 0 ? "/" : "", m->path[i]);
	else
		write_mask(m, attribute, out);
}

static void
make_person(struct person *m, struct dice *d)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		m->has[i] = dice_below(d, 6) != 0;
	m->team = dice_below(d, 3);
	m->depth = 1 + dice_below(d, DEPTH_MAX);
	for (uint32_t i = 0; i < m->depth; i++)
		m->path[i] = dice_below(d, 2);
	m->words[LANGUAGES] = random_mask(d, 6);
	m->words[OFFERS] = random_mask(d, 10);
	m->words[SEEKS] = random_mask(d, 12);
	m->words[FREE] = random_mask(d, 24);
	m->years = (int)dice_below(d, 201) / 10.0 - 5;
	m->grade = dice_below(d, COUNT_OF(grades));
	m->openness = dice_below(d, 3) == 0 ? dice_below(d, 1001) / 1000.0 : 1;
}

static void
make_ties(struct world *w, struct dice *d)
{
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < a; b++) {
			w->knows[a][b] = w->knows[b][a] = dice_below(d, 9) == 0;
			w->blocks[a][b] = w->blocks[b][a] =
			    dice_below(d, 30) == 0;
			w->met[a][b] = w->met[b][a] =
			    dice_below(d, 4) == 0 ? dice_below(d, 40) : NEVER;
		}
}

static void
fill_population(struct world *w, struct population *p)
{
	uint32_t added[PEOPLE];
	struct text value = { 0 };
	struct fault why;
	char key[16];

	for (uint32_t i = 0; i < PEOPLE; i++) {
		const struct person *m = &w->people[i];

		(void)snprintf(key, sizeof(key), "p%02u", i);
		assert_int_equal(population_add(p, key, &added[i], &why), 0);
		population_set_openness(
		    p, added[i], (int32_t)lround(m->openness * 1000));
		for (size_t k = 0; k < ATTRIBUTES; k++)
			if (m->has[k]) {
				write_value(m, k, &value);
				set(p, added[i], k, &value);
			}
	}
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < a; b++) {
			if (w->knows[a][b])
				population_tie_members(
				    p, added[a], added[b], TIE_KNOWS);
			if (w->blocks[a][b])
				population_tie_members(
				    p, added[b], added[a], TIE_BLOCKS);
			if (w->met[a][b] != NEVER)
				population_met_members(
				    p, added[a], added[b], w->met[a][b]);
		}
}

static struct world *
world_new(uint64_t seed)
{
	struct world *w = memory_new(1, sizeof(*w));
	struct dice d;

	dice_init(&d, seed, 0);
	for (uint32_t i = 0; i < PEOPLE; i++)
		make_person(&w->people[i], &d);
	make_ties(w, &d);
	w->population = population_new(attributes, ATTRIBUTES);
	fill_population(w, w->population);
	population_close(w->population);
	return w;
}

static void
world_free(struct world *w)
{
	population_free(w->population);
	free(w);
}

/* --- the reference -------------------------------------------------------- */

enum verb {
	DIFFER,
	SAME,
	SHARE,
	WITHIN,
	DISTANCE,
	COMPLEMENT,
	UNACQUAINTED,
	RESTED
};

#define NONE (-1.0)

/* A rule in words, and what they mean. */
struct asked {
	const char *sentence;
	enum verb verb;
	int attribute;
	double number;  /* by, at least, within, weeks, mutual; NONE */
	uint32_t level; /* or hops; 0: none */
	double ideal;
	bool both;
};

static const struct asked all[] = {
	{ "differ team", DIFFER, TEAM, NONE, 0, NONE, false },
	{ "differ field", DIFFER, FIELD, NONE, 0, NONE, false },
	{ "differ field level 1", DIFFER, FIELD, NONE, 1, NONE, false },
	{ "differ field level 3", DIFFER, FIELD, NONE, 3, NONE, false },
	{ "differ years", DIFFER, YEARS, NONE, 0, NONE, false },
	{ "differ years by 2.5", DIFFER, YEARS, 2.5, 0, NONE, false },
	{ "differ years by >= 7", DIFFER, YEARS, 7, 0, NONE, false },
	{ "differ grade by ≥ 2", DIFFER, GRADE, 2, 0, NONE, false },
	{ "same team", SAME, TEAM, NONE, 0, NONE, false },
	{ "same field", SAME, FIELD, NONE, 0, NONE, false },
	{ "same field level 2", SAME, FIELD, NONE, 2, NONE, false },
	{ "same grade", SAME, GRADE, NONE, 0, NONE, false },
	{ "share languages", SHARE, LANGUAGES, 1, 0, NONE, false },
	{ "share languages at least 2", SHARE, LANGUAGES, 2, 0, NONE, false },
	{ "share offers at least 3", SHARE, OFFERS, 3, 0, NONE, false },
	{ "share free", SHARE, FREE, 1, 0, NONE, false },
	{ "share free at least 4", SHARE, FREE, 4, 0, NONE, false },
	{ "within years 3.5", WITHIN, YEARS, 3.5, 0, NONE, false },
	{ "within years 0", WITHIN, YEARS, 0, 0, NONE, false },
	{ "within grade 2", WITHIN, GRADE, 2, 0, NONE, false },
	{ "distance team", DISTANCE, TEAM, NONE, 0, NONE, false },
	{ "distance team ideal 0.2", DISTANCE, TEAM, NONE, 0, 0.2, false },
	{ "distance field", DISTANCE, FIELD, NONE, 0, NONE, false },
	{ "distance field level 2", DISTANCE, FIELD, NONE, 2, NONE, false },
	{ "distance field ideal 0.5", DISTANCE, FIELD, NONE, 0, 0.5, false },
	{ "distance field level 3 ideal 0.333", DISTANCE, FIELD, NONE, 3, 0.333,
	    false },
	{ "distance years", DISTANCE, YEARS, NONE, 0, NONE, false },
	{ "distance years ideal 0.25", DISTANCE, YEARS, NONE, 0, 0.25, false },
	{ "distance grade", DISTANCE, GRADE, NONE, 0, NONE, false },
	{ "distance grade ideal 0", DISTANCE, GRADE, NONE, 0, 0, false },
	{ "distance grade ideal 1", DISTANCE, GRADE, NONE, 0, 1, false },
	{ "distance languages", DISTANCE, LANGUAGES, NONE, 0, NONE, false },
	{ "distance languages ideal 0.6", DISTANCE, LANGUAGES, NONE, 0, 0.6,
	    false },
	{ "complement offers seeks", COMPLEMENT, OFFERS, NONE, 0, NONE, false },
	{ "complement offers seeks both ways", COMPLEMENT, OFFERS, NONE, 0,
	    NONE, true },
	{ "unacquainted", UNACQUAINTED, -1, NONE, 1, NONE, false },
	{ "unacquainted hops 2", UNACQUAINTED, -1, NONE, 2, NONE, false },
	{ "unacquainted hops 3", UNACQUAINTED, -1, NONE, 3, NONE, false },
	{ "unacquainted mutual 0", UNACQUAINTED, -1, 0, 1, NONE, false },
	{ "unacquainted mutual ≤ 2", UNACQUAINTED, -1, 2, 1, NONE, false },
	{ "unacquainted mutual at most 1 hops 2", UNACQUAINTED, -1, 1, 2, NONE,
	    false },
	{ "rested", RESTED, -1, 26, 0, NONE, false },
	{ "rested 7 weeks", RESTED, -1, 7, 0, NONE, false },
	{ "rested weeks 30", RESTED, -1, 30, 0, NONE, false },
};

static int
count_bits(uint32_t mask)
{
	int count = 0;

	for (; mask != 0; mask >>= 1)
		count += (mask & 1) != 0;
	return count;
}

/* How many steps of two paths are the same from the root, of the first
 * `level`; and the longer one's steps. */
static uint32_t
steps_in_common(const struct person *a, const struct person *b, uint32_t level,
    uint32_t *longer, bool *is_same)
{
	uint32_t x = level > 0 && a->depth > level ? level : a->depth;
	uint32_t y = level > 0 && b->depth > level ? level : b->depth;
	uint32_t common = 0;

	while (common < x && common < y && a->path[common] == b->path[common])
		common++;
	*longer = x > y ? x : y;
	*is_same = common == x && common == y;
	return common;
}

static double
scale_gap(const struct asked *r, const struct person *a, const struct person *b)
{
	double gap = r->attribute == YEARS ? fabs(a->years - b->years)
					   : fabs(a->grade - b->grade);

	return round(gap * 1000) / 1000;
}

static bool
differs(const struct asked *r, const struct person *a, const struct person *b)
{
	uint32_t longer;
	bool is_same;

	if (r->attribute == TEAM)
		return a->team != b->team;
	if (r->attribute == FIELD) {
		(void)steps_in_common(a, b, r->level, &longer, &is_same);
		return !is_same;
	}
	return r->number == NONE ? scale_gap(r, a, b) > 0
				 : scale_gap(r, a, b) >= r->number;
}

static double
distance(const struct asked *r, const struct person *a, const struct person *b)
{
	uint32_t longer, common;
	uint32_t x = a->words[LANGUAGES], y = b->words[LANGUAGES];
	bool is_same;
	double d;

	if (r->attribute == TEAM)
		d = a->team != b->team;
	else if (r->attribute == YEARS)
		d = scale_gap(r, a, b) / 20;
	else if (r->attribute == GRADE)
		d = scale_gap(r, a, b) / 3;
	else if (r->attribute == LANGUAGES)
		d = 1 - (double)count_bits(x & y) / count_bits(x | y);
	else {
		common = steps_in_common(a, b, r->level, &longer, &is_same);
		d = 1 - (double)common / longer;
	}
	return r->ideal == NONE
		   ? d
		   : 1 - fabs(d - r->ideal) / fmax(r->ideal, 1 - r->ideal);
}

/* Whether a's offers have something that b seeks, and how much of it. */
static double
gives(const struct person *a, const struct person *b)
{
	return (double)count_bits(a->words[OFFERS] & b->words[SEEKS]) /
	       count_bits(b->words[SEEKS]);
}

/* Within so many steps from acquaintance to acquaintance. */
static bool
is_near(const struct world *w, uint32_t a, uint32_t b, uint32_t hops)
{
	if (w->knows[a][b])
		return true;
	for (uint32_t c = 0; hops > 1 && c < PEOPLE; c++)
		if (w->knows[a][c] && is_near(w, c, b, hops - 1))
			return true;
	return false;
}

static int
friends_in_common(const struct world *w, uint32_t a, uint32_t b)
{
	int count = 0;

	for (uint32_t c = 0; c < PEOPLE; c++)
		count += w->knows[a][c] && w->knows[b][c];
	return count;
}

/* What the rule says of two members: whether it holds, what it gives. */
struct answer {
	bool applies, holds;
	double worth;
};

static bool
both_have(const struct asked *r, const struct person *a, const struct person *b)
{
	if (r->attribute < 0)
		return true;
	if (r->verb == COMPLEMENT && (!a->has[SEEKS] || !b->has[SEEKS]))
		return false;
	return a->has[r->attribute] && b->has[r->attribute];
}

static struct answer
answer_of_ties(
    const struct world *w, const struct asked *r, uint32_t a, uint32_t b)
{
	struct answer it = { .applies = true };
	int mutual = friends_in_common(w, a, b);

	if (r->verb == RESTED) {
		it.holds = w->met[a][b] == NEVER || w->met[a][b] >= r->number;
		it.worth = it.holds ? 1 : w->met[a][b] / r->number;
		return it;
	}
	it.holds = !is_near(w, a, b, r->level);
	it.worth = it.holds;
	if (it.holds && r->number != NONE) {
		it.holds = mutual <= r->number;
		it.worth = mutual == 0 ? 1 : fmax(0, 1 - mutual / r->number);
	}
	return it;
}

static struct answer
answer_of(const struct world *w, const struct asked *r, uint32_t a, uint32_t b)
{
	const struct person *x = &w->people[a], *y = &w->people[b];
	struct answer it = { .applies = both_have(r, x, y) };
	int common;

	if (r->attribute < 0)
		return answer_of_ties(w, r, a, b);
	if (!it.applies)
		return it;
	switch (r->verb) {
	case DIFFER:
	case SAME:
		it.holds = differs(r, x, y) == (r->verb == DIFFER);
		it.worth = it.holds;
		break;
	case SHARE:
		common =
		    count_bits(x->words[r->attribute] & y->words[r->attribute]);
		it.holds = common >= r->number;
		it.worth = fmin(common / r->number, 1);
		break;
	case WITHIN:
		it.holds = scale_gap(r, x, y) <= r->number;
		it.worth = r->number == 0
			       ? it.holds
			       : fmax(0, 1 - scale_gap(r, x, y) / r->number);
		break;
	case DISTANCE:
		it.worth = distance(r, x, y);
		break;
	default:
		it.holds = r->both ? gives(x, y) > 0 && gives(y, x) > 0
				   : gives(x, y) > 0 || gives(y, x) > 0;
		it.worth = (gives(x, y) + gives(y, x)) / 2;
	}
	return it;
}

/* --- requirements --------------------------------------------------------- */

static struct rules *
rules_of(const char *sentence, bool is_preference)
{
	struct rules *rules = rules_new(attributes, ATTRIBUTES);
	struct fault why;
	int column, done;

	done = is_preference ? rules_prefer(rules, sentence, &column, &why)
			     : rules_require(rules, sentence, &column, &why);
	if (done != 0)
		fail_msg("%s: column %d: %s", sentence, column, why.sentence);
	return rules;
}

/* The rule's sentence with this ending, against the reference. */
static void
check_required(const struct world *w, const struct asked *r, const char *ending,
    bool missing_holds)
{
	uint32_t held = 0, failed = 0;
	struct rules *rules;
	char sentence[128];

	(void)snprintf(sentence, sizeof(sentence), "%s%s", r->sentence, ending);
	rules = rules_of(sentence, false);
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < PEOPLE; b++) {
			struct answer it = answer_of(w, r, a, b);
			bool holds = it.applies ? it.holds : missing_holds;
			size_t which = 7;
			bool may;

			if (a == b)
				continue;
			may = rules_allow(rules, w->population, a, b, &which);
			if (may != (holds && !w->blocks[a][b]))
				fail_msg("%s: of %u and %u it says %d",
				    sentence, a, b, may);
			/* Blocks come first, and have no rule. */
			assert_int_equal(which, may               ? 7
						: w->blocks[a][b] ? 1
								  : 0);
			held += holds;
			failed += !holds;
		}
	assert_true(held > 0 && failed > 0);
	rules_free(rules);
}

static void
test_requirements(void **state UNUSED)
{
	struct world *w = world_new(1);

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		if (all[i].verb == DISTANCE)
			continue;
		check_required(w, &all[i], "", true);
		if (all[i].attribute < 0)
			continue;
		check_required(w, &all[i], " unless missing", true);
		check_required(w, &all[i], " even if missing", false);
	}
	world_free(w);
}

/* Of several that fail the first is told, in the order of adding. */
static void
test_the_first_that_fails(void **state UNUSED)
{
	struct world *w = world_new(2);
	struct rules *rules = rules_of(all[0].sentence, false);
	struct fault why;
	int column;

	assert_int_equal(
	    rules_prefer(rules, "distance grade", &column, &why), 0);
	for (size_t i = 8; i < 20; i += 4)
		assert_int_equal(
		    rules_require(rules, all[i].sentence, &column, &why), 0);
	assert_int_equal(rules_requirement_count(rules), 4);
	assert_int_equal(rules_count(rules), 5);
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < a; b++) {
			static const size_t order[] = { 0, 8, 12, 16 };
			size_t first = 0, which;
			struct answer it;

			while (first < 4) {
				it = answer_of(w, &all[order[first]], a, b);
				if (it.applies && !it.holds)
					break;
				first++;
			}
			if (w->blocks[a][b])
				first = 5;
			assert_true(rules_allow(rules, w->population, a, b,
					&which) == (first == 4));
			if (first != 4)
				assert_int_equal(which, first);
		}
	rules_free(rules);
	world_free(w);
}

/* --- preferences ---------------------------------------------------------- */

/* Each worth and the mean are rounded to a millionth. */
#define NEAR 1.01e-6

static void
check_score(const struct rules *rules, const struct world *w, uint32_t a,
    uint32_t b, double expected, const char *what)
{
	double score = rules_score(rules, w->population, a, b) / 1e6;

	if (fabs(score - expected) > NEAR)
		fail_msg("%s: %u and %u: %.6f, not %.6f", what, a, b, score,
		    expected);
}

/* A preference by itself, whatever its weight: what it gives, or nothing. */
static void
test_preferences_alone(void **state UNUSED)
{
	struct world *w = world_new(3);

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		struct rules *rules = rules_of(all[i].sentence, true);
		double least = 1, most = 0;

		for (uint32_t a = 0; a < PEOPLE; a++)
			for (uint32_t b = 0; b < PEOPLE; b++) {
				struct answer it = answer_of(w, &all[i], a, b);
				/* Whom distance counts nothing for. */
				bool counts = all[i].verb != DISTANCE ||
					      w->people[a].openness +
						      w->people[b].openness >
						  0;

				if (a == b)
					continue;
				check_score(rules, w, a, b,
				    it.applies && counts ? it.worth : 0,
				    all[i].sentence);
				least = fmin(least, it.worth);
				most = fmax(most, it.worth);
			}
		assert_true(least < most);
		rules_free(rules);
	}
	world_free(w);
}

/* Weights, openness, values that are missing: the mean over those that apply. */
static void
test_preferences_together(void **state UNUSED)
{
	static const char *const weights[] = { "", " weight 2", " weight 0.001",
		" weight 1000", " weight 12.345", " unless missing weight 3" };
	static const double weight[] = { 1, 2, 0.001, 1000, 12.345, 3 };
	struct world *w = world_new(4);
	struct dice d;

	dice_init(&d, 4, 1);
	for (int turn = 0; turn < 60; turn++) {
		struct rules *rules = rules_new(attributes, ATTRIBUTES);
		size_t picked[6], with[6];
		struct fault why;
		char sentence[128];
		int column;

		for (int i = 0; i < 6; i++) {
			picked[i] = dice_below(&d, COUNT_OF(all));
			with[i] = dice_below(
			    &d, all[picked[i]].attribute < 0 ? 5 : 6);
			(void)snprintf(sentence, sizeof(sentence), "%s%s",
			    all[picked[i]].sentence, weights[with[i]]);
			if (rules_prefer(rules, sentence, &column, &why) != 0)
				fail_msg("%s: %s", sentence, why.sentence);
		}
		for (uint32_t a = 0; a < PEOPLE; a++)
			for (uint32_t b = 0; b < a; b++) {
				double sum = 0, of = 0;

				for (int i = 0; i < 6; i++) {
					const struct asked *r = &all[picked[i]];
					struct answer it =
					    answer_of(w, r, a, b);
					double open =
					    (w->people[a].openness +
						w->people[b].openness) /
					    2;
					double counts =
					    weight[with[i]] *
					    (r->verb == DISTANCE ? open : 1);

					if (!it.applies)
						continue;
					sum += counts * it.worth;
					of += counts;
				}
				check_score(rules, w, a, b,
				    of > 0 ? sum / of : 0, "several");
			}
		rules_free(rules);
	}
	world_free(w);
}

/* Two who are not open at all: distance has no weight for them, and half of it
 * where one is. */
static void
test_openness(void **state UNUSED)
{
	static const int32_t open[] = { 0, 0, 1000, -3, 4000 };
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct rules *rules = rules_of("distance team weight 2", true);
	struct fault why;
	int column;

	for (uint32_t i = 0; i < COUNT_OF(open); i++) {
		char text[3] = { (char)('a' + i), '\0' };
		uint32_t m;

		assert_int_equal(population_add(p, text, &m, &why), 0);
		assert_int_equal(population_set(p, m, TEAM, text, &why), 0);
		assert_int_equal(population_set(p, m, GRADE, "low", &why), 0);
		population_set_openness(p, m, open[i]);
	}
	population_close(p);
	assert_int_equal(rules_score(rules, p, 0, 1), 0);
	assert_int_equal(rules_score(rules, p, 0, 3), 0);
	assert_int_equal(rules_score(rules, p, 2, 4), 1000000);
	assert_int_equal(rules_prefer(rules, "differ grade", &column, &why), 0);
	assert_int_equal(rules_score(rules, p, 0, 1), 0);
	assert_int_equal(rules_score(rules, p, 0, 2), 500000);
	assert_int_equal(rules_score(rules, p, 2, 4), 666667);
	rules_free(rules);
	population_free(p);
}

/* --- sentences ------------------------------------------------------------ */

static void
test_sentences_that_are_refused(void **state UNUSED)
{
	static const struct {
		const char *sentence;
		bool is_preference;
		int column;
		const char *says;
	} rows[] = {
		{ "", false, 1, "empty" },
		{ "   ", false, 4, "empty" },
		{ "difer team", false, 1, "did you mean \"differ\"" },
		{ "sing team", true, 1, "distance, " },
		{ "distance team", false, 1, "a preference only" },
		{ "differ", false, 7, "needs an attribute" },
		{ "differ taem", false, 8, "did you mean \"team\"" },
		{ "differ languages", false, 8, "does not fit" },
		{ "share team", false, 7, "does not fit" },
		{ "complement offers", false, 18, "two attributes" },
		{ "differ team level 1", false, 13, "does not take" },
		{ "differ field level 0", false, 20, "from 1 to 64" },
		{ "differ field level 65", false, 20, "from 1 to 64" },
		{ "differ years by 0", false, 17, "a number" },
		{ "share free at least 169", false, 21, "from 1 to 168" },
		{ "within years", false, 13, "needs a number" },
		{ "within years two", false, 14, "does not take" },
		{ "distance years ideal 1.001", true, 22, "from 0 to 1" },
		{ "unacquainted hops 7", false, 19, "from 1 to 6" },
		{ "unacquainted even if missing", false, 14, "does not take" },
		{ "rested 3 days", false, 10, "comes \"weeks\"" },
		{ "rested 0 weeks", false, 8, "from 1 to 5200" },
		{ "differ team weight 2", false, 13, "does not take" },
		{ "differ team weight 0", true, 20, "from 0.001 to 1000" },
		{ "differ team weight 1001", true, 20, "from 0.001 to 1000" },
		{ "differ team even if missing", true, 28, "goes with" },
		{ "differ field level 1 level 2", false, 22, "does not take" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct rules *rules = rules_new(attributes, ATTRIBUTES);
		struct fault why;
		int column = 0, done;

		done =
		    rows[i].is_preference
			? rules_prefer(rules, rows[i].sentence, &column, &why)
			: rules_require(rules, rows[i].sentence, &column, &why);
		if (done != -1 || column != rows[i].column ||
		    strstr(why.sentence, rows[i].says) == NULL)
			fail_msg("\"%s\": %d at %d: %s", rows[i].sentence, done,
			    column, done == 0 ? "" : why.sentence);
		assert_int_equal(rules_count(rules), 0);
		rules_free(rules);
	}
}

static void
test_sentences_as_written(void **state UNUSED)
{
	struct rules *rules = rules_of("  differ \t field  level   1 ", false);

	assert_string_equal(rules_sentence(rules, 0), "differ field level 1");
	rules_free(rules);
}

static void
test_the_longest_rest(void **state UNUSED)
{
	struct rules *rules = rules_of("unacquainted", false);
	struct fault why;
	int column;

	assert_int_equal(rules_weeks(rules), 0);
	assert_int_equal(rules_require(rules, "rested", &column, &why), 0);
	assert_int_equal(rules_weeks(rules), 26);
	assert_int_equal(
	    rules_prefer(rules, "rested 40 weeks weight 2", &column, &why), 0);
	assert_int_equal(
	    rules_require(rules, "rested 3 weeks", &column, &why), 0);
	assert_int_equal(rules_weeks(rules), 40);
	rules_free(rules);
}

static int
seal(void **state UNUSED)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		attribute_seal(&attributes[i]);
	return 0;
}

static int
unseal(void **state UNUSED)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		free(attributes[i].sorted);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requirements),
		cmocka_unit_test(test_the_first_that_fails),
		cmocka_unit_test(test_preferences_alone),
		cmocka_unit_test(test_preferences_together),
		cmocka_unit_test(test_openness),
		cmocka_unit_test(test_sentences_that_are_refused),
		cmocka_unit_test(test_sentences_as_written),
		cmocka_unit_test(test_the_longest_rest),
	};

	return cmocka_run_group_tests_name("rules", tests, seal, unseal);
}
