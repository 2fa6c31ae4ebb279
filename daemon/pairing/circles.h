/*
 * Circles: groups of k members, three and more, or k + 1, in which everybody
 * may meet everybody. To introduce the most members is NP-hard for them (Garey
 * and Johnson 1979, GT11), so that what is promised is that every group is
 * allowed, not that nobody could have been added; the report says so.
 *
 * First as many allowed groups as are found, by annealing (Kirkpatrick, Gelatt
 * and Vecchi 1983) on the number of forbidden pairs; then, from allowed
 * groupings to allowed groupings only, exchanges of two members, or moves of
 * one from a larger to a smaller group, by the rule of Metropolis (1953), whose
 * equilibrium is P ∝ exp(score / T) over all groupings that such steps reach.
 * Where T is 0 it cools down to nothing.
 */
#ifndef PAIRING_CIRCLES_H
#define PAIRING_CIRCLES_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/grouping.h"
#include "pairing/plan.h"

/* `temperature` as that of struct draw; so many steps of chance, and at
 * most four times as many before them to find allowed groups.
 *
 * Whoever has no place in any group by the number of those they may meet (they
 * are not in the (k - 1)-core, Seidman 1983) takes nobody else's place. Others
 * may be in no allowed group either, as in pools of two halves that may meet
 * only each other; they sit out, and the groups of the rest may be fewer than
 * could have been. Of those left over who waited longest comes in for who
 * waited less, as long as an exchange of two is found that allows it.
 *
 * Into *unproven (may be NULL) so many more as might have been introduced, for all
 * that is known: of those who are not hopeless as many as fit into groups of k + 1. */
struct grouping *
circles_find(const struct plan *plan, uint32_t k, int64_t temperature,
    uint64_t seed, uint64_t steps, uint32_t *unproven) MUST_CHECK;
/* Steps that do for a pool of this size. */
uint64_t circles_steps(uint32_t size);
/* The temperature of step 0..steps-1 where the draw's is 0: from a tenth of a
 * pair's score, falling as the square of the steps that are left, to nothing.
 * In millionths / (k (k - 1)), so that it is whole as gains are. */
int64_t circles_cooling(uint32_t k, uint64_t step, uint64_t steps);

#endif
