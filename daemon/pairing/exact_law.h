/*
 * The law of chance itself, for small pools: every allowed draw is counted, and
 * one is drawn with exactly its probability.
 *
 * Of all ways to form groups of k, or k + 1, members who may all meet, with the
 * rest sitting out, those count that
 * 1. introduce the most members,
 * 2. of those, let the fewest of the longest waiting sit out, then the fewest
 *    of the next longest, and so on (plan_waiting),
 * 3. of those, have the fewest groups of k + 1;
 * 4. of those, where k is 2, have the most members in trios who prefer three.
 * Among them P(draw) ∝ exp(score / T), where a group of g scores g / 2 times
 * the mean of its pairs' scores.
 */
#ifndef PAIRING_EXACT_LAW_H
#define PAIRING_EXACT_LAW_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/grouping.h"
#include "pairing/plan.h"

#define EXACT_LAW_MAX 18 /* members, with groups of up to 5; 16 above */

/* Whether a pool of this size can be counted in fractions of a second. */
bool exact_law_fits(uint32_t size, uint32_t k);
/* Draws; `temperature` in millionths: 0 takes the best score only (ties by
 * chance), INT64_MAX makes all alike. Dies where it does not fit. */
struct grouping *exact_law_draw(const struct plan *plan, uint32_t k,
    int64_t temperature, uint64_t seed) MUST_CHECK;

#endif
