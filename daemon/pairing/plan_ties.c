/*
 * Ties: see pairing/plan_ties.h.
 */
#include "pairing/plan_ties.h"

void
plan_ties_load(struct plan_ties_of *of, const struct plan_ties *ties,
    uint32_t a, uint32_t n)
{
	uint64_t first = ties->p->tie_first[a];

	of->ties = ties;
	of->other = ties->p->tie_other + first;
	of->what = ties->p->tie_what + first;
	of->count = (uint32_t)(ties->p->tie_first[a + 1] - first);
	of->has_sieve = of->count > 0 && of->count / 4 <= n;
	if (!of->has_sieve)
		return;
	memset(of->sieve, 0, sizeof(of->sieve));
	for (uint32_t i = 0; i < of->count; i++) {
		uint32_t bit = of->other[i] * UINT32_C(0x9e3779b1) >> 22;

		of->sieve[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

bool
plan_ties_look(const struct plan_ties_of *of, uint32_t b)
{
	uint32_t low = 0, high = of->count, weeks;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (of->other[middle] < b)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == of->count || of->other[low] != b)
		return false;
	weeks = of->what[low] & TIE_WEEKS;
	return (of->what[low] & TIE_BIT_BLOCKS) != 0 ||
	       (of->ties->knows && (of->what[low] & TIE_BIT_KNOWS) != 0) ||
	       (weeks != 0 && weeks - 1 < of->ties->weeks);
}
