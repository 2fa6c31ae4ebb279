/*
 * Reading a vault: see io/vault.h.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "io/vault_data.h"
#include "base/memory.h"

struct vault_in {
	char *name;
	FILE *file;
	uint8_t public_key[32], private_key[32];
	crypto_secretstream_xchacha20poly1305_state stream;
	uint8_t begin[VAULT_BEGIN];
	bool is_begun, is_over;
	uint8_t plain[1 + VAULT_MAX];
	uint8_t cipher[VAULT_ROOM];
};

static int
in_begin(struct vault_in *in, struct fault *why)
{
	const uint8_t *sealed = in->begin + VAULT_MAGIC_SIZE;
	uint8_t key[VAULT_KEY];
	int done = 0;

	in->is_begun = in->is_over = false;
	if (fread(in->begin, 1, VAULT_BEGIN, in->file) != VAULT_BEGIN ||
	    memcmp(in->begin, VAULT_MAGIC, VAULT_MAGIC_SIZE) != 0)
		return fault_set(why, FAULT_INVALID,
		    "%s: this is no backup of serendip", in->name);
	if (crypto_box_seal_open(key, sealed, VAULT_SEALED_KEY, in->public_key,
		in->private_key) != 0)
		return fault_set(why, FAULT_FORBIDDEN,
		    "%s: it was not written under this key, or is damaged at "
		    "its beginning",
		    in->name);
	if (crypto_secretstream_xchacha20poly1305_init_pull(
		&in->stream, sealed + VAULT_SEALED_KEY, key) != 0)
		done = fault_set(why, FAULT_INVALID,
		    "%s: it is damaged at its beginning", in->name);
	sodium_memzero(key, sizeof(key));
	return done;
}

struct vault_in *
vault_open(const char *file, const char *key_file, struct fault *why)
{
	struct vault_in *in = memory_new(1, sizeof(*in));
	struct stat st;

	in->name = memory_text(file);
	if (vault_read_key(key_file, VAULT_PRIVATE, in->private_key, why) != 0)
		goto fail;
	if (crypto_scalarmult_base(in->public_key, in->private_key) != 0)
		die("no public key");
	if ((in->file = fopen(file, "rbe")) == NULL) {
		(void)fault_set(
		    why, FAULT_NOT_FOUND, "%s: %s", file, strerror(errno));
		goto fail;
	}
	/* It is read twice, once to be sure of it. */
	if (fstat(fileno(in->file), &st) != 0 || !S_ISREG(st.st_mode)) {
		(void)fault_set(
		    why, FAULT_INVALID, "%s: it must be a file", file);
		goto fail;
	}
	if (in_begin(in, why) == 0)
		return in;
fail:
	vault_close(in);
	return NULL;
}

static int
in_damaged(const struct vault_in *in, struct fault *why)
{
	return fault_set(why, FAULT_INVALID,
	    "%s: it is damaged or was changed after byte %ld", in->name,
	    ftell(in->file));
}

int
vault_get(struct vault_in *in, char *kind, const uint8_t **content, size_t *n,
    struct fault *why)
{
	uint8_t head[VAULT_LENGTH], tag;
	unsigned long long got;
	size_t len = 0, read;

	if (in->is_over)
		return 0;
	read = fread(head, 1, sizeof(head), in->file);
	for (int i = 0; i < VAULT_LENGTH; i++)
		len = len << 8 | head[i];
	if (read == sizeof(head) && (len <= VAULT_TAGGED || len > VAULT_ROOM))
		return in_damaged(in, why);
	if (read != sizeof(head) || fread(in->cipher, 1, len, in->file) != len)
		return fault_set(why, FAULT_INVALID,
		    "%s: it is cut off after %ld bytes", in->name,
		    ftell(in->file));
	if (crypto_secretstream_xchacha20poly1305_pull(&in->stream, in->plain,
		&got, &tag, in->cipher, len, in->is_begun ? NULL : in->begin,
		in->is_begun ? 0 : VAULT_BEGIN) != 0 ||
	    got == 0)
		return in_damaged(in, why);
	in->is_begun = true;
	*kind = (char)in->plain[0];
	*content = in->plain + 1;
	*n = (size_t)got - 1;
	if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL)
		return 1;
	in->is_over = true;
	return fgetc(in->file) == EOF
		   ? 0
		   : fault_set(why, FAULT_INVALID,
			 "%s: something was put behind it", in->name);
}

int
vault_rewind(struct vault_in *in, struct fault *why)
{
	rewind(in->file);
	return in_begin(in, why);
}

void
vault_close(struct vault_in *in)
{
	if (in == NULL)
		return;
	if (in->file != NULL)
		fclose(in->file);
	free(in->name);
	sodium_memzero(in, sizeof(*in));
	free(in);
}
