/*
 * A vault (libsodium): a file that is written under a public key and opened by
 * the private one, which need not be where it is written. A stream of messages,
 * each of a kind and of VAULT_MAX bytes at most, never in memory as a whole;
 * what is changed, left out, cut off or put behind it is refused.
 *
 * Format: the line VAULT_MAGIC; the key of the stream (32 random bytes), sealed
 * to the public key (crypto_box_seal); a header of crypto_secretstream_
 * xchacha20poly1305; then messages, each as 4 bytes of its length, highest
 * first, and the encrypted kind and content. The first also vouches for all that
 * stands before it. The last has the tag FINAL.
 *
 * Whoever has the public key can write a vault: that one opens says that it is
 * whole, not who wrote it.
 */
#ifndef IO_VAULT_H
#define IO_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

#define VAULT_MAX 65536
#define VAULT_DIGEST 32

/* Writes a new pair: the private key into `file`, mode 0600, the public one into
 * `file`.pub. Overwrites neither. */
int vault_make_keys(const char *file, struct fault *why) MUST_CHECK;

/* --- writing -------------------------------------------------------------- */

struct vault_out;

/* Writes beside `file`, which must not be there and is not before
 * vault_finish. */
struct vault_out *vault_create(const char *file, const char *public_key_file,
    struct fault *why) MUST_CHECK;
/* Tells two public keys apart: 16 hexadecimal digits. Borrowed. */
const char *vault_recipient(const struct vault_out *out);
int vault_put(struct vault_out *out, char kind, const void *content, size_t n,
    struct fault *why) MUST_CHECK;
/* The file is there, whole and on disk, or it is not: -1. Its length, and its
 * SHA-256. Frees `out`. */
int vault_finish(struct vault_out *out, int64_t *bytes,
    uint8_t digest[VAULT_DIGEST], struct fault *why) MUST_CHECK;
void vault_abandon(struct vault_out *out); /* NULL is allowed */

/* --- reading -------------------------------------------------------------- */

struct vault_in;

struct vault_in *vault_open(const char *file, const char *private_key_file,
    struct fault *why) MUST_CHECK;
/* The next message: 1, its content borrowed until the next call; 0 behind the
 * last one; -1 where the file is not as it was written. */
int vault_get(struct vault_in *in, char *kind, const uint8_t **content,
    size_t *n, struct fault *why) MUST_CHECK;
/* To the first message again. */
int vault_rewind(struct vault_in *in, struct fault *why) MUST_CHECK;
void vault_close(struct vault_in *in); /* NULL is allowed; wipes */

#endif
