/*
 * Private to pairing/: how much two sets of tags or hours have in common, as
 * bits or, of a large vocabulary, as ascending lists.
 */
#ifndef PAIRING_PLAN_BITS_H
#define PAIRING_PLAN_BITS_H

#include "pairing/plan_columns.h"

/* A member's set, to be held against those of others. */
struct plan_bits {
	const struct plan_lane *lane; /* of the others */
	const uint16_t *tags;         /* their lists; NULL: bits */
	const uint16_t *list;         /* mine */
	uint32_t count;               /* of mine: tags, or words */
	bool is_flat;                 /* each of theirs lies word beside word */
	uint64_t bits[PLAN_BITS_MAX / 64];
};

/* The member's field `mine`, against the field `theirs` of those in `lanes`. */
static inline void
plan_bits_load(struct plan_bits *b, const struct plan_columns *c,
    uint32_t member, uint32_t mine, uint32_t theirs,
    const struct plan_lane *lanes)
{
	const struct plan_field *f = &c->fields[mine];
	const struct plan_lane *own = &c->lanes[mine];

	b->lane = &lanes[theirs];
	b->tags = b->list = NULL;
	b->count = 0;
	if (f->kind == FIELD_LIST) {
		uint64_t packed = plan_lane_bits(own, member, 0);

		b->tags = c->fields[theirs].tags;
		b->list = f->tags + (packed >> 16);
		b->count = (uint32_t)(packed & 0xffff);
		return;
	}
	b->count = f->words;
	b->is_flat = b->lane->word == sizeof(uint64_t);
	for (uint32_t w = 0; w < f->words; w++)
		b->bits[w] = plan_lane_bits(own, member, w);
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

/* Of so many words; where that is a constant, without a loop. */
static inline uint32_t
plan_bits_common_words(const uint64_t *x, const uint64_t *y, uint32_t words)
{
	uint32_t common = 0;

	for (uint32_t w = 0; w < words; w++)
		common += (uint32_t)__builtin_popcountll(x[w] & y[w]);
	return common;
}

/* How much it has in common with place i. */
static inline uint32_t
plan_bits_common(const struct plan_bits *b, uint32_t i)
{
	uint32_t common = 0;

	if (b->tags != NULL) {
		uint64_t packed = plan_lane_bits(b->lane, i, 0);

		return plan_bits_common_lists(b->list, b->count,
		    b->tags + (packed >> 16), (uint32_t)(packed & 0xffff));
	}
	if (b->is_flat) {
		const uint64_t *theirs =
		    (const void *)(b->lane->at + i * b->lane->member);

		if (b->count == 4)
			return plan_bits_common_words(b->bits, theirs, 4);
		if (b->count == 8)
			return plan_bits_common_words(b->bits, theirs, 8);
		return plan_bits_common_words(b->bits, theirs, b->count);
	}
	for (uint32_t w = 0; w < b->count; w++)
		common += (uint32_t)__builtin_popcountll(
		    b->bits[w] & plan_lane_bits(b->lane, i, w));
	return common;
}

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
	if (f->kind == FIELD_ID || f->kind == FIELD_COUNT)
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
