/*
 * Reports: see store/store_report.h.
 */
#include "store/store_report.h"
#include "sql_statements.h"

static void
arg_sealed(struct db_batch *b, const struct store_sealed *sealed)
{
	db_arg_sealed(b, sealed->bytes, sealed->len);
}

void
store_report_insert(struct db_batch *b, const struct store_report *r)
{
	db_batch_add(b, SQL_BLOCK_LOCK, DB_ANY);
	db_arg_id(b, &r->reporter);
	db_arg_id(b, &r->reported);
	db_arg_bytes(b, NULL, 0);
	db_batch_add(b, SQL_REPORT_INSERT, 1);
	db_arg_id(b, &r->id);
	db_arg_id(b, &r->reporter);
	db_arg_hash(b, r->reporter_person);
	db_arg_id(b, &r->reported);
	db_arg_id(b, &r->introduction);
	db_arg_text(b, r->category);
	arg_sealed(b, &r->text);
	arg_sealed(b, &r->snapshot);
	db_batch_add(b, SQL_REPORT_REVIEW, DB_ANY);
	db_arg_id(b, &r->reported);
}

void
store_report_thread(struct db_batch *b, const struct id *reporter,
    const struct id *introduction, const struct id *handle, int64_t bytes_max)
{
	db_batch_add(b, SQL_REPORT_THREAD, DB_ANY);
	db_arg_id(b, reporter);
	db_arg_id(b, introduction);
	db_arg_id(b, handle);
	db_arg_int(b, bytes_max);
}

void
store_report_said_read(
    const struct db_rows *rows, int row, struct store_said *said)
{
	said->is_reporter = db_bool(rows, row, 0);
	said->written_us = db_int(rows, row, 1);
	said->text.len = db_bytes(rows, row, 2, &said->text.bytes);
	said->everything = db_int(rows, row, 3);
}

void
store_report_mine(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_REPORTS_OF_MEMBER, DB_ANY);
	db_arg_id(b, member);
}

void
store_report_list(struct db_batch *b, const struct id *before, int limit,
    int open, const struct id *by)
{
	db_batch_add(b, SQL_REPORTS_LIST, DB_ANY);
	db_arg_id(b, before);
	db_arg_int(b, limit);
	db_arg_int(b, open);
	db_arg_id(b, by);
}

void
store_report_get(
    struct db_batch *b, const struct id *report, const struct id *by)
{
	db_batch_add(b, SQL_REPORT_GET, DB_ANY);
	db_arg_id(b, report);
	db_arg_id(b, by);
}

static void
read_party(
    const struct db_rows *rows, int row, int column, struct store_party *p)
{
	p->is_there = !db_is_null(rows, row, column);
	if (!p->is_there)
		return;
	p->id = db_id(rows, row, column);
	if (!db_is_null(rows, row, column + 1))
		p->ref = db_text(rows, row, column + 1);
	p->name = db_text(rows, row, column + 2);
}

static void
read_sealed(
    const struct db_rows *rows, int row, int column, struct store_sealed *s)
{
	if (!db_is_null(rows, row, column))
		s->len = db_bytes(rows, row, column, &s->bytes);
}

void
store_report_read(const struct db_rows *rows, int row,
    enum store_report_rows kind, struct store_report_row *r)
{
	*r = (struct store_report_row){ 0 };
	r->id = db_id(rows, row, 0);
	r->category = db_text(rows, row, 1);
	r->state = db_text(rows, row, 2);
	r->reported_us = db_int(rows, row, 3);
	r->decided_us = db_int(rows, row, 4);
	if (kind == STORE_REPORTS_MINE)
		return;
	read_party(rows, row, 5, &r->reporter);
	read_party(rows, row, 8, &r->reported);
	r->is_suspended = db_bool(rows, row, 11);
	r->is_under_review = db_bool(rows, row, 12);
	if (kind == STORE_REPORTS_ALL)
		return;
	r->has_introduction = !db_is_null(rows, row, 13);
	if (r->has_introduction)
		r->introduction = db_id(rows, row, 13);
	read_sealed(rows, row, 14, &r->text);
	read_sealed(rows, row, 15, &r->snapshot);
	read_sealed(rows, row, 16, &r->words);
}

void
store_report_parties(
    struct db_batch *b, const struct id *report, const struct id *by)
{
	db_batch_add(b, SQL_REPORT_PARTIES, DB_ANY);
	db_arg_id(b, report);
	db_arg_id(b, by);
}

bool
store_report_parties_read(const struct db_rows *rows, struct store_parties *p)
{
	*p = (struct store_parties){ 0 };
	if (db_rows_count(rows) == 0)
		return false;
	p->state = db_text(rows, 0, 0);
	p->has_reporter = !db_is_null(rows, 0, 1) && db_bool(rows, 0, 4);
	if (p->has_reporter)
		p->reporter = db_id(rows, 0, 1);
	p->reporter_name = db_text(rows, 0, 2);
	p->reporter_language = db_text(rows, 0, 3);
	p->reported_state = db_text(rows, 0, 9);
	p->has_reported =
	    !db_is_null(rows, 0, 5) && strcmp(p->reported_state, "erased") != 0;
	if (p->has_reported)
		p->reported = db_id(rows, 0, 5);
	p->reported_name = db_text(rows, 0, 6);
	p->reported_language = db_text(rows, 0, 7);
	p->is_under_review = db_bool(rows, 0, 10);
	p->others = db_int(rows, 0, 11);
	p->reported_us = db_int(rows, 0, 12);
	return true;
}

void
store_report_decide(struct db_batch *b, const struct id *report,
    const char *from, const char *to, const struct store_sealed *words)
{
	db_batch_add(b, SQL_REPORT_DECIDE, 1);
	db_arg_id(b, report);
	db_arg_text(b, from);
	db_arg_text(b, to);
	arg_sealed(b, words);
}

void
store_report_suspend(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_MEMBER_SUSPEND, 1);
	db_arg_id(b, member);
}

void
store_report_reinstate(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_MEMBER_REINSTATE, 1);
	db_arg_id(b, member);
}

void
store_report_reviews(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_REVIEWS, DB_ANY);
	db_arg_int(b, limit);
}

void
store_report_review_tell(struct db_batch *b, struct db_array *members)
{
	db_batch_add(b, SQL_DUE_REVIEW_TELL, (int)members->count);
	db_arg_array(b, members);
}
