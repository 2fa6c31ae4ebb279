/*
 * Exports of a whole community, pseudonymous unless a reason is given: on the socket
 * alone, a page of a file at a time.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_bulk.h"
#include "store/store_house.h"
#include "work/care.h"
#include "work/house.h"

#define PAGE 2000
#define PAGE_US (10 * CLOCK_SECOND)

/* --- begin ---------------------------------------------------------------- */

static void
on_begun(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault == NULL)
		call_reply_answer(c);
	else if (once_was_before(out))
		call_repeat(c);
	else
		call_refuse(c, out->fault);
}

void
api_handle_BULK_BEGIN(struct call *c)
{
	const bool names = proto_bool(c->body, "names", false);
	const char *given = proto_text(c->body, "reason");
	struct id id = id_new();
	struct json_object *answer;
	struct db_batch *b;
	struct fault why;
	char *reason = NULL;

	if (names && given == NULL) {
		shape_find(&c->found, "/reason", "missing",
		    "an export with names wants a reason");
	} else if (given != NULL && care_reason(given, &reason, &why) != 0) {
		shape_find(&c->found, "/reason", "not_allowed", why.sentence);
	}
	if (c->found.count > 0) {
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	answer = json_object_new_object();
	shape_id(answer, "id", &id);
	shape_bool(answer, "names", names);
	call_answer(c, answer);
	json_object_put(answer);
	b = db_batch_new(c->house->db, DB_WRITE);
	once_add(&c->once, c->house, b);
	store_bulk_begin(b, &id, names);
	store_audit(b, "operator",
	    names ? "community exported with names" : "community exported", &id,
	    reason == NULL ? "" : reason);
	free(reason);
	c->look = db_batch_run(b, on_begun, c);
}

/* --- a page --------------------------------------------------------------- */

static void
on_page(void *arg, const struct db_outcome *out)
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
	rows = db_outcome_rows(out, 0);
	reply = json_object_new_object();
	list = json_object_new_array();
	for (int i = 0; i < db_rows_count(rows); i++)
		json_object_array_add(
		    list, json_object_new_string(db_text(rows, i, 1)));
	json_object_object_add(reply, "rows", list);
	shape_text(reply, "next",
	    db_rows_count(rows) == PAGE ? db_text(rows, PAGE - 1, 0) : NULL);
	call_reply(c, reply);
}

/* Attributes that only have words of the operator's: no words of anybody. */
static void
add_attributes(const struct config *config, struct db_array *names)
{
	for (size_t i = 0; i < config->attribute_count; i++) {
		const struct attribute *a = &config->attributes[i];

		if (a->has_words || a->type == ATTRIBUTE_SCALE ||
		    a->type == ATTRIBUTE_HOURS)
			db_array_text(names, a->name);
	}
}

static void
on_living(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	char after[PROTO_QUERY_BYTES] = "";
	struct db_array attributes = { 0 };
	uint8_t key[SEAL_DIGEST];
	const struct db_rows *rows;
	struct db_batch *b;
	struct id id;
	bool names;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		call_problem(c, "not_found", "there is no such export", NULL);
		return;
	}
	names = db_bool(rows, 0, 0);
	if (!call_id(c, 0, &id))
		return;
	(void)proto_query_get(
	    http_query(c->req), "cursor", after, sizeof(after));
	seal_derive(c->house->seal, SEAL_EXPORT, &id, sizeof(id), key);
	add_attributes(c->house->config, &attributes);
	b = db_batch_new(c->house->db, DB_READ);
	db_batch_deadline(b, PAGE_US);
	store_bulk_page(b, store_bulk_find(c->match.parameters[1]), key, names,
	    &attributes, after, PAGE);
	c->look = db_batch_run(b, on_page, c);
}

void
api_handle_BULK_PAGE(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	if (store_bulk_find(c->match.parameters[1]) < 0) {
		call_problem(c, "not_found",
		    "allowed are members, attributes, memberships, rounds, "
		    "introductions, answers and sit_outs",
		    NULL);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_bulk_living(b, &id);
	c->look = db_batch_run(b, on_living, c);
}
