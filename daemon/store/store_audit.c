/*
 * The audit log: see store/store_audit.h.
 */
#include "store/store_audit.h"
#include "sql_statements.h"

void
store_audit_seal(struct db_batch *b, int most)
{
	db_batch_add(b, SQL_AUDIT_SEAL, 1);
	db_arg_int(b, most);
}

/* 0 is none. */
static void
arg_some(struct db_batch *b, int64_t v)
{
	if (v == 0)
		db_arg_text(b, NULL);
	else
		db_arg_int(b, v);
}

void
store_audit_list(
    struct db_batch *b, const struct store_audit_filter *filter, int limit)
{
	db_batch_add(b, SQL_AUDIT_LIST, DB_ANY);
	arg_some(b, filter->before);
	if (filter->since_us == NULL)
		db_arg_text(b, NULL);
	else
		db_arg_int(b, *filter->since_us);
	db_arg_text(b, filter->action);
	db_arg_id(b, filter->subject);
	db_arg_int(b, limit);
}

void
store_audit_read(
    const struct db_rows *rows, int row, struct store_audit_line *line)
{
	*line = (struct store_audit_line){
		.number = db_int(rows, row, 0),
		.at_us = db_int(rows, row, 1),
		.actor = db_text(rows, row, 2),
		.action = db_text(rows, row, 3),
		.has_subject = !db_is_null(rows, row, 4),
		.detail = db_text(rows, row, 5),
		.place = db_int(rows, row, 6),
	};
	if (line->has_subject)
		line->subject = db_id(rows, row, 4);
}

void
store_audit_verify(struct db_batch *b, int64_t after, int most)
{
	db_batch_add(b, SQL_AUDIT_VERIFY, 1);
	db_arg_int(b, after);
	db_arg_int(b, most);
}

void
store_audit_verified_read(
    const struct db_rows *rows, struct store_audit_verified *v)
{
	*v = (struct store_audit_verified){
		.upto = db_int(rows, 0, 0),
		.looked = db_int(rows, 0, 1),
		.broken = db_int(rows, 0, 2),
		.number = db_int(rows, 0, 3),
		.what = db_text(rows, 0, 4),
	};
}

void
store_audit_whole(struct db_batch *b, int64_t place)
{
	db_batch_add(b, SQL_AUDIT_WHOLE, 1);
	db_arg_int(b, place);
}

void
store_audit_whole_read(const struct db_rows *rows, struct store_audit_whole *w)
{
	*w = (struct store_audit_whole){
		.head = db_int(rows, 0, 0),
		.head_hash = db_text(rows, 0, 1),
		.waiting = db_int(rows, 0, 2),
		.stray = db_int(rows, 0, 3),
		.begins_well = db_bool(rows, 0, 4),
		.begins = db_int(rows, 0, 5),
		.kept_hash = db_text(rows, 0, 6),
	};
}
