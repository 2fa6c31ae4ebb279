/*
 * The greedy draw: the best pair that is still free sits down, again and again,
 * which is at least half of the optimum (Avis 1983), and in practice far more.
 * Then the same among those whom it left over, from new candidates.
 */
#ifndef PAIRING_GREEDY_H
#define PAIRING_GREEDY_H

#include "pairing/candidates.h"
#include "pairing/seating.h"

/* A seating of pairs; not the largest one (pairing/cover.h makes it so). The
 * candidates are of all members; the options say how those left over look for
 * theirs. */
struct seating *greedy_find(const struct plan *plan, const struct candidates *c,
    const struct candidates_options *options) MUST_CHECK;

#endif
