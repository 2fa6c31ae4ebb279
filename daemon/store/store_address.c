/*
 * Changes of address: see store/store_address.h.
 */
#include "store/store_address.h"
#include <string.h>
#include "base/memory.h"
#include "sql_statements.h"

void
store_address_forget(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_ADDRESS_FORGET, DB_ANY);
	db_arg_id(b, member);
}

void
store_address_insert(struct db_batch *b, const struct store_address *a)
{
	store_address_forget(b, &a->member);
	db_batch_add(b, SQL_ADDRESS_INSERT, 1);
	db_arg_id(b, &a->id);
	db_arg_id(b, &a->member);
	db_arg_sealed(b, a->email_sealed, a->email_sealed_len);
	db_arg_hash(b, a->email_index);
	db_arg_hash(b, a->person);
	db_arg_hash(b, a->new_code);
	db_arg_hash(b, a->old_code);
	db_arg_bytes(b, a->objection, STORE_HASH);
	db_arg_bytes(b, a->session, STORE_HASH);
}

void
store_address_get(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_ADDRESS_GET, DB_ANY);
	db_arg_id(b, member);
}

bool
store_address_read(const struct db_rows *rows, struct store_address_state *s)
{
	if (db_rows_count(rows) == 0)
		return false;
	s->email_sealed_len = db_bytes(rows, 0, 0, &s->email_sealed);
	s->asked_us = db_int(rows, 0, 1);
	s->new_confirmed = db_bool(rows, 0, 2);
	s->old_confirmed = db_bool(rows, 0, 3);
	s->codes_until_us = db_int(rows, 0, 4);
	s->otherwise_us = db_int(rows, 0, 5);
	return true;
}

void
store_address_try(struct db_batch *b, const struct id *member, int tries_max)
{
	db_batch_add(b, SQL_ADDRESS_TRY, DB_ANY);
	db_arg_id(b, member);
	db_arg_int(b, tries_max);
}

static void
hash_at(const struct db_rows *rows, int column, uint8_t hash[STORE_HASH])
{
	const uint8_t *bytes;

	if (db_bytes(rows, 0, column, &bytes) != STORE_HASH)
		die("a stored code is no hash");
	memcpy(hash, bytes, STORE_HASH);
}

bool
store_address_try_read(const struct db_rows *rows, struct store_address_try *t)
{
	if (db_rows_count(rows) == 0)
		return false;
	t->id = db_id(rows, 0, 0);
	hash_at(rows, 1, t->new_code);
	hash_at(rows, 2, t->old_code);
	t->new_done = db_bool(rows, 0, 3);
	t->old_done = db_bool(rows, 0, 4);
	return true;
}

void
store_address_confirm(struct db_batch *b, const struct id *id,
    const uint8_t session[STORE_HASH], bool is_new)
{
	db_batch_add(b, SQL_ADDRESS_CONFIRM, 1);
	db_arg_id(b, id);
	db_arg_bytes(b, session, STORE_HASH);
	db_arg_bool(b, is_new);
}

void
store_address_apply(struct db_batch *b, const struct id *id, int rows)
{
	db_batch_add(b, SQL_ADDRESS_APPLY, rows);
	db_arg_id(b, id);
}

void
store_address_objection(struct db_batch *b, const uint8_t objection[STORE_HASH])
{
	db_batch_add(b, SQL_ADDRESS_OBJECTION, DB_ANY);
	db_arg_bytes(b, objection, STORE_HASH);
}

void
store_address_object(struct db_batch *b, const uint8_t objection[STORE_HASH])
{
	db_batch_add(b, SQL_ADDRESS_OBJECT, DB_ANY);
	db_arg_bytes(b, objection, STORE_HASH);
}

void
store_address_due(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_ADDRESSES, DB_ANY);
	db_arg_int(b, limit);
}
