/*
 * The state of the Markov chain of pairing/sampler.h, as a deck of cards: a
 * pile of pairs and a pile of trios, which are shuffled and cut into parts, each
 * of which becomes a block (pairing/worm.h) and goes back changed.
 *
 * Whoever sits out is paired with an empty chair of their class of waiting.
 * Chairs are the vertices from the number of members on.
 */
#ifndef PAIRING_DECK_H
#define PAIRING_DECK_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/dice.h"
#include "pairing/plan.h"
#include "pairing/seating.h"
#include "pairing/worm.h"

struct deck {
	const struct plan *plan;
	uint32_t size, chair_count;
	uint32_t *waiting; /* by chair, ascending: whom it takes */
	uint32_t pair_count, trio_count;
	uint32_t (*pairs)[2]; /* a chair comes second */
	uint32_t (*trios)[3];
	bool is_whole;
	uint32_t parts; /* into so many blocks both piles are cut */
};

/* One part as a block; ids[] is by the block's vertex. */
struct deck_part {
	uint32_t first_pair, pair_count, first_trio, trio_count;
	uint32_t members, chairs;
	uint32_t *ids;
	struct worm_block block;
};

/* Cut into parts of at most PLAN_BLOCK_MAX vertices, or, if whole, not cut. */
struct deck *deck_new(const struct plan *plan, const struct seating *start,
    bool is_whole) MUST_CHECK;
void deck_free(struct deck *d);
void deck_shuffle(struct deck *d, struct dice *dice);

/* Room for any part of the deck. */
void deck_part_init(const struct deck *d, struct deck_part *p);
void deck_part_clear(struct deck_part *p);
/* The most vertices that a part may have. */
uint32_t deck_part_room(const struct deck *d);
/* Reads a part: all but block.weights. */
void deck_take(const struct deck *d, uint32_t part, struct deck_part *out);
/* The classes of the part's chairs, of which there is room for all. */
void deck_part_waiting(
    const struct deck *d, const struct deck_part *p, uint32_t *waiting);
void deck_give(struct deck *d, const struct deck_part *p);

/* The mean score of those who do not sit out, in millionths. */
int64_t deck_mean(const struct deck *d);
void deck_write(const struct deck *d, struct seating *out);

#endif
