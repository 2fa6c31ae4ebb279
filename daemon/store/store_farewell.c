/*
 * Accounts that nobody uses: see store/store_farewell.h.
 */
#include <string.h>
#include "store/store_farewell.h"
#include "base/memory.h"
#include "sql_statements.h"

void
store_farewell_unused(
    struct db_batch *b, int64_t days, int64_t warning_days, int limit)
{
	db_batch_add(b, SQL_FAREWELL_UNUSED, DB_ANY);
	db_arg_int(b, days);
	db_arg_int(b, warning_days);
	db_arg_int(b, limit);
}

void
store_farewell_told(
    struct db_batch *b, struct db_array *ids, int count, int64_t warning_days)
{
	db_batch_add(b, SQL_FAREWELL_TOLD, count);
	db_arg_array(b, ids);
	db_arg_int(b, warning_days);
}

void
store_farewell_next(struct db_batch *b)
{
	db_batch_add(b, SQL_FAREWELL_NEXT, DB_ANY);
}

void
store_farewell_read(const struct db_rows *rows, struct member *m)
{
	const uint8_t *sealed;

	*m = (struct member){ .id = db_id(rows, 0, 0),
		.name = memory_text(db_text(rows, 0, 1)),
		.language = memory_text(db_text(rows, 0, 2)) };
	m->email_sealed_len = db_bytes(rows, 0, 3, &sealed);
	m->email_sealed = memory_new(m->email_sealed_len, 1);
	memcpy(m->email_sealed, sealed, m->email_sealed_len);
}

void
store_farewell_still(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_FAREWELL_STILL, 1);
	db_arg_id(b, member);
}
