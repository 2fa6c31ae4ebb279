/*
 * Private to pairing/: what preferences give, in millionths, by the small
 * numbers that a plan compares. The same as each kind's worth in rules_data.h.
 */
#ifndef PAIRING_PLAN_WORTH_H
#define PAIRING_PLAN_WORTH_H

#include "pairing/rules_data.h"

#define PLAN_WORTH_COMMON_MAX 168 /* hours, or tags, in common */

/* Of a distance number / of. */
int32_t
plan_worth_fraction(const struct rule *rule, int64_t number, int64_t of);
/* Of two numbers so far apart, on a scale of this span. */
int32_t plan_worth_apart(const struct rule *rule, int64_t apart, int64_t span);
/* Of the distance of two words of a tree. */
int32_t plan_worth_branches(
    const struct rule *rule, const struct column *c, uint16_t x, uint16_t y);
/* Of so much in common. */
int32_t plan_worth_common(const struct rule *rule, int64_t common);

/* (x / x_of + y / y_of) / 2, of tags. */
static inline int32_t
plan_worth_both(uint32_t x, uint32_t x_of, uint32_t y, uint32_t y_of)
{
	/* At most 2 · 32 · 32 · 2000000, which 32 bits hold. */
	uint32_t of = 2 * x_of * y_of, number = x * y_of + y * x_of;

	return (int32_t)((number * UINT32_C(2000000) + of) / (2 * of));
}

#endif
