/*
 * Private to pairing/circles*: who sits at which table, and what an exchange
 * would change.
 */
#ifndef PAIRING_CIRCLES_TABLE_H
#define PAIRING_CIRCLES_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/dice.h"
#include "pairing/plan.h"

#define CIRCLES_BENCH UINT32_MAX /* the table of those left over */

struct circles_table {
	const struct plan *plan;
	int32_t *scores;        /* of small pools: all pairs; else NULL */
	uint32_t size, k, room; /* room: k + 1 */
	uint32_t table_count;
	uint32_t *members; /* by table, room of them */
	uint32_t *count;   /* by table */
	uint32_t *table;   /* by member, or CIRCLES_BENCH */
	uint32_t *place;   /* by member: where at its table, or on the bench */
	uint32_t *bench;
	uint32_t bench_count;
	bool *is_hopeless; /* by member: too few who are not hopeless may meet
			    * them; they stay on the bench. Not everybody
			    * who is in no allowed group is. */
	uint32_t hopeless_count;
};

/* What pairs of a table give: the sum of their scores, and how many are
 * forbidden (which give nothing). */
struct circles_sum {
	int64_t score;
	int32_t forbidden;
};

struct circles_table *
circles_table_new(const struct plan *plan, uint32_t k) MUST_CHECK;
void circles_table_free(struct circles_table *t);
/* A member's pairs at a table, leaving out whoever sits at `but`. */
struct circles_sum circles_table_sum(const struct circles_table *t,
    uint32_t member, uint32_t table, uint32_t but);
/* Takes a member away, and puts it somewhere. A table that has room takes it. */
void circles_table_take(struct circles_table *t, uint32_t member);
void
circles_table_put(struct circles_table *t, uint32_t member, uint32_t table);
/* a and b, of whom one at most is on the bench, change places. */
void circles_table_exchange(struct circles_table *t, uint32_t a, uint32_t b);
/* Scores at a table count by k of k members and by k - 1 of k + 1, so that all
 * are whole: a group of g scores the sum of its pairs / (g - 1). */
int64_t circles_table_factor(const struct circles_table *t, uint32_t count);

#endif
