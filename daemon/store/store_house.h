/*
 * The house's own records: which secret it belongs to, the audit log, answers
 * kept for repeated requests, figures, retention. Statements of
 * sql/statements/house.sql.
 */
#ifndef STORE_STORE_HOUSE_H
#define STORE_STORE_HOUSE_H

#include "io/db.h"
#include "store/store_member.h"

/* Writes the fingerprint and its generation where there are none yet; then a row
 * with those that are there. */
void
store_house_secret(struct db_batch *b, const char *fingerprint, int generation);

/* The terms in force, and for how long a consent to others still counts. */
void
store_house_terms(struct db_batch *b, const char *version, int64_t grace_days);

/* actor: "member:<id>", "operator", "daemon". subject may be NULL. */
void store_audit(struct db_batch *b, const char *actor, const char *action,
    const struct id *subject, const char *detail);
/* "operator:<id>" of a member with the operator role, or of whoever has the
 * operator's socket (NULL) "operator". Returns buf. */
#define STORE_ACTOR_SIZE (10 + ID_TEXT_SIZE)
const char *
store_actor_operator(const struct id *by, char buf[STORE_ACTOR_SIZE]);
/* By such a one. */
void store_audit_operator(struct db_batch *b, const struct id *by,
    const char *action, const struct id *subject, const char *detail);

/* Of a member who asks, or NULL. Refused by constraint idempotency_pkey where the
 * key was used before. */
void store_idempotency_insert(struct db_batch *b, const uint8_t key[STORE_HASH],
    const uint8_t request[STORE_HASH], const void *sealed, size_t len,
    const struct id *member);
/* A row (request, sealed) or none. */
void store_idempotency_get(struct db_batch *b, const uint8_t key[STORE_HASH]);
#define STORE_IDEMPOTENCY_CONSTRAINT "idempotency_pkey"

/* Two statements: counts (active, unverified, letters pending, sent, dead, time
 * of the last backup or null), and a row per pool (name, members, next round, id of the last round). */
void store_house_status(struct db_batch *b);

/* Removes what is too old of one kind, of at most `limit` rows; the row
 * says of how many. The kind's name. */
enum { STORE_TIDY_STEPS = 15 };
/* What the operator chose, in days; each at least 1. */
struct store_retention {
	int64_t message_days, draw_days, signup_days, letter_days, report_days,
	    suggestion_days, audit_days;
};
const char *store_house_tidy(struct db_batch *b, int step, int limit,
    const struct store_retention *retention);

#endif
