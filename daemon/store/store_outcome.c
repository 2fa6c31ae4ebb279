/*
 * Answers and outcomes: see store/store_outcome.h.
 */
#include "store/store_outcome.h"
#include "sql_statements.h"

void
store_outcome_read(
    const struct db_rows *rows, int row, int column, struct store_outcome *o)
{
	*o = (struct store_outcome){ .again = -1 };
	if (db_is_null(rows, row, column))
		return;
	o->met = db_text(rows, row, column);
	o->rating = (int)db_int(rows, row, column + 1);
	o->learned = db_text(rows, row, column + 2);
	if (!db_is_null(rows, row, column + 3))
		o->again = db_bool(rows, row, column + 3);
	o->no_show = db_bool(rows, row, column + 4);
	o->said_us = db_int(rows, row, column + 5);
}

static void
add_mine(struct db_batch *b, int statement, int rows,
    const struct id *introduction, const struct id *member)
{
	db_batch_add(b, statement, rows);
	db_arg_id(b, introduction);
	db_arg_id(b, member);
}

void
store_answer_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accept, const char *reason,
    const struct store_outcome_days *days, size_t count)
{
	struct db_array one = { 0 };

	add_mine(b, SQL_INTRODUCTION_LOCK, 1, introduction, member);
	add_mine(b, SQL_ANSWER_VERDICT, 1, introduction, member);
	db_arg_bool(b, accept);
	add_mine(b, SQL_ANSWER_PUT, DB_ANY, introduction, member);
	db_arg_bool(b, accept);
	db_arg_text(b, reason);
	db_array_id(&one, introduction);
	store_answer_settle(b, &one, days, count, DB_ANY);
}

void
store_answer_settle(struct db_batch *b, struct db_array *introductions,
    const struct store_outcome_days *days, size_t count, int changes)
{
	struct db_array pools = { 0 }, spans = { 0 };

	for (size_t i = 0; i < count; i++) {
		db_array_text(&pools, days[i].pool);
		db_array_int(&spans, days[i].days);
	}
	db_batch_add(b, SQL_INTRODUCTIONS_SETTLE, changes);
	db_arg_array(b, introductions);
	db_arg_array(b, &pools);
	db_arg_array(b, &spans);
}

void
store_outcome_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, const struct store_outcome *o)
{
	add_mine(b, SQL_INTRODUCTION_LOCK, 1, introduction, member);
	add_mine(b, SQL_OUTCOME_VERDICT, 1, introduction, member);
	add_mine(b, SQL_OUTCOME_PUT, DB_ANY, introduction, member);
	db_arg_text(b, o->met);
	if (o->rating > 0)
		db_arg_int(b, o->rating);
	else
		db_arg_text(b, NULL);
	db_arg_text(b, o->learned);
	if (o->again >= 0)
		db_arg_bool(b, o->again != 0);
	else
		db_arg_text(b, NULL);
	db_arg_bool(b, o->no_show);
	db_batch_add(b, SQL_INTRODUCTION_CONCLUDE, DB_ANY);
	db_arg_id(b, introduction);
	if (!o->no_show)
		return;
	db_batch_add(b, SQL_REST_LOCK, DB_ANY);
	db_arg_id(b, introduction);
	db_batch_add(b, SQL_REST_BEGIN, DB_ANY);
	db_arg_id(b, introduction);
}

void
store_rest_end(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_REST_END, DB_ANY);
	db_arg_id(b, member);
}
