/*
 * What travels to PostgreSQL: the statements to be prepared, and those of a
 * batch between the words of its transaction. See io/db_conn.h.
 */
#include <inttypes.h>
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/clock.h"
#include "base/memory.h"
#include "sql_connection.h"

#define ARGS_MAX 32

/* The words of a transaction, prepared like the statements. */
static const char *const begin_name = "begin";
static const char *const snapshot_name = "snapshot";
static const char *const commit_name = "commit";
static const char *const rollback_name = "rollback";

/* statement_timeout: a little more than our own deadlines, so that the server
 * gives up, too, but never first; a batch with a longer deadline brings its
 * own. As long the server waits for the next word of a transaction, whose locks
 * others wait for: whoever sent its begin may have fallen asleep. */
#define PATIENCE_MORE_US CLOCK_SECOND
static const char *const patience_name = "patience";

/* Whether the call is a transaction of its own without BEGIN. */
bool
db_send_is_single(const struct db_call *call)
{
	return call->kind == DB_READ ||
	       (call->kind == DB_WRITE && call->step_count == 1 &&
		   call->steps[0].rows == DB_ANY);
}

/* As the setting is written: milliseconds. */
static void
patience(char ms[24], int64_t deadline_us)
{
	snprintf(ms, 24, "%" PRId64, (deadline_us + PATIENCE_MORE_US) / 1000);
}

int
db_send_prepare(PGconn *pg, const struct db_options *options)
{
	const struct db_statement *s = options->statements;
	char ms[24];
	const char *values[] = { ms };
	int ok;

	patience(ms, options->deadline_us);
	ok =
	    PQsendQueryParams(
		pg, SQL_SESSION_SETTINGS, 1, NULL, values, NULL, NULL, 0) &&
	    PQsendPrepare(pg, begin_name, "BEGIN", 0, NULL) &&
	    PQsendPrepare(pg, snapshot_name,
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0, NULL) &&
	    PQsendPrepare(pg, commit_name, "COMMIT", 0, NULL) &&
	    PQsendPrepare(pg, rollback_name, "ROLLBACK", 0, NULL) &&
	    PQsendPrepare(pg, patience_name, SQL_TRANSACTION_PATIENCE, 0, NULL);

	for (size_t i = 0; ok && i < options->statement_count; i++)
		ok = PQsendPrepare(pg, s[i].name, s[i].sql, 0, NULL);
	return ok && PQpipelineSync(pg) ? 0 : -1;
}

static int
send_step(PGconn *pg, const struct db_options *options,
    const struct db_call *call, const struct db_step *step)
{
	const struct db_statement *s = &options->statements[step->statement];
	const char *values[ARGS_MAX];
	char *turned[ARGS_MAX];
	int lengths[ARGS_MAX], formats[ARGS_MAX], sent;

	if (step->arg_count != s->args || step->arg_count > ARGS_MAX)
		die("%s takes %d arguments, not %d", s->name, s->args,
		    step->arg_count);
	for (int i = 0; i < step->arg_count; i++) {
		const struct db_arg *a =
		    &call->args[step->first_arg + (size_t)i];

		turned[i] = options->keys == NULL || a->keyed == DB_PLAIN
				? NULL
				: db_keyed_turn(options->keys, a);
		values[i] = turned[i] == NULL ? a->bytes : turned[i];
		lengths[i] = a->len;
		formats[i] = a->is_binary;
	}
	sent = PQsendQueryPrepared(
	    pg, s->name, step->arg_count, values, lengths, formats, 0);
	for (int i = 0; i < step->arg_count; i++)
		free(turned[i]);
	return sent;
}

static int
send_word(PGconn *pg, const char *name)
{
	return PQsendQueryPrepared(pg, name, 0, NULL, NULL, NULL, 0);
}

static bool
is_patient(const struct db_options *options, const struct db_call *call)
{
	return call->deadline_us > options->deadline_us;
}

static int
send_patience(PGconn *pg, const struct db_call *call)
{
	char ms[24];
	const char *values[] = { ms };

	patience(ms, call->deadline_us);
	return PQsendQueryPrepared(pg, patience_name, 1, values, NULL, NULL, 0);
}

static bool
is_held(const struct db_options *options, const struct db_call *call)
{
	return options->keys != NULL &&
	       (call->kind == DB_WRITE || call->is_keyed);
}

static int
send_hold(PGconn *pg, const struct db_options *options)
{
	const struct db_keys *keys = options->keys;
	char generation[24];
	const char *values[] = { generation };

	snprintf(
	    generation, sizeof(generation), "%d", keys->generation(keys->arg));
	return PQsendQueryPrepared(
	    pg, options->statements[keys->hold].name, 1, values, NULL, NULL, 0);
}

size_t
db_send_words_before(
    const struct db_options *options, const struct db_call *call)
{
	return (size_t)!db_send_is_single(call) +
	       (size_t)is_patient(options, call) +
	       (size_t)is_held(options, call);
}

int
db_send_call(
    PGconn *pg, const struct db_options *options, const struct db_call *call)
{
	int ok = 1;

	if (!db_send_is_single(call))
		ok = send_word(
		    pg, call->kind == DB_SNAPSHOT ? snapshot_name : begin_name);
	if (ok && is_patient(options, call))
		ok = send_patience(pg, call);
	if (ok && is_held(options, call))
		ok = send_hold(pg, options);
	for (size_t i = 0; ok && i < call->step_count; i++)
		ok = send_step(pg, options, call, &call->steps[i]);
	return ok && PQpipelineSync(pg) ? 0 : -1;
}

int
db_send_end(PGconn *pg, bool is_commit)
{
	return send_word(pg, is_commit ? commit_name : rollback_name) &&
		       PQpipelineSync(pg)
		   ? 0
		   : -1;
}
