/*
 * Secrets: see io/seal.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <sodium.h>
#include "io/seal.h"
#include "base/encode.h"
#include "base/memory.h"

#define SECRET_BYTES crypto_kdf_KEYBYTES
#define TOKEN_BYTES 32

_Static_assert(
    SEAL_OVERHEAD == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
    "secretbox");
_Static_assert(SEAL_DIGEST == crypto_hash_sha256_BYTES, "SHA-256");

/* Numbers of the derived keys: never change one, never use one twice. */
enum { KEY_SEAL = 1, KEY_FINGERPRINT = 2, KEY_USES = 16 };

struct seal {
	uint8_t secret[SECRET_BYTES];
	uint8_t seal_key[crypto_secretbox_KEYBYTES];
};

static void
derive(const struct seal *seal, uint64_t number, uint8_t *out, size_t len)
{
	static const char context[crypto_kdf_CONTEXTBYTES] = { 's', 'e', 'r',
		'e', 'n', 'd', 'i', 'p' };

	if (crypto_kdf_derive_from_key(
		out, len, number, context, seal->secret) != 0)
		die("no key derived");
}

struct seal *
seal_new(const char *file, struct fault *why)
{
	struct seal *seal;
	struct stat st;
	ssize_t n;
	int fd;

	if (sodium_init() < 0)
		die("libsodium does not start");
	if ((fd = open(file, O_RDONLY | O_CLOEXEC)) < 0) {
		(void)fault_set(why, FAULT_NOT_FOUND,
		    "%s: %s; serendipd --init "
		    "makes one",
		    file, strerror(errno));
		return NULL;
	}
	seal = memory_new(1, sizeof(*seal));
	n = read(fd, seal->secret, sizeof(seal->secret));
	if (fstat(fd, &st) != 0 || (st.st_mode & 077) != 0) {
		(void)fault_set(why, FAULT_FORBIDDEN,
		    "%s: others may read it; its mode must be 0600 or 0400",
		    file);
		n = -1;
	} else if (n != SECRET_BYTES || st.st_size != SECRET_BYTES) {
		(void)fault_set(why, FAULT_INVALID, "%s: it must hold %u bytes",
		    file, (unsigned)SECRET_BYTES);
		n = -1;
	}
	close(fd);
	if (n < 0) {
		seal_free(seal);
		return NULL;
	}
	derive(seal, KEY_SEAL, seal->seal_key, sizeof(seal->seal_key));
	return seal;
}

void
seal_free(struct seal *seal)
{
	if (seal == NULL)
		return;
	seal_wipe(seal, sizeof(*seal));
	free(seal);
}

int
seal_make_secret(const char *file, struct fault *why)
{
	uint8_t secret[SECRET_BYTES];
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

void
seal_fingerprint(const struct seal *seal, char out[17])
{
	uint8_t bytes[16];

	derive(seal, KEY_FINGERPRINT, bytes, sizeof(bytes));
	encode_hex(bytes, 8, out);
}

void
seal_index(const struct seal *seal, enum seal_use use, const void *in, size_t n,
    uint8_t out[SEAL_DIGEST])
{
	uint8_t key[crypto_generichash_KEYBYTES];

	derive(seal, KEY_USES + (uint64_t)use, key, sizeof(key));
	if (crypto_generichash(out, SEAL_DIGEST, in, n, key, sizeof(key)) != 0)
		die("no hash");
	seal_wipe(key, sizeof(key));
}

void
seal_close(const struct seal *seal, const void *in, size_t n, uint8_t *out)
{
	randombytes_buf(out, crypto_secretbox_NONCEBYTES);
	if (crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, in, n, out,
		seal->seal_key) != 0)
		die("nothing sealed");
}

int
seal_open(const struct seal *seal, const uint8_t *in, size_t n, char *out)
{
	if (n < SEAL_OVERHEAD ||
	    crypto_secretbox_open_easy((uint8_t *)out,
		in + crypto_secretbox_NONCEBYTES,
		n - crypto_secretbox_NONCEBYTES, in, seal->seal_key) != 0)
		return -1;
	out[n - SEAL_OVERHEAD] = '\0';
	return 0;
}

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
