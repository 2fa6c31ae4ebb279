/*
 * The community's figures: see work/census.h.
 */
#include "work/census.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config_domain.h"
#include "io/loop.h"
#include "store/store_network.h"
#include "work/house.h"

#define CENSUS_MAGIC 0xce450001u
#define EVERY_US (5 * CLOCK_MINUTE)
/* A large community on a busy machine. */
#define COUNT_US (10 * CLOCK_MINUTE)

struct census {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	bool wants_more; /* woken while busy */
};

static void
on_timer(void *arg)
{
	struct census *s = arg;

	CHECK(s, CENSUS_MAGIC);
	s->timer = NULL; /* no longer pending */
	census_wake(s);
}

static void
census_rest(struct census *s, const struct fault *why)
{
	/* Where another daemon counted meanwhile, there is nothing to do. */
	if (why != NULL && why->code != FAULT_CHANGED_MEANWHILE)
		log_warn("the community cannot be counted",
		    LOG_T("fault", fault_word(why->code)));
	if (s->wants_more)
		census_wake(s);
	else
		s->timer =
		    loop_timer_start(s->house->loop, EVERY_US, on_timer, s);
}

static void
on_counted(void *arg, const struct db_outcome *out)
{
	struct census *s = arg;

	CHECK(s, CENSUS_MAGIC);
	s->call = NULL; /* no longer pending */
	census_rest(s, out->fault);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct census *s = arg;
	const char *attribute, *separator;
	struct db_batch *b;

	CHECK(s, CENSUS_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault != NULL || db_rows_count(db_outcome_rows(out, 0)) == 0) {
		census_rest(s, out->fault);
		return;
	}
	config_domain(s->house->config, &attribute, &separator);
	b = db_batch_new(s->house->db, DB_WRITE);
	db_batch_deadline(b, COUNT_US);
	store_network_count(b, attribute, separator);
	s->call = db_batch_run(b, on_counted, s);
}

struct census *
census_new(struct house *house)
{
	struct census *s = memory_new(1, sizeof(*s));

	s->magic = CENSUS_MAGIC;
	s->house = house;
	return s;
}

void
census_wake(struct census *s)
{
	struct db_batch *b;

	CHECK(s, CENSUS_MAGIC);
	if (s->call != NULL) {
		s->wants_more = true;
		return;
	}
	s->wants_more = false;
	loop_timer_cancel(s->timer);
	s->timer = NULL;
	b = db_batch_new(s->house->db, DB_READ);
	store_network_due(b);
	s->call = db_batch_run(b, on_looked, s);
}

void
census_free(struct census *s)
{
	if (s == NULL)
		return;
	CHECK(s, CENSUS_MAGIC);
	loop_timer_cancel(s->timer);
	db_cancel(s->call);
	s->magic = 0;
	free(s);
}
