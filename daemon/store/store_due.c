/*
 * What falls due: see store/store_due.h.
 */
#include "store/store_due.h"
#include "sql_statements.h"

void
store_due_notify(struct db_batch *b)
{
	db_batch_add(b, SQL_DUE_NOTIFY, 1);
}

void
store_due_expired(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_EXPIRED, DB_ANY);
	db_arg_int(b, limit);
}

bool
store_due_letter_read(
    const struct db_rows *rows, int row, int column, struct store_due_letter *l)
{
	if (db_is_null(rows, row, column))
		return false;
	l->to = db_id(rows, row, column);
	l->name = db_text(rows, row, column + 1);
	l->language = db_text(rows, row, column + 2);
	l->until = db_text(rows, row, column + 3);
	l->pool = db_text(rows, row, column + 4);
	l->partners = db_text(rows, row, column + 5);
	l->pitches = db_text(rows, row, column + 6);
	return true;
}

void
store_due_silent(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_SILENT, DB_ANY);
	db_arg_int(b, limit);
}

void
store_due_silent_asked(struct db_batch *b, struct db_array *introductions,
    struct db_array *members, struct db_array *asked)
{
	db_batch_add(b, SQL_DUE_SILENT_ASKED, (int)members->count);
	db_arg_array(b, introductions);
	db_arg_array(b, members);
	db_arg_array(b, asked);
}

void
store_due_rests(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_RESTS, DB_ANY);
	db_arg_int(b, limit);
}

void
store_due_rests_told(struct db_batch *b, struct db_array *members)
{
	db_batch_add(b, SQL_DUE_RESTS_TOLD, (int)members->count);
	db_arg_array(b, members);
}

void
store_due_rounds(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_ROUNDS, DB_ANY);
	db_arg_int(b, limit);
}

void
store_due_rounds_close(struct db_batch *b, struct db_array *rounds)
{
	db_batch_add(b, SQL_DUE_ROUNDS_CLOSE, (int)rounds->count);
	db_arg_array(b, rounds);
}

void
store_due_pauses(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_PAUSES, DB_ANY);
	db_arg_int(b, limit);
}

void
store_due_pauses_end(struct db_batch *b, struct db_array *members)
{
	db_batch_add(b, SQL_DUE_PAUSES_END, (int)members->count);
	db_arg_array(b, members);
}

void
store_due_reminders(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_REMINDERS, DB_ANY);
	db_arg_int(b, limit);
}

void
store_due_reminded(
    struct db_batch *b, const struct id *round, const struct id *member)
{
	db_batch_add(b, SQL_DUE_REMINDED, 1);
	db_arg_id(b, round);
	db_arg_id(b, member);
}
