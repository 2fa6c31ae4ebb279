/*
 * The outbox worker: see work/deliver.h. A wake goes claim → send all → store →
 * claim … until nothing is due, and then sets the timer.
 */
#include "work/deliver.h"
#include "base/clock.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "config/config.h"
#include "io/loop.h"
#include "io/mail.h"
#include "io/seal.h"
#include "model/letter.h"
#include "store/store_outbox.h"
#include "work/deliver_lease.h"
#include "work/house.h"
#include "work/profile.h"

#define DELIVER_MAGIC 0xde11be80u
#define PARCEL_MAGIC 0xde11be81u
#define BATCH 50
#define LEASE_S 30
#define SLEEP_MAX_US (30 * CLOCK_SECOND)
#define SLEEP_MIN_US (CLOCK_SECOND / 50)

enum parcel_fate {
	PARCEL_SENT = MAIL_SENT,
	PARCEL_LATER = MAIL_LATER,
	PARCEL_NEVER = MAIL_NEVER,
	PARCEL_TO_NOBODY
};

/* One letter in hand. */
struct parcel {
	unsigned magic;
	struct deliver *deliver;
	struct id id;
	int attempts;
	int64_t created_us;
	struct mail_call *call;
	enum parcel_fate fate;
	char reason[160];
};

struct deliver {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	struct parcel parcels[BATCH];
	int count, in_flight;
	int64_t claimed_us; /* when it was asked for, by the steady clock */
	struct deliver_lease *lease; /* while any is in flight */
	bool wants_more, is_stopping;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static bool
is_busy(const struct deliver *d)
{
	return d->call != NULL || d->in_flight > 0;
}

static void
on_timer(void *arg)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	d->timer = NULL;
	deliver_wake(d);
}

static void
deliver_sleep(struct deliver *d, int64_t wait_us)
{
	if (d->is_stopping) {
		if (d->stopped != NULL)
			d->stopped(d->stopped_arg);
		d->stopped = NULL;
		return;
	}
	if (d->wants_more) {
		deliver_wake(d);
		return;
	}
	wait_us = wait_us > SLEEP_MAX_US ? SLEEP_MAX_US : wait_us;
	wait_us = wait_us < SLEEP_MIN_US ? SLEEP_MIN_US : wait_us;
	loop_timer_cancel(d->timer);
	d->timer = loop_timer_start(d->house->loop, wait_us, on_timer, d);
}

static void
on_next(void *arg, const struct db_outcome *out)
{
	struct deliver *d = arg;
	int64_t wait_us = SLEEP_MAX_US;

	CHECK(d, DELIVER_MAGIC);
	d->call = NULL; /* no longer pending */
	if (out->fault == NULL && db_rows_count(db_outcome_rows(out, 0)) == 1)
		wait_us = db_int(db_outcome_rows(out, 0), 0, 0);
	deliver_sleep(d, wait_us);
}

/* --- what became of them -------------------------------------------------- */

static void
on_stored(void *arg, const struct db_outcome *out)
{
	struct deliver *d = arg;

	CHECK(d, DELIVER_MAGIC);
	d->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		log_warn("deliveries cannot be stored",
		    LOG_T("fault", fault_word(out->fault->code)));
		/* What passes is tried again with the same letters in hand;
		 * else the leases will run out, and they go again. */
		if (out->fault->code == FAULT_INTERNAL)
			d->count = 0;
		deliver_sleep(d, CLOCK_SECOND);
		return;
	}
	d->count = 0;
	if (d->is_stopping) {
		deliver_sleep(d, 0);
	} else {
		deliver_wake(d);
	}
}

/* By the letter's age, but not at once however old it is. */
static int64_t
parcel_retry_us(const struct parcel *p)
{
	int64_t at_us = letter_retry_us(p->created_us, p->attempts);
	int64_t soonest_us = clock_now_us() + CLOCK_MINUTE;

	return at_us > soonest_us ? at_us : soonest_us;
}

static void
deliver_store(struct deliver *d)
{
	struct db_batch *b = db_batch_new(d->house->db, DB_WRITE);
	struct db_array sent = { 0 }, to_nobody = { 0 };

	for (int i = 0; i < d->count; i++) {
		const struct parcel *p = &d->parcels[i];

		if (p->fate == PARCEL_SENT)
			db_array_id(&sent, &p->id);
		else if (p->fate == PARCEL_TO_NOBODY)
			db_array_id(&to_nobody, &p->id);
		else if (p->fate == PARCEL_LATER)
			store_outbox_later(b, &p->id, &d->house->self,
			    p->reason, parcel_retry_us(p));
		else
			store_outbox_dead(
			    b, &p->id, &d->house->self, p->reason);
	}
	store_outbox_sent(b, &sent, &d->house->self);
	store_outbox_drop(b, &to_nobody, &d->house->self);
	CRASH_AT("sent");
	d->call = db_batch_run(b, on_stored, d);
}

static void
parcel_over(struct parcel *p, enum parcel_fate fate, const char *reason)
{
	static const enum metric counts[] = {
		[PARCEL_SENT] = M_LETTERS_SENT,
		[PARCEL_LATER] = M_LETTERS_LATER,
		[PARCEL_NEVER] = M_LETTERS_DEAD,
	};
	struct deliver *d = p->deliver;

	p->fate = fate;
	text_copy(p->reason, sizeof(p->reason), reason == NULL ? "" : reason);
	if (fate != PARCEL_TO_NOBODY)
		metrics_add(counts[fate], 1);
	if (fate == PARCEL_NEVER)
		log_warn("letter given up", LOG_I("letter", &p->id),
		    LOG_T("why", p->reason));
	if (--d->in_flight > 0)
		return;
	deliver_lease_free(d->lease);
	d->lease = NULL;
	deliver_store(d);
}

static void
on_mailed(void *arg, enum mail_verdict verdict, const char *reason)
{
	struct parcel *p = arg;

	CHECK(p, PARCEL_MAGIC);
	p->call = NULL; /* no longer pending */
	parcel_over(p, (enum parcel_fate)verdict, reason);
}

/* --- sending -------------------------------------------------------------- */

/* Message-ID: the letter's id at the sender's domain, the same at each try. */
static void
message_id(const struct deliver *d, const struct id *id, struct text *out)
{
	const char *from = d->house->config->letters_from;
	const char *at = strrchr(from, '@');
	char buf[ID_TEXT_SIZE];
	size_t n = at == NULL ? 0 : strcspn(at + 1, "> ");

	text_addf(
	    out, "%s@%.*s", id_text(id, buf), (int)n, at == NULL ? "" : at + 1);
}

/* NULL: it is on its way, or it is to nobody. Else why it will never be. */
static const char *
parcel_send(struct parcel *p, const struct store_due *due)
{
	struct deliver *d = p->deliver;
	char *letter, *to, *body;
	struct text id = { 0 };
	struct mail_message m = { .from = d->house->config->letters_from,
		.created_us = due->created_us };

	if (due->is_to_nobody) {
		p->fate = PARCEL_TO_NOBODY;
		return NULL;
	}
	if (due->is_expired)
		return "it is too late for it";
	to = profile_email(
	    d->house->seal, due->email_sealed, due->email_sealed_len);
	letter = memory_new(due->sealed_len + 1, 1);
	if (to == NULL ||
	    seal_open(d->house->seal, due->sealed, due->sealed_len, letter) !=
		0 ||
	    (body = strchr(letter, '\n')) == NULL) {
		free(to);
		free(letter);
		return "it was not sealed with this secret";
	}
	*body++ = '\0';
	message_id(d, &p->id, &id);
	m.message_id = text_get(&id);
	m.to = to;
	m.subject = letter;
	m.text = body;
	p->call = mail_send(d->house->mail, &m, on_mailed, p);
	seal_wipe(body, strlen(body));
	seal_wipe(letter, strlen(letter));
	text_clear(&id);
	free(letter);
	seal_wipe(to, strlen(to));
	free(to);
	return NULL;
}

static void
on_claimed(void *arg, const struct db_outcome *out)
{
	struct deliver *d = arg;
	const struct db_rows *rows;
	const char *refused[BATCH];
	struct id ids[BATCH];
	struct db_batch *b;

	CHECK(d, DELIVER_MAGIC);
	d->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		deliver_sleep(d, CLOCK_SECOND);
		return;
	}
	rows = db_outcome_rows(out, 0);
	d->count = db_rows_count(rows);
	if (d->count == 0) {
		b = db_batch_new(d->house->db, DB_READ);
		store_outbox_next(b);
		d->call = db_batch_run(b, on_next, d);
		return;
	}
	CRASH_AT("letters-claimed");
	d->in_flight = d->count;
	for (int i = 0; i < d->count; i++) {
		struct store_due due;
		struct parcel *p = &d->parcels[i];

		store_outbox_due_read(rows, i, &due);
		*p = (struct parcel){ .magic = PARCEL_MAGIC,
			.deliver = d,
			.id = due.id,
			.attempts = due.attempts,
			.created_us = due.created_us };
		ids[i] = due.id;
		refused[i] = parcel_send(p, &due);
	}
	d->lease =
	    deliver_lease_new(d->house, ids, d->count, LEASE_S, d->claimed_us);
	for (int i = 0, n = d->count; i < n; i++) {
		struct parcel *p = &d->parcels[i];

		if (p->fate == PARCEL_TO_NOBODY)
			parcel_over(p, PARCEL_TO_NOBODY, NULL);
		else if (refused[i] != NULL)
			parcel_over(p, PARCEL_NEVER, refused[i]);
	}
}

struct deliver *
deliver_new(struct house *house)
{
	struct deliver *d = memory_new(1, sizeof(*d));

	d->magic = DELIVER_MAGIC;
	d->house = house;
	return d;
}

void
deliver_wake(struct deliver *d)
{
	struct db_batch *b;

	CHECK(d, DELIVER_MAGIC);
	if (d->is_stopping)
		return;
	if (is_busy(d)) {
		d->wants_more = true;
		return;
	}
	d->wants_more = false;
	loop_timer_cancel(d->timer);
	d->timer = NULL;
	if (d->count > 0) {
		/* What became of these could not be stored so far. */
		deliver_store(d);
		return;
	}
	b = db_batch_new(d->house->db, DB_WRITE);
	store_outbox_claim(b, &d->house->self, LEASE_S, BATCH);
	d->claimed_us = clock_steady_us();
	d->call = db_batch_run(b, on_claimed, d);
}

void
deliver_stop(struct deliver *d, void (*stopped)(void *arg), void *arg)
{
	CHECK(d, DELIVER_MAGIC);
	d->is_stopping = true;
	d->stopped = stopped;
	d->stopped_arg = arg;
	loop_timer_cancel(d->timer);
	d->timer = NULL;
	if (!is_busy(d))
		deliver_sleep(d, 0);
}

void
deliver_free(struct deliver *d)
{
	if (d == NULL)
		return;
	CHECK(d, DELIVER_MAGIC);
	loop_timer_cancel(d->timer);
	db_cancel(d->call);
	deliver_lease_free(d->lease);
	for (int i = 0; i < d->count; i++)
		mail_cancel(d->parcels[i].call);
	d->magic = 0;
	free(d);
}
