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
#include "pairing/optimum_promise.h"
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

/* --- bounds of several trios ---------------------------------------------- */

/* Of sets that hold the one who is away already, which may hold an open chair too,
 * nothing counts: losing another of theirs may leave room for as many pairs. */
static void
sets_of_who_is_away_do_not_count(void **state)
{
	int32_t scores[] = { -1, 50, 60, 50, -1, 70, 60, 70, -1 };
	int32_t sets[] = { 0, 9, 8, 9, 0, 4, 8, 4, 0 };
	int64_t duals[] = { 1000, 20, 30 };
	struct optimum o = { .count = 3 };
	struct optimum_search s = { .o = &o, .table = scores, .vertices = 3 };
	struct optimum_prices prices = { duals, sets };

	(void)state;
	assert_int_equal(optimum_promise_of_two(&s, &prices, 0, 1, 2),
	    4 * (50 + 60 + 70) - 20 - 30 - 4);
	prices.sets = NULL;
	assert_int_equal(optimum_promise_of_two(&s, &prices, 0, 1, 2),
	    4 * (50 + 60 + 70) - 20 - 30);
}

/* A problem of optimum_trios.c as it is while i is in the first trio. */
static void
begin_search(struct optimum_search *s, struct optimum *o, uint32_t thirds)
{
	s->o = o;
	s->first_open = o->count + o->chair_count;
	s->open = thirds;
	s->keys = 4 * thirds;
	s->vertices = s->first_open + s->open + s->keys;
	s->table = optimum_table(o, s->open, s->keys);
	s->away = memory_new(s->keys, sizeof(*s->away));
	s->barred = memory_new(o->count, sizeof(*s->barred));
	s->b = blossom_new(s->vertices, s->table);
	assert_true(blossom_solve(s->b));
}

static void
end_search(struct optimum_search *s)
{
	blossom_free(s->b);
	free(s->table);
	free(s->away);
	free(s->barred);
}

/* What the pairs of all but i are worth at most, without open chairs. */
static int64_t
bound_without(const struct optimum_search *s, uint32_t i)
{
	uint32_t *gone = memory_new(s->vertices, sizeof(*gone)), count = 0;
	int64_t bound;

	gone[count++] = i;
	for (uint32_t v = s->first_open; v < s->vertices; v++)
		gone[count++] = v;
	bound = blossom_bound_without(s->b, gone, count);
	free(gone);
	return bound;
}

/* No trio of i is worth more, with the best of all others, than is promised.
 * Returns how many trios were looked at. */
static int
hold_promises(
    struct optimum_search *s, const struct pool *p, uint32_t i, uint64_t out)
{
	struct optimum_prices prices;
	int64_t all, best, more;
	int seen = 0;

	s->away[0] = s->first_open;
	s->away[1] = i;
	s->barred[i] = true;
	if (!blossom_solve_without(s->b, s->keys, s->away, 2))
		return 0;
	prices = optimum_prices_take(s);
	more = optimum_promise_most(s, &prices);
	all = bound_without(s, i) + more * (s->open - 1);
	for (uint32_t k = 0; k < p->n && more != INT64_MIN; k++)
		for (uint32_t l = k + 1; l < p->n; l++) {
			if (k == i || l == i ||
			    !optimum_may_be_trio(s, i, k, l))
				continue;
			best = best_of(p,
			    ((1u << p->n) - 1) & ~(1u << i | 1u << k | 1u << l),
			    s->open - 1, out);
			if (best == INT64_MIN)
				continue;
			assert_true(
			    4 * best + optimum_worth(s, i, k, l) <=
			    all + optimum_promise_of_two(s, &prices, i, k, l));
			seen++;
		}
	optimum_prices_clear(&prices);
	s->barred[i] = false;
	return seen;
}

static void
promises_of_trios_hold(void **state)
{
	uint32_t order[MOST], chairs[MOST];
	struct dice dice;
	int seen = 0;

	(void)state;
	dice_init(&dice, 7, 1);
	for (uint32_t round = 0; round < 3000; round++) {
		struct pool p = { .n = 6 + dice_below(&dice, MOST - 5) };
		struct optimum o = {
			.order = order, .chairs = chairs, .count = p.n
		};
		struct optimum_search s = { 0 };
		uint64_t out = 0;
		struct plan *plan;
		struct cover *c;

		fill(&p, &dice);
		plan = plan_new_table(p.n, p.scores);
		plan->waiting = p.waiting;
		o.plan = plan;
		c = cover_find(plan, round, NULL);
		for (uint32_t v = 0; v < p.n; v++) {
			order[v] = v;
			if (c->seating->mate[v] != SEAT_NOBODY)
				continue;
			chairs[o.chair_count++] = p.waiting[v];
			out += UINT64_C(1) << 8 * p.waiting[v];
		}
		if (c->seating->third_count > 1) {
			begin_search(&s, &o, c->seating->third_count);
			for (uint32_t i = 0; i < p.n; i++)
				seen += hold_promises(&s, &p, i, out);
			end_search(&s);
		}
		cover_free(c);
		plan_free(plan);
	}
	assert_true(seen > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_ones_are_the_best),
		cmocka_unit_test(many_trios_are_proven),
		cmocka_unit_test(sets_of_who_is_away_do_not_count),
		cmocka_unit_test(promises_of_trios_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
