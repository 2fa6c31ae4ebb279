/*
 * The end of an account.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/cookie.h"
#include "api/shape.h"
#include "base/memory.h"
#include "work/erase.h"

static void
on_erased(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct fault gone;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL) {
		if (c->is_by_cookie)
			cookie_clear(c->req);
		call_reply_empty(c);
		return;
	}
	if (why->code == FAULT_CHANGED_MEANWHILE) {
		(void)fault_set(&gone, FAULT_UNAUTHENTICATED,
		    "the account is not there any more");
		why = &gone;
	}
	call_refuse(c, why);
}

/* Whoever says who they are means it, and means this account. */
static bool
is_meant(const struct call *c)
{
	char text[PROTO_QUERY_BYTES];
	struct id id;

	return proto_query_get(
		   http_query(c->req), "confirm", text, sizeof(text)) &&
	       id_parse(text, &id) == 0 && id_equal(&id, &c->me.id);
}

void
api_handle_ERASE(struct call *c)
{
	if (!is_meant(c)) {
		shape_find(&c->found, "/confirm", "not_allowed",
		    "your own id, as GET /v1/me has it, erases the account "
		    "and all that is in it, for good");
		call_problem(c, "invalid_body", "the query is not acceptable",
		    &c->found);
		return;
	}
	call_story(c, erase_start(c->house, &c->me, NULL, NULL, on_erased, c),
	    erase_cancel);
}
