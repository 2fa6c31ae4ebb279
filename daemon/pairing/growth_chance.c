/*
 * Bridges by chance: a link between two members of chance joins values of x and
 * y members with probability p = 2xy / (n (n - 1)), so that of E links at least
 * one does with 1 - (1 - p)^E. Values with as many members are alike, of which
 * there can be no more than the square root of 2n kinds.
 */
#include "base/memory.h"
#include "pairing/growth_data.h"
#include "pairing/ratio.h"

#define FRACTION_BITS 62 /* of a probability */
#define FRACTION_ONE (UINT64_C(1) << FRACTION_BITS)

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

/* The probability that no link joins values of x and y members of n. */
static uint64_t
none_of(uint64_t x, uint64_t y, uint64_t n, uint64_t links)
{
	uint64_t pairs = n * (n - 1);
	uint64_t base = (uint64_t)((unsigned __int128)(pairs - 2 * x * y) *
				   FRACTION_ONE / pairs);
	uint64_t power = FRACTION_ONE;

	for (; links > 0; links >>= 1) {
		if (links & 1)
			power = multiply(power, base);
		base = multiply(base, base);
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
	all = (uint64_t)kept * (kept - 1) / 2;
	return (int64_t)((sum / all * RATIO_ONE + FRACTION_ONE / 2) >>
			 FRACTION_BITS);
}
