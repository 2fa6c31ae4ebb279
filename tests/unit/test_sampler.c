/* links: pairing */
/* with: enumeration */
/* The Markov chain draws by the law from the worst start, also where swapping
 * partners between two pairs leads nowhere, with trios and with sit-outs. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/dice.h"
#include "enumeration.h"
#include "pairing/sampler.h"

/* Chance alone, and where scores tell. */
static const int64_t temperatures[] = { ENUMERATION_INFINITE, 100000 };

/* The draw with the least weight. */
static struct seating *
worst_start(const struct enumeration *e, uint32_t size)
{
	size_t worst = 0;

	for (size_t i = 0; i < e->count; i++)
		if (e->probability[i] < e->probability[worst])
			worst = i;
	return enumeration_seating(e, worst, size);
}

static void
check_law(const struct rule_graph *g, int64_t temperature, uint32_t sweeps)
{
	struct rule_graph_plan p;
	struct enumeration *e;
	unsigned draws;
	double misfit;

	rule_graph_open(g, &p);
	e = enumeration_new(p.plan, 2, temperature);
	draws = e->count < 100 ? 1000 : 10 * (unsigned)e->count;
	for (unsigned i = 0; i < draws; i++) {
		struct seating *s = worst_start(e, g->size);
		struct grouping *drawn;

		sampler_run(p.plan, s, temperature, i, 1, sweeps);
		seating_check(s, p.plan, 1);
		drawn = grouping_of_seating(s);
		enumeration_add(e, drawn);
		grouping_free(drawn);
		seating_free(s);
	}
	misfit = enumeration_misfit(e);
	if (misfit >= 1)
		printf("%s, T = %lld: %zu draws, misfit %.2f\n", g->name,
		    (long long)temperature, e->count, misfit);
	assert_true(misfit < 1);
	enumeration_free(e);
	rule_graph_close(&p);
}

static void
test_law(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_graph_count; i++)
		for (size_t t = 0; t < COUNT_OF(temperatures); t++)
			check_law(&rule_graphs[i], temperatures[t], 3);
}

static uint64_t
digest(const struct seating *s)
{
	uint64_t sum = 0;

	for (uint32_t v = 0; v < s->size; v++)
		sum = (sum ^ s->mate[v]) * UINT64_C(0x9e3779b97f4a7c15) +
		      s->host[v];
	return sum;
}

/* A pool of which `density` per cent of the pairs may meet, and 2 i with
 * 2 i + 1; an odd one may join the first pair; of more than that, some sit
 * out. */
static struct plan *
random_plan(uint32_t n, uint32_t density)
{
	int32_t *scores = memory_new((size_t)n * n, sizeof(*scores));
	struct plan *plan;
	struct dice d;

	dice_init(&d, n, density);
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < a; b++) {
			bool may = dice_below(&d, 100) < density ||
				   (a ^ b) == 1 || (a == n - 1 && b < 2);
			int32_t s = may ? (int32_t)dice_below(&d, SCORE_ONE)
					: SCORE_FORBIDDEN;

			scores[(size_t)a * n + b] = s;
			scores[(size_t)b * n + a] = s;
		}
	plan = plan_new_table(n, scores);
	free(scores);
	return plan;
}

/* 0-1, 2-3 …, but the last `sit_outs` pairs sit out, and an odd one is third
 * of the first pair. */
static struct seating *
plain_seating(uint32_t n, uint32_t sit_outs)
{
	struct seating *s = seating_new(n);

	for (uint32_t v = 0; v + 1 < n - 2 * sit_outs; v += 2) {
		s->mate[v] = v + 1;
		s->mate[v + 1] = v;
	}
	s->sit_out_count = 2 * sit_outs;
	if (n % 2 == 1) {
		for (uint32_t v = n - 1 - 2 * sit_outs; v < n; v++)
			s->mate[v] = SEAT_NOBODY;
		s->mate[n - 1] = SEAT_THIRD;
		s->host[n - 1] = 0;
		s->third_count = 1;
	}
	return s;
}

/* Whole pools and pools in blocks: the same for one and two threads, and as
 * ever; what the seating keeps is kept. */
static void
test_threads(void **state)
{
	static const struct {
		uint32_t size, density, sit_outs;
		uint64_t digest;
	} pools[] = {
		{ 301, 20, 2, 0xc600ce440752d553 },
		{ 700, 10, 0, 0x21941db3d14d54e0 },
		{ 1501, 30, 3, 0x92d89940887db14f },
		/* More pairs than are kept. */
		{ 5700, 100, 4, 0xf08dddca346a60a3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pools); i++) {
		struct plan *plan =
		    random_plan(pools[i].size, pools[i].density);

		for (int threads = 1; threads <= 2; threads++) {
			struct seating *s =
			    plain_seating(pools[i].size, pools[i].sit_outs);

			sampler_run(plan, s, 100000, 5, threads,
			    pools[i].size > 2000 ? 1 : 2);
			seating_check(s, plan, 1);
			assert_int_equal(
			    s->sit_out_count, 2 * pools[i].sit_outs);
			assert_int_equal(s->third_count, pools[i].size % 2);
			assert_true(digest(s) == pools[i].digest);

			seating_free(s);
		}
		plan_free(plan);
	}
}

/* From bad and from good the same mean, in time. */
static void
test_gap(void **state)
{
	static const uint32_t sizes[] = { 30, 101, 600 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct plan *plan = random_plan(sizes[i], 20);
		struct seating *bad = plain_seating(sizes[i], 0);
		struct seating *good = seating_copy(bad);
		int64_t before = seating_score(bad, plan);
		struct sampler_report r;

		sampler_run(plan, good, 10000, 3, 2, 60);
		assert_true(seating_score(good, plan) > before * 5 / 4);
		r = sampler_gap(plan, bad, good, 100000, 4, 2, 2000);
		seating_check(bad, plan, 1);
		assert_true(r.is_reached && r.gap <= SAMPLER_GAP);
		assert_in_range(r.sweeps, 4, 1024);
		assert_true(seating_score(bad, plan) > before);
		/* A budget that is too small is said. */
		seating_free(bad);
		bad = plain_seating(sizes[i], 0);
		r = sampler_gap(plan, bad, good, 10000, 4, 2, 1);
		assert_int_equal(r.sweeps, 1);
		assert_true(r.is_reached == (r.gap <= SAMPLER_GAP));
		seating_free(bad);
		seating_free(good);
		plan_free(plan);
	}
}

/* Where both starts are the best there is, one goes away first: the gap still shows
 * something. Where there is nowhere to go, that is the law. */
static void
test_same_start(void **state)
{
	static const bool choices[] = { true, false };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(choices); i++) {
		int32_t scores[30 * 30];
		struct plan *plan;
		struct seating *s = plain_seating(30, 0), *same;
		struct sampler_report r;

		/* The pairs that sit now, and others that are hardly worse. */
		for (uint32_t a = 0; a < 30; a++)
			for (uint32_t b = 0; b < 30; b++)
				scores[a * 30 + b] = s->mate[a] == b ? 900000
						     : a != b && choices[i]
							 ? 880000
							 : SCORE_FORBIDDEN;
		plan = plan_new_table(30, scores);
		same = seating_copy(s);
		r = sampler_gap(plan, s, same, 100000, 4, 2, 512);
		assert_true(r.is_reached && r.sweeps < 512);
		/* It has not begun where the other did. */
		assert_true((r.gap != 0) == choices[i]);
		seating_free(same);
		seating_free(s);
		plan_free(plan);
	}
}

/* A hundred and twenty pools of six side by side, all of them alike, cut into blocks at
 * random: each six by the law. */
static void
test_blocks(void **state)
{
	enum { SIXES = 120, SIZE = 6 * SIXES };
	int32_t *scores = memory_new((size_t)SIZE * SIZE, sizeof(*scores));
	struct seating *s = plain_seating(SIZE, 0);
	struct rule_graph_plan six;
	struct enumeration *e;
	struct sampler *sampler;
	struct plan *plan;

	(void)state;
	rule_graph_open(&rule_graphs[1], &six);
	for (uint32_t a = 0; a < SIZE; a++)
		for (uint32_t b = 0; b < SIZE; b++)
			scores[a * SIZE + b] =
			    a / 6 == b / 6 && a != b
				? plan_score(six.plan, a % 6, b % 6)
				: SCORE_FORBIDDEN;
	plan = plan_new_table(SIZE, scores);
	e = enumeration_new(six.plan, 2, 200000);
	assert_int_equal(e->count, 15);
	sampler = sampler_new_in_blocks(plan, s, 200000, 6, 2);
	for (int sample = 0; sample < 10; sample++) {
		sampler_sweep(sampler, 40);
		sampler_write(sampler, s);
		seating_check(s, plan, 1);
		for (uint32_t six_at = 0; six_at < SIZE; six_at += 6) {
			struct seating *one = seating_new(6);
			struct grouping *g;

			one->sit_out_count = 0;
			for (uint32_t v = 0; v < 6; v++)
				one->mate[v] = s->mate[six_at + v] - six_at;
			g = grouping_of_seating(one);
			enumeration_add(e, g);
			grouping_free(g);
			seating_free(one);
		}
	}
	assert_true(enumeration_misfit(e) < 1);
	sampler_free(sampler);
	enumeration_free(e);
	rule_graph_close(&six);
	plan_free(plan);
	seating_free(s);
	free(scores);
}

/* Nobody, one alone, and all sitting out. */
static void
test_small(void **state)
{
	static const int32_t forbidden[9] = { -1, -1, -1, -1, -1, -1, -1, -1,
		-1 };

	(void)state;
	for (uint32_t n = 0; n <= 3; n++) {
		struct plan *plan = plan_new_table(n, forbidden);
		struct seating *s = seating_new(n), *t = seating_new(n);
		struct sampler_report r;

		sampler_run(plan, s, 1, 1, 2, 3);
		r = sampler_gap(plan, s, t, 1, 1, 2, 10);
		assert_true(r.is_reached && r.gap == 0);
		assert_int_equal(s->sit_out_count, n);
		seating_check(s, plan, 1);
		seating_free(s);
		seating_free(t);
		plan_free(plan);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_law),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_same_start),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_small),
	};

	return cmocka_run_group_tests_name("sampler", tests, NULL, NULL);
}
