/* links: pairing */
/* with: law_census */
/*
 * The law of the draw, through its front door: of small pools all allowed draws
 * are found by brute force, some thousand seeds are drawn, and how often each
 * came is held against P ∝ exp(score / T) by chi-square at 10^-6. Pools above
 * those that are counted are many small ones side by side, each of which must
 * follow its own law.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/memory.h"
#include "law_census.h"

static struct attribute attributes[] = {
	{ .name = "place",
	    .type = ATTRIBUTE_SCALE,
	    .has_range = true,
	    .from = 0,
	    .to = 100000 },
	{ .name = "team", .type = ATTRIBUTE_CHOICE },
};

/* --- drawing -------------------------------------------------------------- */

/* The members of several pools, who meet only their own. */
static struct population *
population_of(const struct pool *const *list, size_t count)
{
	struct population *p = population_new(attributes, COUNT_OF(attributes));
	struct fault why;
	uint32_t first = 0;

	for (size_t i = 0; i < count; first += list[i++]->size)
		for (uint32_t v = 0; v < list[i]->size; v++) {
			char key[16];
			uint32_t m;

			(void)snprintf(key, sizeof(key), "%04u", first + v);
			assert_int_equal(population_add(p, key, &m, &why), 0);
			assert_int_equal(m, first + v);
			assert_int_equal(
			    population_set(p, m, 0, law_places[v], &why), 0);
			assert_int_equal(
			    population_set(p, m, 1, law_teams[v], &why), 0);
			population_set_waiting(p, m, pool_waited(list[i], v));
			for (uint32_t u = 0; u < first; u++)
				population_tie_members(p, u, m, TIE_BLOCKS);
			for (uint32_t u = 0; u < v; u++)
				if (!pool_may_meet(list[i], u, v))
					population_tie_members(
					    p, first + u, m, TIE_BLOCKS);
		}
	population_close(p);
	return p;
}

static struct rules *
rules_at(int64_t serendipity)
{
	/* The last is the same for all, so that nothing is very unlikely. */
	static const char *const preferences[] = { "distance place weight 3",
		"distance place ideal 0.6 weight 2", "differ team",
		"unacquainted weight 12" };
	struct rules *rules = rules_new(attributes, COUNT_OF(attributes));
	struct fault why;
	int column;

	for (size_t i = 0; i < COUNT_OF(preferences); i++)
		assert_int_equal(
		    rules_prefer(rules, preferences[i], &column, &why), 0);
	rules_set_serendipity(rules, serendipity);
	return rules;
}

/* T = s / (10 (1 - s)) of a pair's score. */
static double
temperature_at(int64_t serendipity)
{
	double s = (double)serendipity / 1000;

	return serendipity == 1000 ? INFINITY : s / (10 * (1 - s));
}

/* Draws `seeds` times; every pool of the list must follow its law. */
static void
check_law(const struct pool *const *list, size_t count, int64_t serendipity,
    unsigned seeds, int threads)
{
	struct population *p = population_of(list, count);
	struct rules *rules = rules_at(serendipity);
	struct census *census = memory_new(count, sizeof(*census));

	for (size_t i = 0; i < count; i++)
		census_take(&census[i], list[i], temperature_at(serendipity));
	for (unsigned seed = 0; seed < seeds; seed++) {
		struct draw_options options = { .seed = seed,
			.threads = threads };
		struct draw *draw = pairing_draw(p, rules, &options);
		uint32_t first = 0;

		for (size_t i = 0; i < count; first += list[i++]->size)
			census_count(&census[i], draw, first);
		draw_free(draw);
	}
	for (size_t i = 0; i < count; i++)
		if (census_misfit(&census[i]) >= 1)
			fail_msg("%s of %zu at serendipity %d: misfit %.2f",
			    list[i]->name, count, (int)serendipity,
			    census_misfit(&census[i]));
	free(census);
	rules_free(rules);
	population_free(p);
}

static const int64_t dials[] = { 1000, 500, 200, 0 };

/* The brute force finds as many draws as can be counted by hand. */
static void
test_census(void **state UNUSED)
{
	for (size_t i = 0; i < LAW_POOLS; i++) {
		static struct census c;

		census_take(&c, &law_pools[i], INFINITY);
		if (c.count != law_pools[i].draws)
			fail_msg("%s: %zu draws", law_pools[i].name, c.count);
		census_take(&c, &law_pools[i], 0);
		if (c.count != 1)
			fail_msg(
			    "%s: %zu are best", law_pools[i].name, c.count);
	}
}

/* Each alone: counted. */
static void
test_small_pools(void **state UNUSED)
{
	for (size_t i = 0; i < LAW_POOLS; i++)
		for (size_t d = 0; d < COUNT_OF(dials); d++) {
			const struct pool *one = &law_pools[i];

			check_law(
			    &one, 1, dials[d], dials[d] == 0 ? 50 : 2000, 1);
		}
}

/* Side by side more than are counted: a Markov chain, and the optimum. */
static void
test_large_pools(void **state UNUSED)
{
	const struct pool *even[] = { &law_pools[0], &law_pools[1],
		&law_pools[4], &law_pools[5], &law_pools[3], &law_pools[2] };
	const struct pool *odd[] = { &law_pools[7], &law_pools[0],
		&law_pools[5], &law_pools[1] };
	const struct pool *waiting[] = { &law_pools[0], &law_pools[9],
		&law_pools[0], &law_pools[4] };

	for (size_t d = 0; d < COUNT_OF(dials); d++) {
		unsigned seeds = dials[d] == 0 ? 5 : 200;

		check_law(even, COUNT_OF(even), dials[d], seeds, 1);
		check_law(odd, COUNT_OF(odd), dials[d], seeds, 2);
		check_law(waiting, COUNT_OF(waiting), dials[d], seeds, 1);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_census),
		cmocka_unit_test(test_small_pools),
		cmocka_unit_test(test_large_pools),
	};

	return cmocka_run_group_tests_name("law", tests, NULL, NULL);
}
