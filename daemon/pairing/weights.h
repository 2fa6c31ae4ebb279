/*
 * The weights exp(score / T) of all pairs of a block, in integers, as the moves
 * of the Markov chain pick by them.
 *
 * A block is some of a pool, at most PLAN_BLOCK_MAX vertices, or a whole pool.
 * Its vertices are its members and, after them, its empty chairs: whoever sits
 * out sits with a chair, each of which takes members of one class of waiting,
 * with weight 1. So seatings are perfect matchings.
 */
#ifndef PAIRING_WEIGHTS_H
#define PAIRING_WEIGHTS_H

#include <stdint.h>
#include "base/attr.h"
#include "base/dice.h"
#include "pairing/fixed.h"
#include "pairing/plan.h"

#define WEIGHTS_BITS 44 /* binary places of weights and of their logarithms */

/* The neighbours of a vertex, upto[] being the sum of their weights so far: at
 * least 1 each, the same both ways, in a gauge in which a row's sum is near
 * 2^WEIGHTS_BITS. */
struct weights_row {
	uint32_t count;
	uint32_t *other;
	uint64_t *upto;
};

struct weights {
	const struct plan *plan;
	uint32_t members, count; /* vertices: members, then chairs */
	struct weights_row *rows;
	/* The gauge: log2 of the factor by which all weights of a vertex are
	 * multiplied, in 2^-WEIGHTS_BITS. */
	int64_t *gauge;
	int64_t per_score; /* log2 e / T in 2^-WEIGHTS_BITS per millionth */
	/* Private. */
	uint32_t room;   /* of a block that is some of a pool; else 0 */
	int32_t *scores; /* of members × members; NULL of a large whole pool */
	uint32_t *others;
	uint64_t *sums; /* what the rows of such a block point into */
	int64_t *logs;  /* of the rows' sums */
};

/* For blocks of up to `room` members of a pool, to be made again and again. */
struct weights *weights_new(uint32_t room) MUST_CHECK;
void weights_free(struct weights *w);
/* ids[] are its members, and chair i takes members who waited chair_waiting[i]
 * rounds; together at most `room`. Every vertex has a neighbour.
 * temperature > 0. */
void weights_make(struct weights *w, const struct plan *plan,
    int64_t temperature, const uint32_t *ids, uint32_t members,
    const uint32_t *chair_waiting, uint32_t chairs);
/* Of a whole pool, whose members are the vertices of the same number. */
struct weights *weights_new_whole(const struct plan *plan, int64_t temperature,
    const uint32_t *chair_waiting, uint32_t chairs, int threads) MUST_CHECK;

/* The score of two vertices; SCORE_FORBIDDEN also where one is a chair. */
int32_t weights_score(const struct weights *w, uint32_t a, uint32_t b);
/* A neighbour of v, by weight. */
uint32_t weights_pick(const struct weights *w, uint32_t v, struct dice *dice);
/* The sum of v's row. */
uint64_t weights_sum(const struct weights *w, uint32_t v);
/* 2^x of x in 2^-WEIGHTS_BITS. */
struct fixed_weight weights_exp2(int64_t x);

#endif
