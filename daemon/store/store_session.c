/*
 * Sessions, sign-ins and rates: see store/store_session.h.
 */
#include "store/store_session.h"
#include "sql_statements.h"

void
store_session_insert(struct db_batch *b, const uint8_t hash[STORE_HASH],
    const struct id *member, const char *label)
{
	db_batch_add(b, SQL_SESSION_INSERT, 1);
	db_arg_bytes(b, hash, STORE_HASH);
	db_arg_id(b, member);
	db_arg_text(b, label);
}

void
store_session_address_works(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_SESSION_ADDRESS_WORKS, DB_ANY);
	db_arg_id(b, member);
}

void
store_session_member(struct db_batch *b, const uint8_t hash[STORE_HASH])
{
	db_batch_add(b, SQL_SESSION_MEMBER, DB_ANY);
	db_arg_bytes(b, hash, STORE_HASH);
}

bool
store_session_wants_touch(const struct db_rows *rows)
{
	return db_bool(rows, 0, 16);
}

void
store_session_touch(struct db_batch *b, const uint8_t hash[STORE_HASH])
{
	db_batch_add(b, SQL_SESSION_TOUCH, DB_ANY);
	db_arg_bytes(b, hash, STORE_HASH);
}

void
store_session_delete(struct db_batch *b, const uint8_t hash[STORE_HASH])
{
	db_batch_add(b, SQL_SESSION_DELETE, DB_ANY);
	db_arg_bytes(b, hash, STORE_HASH);
}

void
store_session_list(
    struct db_batch *b, const struct id *member, const uint8_t own[STORE_HASH])
{
	db_batch_add(b, SQL_SESSIONS_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
	db_arg_bytes(b, own, STORE_HASH);
}

void
store_session_read(const struct db_rows *rows, int row, struct store_session *s)
{
	s->id = db_id(rows, row, 0);
	s->label = db_text(rows, row, 1);
	s->created_us = db_int(rows, row, 2);
	s->used_on = db_text(rows, row, 3);
	s->expires_us = db_int(rows, row, 4);
	s->is_own = db_bool(rows, row, 5);
}

void
store_session_end(
    struct db_batch *b, const struct id *member, const struct id *id)
{
	db_batch_add(b, SQL_SESSION_END, 1);
	db_arg_id(b, member);
	db_arg_id(b, id);
}

void
store_session_end_others(
    struct db_batch *b, const struct id *member, const uint8_t own[STORE_HASH])
{
	db_batch_add(b, SQL_SESSIONS_END_OTHERS, DB_ANY);
	db_arg_id(b, member);
	db_arg_bytes(b, own, STORE_HASH);
}

void
store_signin_insert(struct db_batch *b, const struct store_signin *s)
{
	db_batch_add(b, SQL_SIGNIN_INSERT, 1);
	db_arg_bytes(b, s->attempt, STORE_HASH);
	db_arg_hash(b, s->email_index);
	db_arg_hash(b, s->code);
	db_arg_bytes(b, s->token, STORE_HASH);
	db_arg_int(b, s->code_s);
	db_arg_int(b, s->token_s);
}

void
store_signup_insert(struct db_batch *b, const uint8_t attempt[STORE_HASH],
    const struct member *profile, const uint8_t person[STORE_HASH], int64_t age,
    const struct id *invitation)
{
	struct db_array attributes = { 0 };

	for (size_t i = 0; i < profile->value_count; i++) {
		db_array_text(&attributes, profile->values[i].attribute);
		db_array_text(&attributes, profile->values[i].value);
	}
	db_batch_add(b, SQL_SIGNUP_INSERT, 1);
	db_arg_bytes(b, attempt, STORE_HASH);
	db_arg_sealed(b, profile->email_sealed, profile->email_sealed_len);
	db_arg_text(b, profile->name);
	db_arg_text(b, profile->language);
	db_arg_text(b, profile->zone);
	db_arg_text(b, profile->pitch);
	db_arg_array(b, &attributes);
	db_arg_text(b, profile->terms_version);
	db_arg_int(b, age);
	db_arg_id(b, invitation);
	db_arg_hash(b, person);
}

void
store_signin_try(
    struct db_batch *b, const uint8_t attempt[STORE_HASH], int tries_max)
{
	db_batch_add(b, SQL_SIGNIN_TRY, DB_ANY);
	db_arg_bytes(b, attempt, STORE_HASH);
	db_arg_int(b, tries_max);
}

void
store_signin_by_token(struct db_batch *b, const uint8_t token[STORE_HASH])
{
	db_batch_add(b, SQL_SIGNIN_BY_TOKEN, DB_ANY);
	db_arg_bytes(b, token, STORE_HASH);
}

void
store_signin_again(struct db_batch *b, const uint8_t attempt[STORE_HASH])
{
	db_batch_add(b, SQL_SIGNIN_AGAIN, DB_ANY);
	db_arg_bytes(b, attempt, STORE_HASH);
}

void
store_signin_use(struct db_batch *b, const uint8_t attempt[STORE_HASH])
{
	db_batch_add(b, SQL_SIGNIN_USE, 1);
	db_arg_bytes(b, attempt, STORE_HASH);
	db_batch_add(b, SQL_SIGNUP_END, DB_ANY);
	db_arg_bytes(b, attempt, STORE_HASH);
}

void
store_limits_take(struct db_batch *b, const struct store_limits *l)
{
	db_batch_add(b, SQL_LIMITS_TAKE, DB_ANY);
	db_arg_hash(b, l->network.key);
	db_arg_int(b, l->network_s);
	db_arg_int(b, l->network.max);
	db_arg_hash(b, l->share.key);
	db_arg_int(b, l->account_s);
	db_arg_int(b, l->share.max);
	db_arg_hash(b, l->account.key);
	db_arg_int(b, l->account.max);
}

void
store_limits_unsynced(struct db_batch *b)
{
	db_batch_add(b, SQL_LIMITS_UNSYNCED, 1);
}

bool
store_limits_over(const struct db_rows *rows, int *wait_s)
{
	if (db_rows_count(rows) == 0)
		return false;
	*wait_s = (int)db_int(rows, 0, 0);
	return true;
}
