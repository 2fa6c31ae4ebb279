/*
 * How the house is: health, readiness, metrics, status. Operator's socket only.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "store/store_house.h"
#include "work/house.h"

static struct json_object *
shape_health(const char *status)
{
	struct json_object *o = json_object_new_object();

	shape_text(o, "status", status);
	shape_text(o, "version", SERENDIP_VERSION);
	return o;
}

void
api_handle_HEALTHZ(struct call *c)
{
	call_reply(c, shape_health("ok"));
}

void
api_handle_READYZ(struct call *c)
{
	switch (house_state(c->house)) {
	case HOUSE_OK:
		call_reply(c, shape_health("ok"));
		break;
	case HOUSE_STOPPING:
		call_later(c, "stopping", "it is shutting down", 5);
		break;
	case HOUSE_STARTING:
	case HOUSE_NO_DATABASE:
		call_later(c, "database_gone",
		    "there is no connection to the "
		    "database",
		    1);
		break;
	}
}

void
api_handle_METRICS(struct call *c)
{
	struct http_req *req = c->req;
	struct text page = { 0 };

	metrics_print(&page);
	http_on_deadline(req, NULL, NULL);
	call_let_go(c);
	http_reply(req, 200, "text/plain; version=0.0.4", page.data, page.len);
	text_clear(&page);
}

/* --- status --------------------------------------------------------------- */

static struct json_object *
shape_letters(const struct db_rows *counts)
{
	struct json_object *o = json_object_new_object();

	shape_int(o, "pending", db_int(counts, 0, 2));
	shape_int(o, "sent", db_int(counts, 0, 3));
	shape_int(o, "dead", db_int(counts, 0, 4));
	return o;
}

/* The pool's last round among the newest of all; no second draw. */
static struct json_object *
last_round(const struct db_rows *rounds, const char *pool)
{
	for (int i = 0; i < db_rows_count(rounds); i++) {
		struct store_round r;

		store_round_read(rounds, i, &r);
		if (strcmp(r.pool, pool) == 0 && !r.is_second &&
		    strcmp(r.state, "planned") != 0)
			return shape_round(&r);
	}
	return NULL;
}

static struct json_object *
shape_pools(const struct db_rows *pools, const struct db_rows *rounds)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < db_rows_count(pools); i++) {
		struct json_object *o = json_object_new_object();

		shape_text(o, "name", db_text(pools, i, 0));
		shape_int(o, "members", db_int(pools, i, 1));
		shape_text(o, "next_round_at", NULL);
		if (!db_is_null(pools, i, 2))
			shape_time(o, "next_round_at", db_int(pools, i, 2));
		json_object_object_add(
		    o, "last_round", last_round(rounds, db_text(pools, i, 0)));
		json_object_array_add(list, o);
	}
	return list;
}

static void
on_status(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *o;
	const struct db_rows *counts;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	counts = db_outcome_rows(out, 0);
	o = json_object_new_object();
	shape_text(o, "status", shape_status(c->house));
	shape_text(o, "version", SERENDIP_VERSION);
	shape_time(o, "started_at", c->house->started_us);
	shape_int(o, "members", db_int(counts, 0, 0));
	shape_int(o, "unverified", db_int(counts, 0, 1));
	json_object_object_add(o, "pools",
	    shape_pools(db_outcome_rows(out, 1), db_outcome_rows(out, 2)));
	json_object_object_add(o, "letters", shape_letters(counts));
	call_reply(c, o);
}

void
api_handle_STATUS(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_house_status(b);
	store_round_list(b, NULL, NULL, 100);
	c->look = db_batch_run(b, on_status, c);
}
