/*
 * Suggestions: see store/store_suggestion.h.
 */
#include "store/store_suggestion.h"
#include "sql_statements.h"

void
store_suggestion_pools(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_SUGGESTION_POOLS, DB_ANY);
	db_arg_id(b, member);
}

void
store_suggestion_partner(struct db_batch *b, const struct id *member,
    const struct id *introduction, const struct id *handle)
{
	db_batch_add(b, SQL_SUGGESTION_PARTNER, DB_ANY);
	db_arg_id(b, member);
	db_arg_id(b, introduction);
	db_arg_id(b, handle);
}

static void
add_person(struct db_batch *b, const struct store_suggestion *s, int at)
{
	const struct store_suggested *of = &s->two[at];
	const bool is_partner = of->person == NULL;

	db_batch_add(b, SQL_SUGGESTION_NAME, DB_ANY);
	db_arg_id(b, &s->id);
	db_arg_int(b, at + 1);
	db_arg_id(b, is_partner ? &of->partner : NULL);
	db_arg_id(b, is_partner ? &of->introduction : NULL);
	db_arg_id(b, is_partner ? &of->handle : NULL);
	db_arg_hash(b, of->person);
	db_arg_sealed(b, of->sealed, of->sealed_len);
}

static void
add_find(struct db_batch *b, const struct id *member, const struct id *before,
    int limit, const char *pool, const uint8_t *people)
{
	db_batch_add(b, SQL_SUGGESTIONS_OF_MEMBER, pool == NULL ? DB_ANY : 1);
	db_arg_id(b, member);
	db_arg_id(b, before);
	db_arg_int(b, limit);
	db_arg_text(b, pool);
	db_arg_hash(b, people);
}

void
store_suggestion_add(struct db_batch *b, const struct store_suggestion *s)
{
	db_batch_add(b, SQL_SUGGESTION_INSERT, DB_ANY);
	db_arg_id(b, &s->id);
	db_arg_id(b, &s->member);
	db_arg_text(b, s->pool);
	db_arg_hash(b, s->people);
	db_arg_sealed(b, s->because, s->because_len);
	add_person(b, s, 0);
	add_person(b, s, 1);
	add_find(b, &s->member, NULL, 1, s->pool, s->people);
}

void
store_suggestions(struct db_batch *b, const struct id *member,
    const struct id *before, int limit)
{
	add_find(b, member, before, limit, NULL, NULL);
}

static void
read_person(const struct db_rows *rows, int row, int first,
    struct store_suggested_row *of)
{
	*of = (struct store_suggested_row){ 0 };
	of->sealed_len = db_bytes(rows, row, first, &of->sealed);
	of->is_address = db_bool(rows, row, first + 1);
	of->has_introduction = !db_is_null(rows, row, first + 2);
	if (of->has_introduction) {
		of->introduction = db_id(rows, row, first + 2);
		of->handle = db_id(rows, row, first + 3);
	}
}

void
store_suggestion_read(
    const struct db_rows *rows, int row, struct store_suggestion_row *s)
{
	*s = (struct store_suggestion_row){ .id = db_id(rows, row, 0),
		.pool = db_text(rows, row, 1),
		.made_us = db_int(rows, row, 2) };
	if (!db_is_null(rows, row, 3))
		s->because_len = db_bytes(rows, row, 3, &s->because);
	read_person(rows, row, 4, &s->two[0]);
	read_person(rows, row, 8, &s->two[1]);
}

void
store_suggestion_withdraw(
    struct db_batch *b, const struct id *member, const struct id *id)
{
	db_batch_add(b, SQL_SUGGESTION_WITHDRAW, 1);
	db_arg_id(b, member);
	db_arg_id(b, id);
}

void
store_suggestions_ready(struct db_batch *b, const struct id *before, int limit)
{
	db_batch_add(b, SQL_SUGGESTIONS_LIST, DB_ANY);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_suggestion_two(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_SUGGESTION_TWO, DB_ANY);
	db_arg_id(b, id);
}

void
store_suggestion_settle(
    struct db_batch *b, const struct id *id, bool is_accepted)
{
	db_batch_add(b, SQL_SUGGESTION_SETTLE, 1);
	db_arg_id(b, id);
	db_arg_text(b, is_accepted ? "accepted" : "dismissed");
}
