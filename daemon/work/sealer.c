/*
 * Places for lines of the audit log: see work/sealer.h.
 */
#include "work/sealer.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "store/store_audit.h"
#include "work/house.h"

#define SEALER_MAGIC 0x5ea1e401u
#define EVERY_US (2 * CLOCK_SECOND)
#define SOON_US (CLOCK_SECOND / 100)
#define STEP_ROWS 1000

struct sealer {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	bool is_failing; /* said once */
};

static void on_timer(void *arg);

static void
on_sealed(void *arg, const struct db_outcome *out)
{
	struct sealer *s = arg;
	bool wants_more = out->fault == NULL &&
			  db_int(db_outcome_rows(out, 0), 0, 0) == STEP_ROWS;

	CHECK(s, SEALER_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault != NULL && !s->is_failing)
		log_warn("the audit log is not sealed",
		    LOG_T("fault", fault_word(out->fault->code)));
	s->is_failing = out->fault != NULL;
	s->timer = loop_timer_start(
	    s->house->loop, wants_more ? SOON_US : EVERY_US, on_timer, s);
}

static void
on_timer(void *arg)
{
	struct sealer *s = arg;
	struct db_batch *b;

	CHECK(s, SEALER_MAGIC);
	s->timer = NULL; /* no longer pending */
	b = db_batch_new(s->house->db, DB_WRITE);
	store_audit_seal(b, STEP_ROWS);
	s->call = db_batch_run(b, on_sealed, s);
}

struct sealer *
sealer_new(struct house *house)
{
	struct sealer *s = memory_new(1, sizeof(*s));

	s->magic = SEALER_MAGIC;
	s->house = house;
	s->timer = loop_timer_start(house->loop, EVERY_US, on_timer, s);
	return s;
}

void
sealer_free(struct sealer *s)
{
	if (s == NULL)
		return;
	CHECK(s, SEALER_MAGIC);
	loop_timer_cancel(s->timer);
	db_cancel(s->call);
	s->magic = 0;
	free(s);
}
