/*
 * Secrets: see io/seal.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sodium.h>
#include "io/seal.h"
#include "io/seal_keys.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/keyring.h"

#define TOKEN_BYTES 32
#define REF_MARK '@' /* a reference that is a piece of a hash */
#define REF_PIECE 16
#define REF_LENGTH (1 + 2 * REF_PIECE)

_Static_assert(
    SEAL_OVERHEAD == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
    "secretbox");
_Static_assert(SEAL_DIGEST == crypto_hash_sha256_BYTES, "SHA-256");
_Static_assert(SEAL_EXPORT < KEYRING_USES, "uses");

/* Whoever is in a thread may still read the ring of before a reload: it goes with
 * the last. */
struct seal {
	struct keyring *_Atomic ring;
	_Atomic int generation;
	struct keyring **before;
	size_t before_count;
};

static int
oldest_live(const struct keyring *ring)
{
	int g = 1;

	while (!ring->of[g - 1].is_live)
		g++;
	return g;
}

static bool
is_live(const struct keyring *ring, int generation)
{
	return generation >= 1 && generation <= ring->count &&
	       ring->of[generation - 1].is_live;
}

struct seal *
seal_new(const char *file, struct fault *why)
{
	struct keyring *ring = keyring_read(file, why);
	struct seal *seal;

	if (ring == NULL)
		return NULL;
	seal = memory_new(1, sizeof(*seal));
	seal->ring = ring;
	seal->generation = oldest_live(ring);
	return seal;
}

int
seal_reload(struct seal *seal, const char *file, struct fault *why)
{
	struct keyring *ring = keyring_read(file, why), *now = seal->ring;

	if (ring == NULL)
		return -1;
	if (!is_live(ring, seal->generation) ||
	    keyring_find(ring, now->of[seal->generation - 1].fingerprint) !=
		seal->generation) {
		keyring_free(ring);
		return fault_set(why, FAULT_CONFLICT,
		    "%s: it has not the secret that the database is sealed "
		    "with",
		    file);
	}
	seal->before = memory_grow(
	    seal->before, seal->before_count + 1, sizeof(struct keyring *));
	seal->before[seal->before_count++] = now;
	seal->ring = ring;
	return 0;
}

void
seal_free(struct seal *seal)
{
	if (seal == NULL)
		return;
	keyring_free(seal->ring);
	for (size_t i = 0; i < seal->before_count; i++)
		keyring_free(seal->before[i]);
	free(seal->before);
	free(seal);
}

int
seal_make_secret(const char *file, struct fault *why)
{
	uint8_t secret[KEYRING_KEY];
	int fd, done;

	if (sodium_init() < 0)
		die("libsodium does not start");
	fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return fault_set(
		    why, FAULT_CONFLICT, "%s: %s", file, strerror(errno));
	randombytes_buf(secret, sizeof(secret));
	done = write(fd, secret, sizeof(secret)) == (ssize_t)sizeof(secret) &&
	       fsync(fd) == 0;
	seal_wipe(secret, sizeof(secret));
	if (close(fd) == 0 && done)
		return 0;
	unlink(file);
	return fault_set(why, FAULT_INTERNAL, "%s: %s", file, strerror(errno));
}

/* --- generations ---------------------------------------------------------- */

int
seal_newest(const struct seal *seal)
{
	const struct keyring *ring = seal->ring;

	return ring->count;
}

int
seal_generation(const struct seal *seal)
{
	return seal->generation;
}

bool
seal_follow(struct seal *seal, int generation)
{
	if (!is_live(seal->ring, generation))
		return false;
	seal->generation = generation;
	return true;
}

void
seal_fingerprint(const struct seal *seal, int generation, char out[17])
{
	const struct keyring *ring = seal->ring;
	bool is_there = generation >= 1 && generation <= ring->count;

	text_copy(
	    out, 17, is_there ? ring->of[generation - 1].fingerprint : "");
}

/* --- keyed hashes --------------------------------------------------------- */

void
seal_keyed(const uint8_t key[SEAL_DIGEST], const void *in, size_t n,
    uint8_t out[SEAL_DIGEST])
{
	if (crypto_generichash(out, SEAL_DIGEST, in, n, key, KEYRING_KEY) != 0)
		die("no hash");
}

void
seal_step(const struct keyring *ring, int generation, const uint8_t *hash,
    size_t n, uint8_t out[SEAL_DIGEST])
{
	seal_keyed(ring->of[generation - 1].step, hash, n, out);
}

void
seal_index(const struct seal *seal, enum seal_use use, const void *in, size_t n,
    uint8_t out[SEAL_DIGEST])
{
	const struct keyring *ring = seal->ring;

	seal_keyed(ring->uses[use], in, n, out);
}

void
seal_derive(const struct seal *seal, enum seal_use use, const void *in,
    size_t n, uint8_t out[SEAL_DIGEST])
{
	const struct keyring *ring = seal->ring;

	seal_keyed(ring->uses[use], in, n, out);
	for (int g = 2; g <= ring->count; g++)
		seal_step(ring, g, out, SEAL_DIGEST, out);
}

bool
seal_index_is(const struct seal *seal, const uint8_t index[SEAL_DIGEST],
    const void *stored, size_t n)
{
	const struct keyring *ring = seal->ring;
	uint8_t hash[SEAL_DIGEST];
	bool is = n == SEAL_DIGEST && seal_equal(index, stored, SEAL_DIGEST);

	memcpy(hash, index, SEAL_DIGEST);
	for (int g = 2; n == SEAL_DIGEST && g <= ring->count; g++) {
		seal_step(ring, g, hash, SEAL_DIGEST, hash);
		is = seal_equal(hash, stored, SEAL_DIGEST) || is;
	}
	return is;
}

/* --- sealing -------------------------------------------------------------- */

static void
close_under(const struct keyring *ring, int generation, const void *in,
    size_t n, uint8_t *out)
{
	randombytes_buf(out, crypto_secretbox_NONCEBYTES);
	if (crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, in, n, out,
		ring->of[generation - 1].sealing) != 0)
		die("nothing sealed");
}

void
seal_close(const struct seal *seal, const void *in, size_t n, uint8_t *out)
{
	close_under(seal->ring, seal->generation, in, n, out);
}

/* Under which generation it was sealed, 0: none that is there. */
static int
opened_by(const struct keyring *ring, const uint8_t *in, size_t n, char *out)
{
	for (int g = ring->count; n >= SEAL_OVERHEAD && g >= 1; g--) {
		if (!ring->of[g - 1].is_live ||
		    crypto_secretbox_open_easy((uint8_t *)out,
			in + crypto_secretbox_NONCEBYTES,
			n - crypto_secretbox_NONCEBYTES, in,
			ring->of[g - 1].sealing) != 0)
			continue;
		out[n - SEAL_OVERHEAD] = '\0';
		return g;
	}
	return 0;
}

int
seal_open(const struct seal *seal, const uint8_t *in, size_t n, char *out)
{
	return opened_by(seal->ring, in, n, out) > 0 ? 0 : -1;
}

int
seal_again(const struct keyring *ring, int generation, char *value, size_t n)
{
	char *opened;
	int by;

	if (n < SEAL_OVERHEAD)
		return generation;
	opened = memory_new(n - SEAL_OVERHEAD + 1, 1);
	by = opened_by(ring, (const uint8_t *)value, n, opened);
	if (by > 0 && by != generation)
		close_under(ring, generation, opened, n - SEAL_OVERHEAD,
		    (uint8_t *)value);
	seal_wipe(opened, n - SEAL_OVERHEAD);
	free(opened);
	return by;
}

/* --- on the way to a table ------------------------------------------------ */

void
seal_step_ref(const struct keyring *ring, int generation, char *ref, size_t n)
{
	uint8_t piece[REF_PIECE], hash[SEAL_DIGEST];
	char hex[2 * REF_PIECE + 1];

	if (n != REF_LENGTH || *ref != REF_MARK)
		return;
	memcpy(hex, ref + 1, 2 * REF_PIECE);
	hex[2 * REF_PIECE] = '\0';
	if (decode_hex(hex, piece, REF_PIECE) != 0)
		return;
	seal_step(ring, generation, piece, REF_PIECE, hash);
	encode_hex(hash, REF_PIECE, hex);
	memcpy(ref + 1, hex, 2 * REF_PIECE);
}

void
seal_turn(const struct seal *seal, enum seal_kind kind, char *value, size_t n)
{
	const struct keyring *ring = seal->ring;
	const int now = seal->generation;

	switch (kind) {
	case SEAL_HASH:
		for (int g = 2; n == SEAL_DIGEST && g <= now; g++)
			seal_step(ring, g, (const uint8_t *)value, n,
			    (uint8_t *)value);
		return;
	case SEAL_REF:
		for (int g = 2; g <= now; g++)
			seal_step_ref(ring, g, value, n);
		return;
	case SEAL_SEALED:
		/* Of one secret there is nothing to open first. */
		if (oldest_live(ring) < ring->count)
			seal_again(ring, now, value, n);
		return;
	}
	die("no kind %d", kind);
}

/* --- texts ---------------------------------------------------------------- */

uint8_t *
seal_text(const struct seal *seal, const char *s, size_t *len)
{
	uint8_t *out;

	*len = strlen(s) + SEAL_OVERHEAD;
	out = memory_new(*len, 1);
	seal_close(seal, s, strlen(s), out);
	return out;
}

char *
seal_text_open(const struct seal *seal, const uint8_t *in, size_t n)
{
	char *out;

	if (in == NULL || n < SEAL_OVERHEAD)
		return NULL;
	out = memory_new(n - SEAL_OVERHEAD + 1, 1);
	if (seal_open(seal, in, n, out) == 0)
		return out;
	free(out);
	return NULL;
}

void
seal_token(const char prefix[5], char out[SEAL_TOKEN_SIZE])
{
	uint8_t bytes[TOKEN_BYTES];

	randombytes_buf(bytes, sizeof(bytes));
	memcpy(out, prefix, 4);
	encode_base64url(bytes, sizeof(bytes), out + 4);
	seal_wipe(bytes, sizeof(bytes));
}

int
seal_token_hash(
    const char prefix[5], const char *token, uint8_t out[SEAL_DIGEST])
{
	uint8_t bytes[TOKEN_BYTES];

	if (strlen(token) != SEAL_TOKEN_SIZE - 1 ||
	    memcmp(token, prefix, 4) != 0 ||
	    decode_base64url(token + 4, bytes, sizeof(bytes)) != TOKEN_BYTES)
		return -1;
	/* With its prefix, so that the hash too belongs to one kind. */
	seal_digest(token, SEAL_TOKEN_SIZE - 1, out);
	seal_wipe(bytes, sizeof(bytes));
	return 0;
}

void
seal_digest(const void *in, size_t n, uint8_t out[SEAL_DIGEST])
{
	crypto_hash_sha256(out, in, n);
}

bool
seal_equal(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

void
seal_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}
