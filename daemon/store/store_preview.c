/*
 * Draws that are looked at: see store/store_preview.h.
 */
#include "store/store_preview.h"
#include "sql_statements.h"

void
store_preview(struct db_batch *b, const struct id *id, const char *pool,
    const char *zone, int64_t weeks)
{
	db_batch_add(b, SQL_PREVIEW_BEGIN, 1);
	db_arg_id(b, id);
	db_arg_text(b, pool);
	store_round_snapshot(b, id, zone, weeks);
	db_batch_add(b, SQL_PREVIEW_NAMES, DB_ANY);
	db_arg_text(b, pool);
}

void
store_preview_end(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_PREVIEW_END, 1);
	db_arg_id(b, id);
}

void
store_replay(struct db_batch *b, const struct id *round, int64_t number)
{
	db_batch_add(b, SQL_REPLAY_DRAW, DB_ANY);
	db_arg_id(b, round);
	db_arg_int(b, number < 0 ? -1 : number);
	db_batch_add(b, SQL_REPLAY_STORED, DB_ANY);
	db_arg_id(b, round);
}

static void
add_snapshot(struct db_batch *b, const char *pool, const struct id two[2],
    const char *zone, int64_t weeks)
{
	db_batch_add(b, SQL_EXPLAIN_POPULATION, DB_ANY);
	db_arg_text(b, pool);
	db_arg_id(b, &two[0]);
	db_arg_id(b, &two[1]);
	db_batch_add(b, SQL_EXPLAIN_TIES, DB_ANY);
	db_arg_text(b, pool);
	db_arg_id(b, &two[0]);
	db_arg_id(b, &two[1]);
	db_batch_add(b, SQL_EXPLAIN_HISTORY, DB_ANY);
	db_arg_id(b, &two[0]);
	db_arg_id(b, &two[1]);
	db_arg_text(b, zone);
	db_arg_int(b, weeks);
}

void
store_explain(struct db_batch *b, const char *pool, const struct id *round,
    const struct id two[2], const char *zone, int64_t weeks)
{
	db_batch_add(b, SQL_EXPLAIN_TWO, 2);
	db_arg_text(b, pool);
	db_arg_id(b, round);
	db_arg_id(b, &two[0]);
	db_arg_id(b, &two[1]);
	db_batch_add(b, SQL_EXPLAIN_TOGETHER, DB_ANY);
	db_arg_id(b, &two[0]);
	db_arg_id(b, &two[1]);
	db_batch_add(b, SQL_EXPLAIN_PAIRS, DB_ANY);
	db_arg_id(b, &two[0]);
	db_arg_id(b, &two[1]);
	if (round != NULL)
		store_replay(b, round, -1);
	else
		add_snapshot(b, pool, two, zone, weeks);
}
