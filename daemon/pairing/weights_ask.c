/*
 * Asking weights: see pairing/weights.h.
 */
#include "pairing/weights.h"

int32_t
weights_score(const struct weights *w, uint32_t a, uint32_t b)
{
	if (a >= w->members || b >= w->members || a == b)
		return SCORE_FORBIDDEN;
	return w->scores == NULL ? plan_score(w->plan, a, b)
				 : w->scores[(size_t)a * w->members + b];
}

uint64_t
weights_sum(const struct weights *w, uint32_t v)
{
	return w->rows[v].upto[w->rows[v].count - 1];
}

uint32_t
weights_pick(const struct weights *w, uint32_t v, struct dice *dice)
{
	__extension__ typedef unsigned __int128 wide;
	const struct weights_row *row = &w->rows[v];
	uint32_t count = row->count, low = 0;
	uint64_t point =
	    (uint64_t)((wide)dice_next(dice) * row->upto[count - 1] >> 64);

	/* The first whose sum exceeds the point, by halving. */
	while (count > 1) {
		uint32_t half = count / 2;

		low += row->upto[low + half - 1] <= point ? half : 0;
		count -= half;
	}
	return row->other[low];
}
