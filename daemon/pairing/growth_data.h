/*
 * Private to pairing/growth*: the graph, and what is measured of it elsewhere.
 */
#ifndef PAIRING_GROWTH_DATA_H
#define PAIRING_GROWTH_DATA_H

#include "pairing/growth.h"

struct growth_graph {
	uint32_t size;     /* vertices */
	uint32_t *members; /* by vertex: who it is, ascending */
	/* Vertex v's neighbours are other[first[v]] to other[first[v + 1] - 1],
	 * each edge at both its ends. */
	uint64_t *first;
	uint32_t *other;
};

/* growth_distance.c: distance and sources. */
void growth_distance(struct growth *g, const struct growth_graph *graph,
    uint64_t seed, int threads);
/* growth_chance.c: the share of pairs of values that would be linked if so many
 * pairs of members, as good as any others, had met, in millionths;
 * GROWTH_UNKNOWN of fewer than two values. count[1..most] are the members of
 * each value; there are no more links than pairs of them all. */
int64_t growth_chance(const uint32_t *count, uint32_t most, uint64_t links);

#endif
