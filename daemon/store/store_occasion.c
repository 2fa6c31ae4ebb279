/*
 * What goes with introductions: see store/store_occasion.h.
 */
#include "store/store_occasion.h"
#include "base/memory.h"
#include "sql_statements.h"

void
store_occasions_look(struct db_batch *b, const struct id *member,
    struct db_array *introductions, struct db_array *at_once,
    struct db_array *zones)
{
	db_batch_add(b, SQL_OCCASIONS_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
	db_arg_array(b, introductions);
	db_arg_array(b, at_once);
	db_batch_add(b, SQL_ZONES_AHEAD, DB_ANY);
	db_arg_array(b, zones);
	db_batch_add(b, SQL_PROMPTS_HAD, DB_ANY);
	db_arg_id(b, member);
}

static void
meeting_read(const struct db_rows *rows, int row, struct store_occasion *o)
{
	struct store_meeting *m = &o->meeting;

	o->has_meeting = true;
	m->starts_us = db_int(rows, row, 7);
	m->minutes = db_int(rows, row, 8);
	m->place_sealed_len = db_bytes(rows, row, 9, &m->place_sealed);
	m->state = db_text(rows, row, 10);
	m->sequence = db_int(rows, row, 11);
	m->is_mine = db_bool(rows, row, 12);
	m->answer = -1;
	if (!db_is_null(rows, row, 13))
		m->answer = db_bool(rows, row, 13);
	m->has_proposer = !db_is_null(rows, row, 15);
	if (m->has_proposer)
		m->proposer = db_id(rows, row, 15);
	if (zone_read(db_text(rows, row, 14), &o->zone) != 0)
		die("a zone's spans are none");
}

void
store_occasion_read(
    const struct db_rows *rows, int row, struct store_occasion *o)
{
	*o = (struct store_occasion){ 0 };
	o->introduction = db_id(rows, row, 0);
	o->round = db_id(rows, row, 1);
	o->number = db_int(rows, row, 2);
	if (!db_is_null(rows, row, 3))
		o->theme = db_text(rows, row, 3);
	o->arm = db_is_null(rows, row, 16) ? -1 : (int)db_int(rows, row, 16);
	o->is_open = db_bool(rows, row, 4);
	if (!db_is_null(rows, row, 5))
		o->prompts = db_text(rows, row, 5);
	o->may_meet = db_bool(rows, row, 6);
	if (!db_is_null(rows, row, 7))
		meeting_read(rows, row, o);
}

void
store_prompts_give(
    struct db_batch *b, const struct id *member, struct store_prompts *given)
{
	struct db_array rounds[2], themes[2], arms[2];

	db_batch_add(b, SQL_PROMPTS_LOCK, 1);
	db_arg_id(b, member);
	db_batch_add(b, SQL_PROMPTS_GIVE, DB_ANY);
	db_arg_id(b, member);
	db_arg_array(b, &given->introductions);
	db_arg_array(b, &given->places);
	db_arg_array(b, &given->prompts);
	db_arg_array(b, &given->attributes);
	db_arg_array(b, &given->mine);
	db_arg_array(b, &given->theirs);
	db_array_copies(&given->rounds, rounds, 2);
	db_array_copies(&given->themes, themes, 2);
	db_array_copies(&given->arms, arms, 2);
	for (int i = 0; i < 2; i++) {
		db_batch_add(b,
		    i == 0 ? SQL_ROUND_THEME_SET : SQL_ROUND_ARM_THEME_SET,
		    DB_ANY);
		db_arg_array(b, &rounds[i]);
		db_arg_array(b, &themes[i]);
		db_arg_array(b, &arms[i]);
	}
}
