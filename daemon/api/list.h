/*
 * Lists: what a batch's first statement finds, a row an entry, whole or a page at
 * a time.
 */
#ifndef API_LIST_H
#define API_LIST_H

#include <json-c/json.h>
#include "base/attr.h"
#include "io/db.h"

struct call;

struct list {
	const char *name; /* of the list in the reply */
	/* A row's entry, or NULL: it has none. Of a page also its id, from which
	 * the next one goes on. */
	struct json_object *(*entry)(const struct call *c,
	    const struct db_rows *rows, int row, struct id *id);
};

/* `limit` and `cursor` of the query, before the batch is made: *before points to
 * storage of the call, or is NULL. False after having answered 422. */
bool list_page(struct call *c, const struct id **before) MUST_CHECK;
/* A whole handler: a page of the list, of the query's `pool` or, without it, of all
 * (NULL). `ask` appends the statement. */
void list_of_pool(struct call *c, const struct list *list,
    void (*ask)(struct db_batch *b, const char *pool, const struct id *before,
	int limit));
/* Runs the batch (taken) and replies; with `next` after list_page. */
void list_reply(struct call *c, struct db_batch *b, const struct list *list);

#endif
