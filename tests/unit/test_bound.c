/* The bound of a sample, beside the true one, and which bound is told, over tables of
 * scores. */
/* links: pairing */
/* with: score_table */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/bound.h"
#include "pairing/candidates.h"
#include "pairing/draw_pairs.h"
#include "pairing/optimum.h"
#include "score_table.h"

static void
a_sampled_bound_is_near_the_true_one(void **state)
{
	uint32_t n = 3000;
	struct plan *plan = score_table(n, 10, 100000, 1);
	struct candidates *c = candidates_find(plan, NULL, n, &score_table_all);
	struct bound exact = bound_find(plan, c, n, 100, 1, 7);
	struct bound sampled = bound_find(plan, NULL, n, 200, 2, 7);
	struct bound again = bound_find(plan, NULL, n, 200, 1, 7);

	(void)state;
	assert_int_equal(exact.looked_at, n);
	assert_int_equal(sampled.looked_at, 200);
	assert_int_equal(sampled.mean, again.mean);
	assert_true(sampled.allowance > 0);
	assert_true(sampled.mean + 2 * sampled.allowance >= exact.mean);
	assert_true(sampled.mean - 2 * sampled.allowance <= exact.mean);
	candidates_free(c);
	plan_free(plan);
}

/* What was found before is what the sample is held against. */
static void
a_sampled_bound_begins_from_what_was_found(void **state)
{
	uint32_t n = 3000;
	struct plan *plan = score_table(n, 10, 100000, 1);
	struct candidates_options joined = score_table_all;
	struct candidates *c = candidates_find(plan, NULL, n, &score_table_all),
			  *few;
	struct bound exact = bound_find(plan, c, n, 100, 1, 7), knowing;

	(void)state;
	joined.all_pairs = 0;
	joined.rounds = 12;
	few = candidates_find(plan, NULL, n, &joined);
	knowing = bound_find(plan, few, n, 200, 2, 7);
	assert_true(knowing.allowance > 0);
	assert_true(knowing.mean + 2 * knowing.allowance >= exact.mean);
	assert_true(knowing.mean - 2 * knowing.allowance <= exact.mean);
	/* Nobody lacks anything: the rest is only what a sample may miss. */
	c->is_complete = false;
	knowing = bound_find(plan, c, n, 200, 2, 7);
	assert_int_equal(knowing.mean, exact.mean);
	assert_in_range(knowing.allowance, 1, SCORE_ONE / 50);
	candidates_free(few);
	candidates_free(c);
	plan_free(plan);
}

/* Where only half can be introduced, the bests may all be theirs. */
static void
a_sampled_bound_holds_for_the_few_introduced(void **state)
{
	enum { N = 400 };
	int32_t *scores = memory_new((size_t)N * N, sizeof(*scores));
	struct plan *plan;
	struct bound b;

	(void)state;
	for (uint32_t a = 0; a < N; a++)
		for (uint32_t v = 0; v < N; v++)
			scores[a * N + v] = (a < N / 2) != (v < N / 2)
						? SCORE_FORBIDDEN
					    : a < N / 2 ? SCORE_ONE / 2
							: SCORE_FORBIDDEN;
	plan = plan_new_table(N, scores);
	b = bound_find(plan, NULL, N / 2, 300, 1, 7);
	assert_true(b.mean + b.allowance >= SCORE_ONE / 2);
	assert_true(b.mean + b.allowance <= SCORE_ONE * 62 / 100);
	plan_free(plan);
	free(scores);
}

/* Over many samples it is below the true one no more often than two standard
 * errors let expect, and in the mean it is near it. */
static void
a_sampled_bound_is_honest(void **state)
{
	enum { N = 1500, SAMPLES = 300, TIMES = 100 };
	struct plan *plan = score_table(N, 10, 100000, 2);
	struct candidates_options joined = score_table_all;
	struct candidates *c = candidates_find(plan, NULL, N, &score_table_all),
			  *few;
	int64_t exact = bound_find(plan, c, N, 0, 1, 0).mean;
	int64_t off = 0, allowed = 0;
	uint32_t below = 0;

	(void)state;
	joined.all_pairs = 0;
	joined.rounds = 2;
	few = candidates_find(plan, NULL, N, &joined);
	for (uint64_t seed = 0; seed < TIMES; seed++) {
		struct bound b = bound_find(plan, few, N, SAMPLES, 1, seed);

		below += b.mean + b.allowance < exact;
		off += b.mean - exact;
		allowed += b.allowance;
	}
	print_message("below %u times, off by %lld, allowed %lld\n", below,
	    (long long)off / TIMES, (long long)allowed / TIMES);
	assert_true(below <= 6);
	assert_true(off * 5 < allowed && -off * 5 < allowed);
	candidates_free(few);
	candidates_free(c);
	plan_free(plan);
}

/* Of an optimum that is not proven the lower of two bounds is told. */
static void
the_lower_bound_is_told(void **state)
{
	enum { N = 40 };
	struct plan *plan = score_table(N, 10, 100000, 3);
	struct candidates *c = candidates_find(plan, NULL, N, &score_table_all);
	struct cover *cover = cover_find(plan, 1, NULL);
	struct seating *s = cover->seating;
	int64_t best = optimum_find(plan, s, 1);
	uint32_t introduced = N - s->sit_out_count;
	int64_t partners = bound_find(plan, c, introduced, N, 1, 1).mean;
	struct draw draw = { 0 };

	(void)state;
	assert_true(draw_pairs_mean(s, best) + 1 < partners);
	draw_pairs_optimum(&draw, plan, c, s, best, 1);
	assert_int_equal(draw.law, DRAW_OPTIMUM);
	assert_int_equal(draw.upper_bound, draw_pairs_mean(s, best));
	assert_string_equal(draw.bound_by, DRAW_BOUND_DUALS);
	draw_pairs_optimum(&draw, plan, c, s, best + introduced, 1);
	assert_int_equal(draw.law, DRAW_NEAR_OPTIMUM);
	assert_int_equal(draw.upper_bound, draw_pairs_mean(s, best) + 1);
	assert_string_equal(draw.bound_by, DRAW_BOUND_DUALS);
	draw_pairs_optimum(&draw, plan, c, s, 50 * best, 1);
	assert_int_equal(draw.law, DRAW_NEAR_OPTIMUM);
	assert_int_equal(draw.upper_bound, partners);
	assert_string_equal(draw.bound_by, "everybody's best partner");
	cover_free(cover);
	candidates_free(c);
	plan_free(plan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sampled_bound_is_near_the_true_one),
		cmocka_unit_test(a_sampled_bound_begins_from_what_was_found),
		cmocka_unit_test(a_sampled_bound_holds_for_the_few_introduced),
		cmocka_unit_test(a_sampled_bound_is_honest),
		cmocka_unit_test(the_lower_bound_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
