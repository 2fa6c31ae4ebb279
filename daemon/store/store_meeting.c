/*
 * Meetings and calendars: see store/store_meeting.h.
 */
#include "store/store_meeting.h"
#include "base/memory.h"
#include "sql_statements.h"

static void
add_mine(struct db_batch *b, int statement, int rows,
    const struct id *introduction, const struct id *member)
{
	db_batch_add(b, statement, rows);
	db_arg_id(b, introduction);
	db_arg_id(b, member);
}

void
store_meeting_look(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once, int64_t starts_us)
{
	add_mine(b, SQL_MEETING_LOOK, DB_ANY, introduction, member);
	db_arg_array(b, at_once);
	add_mine(b, SQL_MEETING_PEOPLE, DB_ANY, introduction, member);
	if (starts_us != 0)
		db_arg_time(b, starts_us);
	else
		db_arg_text(b, NULL);
}

/* starts_at, minutes, place and state, from that column on. */
static void
when_and_where_read(
    const struct db_rows *rows, int row, int column, struct store_meeting *m)
{
	*m = (struct store_meeting){ .answer = -1 };
	m->starts_us = db_int(rows, row, column);
	m->minutes = db_int(rows, row, column + 1);
	m->place_sealed_len = db_bytes(rows, row, column + 2, &m->place_sealed);
	m->state = db_text(rows, row, column + 3);
	m->sequence = db_int(rows, row, column + 4);
}

void
store_meeting_read(const struct db_rows *rows, struct store_meeting_now *m)
{
	*m = (struct store_meeting_now){ 0 };
	m->may = db_bool(rows, 0, 0);
	m->is_there = !db_is_null(rows, 0, 1);
	if (m->is_there) {
		when_and_where_read(rows, 0, 1, &m->meeting);
		m->meeting.is_mine = db_bool(rows, 0, 6);
		m->made_us = db_int(rows, 0, 7);
		m->changed_us = db_int(rows, 0, 8);
	}
	m->now_us = db_int(rows, 0, 9);
	m->pool = db_text(rows, 0, 10);
	if (!db_is_null(rows, 0, 11))
		m->meeting.answer = db_bool(rows, 0, 11);
	m->others_accept = m->is_there && db_bool(rows, 0, 12);
	m->stand = db_text(rows, 0, 13);
}

void
store_meeting_person_read(
    const struct db_rows *rows, int row, struct store_meeting_person *p)
{
	*p = (struct store_meeting_person){ .answer = -1 };
	p->id = db_id(rows, row, 0);
	p->name = db_text(rows, row, 1);
	p->language = db_text(rows, row, 2);
	p->zone_name = db_text(rows, row, 3);
	if (!db_is_null(rows, row, 4) &&
	    zone_read(db_text(rows, row, 4), &p->zone) != 0)
		die("a zone's spans are none");
	if (!db_is_null(rows, row, 5))
		p->email_sealed_len = db_bytes(rows, row, 5, &p->email_sealed);
	p->proposes = db_bool(rows, row, 6);
	if (!db_is_null(rows, row, 7))
		p->answer = db_bool(rows, row, 7);
	p->partners = db_text(rows, row, 8);
}

bool
store_hour_fallen_read(const struct db_rows *rows, int row, int column,
    struct store_hour_fallen *h)
{
	if (db_is_null(rows, row, column))
		return false;
	h->starts_us = db_int(rows, row, column);
	h->minutes = db_int(rows, row, column + 1);
	h->sequence = db_int(rows, row, column + 2);
	h->made_us = db_int(rows, row, column + 3);
	h->now_us = db_int(rows, row, column + 4);
	h->zone_name = db_text(rows, row, column + 5);
	if (zone_read(db_text(rows, row, column + 6), &h->zone) != 0)
		die("a zone's spans are none");
	h->email_sealed_len = db_bytes(rows, row, column + 7, &h->email_sealed);
	h->says_yes = db_bool(rows, row, column + 8);
	return true;
}

/* --- writing -------------------------------------------------------------- */

void
store_meeting_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, const struct store_meeting_put *m,
    struct db_array *at_once)
{
	add_mine(b, SQL_MEETING_PUT, 1, introduction, member);
	db_arg_time(b, m->starts_us);
	db_arg_int(b, m->minutes);
	db_arg_sealed(b, m->place_sealed, m->place_sealed_len);
	db_arg_int(b, m->changed_us);
	db_arg_array(b, at_once);
	db_batch_add(b, SQL_MEETING_ANSWERS_FORGET, DB_ANY);
	db_arg_id(b, introduction);
	db_batch_add(b, SQL_MEETING_ASK, DB_ANY);
	db_arg_id(b, introduction);
}

void
store_meeting_answer(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accepts, int64_t changed_us,
    struct db_array *at_once)
{
	add_mine(b, SQL_MEETING_ANSWER, 1, introduction, member);
	db_arg_bool(b, accepts);
	db_arg_int(b, changed_us);
	db_arg_array(b, at_once);
	db_batch_add(b, SQL_MEETING_SETTLE, 1);
	db_arg_id(b, introduction);
	db_batch_add(b, SQL_MEETING_ASK, DB_ANY);
	db_arg_id(b, introduction);
}

void
store_meeting_cancel(
    struct db_batch *b, const struct id *introduction, int64_t changed_us)
{
	db_batch_add(b, SQL_MEETING_CANCEL, 1);
	db_arg_id(b, introduction);
	db_arg_int(b, changed_us);
	db_batch_add(b, SQL_MEETING_ASK, DB_ANY);
	db_arg_id(b, introduction);
}

/* --- calendars ------------------------------------------------------------ */

void
store_calendar_meetings(
    struct db_batch *b, const struct id *member, const struct id *introduction)
{
	db_batch_add(b, SQL_MEETINGS_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
	db_arg_id(b, introduction);
}

void
store_calendar_meeting_read(
    const struct db_rows *rows, int row, struct store_calendar_meeting *m)
{
	*m = (struct store_calendar_meeting){ 0 };
	m->introduction = db_id(rows, row, 0);
	when_and_where_read(rows, row, 1, &m->meeting);
	m->made_us = db_int(rows, row, 6);
	m->changed_us = db_int(rows, row, 7);
	m->pool = db_text(rows, row, 8);
	m->partners = db_text(rows, row, 9);
}

void
store_calendar_zone(struct db_batch *b, const struct id *member,
    int64_t from_us, int64_t until_us)
{
	db_batch_add(b, SQL_ZONE_BETWEEN, DB_ANY);
	db_arg_id(b, member);
	db_arg_time(b, from_us);
	db_arg_time(b, until_us);
}

int
store_calendar_zone_read(
    const struct db_rows *rows, const char **name, struct zone *zone)
{
	if (db_rows_count(rows) == 0)
		return -1;
	*name = db_text(rows, 0, 0);
	if (zone_read(db_text(rows, 0, 1), zone) != 0)
		die("a zone's spans are none");
	return 0;
}

void
store_calendar_put(
    struct db_batch *b, const struct id *member, const uint8_t hash[STORE_HASH])
{
	db_batch_add(b, SQL_CALENDAR_PUT, 1);
	db_arg_id(b, member);
	db_arg_bytes(b, hash, STORE_HASH);
}

void
store_calendar_end(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_CALENDAR_END, DB_ANY);
	db_arg_id(b, member);
}

void
store_calendar_member(struct db_batch *b, const uint8_t hash[STORE_HASH])
{
	db_batch_add(b, SQL_CALENDAR_MEMBER, DB_ANY);
	db_arg_bytes(b, hash, STORE_HASH);
}
