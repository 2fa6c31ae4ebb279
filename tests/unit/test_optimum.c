/*
 * pairing/optimum: the best of all seatings that introduce as many, with trios
 * and sit-outs, held to brute force.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/cover.h"
#include "pairing/optimum.h"
#include "pairing/plan_data.h"

#define MOST 12

struct pool {
	uint32_t n;
	int32_t scores[MOST * MOST];
	uint32_t waiting[MOST];
};

/* The best score over all ways with so many thirds and just these sit-outs by
 * waiting; INT64_MIN where there is none. */
static int64_t
best_of(const struct pool *p, uint32_t left, uint32_t thirds, uint64_t out)
{
	uint32_t a, rest = left & (left - 1);
	int64_t best = INT64_MIN, with;

	if (left == 0)
		return thirds == 0 && out == 0 ? 0 : INT64_MIN;
	a = (uint32_t)__builtin_ctz(left);
	if ((out >> 8 * p->waiting[a] & 255) > 0)
		best = best_of(
		    p, rest, thirds, out - (UINT64_C(1) << 8 * p->waiting[a]));
	for (uint32_t b = a + 1; b < p->n; b++) {
		int32_t ab = p->scores[a * p->n + b];

		if ((rest >> b & 1) == 0 || ab < 0)
			continue;
		with = best_of(p, rest & ~(1u << b), thirds, out);
		if (with != INT64_MIN && with + 2 * ab > best)
			best = with + 2 * ab;
		for (uint32_t c = b + 1; thirds > 0 && c < p->n; c++) {
			int32_t ac = p->scores[a * p->n + c];
			int32_t bc = p->scores[b * p->n + c];

			if ((rest >> c & 1) == 0 || ac < 0 || bc < 0)
				continue;
			with = best_of(
			    p, rest & ~(1u << b) & ~(1u << c), thirds - 1, out);
			if (with != INT64_MIN && with + ab + ac + bc > best)
				best = with + ab + ac + bc;
		}
	}
	return best;
}

/* Pairs by chance; or of groups of three or five, which need trios, and few
 * others. */
static void
fill(struct pool *p, struct dice *dice)
{
	uint32_t share = 2 + dice_below(dice, 9);
	uint32_t group = dice_below(dice, 2) == 0 ? 0 : 3 + dice_below(dice, 3);

	for (uint32_t a = 0; a < p->n; a++) {
		p->waiting[a] = dice_below(dice, 3);
		for (uint32_t b = 0; b < a; b++) {
			bool may = group == 0 ? dice_below(dice, 10) < share
					      : a / group == b / group ||
						    dice_below(dice, 20) == 0;

			p->scores[a * p->n + b] = p->scores[b * p->n + a] =
			    may ? (int32_t)dice_below(dice, 1000)
				: SCORE_FORBIDDEN;
		}
	}
}

static void
small_ones_are_the_best(void **state)
{
	struct dice dice;
	int trios = 0, several = 0;

	(void)state;
	dice_init(&dice, 5, 1);
	for (uint32_t round = 0; round < 3000; round++) {
		struct pool p = { .n = 1 + dice_below(&dice, MOST) };
		uint64_t out = 0;
		struct plan *plan;
		struct cover *c;
		int64_t best;

		fill(&p, &dice);
		plan = plan_new_table(p.n, p.scores);
		plan->waiting = p.waiting;
		c = cover_find(plan, round, NULL);
		for (uint32_t v = 0; v < p.n; v++)
			if (c->seating->mate[v] == SEAT_NOBODY)
				out += UINT64_C(1) << 8 * p.waiting[v];
		best =
		    best_of(&p, (1u << p.n) - 1, c->seating->third_count, out);
		assert_true(optimum_find(plan, c->seating, round) == best);
		seating_check(c->seating, plan, 1);
		assert_true(seating_score(c->seating, plan) == best);
		trios += c->seating->third_count == 1;
		several += c->seating->third_count > 1;
		cover_free(c);
		plan_free(plan);
	}
	assert_true(trios > 500);
	assert_true(several > 100);
}

/* Groups of an odd number with few links between them need many trios, all of
 * which are proven the best. */
static void
many_trios_are_proven(void **state)
{
	enum { N = 63 };
	static int32_t scores[N * N];
	struct dice dice;
	uint32_t most = 0;

	(void)state;
	dice_init(&dice, 6, 1);
	for (uint32_t round = 0; round < 20; round++) {
		uint32_t group = 3 + 2 * (round % 3);
		struct plan *plan;
		struct cover *c;
		int64_t bound;

		for (uint32_t a = 0; a < N; a++)
			for (uint32_t b = 0; b <= a; b++) {
				bool may =
				    a != b && (a / group == b / group ||
						  dice_below(&dice, 100) == 0);

				scores[a * N + b] = scores[b * N + a] =
				    may ? (int32_t)dice_below(&dice, 1000000)
					: SCORE_FORBIDDEN;
			}
		plan = plan_new_table(N, scores);
		c = cover_find(plan, round, NULL);
		bound = optimum_find(plan, c->seating, round);
		seating_check(c->seating, plan, 1);
		assert_true(bound == seating_score(c->seating, plan));
		if (c->seating->third_count > most)
			most = c->seating->third_count;
		cover_free(c);
		plan_free(plan);
	}
	assert_true(most > 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_ones_are_the_best),
		cmocka_unit_test(many_trios_are_proven),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
