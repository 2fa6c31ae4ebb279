/*
 * Building a batch: see io/db.h.
 */
#include <inttypes.h>
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/memory.h"

#define HASH_BYTES 32

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
	c->held = 0;
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
	c->args[c->arg_count++] = (struct db_arg){
		.bytes = bytes, .len = (int)len, .is_binary = is_binary
	};
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

/* The argument that was added last is of that kind. */
static void
key_last(struct db_batch *b, enum db_keyed kind, bool is_array)
{
	struct db_arg *last = &b->call->args[b->call->arg_count - 1];

	last->keyed = kind;
	last->is_array = is_array;
	b->call->is_keyed |= kind != DB_PLAIN;
}

void
db_arg_hash(struct db_batch *b, const void *p)
{
	db_arg_bytes(b, p, p == NULL ? 0 : HASH_BYTES);
	key_last(b, DB_HASH, false);
}

void
db_arg_sealed(struct db_batch *b, const void *p, size_t n)
{
	db_arg_bytes(b, p, n);
	key_last(b, DB_SEALED, false);
}

void
db_arg_array_keyed(struct db_batch *b, enum db_keyed kind, struct db_array *a)
{
	db_arg_array(b, a);
	key_last(b, kind, true);
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
