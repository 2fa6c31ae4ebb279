/*
 * pairing/cover and pairing/bridges on graphs of hundreds: dense ones with a
 * fringe of members who may meet few. What the barrier leaves shows that no
 * more could be introduced.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/bridges.h"
#include "pairing/cover.h"
#include "pairing/greedy.h"

#define MOST 1200

static struct graph {
	uint32_t n;
	int32_t scores[MOST * MOST];
	struct plan *plan;
} graph;

static void
join(uint32_t a, uint32_t b, int32_t score)
{
	graph.scores[a * graph.n + b] = graph.scores[b * graph.n + a] = score;
}

/* The first `core` members may meet with `share` thousandths of each other, the
 * others know `few` members of all at most. */
static void
graph_make(
    uint32_t n, uint32_t core, uint32_t share, uint32_t few, struct dice *dice)
{
	graph.n = n;
	for (uint32_t i = 0; i < n * n; i++)
		graph.scores[i] = SCORE_FORBIDDEN;
	for (uint32_t a = 0; a < core; a++)
		for (uint32_t b = 0; b < a; b++)
			if (dice_below(dice, 1000) < share)
				join(a, b, (int32_t)dice_below(dice, 1000));
	for (uint32_t a = core; a < n; a++)
		for (uint32_t k = dice_below(dice, few + 1); k > 0; k--) {
			uint32_t b = dice_below(dice, n);

			if (b != a)
				join(a, b, (int32_t)dice_below(dice, 1000));
		}
	graph.plan = plan_new_table(n, graph.scores);
}

static bool
may(uint32_t a, uint32_t b)
{
	return plan_may(graph.plan, a, b);
}

/* Whether some three of the members may all meet. */
static bool
has_triangle(const uint32_t *members, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = 0; j < i; j++) {
			if (!may(members[i], members[j]))
				continue;
			for (uint32_t k = 0; k < j; k++)
				if (may(members[i], members[k]) &&
				    may(members[j], members[k]))
					return true;
		}
	return false;
}

/* The odd pieces without the barrier that hold no triangle: each leaves one
 * over who has no partner but in the barrier. */
static uint32_t
helpless_pieces(const struct cover *c)
{
	static uint32_t queue[MOST];
	static bool is_seen[MOST];
	uint32_t found = 0;

	memset(is_seen, 0, sizeof(is_seen));
	for (uint32_t i = 0; i < c->barrier_count; i++)
		is_seen[c->barrier[i]] = true;
	for (uint32_t from = 0; from < graph.n; from++) {
		uint32_t tail = 0;

		if (is_seen[from])
			continue;
		is_seen[from] = true;
		queue[tail++] = from;
		for (uint32_t head = 0; head < tail; head++)
			for (uint32_t to = 0; to < graph.n; to++)
				if (!is_seen[to] && may(queue[head], to)) {
					is_seen[to] = true;
					queue[tail++] = to;
				}
		found += tail % 2 == 1 && !has_triangle(queue, tail);
	}
	return found;
}

static void
hold(const struct cover_hints *hints, uint64_t seed)
{
	struct cover *c = cover_find(graph.plan, seed, hints);

	seating_check(c->seating, graph.plan, 1);
	assert_int_equal(c->unproven, 0);
	if (c->seating->sit_out_count > 0)
		assert_int_equal(helpless_pieces(c),
		    c->seating->sit_out_count + c->barrier_count);
	cover_free(c);
}

/* Whoever greed and bridges seat stays seated, two at a time. */
static struct seating *
bridged(uint64_t seed)
{
	const struct candidates_options options = {
		.keep = 4, .all_pairs = MOST, .rounds = 4, .seed = seed
	};
	struct candidates *c =
	    candidates_find(graph.plan, NULL, graph.n, &options);
	struct seating *s = greedy_find(graph.plan, c, &options);
	struct seating *before = seating_copy(s);

	bridges_build(graph.plan, c, s, seed);
	seating_check(s, graph.plan, 1);
	assert_true(s->sit_out_count <= before->sit_out_count);
	for (uint32_t v = 0; v < graph.n; v++)
		if (before->mate[v] != SEAT_NOBODY)
			assert_true(s->mate[v] != SEAT_NOBODY);
	seating_free(before);
	candidates_free(c);
	return s;
}

static void
fringes(void **state)
{
	struct dice dice;

	(void)state;
	dice_init(&dice, 11, 1);
	for (uint64_t round = 0; round < 60; round++) {
		uint32_t n = 20 + dice_below(&dice, MOST - 20);
		uint32_t core = n - dice_below(&dice, n / 2);
		struct cover_hints hints = { 0 };
		struct seating *s;

		graph_make(n, core, 2 + dice_below(&dice, 60),
		    1 + dice_below(&dice, 4), &dice);
		hold(NULL, round);
		s = bridged(round);
		hints.start = s;
		hold(&hints, round);
		seating_free(s);
		plan_free(graph.plan);
	}
}

/* Two who may meet one person each are seated by a path of five steps. */
static void
a_bridge_of_five(void **state)
{
	struct seating *s;

	(void)state;
	graph.n = 6;
	for (uint32_t i = 0; i < 36; i++)
		graph.scores[i] = SCORE_FORBIDDEN;
	join(0, 1, 0); /* left over – near – beyond – beyond – near – left */
	join(1, 2, 900);
	join(2, 3, 0);
	join(3, 4, 900);
	join(4, 5, 0);
	graph.plan = plan_new_table(6, graph.scores);
	s = bridged(1);
	assert_int_equal(s->sit_out_count, 0);
	assert_int_equal(s->mate[0], 1);
	assert_int_equal(s->mate[2], 3);
	assert_int_equal(s->mate[4], 5);
	seating_free(s);
	plan_free(graph.plan);
}

/*
 * Two flowers: what is inner when the smaller one asks about it falls into the
 * greater one later, and an edge between them must still be followed. All can be
 * paired; the search begins from eight pairs, in many orders of members.
 */
static void
two_flowers(void **state)
{
	/* r and t are left over. */
	static const char names[] = "aAibvVyYwWzZjJkKrt";
	static const char pairs[] = "aAibvVyYwWzZjJkK";
	static const char edges[] =
	    "aAibvVyYwWzZjJkKrarAribvbyVYawWzajJkZKvwti";
	uint32_t order[sizeof(names) - 1], place[128] = { 0 };
	struct dice dice;

	(void)state;
	dice_init(&dice, 5, 1);
	graph.n = sizeof(names) - 1;
	for (uint32_t i = 0; i < graph.n; i++)
		order[i] = i;
	for (uint64_t round = 0; round < 3000; round++) {
		struct cover_hints hints = { 0 };
		struct seating *s = seating_new(graph.n);
		struct cover *c;

		dice_shuffle(&dice, order, graph.n);
		for (uint32_t i = 0; i < graph.n; i++)
			place[(unsigned char)names[i]] = order[i];
		for (uint32_t i = 0; i < graph.n * graph.n; i++)
			graph.scores[i] = SCORE_FORBIDDEN;
		for (size_t i = 0; i + 1 < sizeof(edges); i += 2)
			join(place[(unsigned char)edges[i]],
			    place[(unsigned char)edges[i + 1]], 0);
		for (size_t i = 0; i + 1 < sizeof(pairs); i += 2) {
			uint32_t a = place[(unsigned char)pairs[i]];
			uint32_t b = place[(unsigned char)pairs[i + 1]];

			s->mate[a] = b;
			s->mate[b] = a;
		}
		graph.plan = plan_new_table(graph.n, graph.scores);
		hints.start = s;
		c = cover_find(graph.plan, round, &hints);
		seating_check(c->seating, graph.plan, 1);
		assert_int_equal(c->seating->sit_out_count, 0);
		assert_int_equal(c->seating->third_count, 0);
		cover_free(c);
		seating_free(s);
		plan_free(graph.plan);
	}
}

/* A long ring with one triangle on it: only one member of all can be a third. */
static void
one_triangle_far_away(void **state)
{
	const uint32_t n = 1151;

	(void)state;
	graph.n = n;
	for (uint32_t i = 0; i < n * n; i++)
		graph.scores[i] = SCORE_FORBIDDEN;
	for (uint32_t v = 0; v < n; v++)
		join(v, (v + 1) % n, 0);
	join(0, 2, 0);
	graph.plan = plan_new_table(n, graph.scores);
	for (uint64_t seed = 0; seed < 12; seed++) {
		struct cover *c = cover_find(graph.plan, seed, NULL);

		seating_check(c->seating, graph.plan, 1);
		assert_int_equal(c->seating->sit_out_count, 0);
		assert_int_equal(c->seating->third_count, 1);
		cover_free(c);
	}
	plan_free(graph.plan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bridge_of_five),
		cmocka_unit_test(fringes),
		cmocka_unit_test(two_flowers),
		cmocka_unit_test(one_triangle_far_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
