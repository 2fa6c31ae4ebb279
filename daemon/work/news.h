/*
 * What becomes of introductions, and who is told of it. Whoever answers, leaves,
 * or finds that the time is over, foretells it by a look (store_news_read's rows),
 * and then makes one transaction of it:
 *
 *	news_begin	locks the introductions and their members; refused where they
 *			changed since, or one of them blocked another
 *	the change	an answer, an erasure; nothing where only time has passed
 *	news_end	their new states, and the letters
 *
 * Where it is refused (CHANGED_MEANWHILE), the look is taken again: so letters
 * always tell what is. Each partner who is faster costs a try, with their yes and
 * with the no that they make of it.
 */
#ifndef WORK_NEWS_H
#define WORK_NEWS_H

#include "io/db.h"
#include "model/letter.h"
#include "pairing/draw.h"

struct house;

#define NEWS_TRIES_MAX (2 * DRAW_GROUP_MAX)

void news_begin(struct db_batch *b, const struct db_rows *news);
/* Its locks alone: for whoever writes to the people of an introduction that stays
 * as it stands. */
void
news_hold(struct db_batch *b, const struct id *introduction, const char *stand);
void news_end(
    const struct house *house, struct db_batch *b, const struct db_rows *news);

struct news_letter {
	enum letter_kind kind;
	const char *introduction;   /* its id as text, or NULL */
	const char *when;           /* an hour that falls through, or NULL */
	const char *key, *calendar; /* see work/post.h */
};
/* The letter of a row, from `column` on (store_due_letter_read), if there is
 * one. */
void news_letter(const struct house *house, struct db_batch *b,
    const struct db_rows *rows, int row, int column,
    const struct news_letter *letter);

#endif
