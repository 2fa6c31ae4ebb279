/*
 * The pool: which batch runs on which connection, how long it may take, and
 * what its caller is told. See io/db.h.
 */
#include "io/db_conn.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/loop.h"

#define DB_MAGIC 0xdb000001u
#define DB_RETRIES_MAX 3

struct db {
	unsigned magic;
	struct loop *loop;
	struct db_options options;
	struct conn **conns;
	int ready; /* connections that are idle or run a batch */
	int busy;  /* those that run one */
	struct db_call *first, **last; /* the queue */
	int queued;
	void (*on_change)(void *arg);
	void *on_change_arg;
};

struct db *
db_new(struct loop *loop, const struct db_options *options)
{
	struct db *db = memory_new(1, sizeof(*db));

	db->magic = DB_MAGIC;
	db->loop = loop;
	db->options = *options;
	db->options.conninfo = memory_text(options->conninfo);
	db->last = &db->first;
	db->conns =
	    memory_new((size_t)options->connections, sizeof(*db->conns));
	for (int i = 0; i < options->connections; i++)
		db->conns[i] = conn_new(db, loop, &db->options);
	metrics_set(M_DB_QUEUE, 0);
	metrics_set(M_DB_BUSY, 0);
	return db;
}

void
db_free(struct db *db)
{
	if (db == NULL)
		return;
	CHECK(db, DB_MAGIC);
	for (int i = 0; i < db->options.connections; i++)
		conn_free(db->conns[i]);
	free(db->conns);
	free((char *)(uintptr_t)db->options.conninfo);
	db->magic = 0;
	free(db);
}

bool
db_is_ready(const struct db *db)
{
	return db->ready > 0;
}

void
db_on_change(struct db *db, void (*cb)(void *arg), void *arg)
{
	db->on_change = cb;
	db->on_change_arg = arg;
}

struct db_batch *
db_batch_new(struct db *db, enum db_kind kind)
{
	struct db_batch *b = memory_new(1, sizeof(*b));

	b->call = memory_new(1, sizeof(*b->call));
	b->call->magic = CALL_MAGIC;
	b->call->db = db;
	b->call->kind = kind;
	b->call->failed_step = -1;
	b->call->deadline_us = db->options.deadline_us;
	return b;
}

/* --- the queue ------------------------------------------------------------ */

static void
queue_add(struct db *db, struct db_call *call)
{
	call->next = NULL;
	call->queued_us = clock_steady_us();
	*db->last = call;
	db->last = &call->next;
	metrics_set(M_DB_QUEUE, ++db->queued);
}

static void
queue_remove(struct db *db, struct db_call *call)
{
	struct db_call **at = &db->first;

	while (*at != call) {
		if (*at == NULL)
			return;
		at = &(*at)->next;
	}
	*at = call->next;
	if (db->last == &call->next)
		db->last = at;
	metrics_set(M_DB_QUEUE, --db->queued);
}

static struct conn *
idle_conn(const struct db *db)
{
	for (int i = 0; i < db->options.connections; i++)
		if (conn_state(db->conns[i]) == CONN_IDLE)
			return db->conns[i];
	return NULL;
}

static void
db_dispatch(struct db *db)
{
	struct conn *conn;
	struct db_call *call;

	while ((call = db->first) != NULL && (conn = idle_conn(db)) != NULL) {
		queue_remove(db, call);
		call->begun_us = clock_steady_us();
		metrics_observe(M_DB_WAIT, call->begun_us - call->queued_us);
		metrics_set(M_DB_BUSY, ++db->busy);
		conn_run(conn, call);
	}
}

/* --- the end of a call ---------------------------------------------------- */

static void
call_finish(struct db_call *call)
{
	struct db_outcome out = {
		.fault = call->fault.code == FAULT_NONE ? NULL : &call->fault,
		.maybe = call->maybe,
		.step = call->failed_step,
		.sqlstate = call->sqlstate,
		.constraint = call->constraint,
		.results = call->results,
		.step_count = call->step_count,
	};

	loop_timer_cancel(call->timer);
	call->timer = NULL;
	if (out.fault != NULL)
		metrics_add(M_DB_FAULTS, 1);
	if (call->done != NULL)
		call->done(call->arg, &out);
	db_call_free(call);
}

/* Not where nobody waits for it any more, its time is over, or no connection
 * is left to try it on. */
static bool
can_retry(const struct db *db, const struct db_call *call)
{
	return (db_call_is_unlucky(call) || call->held > 0) &&
	       call->done != NULL && call->timer != NULL && db->ready > 0 &&
	       call->retries < DB_RETRIES_MAX;
}

/* Whether the generation that the server has is ours, too, from now on. */
static void
follow(struct db *db, struct db_call *call)
{
	const struct db_keys *keys = db->options.keys;

	if (call->held == 0 || keys->follow(keys->arg, (int)call->held))
		return;
	log_error("the secrets of this database are others than ours",
	    LOG_N("generation", call->held));
	call->held = 0;
}

void
db_call_over(struct db *db, struct db_call *call)
{
	call->conn = NULL;
	metrics_set(M_DB_BUSY, --db->busy);
	metrics_observe(M_DB_BATCH, clock_steady_us() - call->begun_us);
	follow(db, call);
	if (!can_retry(db, call)) {
		if (db_call_is_unlucky(call))
			log_error("transaction given up",
			    LOG_T("sqlstate", call->sqlstate));
		call_finish(call);
		return;
	}
	log_info("transaction tried again", LOG_T("sqlstate", call->sqlstate),
	    LOG_N("step", call->failed_step));
	call->retries++;
	db_call_reset(call);
	queue_add(db, call);
	db_dispatch(db);
}

void
db_call_forget(struct db_call *call)
{
	loop_timer_cancel(call->timer);
	call->timer = NULL;
	db_call_free(call);
}

/* Answers, at the end of the turn, a call that cannot run. */
static void
on_refused(void *arg)
{
	struct db_call *call = arg;

	CHECK(call, CALL_MAGIC);
	call->timer = NULL;
	call_finish(call);
}

static void
call_refuse(struct db *db, struct db_call *call, enum fault_code code,
    const char *sentence)
{
	(void)fault_set(&call->fault, code, "%s", sentence);
	loop_timer_cancel(call->timer);
	call->timer = loop_timer_start(db->loop, 0, on_refused, call);
}

static void
on_deadline(void *arg)
{
	struct db_call *call = arg;

	CHECK(call, CALL_MAGIC);
	call->timer = NULL;
	(void)fault_set(&call->fault, FAULT_DEADLINE,
	    "the database did not answer in time");
	if (call->conn != NULL) {
		/* libpq cannot tell a frozen server from a slow one. */
		conn_abandon(call->conn, "a batch passed its deadline");
	} else {
		queue_remove(call->db, call);
		call_finish(call);
	}
}

/* --- the connections' news ------------------------------------------------ */

static void
ready_changed(struct db *db)
{
	metrics_set(M_DB_CONNECTIONS, db->ready);
	if (db->on_change != NULL)
		db->on_change(db->on_change_arg);
}

void
db_conn_ready(struct db *db, struct conn *conn)
{
	int ready = 0;

	(void)conn;
	for (int i = 0; i < db->options.connections; i++)
		ready += conn_state(db->conns[i]) >= CONN_IDLE;
	if (ready != db->ready) {
		db->ready = ready;
		ready_changed(db);
	}
	db_dispatch(db);
}

void
db_conn_lost(struct db *db, struct conn *conn)
{
	struct db_call *call;

	(void)conn;
	db->ready--;
	ready_changed(db);
	/* Nobody is left to serve the queue: say so at once. */
	while (db->ready == 0 && (call = db->first) != NULL) {
		queue_remove(db, call);
		call_refuse(
		    db, call, FAULT_DATABASE_GONE, "it cannot be reached");
	}
}

/* --- running -------------------------------------------------------------- */

struct db_call *
db_batch_run(struct db_batch *batch, db_done_cb done, void *arg)
{
	struct db_call *call = batch->call;
	struct db *db = call->db;

	free(batch);
	CHECK(db, DB_MAGIC);
	if (call->step_count == 0)
		die("an empty batch");
	call->done = done;
	call->arg = arg;
	call->results = memory_new(call->step_count, sizeof(*call->results));
	metrics_add(M_DB_CALLS, 1);
	if (db->ready == 0) {
		call_refuse(
		    db, call, FAULT_DATABASE_GONE, "it cannot be reached");
		return call;
	}
	if (db->queued >= db->options.queue_max && idle_conn(db) == NULL) {
		call_refuse(
		    db, call, FAULT_BUSY, "too many wait for the database");
		return call;
	}
	call->timer =
	    loop_timer_start(db->loop, call->deadline_us, on_deadline, call);
	queue_add(db, call);
	db_dispatch(db);
	return call;
}

void
db_cancel(struct db_call *call)
{
	if (call == NULL)
		return;
	CHECK(call, CALL_MAGIC);
	call->done = NULL;
	/* What was sent runs to its end, or to its deadline, without us. */
	if (call->conn != NULL)
		return;
	queue_remove(call->db, call);
	call_finish(call);
}
