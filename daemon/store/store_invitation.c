/*
 * Invitations: see store/store_invitation.h.
 */
#include "store/store_invitation.h"
#include "sql_statements.h"

void
store_invitation_living(struct db_batch *b, const uint8_t hash[STORE_HASH])
{
	db_batch_add(b, SQL_INVITATION_LIVING, DB_ANY);
	db_arg_bytes(b, hash, STORE_HASH);
}

void
store_invitation_use(struct db_batch *b, const uint8_t attempt[STORE_HASH])
{
	db_batch_add(b, SQL_INVITATION_USE, 1);
	db_arg_bytes(b, attempt, STORE_HASH);
}

void
store_invitation_follow(struct db_batch *b, const struct id *member,
    const uint8_t attempt[STORE_HASH])
{
	db_batch_add(b, SQL_INVITATION_TIE, DB_ANY);
	db_arg_id(b, member);
	db_arg_bytes(b, attempt, STORE_HASH);
	db_batch_add(b, SQL_INVITATION_POOL, DB_ANY);
	db_arg_id(b, member);
	db_arg_bytes(b, attempt, STORE_HASH);
}

void
store_invitation_insert(struct db_batch *b, const struct store_invitation *i)
{
	if (i->inviter != NULL) {
		db_batch_add(b, SQL_INVITATION_LOCK, 1);
		db_arg_id(b, i->inviter);
	}
	db_batch_add(b, SQL_INVITATION_INSERT, 1);
	db_arg_id(b, &i->id);
	db_arg_bytes(b, i->hash, STORE_HASH);
	db_arg_id(b, i->inviter);
	db_arg_text(b, i->pool);
	db_arg_hash(b, i->email_index);
	db_arg_int(b, i->uses_max);
	db_arg_int(b, i->allowed);
	db_arg_int(b, i->days);
}

void
store_invitation_address(
    struct db_batch *b, const uint8_t email_index[STORE_HASH], int letters_max)
{
	db_batch_add(b, SQL_INVITATION_ADDRESS, 1);
	db_arg_hash(b, email_index);
	db_arg_int(b, letters_max);
}

void
store_invitation_addresses(
    struct db_batch *b, struct db_array *indexes, int letters_max)
{
	db_batch_add(b, SQL_INVITATION_ADDRESSES, DB_ANY);
	db_arg_array_keyed(b, DB_HASH, indexes);
	db_arg_int(b, letters_max);
}

void
store_invitation_list(struct db_batch *b, const struct id *inviter,
    const struct id *before, int limit)
{
	db_batch_add(b, SQL_INVITATIONS_LIST, DB_ANY);
	db_arg_id(b, inviter);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_invitation_read(
    const struct db_rows *rows, int row, struct store_invited *out)
{
	*out = (struct store_invited){ 0 };
	out->id = db_id(rows, row, 0);
	out->has_inviter = !db_is_null(rows, row, 1);
	if (out->has_inviter)
		out->inviter = db_id(rows, row, 1);
	if (!db_is_null(rows, row, 2))
		out->pool = db_text(rows, row, 2);
	out->uses = db_int(rows, row, 3);
	out->uses_max = db_int(rows, row, 4);
	out->created_us = db_int(rows, row, 5);
	out->expires_us = db_int(rows, row, 6);
	out->state = db_text(rows, row, 7);
}

void
store_invitation_end(
    struct db_batch *b, const struct id *id, const struct id *inviter)
{
	db_batch_add(b, SQL_INVITATION_END, 1);
	db_arg_id(b, id);
	db_arg_id(b, inviter);
}

void
store_invitation_refuse(
    struct db_batch *b, const uint8_t email_index[STORE_HASH])
{
	db_batch_add(b, SQL_INVITATION_REFUSE, DB_ANY);
	db_arg_hash(b, email_index);
}
