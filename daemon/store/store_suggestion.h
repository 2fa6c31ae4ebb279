/*
 * Two people of whom a member says that they should meet: statements of
 * sql/statements/suggestions.sql. A person is a hash (work/person_hash.h).
 */
#ifndef STORE_STORE_SUGGESTION_H
#define STORE_STORE_SUGGESTION_H

#include "io/db.h"
#include "store/store_member.h"

/* --- members -------------------------------------------------------------- */

/* A row each: the name of a pool that the member is in. */
void store_suggestion_pools(struct db_batch *b, const struct id *member);
/* A row (id, name shown), or none: somebody whom the member met by this
 * introduction, and sees. */
void store_suggestion_partner(struct db_batch *b, const struct id *member,
    const struct id *introduction, const struct id *handle);

/* One of the two: a partner, or an address, whose hash is `person`. */
struct store_suggested {
	struct id partner, introduction, handle;
	const uint8_t *person; /* NULL: a partner */
	const uint8_t *sealed; /* their name, or the address */
	size_t sealed_len;
};
struct store_suggestion {
	struct id id, member;
	const char *pool;
	const uint8_t *people; /* STORE_HASH bytes: the same for the same two */
	const uint8_t *because; /* sealed; NULL: no reason */
	size_t because_len;
	struct store_suggested two[2];
};
/* Four statements; the last one has the row (store_suggestion_read) that is there
 * then: this one, or the one before of the same two in the same pool. */
enum { STORE_SUGGESTION_STEPS = 4 };
void store_suggestion_add(struct db_batch *b, const struct store_suggestion *s);

/* Rows of store_suggestion_read, newest first. */
void store_suggestions(struct db_batch *b, const struct id *member,
    const struct id *before, int limit);
struct store_suggestion_row {
	struct id id;
	const char *pool; /* borrowed, as is all that is sealed */
	int64_t made_us;
	const uint8_t *because; /* sealed; NULL: no reason */
	size_t because_len;
	struct store_suggested_row {
		const uint8_t *sealed;
		size_t sealed_len;
		bool is_address, has_introduction;
		struct id introduction, handle;
	} two[2];
};
void store_suggestion_read(
    const struct db_rows *rows, int row, struct store_suggestion_row *s);
/* Refused (CHANGED_MEANWHILE) where it is not this member's. */
void store_suggestion_withdraw(
    struct db_batch *b, const struct id *member, const struct id *id);

/* --- operators ------------------------------------------------------------ */

/* A row for each two who are suggested in a pool, newest first: id, pool, when, by
 * how many others, the reason sealed, and of who said so first and of each of the
 * two id, ref and name; when they were last introduced to each other. */
void
store_suggestions_ready(struct db_batch *b, const struct id *before, int limit);
/* A row (the two in the order of their ids, pool), or none. */
void store_suggestion_two(struct db_batch *b, const struct id *id);
/* All that say the same are accepted, or dismissed; refused (CHANGED_MEANWHILE)
 * where there is nothing to decide on any more. */
void store_suggestion_settle(
    struct db_batch *b, const struct id *id, bool is_accepted);

#endif
