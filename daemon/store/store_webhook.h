/*
 * Webhooks: statements of sql/statements/webhooks.sql.
 */
#ifndef STORE_STORE_WEBHOOK_H
#define STORE_STORE_WEBHOOK_H

#include "io/db.h"

/* Those that are configured, side by side in arrays, which are taken; events are
 * words with blanks between. Others are retired. Letters to them are given up
 * after `life_h`. */
struct store_webhook_mirror {
	struct db_array names, targets, events;
};
void store_webhook_mirror(
    struct db_batch *b, struct store_webhook_mirror *all, int64_t life_h);

/* Nothing more goes there, until it is enabled or configured anew. */
void
store_webhook_disable(struct db_batch *b, const char *name, const char *why);
/* Refused (CHANGED_MEANWHILE) where there is none of that name. */
void store_webhook_enable(struct db_batch *b, const char *name);

struct store_webhook {
	const char *name, *disabled_why; /* borrowed; why NULL: it is enabled */
	int64_t disabled_us;
	int64_t waiting, dead; /* letters */
	int64_t sent_us;       /* the last that arrived; 0: none of late */
};
void store_webhook_list(struct db_batch *b);
void store_webhook_read(
    const struct db_rows *rows, int row, struct store_webhook *w);

#endif
