/*
 * The outbox worker: see work/deliver.h. Letters are claimed as hands become
 * free and stored as they are over, so that one which takes long holds up no
 * other. Whatever happens, deliver_go decides what is to be done next.
 */
#include "work/deliver.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "model/letter.h"
#include "work/deliver_lease.h"
#include "work/house.h"
#include "work/parcel.h"

#define DELIVER_MAGIC 0xde11be80u
#define HANDS_MAX 256
#define LEASE_S 30
#define SLEEP_MAX_US (30 * CLOCK_SECOND)
#define SLEEP_MIN_US (CLOCK_SECOND / 50)
#define TROUBLE_US CLOCK_SECOND

/* Letters that are out at most, and how many hands must be free for a claim. */
static const struct {
	int hands, batch;
} sizes[] = {
	[DELIVER_MAIL] = { HANDS_MAX, 50 }, [DELIVER_WEBHOOKS] = { 8, 4 }
};

struct deliver {
	unsigned magic;
	enum deliver_channel channel;
	int hand_count, batch;
	struct house *house;
	struct timer *timer;
	struct timer *turn; /* deliver_go at the end of this turn */
	struct db_call *claiming, *storing, *looking;
	struct parcel hands[HANDS_MAX];
	int64_t claimed_us; /* when it was asked for, by the steady clock */
	struct deliver_lease *lease; /* while any is in hand */
	bool is_due;                 /* something may be */
	bool was_woken;              /* while claiming */
	bool look_again;
	int64_t store_not_before_us; /* steady: the database is in trouble */
	bool is_stopping;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void deliver_go(struct deliver *d);

static int
hands_count(const struct deliver *d, enum parcel_state state)
{
	int n = 0;

	for (int i = 0; i < d->hand_count; i++)
		n += d->hands[i].state == state;
	return n;
}

static void
hands_change(struct deliver *d, enum parcel_state from, enum parcel_state to)
{
	for (int i = 0; i < d->hand_count; i++)
		if (d->hands[i].state == from)
			d->hands[i].state = to;
}

static void
on_turn(void *arg)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	d->turn = NULL;
	deliver_go(d);
}

/* Once for all letters that end in this turn. */
static void
deliver_soon(struct deliver *d)
{
	if (d->turn == NULL)
		d->turn = loop_timer_start(d->house->loop, 0, on_turn, d);
}

static void
on_timer(void *arg)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	d->timer = NULL;
	d->is_due = true;
	deliver_go(d);
}

static void
deliver_sleep(struct deliver *d, int64_t wait_us)
{
	wait_us = wait_us > SLEEP_MAX_US ? SLEEP_MAX_US : wait_us;
	wait_us = wait_us < SLEEP_MIN_US ? SLEEP_MIN_US : wait_us;
	loop_timer_cancel(d->timer);
	d->timer = loop_timer_start(d->house->loop, wait_us, on_timer, d);
}

/* --- when the next is due ------------------------------------------------- */

static void deliver_look(struct deliver *d);

static void
on_next(void *arg, const struct db_outcome *out)
{
	struct deliver *d = arg;
	int64_t wait_us = SLEEP_MAX_US;

	CHECK(d, DELIVER_MAGIC);
	d->looking = NULL; /* no longer pending */
	if (d->look_again) {
		deliver_look(d);
		return;
	}
	if (out->fault == NULL && db_rows_count(db_outcome_rows(out, 0)) == 1)
		wait_us = db_int(db_outcome_rows(out, 0), 0, 0);
	if (!d->is_due && !d->is_stopping)
		deliver_sleep(d, wait_us);
}

static void
deliver_look(struct deliver *d)
{
	struct db_batch *b;

	d->look_again = d->looking != NULL;
	if (d->look_again || d->is_stopping)
		return;
	b = db_batch_new(d->house->db, DB_READ);
	store_outbox_next(b, d->channel == DELIVER_WEBHOOKS);
	d->looking = db_batch_run(b, on_next, d);
}

/* --- what became of them -------------------------------------------------- */

static void
on_stored(void *arg, const struct db_outcome *out)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	d->storing = NULL; /* no longer pending */
	if (out->fault != NULL) {
		log_warn("deliveries cannot be stored",
		    LOG_T("fault", fault_word(out->fault->code)));
		/* What passes is tried again with the same letters in hand,
		 * by a timer; else the leases will run out, and they go
		 * again. */
		hands_change(d, PARCEL_STORING,
		    d->is_stopping || out->fault->code == FAULT_INTERNAL
			? PARCEL_FREE
			: PARCEL_OVER);
		if (!d->is_stopping) {
			d->store_not_before_us = clock_steady_us() + TROUBLE_US;
			deliver_sleep(d, TROUBLE_US);
		}
	} else {
		hands_change(d, PARCEL_STORING, PARCEL_FREE);
		/* Some of them go later, sooner than what is waited for. */
		deliver_look(d);
	}
	deliver_go(d);
}

static void
deliver_store(struct deliver *d)
{
	struct db_batch *b = db_batch_new(d->house->db, DB_WRITE);

	parcels_store(d->hands, d->hand_count, b);
	CRASH_AT("sent");
	d->storing = db_batch_run(b, on_stored, d);
}

static void
on_over(void *arg)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	deliver_soon(d);
}

/* --- claiming ------------------------------------------------------------- */

static void
deliver_take(struct deliver *d, const struct db_rows *rows)
{
	int hand = 0;

	for (int i = 0; i < db_rows_count(rows); i++) {
		struct store_due due;

		while (d->hands[hand].state != PARCEL_FREE)
			hand++;
		store_outbox_due_read(rows, i, &due);
		parcel_begin(&d->hands[hand], d->house, &due, on_over, d);
	}
}

static void
on_claimed(void *arg, const struct db_outcome *out)
{
	struct deliver *d = arg;
	int count;

	CHECK(d, DELIVER_MAGIC);
	d->claiming = NULL; /* no longer pending */
	if (out->fault != NULL) {
		if (!d->is_stopping)
			deliver_sleep(d, TROUBLE_US);
		deliver_go(d);
		return;
	}
	count = db_rows_count(db_outcome_rows(out, 0));
	d->is_due = d->was_woken || count == d->batch;
	if (count > 0) {
		CRASH_AT("letters-claimed");
		deliver_take(d, db_outcome_rows(out, 0));
	}
	if (!d->is_due)
		deliver_look(d);
	deliver_go(d);
}

static void
deliver_claim(struct deliver *d)
{
	struct db_batch *b = db_batch_new(d->house->db, DB_WRITE);
	struct db_array choices = { 0 };

	for (int i = 0; i < LETTER_KINDS; i++)
		if (letter_title((enum letter_kind)i, "en") != NULL)
			db_array_text(
			    &choices, letter_kind_word((enum letter_kind)i));
	store_outbox_claim(b, &d->house->self, LEASE_S, d->batch, &choices,
	    d->channel == DELIVER_WEBHOOKS);
	d->is_due = d->was_woken = false;
	d->claimed_us = clock_steady_us();
	d->claiming = db_batch_run(b, on_claimed, d);
}

/* --- the decision --------------------------------------------------------- */

static void
on_lease(void *arg, struct db_array *ids)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	for (int i = 0; i < d->hand_count; i++)
		if (d->hands[i].state != PARCEL_FREE)
			db_array_id(ids, &d->hands[i].id);
}

static void
deliver_hold(struct deliver *d, bool any)
{
	if (any && d->lease == NULL) {
		d->lease = deliver_lease_new(
		    d->house, LEASE_S, d->claimed_us, on_lease, d);
	} else if (!any) {
		deliver_lease_free(d->lease);
		d->lease = NULL;
	}
}

static void
deliver_go(struct deliver *d)
{
	int free_hands = hands_count(d, PARCEL_FREE);
	void (*stopped)(void *arg) = d->stopped;

	deliver_hold(d, free_hands < d->hand_count);
	if (d->storing == NULL && hands_count(d, PARCEL_OVER) > 0 &&
	    clock_steady_us() >= d->store_not_before_us)
		deliver_store(d);
	if (d->is_stopping) {
		if (free_hands == d->hand_count && d->claiming == NULL &&
		    stopped != NULL) {
			d->stopped = NULL;
			stopped(d->stopped_arg);
		}
		return;
	}
	if (d->claiming == NULL && d->is_due && free_hands >= d->batch)
		deliver_claim(d);
}

struct deliver *
deliver_new(struct house *house, enum deliver_channel channel)
{
	struct deliver *d = memory_new(1, sizeof(*d));

	d->magic = DELIVER_MAGIC;
	d->house = house;
	d->channel = channel;
	d->hand_count = sizes[channel].hands;
	d->batch = sizes[channel].batch;
	return d;
}

void
deliver_wake(struct deliver *d)
{
	CHECK(d, DELIVER_MAGIC);
	if (d->is_stopping)
		return;
	d->is_due = true;
	d->was_woken = true;
	d->store_not_before_us = 0;
	loop_timer_cancel(d->timer);
	d->timer = NULL;
	deliver_go(d);
}

void
deliver_stop(struct deliver *d, void (*stopped)(void *arg), void *arg)
{
	CHECK(d, DELIVER_MAGIC);
	d->is_stopping = true;
	d->stopped = stopped;
	d->stopped_arg = arg;
	d->store_not_before_us = 0;
	loop_timer_cancel(d->timer);
	d->timer = NULL;
	for (int i = 0; i < d->hand_count; i++)
		if (d->hands[i].state == PARCEL_OUT)
			parcel_recall(&d->hands[i]);
	deliver_go(d);
}

void
deliver_free(struct deliver *d)
{
	if (d == NULL)
		return;
	CHECK(d, DELIVER_MAGIC);
	loop_timer_cancel(d->timer);
	loop_timer_cancel(d->turn);
	db_cancel(d->claiming);
	db_cancel(d->storing);
	db_cancel(d->looking);
	deliver_lease_free(d->lease);
	for (int i = 0; i < d->hand_count; i++)
		if (d->hands[i].state == PARCEL_OUT)
			parcel_cancel(&d->hands[i]);
	d->magic = 0;
	free(d);
}
