/*
 * All of a community as rows: see store/store_bulk.h.
 */
#include "store/store_bulk.h"
#include <string.h>
#include "sql_statements.h"

static const struct {
	const char *name;
	int statement;
} files[] = {
	{ "members", SQL_BULK_MEMBERS },
	{ "attributes", SQL_BULK_ATTRIBUTES },
	{ "memberships", SQL_BULK_MEMBERSHIPS },
	{ "rounds", SQL_BULK_ROUNDS },
	{ "introductions", SQL_BULK_INTRODUCTIONS },
	{ "answers", SQL_BULK_ANSWERS },
	{ "sit_outs", SQL_BULK_SIT_OUTS },
};

void
store_bulk_begin(struct db_batch *b, const struct id *export, bool names)
{
	db_batch_add(b, SQL_BULK_TIDY, DB_ANY);
	db_batch_add(b, SQL_BULK_BEGIN, 1);
	db_arg_id(b, export);
	db_arg_bool(b, names);
}

void
store_bulk_living(struct db_batch *b, const struct id *export)
{
	db_batch_add(b, SQL_BULK_LIVING, DB_ANY);
	db_arg_id(b, export);
}

int
store_bulk_find(const char *file)
{
	for (size_t i = 0; i < COUNT_OF(files); i++)
		if (strcmp(file, files[i].name) == 0)
			return (int)i;
	return -1;
}

void
store_bulk_page(struct db_batch *b, int file, const uint8_t key[STORE_HASH],
    bool names, struct db_array *attributes, const char *after, int limit)
{
	db_batch_add(b, files[file].statement, DB_ANY);
	db_arg_bytes(b, key, STORE_HASH);
	db_arg_bool(b, names);
	db_arg_array(b, attributes);
	db_arg_text(b, after);
	db_arg_int(b, limit);
}
