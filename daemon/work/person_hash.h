/*
 * Whom an address belongs to, as tables know it.
 */
#ifndef WORK_PERSON_HASH_H
#define WORK_PERSON_HASH_H

#include <stdbool.h>
#include "base/attr.h"
#include "io/seal.h"

struct member;

/* Keyed hash of person_address (model/person.h): the same for every way to write
 * one person's address. */
void person_hash(
    const struct seal *seal, const char *email, uint8_t out[SEAL_DIGEST]);

/* Of the member's own address; false where there is none. */
bool person_hash_of(const struct seal *seal, const struct member *m,
    uint8_t out[SEAL_DIGEST]) MUST_CHECK;
/* Likewise of whoever has a session, and so an address. */
void person_hash_own(
    const struct seal *seal, const struct member *me, uint8_t out[SEAL_DIGEST]);
/* Whether it is a way to write the address of whoever has a session. */
bool person_is_own(const struct seal *seal, const struct member *me,
    const char *email) MUST_CHECK;

/* The ids of an operator's list whose members were erased are hashed: SHA-256 of
 * this key, and behind it the id. */
void person_ref_key(const struct seal *seal, uint8_t out[SEAL_DIGEST]);
void person_ref_hash(
    const struct seal *seal, const char *ref, uint8_t out[SEAL_DIGEST]);

#endif
