/*
 * Circles: groups of k members, three and more, or k + 1, in which everybody may
 * meet everybody. To introduce the most members is NP-hard for them (Garey and
 * Johnson 1979, GT11), so that what is promised is that every group is allowed,
 * not that nobody could have been added; the report says so.
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

/* `temperature` as draw_temperature gives it; so many steps of chance, and at
 * most four times as many before them to find allowed groups. Whoever is in no allowed group at all
 * takes nobody else's place; who waited longest is kept where some are left
 * over. */
struct grouping *circles_find(const struct plan *plan, uint32_t k,
    int64_t temperature, uint64_t seed, uint64_t steps) MUST_CHECK;
/* Steps that do for a pool of this size. */
uint64_t circles_steps(uint32_t size);
/* The temperature of step 0..steps-1 where the draw's is 0: from a tenth of a
 * pair's score, falling as the square of the steps that are left, to nothing.
 * In millionths / (k (k - 1)), so that it is whole as gains are. */
int64_t circles_cooling(uint32_t k, uint64_t step, uint64_t steps);

#endif
