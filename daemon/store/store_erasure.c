/*
 * Taken along and erased: see store/store_erasure.h.
 */
#include "store/store_erasure.h"
#include "base/memory.h"
#include "sql_statements.h"

void
store_export(struct db_batch *b, const struct id *member, int64_t message_bytes)
{
	db_batch_add(b, SQL_EXPORT_MEMBER, DB_ANY);
	db_arg_id(b, member);
	db_arg_int(b, message_bytes);
}

void
store_erasure_look(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_ERASE_OFFERED, DB_ANY);
	db_arg_id(b, member);
	db_batch_add(b, SQL_ERASE_MEETINGS, DB_ANY);
	db_arg_id(b, member);
}

void
store_erasure_told_read(
    const struct db_rows *rows, int row, struct store_erasure_told *t)
{
	t->introduction = db_id(rows, row, 0);
	t->member = db_id(rows, row, 1);
	t->name = db_text(rows, row, 2);
	t->language = db_text(rows, row, 3);
	t->when = db_text(rows, row, 4);
	t->pool = db_text(rows, row, 5);
	(void)store_hour_fallen_read(rows, row, 6, &t->hour);
}

void
store_erasure_begin(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_ERASE_LOCK_INTRODUCTIONS, 1);
	db_arg_id(b, member);
}

void
store_erasure_lock(
    struct db_batch *b, const struct id *member, bool may_be_suspended)
{
	db_batch_add(b, SQL_ERASE_LOCK_MEMBERS, 1);
	db_arg_id(b, member);
	db_batch_add(b, SQL_ERASE_LOCK, 1);
	db_arg_id(b, member);
	db_arg_bool(b, may_be_suspended);
}

void
store_erasure(struct db_batch *b, const struct store_erasure *e)
{
	/* What refers to the member's part in an introduction goes before that
	 * becomes a former member's. */
	static const struct {
		int statement;
		enum { ONLY, FORMER, PLACE, REF_KEY } with;
	} steps[] = {
		{ SQL_ERASE_TOMBSTONE, FORMER },
		{ SQL_ERASE_BLOCKS, FORMER },
		{ SQL_ERASE_LETTERS, FORMER },
		{ SQL_ERASE_MESSAGES, ONLY },
		{ SQL_ERASE_OUTCOMES, ONLY },
		{ SQL_ERASE_MEETING_ANSWERS, ONLY },
		{ SQL_ERASE_PROMPTS, ONLY },
		{ SQL_ERASE_MEETINGS_MADE, PLACE },
		{ SQL_ERASE_REASONS, ONLY },
		{ SQL_ERASE_SLOTS, FORMER },
		{ SQL_ERASE_REPORTS, ONLY },
		{ SQL_ERASE_SUGGESTIONS, ONLY },
		{ SQL_ERASE_COUNTS, ONLY },
		{ SQL_ERASE_DRAWS, ONLY },
		{ SQL_ERASE_DRAWS_BEFORE, ONLY },
		{ SQL_ERASE_IMPORT_TIES, ONLY },
		{ SQL_ERASE_IMPORT_MEMBERS, ONLY },
		{ SQL_ERASE_REF, REF_KEY },
		{ SQL_ERASE_SIGNINS, ONLY },
		{ SQL_ERASE_INVITATIONS, ONLY },
		{ SQL_ERASE_REMINDED, ONLY },
		{ SQL_ERASE_EVENTS, ONLY },
		{ SQL_ERASE_STATE, ONLY },
		{ SQL_ERASE_MEMBER, ONLY },
	};

	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		db_batch_add(b, steps[i].statement, DB_ANY);
		db_arg_id(b, &e->member);
		if (steps[i].with == FORMER)
			db_arg_id(b, &e->former);
		else if (steps[i].with == PLACE)
			db_arg_sealed(b, e->place_sealed, e->place_sealed_len);
		else if (steps[i].with == REF_KEY)
			db_arg_bytes(b, e->ref_key, STORE_HASH);
	}
}

static void
add_two(struct db_batch *b, int statement, int rows, const struct id *from,
    const struct id *into)
{
	db_batch_add(b, statement, rows);
	db_arg_id(b, from);
	db_arg_id(b, into);
}

void
store_merge_lock(
    struct db_batch *b, const struct id *from, const struct id *into)
{
	add_two(b, SQL_MERGE_LOCK_MEMBERS, 1, from, into);
	add_two(b, SQL_MERGE_LOCK, 2, from, into);
}

void
store_merge(struct db_batch *b, const struct id *from, const struct id *into)
{
	static const int steps[] = { SQL_MERGE_ATTRIBUTES,
		SQL_MERGE_MEMBERSHIPS, SQL_MERGE_TIES, SQL_MERGE_PAIRS,
		SQL_MERGE_KNOWN, SQL_MERGE_BLOCKS_MADE, SQL_MERGE_BLOCKS_OF };
	static const int more[] = { SQL_MERGE_REPORTS, SQL_MERGE_SUGGESTIONS,
		SQL_MERGE_SUGGESTED, SQL_MERGE_SLOTS, SQL_MERGE_SELVES,
		SQL_MERGE_ROUNDS, SQL_MERGE_MET, SQL_MERGE_INVITATIONS,
		SQL_MERGE_REF_TAKE };

	/* Draws are found by who took part, which is another then. */
	db_batch_add(b, SQL_ERASE_DRAWS, DB_ANY);
	db_arg_id(b, from);
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		add_two(b, steps[i], DB_ANY, from, into);
	db_batch_add(b, SQL_MERGE_BLOCK_PEOPLE, DB_ANY);
	db_arg_id(b, into);
	for (size_t i = 0; i < COUNT_OF(more); i++)
		add_two(b, more[i], DB_ANY, from, into);
	db_batch_add(b, SQL_MERGE_REF_DROP, DB_ANY);
	db_arg_id(b, from);
	add_two(b, SQL_MERGE_INTO, 1, from, into);
}
