/*
 * The greedy draw: of all pairs that are still free, the one whose two members
 * regret it least sits down, again and again. A pair's regret is what it gives
 * less than the mean of both members' best candidates: so that those whose
 * best is poor are not served last, in the spirit of the regret heuristics of
 * transport and assignment (Reinfeld and Vogel 1958, who look at the second
 * best instead). Then the same among those whom it left over, from new
 * candidates.
 *
 * Of very many members not all sit down at once: those who hardly regret it do,
 * and the others look further among themselves first, again and again, so that
 * most looking is done for those who are hardest to please.
 */
#ifndef PAIRING_GREEDY_H
#define PAIRING_GREEDY_H

#include "pairing/candidates.h"
#include "pairing/seating.h"

/* A seating of pairs; not the largest one (pairing/cover.h makes it so). The
 * candidates are of all members; the options say how those left over look for
 * theirs, and, by goes_on, whether the candidates are added to. */
struct seating *greedy_find(const struct plan *plan, struct candidates *c,
    const struct candidates_options *options) MUST_CHECK;

#endif
