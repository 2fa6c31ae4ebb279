/*
 * Lists: see api/list.h.
 */
#include "api/list.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "work/house.h"

bool
list_page(struct call *c, const struct id **before)
{
	bool has_before;

	if (!call_page(c, &c->page_limit, &c->page_before, &has_before))
		return false;
	*before = has_before ? &c->page_before : NULL;
	return true;
}

static void
on_rows(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *entries, *entry;
	const struct db_rows *rows;
	struct id last = { 0 };

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	reply = json_object_new_object();
	entries = json_object_new_array();
	rows = db_outcome_rows(out, 0);
	for (int i = 0; i < db_rows_count(rows); i++) {
		entry = c->list->entry(c, rows, i, &last);
		if (entry != NULL)
			json_object_array_add(entries, entry);
	}
	json_object_object_add(reply, c->list->name, entries);
	if (c->page_limit > 0)
		shape_next(
		    reply, db_rows_count(rows) == c->page_limit ? &last : NULL);
	call_reply(c, reply);
}

void
list_reply(struct call *c, struct db_batch *b, const struct list *list)
{
	c->list = list;
	c->look = db_batch_run(b, on_rows, c);
}

void
list_of_pool(struct call *c, const struct list *list,
    void (*ask)(struct db_batch *b, const char *pool, const struct id *before,
	int limit))
{
	char pool[PROTO_QUERY_BYTES];
	const struct id *before;
	struct db_batch *b;
	bool has_pool;

	if (!list_page(c, &before))
		return;
	has_pool =
	    proto_query_get(http_query(c->req), "pool", pool, sizeof(pool));
	b = db_batch_new(c->house->db, DB_READ);
	ask(b, has_pool ? pool : NULL, before, c->page_limit);
	list_reply(c, b, list);
}
