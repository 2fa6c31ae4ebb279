/*
 * Answers and outcomes: see store/store_outcome.h.
 */
#include "store/store_outcome.h"
#include "base/memory.h"
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
store_answer_look(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accept)
{
	struct db_array one = { 0 };

	add_mine(b, SQL_ANSWER_VERDICT, DB_ANY, introduction, member);
	db_arg_bool(b, accept);
	db_array_id(&one, introduction);
	db_batch_add(b, SQL_INTRODUCTION_NEWS, DB_ANY);
	db_arg_array(b, &one);
	db_arg_id(b, member);
	db_arg_text(b, accept ? "accepted" : "declined");
}

void
store_answer_lock(
    struct db_batch *b, const struct id *introduction, const struct id *member)
{
	add_mine(b, SQL_INTRODUCTION_LOCK, 1, introduction, member);
}

void
store_answer_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accept, const char *reason)
{
	add_mine(b, SQL_ANSWER_PUT, 1, introduction, member);
	db_arg_bool(b, accept);
	db_arg_text(b, reason);
}

void
store_news_read(const struct db_rows *rows, int row, struct store_news *n)
{
	n->introduction = db_id(rows, row, 0);
	n->was = db_text(rows, row, 1);
	n->becomes = db_text(rows, row, 2);
	n->stand = db_text(rows, row, 3);
	n->kind = db_is_null(rows, row, 4) ? NULL : db_text(rows, row, 4);
	n->key = db_text(rows, row, 5);
}

void
store_news_hold(
    struct db_batch *b, struct db_array *introductions, struct db_array *stands)
{
	int count = (int)introductions->count;
	struct db_array ids[3];

	db_array_copies(introductions, ids, COUNT_OF(ids));
	db_batch_add(b, SQL_INTRODUCTIONS_LOCK, count);
	db_arg_array(b, &ids[0]);
	db_batch_add(b, SQL_INTRODUCTIONS_LOCK_MEMBERS, 1);
	db_arg_array(b, &ids[1]);
	db_batch_add(b, SQL_INTRODUCTIONS_FORETOLD, count);
	db_arg_array(b, &ids[2]);
	db_arg_array(b, stands);
}

void
store_news_settle(
    struct db_batch *b, struct db_array *introductions, struct db_array *states)
{
	db_batch_add(b, SQL_INTRODUCTIONS_SETTLE, (int)introductions->count);
	db_arg_array(b, introductions);
	db_arg_array(b, states);
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
