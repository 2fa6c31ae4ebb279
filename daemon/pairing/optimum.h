/*
 * The best draw of a pool of pairs, where serendipity is 0: of the seatings
 * that introduce as many, one of the highest score.
 *
 * Who sits out takes an empty chair: as many chairs of each number of rounds
 * waited as sit out of it, and only for those who waited so long, so that the
 * best perfect matching of members and chairs (pairing/blossom.h) is the best
 * seating. Trios are looked for by bounds, see pairing/optimum_trios.h. Where there
 * are several, each part of the pool that no allowed pair links to others is a
 * problem of its own.
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
 * is proven the best.
 */
int64_t optimum_find(
    const struct plan *plan, struct seating *s, uint64_t seed) MUST_CHECK;

#endif
