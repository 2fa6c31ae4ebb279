/*
 * Private to pairing/: exact fractions as whole millionths.
 */
#ifndef PAIRING_RATIO_H
#define PAIRING_RATIO_H

#include <stdint.h>

#define RATIO_ONE 1000000

/* number / of, rounded half up; 0 <= number <= of, of > 0. */
static inline int32_t
ratio_millionths(int64_t number, int64_t of)
{
	return (int32_t)(((__int128)number * (2 * RATIO_ONE) + of) /
			 ((__int128)of * 2));
}

#endif
