/*
 * Pools and memberships: statements of sql/statements/pools.sql.
 */
#ifndef STORE_STORE_POOL_H
#define STORE_STORE_POOL_H

#include "io/db.h"

/* The configuration's pools, in its order; others become inactive. */
void
store_pool_mirror(struct db_batch *b, const char *const *names, size_t count);

/* A row per pool, read below. */
void store_pool_of_member(struct db_batch *b, const struct id *member);
struct store_pool {
	const char *name; /* borrowed from the rows */
	bool is_member, skip_next;
	int64_t joined_us, next_round_us; /* 0: none */
};
void store_pool_read(const struct db_rows *rows, int row, struct store_pool *p);

/* skip_next -1: as it is. */
void store_pool_join(struct db_batch *b, const struct id *member,
    const char *pool, int skip_next);
void store_pool_join_all(struct db_batch *b, const struct id *member,
    const char *const *pools, size_t count);
void
store_pool_leave(struct db_batch *b, const struct id *member, const char *pool);

#endif
