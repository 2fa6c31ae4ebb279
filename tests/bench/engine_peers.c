/*
 * The greedy draw of others: see engine_peers.h. Who is still free stands in a
 * list in the random order, each pointing to the next.
 */
#include "bench/engine_peers.h"
#include "base/dice.h"
#include "base/memory.h"

#define PEOPLE_ASKED 4096
#define STREAM_PEERS 99

/* The place in the order of whoever takes the seat beside place `i`, and of the
 * free one before; false: nobody is allowed. */
static bool
choose(const struct plan *plan, const uint32_t *order, const uint32_t *next,
    uint32_t i, uint32_t looks, uint32_t *chosen, uint32_t *before)
{
	uint32_t n = plan_size(plan), seen = 0, asked = 0, last = i;
	int32_t best = SCORE_FORBIDDEN;

	for (uint32_t k = next[i]; k < n && seen < looks; k = next[k]) {
		int32_t score = plan_score(plan, order[i], order[k]);

		if (score != SCORE_FORBIDDEN)
			seen++;
		if (score > best) {
			best = score;
			*chosen = k;
			*before = last;
		}
		last = k;
		if (++asked == PEOPLE_ASKED)
			break;
	}
	return seen > 0;
}

struct seating *
engine_peers_draw(const struct plan *plan, uint32_t looks, uint64_t seed)
{
	uint32_t n = plan_size(plan), chosen = 0, before = 0;
	struct seating *s = seating_new(n);
	uint32_t *order = memory_new(n, sizeof(*order));
	uint32_t *next = memory_new(n, sizeof(*next));
	struct dice d;

	dice_init(&d, seed, STREAM_PEERS);
	for (uint32_t i = 0; i < n; i++) {
		order[i] = i;
		next[i] = i + 1;
	}
	dice_shuffle(&d, order, n);
	for (uint32_t i = 0; i < n; i++) {
		if (s->mate[order[i]] != SEAT_NOBODY ||
		    !choose(plan, order, next, i, looks, &chosen, &before))
			continue;
		next[before] = next[chosen];
		s->mate[order[i]] = order[chosen];
		s->mate[order[chosen]] = order[i];
		s->sit_out_count -= 2;
	}
	free(order);
	free(next);
	return s;
}
