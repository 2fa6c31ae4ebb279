/*
 * Private to pairing/: candidates of a population too large for all pairs. In
 * each round every member draws a key (pairing/plan_join.h); whoever drew the
 * same, meets.
 */
#ifndef PAIRING_CANDIDATES_JOIN_H
#define PAIRING_CANDIDATES_JOIN_H

#include "pairing/candidates.h"

/* Fills the empty lists of c. */
void candidates_join(struct candidates *c, const struct plan *plan,
    const struct candidates_options *options);

#endif
