/*
 * The best seating of members of whom some must be in trios: branch and bound (Land
 * and Doig, "An automatic method of solving discrete programming problems",
 * Econometrica 28, 1960).
 *
 * As many open chairs as there are trios stand among the members, for anybody, beside
 * the chairs of those who sit out (pairing/optimum.h). The duals of the best perfect
 * matching say how much a trio and the best pairs of all others can be worth at most.
 * The member who promises most is taken away with an open chair, as one of a trio;
 * new duals, of the problem without them, say which two others promise most beside
 * them; those are taken away too, and so on, until no chair is open. Then that member
 * is in no trio, and the next one is tried, until none promises more than was found.
 */
#ifndef PAIRING_OPTIMUM_TRIOS_H
#define PAIRING_OPTIMUM_TRIOS_H

#include "base/attr.h"
#include "pairing/optimum_data.h"

/* `thirds` (one or more) of the members are such in the seating. Returns the bound. */
int64_t optimum_trios(struct optimum *o, uint32_t thirds) MUST_CHECK;

#endif
