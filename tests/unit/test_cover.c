/*
 * pairing/cover: as many introduced as any partition into pairs and trios
 * could, the longest waiting kept first, and a barrier that proves it.
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
#include "pairing/plan_data.h"

#define MOST 9

struct pool {
	uint32_t n;
	bool may[MOST][MOST];
	uint32_t waiting[MOST];
	int introduced[1 << MOST]; /* by subset: the most of it */
};

static struct plan *
plan_of(const struct pool *p)
{
	int32_t scores[MOST * MOST];
	struct plan *plan;

	for (uint32_t a = 0; a < p->n; a++)
		for (uint32_t b = 0; b < p->n; b++)
			scores[a * p->n + b] =
			    p->may[a][b] ? 0 : SCORE_FORBIDDEN;
	plan = plan_new_table(p->n, scores);
	plan->waiting = p->waiting;
	return plan;
}

/* By brute force: the lowest member of a set sits out, pairs or is in a trio. */
static void
count_all(struct pool *p)
{
	for (uint32_t set = 1; set < 1u << p->n; set++) {
		uint32_t a = (uint32_t)__builtin_ctz(set),
			 rest = set & (set - 1);
		int best = p->introduced[rest];

		for (uint32_t b = a + 1; b < p->n; b++) {
			uint32_t left = rest & ~(1u << b);

			if ((rest >> b & 1) == 0 || !p->may[a][b])
				continue;
			if (p->introduced[left] + 2 > best)
				best = p->introduced[left] + 2;
			for (uint32_t c = b + 1; c < p->n; c++)
				if ((left >> c & 1) && p->may[a][c] &&
				    p->may[b][c] &&
				    p->introduced[left & ~(1u << c)] + 3 > best)
					best =
					    p->introduced[left & ~(1u << c)] +
					    3;
		}
		p->introduced[set] = best;
	}
}

/* The sit-outs of a set, as counts of each waiting from the highest down. */
static uint64_t
loss_of(const struct pool *p, uint32_t out)
{
	uint64_t loss = 0;

	for (uint32_t v = 0; v < p->n; v++)
		if (out >> v & 1)
			loss += UINT64_C(1) << 8 * p->waiting[v];
	return loss;
}

static uint64_t
least_loss(const struct pool *p)
{
	uint32_t all = (1u << p->n) - 1;
	uint64_t least = UINT64_MAX, loss;

	for (uint32_t set = 0; set <= all; set++)
		if (p->introduced[set] == __builtin_popcount(set) &&
		    p->introduced[set] == p->introduced[all] &&
		    (loss = loss_of(p, all & ~set)) < least)
			least = loss;
	return least;
}

/* How many pieces without the barrier are odd and cannot be covered. */
static uint32_t
helpless_pieces(const struct pool *p, uint32_t barrier)
{
	uint32_t left = ((1u << p->n) - 1) & ~barrier, count = 0;

	while (left != 0) {
		uint32_t piece = left & -left, before = 0;

		while (piece != before) {
			before = piece;
			for (uint32_t a = 0; a < p->n; a++)
				for (uint32_t b = 0; b < p->n; b++)
					if ((piece >> a & 1) &&
					    (left >> b & 1) && p->may[a][b])
						piece |= 1u << b;
		}
		left &= ~piece;
		count += __builtin_popcount(piece) % 2 == 1 &&
			 p->introduced[piece] < __builtin_popcount(piece);
	}
	return count;
}

static void
hold(struct pool *p, uint64_t seed, bool fair)
{
	struct plan *plan = plan_of(p);
	struct cover *c = cover_find(plan, seed, NULL);
	uint32_t all = (1u << p->n) - 1, barrier = 0, out = 0;

	count_all(p);
	seating_check(c->seating, plan, 1);
	assert_int_equal(p->n - c->seating->sit_out_count, p->introduced[all]);
	for (uint32_t v = 0; v < p->n; v++)
		if (c->seating->mate[v] == SEAT_NOBODY)
			out |= 1u << v;
	if (fair)
		assert_true(loss_of(p, out) == least_loss(p));
	for (uint32_t i = 0; i < c->barrier_count; i++)
		barrier |= 1u << c->barrier[i];
	assert_int_equal(c->unproven, 0);
	if (out != 0)
		assert_int_equal(helpless_pieces(p, barrier) - c->barrier_count,
		    c->seating->sit_out_count);
	cover_free(c);
	plan_free(plan);
}

static void
join(struct pool *p, uint32_t a, uint32_t b)
{
	p->may[a][b] = p->may[b][a] = true;
}

static void
known_graphs(void **state)
{
	struct pool hexagon = { .n = 6 }, apart = { .n = 6 },
		    joined = { .n = 6 }, star = { .n = 5 }, five = { .n = 5 };

	(void)state;
	for (uint32_t v = 0; v < 6; v++)
		join(&hexagon, v, (v + 1) % 6);
	hold(&hexagon, 1, true);
	for (uint32_t v = 0; v < 6; v++)
		join(&apart, v, v / 3 * 3 + (v + 1) % 3);
	hold(&apart, 2, true);
	assert_int_equal(apart.introduced[63], 6);
	joined = apart;
	join(&joined, 0, 3);
	hold(&joined, 3, true);
	for (uint32_t v = 1; v < 5; v++)
		join(&star, 0, v);
	hold(&star, 4, true);
	assert_int_equal(star.introduced[31], 2);
	for (uint32_t v = 0; v < 5; v++)
		join(&five, v, (v + 1) % 5);
	hold(&five, 5, true);
	assert_int_equal(five.introduced[31], 4);
}

/* Rings of odd length: without a triangle one sits out, with one nobody. */
static void
rings_of_any_length(void **state)
{
	static const uint32_t lengths[] = { 5, 47, 57, 63, 65, 301 };

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(lengths) / sizeof(*lengths); i++) {
		uint32_t n = lengths[i / 2];
		int32_t *scores = memory_new((size_t)n * n, sizeof(*scores));
		struct plan *plan;
		struct cover *c;

		for (uint32_t k = 0; k < n * n; k++)
			scores[k] = SCORE_FORBIDDEN;
		for (uint32_t v = 0; v < n; v++)
			scores[v * n + (v + 1) % n] =
			    scores[(v + 1) % n * n + v] = 0;
		if (i % 2 == 1)
			scores[0 * n + 2] = scores[2 * n + 0] = 0;
		plan = plan_new_table(n, scores);
		c = cover_find(plan, i, NULL);
		seating_check(c->seating, plan, 1);
		assert_int_equal(c->seating->sit_out_count, i % 2 == 0);
		assert_int_equal(c->unproven, 0);
		cover_free(c);
		plan_free(plan);
		free(scores);
	}
}

static void
random_graphs(void **state)
{
	struct dice dice;

	(void)state;
	dice_init(&dice, 7, 1);
	for (uint32_t round = 0; round < 20000; round++) {
		struct pool p = { .n = 1 + dice_below(&dice, MOST) };
		uint32_t share = 1 + dice_below(&dice, 9);

		for (uint32_t a = 0; a < p.n; a++) {
			p.waiting[a] = dice_below(&dice, 4);
			for (uint32_t b = 0; b < a; b++)
				if (dice_below(&dice, 10) < share)
					join(&p, a, b);
		}
		hold(&p, round, true);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_graphs),
		cmocka_unit_test(rings_of_any_length),
		cmocka_unit_test(random_graphs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
