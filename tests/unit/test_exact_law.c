/* links: pairing */
/* with: enumeration */
/* Small pools are drawn by the law itself: every allowed draw as often as its
 * weight says, and no other. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "enumeration.h"
#include "pairing/exact_law.h"

static const int64_t temperatures[] = { ENUMERATION_INFINITE, 300000, 100000,
	30000, 0 };

static void
check_law(const struct rule_graph *g, uint32_t k, int64_t temperature)
{
	struct rule_graph_plan p;
	struct enumeration *e;
	unsigned draws;
	double misfit;

	rule_graph_open(g, &p);
	e = enumeration_new(p.plan, k, temperature);
	draws = e->count < 200 ? 2000 : 10 * (unsigned)e->count;
	for (unsigned i = 0; i < draws; i++) {
		struct grouping *drawn =
		    exact_law_draw(p.plan, k, temperature, i);

		enumeration_add(e, drawn);
		grouping_free(drawn);
	}
	misfit = enumeration_misfit(e);
	if (misfit >= 1)
		printf("%s, groups of %u, T = %lld: %zu draws, misfit %.2f\n",
		    g->name, k, (long long)temperature, e->count, misfit);
	assert_true(misfit < 1);
	enumeration_free(e);
	rule_graph_close(&p);
}

static void
test_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_graph_count; i++)
		for (size_t t = 0; t < COUNT_OF(temperatures); t++)
			check_law(&rule_graphs[i], 2, temperatures[t]);
}

static void
test_circles(void **state)
{
	static const struct rule_graph graphs[] = {
		{ "six, 20 % forbidden", 6, NULL, 20, 1, NULL },
		{ "eight, 30 % forbidden", 8, NULL, 30, 2, NULL },
		{ "eight, 50 % forbidden, some waited", 8, NULL, 50, 3,
		    "01021100" },
		{ "nine, 30 % forbidden", 9, NULL, 30, 4, NULL },
		{ "seven, all", 7, NULL, 0, 5, NULL },
		{ "ten, 30 % forbidden", 10, NULL, 30, 6, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(graphs); i++)
		for (uint32_t k = 3; k <= 4; k++)
			for (size_t t = 0; t < COUNT_OF(temperatures); t++)
				check_law(&graphs[i], k, temperatures[t]);
}

/* Equal scores at T = 0: chance among all. */
static void
test_ties(void **state)
{
	int32_t scores[36];
	struct enumeration *e;
	struct plan *plan;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(scores); i++)
		scores[i] = 500000;
	plan = plan_new_table(6, scores);
	e = enumeration_new(plan, 2, 0);
	assert_int_equal(e->count, 15);
	for (uint64_t seed = 0; seed < 3000; seed++) {
		struct grouping *g = exact_law_draw(plan, 2, 0, seed);

		enumeration_add(e, g);
		grouping_free(g);
	}
	assert_true(enumeration_misfit(e) < 1);
	enumeration_free(e);
	plan_free(plan);
}

/* The largest pools that fit, and the smallest there are. */
static void
test_sizes(void **state)
{
	static int32_t scores[EXACT_LAW_MAX * EXACT_LAW_MAX];

	(void)state;
	assert_true(exact_law_fits(18, 2) && !exact_law_fits(19, 2));
	assert_true(exact_law_fits(16, 8) && !exact_law_fits(17, 8));
	for (uint32_t n = 0; n <= 18; n++) {
		struct plan *plan = plan_new_table(n, scores);

		for (uint32_t k = 2; k <= 20; k++) {
			struct grouping *g;
			uint32_t rest;

			if (!exact_law_fits(n, k) ||
			    (n > 12 && k != 2 && k != 5 && k != 8))
				continue;
			g = exact_law_draw(plan, k, 1, 7);
			/* As few sit out as groups of k and k + 1 allow. */
			rest = n / k == 0 || n % k <= n / k ? 0 : n % k - n / k;
			assert_int_equal(g->sit_out_count, n < k ? n : rest);
			grouping_free(g);
		}
		plan_free(plan);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_circles),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests_name("exact_law", tests, NULL, NULL);
}
