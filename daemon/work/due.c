/*
 * What falls due: see work/due.h. A wake goes find → settle → find … through
 * all kinds, and then sets the timer.
 */
#include "work/due.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "work/due_addresses.h"
#include "work/due_figures.h"
#include "work/due_introductions.h"
#include "work/due_memberships.h"
#include "work/due_people.h"
#include "work/due_rounds.h"
#include "work/house.h"
#include "work/round_wait.h"

#define DUE_MAGIC 0xd0e00001u
#define EVERY_US (30 * CLOCK_SECOND)
#define LIMIT 100
#define TRIES_MAX 20
#define SETTLE_US (10 * CLOCK_SECOND)

/* In the order in which they are looked at. */
static const struct due_kind *const due_kinds[] = {
	&due_introductions_expired,
	&due_introductions_silent,
	&due_rests,
	&due_rounds_over,
	&due_pauses,
	&due_reminders,
	&due_people_unhashed,
	&due_people_reviewed,
	&due_addresses,
	&round_wait_reminders,
	&due_figures,
};

struct due {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	size_t kind; /* the one that is looked at */
	int found;
	int tries;       /* at this kind, refused in a row */
	bool wants_more; /* woken while busy */
	bool is_stopping;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void due_look(struct due *d);

static void
on_timer(void *arg)
{
	struct due *d = arg;

	CHECK(d, DUE_MAGIC);
	d->timer = NULL; /* no longer pending */
	due_wake(d);
}

static void
due_rest(struct due *d)
{
	if (d->is_stopping) {
		if (d->stopped != NULL)
			d->stopped(d->stopped_arg);
		d->stopped = NULL;
		return;
	}
	if (d->wants_more) {
		due_wake(d);
		return;
	}
	d->timer = loop_timer_start(d->house->loop, EVERY_US, on_timer, d);
}

static void
due_next_kind(struct due *d)
{
	d->kind++;
	due_look(d);
}

static void
due_log(const struct due *d, const struct fault *why)
{
	log_warn("what is due cannot be done",
	    LOG_T("what", due_kinds[d->kind]->name),
	    LOG_T("fault", fault_word(why->code)));
}

static void
on_settled(void *arg, const struct db_outcome *out)
{
	struct due *d = arg;

	CHECK(d, DUE_MAGIC);
	d->call = NULL; /* no longer pending */
	/* Whoever was faster has settled some of it. */
	if (out->fault != NULL && out->fault->code == FAULT_CHANGED_MEANWHILE &&
	    ++d->tries < TRIES_MAX) {
		due_look(d);
		return;
	}
	d->tries = 0;
	/* Where one kind cannot be done, the others can. */
	if (out->fault != NULL)
		due_log(d, out->fault);
	if (out->fault == NULL && d->found >= LIMIT)
		due_look(d);
	else
		due_next_kind(d);
}

static void
on_found(void *arg, const struct db_outcome *out)
{
	struct due *d = arg;
	const struct db_rows *rows;
	struct db_batch *b;

	CHECK(d, DUE_MAGIC);
	d->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		due_log(d, out->fault);
		due_next_kind(d);
		return;
	}
	rows = db_outcome_rows(out, 0);
	d->found = db_rows_count(rows);
	if (d->found == 0) {
		due_next_kind(d);
		return;
	}
	CRASH_AT("due-found");
	b = db_batch_new(d->house->db, DB_WRITE);
	db_batch_deadline(b, SETTLE_US);
	due_kinds[d->kind]->settle(d->house, b, rows);
	d->call = db_batch_run(b, on_settled, d);
}

static void
due_look(struct due *d)
{
	struct db_batch *b;

	if (d->is_stopping || d->kind == COUNT_OF(due_kinds)) {
		due_rest(d);
		return;
	}
	b = db_batch_new(d->house->db, DB_READ);
	due_kinds[d->kind]->find(b, LIMIT);
	d->call = db_batch_run(b, on_found, d);
}

struct due *
due_new(struct house *house)
{
	struct due *d = memory_new(1, sizeof(*d));

	d->magic = DUE_MAGIC;
	d->house = house;
	return d;
}

void
due_wake(struct due *d)
{
	CHECK(d, DUE_MAGIC);
	if (d->is_stopping)
		return;
	if (d->call != NULL) {
		d->wants_more = true;
		return;
	}
	d->wants_more = false;
	loop_timer_cancel(d->timer);
	d->timer = NULL;
	d->kind = 0;
	due_look(d);
}

void
due_stop(struct due *d, void (*stopped)(void *arg), void *arg)
{
	CHECK(d, DUE_MAGIC);
	d->is_stopping = true;
	d->stopped = stopped;
	d->stopped_arg = arg;
	loop_timer_cancel(d->timer);
	d->timer = NULL;
	if (d->call == NULL)
		due_rest(d);
}

void
due_free(struct due *d)
{
	if (d == NULL)
		return;
	CHECK(d, DUE_MAGIC);
	loop_timer_cancel(d->timer);
	db_cancel(d->call);
	d->magic = 0;
	free(d);
}
