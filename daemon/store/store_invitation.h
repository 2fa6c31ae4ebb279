/*
 * Invitations: statements of sql/statements/invitations.sql.
 */
#ifndef STORE_STORE_INVITATION_H
#define STORE_STORE_INVITATION_H

#include "io/db.h"
#include "store/store_member.h"

/* A row (id) where the invitation with this token's hash lets somebody in. */
void
store_invitation_living(struct db_batch *b, const uint8_t hash[STORE_HASH]);

/* Counts the use by a sign-up; CHANGED_MEANWHILE, at this step, where its
 * invitation lets nobody in any more. A sign-up without one is fine. */
void
store_invitation_use(struct db_batch *b, const uint8_t attempt[STORE_HASH]);
/* What the invitation of a sign-up, if any, makes of its new member: somebody
 * whom the inviter knows, and one of its pool. */
void store_invitation_follow(struct db_batch *b, const struct id *member,
    const uint8_t attempt[STORE_HASH]);

struct store_invitation {
	struct id id;
	const struct id *inviter;   /* NULL: an operator */
	const char *pool;           /* or NULL */
	uint8_t hash[STORE_HASH];   /* of the token */
	const uint8_t *email_index; /* of whom a letter is for, or NULL */
	int64_t uses_max, days;
	int64_t allowed; /* open at once, and made in a day; of a member */
};
/* CHANGED_MEANWHILE where a member has or made as many as allowed, or is not
 * active. */
void store_invitation_insert(
    struct db_batch *b, const struct store_invitation *invitation);

/* One row, a boolean: no letter with an invitation goes to this address. */
void store_invitation_address(
    struct db_batch *b, const uint8_t email_index[STORE_HASH], int letters_max);

/* A row for each of the hashes, in their order: "member", "invited", "no_letter" or
 * "free". The array is taken. */
void store_invitation_addresses(
    struct db_batch *b, struct db_array *indexes, int letters_max);

/* A member's, or all (NULL); rows read below. */
void store_invitation_list(struct db_batch *b, const struct id *inviter,
    const struct id *before, int limit);
struct store_invited {
	struct id id, inviter;
	bool has_inviter;
	const char *pool; /* borrowed, or NULL */
	int64_t uses, uses_max, created_us, expires_us;
	const char *state; /* borrowed */
};
void store_invitation_read(
    const struct db_rows *rows, int row, struct store_invited *out);

/* Ends one of a member's, or any (NULL); CHANGED_MEANWHILE where there is none
 * such. */
void store_invitation_end(
    struct db_batch *b, const struct id *id, const struct id *inviter);
/* No letter with an invitation goes to this address from now on. */
void store_invitation_refuse(
    struct db_batch *b, const uint8_t email_index[STORE_HASH]);

#endif
