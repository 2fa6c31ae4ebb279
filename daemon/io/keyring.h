/*
 * The secrets of a house, by generation: the first was made when it was, each
 * other one by a rotation (upkeep/rotate.c). They are one file, mode 0600 or
 * 0400. As long as there was no rotation it is 32 random bytes; after one, lines:
 *
 *	serendip secrets
 *	1 retired FINGERPRINT KEYS
 *	2 secret SECRET
 *
 * What a generation is for:
 *
 * - Sealing. Each has a key of its own; any whose secret is here opens.
 * - Keyed hashes. The clear text of most is nowhere (whom a stranger is blocked
 *   under, who wants no invitations, a limit's address), so they cannot be made
 *   anew; and those whose address is known are compared with them, by the tables
 *   themselves, so that all must be of one kind. Therefore they are nested: of
 *   the first generation a hash is keyed by its use, and each generation after it
 *   hashes that of the one before under its step:
 *
 *	h1 = H(use of 1, address), h2 = H(step of 2, h1), h3 = H(step of 3, h2) …
 *
 *   Whoever has the first secret alone cannot compute h2, and who has the second
 *   alone cannot either. Whoever looks an address up computes all of them; so
 *   the keys of uses of the first and the steps of all others stay when a secret
 *   is retired, and what opens what was sealed goes. Tables have all hashes of one
 *   generation (column house.generation), from one moment to the next.
 *
 * Tokens of sessions, letters and invitations are no part of it: they are 256
 * random bits, kept as SHA-256 without a key.
 */
#ifndef IO_KEYRING_H
#define IO_KEYRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

#define KEYRING_KEY 32
#define KEYRING_MAX 99 /* generations */
/* More than there are uses, so that a later program finds the keys of its own,
 * too, where the first secret is retired. */
#define KEYRING_USES 32
#define KEYRING_FINGERPRINT 17

struct keyring_generation {
	bool is_live; /* its secret is here */
	uint8_t secret[KEYRING_KEY];
	uint8_t sealing[KEYRING_KEY]; /* of a live one */
	uint8_t step[KEYRING_KEY];    /* not of the first */
	char fingerprint[KEYRING_FINGERPRINT];
};

struct keyring {
	int count; /* generations are 1 to count; the last is live */
	uint8_t uses[KEYRING_USES][KEYRING_KEY];
	struct keyring_generation of[KEYRING_MAX]; /* n at n - 1 */
};

/* Reads a file. NULL with the reason: missing, not of that form, readable by
 * others. For keyring_free. */
struct keyring *keyring_read(const char *file, struct fault *why) MUST_CHECK;
void keyring_free(struct keyring *ring); /* wipes; NULL is allowed */
/* Writes it, whole or not at all, over the file that is there. */
int keyring_write(
    const struct keyring *ring, const char *file, struct fault *why) MUST_CHECK;

/* One more, of a new secret. -1: there are KEYRING_MAX. */
int keyring_add(struct keyring *ring, struct fault *why) MUST_CHECK;
/* Forgets the secrets of all before this one; how many that were. */
int keyring_retire(struct keyring *ring, int before);
/* The generation of that fingerprint, or 0. */
int keyring_find(const struct keyring *ring, const char *fingerprint);

#endif
