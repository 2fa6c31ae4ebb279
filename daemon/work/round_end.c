/*
 * The end of a round that is run: see work/round_run.h.
 */
#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "store/store_hand.h"
#include "store/store_house.h"
#include "store/store_outbox.h"
#include "store/store_pairs.h"
#include "work/house.h"
#include "work/round_lease.h"
#include "work/round_run_parts.h"
#include "work/round_trial.h"
#include "work/round_wait.h"

/* A renewal would wait for the row that this transaction locks, or make this one
 * wait. The lock stands for the lease: who abandons rounds skips it. */
static void
renew_no_more(struct round_run *r)
{
	round_lease_free(r->lease);
	r->lease = NULL;
}

/* --- waiting -------------------------------------------------------------- */

static void
on_waiting(void *arg, const struct db_outcome *out)
{
	struct round_run *r = arg;

	CHECK(r, RUN_MAGIC);
	r->call = NULL; /* no longer pending */
	CRASH_AT("waiting");
	if (out->fault != NULL) {
		round_run_fail(r, out->fault);
		return;
	}
	log_info("round waits for a yes", LOG_I("round", &r->claim.id),
	    LOG_T("pool", r->pool), LOG_N("groups", round_draw_groups(r->draw)),
	    LOG_N("sat_out", round_draw_sat_out(r->draw)));
	round_run_finish(r);
}

void
round_end_wait(struct round_run *r)
{
	struct store_result *result = round_draw_result(r->draw);
	struct db_batch *b = db_batch_new(r->house->db, DB_WRITE);
	const struct round_waiting waiting = { .id = r->claim.id,
		.pool = r->pool,
		.redraws = r->claim.redraws,
		.members = (int64_t)result->members.count,
		.sat_out = (int64_t)round_draw_sat_out(r->draw),
		.groups = (int64_t)round_draw_groups(r->draw) };

	renew_no_more(r);
	db_batch_deadline(b, TRANSACTION_US);
	store_round_guard(b, &r->claim.id, &r->house->self);
	store_hand_wait(b, &r->claim.id, &r->house->self, result);
	store_round_report_put(b, &r->claim.id, round_draw_report(r->draw),
	    round_draw_digest(r->draw));
	store_pairs_fate(b, &r->claim.id, round_draw_pins(r->draw));
	store_trial_waits(b, &r->claim.id, round_draw_arms(r->draw));
	round_wait_tell(r->house, b, &waiting, r->operators);
	store_audit(b, "daemon", "round drawn", &r->claim.id, r->pool);
	CRASH_AT("wait");
	r->call = db_batch_run(b, on_waiting, r);
}

/* --- publication ---------------------------------------------------------- */

static void
on_published(void *arg, const struct db_outcome *out)
{
	struct round_run *r = arg;
	int64_t took_us = clock_steady_us() - r->begun_us;

	CHECK(r, RUN_MAGIC);
	r->call = NULL; /* no longer pending */
	CRASH_AT("published");
	if (out->fault != NULL) {
		round_run_fail(r, out->fault);
		return;
	}
	metrics_add_of(M_ROUNDS_PUBLISHED, 1, r->pool);
	metrics_observe_of(M_ROUND, took_us, r->pool);
	log_info("round published", LOG_I("round", &r->claim.id),
	    LOG_T("pool", r->pool), LOG_N("groups", round_draw_groups(r->draw)),
	    LOG_N("sat_out", round_draw_sat_out(r->draw)),
	    LOG_N("milliseconds", took_us / 1000));
	round_run_finish(r);
}

void
round_end_publish(struct round_run *r)
{
	const struct config_pool *pool = config_pool_get(r->config, r->pool);
	struct db_batch *b = db_batch_new(r->house->db, DB_WRITE);
	struct store_result *result = round_draw_result(r->draw);
	struct store_round_letters *letters = round_draw_letters(r->draw);
	struct store_manner manner = { .answer_h = pool->answer_hours,
		.definition =
		    pool->trial == NULL ? "" : pool->trial->definition };

	round_trial_held(pool, "rested", manner.rests);
	round_trial_held(pool, "unacquainted", manner.unacquainted);
	renew_no_more(r);
	db_batch_deadline(b, TRANSACTION_US);
	store_round_guard(b, &r->claim.id, &r->house->self);
	store_round_result(b, &r->claim.id, result, &manner);
	/* Of one that waited they are there. */
	if (!r->is_approved) {
		store_round_report_put(b, &r->claim.id,
		    round_draw_report(r->draw), round_draw_digest(r->draw));
		store_pairs_fate(b, &r->claim.id, round_draw_pins(r->draw));
		store_trial_arms(b, &r->claim.id, round_draw_arms(r->draw));
	} else {
		store_trial_approved(b, &r->claim.id);
	}
	store_pairs_use(b, &r->claim.id);
	store_hand_done(b, &r->claim.id);
	store_outbox_insert_round(
	    b, &r->claim.id, letters, r->config->letters_give_up_hours);
	store_round_publish(
	    b, &r->claim.id, &r->house->self, pool->answer_hours);
	store_trial_published(b, &r->claim.id);
	store_audit(b, "daemon", "round published", &r->claim.id, r->pool);
	CRASH_AT("publish");
	r->call = db_batch_run(b, on_published, r);
}
