/*
 * How the house is, for people: its figures, and whether all is well.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/store_house.h"
#include "work/checkup.h"
#include "work/house.h"

/* Behind the three statements before it. */
#define CHECKUP_STEP 3

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

static struct json_object *
shape_checks(const struct checkup *checkup)
{
	static const char *const states[] = { [CHECKUP_OK] = "ok",
		[CHECKUP_ATTENTION] = "attention",
		[CHECKUP_WRONG] = "wrong" };
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < checkup->count; i++) {
		const struct checkup_finding *f = &checkup->findings[i];
		struct json_object *o = json_object_new_object();

		shape_text(o, "name", f->name);
		shape_text(o, "state", states[f->state]);
		shape_text(o, "found", text_get(&f->found));
		shape_text(
		    o, "remedy", f->remedy.len > 0 ? f->remedy.data : NULL);
		json_object_array_add(list, o);
	}
	return list;
}

/* What only the database knows; null where it is away. */
static void
shape_contents(struct json_object *o, const struct db_outcome *out)
{
	static const char *const fields[] = { "members", "unverified", "pools",
		"letters", "last_backup_at" };
	const struct db_rows *counts;

	if (out->fault != NULL) {
		for (size_t i = 0; i < COUNT_OF(fields); i++)
			shape_text(o, fields[i], NULL);
		return;
	}
	counts = db_outcome_rows(out, 0);
	shape_int(o, "members", db_int(counts, 0, 0));
	shape_int(o, "unverified", db_int(counts, 0, 1));
	json_object_object_add(o, "pools",
	    shape_pools(db_outcome_rows(out, 1), db_outcome_rows(out, 2)));
	json_object_object_add(o, "letters", shape_letters(counts));
	shape_text(o, "last_backup_at", NULL);
	if (!db_is_null(counts, 0, 5))
		shape_time(o, "last_backup_at", db_int(counts, 0, 5));
}

static void
on_status(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct checkup checkup = { 0 };
	struct json_object *o;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	o = json_object_new_object();
	shape_text(o, "status", shape_status(c->house));
	shape_text(o, "version", SERENDIP_VERSION);
	shape_time(o, "started_at", c->house->started_us);
	shape_contents(o, out);
	checkup_make(
	    c->house, out, CHECKUP_STEP, c->asked_us, !c->has_role, &checkup);
	json_object_object_add(o, "checks", shape_checks(&checkup));
	checkup_clear(&checkup);
	call_reply(c, o);
}

void
api_handle_STATUS(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_house_status(b);
	store_round_list(b, NULL, NULL, 100);
	checkup_ask(b);
	c->asked_us = clock_now_us();
	c->look = db_batch_run(b, on_status, c);
}
