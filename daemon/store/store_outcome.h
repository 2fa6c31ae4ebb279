/*
 * What members answer to an introduction and say came of it: statements of
 * sql/statements/outcomes.sql.
 */
#ifndef STORE_STORE_OUTCOME_H
#define STORE_STORE_OUTCOME_H

#include "io/db.h"

/* What one member says. */
struct store_outcome {
	const char *met; /* "yes", "no", "could_not"; borrowed */
	int rating;      /* 1 to 5; 0: none */
	const char *learned;
	int again; /* 0, 1; -1: not said */
	bool no_show;
	int64_t said_us;
};
/* From six columns, from `column` on; met is NULL where there is none. */
void store_outcome_read(
    const struct db_rows *rows, int row, int column, struct store_outcome *o);

/* For how many days after acceptance a pool's introductions take outcomes. */
struct store_outcome_days {
	const char *pool;
	int days;
};

/* Four statements: the introduction is locked, refused (CHANGED_MEANWHILE, step
 * 0) where it is not this member's to see; the row of the second (STORE_VERDICT)
 * says "taken", "same", or why the answer is refused, and then the others change
 * nothing. */
#define STORE_VERDICT 1
void store_answer_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accept, const char *reason,
    const struct store_outcome_days *days, size_t count);
/* The states of these, which the batch has locked before, as the answers stand
 * and the time; refused where not exactly `changes` of them change, which may be
 * DB_ANY. */
void store_answer_settle(struct db_batch *b, struct db_array *introductions,
    const struct store_outcome_days *days, size_t count, int changes);

/* Likewise what came of it; and begins the rest of whoever did not come too
 * often, where it says that somebody did not. */
void store_outcome_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, const struct store_outcome *outcome);
/* A member who rests is back; nothing where they do not. */
void store_rest_end(struct db_batch *b, const struct id *member);

#endif
