/* links: pairing */
/* with: spelled */
/*
 * How far foresight looks, and how many full rounds it finds.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/draw.h"
#include "pairing/foresight.h"
#include "spelled.h"

/* A ring in which each may meet the next `reach` on either side. */
static struct plan *
ring(uint32_t n, uint32_t reach)
{
	int32_t *scores = memory_new((size_t)n * n, sizeof(*scores));
	struct plan *plan;

	for (uint32_t i = 0; i < n * n; i++)
		scores[i] = SCORE_FORBIDDEN;
	for (uint32_t v = 0; v < n; v++)
		for (uint32_t k = 1; k <= reach; k++) {
			uint32_t u = (v + k) % n;

			scores[v * n + u] = scores[u * n + v] = 0;
		}
	plan = plan_new_table(n, scores);
	free(scores);
	return plan;
}

static void
assert_horizon(
    uint32_t n, uint32_t reach, const struct rules *rules, uint32_t expected)
{
	struct plan *plan = ring(n, reach);

	assert_int_equal(foresight_horizon(plan, rules), expected);
	plan_free(plan);
}

/* Only where few rounds are left is it worth its while. */
static void
test_horizon(void **state UNUSED)
{
	struct rules *rules = spelled_rules("rested 100 weeks", NULL, 500);
	struct rules *others = spelled_rules("unacquainted", "rested", 500);

	assert_horizon(8, 1, rules, 2);
	assert_horizon(8, 2, rules, 4);
	assert_horizon(8, 3, rules, 6);
	assert_horizon(9, 4, rules, 8);
	assert_horizon(50, 12, rules, 24);
	assert_horizon(51, 13, rules, 0); /* 26 */
	assert_horizon(300, 2, rules, 4);
	assert_horizon(301, 2, rules, 0);
	assert_horizon(2, 1, rules, 0); /* one */
	assert_horizon(8, 1, others, 0);
	rules_set_size(rules, 3);
	assert_horizon(8, 1, rules, 0);
	rules_free(rules);
	rules_free(others);
}

/* Rounds that exist are found, though few are where all sit in a ring; the one
 * told is the best of them. */
static void
test_plan(void **state UNUSED)
{
	static const struct {
		uint32_t n, reach;
	} rows[] = { { 8, 2 }, { 20, 2 }, { 20, 3 }, { 20, 5 }, { 50, 4 } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct plan *plan = ring(rows[i].n, rows[i].reach);

		for (uint64_t seed = 0; seed < 20; seed++) {
			struct seating *round;

			assert_int_equal(foresight_plan(plan, 0,
					     2 * rows[i].reach, seed, &round),
			    2 * rows[i].reach);
			seating_check(round, plan, 1);
			assert_int_equal(round->sit_out_count, 0);
			seating_free(round);
		}
		plan_free(plan);
	}
}

/* Of a ring of six one more round is left after a perfect one. */
static void
test_rounds(void **state UNUSED)
{
	static const uint32_t members[] = { 0, 1, 2, 3, 4, 5 };
	struct draw_group groups[] = { { members, 2 }, { members + 2, 2 },
		{ members + 4, 2 } };
	struct draw draw = { .groups = groups, .group_count = 3 };
	struct plan *plan = ring(6, 1);

	for (uint64_t seed = 0; seed < 20; seed++) {
		assert_int_equal(foresight_rounds(plan, &draw, 2, seed), 1);
		assert_int_equal(foresight_rounds(plan, &draw, 6, seed), 1);
		assert_int_equal(foresight_rounds(plan, &draw, 1, seed), 0);
	}
	plan_free(plan);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_horizon),
		cmocka_unit_test(test_plan),
		cmocka_unit_test(test_rounds),
	};

	return cmocka_run_group_tests_name("horizon", tests, NULL, NULL);
}
