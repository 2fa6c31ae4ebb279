/*
 * What a change of address tells the two addresses, with the codes that it asks
 * them for, and the audit log.
 */
#ifndef WORK_ADDRESS_LETTER_H
#define WORK_ADDRESS_LETTER_H

#include "base/id.h"
#include "io/db.h"
#include "io/seal.h"
#include "model/letter.h"

struct house;

#define ADDRESS_CODE_S 86400 /* a code's life, and a letter's that has one */

/* A code counts together with its change, and for its side of it. */
void address_code_hash(const struct seal *seal, const struct id *change,
    bool is_new, const char code[9], uint8_t out[SEAL_DIGEST]);
/* A new one as letters show it, and its hash. */
void address_code_new(const struct seal *seal, const struct id *change,
    bool is_new, char shown[10], uint8_t hash[SEAL_DIGEST]);

/* Appends a letter to an address (sealed), whoever has it. */
void address_letter(const struct house *house, struct db_batch *b,
    enum letter_kind kind, const struct id *change, const char *language,
    const uint8_t *sealed, size_t len, const struct letter_words *words);
void
address_audit(struct db_batch *b, const struct id *member, const char *action);

#endif
