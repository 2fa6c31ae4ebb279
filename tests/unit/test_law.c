/* links: pairing */
/*
 * The law of the draw, through its front door: of small pools all allowed draws
 * are found by brute force, some thousand seeds are drawn, and how often each
 * came is held against P ∝ exp(score / T) by chi-square at 10^-6. Pools above
 * those that are counted are many small ones side by side, each of which must
 * follow its own law.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/draw.h"

#define SIZE_MOST 7
#define DRAWS_MOST 256

/* --- pools ---------------------------------------------------------------- */

struct pool {
	const char *name;
	uint32_t size;
	const char *edges;   /* "01 12": who may meet; NULL: all */
	const char *waiting; /* a digit per member; NULL: nobody waited */
	size_t draws;        /* that are allowed */
};

static const struct pool pools[] = {
	{ "complete six", 6, NULL, NULL, 15 },
	{ "hexagon", 6, "01 12 23 34 45 50", NULL, 2 },
	{ "two triangles joined by an edge", 6, "01 12 20 34 45 53 23", NULL,
	    1 },
	{ "two triangles joined by two edges", 6, "01 12 20 34 45 53 23 14",
	    NULL, 2 },
	{ "three by three without a matching", 6, "04 05 13 15 23 24", NULL,
	    2 },
	{ "three by three", 6, "03 04 05 13 14 15 23 24 25", NULL, 6 },
	{ "seven with a trio", 7, NULL, NULL, 105 },
	{ "five, a trio in two ways", 5, "01 12 20 34 23 24", NULL, 2 },
	{ "two by three", 5, "02 03 04 12 13 14", NULL, 6 },
	{ "two by three, some waited", 5, "02 03 04 12 13 14", "00210", 2 },
	{ "star", 5, "01 02 03 04", NULL, 4 },
};

/* A number in its place on a scale of 0 to 100, and a team. */
static const char *const places[SIZE_MOST] = { "31", "0", "83", "7", "55",
	"100", "18" };
static const char *const teams[SIZE_MOST] = { "red", "blue", "red", "red",
	"blue", "blue", "red" };

static struct attribute attributes[] = {
	{ .name = "place",
	    .type = ATTRIBUTE_SCALE,
	    .has_range = true,
	    .from = 0,
	    .to = 100000 },
	{ .name = "team", .type = ATTRIBUTE_CHOICE },
};

static bool
may_meet(const struct pool *pool, uint32_t a, uint32_t b)
{
	for (const char *e = pool->edges; e != NULL;
	     e = e[2] != '\0' ? e + 3 : NULL)
		if ((e[0] == (char)('0' + a) && e[1] == (char)('0' + b)) ||
		    (e[1] == (char)('0' + a) && e[0] == (char)('0' + b)))
			return true;
	return pool->edges == NULL && a != b;
}

static uint32_t
waited(const struct pool *pool, uint32_t v)
{
	return pool->waiting == NULL ? 0 : (uint32_t)(pool->waiting[v] - '0');
}

/* What rules_at prefers. */
static double
score_of(uint32_t a, uint32_t b)
{
	double d =
	    fabs(strtod(places[a], NULL) - strtod(places[b], NULL)) / 100;
	double differ = strcmp(teams[a], teams[b]) != 0 ? 1 : 0;

	return (3 * d + 2 * (1 - fabs(d - 0.6) / 0.6) + differ + 12) / 18;
}

/* --- all draws of one ----------------------------------------------------- */

/* A draw: by member the lowest of their group, or who sits out. */
#define SITS_OUT 9

struct census {
	const struct pool *pool;
	size_t count;
	uint32_t draws[DRAWS_MOST]; /* as decimal digits by member */
	double weight[DRAWS_MOST];
	unsigned drawn[DRAWS_MOST];
	unsigned total;
	double temperature; /* 0: only the best; INFINITY: all alike */
	/* Of what was found so far. */
	uint32_t sit_outs, trios, waiting[3];
	double best;
	uint32_t group[SIZE_MOST];
};

/* Less than 0: this draw comes before those found; 0: beside them. */
static int
compare_ranks(const struct census *c, uint32_t sit_outs,
    const uint32_t *waiting, uint32_t trios)
{
	if (sit_outs != c->sit_outs)
		return sit_outs < c->sit_outs ? -1 : 1;
	for (int class = 2; class >= 0; class --)
		if (waiting[class] != c->waiting[class])
			return waiting[class] < c->waiting[class] ? -1 : 1;
	return trios == c->trios ? 0 : trios < c->trios ? -1 : 1;
}

/* Takes a whole draw into the census. */
static void
take(struct census *c)
{
	uint32_t n = c->pool->size, sit_outs = 0, trios = 0, waiting[3] = { 0 };
	uint32_t key = 0;
	double score = 0;
	int order;

	for (uint32_t v = 0; v < n; v++) {
		uint32_t members = 0;
		double sum = 0;

		key = key * 10 + c->group[v];
		if (c->group[v] == SITS_OUT) {
			sit_outs++;
			waiting[waited(c->pool, v)]++;
		}
		for (uint32_t a = 0; a < n; a++) {
			members += c->group[a] == v;
			for (uint32_t b = 0; b < a; b++)
				if (c->group[a] == v && c->group[b] == v)
					sum += score_of(a, b);
		}
		if (members == 1)
			return;
		trios += members == 3;
		/* members × the mean of its pairs / 2 */
		score += members == 3 ? 3 * (sum / 3) / 2 : sum;
	}
	order = compare_ranks(c, sit_outs, waiting, trios);
	if (order == 0 && c->temperature == 0)
		order = score > c->best + 1e-9   ? -1
			: score < c->best - 1e-9 ? 1
						 : 0;
	if (order > 0)
		return;
	if (order < 0) {
		c->count = 0;
		c->sit_outs = sit_outs;
		c->trios = trios;
		c->best = score;
		memcpy(c->waiting, waiting, sizeof(waiting));
	}
	assert_true(c->count < DRAWS_MOST);
	c->draws[c->count] = key;
	c->weight[c->count++] =
	    c->temperature == 0 ? 1 : exp(score / c->temperature);
}

/* Everybody from v on sits out, begins a group, or joins one of at most two of
 * whom all may meet them. */
static void
place(struct census *c, uint32_t v)
{
	if (v == c->pool->size) {
		take(c);
		return;
	}
	for (uint32_t g = 0; g <= v; g++) {
		uint32_t members = 0;
		bool may = g == v || c->group[g] == g;

		for (uint32_t u = 0; u < v; u++)
			if (c->group[u] == g) {
				may = may && may_meet(c->pool, u, v);
				members++;
			}
		c->group[v] = g;
		if (may && members < 3)
			place(c, v + 1);
	}
	c->group[v] = SITS_OUT;
	place(c, v + 1);
}

static void
census_take(struct census *c, const struct pool *pool, double temperature)
{
	double sum = 0;

	*c = (struct census){
		.pool = pool, .temperature = temperature, .sit_outs = UINT32_MAX
	};
	place(c, 0);
	for (size_t i = 0; i < c->count; i++)
		sum += c->weight[i];
	for (size_t i = 0; i < c->count; i++)
		c->weight[i] /= sum;
}

/* Counts a draw of this pool's members, who are `first` and those after. */
static void
census_count(struct census *c, const struct draw *draw, uint32_t first)
{
	uint32_t group[SIZE_MOST], key = 0, n = c->pool->size;
	size_t at = 0;

	for (uint32_t v = 0; v < n; v++)
		group[v] = SITS_OUT;
	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		if (g->members[0] < first || g->members[0] >= first + n)
			continue;
		for (uint32_t k = 0; k < g->size; k++)
			group[g->members[k] - first] = g->members[0] - first;
	}
	for (uint32_t v = 0; v < n; v++)
		key = key * 10 + group[v];
	while (at < c->count && c->draws[at] != key)
		at++;
	if (at == c->count)
		fail_msg("%s: the draw %0*u is not allowed", c->pool->name,
		    (int)n, key);
	c->drawn[at]++;
	c->total++;
}

/* Chi-square over its critical value at 10^-6 (Wilson and Hilferty 1931;
 * 4.7534 is the normal quantile). Draws of which fewer than five are expected
 * are taken together. */
static double
census_misfit(const struct census *c)
{
	double chi2 = 0, rest = 0, rest_drawn = 0, freedom = -1, spread;

	for (size_t i = 0; i < c->count; i++) {
		double expected = c->weight[i] * c->total;
		double off = c->drawn[i] - expected;

		if (expected < 5) {
			rest += expected;
			rest_drawn += c->drawn[i];
			continue;
		}
		chi2 += off * off / expected;
		freedom++;
	}
	if (rest > 0) {
		/* Where it is little, a unit more than Poisson's spread. */
		double of = rest > 1 ? rest : 1;

		chi2 += (rest_drawn - rest) * (rest_drawn - rest) / of;
		freedom++;
	}
	if (freedom < 1)
		return 0;
	spread = 2 / (9 * freedom);
	return chi2 / (freedom * pow(1 - spread + 4.7534 * sqrt(spread), 3));
}

/* --- drawing -------------------------------------------------------------- */

/* The members of several pools, who meet only their own. */
static struct population *
population_of(const struct pool *const *list, size_t count)
{
	struct population *p = population_new(attributes, COUNT_OF(attributes));
	struct fault why;
	uint32_t first = 0;

	for (size_t i = 0; i < count; first += list[i++]->size)
		for (uint32_t v = 0; v < list[i]->size; v++) {
			char key[16];
			uint32_t m;

			(void)snprintf(key, sizeof(key), "%04u", first + v);
			assert_int_equal(population_add(p, key, &m, &why), 0);
			assert_int_equal(m, first + v);
			assert_int_equal(
			    population_set(p, m, 0, places[v], &why), 0);
			assert_int_equal(
			    population_set(p, m, 1, teams[v], &why), 0);
			population_set_waiting(p, m, waited(list[i], v));
			for (uint32_t u = 0; u < first; u++)
				population_tie_members(p, u, m, TIE_BLOCKS);
			for (uint32_t u = 0; u < v; u++)
				if (!may_meet(list[i], u, v))
					population_tie_members(
					    p, first + u, m, TIE_BLOCKS);
		}
	population_close(p);
	return p;
}

static struct rules *
rules_at(int64_t serendipity)
{
	/* The last is the same for all, so that nothing is very unlikely. */
	static const char *const preferences[] = { "distance place weight 3",
		"distance place ideal 0.6 weight 2", "differ team",
		"unacquainted weight 12" };
	struct rules *rules = rules_new(attributes, COUNT_OF(attributes));
	struct fault why;
	int column;

	for (size_t i = 0; i < COUNT_OF(preferences); i++)
		assert_int_equal(
		    rules_prefer(rules, preferences[i], &column, &why), 0);
	rules_set_serendipity(rules, serendipity);
	return rules;
}

/* T = s / (10 (1 - s)) of a pair's score. */
static double
temperature_at(int64_t serendipity)
{
	double s = (double)serendipity / 1000;

	return serendipity == 1000 ? INFINITY : s / (10 * (1 - s));
}

/* Draws `seeds` times; every pool of the list must follow its law. */
static void
check_law(const struct pool *const *list, size_t count, int64_t serendipity,
    unsigned seeds, int threads)
{
	struct population *p = population_of(list, count);
	struct rules *rules = rules_at(serendipity);
	struct census *census = memory_new(count, sizeof(*census));

	for (size_t i = 0; i < count; i++)
		census_take(&census[i], list[i], temperature_at(serendipity));
	for (unsigned seed = 0; seed < seeds; seed++) {
		struct draw_options options = { .seed = seed,
			.threads = threads };
		struct draw *draw = pairing_draw(p, rules, &options);
		uint32_t first = 0;

		for (size_t i = 0; i < count; first += list[i++]->size)
			census_count(&census[i], draw, first);
		draw_free(draw);
	}
	for (size_t i = 0; i < count; i++)
		if (census_misfit(&census[i]) >= 1)
			fail_msg("%s of %zu at serendipity %d: misfit %.2f",
			    list[i]->name, count, (int)serendipity,
			    census_misfit(&census[i]));
	free(census);
	rules_free(rules);
	population_free(p);
}

static const int64_t dials[] = { 1000, 500, 200, 0 };

/* The brute force finds as many draws as can be counted by hand. */
static void
test_census(void **state UNUSED)
{
	for (size_t i = 0; i < COUNT_OF(pools); i++) {
		static struct census c;

		census_take(&c, &pools[i], INFINITY);
		if (c.count != pools[i].draws)
			fail_msg("%s: %zu draws", pools[i].name, c.count);
		census_take(&c, &pools[i], 0);
		if (c.count != 1)
			fail_msg("%s: %zu are best", pools[i].name, c.count);
	}
}

/* Each alone: counted. */
static void
test_small_pools(void **state UNUSED)
{
	for (size_t i = 0; i < COUNT_OF(pools); i++)
		for (size_t d = 0; d < COUNT_OF(dials); d++) {
			const struct pool *one = &pools[i];

			check_law(
			    &one, 1, dials[d], dials[d] == 0 ? 50 : 2000, 1);
		}
}

/* Side by side more than are counted: a Markov chain, and the optimum. */
static void
test_large_pools(void **state UNUSED)
{
	const struct pool *even[] = { &pools[0], &pools[1], &pools[4],
		&pools[5], &pools[3], &pools[2] };
	const struct pool *odd[] = { &pools[7], &pools[0], &pools[5],
		&pools[1] };
	const struct pool *waiting[] = { &pools[0], &pools[9], &pools[0],
		&pools[4] };

	for (size_t d = 0; d < COUNT_OF(dials); d++) {
		unsigned seeds = dials[d] == 0 ? 5 : 200;

		check_law(even, COUNT_OF(even), dials[d], seeds, 1);
		check_law(odd, COUNT_OF(odd), dials[d], seeds, 2);
		check_law(waiting, COUNT_OF(waiting), dials[d], seeds, 1);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_census),
		cmocka_unit_test(test_small_pools),
		cmocka_unit_test(test_large_pools),
	};

	return cmocka_run_group_tests_name("law", tests, NULL, NULL);
}
