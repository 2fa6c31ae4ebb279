/*
 * Growth: see pairing/growth.h. Members in the community become vertices
 * 0..n-1 of a graph of lists, which components and bridges are read from;
 * distances are growth_distance.c's.
 */
#include "pairing/growth.h"
#include "base/memory.h"
#include "pairing/growth_data.h"
#include "pairing/ratio.h"
#include "pairing/rules_data.h"

/* --- the graph ------------------------------------------------------------ */

static void
graph_init(
    struct growth_graph *graph, const struct population *p, const bool *is_in)
{
	uint32_t *vertex = memory_new(p->size, sizeof(*vertex));
	uint64_t at = 0;

	*graph = (struct growth_graph){ .members = memory_new(
					    p->size, sizeof(uint32_t)) };
	for (uint32_t m = 0; m < p->size; m++)
		if (is_in == NULL || is_in[m]) {
			vertex[m] = graph->size;
			graph->members[graph->size++] = m;
		}
	graph->first =
	    memory_new((size_t)graph->size + 1, sizeof(*graph->first));
	graph->other = memory_new(
	    (size_t)p->tie_first[p->size] + 1, sizeof(*graph->other));
	for (uint32_t v = 0; v < graph->size; v++) {
		uint32_t m = graph->members[v];

		for (uint64_t i = p->tie_first[m]; i < p->tie_first[m + 1];
		     i++) {
			uint32_t other = p->tie_other[i];

			if ((p->tie_what[i] & TIE_WEEKS) != 0 &&
			    (is_in == NULL || is_in[other]))
				graph->other[at++] = vertex[other];
		}
		graph->first[v + 1] = at;
	}
	free(vertex);
}

static void
graph_clear(struct growth_graph *graph)
{
	free(graph->members);
	free(graph->first);
	free(graph->other);
}

/* --- components ----------------------------------------------------------- */

/* By union and find with halved ways (Tarjan and van Leeuwen 1984). */
static uint32_t
find_root(uint32_t *above, uint32_t v)
{
	while (above[v] != v) {
		above[v] = above[above[v]];
		v = above[v];
	}
	return v;
}

static void
count_components(struct growth *g, const struct growth_graph *graph)
{
	uint32_t *above = memory_new(graph->size, sizeof(*above));
	uint32_t *count = memory_new(graph->size, sizeof(*count));

	for (uint32_t v = 0; v < graph->size; v++)
		above[v] = v;
	for (uint32_t v = 0; v < graph->size; v++)
		for (uint64_t i = graph->first[v]; i < graph->first[v + 1]; i++)
			above[find_root(above, graph->other[i])] =
			    find_root(above, v);
	for (uint32_t v = 0; v < graph->size; v++) {
		uint32_t root = find_root(above, v);

		g->components += root == v;
		if (++count[root] > g->giant)
			g->giant = count[root];
	}
	free(above);
	free(count);
}

/* --- bridges -------------------------------------------------------------- */

size_t
growth_attribute(const struct population *p, const struct rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->items[i];
		enum attribute_type type;

		if (rule->kind->attribute_count == 0)
			continue;
		type = p->columns[rule->attributes[0]].type;
		if (type == ATTRIBUTE_CHOICE || type == ATTRIBUTE_TREE)
			return rule->attributes[0];
	}
	for (size_t i = 0; i < p->attribute_count; i++)
		if (p->columns[i].type == ATTRIBUTE_CHOICE ||
		    p->columns[i].type == ATTRIBUTE_TREE)
			return i;
	return GROWTH_NO_ATTRIBUTE;
}

/* The vertices' values, those of one value together. */
struct values {
	uint32_t *of;    /* by vertex, 0: missing */
	uint32_t *count; /* by value */
	uint32_t *order; /* vertices with a value, by value */
	uint32_t most, known;
};

static void
values_init(
    struct values *v, const struct growth_graph *graph, const struct column *c)
{
	uint32_t *next;

	*v = (struct values){ .most = c->word_count };
	v->of = memory_new(graph->size, sizeof(*v->of));
	v->order = memory_new(graph->size, sizeof(*v->order));
	v->count = memory_new((size_t)v->most + 1, sizeof(*v->count));
	next = memory_new((size_t)v->most + 1, sizeof(*next));
	for (uint32_t i = 0; i < graph->size; i++) {
		uint16_t id = c->ids[graph->members[i]];

		v->of[i] = c->type == ATTRIBUTE_TREE ? rule_cut(c, id, 1) : id;
		if (v->of[i] != 0)
			v->count[v->of[i]]++;
	}
	for (uint32_t x = 1; x <= v->most; x++) {
		next[x] = v->known;
		v->known += v->count[x];
	}
	for (uint32_t i = 0; i < graph->size; i++)
		if (v->of[i] != 0)
			v->order[next[v->of[i]]++] = i;
	free(next);
}

static void
values_clear(struct values *v)
{
	free(v->of);
	free(v->count);
	free(v->order);
}

/* How many pairs of values are linked, and by how many links in all. */
static void
count_bridges(struct growth *g, const struct values *v,
    const struct growth_graph *graph, uint64_t *links)
{
	/* By value: the value from which it was reached last. */
	uint32_t *reached = memory_new((size_t)v->most + 1, sizeof(*reached));
	uint64_t ends = 0, sides = 0;

	for (uint32_t i = 0; i < v->known; i++) {
		uint32_t a = v->order[i], x = v->of[a];

		for (uint64_t k = graph->first[a]; k < graph->first[a + 1];
		     k++) {
			uint32_t y = v->of[graph->other[k]];

			ends += y != 0;
			if (y == 0 || y == x || reached[y] == x)
				continue;
			reached[y] = x;
			sides++;
		}
	}
	g->bridged = sides / 2;
	*links = ends / 2;
	free(reached);
}

static void
measure_bridges(
    struct growth *g, const struct growth_graph *graph, const struct column *c)
{
	struct values v;
	uint64_t links;

	values_init(&v, graph, c);
	count_bridges(g, &v, graph, &links);
	for (uint32_t x = 1; x <= v.most; x++)
		g->values += v.count[x] > 0;
	g->value_pairs = (uint64_t)g->values * (g->values - 1) / 2;
	if (g->value_pairs > 0) {
		uint64_t most = links < g->value_pairs ? links : g->value_pairs;

		g->share = ratio_millionths(
		    (int64_t)g->bridged, (int64_t)g->value_pairs);
		g->ceiling =
		    ratio_millionths((int64_t)most, (int64_t)g->value_pairs);
		g->chance = growth_chance(v.count, v.most, links);
	}
	values_clear(&v);
}

/* --- all ------------------------------------------------------------------ */

/* The graph of who is in, and what is counted of any. */
static void
growth_init(struct growth *g, struct growth_graph *graph,
    const struct population *p, const bool *is_in)
{
	*g = (struct growth){ .distance = GROWTH_UNKNOWN,
		.share = GROWTH_UNKNOWN,
		.chance = GROWTH_UNKNOWN,
		.ceiling = GROWTH_UNKNOWN };
	graph_init(graph, p, is_in);
	g->members = graph->size;
	g->links = graph->first[graph->size] / 2;
}

void
growth_bridges(struct growth *g, const struct population *p, const bool *is_in,
    size_t attribute)
{
	struct growth_graph graph;

	growth_init(g, &graph, p, is_in);
	if (attribute != GROWTH_NO_ATTRIBUTE)
		measure_bridges(g, &graph, &p->columns[attribute]);
	graph_clear(&graph);
}

void
growth_measure(struct growth *g, const struct population *p, const bool *is_in,
    size_t attribute, uint64_t seed, int threads)
{
	struct growth_graph graph;

	growth_init(g, &graph, p, is_in);
	count_components(g, &graph);
	growth_distance(g, &graph, seed, threads);
	if (attribute != GROWTH_NO_ATTRIBUTE)
		measure_bridges(g, &graph, &p->columns[attribute]);
	graph_clear(&graph);
}
