/*
 * Whom an address belongs to, as tables know it.
 */
#ifndef WORK_PERSON_HASH_H
#define WORK_PERSON_HASH_H

#include "io/seal.h"

/* Keyed hash of person_address (model/person.h): the same for every way to write
 * one person's address. */
void person_hash(
    const struct seal *seal, const char *email, uint8_t out[SEAL_DIGEST]);

/* The ids of an operator's list whose members were erased are hashed: SHA-256 of
 * this key, and behind it the id. */
void person_ref_key(const struct seal *seal, uint8_t out[SEAL_DIGEST]);
void person_ref_hash(
    const struct seal *seal, const char *ref, uint8_t out[SEAL_DIGEST]);

#endif
