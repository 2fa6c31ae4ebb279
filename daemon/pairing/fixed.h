/*
 * Exponentials and positive numbers of any size in integer arithmetic, so that
 * chance weighted by exp(score / T) falls the same way on every processor,
 * compiler and optimisation level.
 */
#ifndef PAIRING_FIXED_H
#define PAIRING_FIXED_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/dice.h"

#define FIXED_ONE (UINT64_C(1) << 32) /* 1 as 32.32 */

/* exp(-x) of x as 32.32, as 0.64: UINT64_MAX is as near as it comes to 1. Off
 * by at most (x + 16) / 2^62 of itself, and by one unit for the last place. */
uint64_t fixed_exp(uint64_t x);
/* 2^f of f as 0.64, as 1.63: the highest bit is always set. Off by less than
 * 2^-59. */
uint64_t fixed_exp2(uint64_t f);

/*
 * A weight: mantissa × 2^(exponent - 63), where the mantissa's highest bit is
 * set or all is 0. Sums of weights that differ by thousands of powers of ten
 * are right to 2^-62 per operation.
 */
struct fixed_weight {
	uint64_t mantissa;
	int64_t exponent;
};

struct fixed_weight fixed_weight_of(uint64_t whole);
/* exp(a / b), b > 0, |a / b| < 2^31. The quotient is rounded to 2^-33, so that
 * the result is off by at most 2^-32 of itself. */
struct fixed_weight fixed_weight_exp(int64_t a, int64_t b);
struct fixed_weight
fixed_weight_add(struct fixed_weight a, struct fixed_weight b);
struct fixed_weight
fixed_weight_multiply(struct fixed_weight a, struct fixed_weight b);
/* Below, at or above 0 as a is less, equal or greater than b. */
int fixed_weight_compare(struct fixed_weight a, struct fixed_weight b);
/* One of 0..n-1, i with probability weights[i] / their sum to 2^-30; not all
 * may be 0, and one that is 0 is never picked. */
size_t fixed_weight_pick(
    const struct fixed_weight *weights, size_t n, struct dice *dice);

#endif
