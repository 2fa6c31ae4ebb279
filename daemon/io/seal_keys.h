/*
 * What a rotation does with a value of a table: see io/seal.h and io/keyring.h.
 */
#ifndef IO_SEAL_KEYS_H
#define IO_SEAL_KEYS_H

#include "io/seal.h"

struct keyring;

/* A hash under a key, of 32 bytes both. */
void seal_keyed(const uint8_t key[SEAL_DIGEST], const void *in, size_t n,
    uint8_t out[SEAL_DIGEST]);
/* A hash of the generation before becomes one of this, from 2. out may be hash. */
void seal_step(const struct keyring *ring, int generation, const uint8_t *hash,
    size_t n, uint8_t out[SEAL_DIGEST]);
/* The same of a reference that is a piece of one; else it stays. */
void
seal_step_ref(const struct keyring *ring, int generation, char *ref, size_t n);

/* Seals it under this generation where it is under another, in place; under which
 * it was, 0: none that is there. What is too short to be sealed counts as right. */
int
seal_again(const struct keyring *ring, int generation, char *value, size_t n);

#endif
