/*
 * Secrets (libsodium): sealing of what must not be readable in a stolen dump,
 * keyed indexes to find it again, tokens and their hashes, digests.
 *
 * All keys derive from the secrets of one file (io/keyring.h), each for one
 * purpose (crypto_kdf), so that a value made for one is useless for another.
 *
 * The database says of which generation its hashes are and under which a new text
 * is to be sealed; the seal follows it (seal_follow). In memory a hash is always
 * that of the first generation, whatever the file or the database goes through
 * meanwhile, and becomes the database's on its way there (seal_turn, by io/db.h).
 * May be used in several threads at once, but for seal_reload.
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
/* Reads it again, all or nothing: -1 where it cannot be read, or has not the
 * generation that the database is at. */
int seal_reload(
    struct seal *seal, const char *secret_file, struct fault *why) MUST_CHECK;
/* Writes a new secret file, mode 0600. Does not overwrite. */
int seal_make_secret(const char *secret_file, struct fault *why) MUST_CHECK;

/* How many generations of secrets the file has, and which the database is at: at
 * first the oldest whose secret is there. */
int seal_newest(const struct seal *seal);
int seal_generation(const struct seal *seal);
/* The database is at this one; false where its secret is not there. */
bool seal_follow(struct seal *seal, int generation) MUST_CHECK;
/* Tells two secrets apart, reveals nothing: 8 bytes as 16 hexadecimal digits. ""
 * where the file has no such generation. */
void seal_fingerprint(const struct seal *seal, int generation, char out[17]);

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
	SEAL_REF_KEY,
	SEAL_EXPORT
};

/* Keyed BLAKE2b-256 of the bytes, under the key of that use: a hash of the first
 * generation, for tables and for comparing here. */
void seal_index(const struct seal *seal, enum seal_use use, const void *in,
    size_t n, uint8_t out[SEAL_DIGEST]);
/* Likewise, of the newest: for what is nowhere compared later. */
void seal_derive(const struct seal *seal, enum seal_use use, const void *in,
    size_t n, uint8_t out[SEAL_DIGEST]);
/* Whether a hash from a table, of whichever generation, is this one of
 * seal_index. Constant time. */
bool seal_index_is(const struct seal *seal, const uint8_t index[SEAL_DIGEST],
    const void *stored, size_t n) MUST_CHECK;

/* What depends on the generation in a table. */
enum seal_kind {
	SEAL_HASH,   /* of seal_index */
	SEAL_REF,    /* a text; '@' and 32 digits, a piece of such a hash */
	SEAL_SEALED, /* of seal_close */
};
/* Makes a value of the generation that the database is at, in place, of what is in
 * memory; what is none of that kind stays as it is. */
void
seal_turn(const struct seal *seal, enum seal_kind kind, char *value, size_t n);

#define SEAL_OVERHEAD 40 /* nonce and tag */
/* XSalsa20-Poly1305 with a random nonce in front, under the generation that the
 * database is at. out needs n + SEAL_OVERHEAD. */
void
seal_close(const struct seal *seal, const void *in, size_t n, uint8_t *out);
/* out needs n - SEAL_OVERHEAD + 1 and is NUL-terminated. 0, or -1 where it was
 * not sealed with a secret that is there. */
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
