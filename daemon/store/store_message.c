/*
 * Threads: see store/store_message.h.
 */
#include "store/store_message.h"
#include "sql_statements.h"

static void
add_thread(struct db_batch *b, int statement, int rows,
    const struct id *introduction, const struct id *member,
    struct db_array *at_once)
{
	db_batch_add(b, statement, rows);
	db_arg_id(b, introduction);
	db_arg_id(b, member);
	db_arg_array(b, at_once);
}

void
store_thread_look(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once)
{
	add_thread(b, SQL_THREAD_LOOK, 1, introduction, member, at_once);
	db_batch_add(b, SQL_THREAD_OTHERS, DB_ANY);
	db_arg_id(b, introduction);
	db_arg_id(b, member);
}

void
store_told_read(const struct db_rows *rows, int row, struct store_told *t)
{
	t->member = db_id(rows, row, 0);
	t->name = db_text(rows, row, 1);
	t->language = db_text(rows, row, 2);
	t->key = db_text(rows, row, 3);
}

void
store_message_insert(struct db_batch *b, const struct id *id,
    const struct id *introduction, const struct id *member,
    const uint8_t *sealed, size_t len, struct db_array *at_once)
{
	db_batch_add(b, SQL_MESSAGE_INSERT, 1);
	db_arg_id(b, id);
	db_arg_id(b, introduction);
	db_arg_id(b, member);
	db_arg_sealed(b, sealed, len);
	db_arg_array(b, at_once);
}

void
store_message_page(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once, const struct id *before,
    int limit)
{
	add_thread(b, SQL_MESSAGES_PAGE, DB_ANY, introduction, member, at_once);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_message_read(const struct db_rows *rows, int row, struct store_message *m)
{
	m->id = db_id(rows, row, 0);
	m->is_mine = db_bool(rows, row, 1);
	m->written_us = db_int(rows, row, 2);
	m->sealed_len = db_bytes(rows, row, 3, &m->sealed);
	m->name = db_is_null(rows, row, 4) ? NULL : db_text(rows, row, 4);
}

void
store_thread_read(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once)
{
	add_thread(b, SQL_THREAD_READ, 1, introduction, member, at_once);
}
