/*
 * What draws are looked at with, without making one: previews, replays,
 * explanations. Statements of sql/statements/preview.sql.
 */
#ifndef STORE_STORE_PREVIEW_H
#define STORE_STORE_PREVIEW_H

#include "store/store_round.h"

/* A round that is there in this transaction only, with its snapshot (four steps,
 * store_round_snapshot, from STORE_PREVIEW_SNAPSHOT on) and the names of the
 * pool's members (id, ref, name; by id). The batch must write. */
enum {
	STORE_PREVIEW_SNAPSHOT = 1,
	STORE_PREVIEW_NAMES = 5,
	STORE_PREVIEW_NEXT
};
void store_preview(struct db_batch *b, const struct id *id, const char *pool,
    const char *zone, int64_t weeks);
/* The last of that batch. */
void store_preview_end(struct db_batch *b, const struct id *id);

/* Two statements: a draw of a round, the last or (number >= 0) one of before (pool,
 * state, seed, input, digests of input and groups, number, when its input was
 * stored, whether it is published); none where there is no such round; seed is
 * null where it has no such draw. And what is stored of it, a row a member: group
 * (null: sits out), member, and whether its group is void. */
void store_replay(struct db_batch *b, const struct id *round, int64_t number);

/* Of two members, five statements: how each stands to the pool, or to the round
 * (id, ref, name, presence), the lower id first; the rounds that introduced them
 * (id, pool, when, whether it counts), newest first; what operators want of them
 * (kind, reason, pool); and then, of the pool as it is now (round NULL), as the
 * first three of a snapshot. */
enum {
	STORE_EXPLAIN_TWO,
	STORE_EXPLAIN_TOGETHER,
	STORE_EXPLAIN_PAIRS,
	STORE_EXPLAIN_SNAPSHOT,
	STORE_EXPLAIN_DRAW =
	    STORE_EXPLAIN_SNAPSHOT /* of a round: store_replay */
};
void store_explain(struct db_batch *b, const char *pool, const struct id *round,
    const struct id two[2], const char *zone, int64_t weeks);

#endif
