/*
 * One round: see work/round_run.h.
 */
#include "work/round_run.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/loop.h"
#include "store/store_hand.h"
#include "store/store_house.h"
#include "store/store_pairs.h"
#include "work/house.h"
#include "work/round_lease.h"
#include "work/round_run_parts.h"
#include "work/round_seed.h"
#include "work/round_trial.h"

#define SNAPSHOT_STATEMENTS 4

void
round_run_cancel(struct round_run *r)
{
	if (r == NULL)
		return;
	CHECK(r, RUN_MAGIC);
	if (r->is_aside)
		die("what runs aside cannot be cancelled");
	db_cancel(r->call);
	round_lease_free(r->lease);
	round_draw_free(r->draw);
	db_rows_free(r->operators);
	round_input_free(r->input);
	config_drop(r->config);
	free(r->pool);
	r->magic = 0;
	free(r);
}

void
round_run_finish(struct round_run *r)
{
	void (*done)(void *arg) = r->done;
	void *arg = r->arg;

	round_run_cancel(r);
	done(arg);
}

/* --- failure -------------------------------------------------------------- */

static void
on_failed(void *arg, const struct db_outcome *out)
{
	struct round_run *r = arg;

	CHECK(r, RUN_MAGIC);
	r->call = NULL; /* no longer pending */
	/* Not even that could be stored: the lease will run out. */
	(void)out;
	round_run_finish(r);
}

/* Tells the log and the database, which says when the next attempt is. */
static void
run_record(struct round_run *r, const struct fault *why)
{
	struct db_batch *b;
	int64_t wait_s = (int64_t)r->claim.attempts * r->claim.attempts * 5;

	metrics_add_of(M_ROUNDS_FAILED, 1, r->pool);
	log_event(r->claim.attempts >= 3 ? LOG_ERROR : LOG_WARN, "round failed",
	    LOG_I("round", &r->claim.id), LOG_T("pool", r->pool),
	    LOG_N("attempt", r->claim.attempts),
	    LOG_T("fault", fault_word(why->code)), LOG_T("why", why->sentence),
	    (struct log_field){ 0 });
	b = db_batch_new(r->house->db, DB_WRITE);
	store_round_guard(b, &r->claim.id, &r->house->self);
	store_round_fail(b, &r->claim.id, &r->house->self, why->sentence,
	    wait_s > 3600 ? 3600 : wait_s);
	store_audit(b, "daemon", "round failed", &r->claim.id, why->sentence);
	r->call = db_batch_run(b, on_failed, r);
}

void
round_run_fail(struct round_run *r, const struct fault *why)
{
	if (why->code != FAULT_CHANGED_MEANWHILE) {
		run_record(r, why);
		return;
	}
	/* Another daemon took it over: it is theirs to finish. */
	log_warn("round taken over", LOG_I("round", &r->claim.id));
	round_run_finish(r);
}

/* --- the draw, aside ------------------------------------------------------ */

static void
on_drawing(void *arg)
{
	struct round_run *r = arg;

	round_draw_run(r->draw);
}

static void
on_drawn(void *arg)
{
	struct round_run *r = arg;
	const struct fault *why;

	CHECK(r, RUN_MAGIC);
	r->is_aside = false;
	CRASH_AT("drawn");
	if ((why = round_draw_fault(r->draw)) != NULL)
		round_run_fail(r, why);
	else if (r->waits)
		round_end_wait(r);
	else
		round_end_publish(r);
}

static void
run_draw(struct round_run *r)
{
	r->is_aside = true;
	loop_aside(r->house->loop, on_drawing, on_drawn, r);
}

/* --- the input ------------------------------------------------------------ */

static void
on_input_stored(void *arg, const struct db_outcome *out)
{
	struct round_run *r = arg;

	CHECK(r, RUN_MAGIC);
	r->call = NULL; /* no longer pending */
	CRASH_AT("input-stored");
	if (out->fault != NULL)
		round_run_fail(r, out->fault);
	else
		run_draw(r);
}

static void
on_writing(void *arg)
{
	struct round_run *r = arg;

	round_input_run(r->input);
}

static void
on_written(void *arg)
{
	struct round_run *r = arg;
	uint64_t seed = round_seed(r->house->seal, &r->claim);
	struct db_array pins = { 0 };
	const struct fault *why;
	const char *text;
	struct db_batch *b;
	size_t len;

	CHECK(r, RUN_MAGIC);
	r->is_aside = false;
	CRASH_AT("snapshot");
	round_input_log(r->input, &r->claim.id);
	if ((why = round_input_fault(r->input)) != NULL) {
		round_run_fail(r, why);
		return;
	}
	text = round_input_text(r->input, &len);
	b = db_batch_new(r->house->db, DB_WRITE);
	db_batch_deadline(b, TRANSACTION_US);
	store_round_guard(b, &r->claim.id, &r->house->self);
	store_round_draw_insert(
	    b, &r->claim.id, seed, text, len, round_input_digest(r->input));
	store_trial_round(b, &r->claim.id, r->has_trial ? &r->trial : NULL);
	round_input_pins(r->input, &pins);
	store_pairs_drawn(b, &r->claim.id, &pins);
	round_draw_input(r->draw, text, len, seed);
	round_input_free(r->input);
	r->input = NULL;
	r->call = db_batch_run(b, on_input_stored, r);
}

/* Whether an experiment has a part in the round. */
static void
take_standing(struct round_run *r, const struct db_outcome *out)
{
	const struct db_rows *rows;
	struct store_trial_standing standing;

	r->has_trial = false;
	if (config_pool_get(r->config, r->pool)->trial == NULL)
		return;
	rows = db_outcome_rows(out, SNAPSHOT_STATEMENTS);
	if (db_rows_count(rows) == 0)
		return;
	store_trial_standing_read(rows, &standing);
	if (standing.is_second) {
		round_input_trial_second(r->input);
		return;
	}
	r->has_trial = true;
	r->trial = standing.id;
	round_input_trial(
	    r->input, round_seed(r->house->seal, &r->claim), standing.rounds);
}

static void
on_snapshot(void *arg, const struct db_outcome *out)
{
	struct round_run *r = arg;

	CHECK(r, RUN_MAGIC);
	r->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		round_run_fail(r, out->fault);
		return;
	}
	r->input = round_input_new(r->config,
	    config_pool_get(r->config, r->pool), r->claim.is_second, out, 0);
	take_standing(r, out);
	r->is_aside = true;
	loop_aside(r->house->loop, on_writing, on_written, r);
}

static void
run_snapshot(struct round_run *r)
{
	const struct config_pool *pool = config_pool_get(r->config, r->pool);
	struct db_batch *b = db_batch_new(r->house->db, DB_READ);

	db_batch_deadline(b, TRANSACTION_US);
	store_round_snapshot(b, &r->claim.id,
	    pool->zone == NULL ? "UTC" : pool->zone, round_trial_weeks(pool));
	if (pool->trial != NULL)
		store_trial_standing(b, &r->claim.id, pool->trial->definition);
	r->call = db_batch_run(b, on_snapshot, r);
}

/* Whether an earlier attempt stored its input, or an operator approved what it
 * gave; and the profiles, for letters. */
static void
on_begun(void *arg, const struct db_outcome *out)
{
	struct round_run *r = arg;
	const struct db_rows *rows;
	const uint8_t *input;
	size_t len;

	CHECK(r, RUN_MAGIC);
	r->call = NULL; /* no longer pending */
	CRASH_AT("claimed");
	if (out->fault != NULL) {
		round_run_fail(r, out->fault);
		return;
	}
	r->draw = round_draw_new(r->house, r->config, r->pool, &r->claim.id,
	    db_outcome_take(out, 1));
	r->operators = db_outcome_take(out, 3);
	rows = db_outcome_rows(out, 0);
	r->is_approved = db_rows_count(rows) == 1 && db_bool(rows, 0, 3);
	r->waits =
	    !r->is_approved && config_pool_get(r->config, r->pool)->approve;
	if (r->is_approved) {
		round_draw_stored(r->draw, db_outcome_take(out, 2));
		run_draw(r);
		return;
	}
	if (r->waits)
		round_draw_waits(r->draw);
	if (db_rows_count(rows) == 0) {
		run_snapshot(r);
		return;
	}
	len = db_bytes(rows, 0, 1, &input);
	round_draw_input(
	    r->draw, (const char *)input, len, (uint64_t)db_int(rows, 0, 0));
	run_draw(r);
}

struct round_run *
round_run_start(struct house *house, const struct store_claim *claim,
    int lease_s, void (*done)(void *arg), void *arg)
{
	struct round_run *r = memory_new(1, sizeof(*r));
	struct db_batch *b;
	struct fault gone;

	r->magic = RUN_MAGIC;
	r->house = house;
	r->config = config_hold(house->config);
	r->claim = *claim;
	r->claim.pool = r->pool = memory_text(claim->pool);
	r->begun_us = clock_steady_us();
	r->done = done;
	r->arg = arg;
	log_info("round begins", LOG_I("round", &r->claim.id),
	    LOG_T("pool", r->pool), LOG_N("attempt", r->claim.attempts));
	r->lease = round_lease_new(house, &r->claim.id, lease_s);
	if (config_pool_get(r->config, r->pool) == NULL) {
		(void)fault_set(&gone, FAULT_NOT_FOUND,
		    "the configuration has no pool \"%s\" any more", r->pool);
		run_record(r, &gone);
		return r;
	}
	b = db_batch_new(house->db, DB_READ);
	db_batch_deadline(b, TRANSACTION_US);
	store_round_draw_get(b, &r->claim.id);
	store_round_profiles(
	    b, &r->claim.id, config_pool_get(r->config, r->pool)->answer_hours);
	store_hand_slots(b, &r->claim.id);
	store_hand_operators(b);
	r->call = db_batch_run(b, on_begun, r);
	return r;
}
