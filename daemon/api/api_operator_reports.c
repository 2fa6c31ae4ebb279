/*
 * What members have reported, for the operators, and what these decide. To read
 * one leaves a line in the audit log. Reports of and on an operator who is a member
 * are not theirs to see.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_house.h"
#include "store/store_report.h"
#include "work/decide.h"
#include "work/house.h"

/* NULL where somebody has left without a trace. */
static struct json_object *
shape_party(const struct store_party *p)
{
	struct json_object *o;

	if (!p->is_there)
		return NULL;
	o = json_object_new_object();
	shape_id(o, "id", &p->id);
	shape_text(o, "ref", p->ref);
	shape_text(o, "name", p->name);
	return o;
}

static struct json_object *
shape_operator_report(const struct store_report_row *r)
{
	struct json_object *o = json_object_new_object();

	shape_id(o, "id", &r->id);
	shape_text(o, "category", r->category);
	shape_text(o, "state", r->state);
	shape_time(o, "reported_at", r->reported_us);
	shape_text(o, "decided_at", NULL);
	if (r->decided_us != 0)
		shape_time(o, "decided_at", r->decided_us);
	json_object_object_add(o, "reporter", shape_party(&r->reporter));
	json_object_object_add(o, "reported", shape_party(&r->reported));
	shape_text(o, "account",
	    r->is_under_review ? "under_review"
	    : r->is_suspended  ? "suspended"
			       : "open");
	return o;
}

static struct json_object *
report_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_report_row r;

	(void)c;
	store_report_read(rows, row, STORE_REPORTS_ALL, &r);
	*id = r.id;
	return shape_operator_report(&r);
}

/* 1 open ones are asked for, 0 decided ones, -1 either; false where the request
 * was answered. */
static bool
read_state(struct call *c, int *open)
{
	char state[PROTO_QUERY_BYTES];
	struct proto_findings f = { 0 };

	*open = -1;
	if (!proto_query_get(http_query(c->req), "state", state, sizeof(state)))
		return true;
	if (strcmp(state, "open") == 0 || strcmp(state, "decided") == 0) {
		*open = strcmp(state, "open") == 0;
		return true;
	}
	proto_findings_add(
	    &f, "/state", "not_allowed", "allowed are open, decided");
	call_problem(c, "invalid_body", "the query is not acceptable", &f);
	proto_findings_clear(&f);
	return false;
}

void
api_handle_OPERATOR_REPORTS(struct call *c)
{
	static const struct list list = { "reports", report_entry };
	const struct id *before;
	struct db_batch *b;
	int open;

	if (!list_page(c, &before) || !read_state(c, &open))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_report_list(b, before, c->page_limit, open, call_operator(c));
	list_reply(c, b, &list);
}

/* --- one ------------------------------------------------------------------ */

static void
shape_sealed(const struct call *c, struct json_object *o, const char *field,
    const struct store_sealed *sealed)
{
	char *text = seal_text_open(c->house->seal, sealed->bytes, sealed->len);

	shape_text(o, field, text);
	free(text);
}

static void
on_report(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *o;
	const struct db_rows *rows;
	struct store_report_row r;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	store_report_read(rows, 0, STORE_REPORT, &r);
	o = shape_operator_report(&r);
	shape_text(o, "introduction", NULL);
	if (r.has_introduction)
		shape_id(o, "introduction", &r.introduction);
	shape_sealed(c, o, "text", &r.text);
	shape_sealed(c, o, "snapshot", &r.snapshot);
	shape_sealed(c, o, "words", &r.words);
	call_reply(c, o);
}

void
api_handle_OPERATOR_REPORT(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_WRITE);
	store_report_get(b, &id, call_operator(c));
	store_audit_operator(b, call_operator(c), "report read", &id, "");
	c->look = db_batch_run(b, on_report, c);
}

/* --- deciding ------------------------------------------------------------- */

void
api_handle_OPERATOR_DECIDE(struct call *c)
{
	enum decide_action action;
	struct fault why;
	struct id id;
	char *words;

	if (!call_id(c, 0, &id))
		return;
	if (!decide_action_parse(proto_text(c->body, "action"), &action))
		die("the shape let through what is no action");
	if (decide_words(proto_text(c->body, "words"), &words, &why) != 0) {
		shape_find(&c->found, "/words", "not_allowed", why.sentence);
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	call_story(c,
	    decide_start(c->house, &id, call_operator(c), action, words,
		call_on_done, c),
	    decide_cancel);
	free(words);
}
