/*
 * For tests of the laws of chance: small rule graphs, all their allowed draws
 * with the probability of each, found by brute force in floating point, and
 * whether drawn frequencies agree.
 */
#ifndef TESTS_UNIT_ENUMERATION_H
#define TESTS_UNIT_ENUMERATION_H

#include <stddef.h>
#include <stdint.h>
#include "pairing/grouping.h"
#include "pairing/plan.h"

#define ENUMERATION_INFINITE INT64_MAX

/* A graph of who may meet whom; scores are made of `seed`. */
struct rule_graph {
	const char *name;
	uint32_t size;
	const char *edges;  /* "01 12": digits of members; NULL: all */
	uint32_t forbidden; /* per cent of the pairs, at random */
	uint64_t seed;
	const char *waiting; /* a digit per member; NULL: nobody waited */
};

/* Edges as digits join two members each. */
extern const struct rule_graph rule_graphs[];
extern const size_t rule_graph_count;

struct rule_graph_plan {
	struct plan *plan;
	uint32_t waiting[16];
};

void rule_graph_open(const struct rule_graph *g, struct rule_graph_plan *out);
void rule_graph_close(struct rule_graph_plan *p);

struct enumeration {
	size_t count, room;
	uint64_t *draws; /* see enumeration_key, ascending */
	double *probability;
	unsigned *drawn; /* as counted by enumeration_add */
	unsigned total;
};

/* All draws that the law allows; temperature as in exact_law_draw. */
struct enumeration *
enumeration_new(const struct plan *plan, uint32_t k, int64_t temperature);
void enumeration_free(struct enumeration *e);
/* A draw as a number: four bits per member, the lowest of its group, or 15. */
uint64_t enumeration_key(const struct grouping *g);
/* Counts a draw; dies of one that is not allowed. */
void enumeration_add(struct enumeration *e, const struct grouping *g);
/* Chi-square against its quantile of 1 - 10^-4: below 1 they agree. Draws of
 * which fewer than five are expected are taken together. */
double enumeration_misfit(const struct enumeration *e);
/* The seating of pairs and trios of draw i. */
struct seating *
enumeration_seating(const struct enumeration *e, size_t i, uint32_t size);

#endif
