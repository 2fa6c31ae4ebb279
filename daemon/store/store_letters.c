/*
 * Which letters a member gets: see store/store_letters.h.
 */
#include "store/store_letters.h"
#include "base/memory.h"
#include "sql_statements.h"

void
store_letters_get(struct db_batch *b, const struct id *member)
{
	db_batch_add(b, SQL_LETTERS_GET, 1);
	db_arg_id(b, member);
}

void
store_letters_read(const struct db_rows *rows, struct store_letters *l)
{
	l->unwanted = memory_text(db_text(rows, 0, 0));
	l->is_quiet = !db_is_null(rows, 0, 1);
	l->quiet_from = (int)db_int(rows, 0, 1);
	l->quiet_to = (int)db_int(rows, 0, 2);
	l->weekly_max = db_is_null(rows, 0, 3) ? -1 : (int)db_int(rows, 0, 3);
}

void
store_letters_clear(struct store_letters *l)
{
	free(l->unwanted);
	l->unwanted = NULL;
}

void
store_letters_change(
    struct db_batch *b, const struct id *member, struct store_letters_change *c)
{
	db_batch_add(b, SQL_LETTERS_CHANGE, 1);
	db_arg_id(b, member);
	db_arg_array(b, &c->wanted);
	db_arg_array(b, &c->unwanted);
	db_arg_bool(b, c->sets_quiet);
	db_arg_int(b, c->quiet_from);
	db_arg_int(b, c->quiet_to);
	db_arg_bool(b, c->sets_weekly_max);
	db_arg_int(b, c->weekly_max);
}

void
store_letters_refuse(
    struct db_batch *b, const struct id *member, const char *kind)
{
	db_batch_add(b, SQL_LETTERS_REFUSE, DB_ANY);
	db_arg_id(b, member);
	db_arg_text(b, kind);
}
