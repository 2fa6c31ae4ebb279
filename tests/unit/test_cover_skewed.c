/*
 * pairing/cover on graphs as communities are: some may meet nearly everybody, many
 * only a few, and here and there hangs an odd ring. Held to pairing/blossom, which
 * finds matchings in quite another way, by their duals.
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
#include "pairing/cover.h"
#include "pairing/plan_data.h"

#define MOST 160
#define ROUNDS 300

struct graph {
	uint32_t n;
	bool may[MOST][MOST];
	uint32_t waiting[MOST]; /* 0 or 1 */
};

static void
join(struct graph *g, uint32_t a, uint32_t b)
{
	g->may[a][b] = g->may[b][a] = a != b;
}

/* How many in a thousand a member may meet of those who may meet everybody: few of
 * many, many of few. */
static uint32_t
openness(struct dice *dice)
{
	uint32_t x = 1 + dice_below(dice, 1000);

	return x * x / 1000 * x / 1000;
}

/* The members from `core` on hang by rings of three to seven from one place each. */
static void
add_rings(struct graph *g, uint32_t core, struct dice *dice)
{
	for (uint32_t v = core; v < g->n;) {
		uint32_t size = 3 + 2 * dice_below(dice, 3);

		size = size < g->n - v ? size : g->n - v;
		for (uint32_t i = 0; i < size; i++)
			join(g, v + i, v + (i + 1) % size);
		join(g, v, dice_below(dice, g->n));
		v += size;
	}
}

static void
graph_make(struct graph *g, struct dice *dice)
{
	uint32_t open[MOST] = { 0 }, core, least = dice_below(dice, 60);

	*g = (struct graph){ .n = 2 + dice_below(dice, MOST - 1) };
	/* Where few hang there, all others are soon one flower. */
	core =
	    g->n - dice_below(dice, 1 + g->n / (2 + 6 * dice_below(dice, 2)));
	for (uint32_t v = 0; v < g->n; v++) {
		open[v] = least + openness(dice);
		g->waiting[v] = dice_below(dice, 2);
	}
	for (uint32_t a = 0; a < core; a++)
		for (uint32_t b = 0; b < a; b++)
			if (dice_below(dice, 1000000) < open[a] * open[b])
				join(g, a, b);
	add_rings(g, core, dice);
}

static struct plan *
plan_of(const struct graph *g)
{
	static int32_t scores[MOST * MOST];
	struct plan *plan;

	for (uint32_t a = 0; a < g->n; a++)
		for (uint32_t b = 0; b < g->n; b++)
			scores[a * g->n + b] =
			    g->may[a][b] ? 0 : SCORE_FORBIDDEN;
	plan = plan_new_table(g->n, scores);
	plan->waiting = g->waiting;
	return plan;
}

/* The most who did not wait among `left` whom a matching leaves over, or -1 where
 * none leaves so few over: so many more vertices take them. */
static int64_t
most_fresh(const struct graph *g, uint32_t left)
{
	static int32_t scores[4 * MOST * MOST];
	uint32_t n = g->n + left;
	struct blossom *b;
	int64_t most = -1;

	for (uint32_t x = 0; x < n; x++)
		for (uint32_t y = 0; y < n; y++) {
			uint32_t low = x < y ? x : y, high = x < y ? y : x;

			scores[x * n + y] = SCORE_FORBIDDEN;
			if (high < g->n && g->may[low][high])
				scores[x * n + y] = 0;
			if (low < g->n && high >= g->n)
				scores[x * n + y] = g->waiting[low] == 0;
		}
	b = blossom_new(n, scores);
	if (blossom_solve(b))
		most = blossom_total(b) / 2;
	blossom_free(b);
	return most;
}

/* How many odd pieces are left without the barrier. */
static uint32_t
odd_pieces(const struct graph *g, const struct cover *c)
{
	bool is_seen[MOST] = { false };
	uint32_t queue[MOST], odd = 0;

	for (uint32_t i = 0; i < c->barrier_count; i++)
		is_seen[c->barrier[i]] = true;
	for (uint32_t from = 0; from < g->n; from++) {
		uint32_t tail = 0;

		if (is_seen[from])
			continue;
		is_seen[from] = true;
		queue[tail++] = from;
		for (uint32_t head = 0; head < tail; head++)
			for (uint32_t to = 0; to < g->n; to++)
				if (!is_seen[to] && g->may[queue[head]][to]) {
					is_seen[to] = true;
					queue[tail++] = to;
				}
		odd += tail % 2;
	}
	return odd;
}

static void
hold(const struct graph *g, uint64_t seed)
{
	struct plan *plan = plan_of(g);
	struct cover *c = cover_find(plan, seed, NULL);
	const struct seating *s = c->seating;
	uint32_t left = s->sit_out_count + s->third_count, fresh = 0;
	int64_t most = most_fresh(g, left);

	seating_check(s, plan, 1);
	assert_int_equal(c->unproven, 0);
	/* As many pairs as can be. */
	assert_true(most >= 0);
	if (left >= 2)
		assert_int_equal(most_fresh(g, left - 2), -1);
	/* Whoever sits out is of an odd piece that the barrier takes nobody of;
	 * and did not wait, where that can be. */
	assert_true(s->sit_out_count == 0 ||
		    odd_pieces(g, c) >= s->sit_out_count + c->barrier_count);
	for (uint32_t v = 0; v < g->n; v++)
		fresh += s->mate[v] == SEAT_NOBODY && g->waiting[v] == 0;
	if (s->third_count == 0)
		assert_int_equal(fresh, most);
	cover_free(c);
	plan_free(plan);
}

static void
as_many_pairs_as_can_be(void **state)
{
	static struct graph graph;
	struct dice dice;

	(void)state;
	dice_init(&dice, 23, 1);
	for (uint64_t round = 0; round < ROUNDS; round++) {
		graph_make(&graph, &dice);
		hold(&graph, round);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_pairs_as_can_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
