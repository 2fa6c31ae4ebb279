/*
 * Pools and memberships: see store/store_pool.h.
 */
#include "store/store_pool.h"
#include "sql_statements.h"

static void
add_names(struct db_batch *b, const char *const *names, size_t count)
{
	struct db_array a = { 0 };

	for (size_t i = 0; i < count; i++)
		db_array_text(&a, names[i]);
	db_arg_array(b, &a);
}

void
store_pool_mirror(struct db_batch *b, const char *const *names, size_t count)
{
	db_batch_add(b, SQL_POOLS_MIRROR, (int)count);
	add_names(b, names, count);
	db_batch_add(b, SQL_POOLS_RETIRE, DB_ANY);
	add_names(b, names, count);
}

void
store_pool_of_member(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_POOLS_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
}

void
store_pool_read(const struct db_rows *rows, int row, struct store_pool *p)
{
	p->name = db_text(rows, row, 0);
	p->is_member = db_bool(rows, row, 1);
	p->skip_next = db_bool(rows, row, 2);
	p->joined_us = db_int(rows, row, 3);
	p->next_round_us = db_int(rows, row, 4);
}

void
store_pool_join(struct db_batch *b, const struct id *member, const char *pool,
    int skip_next)
{
	db_batch_add(b, SQL_MEMBERSHIP_PUT, 1);
	db_arg_id(b, member);
	db_arg_text(b, pool);
	if (skip_next < 0)
		db_arg_text(b, NULL);
	else
		db_arg_bool(b, skip_next != 0);
}

void
store_pool_join_all(struct db_batch *b, const struct id *member,
    const char *const *pools, size_t count)
{
	if (count == 0)
		return;
	db_batch_add(b, SQL_MEMBERSHIPS_JOIN, DB_ANY);
	db_arg_id(b, member);
	add_names(b, pools, count);
}

void
store_pool_leave(struct db_batch *b, const struct id *member, const char *pool)
{
	db_batch_add(b, SQL_MEMBERSHIP_DELETE, DB_ANY);
	db_arg_id(b, member);
	db_arg_text(b, pool);
}
