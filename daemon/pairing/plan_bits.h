/*
 * Private to pairing/: how much two sets of tags or hours have in common, as
 * bits or, of a large vocabulary, as ascending lists.
 */
#ifndef PAIRING_PLAN_BITS_H
#define PAIRING_PLAN_BITS_H

#include "pairing/plan_columns.h"

/* The field of one side and that of the other, whose sets are compared. */
struct plan_bits {
	const struct plan_lane *mine, *theirs;
	const uint16_t *my_tags, *their_tags; /* of their lists; NULL: bits */
	uint32_t words;                       /* of the bits */
	bool is_flat; /* the words of a set lie side by side */
};

static inline struct plan_bits
plan_bits_of(const struct plan_columns *c, uint32_t mine, uint32_t theirs,
    const struct plan_lane *my_lanes, const struct plan_lane *their_lanes)
{
	struct plan_bits b = { .mine = &my_lanes[mine],
		.theirs = &their_lanes[theirs],
		.words = c->fields[mine].words };

	if (c->fields[mine].kind == FIELD_LIST) {
		b.my_tags = c->fields[mine].tags;
		b.their_tags = c->fields[theirs].tags;
	}
	b.is_flat = b.mine->word == sizeof(uint64_t) &&
		    b.theirs->word == sizeof(uint64_t);
	return b;
}

/* Of two ascending lists. */
static inline uint32_t
plan_bits_common_lists(
    const uint16_t *x, uint32_t x_n, const uint16_t *y, uint32_t y_n)
{
	uint32_t i = 0, k = 0, common = 0;

	while (i < x_n && k < y_n) {
		uint16_t one = x[i], other = y[k];

		common += one == other;
		i += one <= other;
		k += other <= one;
	}
	return common;
}

/* How much place i of one side and place k of the other have in common. */
static inline uint32_t
plan_bits_common(const struct plan_bits *b, uint32_t i, uint32_t k)
{
	uint32_t common = 0;

	if (b->my_tags != NULL) {
		uint64_t x = plan_lane_bits(b->mine, i, 0);
		uint64_t y = plan_lane_bits(b->theirs, k, 0);

		return plan_bits_common_lists(b->my_tags + (x >> 16),
		    (uint32_t)(x & 0xffff), b->their_tags + (y >> 16),
		    (uint32_t)(y & 0xffff));
	}
	for (uint32_t w = 0; w < b->words; w++)
		common += (uint32_t)__builtin_popcountll(
		    plan_lane_bits(b->mine, i, w) &
		    plan_lane_bits(b->theirs, k, w));
	return common;
}

/* The same of n pairs: places one[i] and other[i]. */
void plan_bits_count(const struct plan_bits *b, const uint32_t *one,
    const uint32_t *other, uint32_t n, uint16_t *common);

/* Whether place i has nothing in this field. */
static inline bool
plan_bits_none(
    const struct plan_field *f, const struct plan_lane *lane, uint32_t i)
{
	uint64_t any = 0;

	if (f->kind == FIELD_LIST)
		return (plan_lane_bits(lane, i, 0) & 0xffff) == 0;
	for (uint32_t w = 0; w < f->words; w++)
		any |= plan_lane_bits(lane, i, w);
	return any == 0;
}

/* Whether place i has no value of this field. */
static inline bool
plan_bits_missing(
    const struct plan_field *f, const struct plan_lane *lane, uint32_t i)
{
	if (f->is_whole)
		return false;
	if (f->kind == FIELD_ID || f->kind == FIELD_PLACE ||
	    f->kind == FIELD_COUNT)
		return plan_lane_id(lane, i) == 0;
	if (f->kind == FIELD_NUMBER)
		return plan_lane_number(lane, i) == COLUMN_NO_NUMBER;
	return plan_bits_none(f, lane, i);
}

/* One of the bits, numbered from 1, by a number of chance; 0: there is none. */
static inline uint32_t
plan_bits_pick(const uint64_t *bits, uint32_t words, uint64_t chance)
{
	uint32_t count = 0, skip;

	for (uint32_t w = 0; w < words; w++)
		count += (uint32_t)__builtin_popcountll(bits[w]);
	if (count == 0)
		return 0;
	skip = (uint32_t)(((chance >> 32) * count) >> 32);
	for (uint32_t w = 0; w < words; w++)
		for (uint64_t rest = bits[w]; rest != 0; rest &= rest - 1)
			if (skip-- == 0)
				return w * 64 +
				       (uint32_t)__builtin_ctzll(rest) + 1;
	return 0;
}

#endif
