/*
 * Introductions as one member sees them: statements of
 * sql/statements/introductions.sql.
 */
#ifndef STORE_STORE_INTRODUCTION_H
#define STORE_STORE_INTRODUCTION_H

#include "io/db.h"
#include "model/introduction.h"
#include "model/member.h"
#include "store/store_outcome.h"

/* A row per partner, newest introduction first; `before` NULL: from the top. */
void store_introduction_list(struct db_batch *b, const struct id *member,
    const struct id *before, int limit);
/* The rows of one, or none where it is not this member's. */
void store_introduction_get(
    struct db_batch *b, const struct id *member, const struct id *introduction);

struct store_introduction {
	struct id id, round;
	struct id handle; /* by which the partner of this row is named */
	const char *pool, *why, *digest; /* borrowed from the rows */
	enum introduction_state state;   /* as the reader sees it */
	int64_t offered_us, expires_us;
	int64_t outcome_until_us;          /* 0: not accepted yet */
	enum introduction_answer mine;     /* the reader's */
	enum introduction_answer partners; /* of this row */
	struct store_outcome outcome;      /* the reader's; met NULL: none */
	/* The partner of this row; partner is member_clear's, with name, pitch,
	 * language, zone, email_sealed and values. */
	struct member partner;
};
void store_introduction_read(
    const struct db_rows *rows, int row, struct store_introduction *i);

void store_introduction_rounds(struct db_batch *b, const struct id *member,
    const struct id *before, int limit);
struct store_my_round {
	struct id round, introduction, second_of;
	const char *pool, *outcome, *why; /* borrowed */
	int64_t at_us;
	bool has_introduction, is_second;
};
void store_introduction_round_read(
    const struct db_rows *rows, int row, struct store_my_round *r);

#endif
