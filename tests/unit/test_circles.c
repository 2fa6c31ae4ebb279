/* links: pairing */
/* with: enumeration */
/*
 * Circles: groups of k or k + 1 and no others, every requirement among all
 * members of a group, and nobody left over where all can have a place.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "enumeration.h"
#include "pairing/circles.h"
#include "pairing/circles_repair.h"
#include "pairing/draw.h"
#include "pairing/plan_data.h"

#define SIZE_MOST 64

/* --- what every draw must be ---------------------------------------------- */

enum { TEAM, LANGUAGES, ATTRIBUTES };

static struct attribute attributes[ATTRIBUTES] = {
	[TEAM] = { .name = "team", .type = ATTRIBUTE_CHOICE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
};

/* Members of so many teams, who speak one or two of so many languages; of a
 * hundred pairs `tied` know or block each other. */
static struct population *
random_population(uint32_t n, uint32_t teams, uint32_t languages, uint32_t tied,
    uint64_t seed)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct fault why;
	struct dice d;
	char text[32];
	uint32_t m;

	dice_init(&d, seed, n);
	for (uint32_t i = 0; i < n; i++) {
		(void)snprintf(text, sizeof(text), "m%03u", i);
		assert_int_equal(population_add(p, text, &m, &why), 0);
		(void)snprintf(text, sizeof(text), "t%u", i % teams);
		assert_int_equal(population_set(p, m, TEAM, text, &why), 0);
		(void)snprintf(text, sizeof(text), "l%u;l%u",
		    dice_below(&d, languages), dice_below(&d, languages));
		assert_int_equal(
		    population_set(p, m, LANGUAGES, text, &why), 0);
		for (uint32_t k = 0; k < i; k++)
			if (dice_below(&d, 100) < tied)
				population_tie_members(p, k, i,
				    dice_below(&d, 4) == 0 ? TIE_BLOCKS
							   : TIE_KNOWS);
	}
	population_close(p);
	return p;
}

static struct rules *
rules_of(const char *const *requirements, uint32_t k, int64_t serendipity)
{
	struct rules *rules = rules_new(attributes, ATTRIBUTES);
	struct fault why;
	int column;

	for (; *requirements != NULL; requirements++)
		assert_int_equal(
		    rules_require(rules, *requirements, &column, &why), 0);
	assert_int_equal(
	    rules_prefer(rules, "distance languages", &column, &why), 0);
	rules_set_size(rules, (int)k);
	rules_set_serendipity(rules, serendipity);
	return rules;
}

/* Sizes, requirements, and that each is there once. */
static void
check_draw(const struct draw *draw, const struct population *p,
    const struct rules *rules)
{
	uint32_t seen[SIZE_MOST] = { 0 }, k = (uint32_t)rules_size(rules);

	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		assert_in_range(g->size, k, k + 1);
		for (uint32_t x = 0; x < g->size; x++) {
			seen[g->members[x]]++;
			for (uint32_t y = 0; y < x; y++) {
				assert_true(g->members[y] < g->members[x]);
				assert_true(rules_allow(rules, p, g->members[x],
				    g->members[y], NULL));
			}
		}
	}
	for (size_t i = 0; i < draw->sit_out_count; i++)
		seen[draw->sit_outs[i]]++;
	for (uint32_t v = 0; v < population_size(p); v++)
		assert_int_equal(seen[v], 1);
}

static struct draw *
drawn(const struct population *p, const struct rules *rules, uint64_t seed,
    int threads)
{
	struct draw_options options = { .seed = seed, .threads = threads };
	struct draw *draw = pairing_draw(p, rules, &options);

	check_draw(draw, p, rules);
	return draw;
}

/* Where all may meet all, as few sit out as groups of k and k + 1 allow: nobody
 * of twenty in fours, two of eleven in eights. */
static void
test_all_sizes(void **state UNUSED)
{
	static const char *const none[] = { NULL };

	for (uint32_t k = 3; k <= 20; k++)
		for (uint32_t n = 0; n <= 45; n += n < 24 ? 1 : 7) {
			struct population *p;
			struct rules *rules;
			struct draw *draw;
			uint32_t groups = n / k, rest = n - groups * k;

			if (n > 12 && (n + k) % 9 != 0)
				continue;
			p = random_population(n, 1, 1, 0, 1);
			rules = rules_of(none, k, 500);
			draw = drawn(p, rules, n, 1);
			if (groups == 0)
				assert_int_equal(draw->sit_out_count, n);
			else
				assert_int_equal(draw->sit_out_count,
				    rest > groups ? rest - groups : 0);
			draw_free(draw);
			rules_free(rules);
			population_free(p);
		}
}

/* Where not all may meet, nobody sits with anybody whom they may not; and two
 * threads draw what one does. */
static void
test_requirements(void **state UNUSED)
{
	static const char *const requirements[] = { "differ team",
		"share languages even if missing", "unacquainted", NULL };
	static const uint32_t sizes[] = { 12, 24, 41 };
	static const int64_t dials[] = { 0, 500, 1000 };
	size_t groups = 0, sit_outs = 0;

	for (size_t i = 0; i < COUNT_OF(sizes); i++)
		for (uint32_t k = 3; k <= 4; k++)
			for (size_t d = 0; d < COUNT_OF(dials); d++) {
				struct population *p =
				    random_population(sizes[i], 7, 7, 12, k);
				struct rules *rules =
				    rules_of(requirements, k, dials[d]);
				struct draw *one = drawn(p, rules, d, 1);
				struct draw *two = drawn(p, rules, d, 2);

				groups += one->group_count;
				sit_outs += one->sit_out_count;
				assert_int_equal(
				    one->group_count, two->group_count);
				for (size_t g = 0; g < one->group_count; g++)
					assert_memory_equal(
					    one->groups[g].members,
					    two->groups[g].members,
					    one->groups[g].size *
						sizeof(uint32_t));
				draw_free(one);
				draw_free(two);
				rules_free(rules);
				population_free(p);
			}
	/* Neither is always all. */
	assert_true(groups > 0 && sit_outs > 0);
}

/* --- everyone where it is possible ---------------------------------------- */

/* A pool of groups of `k` and `k` + 1 whose members may all meet, of 100 pairs
 * between them `density`, in an order of chance; the last `alone` may meet at
 * most k - 2 others, which is too few for a group. */
struct planted {
	uint32_t size, k, density, alone;
};

static struct plan *
planted_plan(const struct planted *q, uint64_t seed, bool *is_alone)
{
	static int32_t scores[SIZE_MOST * SIZE_MOST];
	uint32_t order[SIZE_MOST], group[SIZE_MOST], n = q->size;
	uint32_t placed = n - q->alone, larger = placed % q->k;
	struct dice d;

	dice_init(&d, seed, n * 100 + q->density);
	for (uint32_t v = 0; v < n; v++)
		order[v] = v;
	dice_shuffle(&d, order, n);
	for (uint32_t v = 0; v < n; v++) {
		bool is_large = v < larger * (q->k + 1);

		group[v] = is_large ? v / (q->k + 1)
				    : larger + (v - larger * (q->k + 1)) / q->k;
		is_alone[order[v]] = v >= placed;
	}
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b <= a; b++) {
			bool may =
			    a != b && (group[a] == group[b] ||
					  dice_below(&d, 100) < q->density);
			int32_t s;

			if (a >= placed)
				may = b < placed && b + 2 < q->k;
			s = may ? (int32_t)dice_below(&d, SCORE_ONE)
				: SCORE_FORBIDDEN;
			scores[order[a] * n + order[b]] =
			    scores[order[b] * n + order[a]] = s;
		}
	return plan_new_table(n, scores);
}

static void
test_everyone_placed(void **state UNUSED)
{
	static const struct planted rows[] = { { 20, 3, 10, 0 },
		{ 20, 3, 30, 2 }, { 24, 3, 50, 1 }, { 30, 3, 30, 0 },
		{ 41, 3, 30, 1 }, { 60, 3, 50, 2 }, { 24, 4, 10, 2 },
		{ 30, 4, 50, 0 }, { 41, 4, 70, 1 }, { 60, 4, 10, 0 },
		{ 24, 5, 50, 2 }, { 41, 5, 10, 1 }, { 60, 5, 70, 0 },
		{ 64, 7, 10, 1 } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct planted *q = &rows[i];
		bool is_alone[SIZE_MOST];
		struct plan *plan = planted_plan(q, i % 2, is_alone);
		uint32_t unproven;
		struct grouping *g =
		    circles_find(plan, q->k, i % 2 == 0 ? 0 : 100000, i,
			circles_steps(q->size), &unproven);

		/* That those who are alone had to sit out is known. */
		assert_int_equal(unproven, 0);

		if (g->sit_out_count != q->alone)
			fail_msg("%u in groups of %u: %u sit out", q->size,
			    q->k, g->sit_out_count);
		for (uint32_t k = 0; k < g->sit_out_count; k++)
			assert_true(is_alone[g->sit_outs[k]]);
		grouping_free(g);
		plan_free(plan);
	}
}

/* Two halves of three who may meet only each other have company enough, but no
 * three of them may meet; the four others form their group nevertheless. */
static void
test_company_without_group(void **state UNUSED)
{
	static const struct rule_graph graph = { "three by three, and four", 10,
		"03 04 05 13 14 15 23 24 25 67 68 69 78 79 89", 0, 1, NULL };
	struct rule_graph_plan p;

	rule_graph_open(&graph, &p);
	for (uint64_t seed = 0; seed < 20; seed++) {
		uint32_t unproven;
		struct grouping *g =
		    circles_find(p.plan, 3, 100000, seed, 1000, &unproven);

		/* Nobody has shown that no group could take them. */
		assert_int_equal(unproven, 6);
		assert_int_equal(g->group_count, 1);
		assert_int_equal(g->sit_out_count, 6);
		for (uint32_t i = 0; i < 6; i++)
			assert_int_equal(g->sit_outs[i], i);
		grouping_free(g);
	}
	rule_graph_close(&p);
}

/* Through the rules: as many of each team as there are groups. */
static void
test_teams(void **state UNUSED)
{
	static const char *const requirements[] = { "differ team", NULL };

	for (uint32_t k = 3; k <= 5; k++) {
		uint32_t n = 7 * k;
		struct population *p = random_population(n, k, 2, 0, k);
		struct rules *rules = rules_of(requirements, k, 500);
		struct draw *draw = drawn(p, rules, k, 1);

		assert_int_equal(draw->group_count, 7);
		assert_int_equal(draw->sit_out_count, 0);
		draw_free(draw);
		rules_free(rules);
		population_free(p);
	}
}

/* Where no step follows, nobody is left over whom the table of somebody who
 * waited less would take. */
static void
test_waiting_repaired(void **state UNUSED)
{
	for (uint64_t seed = 0; seed < 50; seed++) {
		struct planted q = { 43, 4, 40, 0 };
		uint32_t waiting[SIZE_MOST], order[SIZE_MOST];
		bool is_alone[SIZE_MOST];
		struct plan *plan = planted_plan(&q, seed, is_alone);
		struct circles_table *t;
		struct dice d;

		dice_init(&d, seed, 1);
		/* The longer, the lower the number. */
		for (uint32_t v = 0; v < q.size; v++) {
			waiting[v] = (q.size - v) / 6;
			order[v] = v;
		}
		plan->waiting = waiting;
		t = circles_table_new(plan, q.k);
		for (uint32_t v = 0; v < t->table_count * q.k; v++) {
			circles_table_take(t, q.size - 1 - v);
			circles_table_put(t, q.size - 1 - v, v / q.k);
		}
		circles_repair(t, &d);
		circles_seat_longest(t, order, 1000000);
		for (uint32_t i = 0; i < t->bench_count; i++)
			for (uint32_t u = 0; u < q.size; u++)
				if (t->table[u] != CIRCLES_BENCH &&
				    waiting[u] < waiting[t->bench[i]])
					assert_true(
					    circles_table_sum(
						t, t->bench[i], t->table[u], u)
						.forbidden > 0);
		for (uint32_t v = 0; v < q.size; v++)
			assert_int_equal(
			    circles_table_sum(t, v, t->table[v], v).forbidden,
			    0);
		circles_table_free(t);
		plan_free(plan);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_sizes),
		cmocka_unit_test(test_requirements),
		cmocka_unit_test(test_everyone_placed),
		cmocka_unit_test(test_company_without_group),
		cmocka_unit_test(test_teams),
		cmocka_unit_test(test_waiting_repaired),
	};

	return cmocka_run_group_tests_name("circles", tests, NULL, NULL);
}
