/*
 * The outbox: see store/store_outbox.h.
 */
#include "store/store_outbox.h"
#include "sql_statements.h"

void
store_outbox_insert(struct db_batch *b, const struct store_letter *l)
{
	db_batch_add(b, SQL_OUTBOX_INSERT, DB_ANY);
	db_arg_id(b, &l->id);
	db_arg_id(b, l->member);
	db_arg_sealed(b, l->email_sealed, l->email_sealed_len);
	db_arg_text(b, l->kind);
	db_arg_text(b, l->language);
	db_arg_text(b, l->key);
	db_arg_sealed(b, l->sealed, l->sealed_len);
	db_arg_int(b, l->delay_s);
	db_arg_int(b, l->life_s);
}

void
store_outbox_insert_round(struct db_batch *b, const struct id *round,
    struct store_round_letters *letters, int64_t life_h)
{
	db_batch_add(b, SQL_OUTBOX_INSERT_ROUND, DB_ANY);
	db_arg_id(b, round);
	db_arg_array(b, &letters->ids);
	db_arg_array(b, &letters->members);
	db_arg_array(b, &letters->kinds);
	db_arg_array_keyed(b, DB_SEALED, &letters->sealed);
	db_arg_int(b, life_h);
}

void
store_outbox_claim(struct db_batch *b, const struct id *owner, int64_t lease_s,
    int limit, struct db_array *choices, bool to_webhooks)
{
	db_batch_add(b, SQL_OUTBOX_CLAIM, DB_ANY);
	db_arg_id(b, owner);
	db_arg_int(b, lease_s);
	db_arg_int(b, limit);
	db_arg_array(b, choices);
	db_arg_bool(b, to_webhooks);
}

static void
read_webhook(const struct db_rows *rows, int row, struct store_due *due)
{
	due->webhook = NULL;
	if (db_is_null(rows, row, 12))
		return;
	due->webhook = db_text(rows, row, 12);
	due->body = db_text(rows, row, 13);
	due->words = (struct webhook_words){ .members = db_int(rows, row, 15),
		.introduced = db_int(rows, row, 16),
		.groups = db_int(rows, row, 17),
		.sat_out = db_int(rows, row, 18),
		.met = db_int(rows, row, 19),
		.open = db_int(rows, row, 20) };
	if (!db_is_null(rows, row, 14))
		due->words.pool = db_text(rows, row, 14);
}

void
store_outbox_due_read(
    const struct db_rows *rows, int row, struct store_due *due)
{
	due->id = db_id(rows, row, 0);
	due->sealed_len = db_bytes(rows, row, 1, &due->sealed);
	due->attempts = (int)db_int(rows, row, 2);
	due->email_sealed = NULL;
	due->email_sealed_len = 0;
	if (!db_is_null(rows, row, 3))
		due->email_sealed_len =
		    db_bytes(rows, row, 3, &due->email_sealed);
	due->created_us = db_int(rows, row, 4);
	due->is_expired = db_bool(rows, row, 5);
	due->is_to_nobody = db_bool(rows, row, 6);
	due->kind = db_text(rows, row, 7);
	due->has_member = !db_is_null(rows, row, 8);
	if (due->has_member)
		due->member = db_id(rows, row, 8);
	due->language = db_text(rows, row, 9);
	due->unwanted = db_text(rows, row, 10);
	due->quiet_us = db_int(rows, row, 11);
	read_webhook(rows, row, due);
}

void
store_outbox_renew(struct db_batch *b, struct db_array *ids,
    const struct id *owner, int64_t lease_s)
{
	db_batch_add(b, SQL_OUTBOX_RENEW, DB_ANY);
	db_arg_array(b, ids);
	db_arg_id(b, owner);
	db_arg_int(b, lease_s);
}

void
store_outbox_sent(
    struct db_batch *b, struct db_array *ids, const struct id *owner)
{
	db_batch_add(b, SQL_OUTBOX_SENT, DB_ANY);
	db_arg_array(b, ids);
	db_arg_id(b, owner);
}

void
store_outbox_drop(
    struct db_batch *b, struct db_array *ids, const struct id *owner)
{
	db_batch_add(b, SQL_OUTBOX_DROP, DB_ANY);
	db_arg_array(b, ids);
	db_arg_id(b, owner);
}

void
store_outbox_later(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason, int64_t next_us)
{
	db_batch_add(b, SQL_OUTBOX_LATER, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, owner);
	db_arg_text(b, reason);
	db_arg_time(b, next_us);
}

static void
outbox_end(struct db_batch *b, int statement, const struct id *id,
    const struct id *owner, const char *reason)
{
	db_batch_add(b, statement, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, owner);
	db_arg_text(b, reason);
}

void
store_outbox_dead(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason)
{
	outbox_end(b, SQL_OUTBOX_DEAD, id, owner, reason);
}

void
store_outbox_no_address(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason)
{
	outbox_end(b, SQL_OUTBOX_NO_ADDRESS, id, owner, reason);
}

void
store_outbox_unwanted(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason)
{
	outbox_end(b, SQL_OUTBOX_UNWANTED, id, owner, reason);
}

void
store_outbox_back(struct db_batch *b, const struct id *id,
    const struct id *owner, int64_t next_us)
{
	db_batch_add(b, SQL_OUTBOX_BACK, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, owner);
	db_arg_time(b, next_us);
}

void
store_outbox_next(struct db_batch *b, bool to_webhooks)
{
	db_batch_add(b, SQL_OUTBOX_NEXT, DB_ANY);
	db_arg_bool(b, to_webhooks);
}

void
store_outbox_letters(struct db_batch *b, const char *state,
    const struct id *before, int limit, const struct id *by)
{
	db_batch_add(b, SQL_OUTBOX_LETTERS, DB_ANY);
	db_arg_text(b, state);
	db_arg_id(b, before);
	db_arg_int(b, limit);
	db_arg_id(b, by);
}

void
store_outbox_letter_read(
    const struct db_rows *rows, int row, struct store_letter_state *l)
{
	*l = (struct store_letter_state){ .id = db_id(rows, row, 0),
		.kind = db_text(rows, row, 1),
		.state = db_text(rows, row, 2),
		.has_member = !db_is_null(rows, row, 3),
		.created_us = db_int(rows, row, 6),
		.done_us = db_int(rows, row, 7),
		.attempts = db_int(rows, row, 8) };
	if (l->has_member) {
		l->member = db_id(rows, row, 3);
		l->name = db_text(rows, row, 5);
	}
	if (!db_is_null(rows, row, 4))
		l->ref = db_text(rows, row, 4);
	if (!db_is_null(rows, row, 9))
		l->answer = db_text(rows, row, 9);
	if (!db_is_null(rows, row, 10))
		l->webhook = db_text(rows, row, 10);
}
