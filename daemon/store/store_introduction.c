/*
 * Introductions: see store/store_introduction.h.
 */
#include "store/store_introduction.h"
#include "base/memory.h"
#include "sql_statements.h"

static void
add_page(struct db_batch *b, int statement, const struct id *member,
    const struct id *before, int limit)
{
	db_batch_add(b, statement, DB_ANY);
	db_arg_id(b, member);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_introduction_list(struct db_batch *b, const struct id *member,
    const struct id *before, int limit)
{
	add_page(b, SQL_INTRODUCTIONS_OF_MEMBER, member, before, limit);
}

void
store_introduction_get(
    struct db_batch *b, const struct id *member, const struct id *introduction)
{
	db_batch_add(b, SQL_INTRODUCTION_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
	db_arg_id(b, introduction);
}

void
store_introduction_read(
    const struct db_rows *rows, int row, struct store_introduction *i)
{
	struct member *p = &i->partner;
	const uint8_t *sealed;

	*i = (struct store_introduction){ 0 };
	i->id = db_id(rows, row, 0);
	i->pool = db_text(rows, row, 1);
	i->round = db_id(rows, row, 2);
	i->state = introduction_state_parse(db_text(rows, row, 3));
	i->offered_us = db_int(rows, row, 4);
	i->expires_us = db_int(rows, row, 5);
	i->why = db_text(rows, row, 6);
	i->digest = db_text(rows, row, 7);
	p->name = memory_text(db_text(rows, row, 8));
	p->pitch = memory_text(db_text(rows, row, 9));
	p->language = memory_text(db_text(rows, row, 10));
	p->zone = memory_text(db_text(rows, row, 11));
	if (!db_is_null(rows, row, 12)) {
		p->email_sealed_len = db_bytes(rows, row, 12, &sealed);
		p->email_sealed = memory_new(p->email_sealed_len + 1, 1);
		memcpy(p->email_sealed, sealed, p->email_sealed_len);
	}
	member_values_parse(
	    db_text(rows, row, 13), &p->values, &p->value_count);
	i->mine = introduction_answer_parse(db_text(rows, row, 14));
	i->partners = introduction_answer_parse(db_text(rows, row, 15));
	i->outcome_until_us = db_int(rows, row, 16);
	store_outcome_read(rows, row, 17, &i->outcome);
	i->handle = db_id(rows, row, 23);
}

void
store_introduction_rounds(struct db_batch *b, const struct id *member,
    const struct id *before, int limit)
{
	add_page(b, SQL_ROUNDS_OF_MEMBER, member, before, limit);
}

void
store_introduction_round_read(
    const struct db_rows *rows, int row, struct store_my_round *r)
{
	r->round = db_id(rows, row, 0);
	r->pool = db_text(rows, row, 1);
	r->at_us = db_int(rows, row, 2);
	r->outcome = db_text(rows, row, 3);
	r->has_introduction = !db_is_null(rows, row, 4);
	if (r->has_introduction)
		r->introduction = db_id(rows, row, 4);
	else
		r->introduction = (struct id){ 0 };
	r->why = db_text(rows, row, 5);
	r->is_second = !db_is_null(rows, row, 6);
	r->second_of = r->is_second ? db_id(rows, row, 6) : (struct id){ 0 };
}
