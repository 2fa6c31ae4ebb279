/*
 * Members as operators see them: see store/store_care.h.
 */
#include "store/store_care.h"
#include "sql_statements.h"

void
store_care_search(struct db_batch *b, const struct store_care_search *s,
    const struct id *before, int limit)
{
	db_batch_add(b, SQL_MEMBERS_SEARCH, DB_ANY);
	db_arg_text(b, s->text);
	db_arg_id(b, s->id);
	db_arg_hash(b, s->index);
	db_arg_text(b, s->pool);
	db_arg_text(b, s->standing);
	db_arg_text(b, s->attribute);
	db_arg_text(b, s->value);
	db_arg_int(b, limit);
	db_arg_id(b, before);
}

static const char *
text_or_null(const struct db_rows *rows, int row, int column)
{
	return db_is_null(rows, row, column) ? NULL
					     : db_text(rows, row, column);
}

void
store_care_found_read(
    const struct db_rows *rows, int row, struct store_care_found *f)
{
	f->id = db_id(rows, row, 0);
	f->ref = text_or_null(rows, row, 1);
	f->name = db_text(rows, row, 2);
	f->standing = db_text(rows, row, 3);
	f->joined_us = db_int(rows, row, 4);
	f->is_operator = db_bool(rows, row, 5);
	f->email_sealed = NULL;
	if (!db_is_null(rows, row, 6))
		f->email_sealed_len = db_bytes(rows, row, 6, &f->email_sealed);
	f->pools = db_text(rows, row, 7);
}

static void
add(struct db_batch *b, int statement, const struct id *id,
    const uint8_t *index)
{
	db_batch_add(b, statement, DB_ANY);
	db_arg_id(b, id);
	db_arg_hash(b, index);
}

void
store_care_shown(struct db_batch *b, const struct id *id, const uint8_t *index,
    const char *action, const char *reason)
{
	add(b, SQL_MEMBER_SHOWN, id, index);
	add(b, SQL_MEMBER_SHOWN_LATEST, id, index);
	add(b, SQL_MEMBER_SHOWN_NOTE, id, index);
	db_arg_text(b, action);
	db_arg_text(b, reason);
}

void
store_care_shown_read(const struct db_rows *rows, struct store_care_shown *m)
{
	store_care_found_read(rows, 0, &m->found);
	m->language = db_text(rows, 0, 8);
	m->zone = db_text(rows, 0, 9);
	m->pitch = db_text(rows, 0, 10);
	m->source = db_text(rows, 0, 11);
	m->terms = text_or_null(rows, 0, 12);
	m->paused_until_us = db_int(rows, 0, 13);
	m->rest_since_us = db_int(rows, 0, 14);
	m->is_email_stopped = db_bool(rows, 0, 15);
	m->values = db_text(rows, 0, 16);
	m->sessions = db_int(rows, 0, 17);
	m->seen_us = db_int(rows, 0, 18);
	m->introductions = db_int(rows, 0, 19);
	m->accepted = db_int(rows, 0, 20);
	m->met = db_int(rows, 0, 21);
	m->sat_out = db_int(rows, 0, 22);
	m->reports_on = db_int(rows, 0, 23);
	m->reports_by = db_int(rows, 0, 24);
}

void
store_care_of(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_MEMBER_CARE, DB_ANY);
	db_arg_id(b, id);
}
