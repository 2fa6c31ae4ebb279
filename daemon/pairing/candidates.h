/*
 * Candidates: of every member the best few partners that were found. Of a
 * small population all pairs are looked at; of a large one those that a join
 * brings together (pairing/candidates_join.h), as in ranking by inverted
 * lists, and random blocks.
 *
 * A candidate is one number, so that the greater is the better one: its score,
 * then a chance of its own that both sides agree on, then its member.
 */
#ifndef PAIRING_CANDIDATES_H
#define PAIRING_CANDIDATES_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"

#define CANDIDATES_KEEP_MAX 64
#define CANDIDATES_MEMBERS_MAX (UINT32_C(1) << 24)
#define CANDIDATES_ALL_PAIRS 40000 /* members up to which all are looked at */

struct candidates_options {
	uint32_t keep; /* how many of each member, 1..CANDIDATES_KEEP_MAX */
	uint32_t all_pairs;   /* members up to which all pairs are looked at */
	uint32_t rounds;      /* of joins, above that */
	uint32_t first_round; /* its number: rounds differ in whom they join */
	bool goes_on; /* a greedy draw looks further, some members at a time */
	bool is_rest; /* they are those whom a draw left over */
	int threads;  /* the result is the same */
	uint64_t seed;
};

struct candidates {
	uint32_t count;          /* of members */
	const uint32_t *members; /* their numbers, ascending; NULL: all */
	uint32_t keep;
	bool is_complete; /* all pairs among them were looked at */
	uint64_t seed;
	uint64_t *items; /* keep of each member, the best first; 0: none */
	int32_t *best;   /* what candidates_go_on forgot: the best scores, by
			  * place; NULL: nothing */
	void *room;      /* where they are */
};

/* Among members[0..count-1], which are borrowed; all where members is NULL. */
struct candidates *
candidates_find(const struct plan *plan, const uint32_t *members,
    uint32_t count, const struct candidates_options *options) MUST_CHECK;
/* More rounds of joins among places[0..count-1] alone, ascending, of candidates
 * of all members; those who are at none of these places are forgotten first. */
void candidates_go_on(struct candidates *c, const struct plan *plan,
    const uint32_t *places, uint32_t count,
    const struct candidates_options *options);
void candidates_free(struct candidates *c);

/* The candidate that `b` is to `a`, which is a's to b but for the member. */
uint64_t candidates_item(
    const struct candidates *c, uint32_t a, uint32_t b, int32_t score);
/* Remembers an item of the member at this place, where it is new and others are
 * not better; the least score that could still be added. */
int32_t candidates_add(struct candidates *c, uint32_t place, uint64_t item);
/* The least score that could still be added. */
int32_t candidates_floor(const struct candidates *c, uint32_t place);

static inline uint32_t
candidates_member(uint64_t item)
{
	return (uint32_t)(item & (CANDIDATES_MEMBERS_MAX - 1));
}

static inline int32_t
candidates_score(uint64_t item)
{
	return (int32_t)(item >> 44) - 1;
}

static inline const uint64_t *
candidates_of(const struct candidates *c, uint32_t place)
{
	return c->items + (size_t)place * c->keep;
}

/* The best score that was ever found of a place; 0 where there was nobody. */
static inline int32_t
candidates_best(const struct candidates *c, uint32_t place)
{
	uint64_t first = candidates_of(c, place)[0];
	int32_t score = first == 0 ? 0 : candidates_score(first);
	int32_t before = c->best == NULL ? 0 : c->best[place];

	return before > score ? before : score;
}

#endif
