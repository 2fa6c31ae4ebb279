/*
 * Ties: see pairing/plan_ties.h. Nearly always there is none, which short lists
 * tell soonest read as a whole: vectors compare many at once, and guess nothing.
 */
#include "pairing/plan_ties.h"
#include "pairing/plan_kernel.h"

#define SHORT 256
#define AHEAD 64 /* ties that are fetched early */
#define LINE 16  /* of them in a cache line */

/* Whether what two have with each other keeps them apart. */
static bool
refuses(const struct plan_ties *ties, uint16_t what)
{
	uint32_t weeks = what & TIE_WEEKS;

	return (what & TIE_BIT_BLOCKS) != 0 ||
	       (ties->knows && (what & TIE_BIT_KNOWS) != 0) ||
	       (weeks != 0 && weeks - 1 < ties->weeks);
}

uint64_t
plan_ties_sieve(const struct plan_ties *ties, uint32_t a)
{
	const struct population *p = ties->p;
	uint64_t sieve = 0;

	for (uint64_t i = p->tie_first[a]; i < p->tie_first[a + 1]; i++)
		if (refuses(ties, p->tie_what[i]))
			sieve |= UINT64_C(1) << plan_ties_bit(p->tie_other[i]);
	return sieve;
}

void
plan_ties_prefetch(const struct plan_ties *ties, uint32_t a)
{
	const struct population *p = ties->p;
	const uint32_t *other = p->tie_other + p->tie_first[a];
	const uint32_t *end = p->tie_other + p->tie_first[a + 1];
	uint32_t count = (uint32_t)(end - other);

	for (uint32_t k = 0; k < count && k < AHEAD; k += LINE)
		__builtin_prefetch(other + k);
	if (count > 0)
		__builtin_prefetch(end - 1);
}

void
plan_ties_load(
    struct plan_ties_of *of, const struct plan_ties *ties, uint32_t a)
{
	uint64_t first = ties->p->tie_first[a];

	of->ties = ties;
	of->other = ties->p->tie_other + first;
	of->what = ties->p->tie_what + first;
	of->count = (uint32_t)(ties->p->tie_first[a + 1] - first);
}

PLAN_KERNEL static bool
is_among(const uint32_t *others, uint32_t count, uint32_t b)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < count; i++)
		found |= others[i] == b;
	return found != 0;
}

bool
plan_ties_refuse(const struct plan_ties_of *of, uint32_t b)
{
	uint32_t low = 0, high = of->count;

	if (high <= SHORT && !is_among(of->other, high, b))
		return false;
	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (of->other[middle] < b)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == of->count || of->other[low] != b)
		return false;
	return refuses(of->ties, of->what[low]);
}
