/*
 * A census of draws: see unit/law_census.h.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "law_census.h"

/* --- pools ---------------------------------------------------------------- */

const struct pool law_pools[LAW_POOLS] = {
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

const char *const law_places[LAW_SIZE_MOST] = { "31", "0", "83", "7", "55",
	"100", "18" };
const char *const law_teams[LAW_SIZE_MOST] = { "red", "blue", "red", "red",
	"blue", "blue", "red" };

bool
pool_may_meet(const struct pool *pool, uint32_t a, uint32_t b)
{
	for (const char *e = pool->edges; e != NULL;
	     e = e[2] != '\0' ? e + 3 : NULL)
		if ((e[0] == (char)('0' + a) && e[1] == (char)('0' + b)) ||
		    (e[1] == (char)('0' + a) && e[0] == (char)('0' + b)))
			return true;
	return pool->edges == NULL && a != b;
}

uint32_t
pool_waited(const struct pool *pool, uint32_t v)
{
	return pool->waiting == NULL ? 0 : (uint32_t)(pool->waiting[v] - '0');
}

/* What rules_at of test_law.c prefers. */
static double
score_of(uint32_t a, uint32_t b)
{
	double d =
	    fabs(strtod(law_places[a], NULL) - strtod(law_places[b], NULL)) /
	    100;
	double differ = strcmp(law_teams[a], law_teams[b]) != 0 ? 1 : 0;

	return (3 * d + 2 * (1 - fabs(d - 0.6) / 0.6) + differ + 12) / 18;
}

/* --- all draws of one ----------------------------------------------------- */

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
			waiting[pool_waited(c->pool, v)]++;
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
	assert_true(c->count < LAW_DRAWS_MOST);
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
				may = may && pool_may_meet(c->pool, u, v);
				members++;
			}
		c->group[v] = g;
		if (may && members < 3)
			place(c, v + 1);
	}
	c->group[v] = SITS_OUT;
	place(c, v + 1);
}

void
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
void
census_count(struct census *c, const struct draw *draw, uint32_t first)
{
	uint32_t group[LAW_SIZE_MOST], key = 0, n = c->pool->size;
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
double
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
