/*
 * What falls due with time: statements of sql/statements/due.sql. Those that
 * find are bounded by `limit`; those that settle take arrays of what was found,
 * and are refused (CHANGED_MEANWHILE) where some of it is not due any more.
 */
#ifndef STORE_STORE_DUE_H
#define STORE_STORE_DUE_H

#include "io/db.h"

/* Whoever looks for what is due does so once this transaction is committed. */
void store_due_notify(struct db_batch *b);

/* The news (store_news_read) of introductions that were not answered in time. */
void store_due_expired(struct db_batch *b, int limit);

/* A letter that follows from a row. */
struct store_due_letter {
	struct id to;
	const char *name, *language, *until, *pool, *partners,
	    *pitches; /* borrowed */
};
/* From seven columns, from `column` on; false where nobody gets one. */
bool store_due_letter_read(const struct db_rows *rows, int row, int column,
    struct store_due_letter *l);

/* Of each kind what is to be told, and that it was: the arrays are the columns
 * before those of the letter, each subject once. */
#define STORE_DUE_SILENT_LETTER 3 /* introduction, member, asked so far */
#define STORE_DUE_SILENT_STAND 10 /* of the introduction: see store_news_hold */
void store_due_silent(struct db_batch *b, int limit);
void store_due_silent_asked(struct db_batch *b, struct db_array *introductions,
    struct db_array *members, struct db_array *asked);
#define STORE_DUE_REST_LETTER 2 /* member, since when */
void store_due_rests(struct db_batch *b, int limit);
void store_due_rests_told(struct db_batch *b, struct db_array *members);

/* Rounds (id) that are over. */
void store_due_rounds(struct db_batch *b, int limit);
void store_due_rounds_close(struct db_batch *b, struct db_array *rounds);

/* Pauses that are over (member, name, language, whether active, until when). */
void store_due_pauses(struct db_batch *b, int limit);
void store_due_pauses_end(struct db_batch *b, struct db_array *members);
/* Whom to remind of a round (round, member, name, language, pool, when it is
 * where they live, seconds until it is over), by round and member. */
void store_due_reminders(struct db_batch *b, int limit);
/* Up to this member. */
void store_due_reminded(
    struct db_batch *b, const struct id *round, const struct id *member);

#endif
