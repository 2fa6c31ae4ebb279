/*
 * Chance, of two kinds that must never be confused: dice, reproducible from a
 * seed, for draws; entropy, from the kernel, for secrets and identifiers.
 */
#ifndef BASE_DICE_H
#define BASE_DICE_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"

/* xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64 from a seed and
 * the number of a stream: the same pair gives the same numbers everywhere. */
struct dice {
	uint64_t s[4];
};

void dice_init(struct dice *d, uint64_t seed, uint64_t stream);
uint64_t dice_next(struct dice *d);
/* 0..n-1 without bias (Lemire 2019); n > 0. */
uint32_t dice_below(struct dice *d, uint32_t n);
/* Fisher and Yates. */
void dice_shuffle(struct dice *d, uint32_t *items, size_t n);

/* 0..n-1 from entropy, for delays that shall not coincide; n > 0. */
int64_t dice_jitter(int64_t n);

/* getrandom(2); dies where the kernel has none. */
void entropy_fill(void *out, size_t n);

#endif
