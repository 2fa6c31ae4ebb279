/*
 * Reading rows: see io/db.h. `struct db_rows` is libpq's result, in text form.
 */
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/encode.h"
#include "base/memory.h"

static const PGresult *
result_of(const struct db_rows *rows)
{
	return (const PGresult *)rows;
}

const struct db_rows *
db_outcome_rows(const struct db_outcome *out, int step)
{
	if (out->fault != NULL || step < 0 || (size_t)step >= out->step_count)
		die("no rows of statement %d", step);
	return (const struct db_rows *)out->results[step];
}

struct db_rows *
db_outcome_take(const struct db_outcome *out, int step)
{
	struct pg_result *taken;

	if (db_outcome_rows(out, step) == NULL)
		die("the rows of statement %d were taken", step);
	taken = out->results[step];
	out->results[step] = NULL;
	return (struct db_rows *)taken;
}

void
db_rows_free(struct db_rows *rows)
{
	PQclear((PGresult *)rows);
}

int
db_rows_count(const struct db_rows *rows)
{
	return PQntuples(result_of(rows));
}

bool
db_is_null(const struct db_rows *rows, int row, int column)
{
	return PQgetisnull(result_of(rows), row, column) != 0;
}

const char *
db_text(const struct db_rows *rows, int row, int column)
{
	const char *s = PQgetvalue(result_of(rows), row, column);

	if (s == NULL)
		die("no column %d", column);
	return s;
}

int64_t
db_int(const struct db_rows *rows, int row, int column)
{
	const char *s = db_text(rows, row, column);
	int64_t v;

	if (*s == '\0')
		return 0;
	if (text_to_int(s, INT64_MIN, INT64_MAX, &v) != 0)
		die("column %d is no integer: %s", column, s);
	return v;
}

bool
db_bool(const struct db_rows *rows, int row, int column)
{
	return *db_text(rows, row, column) == 't';
}

struct id
db_id(const struct db_rows *rows, int row, int column)
{
	struct id id;

	if (id_parse(db_text(rows, row, column), &id) != 0)
		die("column %d is no id", column);
	return id;
}

size_t
db_bytes(const struct db_rows *rows, int row, int column, const uint8_t **p)
{
	char *s = PQgetvalue(result_of(rows), row, column);
	size_t digits = strlen(s), n = digits / 2 - 1;

	/* "\x" and digits become the bytes they mean, in their own place: what
	 * was decoded once starts with no backslash any more, so the length is
	 * kept in front of it. */
	if (digits < 2)
		die("column %d is no bytea", column);
	if (s[0] == '\\' && s[1] == 'x') {
		if (decode_hex(s + 2, (uint8_t *)s + 2, n) != 0)
			die("column %d is no bytea", column);
	} else {
		die("column %d was read twice", column);
	}
	s[0] = '!';
	*p = (const uint8_t *)s + 2;
	return n;
}
