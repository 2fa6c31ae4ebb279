/*
 * People known and blocked: see store/store_people.h.
 */
#include "store/store_people.h"
#include "base/memory.h"
#include "sql_statements.h"

void
store_people_limit(struct db_batch *b, const uint8_t key[STORE_HASH],
    int span_s, int64_t amount, int64_t max)
{
	db_batch_add(b, SQL_LIMIT_TAKE, 1);
	db_arg_hash(b, key);
	db_arg_int(b, span_s);
	db_arg_int(b, amount);
	db_arg_int(b, max);
}

/* --- known ---------------------------------------------------------------- */

void
store_people_know(struct db_batch *b, const struct id *member,
    struct store_known_people *people, int64_t max)
{
	struct db_array persons[3];

	db_array_copies(&people->persons, persons, COUNT_OF(persons));
	db_batch_add(b, SQL_PEOPLE_LOCK, 1);
	db_arg_array_keyed(b, DB_HASH, &persons[0]);
	db_batch_add(b, SQL_KNOWN_ADD, 1);
	db_arg_id(b, member);
	db_arg_array(b, &people->ids);
	db_arg_array_keyed(b, DB_HASH, &persons[1]);
	db_arg_array_keyed(b, DB_SEALED, &people->sealed);
	db_batch_add(b, SQL_KNOWN_TIE, DB_ANY);
	db_arg_id(b, member);
	db_arg_array_keyed(b, DB_HASH, &persons[2]);
	db_batch_add(b, SQL_KNOWN_WITHIN, 1);
	db_arg_id(b, member);
	db_arg_int(b, max);
}

void
store_people_known(struct db_batch *b, const struct id *member,
    const struct id *before, int limit)
{
	db_batch_add(b, SQL_KNOWN_LIST, DB_ANY);
	db_arg_id(b, member);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_people_forget(
    struct db_batch *b, const struct id *member, const struct id *known)
{
	db_batch_add(b, SQL_KNOWN_FORGET, 1);
	db_arg_id(b, member);
	db_arg_id(b, known);
}

/* --- partners ------------------------------------------------------------- */

void
store_people_partner(struct db_batch *b, const struct id *member,
    const struct id *introduction, const struct id *handle)
{
	db_batch_add(b, SQL_PARTNER_GET, DB_ANY);
	db_arg_id(b, member);
	db_arg_id(b, introduction);
	db_arg_id(b, handle);
}

bool
store_people_partner_read(
    const struct db_rows *rows, struct store_partner *partner)
{
	struct member *p = &partner->profile;
	const uint8_t *sealed;

	*partner = (struct store_partner){ 0 };
	if (db_rows_count(rows) == 0)
		return false;
	partner->id = db_id(rows, 0, 0);
	p->name = memory_text(db_text(rows, 0, 1));
	p->pitch = memory_text(db_text(rows, 0, 2));
	if (!db_is_null(rows, 0, 3)) {
		p->email_sealed_len = db_bytes(rows, 0, 3, &sealed);
		p->email_sealed = memory_new(p->email_sealed_len + 1, 1);
		memcpy(p->email_sealed, sealed, p->email_sealed_len);
	}
	member_values_parse(db_text(rows, 0, 4), &p->values, &p->value_count);
	partner->has_left = db_bool(rows, 0, 5);
	return true;
}

/* --- blocks --------------------------------------------------------------- */

/* NULL: SQL NULL. */
static void
arg_person(struct db_batch *b, const uint8_t *person)
{
	db_arg_hash(b, person);
}

void
store_people_block(struct db_batch *b, const struct store_block *block)
{
	struct db_array persons = { 0 };

	if (block->of_person != NULL)
		db_array_bytes(&persons, block->of_person, STORE_HASH);
	db_batch_add(b, SQL_PEOPLE_LOCK, 1);
	db_arg_array_keyed(b, DB_HASH, &persons);
	db_batch_add(b, SQL_BLOCK_LOCK, DB_ANY);
	db_arg_id(b, &block->member);
	db_arg_id(b, block->blocked);
	arg_person(b, block->of_person);
	db_batch_add(b, SQL_BLOCK_INSERT, DB_ANY);
	db_arg_id(b, &block->id);
	db_arg_id(b, &block->member);
	db_arg_id(b, block->blocked);
	db_arg_id(b, block->introduction);
	db_arg_id(b, block->handle);
	arg_person(b, block->handle == NULL ? block->of_person : NULL);
	db_arg_sealed(b, block->sealed, block->sealed_len);
	if (block->of_person != NULL) {
		db_batch_add(b, SQL_BLOCK_PEOPLE_INSERT, DB_ANY);
		db_arg_id(b, &block->id);
		arg_person(b, block->by_person);
		arg_person(b, block->of_person);
	}
	db_batch_add(b, SQL_BLOCK_APPLY, DB_ANY);
	db_arg_id(b, &block->id);
}

void
store_people_blocks_within(
    struct db_batch *b, const struct id *member, int64_t addresses, int64_t all)
{
	db_batch_add(b, SQL_BLOCKS_WITHIN, 1);
	db_arg_id(b, member);
	db_arg_int(b, addresses);
	db_arg_int(b, all);
}

void
store_people_blocks(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_BLOCKS_LIST, DB_ANY);
	db_arg_id(b, member);
}

void
store_people_block_find(struct db_batch *b, const struct id *member,
    const uint8_t *address, const struct id *introduction,
    const struct id *handle)
{
	db_batch_add(b, SQL_BLOCK_FIND, DB_ANY);
	db_arg_id(b, member);
	arg_person(b, address);
	db_arg_id(b, introduction);
	db_arg_id(b, handle);
}

void
store_people_block_read(
    const struct db_rows *rows, int row, struct store_block_row *block)
{
	*block = (struct store_block_row){ 0 };
	block->id = db_id(rows, row, 0);
	block->is_address = db_bool(rows, row, 1);
	block->has_introduction =
	    !db_is_null(rows, row, 2) && !db_is_null(rows, row, 3);
	if (block->has_introduction) {
		block->introduction = db_id(rows, row, 2);
		block->handle = db_id(rows, row, 3);
	}
	if (!db_is_null(rows, row, 4))
		block->sealed_len = db_bytes(rows, row, 4, &block->sealed);
	block->blocked_us = db_int(rows, row, 5);
}

void
store_people_unblock(
    struct db_batch *b, const struct id *member, const struct id *block)
{
	db_batch_add(b, SQL_BLOCK_REMOVE, 1);
	db_arg_id(b, member);
	db_arg_id(b, block);
	db_batch_add(b, SQL_BLOCK_UNTIE, DB_ANY);
	db_arg_id(b, member);
}

/* --- hashes that are missing ---------------------------------------------- */

void
store_people_unhashed(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_PEOPLE_UNHASHED, DB_ANY);
	db_arg_int(b, limit);
}

void
store_people_hash(struct db_batch *b, struct db_array *ids,
    struct db_array *persons, struct db_array *sealed)
{
	db_batch_add(b, SQL_PEOPLE_HASH, (int)ids->count);
	db_arg_array(b, ids);
	db_arg_array_keyed(b, DB_HASH, persons);
	db_arg_array(b, sealed); /* as it is there, to be found by */
}
