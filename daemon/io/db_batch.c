/*
 * Building a batch, and what became of it: see io/db.h.
 */
#include <inttypes.h>
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/log.h"
#include "base/memory.h"

void
db_call_reset(struct db_call *c)
{
	for (size_t i = 0; i < c->step_count; i++) {
		PQclear(c->results[i]);
		c->results[i] = NULL;
	}
	c->fault.code = FAULT_NONE;
	c->failed_step = -1;
	c->sqlstate[0] = c->constraint[0] = '\0';
	c->maybe = false;
}

void
db_call_free(struct db_call *c)
{
	if (c == NULL)
		return;
	if (c->results != NULL)
		db_call_reset(c);
	for (size_t i = 0; i < c->arg_count; i++)
		free(c->args[i].bytes);
	free(c->args);
	free(c->steps);
	free(c->results);
	c->magic = 0;
	free(c);
}

void
db_batch_free(struct db_batch *b)
{
	if (b == NULL)
		return;
	db_call_free(b->call);
	free(b);
}

void
db_batch_deadline(struct db_batch *b, int64_t deadline_us)
{
	b->call->deadline_us = deadline_us;
}

void
db_batch_add(struct db_batch *b, int statement, int rows)
{
	struct db_call *c = b->call;

	c->steps = memory_grow(c->steps, c->step_count + 1, sizeof(*c->steps));
	c->steps[c->step_count++] = (struct db_step){
		.statement = statement, .rows = rows, .first_arg = c->arg_count
	};
}

static void
add_arg(struct db_batch *b, char *bytes, size_t len, int is_binary)
{
	struct db_call *c = b->call;

	if (c->step_count == 0)
		die("an argument before any statement");
	c->args = memory_grow(c->args, c->arg_count + 1, sizeof(*c->args));
	c->args[c->arg_count++] = (struct db_arg){ bytes, (int)len, is_binary };
	c->steps[c->step_count - 1].arg_count++;
}

void
db_arg_text(struct db_batch *b, const char *s)
{
	add_arg(b, memory_text(s), s == NULL ? 0 : strlen(s), 0);
}

void
db_arg_int(struct db_batch *b, int64_t v)
{
	char buf[24];

	snprintf(buf, sizeof(buf), "%" PRId64, v);
	db_arg_text(b, buf);
}

void
db_arg_time(struct db_batch *b, int64_t us)
{
	db_arg_int(b, us);
}

void
db_arg_bool(struct db_batch *b, bool v)
{
	db_arg_text(b, v ? "t" : "f");
}

void
db_arg_id(struct db_batch *b, const struct id *id)
{
	char buf[ID_TEXT_SIZE];

	db_arg_text(b, id == NULL ? NULL : id_text(id, buf));
}

void
db_arg_bytes(struct db_batch *b, const void *p, size_t n)
{
	add_arg(b, p == NULL ? NULL : memory_text_n(p, n), n, 1);
}

void
db_arg_array(struct db_batch *b, struct db_array *a)
{
	size_t len;

	text_add(&a->literal, a->count == 0 ? "{}" : "}");
	len = a->literal.len;
	add_arg(b, text_take(&a->literal), len, 0);
	a->count = 0;
}

/* The fault of an SQLSTATE (manual, appendix A), by its class. */
static enum fault_code
code_of(const char *state)
{
	/* Missing or forbidden values are our own mistake, whatever others do;
	 * a trigger of ours says 23000. */
	if (strncmp(state, "23", 2) == 0 && strcmp(state, "23502") != 0 &&
	    strcmp(state, "23514") != 0)
		return FAULT_CONFLICT;
	if (strcmp(state, "57014") == 0) /* statement_timeout */
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
	(void)fault_set(&c->fault, code_of(c->sqlstate), "%s",
	    c->constraint[0] != '\0' ? c->constraint
				     : "the database refused a statement");
	if (c->fault.code == FAULT_INTERNAL && !db_call_is_unlucky(c))
		log_error("statement failed", LOG_T("sqlstate", c->sqlstate),
		    LOG_N("step", step),
		    LOG_T("message", text == NULL ? "" : text));
}
