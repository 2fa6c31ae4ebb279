/*
 * Changes of a member's address: statements of sql/statements/addresses.sql.
 */
#ifndef STORE_STORE_ADDRESS_H
#define STORE_STORE_ADDRESS_H

#include "io/db.h"
#include "store/store_member.h"

struct store_address {
	struct id id, member;
	const uint8_t *email_sealed;
	size_t email_sealed_len;
	uint8_t email_index[STORE_HASH], person[STORE_HASH];
	uint8_t new_code[STORE_HASH], old_code[STORE_HASH]; /* keyed hashes */
	uint8_t objection[STORE_HASH];                      /* of a token */
	uint8_t session[STORE_HASH];
};
/* In the place of any before; two statements. */
void store_address_insert(struct db_batch *b, const struct store_address *a);
void store_address_forget(struct db_batch *b, const struct id *member);

/* A row or none. */
struct store_address_state {
	const uint8_t *email_sealed; /* borrowed */
	size_t email_sealed_len;
	int64_t asked_us, codes_until_us, otherwise_us;
	bool new_confirmed, old_confirmed;
};
void store_address_get(struct db_batch *b, const struct id *member);
bool
store_address_read(const struct db_rows *rows, struct store_address_state *s);

/* Spends a try. A row of store_address_try_read where one was left. */
struct store_address_try {
	struct id id;
	uint8_t new_code[STORE_HASH], old_code[STORE_HASH];
	bool new_done, old_done; /* the latter also where it need not confirm */
};
void
store_address_try(struct db_batch *b, const struct id *member, int tries_max);
bool
store_address_try_read(const struct db_rows *rows, struct store_address_try *t);
/* One of the two has; `session` is what goes on after the change. */
void store_address_confirm(struct db_batch *b, const struct id *id,
    const uint8_t session[STORE_HASH], bool is_new);
/* The change itself; a row unless the address has become another's. */
void store_address_apply(struct db_batch *b, const struct id *id, int rows);

/* By the hash of the token: a row (change, member) or none; and what it does. */
void store_address_objection(
    struct db_batch *b, const uint8_t objection[STORE_HASH]);
void
store_address_object(struct db_batch *b, const uint8_t objection[STORE_HASH]);

/* Rows: change, member, name, language, the address before, sealed. */
void store_address_due(struct db_batch *b, int limit);

#endif
