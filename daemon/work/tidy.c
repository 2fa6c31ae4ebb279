/*
 * Retention: see work/tidy.h.
 */
#include "work/tidy.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "store/store_house.h"
#include "work/house.h"

#define TIDY_MAGIC 0x71d10001u
#define FIRST_US (30 * CLOCK_SECOND)
#define EVERY_US (10 * CLOCK_MINUTE)

struct tidy {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
};

static void on_timer(void *arg);

static void
on_tidied(void *arg, const struct db_outcome *out)
{
	struct tidy *t = arg;

	CHECK(t, TIDY_MAGIC);
	t->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		log_warn("tidying failed",
		    LOG_T("fault", fault_word(out->fault->code)));
	t->timer = loop_timer_start(t->house->loop, EVERY_US, on_timer, t);
}

static void
on_timer(void *arg)
{
	struct tidy *t = arg;
	struct db_batch *b;

	CHECK(t, TIDY_MAGIC);
	t->timer = NULL;
	b = db_batch_new(t->house->db, DB_WRITE);
	db_batch_deadline(b, CLOCK_MINUTE);
	store_house_tidy(b);
	t->call = db_batch_run(b, on_tidied, t);
}

struct tidy *
tidy_new(struct house *house)
{
	struct tidy *t = memory_new(1, sizeof(*t));

	t->magic = TIDY_MAGIC;
	t->house = house;
	t->timer = loop_timer_start(house->loop, FIRST_US, on_timer, t);
	return t;
}

void
tidy_free(struct tidy *t)
{
	if (t == NULL)
		return;
	CHECK(t, TIDY_MAGIC);
	loop_timer_cancel(t->timer);
	db_cancel(t->call);
	t->magic = 0;
	free(t);
}
