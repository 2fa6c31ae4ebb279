/*
 * Secrets (libsodium): sealing of what must not be readable in a stolen dump,
 * keyed indexes to find it again, tokens and their hashes, digests.
 *
 * All keys derive from one 32-byte secret in a file (mode 0600 or 0400), each
 * for one purpose (crypto_kdf), so that a value made for one is useless for
 * another.
 */
#ifndef IO_SEAL_H
#define IO_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

struct seal;

#define SEAL_DIGEST 32

/* Reads the secret file. NULL with the reason: missing, wrong length, readable
 * by others. */
struct seal *seal_new(const char *secret_file, struct fault *why) MUST_CHECK;
void seal_free(struct seal *seal); /* wipes */
/* Writes a new secret file, mode 0600. Does not overwrite. */
int seal_make_secret(const char *secret_file, struct fault *why) MUST_CHECK;
/* Tells two secrets apart, reveals nothing: 8 bytes as 16 hexadecimal digits.
 */
void seal_fingerprint(const struct seal *seal, char out[17]);

/* What a keyed hash is for. */
enum seal_use {
	SEAL_EMAIL_INDEX,
	SEAL_SIGNIN_CODE,
	SEAL_ROUND_SEED,
	SEAL_LIMITS,
	SEAL_ONCE_KEY,
	SEAL_ONCE_REQUEST,
	SEAL_PERSON,
	SEAL_ADDRESS_CODE,
	SEAL_REF,
	SEAL_EXPORT
};

/* Keyed BLAKE2b-256 of the bytes, under the key of that use. */
void seal_index(const struct seal *seal, enum seal_use use, const void *in,
    size_t n, uint8_t out[SEAL_DIGEST]);

#define SEAL_OVERHEAD 40 /* nonce and tag */
/* XSalsa20-Poly1305 with a random nonce in front. out needs n + SEAL_OVERHEAD.
 */
void
seal_close(const struct seal *seal, const void *in, size_t n, uint8_t *out);
/* out needs n - SEAL_OVERHEAD + 1 and is NUL-terminated. 0, or -1 where it was
 * not sealed with this secret. */
int seal_open(
    const struct seal *seal, const uint8_t *in, size_t n, char *out) MUST_CHECK;

/* A text, sealed: len bytes, the caller's to free. */
uint8_t *
seal_text(const struct seal *seal, const char *s, size_t *len) MUST_CHECK;
/* That text again, the caller's to free; NULL where it was not sealed with this
 * secret, or is none (`in` NULL, or too short). */
char *
seal_text_open(const struct seal *seal, const uint8_t *in, size_t n) MUST_CHECK;

/* "sdp_" or another prefix of 4 characters + 32 random bytes as base64url. */
#define SEAL_TOKEN_SIZE 48
void seal_token(const char prefix[5], char out[SEAL_TOKEN_SIZE]);
/* The SHA-256 under which a token is kept; -1 where it has not that prefix and
 * form (so that one kind of token never serves as another). */
int seal_token_hash(const char prefix[5], const char *token,
    uint8_t out[SEAL_DIGEST]) MUST_CHECK;

/* Plain SHA-256. */
void seal_digest(const void *in, size_t n, uint8_t out[SEAL_DIGEST]);
/* Constant time. */
bool seal_equal(const void *a, const void *b, size_t n);
/* Overwrites; the compiler may not leave it out. */
void seal_wipe(void *p, size_t n);

#endif
