/*
 * Private to pairing/: candidates of a population too large for all pairs. In
 * each round every member draws a key (pairing/plan_join.h); whoever drew the
 * same, meets.
 */
#ifndef PAIRING_CANDIDATES_JOIN_H
#define PAIRING_CANDIDATES_JOIN_H

#include "pairing/candidates.h"

/* Adds to the lists of places[0..count-1], all where places is NULL. */
void candidates_join(struct candidates *c, const struct plan *plan,
    const uint32_t *places, uint32_t count,
    const struct candidates_options *options);

#endif
