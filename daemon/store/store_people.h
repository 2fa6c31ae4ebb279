/*
 * People whom members know, and whom they have blocked: statements of
 * sql/statements/people.sql. A person is a hash (work/person_hash.h).
 */
#ifndef STORE_STORE_PEOPLE_H
#define STORE_STORE_PEOPLE_H

#include "io/db.h"
#include "model/member.h"
#include "store/store_member.h"

/* Counts `amount` more under a key in the current span of so many seconds;
 * refused (CHANGED_MEANWHILE) where that makes more than max. One statement. */
void store_people_limit(struct db_batch *b, const uint8_t key[STORE_HASH],
    int span_s, int64_t amount, int64_t max);

/* --- known ---------------------------------------------------------------- */

/* Side by side; taken. */
struct store_known_people {
	struct db_array ids, persons, sealed;
};
/* Four statements: the persons' locks; 1: a row with how many are new; ties to
 * those who are members; 3: refused (CHANGED_MEANWHILE) where the member now
 * has more than max. */
void store_people_know(struct db_batch *b, const struct id *member,
    struct store_known_people *people, int64_t max);
enum { STORE_PEOPLE_ADDED = 1, STORE_PEOPLE_WITHIN = 3 };
/* Rows: id, address sealed, when; newest first. */
void store_people_known(struct db_batch *b, const struct id *member,
    const struct id *before, int limit);
/* Refused (CHANGED_MEANWHILE) where it is not this member's. */
void store_people_forget(
    struct db_batch *b, const struct id *member, const struct id *known);

/* --- partners ------------------------------------------------------------- */

/* Whom a handle names, whatever became of the introduction. */
struct store_partner {
	struct id id;
	bool has_left;
	struct member profile; /* name, pitch, email_sealed, values */
};
void store_people_partner(struct db_batch *b, const struct id *member,
    const struct id *introduction, const struct id *handle);
/* False where there is none; else member_clear(&partner->profile). */
bool store_people_partner_read(
    const struct db_rows *rows, struct store_partner *partner);

/* --- blocks --------------------------------------------------------------- */

struct store_block {
	struct id id, member;
	const uint8_t *by_person; /* the member's own hash */
	/* Either a partner … */
	const struct id *blocked, *introduction, *handle;
	/* … or an address: its hash is of_person. Of a partner it is theirs, or
	 * NULL where they have no address. */
	const uint8_t *of_person;
	const uint8_t *sealed; /* the partner's name, or the address */
	size_t sealed_len;
};
/* Takes the locks of whoever joins and whoever publishes, and blocks; nothing
 * happens where it is blocked already. */
void store_people_block(struct db_batch *b, const struct store_block *block);
/* Refused (CHANGED_MEANWHILE) where the member blocks more than so many
 * addresses, or people in all. One statement. */
void store_people_blocks_within(struct db_batch *b, const struct id *member,
    int64_t addresses, int64_t all);
/* Rows of store_people_block_read, newest first. */
void store_people_blocks(struct db_batch *b, const struct id *member);
/* That of this address (hash), or of this partner; the other is NULL. */
void store_people_block_find(struct db_batch *b, const struct id *member,
    const uint8_t *address, const struct id *introduction,
    const struct id *handle);
struct store_block_row {
	struct id id, introduction, handle;
	bool is_address, has_introduction;
	const uint8_t *sealed; /* borrowed */
	size_t sealed_len;     /* 0: not kept any more */
	int64_t blocked_us;
};
void store_people_block_read(
    const struct db_rows *rows, int row, struct store_block_row *block);
/* Two statements; the first is refused (CHANGED_MEANWHILE) where it is not
 * this member's. */
void store_people_unblock(
    struct db_batch *b, const struct id *member, const struct id *block);

/* --- hashes that are missing ---------------------------------------------- */

/* Rows: id, address sealed. */
void store_people_unhashed(struct db_batch *b, int limit);
/* Arrays side by side, taken; `sealed` is the address as it was found. */
void store_people_hash(struct db_batch *b, struct db_array *ids,
    struct db_array *persons, struct db_array *sealed);

#endif
