/*
 * Secrets by generation: see io/keyring.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <sodium.h>
#include "io/keyring.h"
#include "base/crash.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/whole_file.h"

#define FIRST_LINE "serendip secrets"
#define FILE_MAX (64 << 10)

_Static_assert(KEYRING_KEY == crypto_kdf_KEYBYTES, "a secret");
_Static_assert(KEYRING_KEY == crypto_secretbox_KEYBYTES, "a sealing key");

/* Numbers of the derived keys: never change one, never use one twice. */
enum { KEY_SEAL = 1, KEY_FINGERPRINT = 2, KEY_STEP = 3, KEY_USES = 16 };

/* --- what derives from a secret ------------------------------------------- */

static void
derive(const uint8_t *secret, uint64_t number, uint8_t *out, size_t len)
{
	static const char context[crypto_kdf_CONTEXTBYTES] = { 's', 'e', 'r',
		'e', 'n', 'd', 'i', 'p' };

	if (crypto_kdf_derive_from_key(out, len, number, context, secret) != 0)
		die("no key derived");
}

static void
take_secret(struct keyring *ring, const uint8_t secret[KEYRING_KEY])
{
	struct keyring_generation *g = &ring->of[ring->count++];
	uint8_t fingerprint[16];

	g->is_live = true;
	memcpy(g->secret, secret, KEYRING_KEY);
	derive(secret, KEY_SEAL, g->sealing, KEYRING_KEY);
	derive(secret, KEY_STEP, g->step, KEYRING_KEY);
	derive(secret, KEY_FINGERPRINT, fingerprint, sizeof(fingerprint));
	encode_hex(fingerprint, 8, g->fingerprint);
	for (uint64_t use = 0; ring->count == 1 && use < KEYRING_USES; use++)
		derive(secret, KEY_USES + use, ring->uses[use], KEYRING_KEY);
}

int
keyring_add(struct keyring *ring, struct fault *why)
{
	uint8_t secret[KEYRING_KEY];

	if (sodium_init() < 0)
		die("libsodium does not start");
	if (ring->count == KEYRING_MAX)
		return fault_set(why, FAULT_CONFLICT,
		    "there have been %d secrets, and no more can be",
		    KEYRING_MAX);
	randombytes_buf(secret, sizeof(secret));
	take_secret(ring, secret);
	sodium_memzero(secret, sizeof(secret));
	return 0;
}

int
keyring_retire(struct keyring *ring, int before)
{
	int gone = 0;

	for (int i = 0; i < before - 1 && i < ring->count - 1; i++) {
		struct keyring_generation *g = &ring->of[i];

		gone += g->is_live;
		g->is_live = false;
		sodium_memzero(g->secret, KEYRING_KEY);
		sodium_memzero(g->sealing, KEYRING_KEY);
	}
	return gone;
}

int
keyring_find(const struct keyring *ring, const char *fingerprint)
{
	for (int i = 0; i < ring->count; i++)
		if (strcmp(ring->of[i].fingerprint, fingerprint) == 0)
			return i + 1;
	return 0;
}

void
keyring_free(struct keyring *ring)
{
	if (ring == NULL)
		return;
	sodium_memzero(ring, sizeof(*ring));
	free(ring);
}

/* --- the file ------------------------------------------------------------- */

/* The keys that a retired one leaves: the first its uses, others their step. */
static int
take_retired(struct keyring *ring, const char *fingerprint, const char *keys)
{
	struct keyring_generation *g = &ring->of[ring->count++];

	if (strlen(fingerprint) != KEYRING_FINGERPRINT - 1)
		return -1;
	text_copy(g->fingerprint, sizeof(g->fingerprint), fingerprint);
	if (ring->count == 1)
		return decode_hex(keys, ring->uses[0], sizeof(ring->uses));
	return decode_hex(keys, g->step, sizeof(g->step));
}

static int
take_line(struct keyring *ring, char *line)
{
	char *rest = line, *number = text_split(&rest, " "),
	     *what = text_split(&rest, " "), *value = text_split(&rest, " ");
	uint8_t secret[KEYRING_KEY];
	int64_t generation;
	int done;

	if (value == NULL || ring->count == KEYRING_MAX ||
	    text_to_int(number, 1, KEYRING_MAX, &generation) != 0 ||
	    generation != ring->count + 1)
		return -1;
	if (strcmp(what, "retired") == 0)
		return rest == NULL ? -1 : take_retired(ring, value, rest);
	if (strcmp(what, "secret") != 0 || rest != NULL)
		return -1;
	done = decode_hex(value, secret, sizeof(secret));
	if (done == 0)
		take_secret(ring, secret);
	sodium_memzero(secret, sizeof(secret));
	return done;
}

static int
take_lines(struct keyring *ring, char *lines)
{
	char *rest = lines, *line = text_split(&rest, "\n");

	if (line == NULL || strcmp(line, FIRST_LINE) != 0)
		return -1;
	/* The last line ends with a newline: behind it is an empty one. */
	while ((line = text_split(&rest, "\n")) != NULL &&
	       (*line != '\0' || rest != NULL))
		if (take_line(ring, line) != 0)
			return -1;
	return ring->count > 0 && ring->of[ring->count - 1].is_live ? 0 : -1;
}

static int
check_mode(const char *file, struct fault *why)
{
	struct stat st;

	if (stat(file, &st) != 0)
		return fault_set(why, FAULT_NOT_FOUND,
		    "%s: %s; serendipd --init makes one", file,
		    strerror(errno));
	if ((st.st_mode & 077) == 0)
		return 0;
	return fault_set(why, FAULT_FORBIDDEN,
	    "%s: others may read it; its mode must be 0600 or 0400", file);
}

struct keyring *
keyring_read(const char *file, struct fault *why)
{
	struct keyring *ring;
	uint8_t *bytes;
	size_t n;
	int done = 0;

	if (sodium_init() < 0)
		die("libsodium does not start");
	if (check_mode(file, why) != 0 ||
	    (bytes = whole_file_read(file, FILE_MAX, &n, why)) == NULL)
		return NULL;
	ring = memory_new(1, sizeof(*ring));
	if (n == KEYRING_KEY)
		take_secret(ring, bytes);
	else
		done = take_lines(ring, (char *)bytes);
	sodium_memzero(bytes, n);
	free(bytes);
	if (done == 0)
		return ring;
	keyring_free(ring);
	(void)fault_set(why, FAULT_INVALID,
	    "%s: it must hold %d bytes, or secrets by generation as a rotation "
	    "writes them",
	    file, KEYRING_KEY);
	return NULL;
}

static void
put_generation(const struct keyring *ring, int i, struct text *out)
{
	const struct keyring_generation *g = &ring->of[i];
	char hex[2 * sizeof(ring->uses) + 1];

	if (g->is_live) {
		encode_hex(g->secret, KEYRING_KEY, hex);
		text_addf(out, "%d secret %s\n", i + 1, hex);
	} else {
		if (i == 0)
			encode_hex(ring->uses[0], sizeof(ring->uses), hex);
		else
			encode_hex(g->step, KEYRING_KEY, hex);
		text_addf(
		    out, "%d retired %s %s\n", i + 1, g->fingerprint, hex);
	}
	sodium_memzero(hex, sizeof(hex));
}

int
keyring_write(const struct keyring *ring, const char *file, struct fault *why)
{
	/* So large that it never grows, and leaves no piece behind. */
	struct text out = { memory_new(FILE_MAX, 1), 0, FILE_MAX };
	int done;

	text_addf(&out, "%s\n", FIRST_LINE);
	for (int i = 0; i < ring->count; i++)
		put_generation(ring, i, &out);
	CRASH_AT("secrets_to_write");
	done = whole_file_write(file, out.data, out.len, 0600, why);
	sodium_memzero(out.data, out.len);
	text_clear(&out);
	return done;
}
