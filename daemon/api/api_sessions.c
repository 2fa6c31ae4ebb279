/*
 * My sessions: seen and ended.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_session.h"
#include "work/change.h"
#include "work/house.h"

static struct json_object *
session_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct store_session s;

	(void)c;
	store_session_read(rows, row, &s);
	*id = s.id;
	shape_id(o, "id", id);
	shape_text(o, "label", s.label);
	shape_time(o, "created_at", s.created_us);
	shape_text(o, "used_on", s.used_on);
	shape_time(o, "expires_at", s.expires_us);
	shape_bool(o, "this", s.is_own);
	return o;
}

void
api_handle_SESSIONS(struct call *c)
{
	static const struct list list = { "sessions", session_entry };
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_session_list(b, &c->me.id, c->session);
	list_reply(c, b, &list);
}

static void
on_ended(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	call_reply_change(c, why, "");
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
