/*
 * A member's data as a whole: taken along and erased. Statements of
 * sql/statements/exports.sql and erasure.sql.
 */
#ifndef STORE_STORE_ERASURE_H
#define STORE_STORE_ERASURE_H

#include "io/db.h"
#include "store/store_meeting.h"
#include "store/store_member.h"

/* Rows: the name of a section, and an entry of it as JSON whose marks are yet to be
 * filled in (exports.sql); of messages the newest that so many bytes hold. */
void store_export(
    struct db_batch *b, const struct id *member, int64_t message_bytes);

/* What must be known before: the news (store_news_read) of introductions that are
 * offered, and, a second statement, rows of store_erasure_told. */
void store_erasure_look(struct db_batch *b, const struct id *member);
/* Who is to be told that an hour falls through. */
struct store_erasure_told {
	struct id introduction, member;
	const char *name, *language, *when, *pool; /* borrowed */
	struct store_hour_fallen hour;             /* always there */
};
void store_erasure_told_read(
    const struct db_rows *rows, int row, struct store_erasure_told *t);

struct store_erasure {
	struct id member;
	struct id former;            /* what others keep: a new id */
	const uint8_t *place_sealed; /* an empty place */
	size_t place_sealed_len;
	const uint8_t *ref_key; /* see work/person_hash.h */
};
/* The locks of their introductions, before all else. */
void store_erasure_begin(struct db_batch *b, const struct id *member);
/* The locks of the member, and of whom blocks keep from them; refused (CHANGED_MEANWHILE) where they are not active, nor,
 * if they may be, suspended. */
void store_erasure_lock(
    struct db_batch *b, const struct id *member, bool may_be_suspended);
/* Before it: what can be another account's of the same person becomes that one's.
 * The lock (CHANGED_MEANWHILE where the other is not active), and all the rest. */
void store_merge_lock(
    struct db_batch *b, const struct id *from, const struct id *into);
void
store_merge(struct db_batch *b, const struct id *from, const struct id *into);
/* All of theirs goes. */
void store_erasure(struct db_batch *b, const struct store_erasure *e);

#endif
