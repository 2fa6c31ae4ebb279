/*
 * Planning: see work/round_plan.h. Two batches for all pools together: what
 * time is it there, and then the plans, with the second draw that is due.
 */
#include "work/round_plan.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/calendar.h"
#include "store/store_round.h"
#include "work/house.h"

#define PLAN_MAGIC 0x91a70001u

struct round_plan {
	unsigned magic;
	struct house *house;
	struct config *config;
	struct db_call *call;
	void (*done)(void *arg);
	void *arg;
};

void
round_plan_cancel(struct round_plan *p)
{
	if (p == NULL)
		return;
	CHECK(p, PLAN_MAGIC);
	db_cancel(p->call);
	config_drop(p->config);
	p->magic = 0;
	free(p);
}

static void
plan_finish(struct round_plan *p)
{
	void (*done)(void *arg) = p->done;
	void *arg = p->arg;

	round_plan_cancel(p);
	done(arg);
}

static void
on_planned(void *arg, const struct db_outcome *out)
{
	struct round_plan *p = arg;

	CHECK(p, PLAN_MAGIC);
	p->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		log_warn("rounds cannot be planned",
		    LOG_T("fault", fault_word(out->fault->code)));
	plan_finish(p);
}

/* `clocks` are those of the pools that have a calendar; NULL where none has. */
static void
plan_all(struct round_plan *p, const struct db_outcome *clocks)
{
	struct db_batch *b = db_batch_new(p->house->db, DB_WRITE);
	struct id second = id_new();
	int step = 0;

	store_round_plan_second(b, &second);
	for (size_t i = 0; i < p->config->pool_count; i++) {
		const struct config_pool *pool = &p->config->pools[i];
		struct clock_civil local, candidates[CALENDAR_CANDIDATES + 1];
		const struct db_rows *rows;
		struct id id = id_new();
		size_t count;

		if (!pool->has_calendar || clocks == NULL) {
			/* It may have had one until now. */
			store_round_plan(b, &id, pool->name, NULL, 0, "UTC", 0);
			continue;
		}
		rows = db_outcome_rows(clocks, step++);
		clock_civil(db_int(rows, 0, 0), &local);
		count =
		    calendar_candidates(&pool->calendar, &local, candidates);
		/* Where an operator cancelled the next, the one after. */
		if (count > 0 &&
		    calendar_next(&pool->calendar, &candidates[count - 1],
			&candidates[count]))
			count++;
		store_round_plan(b, &id, pool->name, candidates, count,
		    pool->zone, db_int(rows, 0, 1));
	}
	p->call = db_batch_run(b, on_planned, p);
}

static void
on_clocks(void *arg, const struct db_outcome *out)
{
	struct round_plan *p = arg;

	CHECK(p, PLAN_MAGIC);
	p->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		plan_finish(p);
	else
		plan_all(p, out);
}

struct round_plan *
round_plan_start(struct house *house, void (*done)(void *arg), void *arg)
{
	struct round_plan *p = memory_new(1, sizeof(*p));
	struct db_batch *b = db_batch_new(house->db, DB_READ);
	int zones = 0;

	p->magic = PLAN_MAGIC;
	p->house = house;
	p->config = config_hold(house->config);
	p->done = done;
	p->arg = arg;
	for (size_t i = 0; i < p->config->pool_count; i++) {
		if (!p->config->pools[i].has_calendar)
			continue;
		store_round_zone_now(b, p->config->pools[i].zone);
		zones++;
	}
	if (zones > 0) {
		p->call = db_batch_run(b, on_clocks, p);
	} else {
		db_batch_free(b);
		plan_all(p, NULL);
	}
	return p;
}
