/*
 * The state of the Markov chain of pairing/sampler.h: pairs and trios in two
 * decks, which are shuffled and cut into parts, each of which becomes a block
 * (pairing/worm.h) and goes back changed.
 *
 * Whoever sits out is paired with an empty chair of their class of waiting.
 * Chairs are the vertices from the number of members on.
 */
#ifndef PAIRING_CHAIN_H
#define PAIRING_CHAIN_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/dice.h"
#include "pairing/plan.h"
#include "pairing/seating.h"
#include "pairing/worm.h"

struct chain {
	const struct plan *plan;
	uint32_t size, chair_count;
	uint32_t *waiting; /* by chair, ascending: whom it takes */
	uint32_t pair_count, trio_count;
	uint32_t (*pairs)[2]; /* a chair comes second */
	uint32_t (*trios)[3];
	bool is_whole;
	uint32_t parts; /* into so many blocks both decks are cut */
};

/* One part as a block; ids[] is by the block's vertex. */
struct chain_part {
	uint32_t first_pair, pair_count, first_trio, trio_count;
	uint32_t members, chairs;
	uint32_t *ids;
	struct worm_block block;
};

/* Cut into parts of at most PLAN_BLOCK_MAX vertices, or, if whole, not cut. */
struct chain *chain_new(const struct plan *plan, const struct seating *start,
    bool is_whole) MUST_CHECK;
void chain_free(struct chain *c);
void chain_shuffle(struct chain *c, struct dice *dice);

/* Room for any part of the chain. */
void chain_part_init(const struct chain *c, struct chain_part *p);
void chain_part_clear(struct chain_part *p);
/* The most vertices that a part may have. */
uint32_t chain_part_room(const struct chain *c);
/* Reads a part: all but block.weights. */
void chain_take(const struct chain *c, uint32_t part, struct chain_part *out);
/* The classes of the part's chairs, of which there is room for all. */
void chain_part_waiting(
    const struct chain *c, const struct chain_part *p, uint32_t *waiting);
void chain_give(struct chain *c, const struct chain_part *p);

/* The mean score of those who do not sit out, in millionths. */
int64_t chain_mean(const struct chain *c);
void chain_write(const struct chain *c, struct seating *out);

#endif
