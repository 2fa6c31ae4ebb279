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

/* Two statements: whether a member may answer so ("taken", "same", or why not; no
 * row where it is not theirs to see), and the news of it (store_news_read). */
enum { STORE_ANSWER_VERDICT, STORE_ANSWER_NEWS };
void store_answer_look(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accept);
/* Refused (CHANGED_MEANWHILE) where it is not theirs to see. */
void store_answer_lock(
    struct db_batch *b, const struct id *introduction, const struct id *member);
/* Refused likewise where it is not to be taken (any more). */
void store_answer_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accept, const char *reason);

/* What becomes of introductions, and the letters that follow: rows by
 * introduction, each with a letter or (kind NULL) alone. The letter's other columns
 * are store_due_letter_read's, from STORE_NEWS_LETTER on, and, where an hour falls
 * through with it, store_hour_fallen_read's from STORE_NEWS_HOUR on. All
 * borrowed. */
struct store_news {
	struct id introduction;
	const char *was, *becomes; /* states */
	const char *stand;         /* what that hangs on, as it was seen */
	const char *kind, *key;
};
#define STORE_NEWS_LETTER 6
#define STORE_NEWS_HOUR 13
void store_news_read(const struct db_rows *rows, int row, struct store_news *n);
/* What the transaction that makes them true begins with: the locks of
 * introductions, each given once, and of their members, and, once these are held,
 * whether all are still as they were seen; refused (CHANGED_MEANWHILE) else. And
 * what it ends with: these states. Arrays are taken. */
void store_news_hold(struct db_batch *b, struct db_array *introductions,
    struct db_array *stands);
void store_news_settle(struct db_batch *b, struct db_array *introductions,
    struct db_array *states);

/* Four statements: the introduction is locked, refused (CHANGED_MEANWHILE, step
 * 0) where it is not this member's to see; the row of the second (STORE_VERDICT)
 * says "taken", or why it is refused, and then the others change nothing. */
#define STORE_VERDICT 1
/* What came of it; and begins the rest of whoever did not come too
 * often, where it says that somebody did not. */
void store_outcome_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, const struct store_outcome *outcome);
/* A member who rests is back; nothing where they do not. */
void store_rest_end(struct db_batch *b, const struct id *member);

#endif
