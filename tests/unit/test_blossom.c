/*
 * pairing/blossom: the best perfect matching, held to brute force where all
 * can be tried and to its own dual bound where not.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/blossom.h"

#define MOST 10

static int64_t
best_of(uint32_t n, const int32_t *scores, uint32_t left)
{
	uint32_t a, rest = left & (left - 1);
	int64_t best = -1, with;

	if (left == 0)
		return 0;
	a = (uint32_t)__builtin_ctz(left);
	for (uint32_t b = a + 1; b < n; b++) {
		if ((rest >> b & 1) == 0 ||
		    scores[a * n + b] == SCORE_FORBIDDEN)
			continue;
		with = best_of(n, scores, rest & ~(1u << b));
		if (with >= 0 && with + scores[a * n + b] > best)
			best = with + scores[a * n + b];
	}
	return best;
}

static void
fill(struct dice *dice, uint32_t n, int32_t *scores, uint32_t share,
    uint32_t range)
{
	for (uint32_t a = 0; a < n; a++) {
		scores[a * n + a] = SCORE_FORBIDDEN;
		for (uint32_t b = 0; b < a; b++)
			scores[a * n + b] = scores[b * n + a] =
			    dice_below(dice, 10) < share
				? (int32_t)dice_below(dice, range)
				: SCORE_FORBIDDEN;
	}
}

static void
small_ones_are_the_best(void **state)
{
	struct dice dice;

	(void)state;
	dice_init(&dice, 11, 1);
	for (int round = 0; round < 30000; round++) {
		uint32_t n = 2 + 2 * dice_below(&dice, MOST / 2);
		uint32_t range =
		    1 + dice_below(&dice, 2) * 1000 + dice_below(&dice, 4);
		uint32_t all = (1u << n) - 1, gone[3];
		int32_t scores[MOST * MOST];
		struct blossom *b;
		int64_t best;

		fill(&dice, n, scores, 2 + dice_below(&dice, 9), range);
		best = best_of(n, scores, all);
		b = blossom_new(n, scores);
		assert_int_equal(blossom_solve(b), best >= 0);
		if (best >= 0) {
			assert_true(blossom_total(b) == 2 * best);
			assert_true(
			    blossom_bound_without(b, NULL, 0) == 8 * best);
			for (uint32_t v = 0; v < n; v++)
				assert_int_equal(
				    blossom_mate(b, blossom_mate(b, v)), v);
			gone[0] = dice_below(&dice, n);
			gone[1] = (gone[0] + 1) % n;
			best = best_of(n, scores,
			    all & ~(1u << gone[0]) & ~(1u << gone[1]));
			assert_true(best < 0 || blossom_bound_without(
						    b, gone, 2) >= 8 * best);
		}
		blossom_free(b);
	}
}

static void
large_ones_meet_their_bound(void **state)
{
	static const uint32_t shares[] = { 1, 3, 10 },
			      ranges[] = { 3, 1000001 };
	uint32_t n = 300;
	int32_t *scores = memory_new((size_t)n * n, sizeof(*scores));
	struct dice dice;

	(void)state;
	dice_init(&dice, 12, 1);
	for (int i = 0; i < 6; i++) {
		struct blossom *b;

		fill(&dice, n, scores, shares[i / 2], ranges[i % 2]);
		b = blossom_new(n, scores);
		assert_true(blossom_solve(b));
		assert_true(
		    4 * blossom_total(b) == blossom_bound_without(b, NULL, 0));
		for (uint32_t v = 0; v < n; v++)
			assert_true(scores[v * n + blossom_mate(b, v)] !=
				    SCORE_FORBIDDEN);
		blossom_free(b);
	}
	free(scores);
}

/* Odd crowds of odd crowds, dear to each other and little to the rest: where the
 * fractional matching is far from a whole one, and blossoms hold blossoms. */
static void
crowds_within_crowds_meet_their_bound(void **state)
{
	enum { CROWDS = 42, N = CROWDS * 9 };
	int32_t *scores = memory_new((size_t)N * N, sizeof(*scores));
	struct dice dice;

	(void)state;
	dice_init(&dice, 13, 1);
	for (int i = 0; i < 6; i++) {
		struct blossom *b;

		fill(&dice, N, scores, 2 + (uint32_t)i % 3, 50);
		for (uint32_t v = 0; v < N; v++)
			for (uint32_t u = 0; u < v; u++) {
				int32_t dear = u / 3 == v / 3   ? 1000
					       : u / 9 == v / 9 ? 500
								: 0;

				if (dear != 0)
					scores[v * N + u] = scores[u * N + v] =
					    dear +
					    (int32_t)dice_below(&dice, 50);
			}
		b = blossom_new(N, scores);
		assert_true(blossom_solve(b));
		assert_true(
		    4 * blossom_total(b) == blossom_bound_without(b, NULL, 0));
		blossom_free(b);
	}
	free(scores);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_ones_are_the_best),
		cmocka_unit_test(large_ones_meet_their_bound),
		cmocka_unit_test(crowds_within_crowds_meet_their_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
