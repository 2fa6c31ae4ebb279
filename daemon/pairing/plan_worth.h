/*
 * Private to pairing/: what preferences give, in millionths, by the small
 * numbers that a plan compares. The same as each kind's worth in rules_data.h.
 */
#ifndef PAIRING_PLAN_WORTH_H
#define PAIRING_PLAN_WORTH_H

#include "pairing/rules_data.h"

#define PLAN_WORTH_COMMON_MAX \
	ATTRIBUTE_TAGS_MAX /* in common; hours are fewer */

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

#define PLAN_WORTH_SHARES 1025
#define PLAN_WORTH_SHIFT 44

/* By x_of * y_of, up to 1024, what plan_worth_both multiplies with where it would divide:
 * 2^44 / (4 * x_of * y_of) rounded up (Granlund and Montgomery, "Division by
 * invariant integers using multiplication", 1994). The divisor is at most 4096
 * and the quotient about a million, so that what is divided, times the divisor,
 * is less than 2^44, which makes the quotient exact; and times the share it is
 * less than 2^64. */
void plan_worth_shares(uint64_t shares[PLAN_WORTH_SHARES]);

/* (x / x_of + y / y_of) / 2, of tags; 0 where there are none. */
static inline int32_t
plan_worth_both(const uint64_t *shares, uint32_t x, uint32_t x_of, uint32_t y,
    uint32_t y_of)
{
	uint32_t of = x_of * y_of, number = x * y_of + y * x_of;
	uint64_t divided = (uint64_t)number * 2000000 + 2 * of;

	return (int32_t)(of < PLAN_WORTH_SHARES
			     ? divided * shares[of] >> PLAN_WORTH_SHIFT
			     : divided / (4 * of));
}

#endif
