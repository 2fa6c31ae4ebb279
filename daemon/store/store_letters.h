/*
 * Which letters a member gets: statements of sql/statements/letters.sql.
 */
#ifndef STORE_STORE_LETTERS_H
#define STORE_STORE_LETTERS_H

#include "io/db.h"

struct store_letters {
	char
	    *unwanted; /* words of kinds, each between blanks; freed by clear */
	bool is_quiet; /* it has quiet hours */
	int quiet_from, quiet_to; /* minutes of the day */
	int weekly_max;           /* -1: as many as there are */
};
void store_letters_get(struct db_batch *b, const struct id *member);
void store_letters_read(const struct db_rows *rows, struct store_letters *l);
void store_letters_clear(struct store_letters *l);

struct store_letters_change {
	struct db_array wanted, unwanted; /* kinds; taken */
	bool sets_quiet;
	int quiet_from, quiet_to; /* -1: none */
	bool sets_weekly_max;
	int weekly_max; /* -1: none */
};
void store_letters_change(struct db_batch *b, const struct id *member,
    struct store_letters_change *change);
/* No more of this kind; nothing where there is no such member. */
void store_letters_refuse(
    struct db_batch *b, const struct id *member, const char *kind);

#endif
