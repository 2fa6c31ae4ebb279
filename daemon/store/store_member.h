/*
 * Members: statements of sql/statements/members.sql. The add functions append
 * to a batch; the read functions take a row of the statement they name.
 */
#ifndef STORE_STORE_MEMBER_H
#define STORE_STORE_MEMBER_H

#include "io/db.h"
#include "model/member.h"

#define STORE_HASH 32 /* bytes of every stored hash */

struct store_known {
	struct id id;
	bool is_active;
	char *name, *language;
};

/* One row or none. */
void store_member_by_email(struct db_batch *b, const uint8_t index[STORE_HASH]);
/* false where the address is not known; `known` is store_member_known_clear's.
 */
bool
store_member_known_read(const struct db_rows *rows, struct store_known *known);
void store_member_known_clear(struct store_known *known);

/* Makes the member that this sign-up proposes. CONFLICT where the address has
 * become another's. */
void store_member_from_signup(
    struct db_batch *b, const struct id *id, const uint8_t attempt[STORE_HASH]);
void store_member_get(struct db_batch *b, const struct id *id);
/* Both member_get and session_member. *m is member_clear's. */
void store_member_read(const struct db_rows *rows, int row, struct member *m);

/* Consent to these terms from now on, and so old at least. */
void store_member_consent(
    struct db_batch *b, const struct id *id, const char *terms, int64_t age);

/* NULL fields stay as they are. Refused (CHANGED_MEANWHILE) where the version
 * is no longer that. */
struct store_profile_change {
	const char *name, *language, *zone, *pitch;
	const struct member_value *put; /* attributes to set */
	size_t put_count;
	const char *const *drop; /* attributes to remove */
	size_t drop_count;
};
void store_member_update(struct db_batch *b, const struct id *id,
    int64_t version, const struct store_profile_change *change);

/* Until a time, or the beginning of a day ("2026-12-24") where the member lives;
 * both NULL: until they say so. Refused (CHANGED_MEANWHILE) where that is over. */
void store_member_pause(struct db_batch *b, const struct id *id,
    const int64_t *until_us, const char *until_day);
/* Of the member with this id, or else this address (each may be NULL): a row
 * (member, name, whether they have the role now), or none. */
void store_member_role(struct db_batch *b, const struct id *id,
    const uint8_t *index, bool is_operator);
/* Such a row for each who has it. */
void store_member_roles(struct db_batch *b);
struct store_role {
	struct id member;
	const char *name; /* borrowed */
	bool is_operator;
};
void store_member_role_read(
    const struct db_rows *rows, int row, struct store_role *r);

void store_member_pause_end(struct db_batch *b, const struct id *id);

#endif
