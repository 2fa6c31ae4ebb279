/*
 * Chains: a seating improved by alternating chains. A pair parts, one of the
 * two takes a candidate, whose partner takes one in turn …, until the last is
 * allowed to sit with the one that the first left behind, and all are better
 * off in sum: the variable-depth search of Lin and Kernighan (1973), carried
 * over to matchings.
 *
 * Who sits out may change places only with somebody who waited as long, so
 * that what pairing/seating.h asks stays true. Thirds and their pairs stay.
 */
#ifndef PAIRING_CHAINS_H
#define PAIRING_CHAINS_H

#include "pairing/candidates.h"
#include "pairing/seating.h"

struct chains_options {
	uint32_t sweeps; /* over all members, at most; 0: none */
	uint32_t depth;  /* of a chain, 1..CHAINS_DEPTH_MAX */
	/* 1..CHAINS_BREADTH_MAX candidates tried at the first and the second
	 * step; one at each further step. */
	uint32_t first, second;
	/* By member: who still sits with this one begins no chain until one has
	 * changed their pair; NULL: everybody does. */
	const uint32_t *settled;
	int threads; /* the result is the same */
	uint64_t seed;
};

#define CHAINS_DEPTH_MAX 12
#define CHAINS_BREADTH_MAX 8

/* Of the candidates, which are of all members. Returns how much the sum of the
 * pairs' scores grew. */
int64_t chains_improve(const struct plan *plan, const struct candidates *c,
    struct seating *s, const struct chains_options *options);

#endif
