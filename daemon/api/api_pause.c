/*
 * My pause, in all pools: until a day or a time, or until I say so.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "work/change.h"
#include "work/house.h"

static void
on_read_again(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct member now;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	store_member_read(db_outcome_rows(out, 0), 0, &now);
	api_reply_me(c, &now);
	member_clear(&now);
}

static void
refuse_until(struct call *c, const char *detail)
{
	proto_findings_add(&c->found, "/until", "not_allowed", "%s", detail);
	call_problem(c, "invalid_body", "see errors, one per field", &c->found);
}

static void
on_changed(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct db_batch *b;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL && why->code == FAULT_CHANGED_MEANWHILE) {
		refuse_until(c, "that is over already; allowed is a day or a "
				"time to come");
		return;
	}
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_member_get(b, &c->me.id);
	c->look = db_batch_run(b, on_read_again, c);
}

void
api_handle_PAUSE(struct call *c)
{
	const char *until = proto_text(c->body, "until");
	int64_t us = 0;
	bool is_time = until != NULL && clock_from_rfc3339(until, &us) == 0;

	if (until != NULL && !is_time && !clock_is_day(until)) {
		refuse_until(c, "allowed is a day such as 2026-12-24, or a "
				"time such as 2026-12-24T09:00:00Z");
		return;
	}
	call_story(c,
	    change_pause(c->house, &c->me.id, is_time ? &us : NULL,
		is_time ? NULL : until, on_changed, c),
	    change_cancel);
}

void
api_handle_PAUSE_END(struct call *c)
{
	call_story(c, change_pause_end(c->house, &c->me.id, on_changed, c),
	    change_cancel);
}
