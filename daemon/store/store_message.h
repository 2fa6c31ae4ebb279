/*
 * The threads of introductions: statements of sql/statements/messages.sql.
 * at_once (taken): the names of the pools whose members may talk before all have
 * accepted.
 */
#ifndef STORE_STORE_MESSAGE_H
#define STORE_STORE_MESSAGE_H

#include <stdbool.h>
#include "io/db.h"

/* Two statements: one row of what `member` may do ("none", "later", "read",
 * "write"), how many messages they wrote in the last hour, and the introduction's
 * stand (store_news_hold; null where there is none); then the others who are to be
 * told by letter. */
void store_thread_look(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once);
struct store_told {
	struct id member;
	const char *name, *language, *key; /* borrowed; key: of the outbox */
};
void store_told_read(const struct db_rows *rows, int row, struct store_told *t);

/* Of an introduction that is held as it stands: one row, or CHANGED_MEANWHILE where
 * the thread is not open any more. */
void store_message_insert(struct db_batch *b, const struct id *id,
    const struct id *introduction, const struct id *member,
    const uint8_t *sealed, size_t len, struct db_array *at_once);

/* The page before a message; `before` NULL: the newest. Newest first; none where
 * it is no thread of the member's. */
void store_message_page(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once, const struct id *before,
    int limit);
struct store_message {
	struct id id;
	bool is_mine;
	int64_t written_us;
	const uint8_t *sealed; /* borrowed */
	size_t sealed_len;
	const char *name; /* NULL: a former member */
};
void store_message_read(
    const struct db_rows *rows, int row, struct store_message *m);

/* One row, or CHANGED_MEANWHILE where there is no such thread. */
void store_thread_read(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once);

#endif
