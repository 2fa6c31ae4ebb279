/*
 * Private to pairing/: what a compiled plan knows of its members, in rows of
 * fields that cost little to compare, and the same side by side for a view.
 *
 *	FIELD_ID      a word's number, 0 missing; of a tree, cut at a level
 *	FIELD_NUMBER  thousandths, COLUMN_NO_NUMBER missing
 *	FIELD_PLACE   in the list of a scale, from 1, 0 missing
 *	FIELD_BITS    tags or hours as a bit set, none missing
 *	FIELD_LIST    tags of a large vocabulary: where their list is, and how
 *		      long, 0 missing
 *	FIELD_COUNT   how many tags, 0 missing
 *	FIELD_OPENNESS thousandths
 *	FIELD_TIES    the sieve of pairing/plan_ties.h
 */
#ifndef PAIRING_PLAN_COLUMNS_H
#define PAIRING_PLAN_COLUMNS_H

#include "pairing/plan_data.h"
#include "pairing/plan_ties.h"
#include "pairing/population_data.h"

#define PLAN_FIELDS_MAX 256
#define PLAN_BITS_MAX 512 /* words of a vocabulary that becomes a bit set */

enum plan_field_kind {
	FIELD_ID,
	FIELD_NUMBER,
	FIELD_PLACE,
	FIELD_BITS,
	FIELD_LIST,
	FIELD_COUNT,
	FIELD_OPENNESS,
	FIELD_TIES
};

struct plan_field {
	enum plan_field_kind kind;
	size_t attribute; /* of the population */
	uint32_t level;   /* FIELD_ID of a tree: 0, or the steps that count */
	size_t words_of;  /* FIELD_BITS, FIELD_LIST: by which attribute's words
			   * the tags are numbered; those it lacks are left out */
	uint32_t words;   /* FIELD_BITS: 64-bit words */
	bool is_whole;    /* nobody misses it */
	bool is_dense;  /* a view keeps it word by word, not member by member */
	size_t at;      /* in a row */
	size_t view_at; /* in a view, per PLAN_BLOCK_MAX */
	uint16_t *map;  /* by word of the attribute: its number in words_of's,
			   * 0 none; NULL: the same */
	uint64_t *first; /* FIELD_LIST with a map: places in tags, size + 1 */
	uint16_t *tags;  /* ascending */
};

/* Where a field is: of member or place i the word w lies at
 * at + i * member + w * word. */
struct plan_lane {
	const unsigned char *at;
	size_t member, word;
};

struct plan_columns {
	const struct population *p;
	const struct plan_ties *ties;
	struct plan_field fields[PLAN_FIELDS_MAX];
	uint32_t count;
	uint32_t required_count; /* the first ones are requirements' */
	size_t row_bytes, view_bytes;
	unsigned char *rows;
	void *room;                              /* where they are */
	struct plan_lane lanes[PLAN_FIELDS_MAX]; /* of all rows */
};

/* The number of such a field, which is added where it is not there yet. */
uint32_t plan_columns_add(struct plan_columns *c, enum plan_field_kind kind,
    size_t attribute, uint32_t level, size_t words_of);
/* Reads the population into rows; no fields may be added after. Threads as
 * pairing/workers.h. */
void plan_columns_fill(struct plan_columns *c, int threads);
void plan_columns_clear(struct plan_columns *c);
/* Says that these members' rows will be read soon. */
void plan_columns_prefetch(
    const struct plan_columns *c, const uint32_t *ids, uint32_t n);
/* Copies members' fields into view_bytes at `to`, and says where. */
void plan_columns_gather(const struct plan_columns *c, const uint32_t *ids,
    uint32_t n, unsigned char *to);
void plan_columns_lanes(const struct plan_columns *c, const unsigned char *view,
    struct plan_lane *lanes);

static inline uint64_t
plan_lane_bits(const struct plan_lane *l, uint32_t i, uint32_t w)
{
	return *(const uint64_t *)(const void *)(l->at + i * l->member +
						 w * l->word);
}

static inline uint16_t
plan_lane_id(const struct plan_lane *l, uint32_t i)
{
	return *(const uint16_t *)(const void *)(l->at + i * l->member);
}

static inline int64_t
plan_lane_number(const struct plan_lane *l, uint32_t i)
{
	return *(const int64_t *)(const void *)(l->at + i * l->member);
}

/* As FIELD_BITS, or as FIELD_LIST where the words are too many for that. */
uint32_t
plan_columns_add_set(struct plan_columns *c, size_t attribute, size_t words_of);

#endif
