/*
 * What I report to the operators.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/people_limits.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/store_report.h"
#include "work/evidence.h"
#include "work/house.h"
#include "work/reporting.h"

static struct json_object *
shape_report(const struct id *id, const char *category, const char *state,
    int64_t reported_us, int64_t decided_us)
{
	struct json_object *o = json_object_new_object();

	shape_id(o, "id", id);
	shape_text(o, "category", category);
	shape_text(o, "state", state);
	shape_time(o, "reported_at", reported_us);
	shape_text(o, "decided_at", NULL);
	if (decided_us != 0)
		shape_time(o, "decided_at", decided_us);
	return o;
}

static struct json_object *
report_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_report_row r;

	(void)c;
	store_report_read(rows, row, STORE_REPORTS_MINE, &r);
	*id = r.id;
	return shape_report(
	    id, r.category, r.state, r.reported_us, r.decided_us);
}

void
api_handle_MY_REPORTS(struct call *c)
{
	static const struct list list = { "reports", report_entry };
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_report_mine(b, &c->me.id);
	list_reply(c, b, &list);
}

/* --- reporting ------------------------------------------------------------ */

static void
read_ids(const struct call *c, struct id *introduction, struct id *handle)
{
	if (id_parse(proto_text(c->body, "introduction"), introduction) != 0 ||
	    id_parse(proto_text(c->body, "handle"), handle) != 0)
		die("the shape let through what is no id");
}

static void
on_reported(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		call_reply_answer(c);
	else if (why->code == FAULT_REPEATED)
		call_repeat(c);
	else
		people_limits_refuse(c, why);
}

static void
report(struct call *c, const struct store_partner *partner,
    const struct db_rows *thread)
{
	struct reporting_ask ask = { .id = id_new(),
		.category = proto_text(c->body, "category"),
		.blocks = proto_bool(c->body, "block", false),
		.partner = partner,
		.thread = thread };
	struct json_object *answer;
	struct fault why;
	char *text;

	read_ids(c, &ask.introduction, &ask.handle);
	if (reporting_text(proto_text(c->body, "text"), &text, &why) != 0) {
		shape_find(&c->found, "/text", "not_allowed", why.sentence);
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	ask.text = text;
	answer = shape_report(&ask.id, ask.category, "open", clock_now_us(), 0);
	call_answer(c, answer);
	json_object_put(answer);
	call_story(c,
	    reporting_start(c->house, &c->me, &ask, &c->once, on_reported, c),
	    reporting_cancel);
	free(text);
}

static void
on_partner(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_partner partner;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	if (!store_people_partner_read(db_outcome_rows(out, 0), &partner)) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	report(c, &partner, db_outcome_rows(out, 1));
	member_clear(&partner.profile);
}

void
api_handle_REPORT_ADD(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);
	struct id introduction, handle;

	read_ids(c, &introduction, &handle);
	store_people_partner(b, &c->me.id, &introduction, &handle);
	store_report_thread(b, &c->me.id, &introduction, &handle, EVIDENCE_MAX);
	c->look = db_batch_run(b, on_partner, c);
}
