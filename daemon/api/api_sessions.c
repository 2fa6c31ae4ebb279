/*
 * My sessions: seen and ended.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_session.h"
#include "work/change.h"
#include "work/house.h"

static void
on_sessions(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *list;
	const struct db_rows *rows;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	reply = json_object_new_object();
	list = json_object_new_array();
	rows = db_outcome_rows(out, 0);
	for (int i = 0; i < db_rows_count(rows); i++) {
		struct json_object *o = json_object_new_object();
		struct store_session s;

		store_session_read(rows, i, &s);
		shape_id(o, "id", &s.id);
		shape_text(o, "label", s.label);
		shape_time(o, "created_at", s.created_us);
		shape_text(o, "used_on", s.used_on);
		shape_time(o, "expires_at", s.expires_us);
		shape_bool(o, "this", s.is_own);
		json_object_array_add(list, o);
	}
	json_object_object_add(reply, "sessions", list);
	call_reply(c, reply);
}

void
api_handle_SESSIONS(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_session_list(b, &c->me.id, c->session);
	c->look = db_batch_run(b, on_sessions, c);
}

static void
on_ended(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		call_reply_empty(c);
	else if (why->code == FAULT_CHANGED_MEANWHILE)
		call_problem(c, "not_found", "", NULL);
	else
		call_refuse(c, why);
}

void
api_handle_ONE_SESSION_END(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    change_session_end(c->house, &c->me.id, &id, on_ended, c),
		    change_cancel);
}

void
api_handle_SESSIONS_END(struct call *c)
{
	call_story(c,
	    change_sessions_end_others(
		c->house, &c->me.id, c->session, on_ended, c),
	    change_cancel);
}
