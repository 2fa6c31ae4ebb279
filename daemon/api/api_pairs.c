/*
 * Pairs that operators pin or forbid.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "api/shape_person.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_house.h"
#include "store/store_pairs.h"
#include "work/house.h"
#include "work/pair.h"
#include "work/plain_text.h"

/* --- list ----------------------------------------------------------------- */

static struct json_object *
pair_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct id used_by;

	(void)c;
	*id = db_id(rows, row, 0);
	shape_id(o, "id", id);
	shape_text(o, "kind", db_text(rows, row, 1));
	json_object_object_add(o, "members", shape_two(rows, row, 6));
	shape_text(
	    o, "pool", db_is_null(rows, row, 2) ? NULL : db_text(rows, row, 2));
	shape_text(o, "reason", db_text(rows, row, 3));
	shape_time(o, "made_at", db_int(rows, row, 4));
	shape_text(o, "used_by", NULL);
	if (!db_is_null(rows, row, 5)) {
		used_by = db_id(rows, row, 5);
		shape_id(o, "used_by", &used_by);
	}
	return o;
}

void
api_handle_PAIRS(struct call *c)
{
	static const struct list list = { "pairs", pair_entry };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_pairs_list(b, before, c->page_limit);
	list_reply(c, b, &list);
}

/* --- adding --------------------------------------------------------------- */

/* What its shape does not know. */
static char *
check(struct call *c, const char *pool, bool is_pin)
{
	static const struct plain_text field = {
		.what = "the reason", .min = 1, .max = 500, .is_prose = true
	};
	struct fault why;
	char *reason;

	if (is_pin && pool == NULL)
		shape_find(&c->found, "/pool", "missing",
		    "a pin is for the next draw of one pool");
	else if (!is_pin && pool != NULL)
		shape_find(&c->found, "/pool", "not_allowed",
		    "what is forbidden is so in all pools");
	else if (pool != NULL &&
		 config_pool_get(c->house->config, pool) == NULL)
		proto_findings_add(&c->found, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", pool);
	if (plain_text_read(
		&field, proto_text(c->body, "reason"), &reason, &why) != 0)
		shape_find(&c->found, "/reason", "not_allowed", why.sentence);
	return reason;
}

void
api_handle_PAIR_ADD(struct call *c)
{
	struct pair_ask ask = { .id = id_new(),
		.is_pin = strcmp(proto_text(c->body, "kind"), "pin") == 0,
		.a = proto_text(c->body, "a"),
		.b = proto_text(c->body, "b"),
		.pool = proto_text(c->body, "pool"),
		.by = call_operator(c) };
	char *reason = check(c, ask.pool, ask.is_pin);
	struct json_object *answer;

	if (c->found.count > 0) {
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		free(reason);
		return;
	}
	ask.reason = reason;
	answer = json_object_new_object();
	shape_id(answer, "id", &ask.id);
	call_answer(c, answer);
	json_object_put(answer);
	call_story(c, pair_start(c->house, &ask, &c->once, call_on_answered, c),
	    pair_cancel);
	free(reason);
}

/* --- removing ------------------------------------------------------------- */

static void
on_removed(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL)
		call_refuse(c, out->fault);
	else if (db_rows_count(db_outcome_rows(out, 0)) == 0)
		call_problem(c, "not_found",
		    "there is no such pair, or it is a pin that was used",
		    NULL);
	else
		call_reply_empty(c);
}

void
api_handle_PAIR_REMOVE(struct call *c)
{
	char actor[STORE_ACTOR_SIZE];
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_WRITE);
	store_pair_remove(
	    b, &id, store_actor_operator(call_operator(c), actor));
	c->look = db_batch_run(b, on_removed, c);
}
