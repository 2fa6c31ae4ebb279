/*
 * What falls due with time, and has no story of its own: an introduction that
 * nobody answered, a reminder, a pause that is over. Each is a kind: a row of
 * the table in due.c.
 *
 * To look at a kind is two batches: find says what is due by the database's
 * clock, of at most
 * `limit` subjects; settle makes one transaction of it, the change
 * that makes these rows due no more and the letters together. Its statement of
 * the change asks again whether each row is due, and must touch exactly as many
 * as were found: where another daemon was faster, or somebody changed their
 * mind, nothing of the transaction happens, and the kind is looked at again.
 *
 * Looks when woken (NOTIFY serendip_due, the database back), and every half
 * minute.
 */
#ifndef WORK_DUE_H
#define WORK_DUE_H

#include "io/db.h"

struct due;
struct house;

struct due_kind {
	const char *name; /* for the log */
	/* One statement. */
	void (*find)(struct db_batch *b, int limit);
	/* `found` has a row at least. */
	void (*settle)(const struct house *house, struct db_batch *b,
	    const struct db_rows *found);
};

struct due *due_new(struct house *house) MUST_CHECK;
/* Something may be due. */
void due_wake(struct due *due);
/* Looks at nothing more; `stopped` runs once what is under way is over. */
void due_stop(struct due *due, void (*stopped)(void *arg), void *arg);
void due_free(struct due *due);

#endif
