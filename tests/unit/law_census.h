/*
 * All allowed draws of a small pool, found by brute force, each with what the
 * law P ∝ exp(score / T) gives it, and how often it was drawn.
 */
#ifndef UNIT_LAW_CENSUS_H
#define UNIT_LAW_CENSUS_H

#include "pairing/draw.h"

#define LAW_SIZE_MOST 7
#define LAW_DRAWS_MOST 256
#define LAW_POOLS 11

struct pool {
	const char *name;
	uint32_t size;
	const char *edges;   /* "01 12": who may meet; NULL: all */
	const char *waiting; /* a digit per member; NULL: nobody waited */
	size_t draws;        /* that are allowed */
};

extern const struct pool law_pools[LAW_POOLS];
/* A number in its place on a scale of 0 to 100, and a team, of every pool. */
extern const char *const law_places[LAW_SIZE_MOST];
extern const char *const law_teams[LAW_SIZE_MOST];

bool pool_may_meet(const struct pool *pool, uint32_t a, uint32_t b);
uint32_t pool_waited(const struct pool *pool, uint32_t v);

/* A draw: by member the lowest of their group, or who sits out. */
#define SITS_OUT 9

struct census {
	const struct pool *pool;
	size_t count;
	uint32_t draws[LAW_DRAWS_MOST]; /* as decimal digits by member */
	double weight[LAW_DRAWS_MOST];
	unsigned drawn[LAW_DRAWS_MOST];
	unsigned total;
	double temperature; /* 0: only the best; INFINITY: all alike */
	/* Of what was found so far. */
	uint32_t sit_outs, trios, waiting[3];
	double best;
	uint32_t group[LAW_SIZE_MOST];
};

void census_take(struct census *c, const struct pool *pool, double temperature);
/* Counts a draw of this pool's members, who are `first` and those after. */
void census_count(struct census *c, const struct draw *draw, uint32_t first);
/* Chi-square over its critical value at 10^-6. */
double census_misfit(const struct census *c);

#endif
