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
 * equilibrium is P ∝ exp(score / T). Where T is 0 it cools down to
 * nothing.
 */
#ifndef PAIRING_CIRCLES_H
#define PAIRING_CIRCLES_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/grouping.h"
#include "pairing/plan.h"

/* `temperature` as draw_temperature gives it. Who waited longest is kept where
 * some are left over. */
struct grouping *circles_find(const struct plan *plan, uint32_t k,
    int64_t temperature, uint64_t seed) MUST_CHECK;

#endif
