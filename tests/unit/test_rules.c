/* links: pairing */
/* with: rules_world */
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
#include "rules_world.h"

/* --- requirements --------------------------------------------------------- */

/* The rule's sentence with this ending, against the reference. */
static void
check_required(const struct world *w, const struct asked *r, const char *ending,
    bool missing_holds)
{
	uint32_t held = 0, failed = 0;
	struct rules *rules;
	char sentence[128];

	(void)snprintf(sentence, sizeof(sentence), "%s%s", r->sentence, ending);
	rules = world_rules_of(sentence, false);
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < PEOPLE; b++) {
			struct answer it = world_answer(w, r, a, b);
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

	for (size_t i = 0; i < world_rule_count; i++) {
		if (world_rules[i].verb == DISTANCE)
			continue;
		check_required(w, &world_rules[i], "", true);
		if (world_rules[i].attribute < 0)
			continue;
		check_required(w, &world_rules[i], " unless missing", true);
		check_required(w, &world_rules[i], " even if missing", false);
	}
	world_free(w);
}

/* Of several that fail the first is told, in the order of adding. */
static void
test_the_first_that_fails(void **state UNUSED)
{
	struct world *w = world_new(2);
	struct rules *rules = world_rules_of(world_rules[0].sentence, false);
	struct fault why;
	int column;

	assert_int_equal(
	    rules_prefer(rules, "distance grade", &column, &why), 0);
	for (size_t i = 8; i < 20; i += 4)
		assert_int_equal(rules_require(rules, world_rules[i].sentence,
				     &column, &why),
		    0);
	assert_int_equal(rules_requirement_count(rules), 4);
	assert_int_equal(rules_count(rules), 5);
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < a; b++) {
			static const size_t order[] = { 0, 8, 12, 16 };
			size_t first = 0, which;
			struct answer it;

			while (first < 4) {
				it = world_answer(
				    w, &world_rules[order[first]], a, b);
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

	for (size_t i = 0; i < world_rule_count; i++) {
		struct rules *rules =
		    world_rules_of(world_rules[i].sentence, true);
		double least = 1, most = 0;

		for (uint32_t a = 0; a < PEOPLE; a++)
			for (uint32_t b = 0; b < PEOPLE; b++) {
				struct answer it =
				    world_answer(w, &world_rules[i], a, b);
				/* Whom distance counts nothing for. */
				bool counts = world_rules[i].verb != DISTANCE ||
					      w->people[a].openness +
						      w->people[b].openness >
						  0;

				if (a == b)
					continue;
				check_score(rules, w, a, b,
				    it.applies && counts ? it.worth : 0,
				    world_rules[i].sentence);
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
		struct rules *rules = rules_new(world_attributes, ATTRIBUTES);
		size_t picked[6], with[6];
		struct fault why;
		char sentence[128];
		int column;

		for (int i = 0; i < 6; i++) {
			picked[i] = dice_below(&d, world_rule_count);
			with[i] = dice_below(
			    &d, world_rules[picked[i]].attribute < 0 ? 5 : 6);
			(void)snprintf(sentence, sizeof(sentence), "%s%s",
			    world_rules[picked[i]].sentence, weights[with[i]]);
			if (rules_prefer(rules, sentence, &column, &why) != 0)
				fail_msg("%s: %s", sentence, why.sentence);
		}
		for (uint32_t a = 0; a < PEOPLE; a++)
			for (uint32_t b = 0; b < a; b++) {
				double sum = 0, of = 0;

				for (int i = 0; i < 6; i++) {
					const struct asked *r =
					    &world_rules[picked[i]];
					struct answer it =
					    world_answer(w, r, a, b);
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
	struct population *p = population_new(world_attributes, ATTRIBUTES);
	struct rules *rules = world_rules_of("distance team weight 2", true);
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

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requirements),
		cmocka_unit_test(test_the_first_that_fails),
		cmocka_unit_test(test_preferences_alone),
		cmocka_unit_test(test_preferences_together),
		cmocka_unit_test(test_openness),
	};

	return cmocka_run_group_tests_name(
	    "rules", tests, world_seal, world_unseal);
}
