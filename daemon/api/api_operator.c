/*
 * How the house is, for programs that watch it: health, readiness, metrics.
 * Operator's socket only.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/loop.h"
#include "work/figures.h"
#include "work/house.h"

#define READY_US (2 * CLOCK_SECOND)

/* Whoever waits for this knows that the loop turns. */
void
api_handle_HEALTHZ(struct call *c)
{
	struct json_object *o = json_object_new_object();

	shape_text(o, "status", "ok");
	shape_text(o, "version", SERENDIP_VERSION);
	shape_int(o, "late_milliseconds", loop_late_us(c->house->loop) / 1000);
	call_reply(c, o);
}

/* --- readiness ------------------------------------------------------------ */

static void
on_ready(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *o;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_later(
		    c, fault_word(out->fault->code), out->fault->sentence, 1);
		return;
	}
	if (!store_figures_is_migrated(db_outcome_rows(out, 0))) {
		call_later(c, "database_gone",
		    "the database lacks migrations of this program; it makes "
		    "them at its start",
		    30);
		return;
	}
	o = json_object_new_object();
	shape_text(o, "status", "ok");
	shape_text(o, "version", SERENDIP_VERSION);
	call_reply(c, o);
}

void
api_handle_READYZ(struct call *c)
{
	struct db_batch *b;

	switch (house_state(c->house)) {
	case HOUSE_OK:
		b = db_batch_new(c->house->db, DB_READ);
		db_batch_deadline(b, READY_US);
		store_figures_ready(b);
		c->look = db_batch_run(b, on_ready, c);
		break;
	case HOUSE_STOPPING:
		call_later(c, "stopping", "it is shutting down", 5);
		break;
	case HOUSE_STARTING:
	case HOUSE_NO_DATABASE:
		call_later(c, "database_gone",
		    "there is no connection to the database", 1);
		break;
	}
}

/* --- metrics -------------------------------------------------------------- */

static void
reply_metrics(struct call *c)
{
	struct http_req *req = c->req;
	struct text page = { 0 };

	figures_local(c->house);
	metrics_print(&page);
	http_on_deadline(req, NULL, NULL);
	call_let_go(c);
	http_reply(req, 200, "text/plain; version=0.0.4", page.data, page.len);
	text_clear(&page);
}

static void
on_figures(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	figures_take(c->house, out, c->asked_us);
	reply_metrics(c);
}

void
api_handle_METRICS(struct call *c)
{
	struct db_batch *b;

	if (figures_are_fresh(c->house)) {
		reply_metrics(c);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_figures(b);
	c->asked_us = clock_now_us();
	c->look = db_batch_run(b, on_figures, c);
}
