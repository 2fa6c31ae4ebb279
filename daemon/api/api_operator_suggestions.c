/*
 * What members suggest, as operators decide on it: whoever has the socket alone, so
 * that no member with the role learns by it who is a member, who blocks whom, or has a
 * say in their own partners.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "api/shape_person.h"
#include "base/memory.h"
#include "store/store_house.h"
#include "store/store_suggestion.h"
#include "work/house.h"
#include "work/pair.h"
#include "work/plain_text.h"

/* --- list ----------------------------------------------------------------- */

static struct json_object *
suggestion_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	const uint8_t *sealed = NULL;
	size_t len =
	    db_is_null(rows, row, 4) ? 0 : db_bytes(rows, row, 4, &sealed);
	char *because = seal_text_open(c->house->seal, sealed, len);

	*id = db_id(rows, row, 0);
	shape_id(o, "id", id);
	json_object_object_add(o, "members", shape_two(rows, row, 8));
	shape_text(o, "pool", db_text(rows, row, 1));
	json_object_object_add(o, "by", shape_person(rows, row, 5));
	shape_int(o, "others", db_int(rows, row, 3));
	shape_text(o, "because", because);
	shape_time(o, "made_at", db_int(rows, row, 2));
	shape_text(o, "introduced_at", NULL);
	if (!db_is_null(rows, row, 14))
		shape_time(o, "introduced_at", db_int(rows, row, 14));
	free(because);
	return o;
}

void
api_handle_OPERATOR_SUGGESTIONS(struct call *c)
{
	static const struct list list = { "suggestions", suggestion_entry };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_suggestions_ready(b, before, c->page_limit);
	list_reply(c, b, &list);
}

/* --- accepting ------------------------------------------------------------ */

/* The operator's words; NULL: none, or something is wrong with them. */
static char *
read_reason(struct call *c)
{
	static const struct plain_text field = {
		.what = "the reason", .min = 1, .max = 400, .is_prose = true
	};
	const char *text = proto_text(c->body, "reason");
	char *reason = NULL;
	struct fault why;

	if (text != NULL && plain_text_read(&field, text, &reason, &why) != 0)
		shape_find(&c->found, "/reason", "not_allowed", why.sentence);
	return reason;
}

void
api_handle_SUGGESTION_ACCEPT(struct call *c)
{
	struct pair_ask ask = {
		.id = id_new(), .is_pin = true, .by = call_operator(c)
	};
	struct json_object *answer;
	struct id suggestion;
	char *reason;

	if (!call_id(c, 0, &suggestion))
		return;
	reason = read_reason(c);
	if (c->found.count > 0) {
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		return;
	}
	ask.suggestion = &suggestion;
	ask.reason = reason;
	answer = json_object_new_object();
	shape_id(answer, "id", &ask.id);
	call_answer(c, answer);
	json_object_put(answer);
	call_story(c, pair_start(c->house, &ask, &c->once, call_on_answered, c),
	    pair_cancel);
	free(reason);
}

/* --- dismissing ----------------------------------------------------------- */

static void
on_dismissed(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	call_reply_change(
	    c, out->fault, "there is no such suggestion to decide on");
}

void
api_handle_SUGGESTION_DISMISS(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_WRITE);
	store_suggestion_settle(b, &id, false);
	store_audit_operator(
	    b, call_operator(c), "suggestion dismissed", &id, "");
	c->look = db_batch_run(b, on_dismissed, c);
}
