/*
 * Pools and memberships: statements of sql/statements/pools.sql.
 */
#ifndef STORE_STORE_POOL_H
#define STORE_STORE_POOL_H

#include "io/db.h"
#include "model/calendar.h"

/* What statements need to know of a pool of the configuration. */
struct store_pool_mirror {
	const char *name, *zone;
	const char *period; /* of its calendar, as SQL has it: "14 days" */
	const struct calendar *calendar; /* whose times and days are read */
	int64_t remind_h, second_h;      /* 0: never */
	int64_t outcome_days;
};
/* The configuration's pools, in its order; others become inactive. */
void store_pool_mirror(
    struct db_batch *b, const struct store_pool_mirror *pools, size_t count);

/* A row per pool, read below. */
void store_pool_of_member(struct db_batch *b, const struct id *member);
struct store_pool {
	const char *name; /* borrowed from the rows */
	bool is_member, skip_next, prefers_three;
	int every;           /* weeks; 0: once */
	const char *resting; /* NULL: the next round is theirs */
	int64_t joined_us, next_round_us, my_next_us, second_us; /* 0: none */
};
void store_pool_read(const struct db_rows *rows, int row, struct store_pool *p);

/* What a member wants of a membership; -1: as it is. */
struct store_membership {
	int skip_next, prefers_three;
	int every; /* weeks; 0: once */
};
void store_pool_join(struct db_batch *b, const struct id *member,
    const char *pool, const struct store_membership *want);
void store_pool_join_all(struct db_batch *b, const struct id *member,
    const char *const *pools, size_t count);
void
store_pool_leave(struct db_batch *b, const struct id *member, const char *pool);

#endif
