/*
 * Renewing the lease of letters: see work/deliver_lease.h.
 */
#include "work/deliver_lease.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "store/store_outbox.h"
#include "work/house.h"

#define LEASE_MAGIC 0xde11be82u
#define RENEW_AGAIN_US CLOCK_SECOND

struct deliver_lease {
	unsigned magic;
	struct house *house;
	void (*ids)(void *arg, struct db_array *out);
	void *arg;
	int lease_s;
	int64_t since_us, asked_us; /* by the steady clock */
	struct timer *timer;
	struct db_call *call;
};

static void lease_renew_later(struct deliver_lease *l, int64_t wait_us);

static void
on_renewed(void *arg, const struct db_outcome *out)
{
	struct deliver_lease *l = arg;

	CHECK(l, LEASE_MAGIC);
	l->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		lease_renew_later(l, RENEW_AGAIN_US);
		return;
	}
	l->since_us = l->asked_us;
	lease_renew_later(l, l->lease_s * CLOCK_SECOND / 3);
}

static void
on_renew(void *arg)
{
	struct deliver_lease *l = arg;
	struct db_array ids = { 0 };
	struct db_batch *b;

	CHECK(l, LEASE_MAGIC);
	l->timer = NULL;
	l->asked_us = clock_steady_us();
	l->ids(l->arg, &ids);
	b = db_batch_new(l->house->db, DB_WRITE);
	store_outbox_renew(b, &ids, &l->house->self, l->lease_s);
	l->call = db_batch_run(b, on_renewed, l);
}

static void
lease_renew_later(struct deliver_lease *l, int64_t wait_us)
{
	l->timer = loop_timer_start(l->house->loop, wait_us, on_renew, l);
}

struct deliver_lease *
deliver_lease_new(struct house *house, int lease_s, int64_t since_us,
    void (*ids)(void *arg, struct db_array *out), void *arg)
{
	struct deliver_lease *l = memory_new(1, sizeof(*l));

	l->magic = LEASE_MAGIC;
	l->house = house;
	l->ids = ids;
	l->arg = arg;
	l->lease_s = lease_s;
	l->since_us = since_us;
	lease_renew_later(l, lease_s * CLOCK_SECOND / 3);
	return l;
}

void
deliver_lease_free(struct deliver_lease *l)
{
	int64_t age_us;

	if (l == NULL)
		return;
	CHECK(l, LEASE_MAGIC);
	age_us = clock_steady_us() - l->since_us;
	if (age_us > l->lease_s * CLOCK_SECOND)
		log_warn("letters outlived their lease",
		    LOG_N("seconds", age_us / CLOCK_SECOND));
	loop_timer_cancel(l->timer);
	db_cancel(l->call);
	l->magic = 0;
	free(l);
}
