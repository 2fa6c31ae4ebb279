/*
 * Letters as operators see them: to whom and what became of them, neither the
 * address nor what they say.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_outbox.h"
#include "work/house.h"

static struct json_object *
letter_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object(), *to = NULL;
	struct store_letter_state l;

	(void)c;
	store_outbox_letter_read(rows, row, &l);
	*id = l.id;
	shape_id(o, "id", &l.id);
	shape_text(o, "kind", l.kind);
	shape_text(o, "state", l.state);
	if (l.has_member) {
		to = json_object_new_object();
		shape_id(to, "id", &l.member);
		shape_text(to, "ref", l.ref);
		shape_text(to, "name", l.name);
	}
	json_object_object_add(o, "to", to);
	shape_text(o, "webhook", l.webhook);
	shape_time(o, "created_at", l.created_us);
	shape_text(o, "done_at", NULL);
	if (l.done_us != 0)
		shape_time(o, "done_at", l.done_us);
	shape_int(o, "attempts", l.attempts);
	shape_text(o, "answer", l.answer);
	return o;
}

/* Members with the role see what failed and needs a hand. What is on its way or
 * was sent would tell them whose introduction came to what. */
static bool
may_see(const struct call *c, const char *state)
{
	static const char *const states[] = { "dead", "pending", "sending",
		"sent", "unwanted" };
	const size_t count = call_operator(c) == NULL ? COUNT_OF(states) : 1;

	for (size_t i = 0; i < count; i++)
		if (strcmp(states[i], state) == 0)
			return true;
	return false;
}

void
api_handle_OPERATOR_LETTERS(struct call *c)
{
	static const struct list list = { "letters", letter_entry };
	char state[PROTO_QUERY_BYTES] = "dead";
	struct proto_findings f = { 0 };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	(void)proto_query_get(
	    http_query(c->req), "state", state, sizeof(state));
	if (!may_see(c, state)) {
		proto_findings_add(&f, "/state", "not_allowed",
		    call_operator(c) == NULL
			? "allowed are dead, pending, sending, sent, unwanted"
			: "allowed is dead; others on the operator's socket");
		call_problem(
		    c, "invalid_body", "the query is not acceptable", &f);
		proto_findings_clear(&f);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_outbox_letters(b, state, before, c->page_limit, call_operator(c));
	list_reply(c, b, &list);
}
