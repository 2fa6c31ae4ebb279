/*
 * The best draw of a pool of pairs, where serendipity is 0: of the seatings
 * that introduce as many, one of the highest score.
 *
 * Who sits out takes an empty chair: as many chairs of each number of rounds
 * waited as sit out of it, and only for those who waited so long, so that the
 * best perfect matching of members and chairs (pairing/blossom.h) is the best
 * seating. One third: the best trio is looked for by bounds. The duals say how
 * much a trio and the best pairs of all others could be worth at most; trios
 * are tried, the most promising first, until none promises more than was found.
 */
#ifndef PAIRING_OPTIMUM_H
#define PAIRING_OPTIMUM_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"
#include "pairing/seating.h"

#define OPTIMUM_MAX 1200 /* members: seconds above that */

/*
 * Makes `s` a best one; what pairing/seating.h says stays as it is. Of several
 * best ones chance by the seed takes one. Returns an upper bound of the score of
 * all such seatings, in seating_score's unit: where it equals the score, that
 * is proven the best; INT64_MAX: none is known (several thirds).
 */
int64_t optimum_find(
    const struct plan *plan, struct seating *s, uint64_t seed) MUST_CHECK;

#endif
