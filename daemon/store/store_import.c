/*
 * Imports: see store/store_import.h.
 */
#include "store/store_import.h"
#include "sql_statements.h"

/* A statement whose first argument is the import. */
static void
add(struct db_batch *b, int statement, int rows, const struct id *id)
{
	db_batch_add(b, statement, rows);
	db_arg_id(b, id);
}

void
store_import_begin(struct db_batch *b, const struct id *id, const char *pool)
{
	add(b, SQL_IMPORT_BEGIN, 1, id);
	db_arg_text(b, pool);
}

void
store_import_stage_members(struct db_batch *b, const struct id *id,
    struct store_import_members *r, struct db_array *lines_again)
{
	struct db_array lines[2], *columns[] = { &r->lines, &r->refs, &r->ids,
		&r->sealed, &r->indexes, &r->persons, &r->names, &r->languages,
		&r->zones, &r->pitches, &r->attributes };

	add(b, SQL_IMPORT_MEMBERS_STAGE, DB_ANY, id);
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		db_arg_array(b, columns[i]);
	db_array_copies(lines_again, lines, 2);
	add(b, SQL_IMPORT_MEMBERS_TAKEN, DB_ANY, id);
	db_arg_array(b, &lines[0]);
	db_batch_add(b, SQL_IMPORT_LINES, DB_ANY);
	db_arg_array(b, &lines[1]);
}

void
store_import_unstage_members(
    struct db_batch *b, const struct id *id, struct db_array *lines)
{
	add(b, SQL_IMPORT_MEMBERS_UNSTAGE, DB_ANY, id);
	db_arg_array(b, lines);
}

void
store_import_stage_ties(struct db_batch *b, const struct id *id,
    struct store_import_ties *r, struct db_array *lines_again)
{
	struct db_array *columns[] = { &r->lines, &r->as, &r->bs, &r->kinds };

	add(b, SQL_IMPORT_TIES_STAGE, DB_ANY, id);
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		db_arg_array(b, columns[i]);
	add(b, SQL_IMPORT_TIES_UNKNOWN, DB_ANY, id);
	db_arg_array(b, lines_again);
}

void
store_import_unstage_ties(
    struct db_batch *b, const struct id *id, struct db_array *lines)
{
	add(b, SQL_IMPORT_TIES_UNSTAGE, DB_ANY, id);
	db_arg_array(b, lines);
}

void
store_import_bad(struct db_batch *b, const struct id *id, int64_t bad)
{
	add(b, SQL_IMPORT_BAD, 1, id);
	db_arg_int(b, bad);
}

void
store_import_apply(struct db_batch *b, const struct id *id, bool skip_bad,
    const char *language, const uint8_t ref_key[STORE_HASH])
{
	add(b, SQL_IMPORT_GUARD, 1, id);
	db_arg_bool(b, skip_bad);
	add(b, SQL_IMPORT_APPLY_MEMBERS, 1, id);
	db_arg_text(b, language);
	db_arg_bytes(b, ref_key, STORE_HASH);
	add(b, SQL_IMPORT_CLEAR_ATTRIBUTES, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_ATTRIBUTES, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_POOL, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_TIES, 1, id);
	add(b, SQL_IMPORT_AUDIT, 1, id);
	store_import_end(b, id);
}

void
store_import_end(struct db_batch *b, const struct id *id)
{
	add(b, SQL_IMPORT_END, 1, id);
}
