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
	struct db_array lines[3];
	const struct {
		struct db_array *values;
		enum db_keyed keyed;
	} columns[] = { { &r->lines, DB_PLAIN }, { &r->refs, DB_REF },
		{ &r->ids, DB_PLAIN }, { &r->sealed, DB_SEALED },
		{ &r->indexes, DB_HASH }, { &r->persons, DB_HASH },
		{ &r->names, DB_PLAIN }, { &r->languages, DB_PLAIN },
		{ &r->zones, DB_PLAIN }, { &r->pitches, DB_PLAIN },
		{ &r->attributes, DB_PLAIN }, { &r->by_email, DB_PLAIN },
		{ &r->ref_hashes, DB_HASH } };

	add(b, SQL_IMPORT_MEMBERS_STAGE, DB_ANY, id);
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		db_arg_array_keyed(b, columns[i].keyed, columns[i].values);
	db_array_copies(lines_again, lines, 3);
	add(b, SQL_IMPORT_MEMBERS_TAKEN, DB_ANY, id);
	db_arg_array(b, &lines[0]);
	add(b, SQL_IMPORT_MEMBERS_NAMELESS, DB_ANY, id);
	db_arg_array(b, &lines[1]);
	db_batch_add(b, SQL_IMPORT_LINES, DB_ANY);
	db_arg_array(b, &lines[2]);
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
    const char *language)
{
	add(b, SQL_IMPORT_GUARD, 1, id);
	db_arg_bool(b, skip_bad);
	add(b, SQL_IMPORT_ADOPT, DB_ANY, id);
	add(b, SQL_IMPORT_SETTLE, 1, id);
	add(b, SQL_IMPORT_APPLY_NEW, DB_ANY, id);
	db_arg_text(b, language);
	add(b, SQL_IMPORT_APPLY_CHANGED, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_SEEN, DB_ANY, id);
	add(b, SQL_IMPORT_CLEAR_ATTRIBUTES, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_ATTRIBUTES, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_POOL, DB_ANY, id);
	add(b, SQL_IMPORT_APPLY_TIES, 1, id);
	add(b, SQL_IMPORT_AUDIT, 1, id);
	store_import_end(b, id);
}

void
store_import_preview(struct db_batch *b, const struct id *id)
{
	add(b, SQL_IMPORT_LIVING, DB_ANY, id);
	add(b, SQL_IMPORT_PREVIEW, DB_ANY, id);
}

void
store_import_changes(
    struct db_batch *b, const struct id *id, int64_t line, int limit)
{
	add(b, SQL_IMPORT_LIVING, DB_ANY, id);
	add(b, SQL_IMPORT_CHANGES_FROM, DB_ANY, id);
	db_arg_int(b, line);
	db_arg_int(b, limit);
}

void
store_import_change_read(
    const struct db_rows *rows, int row, struct store_import_change *c)
{
	c->line = db_int(rows, row, 0);
	c->member = db_id(rows, row, 1);
	c->ref = db_is_null(rows, row, 2) ? NULL : db_text(rows, row, 2);
	c->name = db_text(rows, row, 3);
	c->change = db_text(rows, row, 4);
	c->fields = db_text(rows, row, 5);
}

void
store_import_end(struct db_batch *b, const struct id *id)
{
	add(b, SQL_IMPORT_END, 1, id);
}
