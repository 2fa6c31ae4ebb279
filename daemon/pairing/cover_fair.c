/*
 * Who sits out, where some must: the sets of members that can be left over
 * are, like those that can be covered, the bases of a matroid, so that taking
 * them greedily, the shortest waiting first, leaves over the best set of all.
 */
#include "base/memory.h"
#include "pairing/cover_work.h"

static int
compare_keys(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* Those of the odd pieces, who alone can be left over: the shortest waiting
 * first, those alike in an order of chance. */
static uint32_t *
candidates_of(struct cover_work *w, uint32_t *count)
{
	uint32_t *list = memory_new(w->size, sizeof(*list)), *sorted, n = 0;
	uint64_t *keys;

	for (uint32_t v = 0; v < w->size; v++)
		if (w->piece[v] != SEAT_NOBODY && !w->search->is_fixed[v])
			list[n++] = v;
	dice_shuffle(&w->dice, list, n);
	keys = memory_new(n, sizeof(*keys));
	for (uint32_t i = 0; i < n; i++)
		keys[i] = (uint64_t)plan_waiting(w->plan, list[i]) << 32 | i;
	qsort(keys, n, sizeof(*keys), compare_keys);
	sorted = memory_new(n, sizeof(*sorted));
	for (uint32_t i = 0; i < n; i++)
		sorted[i] = list[(uint32_t)keys[i]];
	free(keys);
	free(list);
	*count = n;
	return sorted;
}

/* Leaves x over instead of somebody who is not fixed; false: that cannot be. */
static bool
leave_over(struct cover_work *w, uint32_t x)
{
	struct cover_search *s = w->search;
	uint32_t partner = s->mate[x], end;

	s->mate[x] = s->mate[partner] = SEAT_NOBODY;
	s->is_closed[x] = true;
	end = cover_search_from(s, partner);
	s->is_closed[x] = false;
	if (end == SEAT_NOBODY) {
		s->mate[x] = partner;
		s->mate[partner] = x;
		return false;
	}
	cover_search_augment(s, end);
	return true;
}

static bool
all_waited_alike(const struct cover_work *w)
{
	for (uint32_t v = 1; v < w->size; v++)
		if (plan_waiting(w->plan, v) != plan_waiting(w->plan, 0))
			return false;
	return true;
}

/* Whoever is left over, others are left over instead of by way of the odd pieces
 * and the barrier only (Gallai and Edmonds), which fixing some makes less of. */
static void
close_others(struct cover_work *w, bool are_closed)
{
	bool *is_closed = w->search->is_closed;

	for (uint32_t v = 0; v < w->size; v++)
		is_closed[v] = are_closed && w->piece[v] == SEAT_NOBODY;
	for (uint32_t i = 0; i < w->barrier_count; i++)
		is_closed[w->barrier[i]] = false;
}

void
cover_fair_choose(struct cover_work *w)
{
	uint32_t *candidates, count, left = 0;
	struct cover_search *s = w->search;

	for (uint32_t v = 0; v < w->size; v++)
		left += s->mate[v] == SEAT_NOBODY && !s->is_fixed[v];
	if (left == 0 || all_waited_alike(w))
		return;
	candidates = candidates_of(w, &count);
	close_others(w, true);
	for (uint32_t i = 0; i < count && left > 0; i++) {
		uint32_t x = candidates[i];

		if (s->mate[x] != SEAT_NOBODY && !leave_over(w, x))
			continue;
		s->is_fixed[x] = true;
		left--;
	}
	close_others(w, false);
	free(candidates);
}
