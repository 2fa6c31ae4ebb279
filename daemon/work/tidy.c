/*
 * Retention: see work/tidy.h.
 */
#include "work/tidy.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/loop.h"
#include "store/store_house.h"
#include "work/house.h"

#define TIDY_MAGIC 0x71d10001u
#define FIRST_US (30 * CLOCK_SECOND)
#define EVERY_US (10 * CLOCK_MINUTE)
#define STEP_US (10 * CLOCK_SECOND)
#define STEP_ROWS 1000

struct tidy {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	int step;         /* of store_house_tidy */
	const char *what; /* its name */
};

static void tidy_step(struct tidy *t);

static void
on_timer(void *arg)
{
	struct tidy *t = arg;

	CHECK(t, TIDY_MAGIC);
	t->timer = NULL; /* no longer pending */
	t->step = 0;
	tidy_step(t);
}

static void
on_tidied(void *arg, const struct db_outcome *out)
{
	struct tidy *t = arg;

	CHECK(t, TIDY_MAGIC);
	t->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		log_warn("tidying failed", LOG_T("what", t->what),
		    LOG_T("fault", fault_word(out->fault->code)));
	/* Where one kind cannot go, the others do. */
	if (out->fault != NULL ||
	    db_int(db_outcome_rows(out, 0), 0, 0) < STEP_ROWS)
		t->step++;
	if (t->step < STORE_TIDY_STEPS)
		tidy_step(t);
	else
		t->timer =
		    loop_timer_start(t->house->loop, EVERY_US, on_timer, t);
}

/* Few rows at a time, each time a transaction: it holds nobody up. */
static void
tidy_step(struct tidy *t)
{
	struct db_batch *b = db_batch_new(t->house->db, DB_WRITE);
	const struct config *config = t->house->config;
	const struct store_retention retention = {
		.message_days = config->retention_messages,
		.draw_days = config->retention_draws,
		.signup_days = config->retention_signups,
		.letter_days = config->retention_letters,
		.report_days = config->retention_reports,
		.suggestion_days = config->retention_suggestions,
		.audit_days = config->retention_audit,
	};

	db_batch_deadline(b, STEP_US);
	t->what = store_house_tidy(b, t->step, STEP_ROWS, &retention);
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
