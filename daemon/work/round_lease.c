/*
 * Renewing the lease of a round: see work/round_lease.h.
 */
#include "work/round_lease.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/db.h"
#include "io/loop.h"
#include "store/store_round.h"
#include "work/house.h"

#define LEASE_MAGIC 0x20dd2003u
#define RENEW_AGAIN_US (CLOCK_SECOND / 2)

struct round_lease {
	unsigned magic;
	struct house *house;
	struct id round;
	int lease_s;
	struct timer *timer;
	struct db_call *call;
};

static void lease_renew_later(struct round_lease *l, int64_t wait_us);

static void
on_renewed(void *arg, const struct db_outcome *out)
{
	struct round_lease *l = arg;

	CHECK(l, LEASE_MAGIC);
	l->call = NULL; /* no longer pending */
	/* Where it was lost, the guard of the next transaction says so; but the
	 * database may only have been away for a moment. */
	if (out->fault == NULL)
		lease_renew_later(l, l->lease_s * CLOCK_SECOND / 3);
	else if (out->fault->code != FAULT_CHANGED_MEANWHILE)
		lease_renew_later(l, RENEW_AGAIN_US);
}

static void
on_renew(void *arg)
{
	struct round_lease *l = arg;
	struct db_batch *b;

	CHECK(l, LEASE_MAGIC);
	l->timer = NULL;
	b = db_batch_new(l->house->db, DB_WRITE);
	store_round_renew(b, &l->round, &l->house->self, l->lease_s);
	l->call = db_batch_run(b, on_renewed, l);
}

static void
lease_renew_later(struct round_lease *l, int64_t wait_us)
{
	l->timer = loop_timer_start(l->house->loop, wait_us, on_renew, l);
}

struct round_lease *
round_lease_new(struct house *house, const struct id *round, int lease_s)
{
	struct round_lease *l = memory_new(1, sizeof(*l));

	l->magic = LEASE_MAGIC;
	l->house = house;
	l->round = *round;
	l->lease_s = lease_s;
	lease_renew_later(l, lease_s * CLOCK_SECOND / 3);
	return l;
}

void
round_lease_free(struct round_lease *l)
{
	if (l == NULL)
		return;
	CHECK(l, LEASE_MAGIC);
	loop_timer_cancel(l->timer);
	db_cancel(l->call);
	l->magic = 0;
	free(l);
}
