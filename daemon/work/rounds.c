/*
 * The rounds: see work/rounds.h. A wake goes plan → claim → run → claim … until
 * nothing is due, and then sets the timer.
 */
#include "work/rounds.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/loop.h"
#include "store/store_round.h"
#include "work/house.h"
#include "work/round_plan.h"
#include "work/round_run.h"

#define ROUNDS_MAGIC 0x209d5001u
#define LEASE_S 10
/* However quiet it is: another daemon may have died. */
#define SLEEP_MAX_US (60 * CLOCK_SECOND)
#define SLEEP_MIN_US (CLOCK_SECOND / 20)

struct rounds {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	struct round_plan *plan;
	struct round_run *run;
	bool wants_more; /* woken while busy */
	bool is_stopping;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void rounds_claim(struct rounds *r);

static bool
is_busy(const struct rounds *r)
{
	return r->call != NULL || r->plan != NULL || r->run != NULL;
}

static void
on_timer(void *arg)
{
	struct rounds *r = arg;

	CHECK(r, ROUNDS_MAGIC);
	r->timer = NULL;
	rounds_wake(r);
}

static void
rounds_sleep(struct rounds *r, int64_t wait_us)
{
	if (r->is_stopping) {
		if (r->stopped != NULL)
			r->stopped(r->stopped_arg);
		r->stopped = NULL;
		return;
	}
	if (r->wants_more) {
		rounds_wake(r);
		return;
	}
	wait_us = wait_us > SLEEP_MAX_US ? SLEEP_MAX_US : wait_us;
	wait_us = wait_us < SLEEP_MIN_US ? SLEEP_MIN_US : wait_us;
	loop_timer_cancel(r->timer);
	r->timer = loop_timer_start(r->house->loop, wait_us, on_timer, r);
}

static void
on_next(void *arg, const struct db_outcome *out)
{
	struct rounds *r = arg;
	const struct db_rows *rows;
	int64_t wait_us = SLEEP_MAX_US;

	CHECK(r, ROUNDS_MAGIC);
	r->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		rows = db_outcome_rows(out, 0);
		if (db_rows_count(rows) == 1)
			wait_us = db_int(rows, 0, 0);
	}
	rounds_sleep(r, wait_us);
}

static void
rounds_look_ahead(struct rounds *r)
{
	struct db_batch *b = db_batch_new(r->house->db, DB_READ);

	store_round_next(b);
	r->call = db_batch_run(b, on_next, r);
}

static void
on_run(void *arg)
{
	struct rounds *r = arg;

	CHECK(r, ROUNDS_MAGIC);
	r->run = NULL; /* no longer pending */
	if (r->is_stopping)
		rounds_sleep(r, 0);
	else
		rounds_wake(r); /* the next one wants planning */
}

static void
on_claimed(void *arg, const struct db_outcome *out)
{
	struct rounds *r = arg;
	const struct db_rows *rows;
	struct store_claim claim;

	CHECK(r, ROUNDS_MAGIC);
	r->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		log_warn("rounds cannot be claimed",
		    LOG_T("fault", fault_word(out->fault->code)));
		rounds_sleep(r, CLOCK_SECOND);
		return;
	}
	rows = db_outcome_rows(out, STORE_CLAIMED);
	if (db_rows_count(rows) == 0) {
		rounds_look_ahead(r);
		return;
	}
	store_round_claim_read(rows, &claim);
	r->run = round_run_start(r->house, &claim, LEASE_S, on_run, r);
}

static void
rounds_claim(struct rounds *r)
{
	struct db_batch *b;

	if (r->is_stopping) {
		rounds_sleep(r, 0);
		return;
	}
	b = db_batch_new(r->house->db, DB_WRITE);
	store_round_claim(b, &r->house->self, LEASE_S);
	r->call = db_batch_run(b, on_claimed, r);
}

static void
on_planned(void *arg)
{
	struct rounds *r = arg;

	CHECK(r, ROUNDS_MAGIC);
	r->plan = NULL; /* no longer pending */
	rounds_claim(r);
}

struct rounds *
rounds_new(struct house *house)
{
	struct rounds *r = memory_new(1, sizeof(*r));

	r->magic = ROUNDS_MAGIC;
	r->house = house;
	return r;
}

void
rounds_wake(struct rounds *r)
{
	CHECK(r, ROUNDS_MAGIC);
	if (r->is_stopping)
		return;
	if (is_busy(r)) {
		r->wants_more = true;
		return;
	}
	r->wants_more = false;
	loop_timer_cancel(r->timer);
	r->timer = NULL;
	r->plan = round_plan_start(r->house, on_planned, r);
}

void
rounds_stop(struct rounds *r, void (*stopped)(void *arg), void *arg)
{
	CHECK(r, ROUNDS_MAGIC);
	r->is_stopping = true;
	r->stopped = stopped;
	r->stopped_arg = arg;
	loop_timer_cancel(r->timer);
	r->timer = NULL;
	if (!is_busy(r))
		rounds_sleep(r, 0);
}

void
rounds_free(struct rounds *r)
{
	if (r == NULL)
		return;
	CHECK(r, ROUNDS_MAGIC);
	loop_timer_cancel(r->timer);
	db_cancel(r->call);
	round_plan_cancel(r->plan);
	round_run_cancel(r->run);
	r->magic = 0;
	free(r);
}
