/*
 * Sets of many pairs: see pairing/plan_bits.h.
 */
#include "pairing/plan_bits.h"
#include "pairing/plan_kernel.h"

static inline const uint64_t *
set_at(const struct plan_lane *l, uint32_t i)
{
	return (const void *)(l->at + i * l->member);
}

/* Of sets whose words lie side by side; where `words` is a constant, without a
 * loop over them. */
static inline void
count_flat(const struct plan_bits *b, const uint32_t *restrict one,
    const uint32_t *restrict other, uint32_t n, uint16_t *restrict common,
    uint32_t words)
{
	const struct plan_lane mine = *b->mine, theirs = *b->theirs;

	for (uint32_t i = 0; i < n; i++) {
		const uint64_t *x = set_at(&mine, one[i]);
		const uint64_t *y = set_at(&theirs, other[i]);
		int sum = 0;

		for (uint32_t w = 0; w < words; w++)
			sum += __builtin_popcountll(x[w] & y[w]);
		common[i] = (uint16_t)sum;
	}
}

PLAN_KERNEL void
plan_bits_count(const struct plan_bits *b, const uint32_t *one,
    const uint32_t *other, uint32_t n, uint16_t *common)
{
	if (b->my_tags != NULL || !b->is_flat)
		for (uint32_t i = 0; i < n; i++)
			common[i] =
			    (uint16_t)plan_bits_common(b, one[i], other[i]);
	else if (b->words == 4)
		count_flat(b, one, other, n, common, 4);
	else if (b->words == 8)
		count_flat(b, one, other, n, common, 8);
	else
		count_flat(b, one, other, n, common, b->words);
}
