/*
 * Webhooks: see store/store_webhook.h.
 */
#include "store/store_webhook.h"
#include "sql_statements.h"

void
store_webhook_mirror(
    struct db_batch *b, struct store_webhook_mirror *all, int64_t life_h)
{
	struct db_array names[2] = { { { 0 }, 0 } };

	db_array_copies(&all->names, names, 2);
	db_batch_add(b, SQL_WEBHOOKS_MIRROR, DB_ANY);
	db_arg_array(b, &names[0]);
	db_arg_array(b, &all->targets);
	db_arg_array(b, &all->events);
	db_arg_int(b, life_h);
	db_batch_add(b, SQL_WEBHOOKS_RETIRE, DB_ANY);
	db_arg_array(b, &names[1]);
}

void
store_webhook_disable(struct db_batch *b, const char *name, const char *why)
{
	db_batch_add(b, SQL_WEBHOOK_DISABLE, DB_ANY);
	db_arg_text(b, name);
	db_arg_text(b, why);
}

void
store_webhook_enable(struct db_batch *b, const char *name)
{
	db_batch_add(b, SQL_WEBHOOK_ENABLE, 1);
	db_arg_text(b, name);
}

void
store_webhook_list(struct db_batch *b)
{
	db_batch_add(b, SQL_WEBHOOKS_LIST, DB_ANY);
}

void
store_webhook_read(const struct db_rows *rows, int row, struct store_webhook *w)
{
	*w = (struct store_webhook){ .name = db_text(rows, row, 0),
		.disabled_us = db_int(rows, row, 1),
		.disabled_why =
		    db_is_null(rows, row, 2) ? NULL : db_text(rows, row, 2),
		.waiting = db_int(rows, row, 3),
		.sent_us = db_int(rows, row, 4),
		.dead = db_int(rows, row, 5) };
}
