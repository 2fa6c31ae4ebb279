/*
 * What the results of a batch say of it: see io/db_conn.h.
 */
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/log.h"

/* The fault of an SQLSTATE (manual, appendix A), by its class. */
static enum fault_code
code_of(const char *state)
{
	/* Missing or forbidden values are our own mistake, whatever others do;
	 * a trigger of ours says 23000. */
	if (strncmp(state, "23", 2) == 0 && strcmp(state, "23502") != 0 &&
	    strcmp(state, "23514") != 0)
		return FAULT_CONFLICT;
	/* statement_timeout, idle_in_transaction_session_timeout */
	if (strcmp(state, "57014") == 0 || strcmp(state, "25P03") == 0)
		return FAULT_DEADLINE;
	if (strncmp(state, "08", 2) == 0 || strncmp(state, "57P", 3) == 0)
		return FAULT_DATABASE_GONE;
	if (strncmp(state, "53", 2) == 0) /* out of disk, memory, … */
		return FAULT_BUSY;
	return FAULT_INTERNAL;
}

bool
db_call_is_unlucky(const struct db_call *c)
{
	return strcmp(c->sqlstate, "40001") == 0 ||
	       strcmp(c->sqlstate, "40P01") == 0;
}

/* Another generation of keys is in force. */
static bool
is_outdated(const struct db_call *c)
{
	return strcmp(c->sqlstate, "SK001") == 0;
}

void
db_call_fail(struct db_call *c, int step, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *name = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (c->fault.code != FAULT_NONE)
		return;
	text_copy(c->sqlstate, sizeof(c->sqlstate), state == NULL ? "" : state);
	text_copy(
	    c->constraint, sizeof(c->constraint), name == NULL ? "" : name);
	c->failed_step = step;
	if (is_outdated(c) &&
	    (text == NULL || text_to_int(text, 1, INT32_MAX, &c->held) != 0))
		c->held = 0;
	(void)fault_set(&c->fault, code_of(c->sqlstate), "%s",
	    c->constraint[0] != '\0' ? c->constraint
				     : "the database refused a statement");
	if (c->fault.code == FAULT_INTERNAL && !db_call_is_unlucky(c) &&
	    !is_outdated(c))
		log_error("statement failed", LOG_T("sqlstate", c->sqlstate),
		    LOG_N("step", step),
		    LOG_T("message", text == NULL ? "" : text));
}

/* Holds the number of rows to what the step must touch. */
static void
check_rows(struct db_call *call, const struct db_options *options, size_t step,
    const PGresult *result)
{
	int rows, want = call->steps[step].rows;
	int64_t touched = 0;

	if (want == DB_ANY || call->fault.code != FAULT_NONE)
		return;
	rows = PQntuples(result);
	if (PQresultStatus(result) == PGRES_COMMAND_OK &&
	    text_to_int(
		PQcmdTuples((PGresult *)result), 0, INT32_MAX, &touched) == 0)
		rows = (int)touched;
	if (rows == want)
		return;
	call->failed_step = (int)step;
	(void)fault_set(&call->fault, FAULT_CHANGED_MEANWHILE,
	    "%s touched %d rows, not %d",
	    options->statements[call->steps[step].statement].name, rows, want);
}

void
db_call_take(struct db_call *call, const struct db_options *options,
    size_t position, PGresult *result)
{
	size_t first = db_send_words_before(options, call);
	size_t step = position - first;
	ExecStatusType status = PQresultStatus(result);

	if (position < first || step >= call->step_count) {
		if (status == PGRES_FATAL_ERROR)
			db_call_fail(call, -1, result);
		PQclear(result);
		return;
	}
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		check_rows(call, options, step, result);
	else if (status != PGRES_PIPELINE_ABORTED)
		db_call_fail(call, (int)step, result);
	PQclear(call->results[step]);
	call->results[step] = result;
}
