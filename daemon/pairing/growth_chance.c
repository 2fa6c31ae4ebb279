/*
 * Bridges by chance: E links are distinct, so that by chance they are any E of
 * the N = n (n - 1) / 2 pairs of n members. Of those xy join values of x and y
 * members, so that none is linked with C(N - xy, E) / C(N, E). Values with as
 * many members are alike, of which there can be no more than the square root of
 * 2n kinds.
 */
#include "base/memory.h"
#include "pairing/growth_data.h"
#include "pairing/ratio.h"

#define FRACTION_BITS 62 /* of a probability */
#define FRACTION_ONE (UINT64_C(1) << FRACTION_BITS)
#define STEPS 32

static int
compare_numbers(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static uint64_t
multiply(uint64_t a, uint64_t b)
{
	return (uint64_t)(((unsigned __int128)a * b) >> FRACTION_BITS);
}

static uint64_t
power_of(uint64_t base, uint64_t exponent)
{
	uint64_t power = FRACTION_ONE;

	for (; exponent > 0; exponent >>= 1) {
		if (exponent & 1)
			power = multiply(power, base);
		base = multiply(base, base);
	}
	return power;
}

/* The probability that no link joins values of x and y members of n: with f the
 * fewer of E and xy, and m the more of them, the product of 1 - m / (N - i) for
 * i from 0 to f - 1. More than STEPS factors are taken a few at a time as a
 * power of their middle one; since f * f is no more than -N times the logarithm
 * of the product, that changes it by less than a millionth. */
static uint64_t
none_of(uint64_t x, uint64_t y, uint64_t n, uint64_t links)
{
	uint64_t few = links < x * y ? links : x * y;
	uint64_t many = links < x * y ? x * y : links;
	uint64_t power = FRACTION_ONE, at = 0;

	for (uint64_t step = 0; step < STEPS && power > 0; step++) {
		uint64_t length = few / STEPS + (step < few % STEPS);
		uint64_t twice; /* N - i of the middle one */

		if (length == 0)
			break;
		twice = n * (n - 1) - 2 * at - (length - 1);
		if (twice <= 2 * many)
			return 0;
		power = multiply(power,
		    power_of((uint64_t)((unsigned __int128)(twice - 2 * many) *
					FRACTION_ONE / twice),
			length));
		at += length;
	}
	return power;
}

int64_t
growth_chance(const uint32_t *count, uint32_t most, uint64_t links)
{
	uint32_t *kinds = memory_new(most, sizeof(*kinds)), kept = 0, end;
	uint64_t n = 0, all;
	unsigned __int128 sum = 0; /* of probabilities */

	for (uint32_t x = 1; x <= most; x++)
		if (count[x] > 0) {
			kinds[kept++] = count[x];
			n += count[x];
		}
	qsort(kinds, kept, sizeof(*kinds), compare_numbers);
	for (uint32_t i = 0; i < kept; i = end) {
		uint64_t alike, next, pairs;

		for (end = i + 1; end < kept && kinds[end] == kinds[i];)
			end++;
		alike = end - i;
		pairs = alike * (alike - 1) / 2;
		if (pairs > 0)
			sum += (unsigned __int128)pairs *
			       (FRACTION_ONE -
				   none_of(kinds[i], kinds[i], n, links));
		for (uint32_t k = end; k < kept; k += (uint32_t)next) {
			for (next = 1;
			     k + next < kept && kinds[k + next] == kinds[k];)
				next++;
			sum += (unsigned __int128)(alike * next) *
			       (FRACTION_ONE -
				   none_of(kinds[i], kinds[k], n, links));
		}
	}
	free(kinds);
	if (kept < 2)
		return GROWTH_UNKNOWN;
	all = (uint64_t)kept * (kept - 1) / 2;
	return (int64_t)((sum / all * RATIO_ONE + FRACTION_ONE / 2) >>
			 FRACTION_BITS);
}
