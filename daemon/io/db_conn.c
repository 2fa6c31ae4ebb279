/*
 * One connection to PostgreSQL as a state machine over asynchronous libpq,
 * always in pipeline mode: see io/db_conn.h for the states. After every event
 * conn_progress reads what is there until it would block.
 */
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "io/watch.h"

#define CONN_MAGIC 0xdbc0881du
#define BACKOFF_MIN_US (100 * 1000)
#define BACKOFF_MAX_US (5 * CLOCK_SECOND)
#define CONNECT_US (5 * CLOCK_SECOND)

struct conn {
	unsigned magic;
	struct db *db;
	struct loop *loop;
	const struct db_options *options; /* the pool's copy */
	enum conn_state state;
	PGconn *pg;
	struct watch *watch;
	struct timer *timer; /* to reconnect, or to give a connection up */
	struct db_call *call;
	size_t position; /* results read of what was sent */
	bool is_failing; /* a send failed; the timer will say so */
	bool is_committing;
	int64_t backoff_us;
};

static void conn_connect(void *arg);
static void conn_lose(struct conn *c, const char *why);

enum conn_state
conn_state(const struct conn *c)
{
	return c->state;
}

/* --- losing and finding again --------------------------------------------- */

static void
conn_close(struct conn *c)
{
	loop_timer_cancel(c->timer);
	c->timer = NULL;
	watch_unset(c->watch);
	PQfinish(c->pg);
	c->pg = NULL;
}

/* A write whose COMMIT, or whose only statement, was on its way, and was not
 * refused by the server. */
static bool
may_have_happened(const struct conn *c)
{
	if (c->call->sqlstate[0] != '\0' &&
	    c->call->fault.code != FAULT_DATABASE_GONE)
		return false;
	return c->state == CONN_ENDING
		   ? c->is_committing
		   : c->call->kind == DB_WRITE && db_send_is_single(c->call);
}

static void
conn_lose(struct conn *c, const char *why)
{
	struct db_call *call = c->call;
	bool was_ready = c->state >= CONN_IDLE;
	int64_t wait_us;

	log_warn("database connection lost", LOG_T("why", why));
	if (call != NULL) {
		call->maybe = may_have_happened(c);
		if (call->fault.code == FAULT_NONE)
			(void)fault_set(&call->fault, FAULT_DATABASE_GONE,
			    "the connection to the database was lost");
	}
	conn_close(c);
	c->call = NULL;
	c->state = CONN_WAITING;
	c->is_failing = false;
	wait_us = c->backoff_us / 2 + dice_jitter(c->backoff_us / 2);
	c->backoff_us = c->backoff_us * 2 > BACKOFF_MAX_US ? BACKOFF_MAX_US
							   : c->backoff_us * 2;
	c->timer = loop_timer_start(c->loop, wait_us, conn_connect, c);
	if (was_ready)
		db_conn_lost(c->db, c);
	if (call != NULL)
		db_call_over(c->db, call);
}

void
conn_abandon(struct conn *c, const char *why)
{
	conn_lose(c, why);
}

static void
on_send_failed(void *arg)
{
	struct conn *c = arg;

	CHECK(c, CONN_MAGIC);
	c->timer = NULL;
	conn_lose(c, PQerrorMessage(c->pg));
}

/* Sending failed, perhaps inside db_batch_run: lose it at the end of the turn.
 */
static void
conn_fail_soon(struct conn *c)
{
	if (c->is_failing)
		return;
	c->is_failing = true;
	loop_timer_cancel(c->timer);
	c->timer = loop_timer_start(c->loop, 0, on_send_failed, c);
}

/* --- sending -------------------------------------------------------------- */

static void
conn_flush(struct conn *c)
{
	int pending = PQflush(c->pg);

	if (pending < 0)
		conn_fail_soon(c);
	else
		watch_set(c->watch, PQsocket(c->pg), true, pending > 0);
}

void
conn_run(struct conn *c, struct db_call *call)
{
	if (c->state != CONN_IDLE)
		die("a connection that is not idle was given a batch");
	c->state = CONN_RUNNING;
	c->call = call;
	c->position = 0;
	call->conn = c;
	if (db_send_call(c->pg, c->options, call) != 0)
		conn_fail_soon(c);
	else
		conn_flush(c);
}

static void
conn_end(struct conn *c)
{
	c->state = CONN_ENDING;
	c->is_committing = c->call->fault.code == FAULT_NONE;
	if (db_send_end(c->pg, c->is_committing) != 0)
		conn_fail_soon(c);
	else
		conn_flush(c);
}

/* --- reading -------------------------------------------------------------- */

/* The call is over and the connection free again. */
static void
conn_over(struct conn *c)
{
	struct db_call *call = c->call;

	c->call = NULL;
	call->conn = NULL;
	if (PQtransactionStatus(c->pg) != PQTRANS_IDLE) {
		conn_lose(c, "a transaction was left open");
	} else {
		c->state = CONN_IDLE;
		c->backoff_us = BACKOFF_MIN_US;
	}
	/* The call first: what it starts next may find this connection. */
	db_call_over(c->db, call);
	if (c->state == CONN_IDLE)
		db_conn_ready(c->db, c);
}

static void
take_sync(struct conn *c)
{
	switch (c->state) {
	case CONN_PREPARING:
		loop_timer_cancel(c->timer);
		c->timer = NULL;
		c->state = CONN_IDLE;
		c->backoff_us = BACKOFF_MIN_US;
		db_conn_ready(c->db, c);
		break;
	case CONN_RUNNING:
		if (db_send_is_single(c->call))
			conn_over(c);
		else
			conn_end(c);
		break;
	case CONN_ENDING:
		conn_over(c);
		break;
	case CONN_WAITING:
	case CONN_CONNECTING:
	case CONN_IDLE:
		die("a result in state %d", (int)c->state);
	}
}

/* A result other than a synchronisation; false where the connection was lost.
 */
static bool
take_result(struct conn *c, PGresult *result)
{
	char why[256];

	switch (c->state) {
	case CONN_RUNNING:
		db_call_take(c->call, c->options, c->position++, result);
		return true;
	case CONN_ENDING:
		/* A deferred constraint may still refuse the COMMIT. */
		if (PQresultStatus(result) == PGRES_FATAL_ERROR)
			db_call_fail(c->call, -1, result);
		PQclear(result);
		return true;
	default:
		if (PQresultStatus(result) != PGRES_FATAL_ERROR) {
			PQclear(result);
			return true;
		}
		text_copy(why, sizeof(why), PQresultErrorMessage(result));
		PQclear(result);
		conn_lose(c, why);
		return false;
	}
}

static bool
is_reading(const struct conn *c)
{
	return c->pg != NULL && !c->is_failing &&
	       (c->state == CONN_PREPARING || c->state == CONN_RUNNING ||
		   c->state == CONN_ENDING);
}

static void
conn_progress(struct conn *c)
{
	PGresult *result;

	while (is_reading(c) && !PQisBusy(c->pg)) {
		result = PQgetResult(c->pg);
		if (result == NULL)
			continue; /* between two statements */
		if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
			PQclear(result);
			take_sync(c);
		} else if (!take_result(c, result)) {
			return;
		}
		if (c->pg != NULL && PQstatus(c->pg) == CONNECTION_BAD) {
			conn_lose(c, PQerrorMessage(c->pg));
			return;
		}
	}
}

/* --- connecting ----------------------------------------------------------- */

static void
conn_prepare(struct conn *c)
{
	c->state = CONN_PREPARING;
	if (PQsetnonblocking(c->pg, 1) != 0 || !PQenterPipelineMode(c->pg) ||
	    db_send_prepare(c->pg, c->options) != 0)
		conn_fail_soon(c);
	else
		conn_flush(c);
}

static void
on_notice(void *arg, const char *message)
{
	(void)arg;
	log_debug("database notice", LOG_T("message", message));
}

void
conn_notices_to_log(PGconn *pg)
{
	PQsetNoticeProcessor(pg, on_notice, NULL);
}

static void
conn_poll(struct conn *c)
{
	PostgresPollingStatusType status;

	/* The socket may become another between polls. */
	watch_unset(c->watch);
	status = PQconnectPoll(c->pg);
	if (status == PGRES_POLLING_OK)
		conn_prepare(c);
	else if (status == PGRES_POLLING_FAILED)
		conn_lose(c, PQerrorMessage(c->pg));
	else
		watch_set(c->watch, PQsocket(c->pg),
		    status == PGRES_POLLING_READING,
		    status == PGRES_POLLING_WRITING);
}

static void
on_connect_late(void *arg)
{
	struct conn *c = arg;

	CHECK(c, CONN_MAGIC);
	c->timer = NULL;
	conn_lose(c, "the server does not answer");
}

static void
conn_connect(void *arg)
{
	struct conn *c = arg;

	CHECK(c, CONN_MAGIC);
	c->timer = NULL;
	c->pg = PQconnectStart(c->options->conninfo);
	if (c->pg == NULL)
		die("libpq gives no connection");
	conn_notices_to_log(c->pg);
	c->state = CONN_CONNECTING;
	if (PQstatus(c->pg) == CONNECTION_BAD) {
		conn_lose(c, PQerrorMessage(c->pg));
		return;
	}
	c->timer = loop_timer_start(c->loop, CONNECT_US, on_connect_late, c);
	watch_set(c->watch, PQsocket(c->pg), false, true);
}

static void
on_socket(void *arg, bool can_read, bool can_write)
{
	struct conn *c = arg;

	CHECK(c, CONN_MAGIC);
	if (c->state == CONN_CONNECTING) {
		conn_poll(c);
		return;
	}
	/* While flushing also read: the server may be writing itself. */
	if (can_read && !PQconsumeInput(c->pg)) {
		conn_lose(c, PQerrorMessage(c->pg));
		return;
	}
	if (can_write)
		conn_flush(c);
	conn_progress(c);
}

struct conn *
conn_new(struct db *db, struct loop *loop, const struct db_options *options)
{
	struct conn *c = memory_new(1, sizeof(*c));

	c->magic = CONN_MAGIC;
	c->db = db;
	c->loop = loop;
	c->options = options;
	c->backoff_us = BACKOFF_MIN_US;
	c->watch = watch_new(loop, on_socket, c);
	c->timer = loop_timer_start(loop, 0, conn_connect, c);
	return c;
}

void
conn_free(struct conn *c)
{
	if (c == NULL)
		return;
	CHECK(c, CONN_MAGIC);
	conn_close(c);
	watch_free(c->watch);
	if (c->call != NULL)
		db_call_forget(c->call);
	c->magic = 0;
	free(c);
}
