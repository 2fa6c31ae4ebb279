/* Candidates, the greedy draw and chains, over tables of scores. */
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
#include "pairing/chains.h"
#include "pairing/greedy.h"
#include "score_table.h"

static struct candidates_options
joins(uint32_t rounds, int threads, uint64_t seed)
{
	return (struct candidates_options){
		.keep = 14, .rounds = rounds, .threads = threads, .seed = seed
	};
}

/* Every list holds the best of all allowed partners, in order. */
static void
check_complete(const struct plan *plan, const struct candidates *c)
{
	for (uint32_t a = 0; a < c->count; a++) {
		const uint64_t *list = candidates_of(c, a);
		uint32_t better = 0, allowed = 0, listed = 0;

		while (listed < c->keep && list[listed] != 0) {
			uint32_t b = candidates_member(list[listed]);

			assert_int_equal(candidates_score(list[listed]),
			    plan_score(plan, a, b));
			if (listed > 0)
				assert_true(list[listed - 1] > list[listed]);
			listed++;
		}
		for (uint32_t b = 0; b < c->count; b++) {
			int32_t score =
			    a == b ? SCORE_FORBIDDEN : plan_score(plan, a, b);

			if (score == SCORE_FORBIDDEN)
				continue;
			allowed++;
			better += candidates_item(c, a, b, score) >
				  list[listed == 0 ? 0 : listed - 1];
		}
		assert_int_equal(listed, allowed < c->keep ? allowed : c->keep);
		assert_int_equal(better, listed == 0 ? 0 : listed - 1);
	}
}

static void
all_pairs_are_looked_at(void **state)
{
	static const uint32_t sizes[] = { 1, 2, 3, 50, 511, 512, 513, 1100 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct plan *plan = score_table(sizes[i], 20, 50, i);
		struct candidates *c =
		    candidates_find(plan, NULL, sizes[i], &score_table_all);

		assert_true(c->is_complete);
		check_complete(plan, c);
		candidates_free(c);
		plan_free(plan);
	}
}

static void
joins_reach_everybody(void **state)
{
	uint32_t n = 2000, few = 0;
	struct plan *plan = score_table(n, 20, 1000, 3);
	struct candidates_options o = joins(8, 1, 5), o2 = joins(8, 2, 5);
	struct candidates *c = candidates_find(plan, NULL, n, &o);
	struct candidates *c2 = candidates_find(plan, NULL, n, &o2);

	(void)state;
	assert_false(c->is_complete);
	for (uint32_t a = 0; a < n; a++) {
		const uint64_t *list = candidates_of(c, a);

		for (uint32_t i = 0; i < c->keep && list[i] != 0; i++)
			assert_int_equal(candidates_score(list[i]),
			    plan_score(plan, a, candidates_member(list[i])));
		few += list[c->keep - 1] == 0;
	}
	assert_int_equal(few, 0);
	assert_memory_equal(
	    c->items, c2->items, (size_t)n * c->keep * sizeof(*c->items));
	candidates_free(c);
	candidates_free(c2);
	plan_free(plan);
}

static void
greedy_leaves_no_two_who_could(void **state)
{
	static const uint32_t densities[] = { 0, 1, 5, 50, 100 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(densities); i++) {
		uint32_t n = 601;
		struct plan *plan = score_table(n, densities[i], 3, i);
		struct candidates *c =
		    candidates_find(plan, NULL, n, &score_table_all);
		struct seating *s = greedy_find(plan, c, &score_table_all);

		seating_check(s, plan, 1);
		for (uint32_t a = 0; a < n; a++)
			for (uint32_t b = 0; b < a; b++)
				assert_false(s->mate[a] == SEAT_NOBODY &&
					     s->mate[b] == SEAT_NOBODY &&
					     plan_may(plan, a, b));
		seating_free(s);
		candidates_free(c);
		plan_free(plan);
	}
}

/* The best sum of scores of a largest set of pairs, over all sets of members:
 * pairs count a thousand times more than any score. */
static int64_t
best_of_all(const struct plan *plan, int64_t a_pair)
{
	uint32_t n = plan_size(plan);
	int64_t *best = memory_new((size_t)1 << n, sizeof(*best)), result;

	for (uint32_t set = 1; set < UINT32_C(1) << n; set++) {
		uint32_t a = (uint32_t)__builtin_ctz(set);

		best[set] = best[set & (set - 1)];
		for (uint32_t b = a + 1; b < n; b++) {
			int64_t with;

			if ((set >> b & 1) == 0 || !plan_may(plan, a, b))
				continue;
			with = a_pair + plan_score(plan, a, b) +
			       best[set & ~(1u << a) & ~(1u << b)];
			if (with > best[set])
				best[set] = with;
		}
	}
	result = best[(UINT32_C(1) << n) - 1];
	free(best);
	return result;
}

static int64_t
sum_of(const struct seating *s, const struct plan *plan)
{
	return seating_score(s, plan) / 2;
}

static const struct chains_options thorough = { .sweeps = 60,
	.depth = 10,
	.first = 5,
	.second = 3,
	.threads = 1,
	.seed = 9 };

/* On small tables chains end near the optimum, and the bound is above it. */
static void
chains_come_near_the_optimum(void **state)
{
	int64_t reached = 0, possible = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 100; seed++) {
		uint32_t n = 14;
		struct plan *plan =
		    score_table(n, seed % 2 == 0 ? 100 : 80, 1000, seed);
		struct candidates *c =
		    candidates_find(plan, NULL, n, &score_table_all);
		struct seating *s = greedy_find(plan, c, &score_table_all);
		int64_t before = sum_of(s, plan), gain, best;
		struct bound b;

		gain = chains_improve(plan, c, s, &thorough);
		seating_check(s, plan, 1);
		assert_int_equal(sum_of(s, plan), before + gain);
		assert_true(gain >= 0);
		best = best_of_all(plan, 0);
		assert_true(before + gain <= best);
		reached += before + gain;
		possible += best;
		b = bound_find(plan, c, n, 0, 1, 0);
		assert_true(b.mean * n >= 2 * best);
		assert_int_equal(b.allowance, 0);
		seating_free(s);
		candidates_free(c);
		plan_free(plan);
	}
	print_message("chains reach %.2f %% of the optimum\n",
	    100.0 * (double)reached / (double)possible);
	assert_true(reached * 1000 >= possible * 960);
}

/* Whatever the chains do, as many sit out, and thirds stay where they are. */
static void
chains_keep_what_must_stay(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 20; seed++) {
		uint32_t n = 301, a = 0, b, third = n;
		struct plan *plan = score_table(n, 6, 20, seed);
		struct candidates *c =
		    candidates_find(plan, NULL, n, &score_table_all);
		struct seating *s = greedy_find(plan, c, &score_table_all),
			       *two;
		struct chains_options o = thorough;
		uint32_t sit_outs, gained;

		for (uint32_t v = 0; v < n && third == n; v++)
			for (a = 0; a < n && third == n; a++) {
				b = s->mate[a];
				if (s->mate[v] == SEAT_NOBODY && b < n &&
				    plan_may(plan, v, a) &&
				    plan_may(plan, v, b)) {
					third = v;
					s->mate[v] = SEAT_THIRD;
					s->host[v] = a < b ? a : b;
					s->third_count++;
					s->sit_out_count--;
					break;
				}
			}
		sit_outs = s->sit_out_count;
		two = seating_copy(s);
		gained = chains_improve(plan, c, s, &o) > 0;
		assert_true(gained);
		seating_check(s, plan, 1);
		assert_int_equal(s->sit_out_count, sit_outs);
		if (third < n) {
			assert_int_equal(s->mate[third], SEAT_THIRD);
			assert_int_equal(s->host[third], two->host[third]);
		}
		o.threads = 2;
		(void)chains_improve(plan, c, two, &o);
		assert_memory_equal(s->mate, two->mate, n * sizeof(*s->mate));
		seating_free(s);
		seating_free(two);
		candidates_free(c);
		plan_free(plan);
	}
}

/* 2 and 3 would be good for each other, but 3 is by far the best that 4 has. */
static void
greedy_regrets_least(void **state)
{
	static const struct {
		uint32_t a, b;
		int32_t score;
	} pairs[] = { { 0, 1, 1000000 }, { 0, 2, 990000 }, { 2, 3, 700000 },
		{ 3, 4, 690000 }, { 2, 5, 600000 }, { 4, 5, 100000 } };
	int32_t scores[36];
	struct candidates *c;
	struct seating *s;
	struct plan *plan;

	(void)state;
	memset(scores, 0xff, sizeof(scores)); /* SCORE_FORBIDDEN */
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		scores[6 * pairs[i].a + pairs[i].b] =
		    scores[6 * pairs[i].b + pairs[i].a] = pairs[i].score;
	plan = plan_new_table(6, scores);
	c = candidates_find(plan, NULL, 6, &score_table_all);
	s = greedy_find(plan, c, &score_table_all);
	assert_int_equal(s->mate[0], 1);
	assert_int_equal(s->mate[3], 4);
	assert_int_equal(s->mate[2], 5);
	seating_free(s);
	candidates_free(c);
	plan_free(plan);
}

/* Whoever goes on, knows only those who do, and the best there ever was. */
static void
candidates_go_on_among_themselves(void **state)
{
	uint32_t n = 2000, places[1000], known = 0;
	struct plan *plan = score_table(n, 40, 1000, 5);
	struct candidates_options o = joins(3, 1, 5);
	struct candidates *c = candidates_find(plan, NULL, n, &o);
	int32_t *best = memory_new(n, sizeof(*best));

	(void)state;
	for (uint32_t v = 0; v < n; v++)
		best[v] = candidates_best(c, v);
	for (uint32_t i = 0; i < 1000; i++)
		places[i] = 2 * i;
	o.first_round = 3;
	candidates_go_on(c, plan, places, 1000, &o);
	for (uint32_t i = 0; i < 1000; i++) {
		const uint64_t *list = candidates_of(c, places[i]);

		for (uint32_t k = 0; k < c->keep && list[k] != 0; k++) {
			assert_true(k == 0 || list[k] < list[k - 1]);
			assert_int_equal(candidates_member(list[k]) % 2, 0);
			assert_true(plan_may(
			    plan, places[i], candidates_member(list[k])));
			known++;
		}
	}
	assert_true(known > 1000);
	for (uint32_t v = 0; v < n; v++) {
		assert_true(candidates_best(c, v) >= best[v]);
		if (v % 2 != 0)
			assert_int_equal(candidates_best(c, v), best[v]);
	}
	free(best);
	candidates_free(c);
	plan_free(plan);
}

static struct seating *
sit_down_by_and_by(const struct plan *plan, int threads, bool goes_on)
{
	struct candidates_options o = joins(4, threads, 9);
	struct candidates *c;
	struct seating *s;

	o.keep = 4;
	o.all_pairs = 400;
	o.goes_on = goes_on;
	c = candidates_find(plan, NULL, plan_size(plan), &o);
	s = greedy_find(plan, c, &o);
	candidates_free(c);
	return s;
}

/* Who looks further among those who are left finds better partners; the number of
 * threads says nothing. */
static void
greedy_goes_on(void **state)
{
	uint32_t n = 3000;
	struct plan *plan = score_table(n, 30, 1000, 3);
	struct seating *at_once = sit_down_by_and_by(plan, 1, false);
	struct seating *one = sit_down_by_and_by(plan, 1, true);
	struct seating *two = sit_down_by_and_by(plan, 2, true);

	(void)state;
	seating_check(one, plan, 1);
	assert_memory_equal(one->mate, two->mate, n * sizeof(*one->mate));
	assert_true(seating_score(one, plan) * 1000 >
		    seating_score(at_once, plan) * 1004);
	assert_true(one->sit_out_count <= at_once->sit_out_count + 2);
	seating_free(at_once);
	seating_free(one);
	seating_free(two);
	plan_free(plan);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_pairs_are_looked_at),
		cmocka_unit_test(joins_reach_everybody),
		cmocka_unit_test(greedy_leaves_no_two_who_could),
		cmocka_unit_test(chains_come_near_the_optimum),
		cmocka_unit_test(chains_keep_what_must_stay),
		cmocka_unit_test(greedy_regrets_least),
		cmocka_unit_test(candidates_go_on_among_themselves),
		cmocka_unit_test(greedy_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
