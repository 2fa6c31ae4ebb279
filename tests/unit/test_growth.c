/*
 * pairing/growth: graphs whose components, distances and bridges are known.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "pairing/growth.h"

struct graph {
	struct attribute attribute;
	struct population *population;
};

static void
graph_init(struct graph *g)
{
	*g = (struct graph){ .attribute = { .name = memory_text("domain"),
				 .type = ATTRIBUTE_TREE } };
	attribute_seal(&g->attribute);
	g->population = population_new(&g->attribute, 1);
}

static void
graph_clear(struct graph *g)
{
	population_free(g->population);
	attribute_clear(&g->attribute);
}

static void
add(struct graph *g, uint32_t number, const char *domain)
{
	struct fault why;
	char key[16];
	uint32_t m;

	(void)snprintf(key, sizeof(key), "m%05u", number);
	assert_int_equal(population_add(g->population, key, &m, &why), 0);
	assert_int_equal(m, number);
	if (domain != NULL)
		assert_int_equal(
		    population_set(g->population, m, 0, domain, &why), 0);
}

/* Everybody links to the next: as many members, all of one domain. */
static void
make_path(struct graph *g, uint32_t n, bool is_ring)
{
	graph_init(g);
	for (uint32_t i = 0; i < n; i++)
		add(g, i, "one");
	for (uint32_t i = 0; i + 1 < n; i++)
		population_met_members(g->population, i, i + 1, 1);
	if (is_ring)
		population_met_members(g->population, n - 1, 0, 1);
	population_close(g->population);
}

static void
nobody_and_one(void **state)
{
	struct graph g;
	struct growth r;

	(void)state;
	graph_init(&g);
	population_close(g.population);
	growth_measure(&r, g.population, NULL, 0, 1, 1);
	assert_int_equal(r.members, 0);
	assert_int_equal(r.components, 0);
	assert_true(r.distance == GROWTH_UNKNOWN);
	assert_true(r.share == GROWTH_UNKNOWN);
	graph_clear(&g);
	make_path(&g, 1, false);
	growth_measure(&r, g.population, NULL, 0, 1, 1);
	assert_int_equal(r.components, 1);
	assert_int_equal(r.giant, 1);
	assert_int_equal(r.links, 0);
	assert_true(r.distance == GROWTH_UNKNOWN);
	graph_clear(&g);
}

/* The mean distance of a path of n is (n + 1) / 3. */
static void
a_path(void **state)
{
	struct graph g;
	struct growth r;

	(void)state;
	make_path(&g, 200, false);
	growth_measure(&r, g.population, NULL, 0, 1, 3);
	assert_int_equal(r.components, 1);
	assert_int_equal(r.giant, 200);
	assert_int_equal(r.links, 199);
	assert_int_equal(r.sources, 200);
	assert_int_equal(r.distance, 67000000);
	/* One value has no pairs. */
	assert_int_equal(r.values, 1);
	assert_true(r.share == GROWTH_UNKNOWN);
	graph_clear(&g);
}

/* All sources of a ring are alike, so that a sample is exact: n² / 4 over
 * n - 1 of an even n. */
static void
a_sampled_ring(void **state)
{
	enum { N = 3400 };
	struct graph g;
	struct growth one, two;

	(void)state;
	make_path(&g, N, true);
	growth_measure(&one, g.population, NULL, GROWTH_NO_ATTRIBUTE, 7, 1);
	growth_measure(&two, g.population, NULL, GROWTH_NO_ATTRIBUTE, 7, 2);
	assert_int_equal(one.sources, GROWTH_SOURCES);
	assert_in_range(one.distance,
	    INT64_C(1000000) * N * N / 4 / (N - 1) - 1,
	    INT64_C(1000000) * N * N / 4 / (N - 1) + 1);
	assert_int_equal(one.distance, two.distance);
	assert_int_equal(one.values, 0);
	graph_clear(&g);
}

/* Two triangles, one link between two others, one member alone. */
static void
make_islands(struct graph *g)
{
	static const char *const domains[] = { "a/x", "a/y", "b", "c/x", "a/x",
		"a", "d", "d/z", NULL };
	static const uint32_t links[][2] = { { 0, 1 }, { 1, 2 }, { 2, 0 },
		{ 3, 4 }, { 4, 5 }, { 5, 3 }, { 6, 7 } };

	graph_init(g);
	for (uint32_t i = 0; i < COUNT_OF(domains); i++)
		add(g, i, domains[i]);
	for (size_t i = 0; i < COUNT_OF(links); i++)
		population_met_members(
		    g->population, links[i][0], links[i][1], 5);
	/* No meeting, no link. */
	population_tie_members(g->population, 7, 8, TIE_KNOWS);
	population_close(g->population);
}

static void
islands(void **state)
{
	struct graph g;
	struct growth r;

	(void)state;
	make_islands(&g);
	growth_measure(&r, g.population, NULL, 0, 1, 1);
	assert_int_equal(r.components, 4);
	assert_int_equal(r.giant, 3);
	assert_int_equal(r.links, 7);
	assert_int_equal(r.distance, 1000000);
	/* Of a, b, c and d: a-b and a-c. */
	assert_int_equal(r.values, 4);
	assert_int_equal(r.value_pairs, 6);
	assert_int_equal(r.bridged, 2);
	assert_int_equal(r.share, 333333);
	assert_int_equal(r.ceiling, 1000000);
	graph_clear(&g);
}

static void
who_left_does_not_count(void **state)
{
	bool is_in[9] = { true, true, false, true, true, true, true, false };
	struct graph g;
	struct growth r;

	(void)state;
	make_islands(&g);
	growth_measure(&r, g.population, is_in, 0, 1, 1);
	assert_int_equal(r.members, 6);
	assert_int_equal(r.links, 4);
	assert_int_equal(r.components, 3);
	assert_int_equal(r.values, 3);
	assert_int_equal(r.bridged, 1);
	graph_clear(&g);
}

/* Values x with one member, y with two, z with three: six have 15 pairs. Of two
 * links none joins x and y in 13 × 12 of 15 × 14 cases, x and z in 12 × 11, y
 * and z in 9 × 8. */
static void
bridges_by_chance(void **state)
{
	static const char *const domains[] = { "x", "y", "y", "z", "z", "z" };
	struct graph g;
	struct growth r;

	(void)state;
	graph_init(&g);
	for (uint32_t i = 0; i < COUNT_OF(domains); i++)
		add(&g, i, domains[i]);
	population_met_members(g.population, 0, 1, 1);
	population_met_members(g.population, 3, 4, 1);
	population_close(g.population);
	growth_measure(&r, g.population, NULL, 0, 1, 1);
	assert_int_equal(r.bridged, 1);
	assert_int_equal(r.ceiling, 666667);
	/* (54 + 78 + 138) / 210 / 3 */
	assert_int_equal(r.chance, 428571);
	graph_clear(&g);
}

/* Who have all met leave nothing to chance. */
static void
all_pairs_bridge_all(void **state)
{
	enum { N = 20 };
	struct graph g;
	struct growth r;
	char domain[8];

	(void)state;
	graph_init(&g);
	for (uint32_t i = 0; i < N; i++) {
		(void)snprintf(domain, sizeof(domain), "d%u", i);
		add(&g, i, domain);
		for (uint32_t k = 0; k < i; k++)
			population_met_members(g.population, k, i, 1);
	}
	population_close(g.population);
	growth_measure(&r, g.population, NULL, 0, 1, 1);
	assert_int_equal(r.share, 1000000);
	assert_int_equal(r.ceiling, 1000000);
	assert_int_equal(r.chance, 1000000);
	graph_clear(&g);
}

/* Many links, and many pairs of two values: x and y of 40 members each, which
 * hardly miss z of 2,000 but may well miss each other. */
static void
bridges_by_many_chances(void **state)
{
	enum { N = 2080, SMALL = 40 };
	struct graph g;
	struct growth r;
	double pairs = N * (N - 1) / 2.0, none = 1;

	(void)state;
	graph_init(&g);
	for (uint32_t i = 0; i < N; i++)
		add(&g, i, i < SMALL ? "x" : i < 2 * SMALL ? "y" : "z");
	for (uint32_t i = 0; i < N; i++)
		population_met_members(g.population, i, (i + 1) % N, 1);
	population_close(g.population);
	growth_measure(&r, g.population, NULL, 0, 1, 1);
	for (uint32_t i = 0; i < SMALL * SMALL; i++)
		none *= 1 - N / (pairs - i);
	assert_in_range(r.chance, (int64_t)((3 - none) * 1e6 / 3 - 1),
	    (int64_t)((3 - none) * 1e6 / 3 + 1));
	graph_clear(&g);
}

static void
which_attribute(void **state)
{
	struct attribute attributes[] = {
		{ .name = memory_text("year"), .type = ATTRIBUTE_SCALE },
		{ .name = memory_text("team"), .type = ATTRIBUTE_CHOICE },
		{ .name = memory_text("domain"), .type = ATTRIBUTE_TREE },
	};
	struct population *p = population_new(attributes, 3);
	struct rules *rules = rules_new(attributes, 3);
	struct fault why;
	int column;

	(void)state;
	assert_int_equal(growth_attribute(p, rules), 1);
	assert_int_equal(rules_prefer(rules, "differ year", &column, &why), 0);
	assert_int_equal(growth_attribute(p, rules), 1);
	assert_int_equal(
	    rules_prefer(rules, "differ domain", &column, &why), 0);
	assert_int_equal(growth_attribute(p, rules), 2);
	rules_free(rules);
	population_free(p);
	p = population_new(attributes, 1);
	rules = rules_new(attributes, 1);
	assert_true(growth_attribute(p, rules) == GROWTH_NO_ATTRIBUTE);
	rules_free(rules);
	population_free(p);
	for (size_t i = 0; i < COUNT_OF(attributes); i++)
		attribute_clear(&attributes[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_and_one),
		cmocka_unit_test(a_path),
		cmocka_unit_test(a_sampled_ring),
		cmocka_unit_test(islands),
		cmocka_unit_test(who_left_does_not_count),
		cmocka_unit_test(bridges_by_chance),
		cmocka_unit_test(all_pairs_bridge_all),
		cmocka_unit_test(bridges_by_many_chances),
		cmocka_unit_test(which_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
