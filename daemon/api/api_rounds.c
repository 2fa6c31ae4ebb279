/*
 * Rounds as operators see them: list, show, groups, run.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "api/shape_person.h"
#include "api/shape_report.h"
#include <inttypes.h>
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_hand.h"
#include "store/store_pairs.h"
#include "work/ask_round.h"
#include "work/house.h"

static struct json_object *
round_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_round r = { 0 };

	(void)c;
	store_round_read(rows, row, &r);
	*id = r.id;
	return shape_round(&r);
}

void
api_handle_ROUNDS(struct call *c)
{
	static const struct list list = { "rounds", round_entry };

	list_of_pool(c, &list, store_round_list);
}

static void
on_round(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_round r;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
	} else if (db_rows_count(db_outcome_rows(out, 0)) == 0) {
		call_problem(c, "not_found", "", NULL);
	} else {
		store_round_read(db_outcome_rows(out, 0), 0, &r);
		call_reply(c, shape_round(&r));
	}
}

void
api_handle_ROUND(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_round_get(b, &id);
	c->look = db_batch_run(b, on_round, c);
}

/* --- what its draw reached ------------------------------------------------ */

static const char *
pin_fate(const struct db_rows *rows, int row)
{
	const char *fate = db_text(rows, row, 1);

	if (strcmp(fate, "made") == 0)
		return db_bool(rows, row, 9) ? "void" : "introduced";
	return strcmp(fate, "kept") == 0 ? "own_choice" : fate;
}

static struct json_object *
shape_pins(const struct db_rows *rows)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < db_rows_count(rows); i++) {
		struct json_object *o = json_object_new_object();
		struct id pair = db_id(rows, i, 0);

		shape_id(o, "pair", &pair);
		json_object_object_add(o, "members", shape_two(rows, i, 3));
		shape_text(o, "reason", db_text(rows, i, 2));
		shape_text(o, "fate", pin_fate(rows, i));
		json_object_array_add(list, o);
	}
	return list;
}

static void
on_report(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_round_report r;
	struct json_object *o;
	char seed[17];
	bool is_drawn;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	if (db_rows_count(db_outcome_rows(out, 0)) == 0) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	store_round_report_read(db_outcome_rows(out, 0), &r);
	is_drawn = *r.digest != '\0';
	snprintf(seed, sizeof(seed), "%016" PRIx64, r.seed);
	o = json_object_new_object();
	shape_text(o, "round", c->match.parameters[0]);
	shape_text(o, "pool", r.pool);
	shape_text(o, "seed", is_drawn ? seed : NULL);
	shape_text(o, "input_digest", is_drawn ? r.digest : NULL);
	json_object_object_add(o, "report", shape_report(r.report));
	json_object_object_add(o, "pins", shape_pins(db_outcome_rows(out, 1)));
	call_reply(c, o);
}

void
api_handle_ROUND_REPORT(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_round_report(b, &id);
	store_pairs_fates(b, &id);
	c->look = db_batch_run(b, on_report, c);
}

/* --- running one ---------------------------------------------------------- */

static void
on_asked(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct api *api = c->api;

	call_on_answered(c, why);
	api->wake_rounds(api->wake_arg);
}

void
api_handle_ROUND_RUN(struct call *c)
{
	const char *pool = proto_text(c->body, "pool");
	struct proto_findings f = { 0 };
	struct json_object *answer;
	struct store_round r = { .id = id_new(),
		.pool = pool,
		.state = "planned",
		.digest = "",
		.scheduled_us = clock_now_us() };

	if (config_pool_get(c->house->config, pool) == NULL) {
		proto_findings_add(&f, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", pool);
		call_problem(c, "invalid_body", "see errors", &f);
		proto_findings_clear(&f);
		return;
	}
	answer = shape_round(&r);
	call_answer(c, answer);
	json_object_put(answer);
	call_story(c,
	    ask_round_start(
		c->house, &r.id, pool, call_operator(c), &c->once, on_asked, c),
	    ask_round_cancel);
}

/* --- its result ----------------------------------------------------------- */

/* The slots of one introduction, from *row on. */
static struct json_object *
shape_group(
    const struct call *c, const struct db_rows *rows, int *row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct json_object *members = json_object_new_array();
	struct id next;

	*id = db_id(rows, *row, 0);
	shape_id(o, "introduction", id);
	json_object_object_add(o, "why",
	    shape_why(c->house->config, db_text(rows, *row, 4), "en", false));
	do {
		json_object_array_add(members, shape_person(rows, *row, 1));
		if (++*row == db_rows_count(rows))
			break;
		next = db_id(rows, *row, 0);
	} while (id_equal(id, &next));
	json_object_object_add(o, "members", members);
	return o;
}

/* *last is the last of them, where there is one. */
static struct json_object *
shape_sit_outs(
    const struct call *c, const struct db_rows *rows, struct id *last)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < db_rows_count(rows); i++) {
		struct json_object *o = json_object_new_object();

		*last = db_id(rows, i, 0);
		json_object_object_add(o, "member", shape_person(rows, i, 0));
		json_object_object_add(o, "why",
		    shape_why(
			c->house->config, db_text(rows, i, 3), "en", false));
		json_object_array_add(list, o);
	}
	return list;
}

/* Steps of a round that is not published, behind those of one that is. */
enum { GROUPS_WAITING = 3 };

/* Groups, and behind the last of them who sat out. */
static void
on_groups(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *groups, *sit_outs;
	const struct db_rows *rows;
	struct store_round round = { 0 };
	struct id last;
	int row = 0, limit, first;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	limit = c->page_limit;
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	if (db_rows_count(db_outcome_rows(out, 2)) == 0) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	store_round_read(db_outcome_rows(out, 2), 0, &round);
	first = round.is_published ? 0 : GROUPS_WAITING;
	rows = db_outcome_rows(out, first);
	groups = json_object_new_array();
	while (row < db_rows_count(rows)) {
		json_object_array_add(
		    groups, shape_group(c, rows, &row, &last));
		limit--;
	}
	if (limit > 0) {
		rows = db_outcome_rows(out, first + 1);
		sit_outs = shape_sit_outs(c, rows, &last);
		limit = c->page_limit - db_rows_count(rows);
	} else {
		sit_outs = json_object_new_array();
	}
	reply = json_object_new_object();
	json_object_object_add(reply, "groups", groups);
	json_object_object_add(reply, "sit_outs", sit_outs);
	shape_next(reply, limit == 0 ? &last : NULL);
	call_reply(c, reply);
}

void
api_handle_ROUND_GROUPS(struct call *c)
{
	struct db_batch *b;
	struct id id, after;
	bool has_after;

	if (!call_id(c, 0, &id) ||
	    !call_page(c, &c->page_limit, &after, &has_after))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_round_groups(b, &id, has_after ? &after : NULL, c->page_limit);
	store_hand_groups(b, &id, has_after ? &after : NULL, c->page_limit);
	c->look = db_batch_run(b, on_groups, c);
}
