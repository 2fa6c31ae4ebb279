/*
 * Writing a vault: see io/vault.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/vault_data.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/text.h"

struct vault_out {
	char *name; /* that it will have */
	char *path; /* while it is written */
	FILE *file;
	crypto_secretstream_xchacha20poly1305_state stream;
	crypto_hash_sha256_state digest;
	int64_t bytes;
	uint8_t begin[VAULT_BEGIN];
	bool is_begun; /* the first message has vouched for `begin` */
	char recipient[17];
	uint8_t plain[1 + VAULT_MAX];
	uint8_t cipher[VAULT_LENGTH + VAULT_ROOM];
};

static int
out_write(
    struct vault_out *out, const uint8_t *bytes, size_t n, struct fault *why)
{
	if (fwrite(bytes, 1, n, out->file) != n)
		return fault_set(
		    why, FAULT_INTERNAL, "%s: %s", out->path, strerror(errno));
	crypto_hash_sha256_update(&out->digest, bytes, n);
	out->bytes += (int64_t)n;
	return 0;
}

/* Another file of the same folder, so that it can take the name at once. */
static int
out_open(struct vault_out *out, struct fault *why)
{
	struct text path = { 0 };
	int fd;

	if (access(out->name, F_OK) == 0)
		return fault_set(
		    why, FAULT_CONFLICT, "%s is there already", out->name);
	text_addf(&path, "%s.XXXXXX", out->name);
	fd = mkostemp(path.data, O_CLOEXEC);
	if (fd < 0) {
		(void)fault_set(
		    why, FAULT_INTERNAL, "%s: %s", out->name, strerror(errno));
		text_clear(&path);
		return -1;
	}
	out->path = text_take(&path);
	if ((out->file = fdopen(fd, "wb")) == NULL)
		die("fdopen");
	return 0;
}

static void
out_begin(struct vault_out *out, const uint8_t public_key[32])
{
	uint8_t key[VAULT_KEY], hash[crypto_hash_sha256_BYTES];
	uint8_t *at = out->begin;

	crypto_secretstream_xchacha20poly1305_keygen(key);
	memcpy(at, VAULT_MAGIC, VAULT_MAGIC_SIZE);
	at += VAULT_MAGIC_SIZE;
	if (crypto_box_seal(at, key, sizeof(key), public_key) != 0)
		die("nothing sealed");
	at += VAULT_SEALED_KEY;
	if (crypto_secretstream_xchacha20poly1305_init_push(
		&out->stream, at, key) != 0)
		die("no stream begun");
	sodium_memzero(key, sizeof(key));
	crypto_hash_sha256_init(&out->digest);
	crypto_hash_sha256(hash, public_key, 32);
	encode_hex(hash, 8, out->recipient);
}

struct vault_out *
vault_create(const char *file, const char *key_file, struct fault *why)
{
	struct vault_out *out;
	uint8_t public_key[32];

	if (vault_read_key(key_file, VAULT_PUBLIC, public_key, why) != 0)
		return NULL;
	out = memory_new(1, sizeof(*out));
	out->name = memory_text(file);
	out_begin(out, public_key);
	if (out_open(out, why) != 0 ||
	    out_write(out, out->begin, VAULT_BEGIN, why) != 0) {
		vault_abandon(out);
		return NULL;
	}
	return out;
}

const char *
vault_recipient(const struct vault_out *out)
{
	return out->recipient;
}

static int
out_put(struct vault_out *out, char kind, const void *content, size_t n,
    uint8_t tag, struct fault *why)
{
	unsigned long long len;

	if (n > VAULT_MAX)
		die("a message of %zu bytes", n);
	out->plain[0] = (uint8_t)kind;
	if (n > 0)
		memcpy(out->plain + 1, content, n);
	if (crypto_secretstream_xchacha20poly1305_push(&out->stream,
		out->cipher + VAULT_LENGTH, &len, out->plain, 1 + n,
		out->is_begun ? NULL : out->begin,
		out->is_begun ? 0 : VAULT_BEGIN, tag) != 0)
		die("nothing encrypted");
	out->is_begun = true;
	for (int i = 0; i < VAULT_LENGTH; i++)
		out->cipher[i] = (uint8_t)(len >> (8 * (VAULT_LENGTH - 1 - i)));
	return out_write(out, out->cipher, VAULT_LENGTH + (size_t)len, why);
}

int
vault_put(struct vault_out *out, char kind, const void *content, size_t n,
    struct fault *why)
{
	return out_put(out, kind, content, n,
	    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE, why);
}

/* A new name is on disk once its folder is. */
static int
sync_folder(const char *file)
{
	char *copy = memory_text(file);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int done = fd >= 0 ? fsync(fd) : -1;

	if (fd >= 0)
		close(fd);
	free(copy);
	return done;
}

/* A file that came there meanwhile stays, where the file system has links. */
static int
take_name(const struct vault_out *out)
{
	if (link(out->path, out->name) == 0)
		return 0;
	return errno == EEXIST ? -1 : rename(out->path, out->name);
}

int
vault_finish(struct vault_out *out, int64_t *bytes,
    uint8_t digest[VAULT_DIGEST], struct fault *why)
{
	int done = out_put(out, 'z', NULL, 0,
	    crypto_secretstream_xchacha20poly1305_TAG_FINAL, why);

	if (done == 0 &&
	    (fflush(out->file) != 0 || fsync(fileno(out->file)) != 0 ||
		take_name(out) != 0 || sync_folder(out->name) != 0))
		done = fault_set(
		    why, FAULT_INTERNAL, "%s: %s", out->name, strerror(errno));
	*bytes = out->bytes;
	crypto_hash_sha256_final(&out->digest, digest);
	vault_abandon(out);
	return done;
}

void
vault_abandon(struct vault_out *out)
{
	if (out == NULL)
		return;
	if (out->file != NULL) {
		fclose(out->file);
		unlink(out->path);
	}
	free(out->name);
	free(out->path);
	sodium_memzero(out, sizeof(*out));
	free(out);
}
