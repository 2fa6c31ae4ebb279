/*
 * What scores pairs of chance have.
 */
#ifndef PAIRING_CHANCE_SCORE_H
#define PAIRING_CHANCE_SCORE_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"

/* A score that one in 200 pairs exceeds, or so: the same for the same seed. The
 * plan has a member at least. */
int32_t chance_score_high(const struct plan *plan, uint64_t seed) MUST_CHECK;

#endif
