/*
 * Sessions, sign-ins and rates: statements of sql/statements/sessions.sql.
 */
#ifndef STORE_STORE_SESSION_H
#define STORE_STORE_SESSION_H

#include "io/db.h"
#include "store/store_member.h"

void store_session_insert(struct db_batch *b, const uint8_t hash[STORE_HASH],
    const struct id *member);
/* The member of a living session, one row or none; read it with
 * store_member_read. The row's column 11 says whether to touch it. */
void store_session_member(struct db_batch *b, const uint8_t hash[STORE_HASH]);
bool store_session_wants_touch(const struct db_rows *rows);
void store_session_touch(struct db_batch *b, const uint8_t hash[STORE_HASH]);
void store_session_delete(struct db_batch *b, const uint8_t hash[STORE_HASH]);

struct store_signin {
	uint8_t attempt[STORE_HASH]; /* hash of the attempt's secret */
	uint8_t code[STORE_HASH];    /* keyed hash of attempt and code */
	uint8_t token[STORE_HASH];   /* hash of the link token */
	int code_s, token_s;         /* how long each is good */
};
/* member NULL: the address is not known. */
void store_signin_insert(
    struct db_batch *b, const struct store_signin *s, const struct id *member);
/* Spends a try. A row where one was left: attempt, member (or null), code. */
void store_signin_try(
    struct db_batch *b, const uint8_t attempt[STORE_HASH], int tries_max);
/* A row where the token is good: attempt, member. */
void store_signin_by_token(struct db_batch *b, const uint8_t token[STORE_HASH]);
void store_signin_use(struct db_batch *b, const uint8_t attempt[STORE_HASH]);

/* Counts one; the row says how many in this bucket of `width_s` seconds, and
 * after how many seconds it ends. */
void store_limit_take(
    struct db_batch *b, const uint8_t key[STORE_HASH], int width_s);
/* True where the count is over `max`; *wait_s is then when to come back. */
bool store_limit_over(const struct db_rows *rows, int64_t max, int *wait_s);

#endif
