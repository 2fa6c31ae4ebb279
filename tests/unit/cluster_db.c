/*
 * A pool on the private cluster: see cluster_db.h. Nothing is asserted inside a
 * callback, since cmocka's way out would leave the loop half done.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "io/loop.h"

#define LATE_US (20 * CLOCK_SECOND)

static void
on_change(void *arg)
{
	struct cluster_db *home = arg;

	home->changes++;
	loop_stop(home->loop);
}

void
cluster_db_open(struct cluster_db *home, const struct db_options *options)
{
	struct db_options own = *options;

	own.conninfo = cluster_conninfo();
	*home = (struct cluster_db){ .loop = loop_new() };
	home->db = db_new(home->loop, &own);
	db_on_change(home->db, on_change, home);
}

void
cluster_db_open_ready(struct cluster_db *home, const struct db_options *options)
{
	cluster_db_open(home, options);
	cluster_db_until_ready(home, true);
}

void
cluster_db_close(struct cluster_db *home)
{
	db_free(home->db);
	loop_free(home->loop);
	home->db = NULL;
	home->loop = NULL;
}

static void
on_late(void *arg)
{
	struct cluster_db *home = arg;

	home->is_late = true;
	loop_stop(home->loop);
}

void
cluster_db_until(
    struct cluster_db *home, cluster_db_claim claim, const void *arg)
{
	struct timer *timer =
	    loop_timer_start(home->loop, LATE_US, on_late, home);

	while (!home->is_late && !claim(arg))
		loop_run(home->loop);
	if (home->is_late)
		fail_msg("what was waited for did not come");
	loop_timer_cancel(timer);
}

void
cluster_db_look(struct cluster_db *home)
{
	loop_stop(home->loop);
}

static bool
is_ready(const void *arg)
{
	const struct cluster_db *home = arg;

	return db_is_ready(home->db);
}

static bool
is_away(const void *arg)
{
	return !is_ready(arg);
}

void
cluster_db_until_ready(struct cluster_db *home, bool want)
{
	cluster_db_until(home, want ? is_ready : is_away, home);
}

struct passing {
	struct cluster_db *home;
	bool is_over;
};

static void
on_passed(void *arg)
{
	struct passing *p = arg;

	p->is_over = true;
	loop_stop(p->home->loop);
}

void
cluster_db_pass(struct cluster_db *home, int64_t us)
{
	struct passing p = { .home = home };

	assert_non_null(loop_timer_start(home->loop, us, on_passed, &p));
	while (!p.is_over)
		loop_run(home->loop);
}

int
cluster_db_waiting(struct cluster_db *home, const char *event)
{
	struct text sql = { 0 };
	int64_t waiting = -1;

	cluster_db_pass(home, CLOCK_SECOND / 200);
	text_addf(&sql,
	    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = '%s'",
	    event);
	if (text_to_int(cluster_sql(sql.data), 0, 1000, &waiting) != 0)
		fail_msg("nobody was counted");
	text_clear(&sql);
	return (int)waiting;
}

void
cluster_db_until_waiting(struct cluster_db *home, const char *event, int count)
{
	int64_t until_us = clock_steady_us() + LATE_US;

	while (cluster_db_waiting(home, event) != count)
		assert_true(clock_steady_us() < until_us);
}

static void
record_rows(struct ending *e, const struct db_rows *rows)
{
	for (int row = 0; row < db_rows_count(rows); row++) {
		text_add(&e->rows, row > 0 ? ";" : "");
		text_add(&e->rows,
		    db_is_null(rows, row, 0) ? "NULL" : db_text(rows, row, 0));
	}
	text_add(&e->rows, "\n");
}

void
cluster_db_done(void *arg, const struct db_outcome *out)
{
	struct ending *e = arg;

	e->call = NULL;
	e->calls++;
	e->home->calls++;
	e->code = out->fault == NULL ? FAULT_NONE : out->fault->code;
	e->maybe = out->maybe;
	e->step = out->step;
	text_copy(e->sqlstate, sizeof(e->sqlstate), out->sqlstate);
	text_copy(e->constraint, sizeof(e->constraint), out->constraint);
	for (int i = 0; out->fault == NULL && i < (int)out->step_count; i++)
		record_rows(e, db_outcome_rows(out, i));
	loop_stop(e->home->loop);
}

void
cluster_db_begin(
    struct cluster_db *home, struct db_batch *batch, struct ending *e)
{
	*e = (struct ending){ .home = home };
	e->call = db_batch_run(batch, cluster_db_done, e);
	/* Its story goes on from the loop only. */
	assert_int_equal(e->calls, 0);
	assert_non_null(e->call);
}

static bool
is_over(const void *arg)
{
	const struct ending *e = arg;

	return e->calls > 0;
}

void
cluster_db_finish(struct ending *e)
{
	cluster_db_until(e->home, is_over, e);
	assert_int_equal(e->calls, 1);
}

void
cluster_db_run(
    struct cluster_db *home, struct db_batch *batch, struct ending *e)
{
	cluster_db_begin(home, batch, e);
	cluster_db_finish(e);
}

void
cluster_db_clear(struct ending *e)
{
	text_clear(&e->rows);
}
