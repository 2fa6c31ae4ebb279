/*
 * How numbers are spread: least, quartiles, most. A quartile is the least of the
 * numbers that a quarter (a half, three quarters) of all do not exceed.
 */
#ifndef PAIRING_SPREAD_H
#define PAIRING_SPREAD_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"

struct spread {
	size_t count; /* 0: there are none, and all else is 0 */
	uint32_t least, lower, median, upper, most;
	int64_t mean; /* millionths */
};

/* Sorts the numbers. */
void spread_make(struct spread *s, uint32_t *numbers, size_t count);

#endif
