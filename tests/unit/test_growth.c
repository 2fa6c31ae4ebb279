/*
 * pairing/growth: graphs whose components, distances and bridges are known.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
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

/* How long a ring of so many takes. */
static clock_t
time_ring(uint32_t n)
{
	struct graph g;
	struct growth r;
	clock_t began;

	make_path(&g, n, true);
	began = clock();
	growth_measure(&r, g.population, NULL, GROWTH_NO_ATTRIBUTE, 7, 1);
	began = clock() - began;
	assert_int_equal(r.sources, GROWTH_SOURCES);
	graph_clear(&g);
	return began;
}

/* A ring takes as many steps as half its members, each of which reaches few:
 * eight times the members take eight times as long, not sixty-four. */
static void
long_ways_in_little_time(void **state)
{
	(void)state;
	assert_true(time_ring(32000) < 24 * time_ring(4000));
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

/* Values x with one member, y with two, z with three: n = 6, 30 ordered pairs.
 * Of two links none joins x and y with (1 - 4/30)², x and z (1 - 6/30)², y and
 * z (1 - 12/30)². */
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
	/* (0.248889 + 0.36 + 0.64) / 3 */
	assert_int_equal(r.chance, 416296);
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
		cmocka_unit_test(long_ways_in_little_time),
		cmocka_unit_test(islands),
		cmocka_unit_test(who_left_does_not_count),
		cmocka_unit_test(bridges_by_chance),
		cmocka_unit_test(which_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
