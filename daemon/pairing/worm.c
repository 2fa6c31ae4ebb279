/*
 * The worm: see pairing/worm.h.
 */
#include "pairing/worm.h"
#include "base/memory.h"

#define STEPS_PER_VERTEX 32

void
worm_init(struct worm_block *b, uint32_t vertices, uint32_t trios)
{
	b->mate = memory_new(vertices, sizeof(*b->mate));
	b->before = memory_new(vertices, sizeof(*b->before));
	b->trios = memory_new(trios, sizeof(*b->trios));
}

void
worm_clear(struct worm_block *b)
{
	free(b->mate);
	free(b->before);
	free(b->trios);
}

void
worm_loop(struct worm_block *b, struct dice *dice)
{
	const struct weights *w = b->weights;
	uint32_t start = dice_below(dice, w->count), end = b->mate[start];

	if (end == WORM_ALONE)
		return;
	memcpy(b->before, b->mate, w->count * sizeof(*b->mate));
	for (uint64_t left = (uint64_t)STEPS_PER_VERTEX * w->count; left > 0;
	     left--) {
		uint32_t c = weights_pick(w, end, dice), next = b->mate[c];

		if (c == start) {
			b->mate[start] = end;
			b->mate[end] = start;
			return;
		}
		if (next == WORM_ALONE)
			continue;
		b->mate[c] = end;
		b->mate[end] = c;
		end = next;
	}
	memcpy(b->mate, b->before, w->count * sizeof(*b->mate));
}
