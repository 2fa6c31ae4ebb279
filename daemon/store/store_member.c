/*
 * Members: see store/store_member.h.
 */
#include "store/store_member.h"
#include "base/memory.h"
#include "sql_statements.h"

void
store_member_by_email(struct db_batch *b, const uint8_t index[STORE_HASH])
{
	db_batch_add(b, SQL_MEMBER_BY_EMAIL, DB_ANY);
	db_arg_hash(b, index);
}

bool
store_member_known_read(const struct db_rows *rows, struct store_known *known)
{
	const char *state;

	*known = (struct store_known){ 0 };
	if (db_rows_count(rows) == 0)
		return false;
	state = db_text(rows, 0, 1);
	known->id = db_id(rows, 0, 0);
	known->is_active = strcmp(state, "active") == 0;
	known->name = memory_text(db_text(rows, 0, 2));
	known->language = memory_text(db_text(rows, 0, 3));
	return true;
}

void
store_member_known_clear(struct store_known *known)
{
	free(known->name);
	free(known->language);
	*known = (struct store_known){ 0 };
}

static void
put_values(struct db_batch *b, const struct id *id,
    const struct member_value *values, size_t count)
{
	struct db_array names = { 0 }, texts = { 0 };

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		db_array_text(&names, values[i].attribute);
		db_array_text(&texts, values[i].value);
	}
	db_batch_add(b, SQL_MEMBER_ATTRIBUTES_PUT, (int)count);
	db_arg_id(b, id);
	db_arg_array(b, &names);
	db_arg_array(b, &texts);
}

void
store_member_from_signup(
    struct db_batch *b, const struct id *id, const uint8_t attempt[STORE_HASH])
{
	db_batch_add(b, SQL_MEMBER_FROM_SIGNUP, 1);
	db_arg_id(b, id);
	db_arg_bytes(b, attempt, STORE_HASH);
	db_batch_add(b, SQL_MEMBER_ATTRIBUTES_FROM_SIGNUP, DB_ANY);
	db_arg_id(b, id);
	db_arg_bytes(b, attempt, STORE_HASH);
}

void
store_member_get(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_MEMBER_GET, 1);
	db_arg_id(b, id);
}

void
store_member_read(const struct db_rows *rows, int row, struct member *m)
{
	const uint8_t *sealed;

	*m = (struct member){ 0 };
	m->id = db_id(rows, row, 0);
	m->version = db_int(rows, row, 1);
	if (!db_is_null(rows, row, 2)) {
		m->email_sealed_len = db_bytes(rows, row, 2, &sealed);
		m->email_sealed = memory_new(m->email_sealed_len + 1, 1);
		memcpy(m->email_sealed, sealed, m->email_sealed_len);
	}
	m->name = memory_text(db_text(rows, row, 3));
	m->language = memory_text(db_text(rows, row, 4));
	m->zone = memory_text(db_text(rows, row, 5));
	m->pitch = memory_text(db_text(rows, row, 6));
	if (!db_is_null(rows, row, 7))
		m->terms_version = memory_text(db_text(rows, row, 7));
	m->consented_us = db_int(rows, row, 8);
	m->joined_us = db_int(rows, row, 9);
	member_values_parse(
	    db_text(rows, row, 10), &m->values, &m->value_count);
	m->rest_since_us = db_int(rows, row, 11);
	m->is_paused = db_bool(rows, row, 12);
	m->paused_until_us =
	    db_is_null(rows, row, 13) ? INT64_MAX : db_int(rows, row, 13);
	m->is_email_stopped = db_bool(rows, row, 14);
	m->is_operator = db_bool(rows, row, 15);
}

void
store_member_consent(
    struct db_batch *b, const struct id *id, const char *terms, int64_t age)
{
	db_batch_add(b, SQL_MEMBER_CONSENT, 1);
	db_arg_id(b, id);
	db_arg_text(b, terms);
	db_arg_int(b, age);
}

void
store_member_update(struct db_batch *b, const struct id *id, int64_t version,
    const struct store_profile_change *change)
{
	struct db_array drop = { 0 };

	db_batch_add(b, SQL_MEMBER_UPDATE, 1);
	db_arg_id(b, id);
	db_arg_int(b, version);
	db_arg_text(b, change->name);
	db_arg_text(b, change->language);
	db_arg_text(b, change->zone);
	db_arg_text(b, change->pitch);
	if (change->drop_count > 0) {
		for (size_t i = 0; i < change->drop_count; i++)
			db_array_text(&drop, change->drop[i]);
		db_batch_add(b, SQL_MEMBER_ATTRIBUTES_DROP, DB_ANY);
		db_arg_id(b, id);
		db_arg_array(b, &drop);
	}
	put_values(b, id, change->put, change->put_count);
}

void
store_member_pause(struct db_batch *b, const struct id *id,
    const int64_t *until_us, const char *until_day)
{
	db_batch_add(b, SQL_MEMBER_PAUSE, 1);
	db_arg_id(b, id);
	if (until_us != NULL)
		db_arg_int(b, *until_us);
	else
		db_arg_text(b, NULL);
	db_arg_text(b, until_day);
}

void
store_member_pause_end(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_MEMBER_PAUSE_END, DB_ANY);
	db_arg_id(b, id);
}

void
store_member_role(struct db_batch *b, const struct id *id, const uint8_t *index,
    bool is_operator)
{
	db_batch_add(b, SQL_ROLE_SET, DB_ANY);
	db_arg_id(b, id);
	db_arg_hash(b, index);
	db_arg_bool(b, is_operator);
}

void
store_member_roles(struct db_batch *b)
{
	db_batch_add(b, SQL_ROLES_LIST, DB_ANY);
}

void
store_member_role_read(
    const struct db_rows *rows, int row, struct store_role *r)
{
	r->member = db_id(rows, row, 0);
	r->name = db_text(rows, row, 1);
	r->is_operator = db_bool(rows, row, 2);
}
