/*
 * What falls due: see store/store_due.h.
 */
#include "store/store_due.h"
#include "sql_statements.h"

void
store_due_expired(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_EXPIRED, DB_ANY);
	db_arg_int(b, limit);
}

void
store_due_expire(struct db_batch *b, struct db_array *introductions)
{
	db_batch_add(b, SQL_DUE_EXPIRE, (int)introductions->count);
	db_arg_array(b, introductions);
}
