/*
 * Sessions, sign-ins and rates: statements of sql/statements/sessions.sql.
 */
#ifndef STORE_STORE_SESSION_H
#define STORE_STORE_SESSION_H

#include "io/db.h"
#include "store/store_member.h"

/* label: what it was begun with. Refused (CHANGED_MEANWHILE) where the member is
 * not active. */
void store_session_insert(struct db_batch *b, const uint8_t hash[STORE_HASH],
    const struct id *member, const char *label);
/* A letter to the member came back as a session. */
void store_session_address_works(struct db_batch *b, const struct id *member);
/* The member of a living session, one row or none; read it with
 * store_member_read. The row's column 16 says whether to touch it. */
void store_session_member(struct db_batch *b, const uint8_t hash[STORE_HASH]);
bool store_session_wants_touch(const struct db_rows *rows);
void store_session_touch(struct db_batch *b, const uint8_t hash[STORE_HASH]);
void store_session_delete(struct db_batch *b, const uint8_t hash[STORE_HASH]);

/* A member's living sessions, newest first; `own` is the one that asks. */
struct store_session {
	struct id id;
	const char *label;   /* borrowed */
	const char *used_on; /* "2026-11-28", UTC; borrowed */
	int64_t created_us, expires_us;
	bool is_own;
};
void store_session_list(
    struct db_batch *b, const struct id *member, const uint8_t own[STORE_HASH]);
void store_session_read(
    const struct db_rows *rows, int row, struct store_session *s);
/* Refused (CHANGED_MEANWHILE) where it is not this member's. */
void store_session_end(
    struct db_batch *b, const struct id *member, const struct id *id);
void store_session_end_others(
    struct db_batch *b, const struct id *member, const uint8_t own[STORE_HASH]);

struct store_signin {
	uint8_t attempt[STORE_HASH]; /* hash of the attempt's secret */
	uint8_t email_index[STORE_HASH];
	uint8_t code[STORE_HASH];  /* keyed hash of attempt and code */
	uint8_t token[STORE_HASH]; /* hash of the link token */
	int code_s, token_s;       /* how long each is good */
};
void store_signin_insert(struct db_batch *b, const struct store_signin *s);
/* The member that a sign-up proposes, with the hash of whose address it is, consent and an age attested from now
 * on; by an invitation, or none (NULL). */
void store_signup_insert(struct db_batch *b, const uint8_t attempt[STORE_HASH],
    const struct member *profile, const uint8_t person[STORE_HASH], int64_t age,
    const struct id *invitation);
/* Spends a try. A row where one was left: attempt, member who has the address
 * now (or null), whether a member is proposed, code, that member's name and
 * language. */
void store_signin_try(
    struct db_batch *b, const uint8_t attempt[STORE_HASH], int tries_max);
/* Such a row where the token is good. */
void store_signin_by_token(struct db_batch *b, const uint8_t token[STORE_HASH]);
/* That row of an attempt that is not used. */
void store_signin_again(struct db_batch *b, const uint8_t attempt[STORE_HASH]);
/* Ends the attempt and its proposal. Refused where it was used. */
void store_signin_use(struct db_batch *b, const uint8_t attempt[STORE_HASH]);

/* How often in a span of time: a network, that network for one account, and the
 * account from anywhere. Each is counted only where the one before was within
 * its limit. */
struct store_limits {
	struct {
		uint8_t key[STORE_HASH];
		int64_t max;
	} network, share, account;
	int network_s;
	int account_s; /* of share, too */
};
void store_limits_take(struct db_batch *b, const struct store_limits *limits);
/* In a transaction that does nothing else: its commit does not wait for the disk.
 */
void store_limits_unsynced(struct db_batch *b);
/* True where one is over its limit; *wait_s is then when to come back. */
bool store_limits_over(const struct db_rows *rows, int *wait_s);

#endif
