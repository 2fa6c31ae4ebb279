/*
 * PostgreSQL through asynchronous libpq: a pool of connections on which every
 * named statement is prepared, and batches, the one way to use them.
 *
 *	struct db_batch *b = db_batch_new(db, DB_WRITE);
 *	db_batch_add(b, SQL_MEMBER_INSERT, 1);
 *	db_arg_id(b, &m->id);
 *	db_arg_text(b, m->name);
 *	db_batch_add(b, SQL_OUTBOX_INSERT, 1);
 *	…
 *	s->call = db_batch_run(b, on_written, s);
 *
 * A DB_WRITE batch is one transaction: BEGIN and all statements travel in one
 * pipeline, every result is read, and only where each touched the number of
 * rows it must, COMMIT follows; else ROLLBACK. A DB_READ batch is one implicit
 * transaction without BEGIN, each of whose statements sees what is committed as it
 * begins; those of a DB_SNAPSHOT batch all see the same moment, and change nothing. `done` runs exactly once, never from inside
 * db_batch_run, unless cancelled before.
 *
 * Faults: DATABASE_GONE (the connection was lost or none could be had) and
 * DEADLINE, after both of which a write may have happened where `maybe` is set;
 * BUSY (the queue is full), CONFLICT (unique, exclusion, foreign key, or what a
 * trigger raises as integrity_constraint_violation: see `constraint`),
 * CHANGED_MEANWHILE (a statement touched another number of rows than it must:
 * see `step`), INTERNAL (anything else, logged with SQLSTATE). Serialisation
 * failures and deadlocks (40001, 40P01) are retried inside, up to three times.
 */
#ifndef IO_DB_H
#define IO_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/text.h"

struct loop;
struct db;
struct db_batch;
struct db_call;
struct db_listener;

/* A statement known by its place in an array of these. */
struct db_statement {
	const char *name; /* as prepared on the server */
	const char *sql;
	int args; /* number of parameters, $1 … */
};

/* Values that a database has of one generation of secrets, as it says itself
 * (io/seal.h): they are turned on their way there. Each batch that writes, and
 * each that has such a value, begins with the statement `hold`, whose argument is
 * the generation, and which keeps it for as long as the batch lasts; or refuses it
 * with SQLSTATE SK001 and another number as its message. That is followed, and the
 * batch sent again. */
enum db_keyed { DB_PLAIN, DB_HASH, DB_REF, DB_SEALED };
struct db_keys {
	int hold;
	int (*generation)(const void *arg);
	void (*turn)(
	    const void *arg, enum db_keyed kind, char *value, size_t n);
	/* false: its secret is not known; the batch fails as INTERNAL. */
	bool (*follow)(void *arg, int generation);
	void *arg;
};

struct db_options {
	const char *conninfo; /* libpq's; names no host without its address:
				 libpq would block to look it up */
	const struct db_statement *statements;
	size_t statement_count;
	int connections;     /* in the pool */
	int queue_max;       /* batches that may wait for a connection */
	int64_t deadline_us; /* for a batch, waiting included; the server stops
				a statement of its own soon after */
	const struct db_keys *keys; /* outlives it; NULL: nothing is turned */
};

/* Connects in the background and reconnects with back-off (100 ms doubling to
 * 5 s, with jitter). Copies the options; the statements must outlive it. */
struct db *
db_new(struct loop *loop, const struct db_options *options) MUST_CHECK;
/* Every living call must be over or cancelled; what still runs is given up. */
void db_free(struct db *db);
/* At least one connection is ready for statements. */
bool db_is_ready(const struct db *db);
/* cb runs whenever db_is_ready may have changed. One observer. */
void db_on_change(struct db *db, void (*cb)(void *arg), void *arg);

enum db_kind { DB_READ, DB_WRITE, DB_SNAPSHOT };
#define DB_ANY (-1) /* any number of rows */

struct db_batch *db_batch_new(struct db *db, enum db_kind kind) MUST_CHECK;
/* A batch that will not be run. */
void db_batch_free(struct db_batch *batch);
/* Overrides the pool's deadline for this batch (a round may take longer). */
void db_batch_deadline(struct db_batch *batch, int64_t deadline_us);
/* Appends a statement that must touch (or, a SELECT, return) exactly `rows`
 * rows, or DB_ANY. Its arguments follow in order; all are copied. A wrong
 * number of arguments dies in db_batch_run. */
void db_batch_add(struct db_batch *batch, int statement, int rows);
void db_arg_text(struct db_batch *batch, const char *s); /* NULL: SQL NULL */
void db_arg_int(struct db_batch *batch, int64_t v);
void db_arg_bool(struct db_batch *batch, bool v);
void
db_arg_id(struct db_batch *batch, const struct id *id); /* NULL: SQL NULL */
void db_arg_bytes(struct db_batch *batch, const void *p,
    size_t n); /* bytea; p NULL: SQL NULL */
/* Likewise, and turned: a keyed hash of 32 bytes, what is sealed. */
void db_arg_hash(struct db_batch *batch, const void *p);
void db_arg_sealed(struct db_batch *batch, const void *p, size_t n);
/* Times cross as bigint microseconds; statements turn them with to_us() and
 * from_us(), SQL functions of migration 0001. */
void db_arg_time(struct db_batch *batch, int64_t us);
/* A finished array; takes its content, the array is empty again. */
struct db_array;
void db_arg_array(struct db_batch *batch, struct db_array *array);
/* One of keyed values, each of which is turned. */
void db_arg_array_keyed(
    struct db_batch *batch, enum db_keyed kind, struct db_array *array);

/* An array parameter being built, for `unnest`: many rows in one statement.
 * `(struct db_array){0}` is an empty one. */
struct db_array {
	struct text literal;
	size_t count;
};
void db_array_text(struct db_array *a, const char *s); /* NULL: SQL NULL */
void db_array_int(struct db_array *a, int64_t v);
void db_array_id(struct db_array *a, const struct id *id); /* NULL: SQL NULL */
void db_array_bytes(struct db_array *a, const void *p, size_t n);
/* `count` arrays of the same content; `a` is empty again. */
void db_array_copies(struct db_array *a, struct db_array *copies, size_t count);
void db_array_clear(struct db_array *a);

/* The rows of one statement; borrowed, valid during `done`. */
struct db_rows;
int db_rows_count(const struct db_rows *rows);
bool db_is_null(const struct db_rows *rows, int row, int column);
const char *
db_text(const struct db_rows *rows, int row, int column); /* "" for NULL */
int64_t
db_int(const struct db_rows *rows, int row, int column); /* 0 for NULL */
bool db_bool(const struct db_rows *rows, int row, int column);
struct id db_id(const struct db_rows *rows, int row, int column);
/* bytea, decoded in place: once per field. *p is borrowed and valid as long as
 * the rows. */
size_t
db_bytes(const struct db_rows *rows, int row, int column, const uint8_t **p);

struct db_outcome {
	const struct fault *fault; /* NULL: all went well */
	bool maybe;                /* fault, but the write may have happened */
	int step;                  /* statement that failed, from 0, or -1 */
	const char *sqlstate;      /* "" where there is none */
	const char *constraint; /* name of the constraint that refused, or "" */
	struct pg_result **results; /* private: see db_outcome_rows */
	size_t step_count;
};
/* The rows of statement number `step` (from 0). Only where fault is NULL. */
const struct db_rows *db_outcome_rows(const struct db_outcome *out, int step);

/* The same, to be kept beyond `done` and read in another thread; freed by
 * db_rows_free. The outcome does not have them any more. */
struct db_rows *
db_outcome_take(const struct db_outcome *out, int step) MUST_CHECK;
void db_rows_free(struct db_rows *rows); /* NULL is allowed */

typedef void (*db_done_cb)(void *arg, const struct db_outcome *out);

/* Takes the batch. */
struct db_call *
db_batch_run(struct db_batch *batch, db_done_cb done, void *arg) MUST_CHECK;
/* `done` will not run; what was sent may still happen. NULL is allowed. */
void db_cancel(struct db_call *call);

/* LISTEN on a connection of its own, behind what is said first: "", or statements
 * with a semicolon behind each. cb runs at each notification and after each
 * reconnection, when something may have been missed. */
struct db_listener *
db_listen(struct loop *loop, const char *conninfo, const char *channel,
    const char *first, void (*cb)(void *arg), void *arg) MUST_CHECK;
void db_listen_free(struct db_listener *listener);

#endif
