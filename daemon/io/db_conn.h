/*
 * Private to io/db*: batches and the connections that run them. A connection is
 * in one state at a time and runs one batch at a time; the pool hands batches
 * out and takes connections back.
 *
 *	WAITING     to reconnect, by timer
 *	CONNECTING  PQconnectPoll
 *	PREPARING   every statement, in one pipeline
 *	IDLE        ready
 *	RUNNING     the batch's statements are sent, results are read
 *	ENDING      COMMIT or ROLLBACK is sent
 */
#ifndef IO_DB_CONN_H
#define IO_DB_CONN_H

#include "io/db.h"

struct pg_conn;
struct pg_result;

enum conn_state {
	CONN_WAITING,
	CONN_CONNECTING,
	CONN_PREPARING,
	CONN_IDLE,
	CONN_RUNNING,
	CONN_ENDING
};

struct db_arg {
	char *bytes; /* NULL: SQL NULL */
	int len;
	int is_binary;
	enum db_keyed keyed;
	bool is_array;
};

struct db_step {
	int statement;
	int rows; /* or DB_ANY */
	size_t first_arg;
	int arg_count;
};

#define CALL_MAGIC 0xdbca1101u
/* A batch, and once it runs, its call. */
struct db_call {
	unsigned magic;
	struct db *db;
	enum db_kind kind;
	struct db_step *steps;
	size_t step_count;
	struct db_arg *args;
	size_t arg_count;
	bool is_keyed;       /* it has an argument that is */
	int64_t deadline_us; /* how long it may take */
	struct pg_result **results;

	/* While it runs. */
	db_done_cb done;
	void *arg;
	struct timer *timer;
	struct conn *conn;           /* NULL: it waits in the queue */
	struct db_call *next;        /* in the queue */
	int64_t queued_us, begun_us; /* steady */
	int retries;

	/* How it ended. */
	struct fault fault;
	int failed_step;
	char sqlstate[6];
	char constraint[64];
	int64_t held; /* the generation that the server has instead, or 0 */
	bool maybe;
};

struct db_batch {
	struct db_call *call;
};

struct conn;
struct conn *conn_new(struct db *db, struct loop *loop,
    const struct db_options *options) MUST_CHECK;
void conn_free(struct conn *conn);
enum conn_state conn_state(const struct conn *conn);
/* Only in CONN_IDLE. */
void conn_run(struct conn *conn, struct db_call *call);
/* Gives its call up and reconnects: nothing that comes now can be trusted. */
void conn_abandon(struct conn *conn, const char *why);

/* What the server says beside its results becomes a line of the log, where
 * libpq would write to standard error. */
void conn_notices_to_log(struct pg_conn *pg);

/* Into libpq's buffer, up to a synchronisation; 0, or -1 where it refuses. */
int db_send_prepare(
    struct pg_conn *pg, const struct db_options *options) MUST_CHECK;
int db_send_call(struct pg_conn *pg, const struct db_options *options,
    const struct db_call *call) MUST_CHECK;
int db_send_end(struct pg_conn *pg, bool is_commit) MUST_CHECK;
/* Whether the call is a transaction of its own without BEGIN. */
bool db_send_is_single(const struct db_call *call);
/* How many results come before those of the call's statements. */
size_t db_send_words_before(
    const struct db_options *options, const struct db_call *call);

/* db_keyed.c: the argument as it is to be sent, for free(). */
char *
db_keyed_turn(const struct db_keys *keys, const struct db_arg *arg) MUST_CHECK;

/* The connection's news for the pool. */
void db_conn_ready(struct db *db, struct conn *conn);
void db_conn_lost(struct db *db, struct conn *conn);
/* The call is over: its results and fault are filled in. */
void db_call_over(struct db *db, struct db_call *call);

/* The pool ends while a cancelled call still runs. */
void db_call_forget(struct db_call *call);

void db_call_free(struct db_call *call);
/* Forgets results and fault, to run again. */
void db_call_reset(struct db_call *call);
/* A serialisation failure or a deadlock, which may go well another time. */
bool db_call_is_unlucky(const struct db_call *call);
/* SQLSTATE and constraint of a result into the call's fault. */
void
db_call_fail(struct db_call *call, int step, const struct pg_result *result);
/* Takes the result of what was sent for the call in this place, its words
 * before included, from 0. */
void db_call_take(struct db_call *call, const struct db_options *options,
    size_t position, struct pg_result *result);

#endif
