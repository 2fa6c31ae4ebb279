/*
 * The keys of vaults: see io/vault.h. Each is a line of text, so that the public
 * one can be copied by hand.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/vault_data.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/text.h"

#define KEY_BYTES 32
#define KEY_DIGITS 43 /* of base64url */

_Static_assert(crypto_box_PUBLICKEYBYTES == KEY_BYTES &&
		   crypto_box_SECRETKEYBYTES == KEY_BYTES,
    "keys");

static int
write_key(const char *file, const char *mark, const uint8_t key[KEY_BYTES],
    mode_t mode, struct fault *why)
{
	char digits[4 * KEY_BYTES / 3 + 4], line[128];
	int fd, n, done;

	encode_base64url(key, KEY_BYTES, digits);
	n = snprintf(line, sizeof(line), "%s%s\n", mark, digits);
	fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0) {
		sodium_memzero(line, sizeof(line));
		return fault_set(
		    why, FAULT_CONFLICT, "%s: %s", file, strerror(errno));
	}
	done = write(fd, line, (size_t)n) == n && fchmod(fd, mode) == 0 &&
	       fsync(fd) == 0;
	sodium_memzero(line, sizeof(line));
	sodium_memzero(digits, sizeof(digits));
	if (close(fd) == 0 && done)
		return 0;
	unlink(file);
	return fault_set(why, FAULT_INTERNAL, "%s: %s", file, strerror(errno));
}

int
vault_make_keys(const char *file, struct fault *why)
{
	uint8_t public_key[KEY_BYTES], private_key[KEY_BYTES];
	struct text beside = { 0 };
	int done;

	if (sodium_init() < 0)
		die("libsodium does not start");
	text_addf(&beside, "%s.pub", file);
	if (crypto_box_keypair(public_key, private_key) != 0)
		die("no keys made");
	done = write_key(file, VAULT_PRIVATE, private_key, 0600, why);
	if (done == 0 && (done = write_key(text_get(&beside), VAULT_PUBLIC,
			      public_key, 0644, why)) != 0)
		unlink(file);
	sodium_memzero(private_key, sizeof(private_key));
	text_clear(&beside);
	return done;
}

/* The file's one line, NUL-terminated, and whether others may read it. */
static int
read_line(
    const char *file, char *line, size_t size, bool *is_open, struct fault *why)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return fault_set(
		    why, FAULT_NOT_FOUND, "%s: %s", file, strerror(errno));
	n = read(fd, line, size - 1);
	if (fstat(fd, &st) != 0)
		n = -1;
	close(fd);
	*is_open = n >= 0 && (st.st_mode & 077) != 0;
	line[n < 0 ? 0 : n] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	return 0;
}

int
vault_read_key(
    const char *file, const char *mark, uint8_t key[32], struct fault *why)
{
	const bool is_private = strcmp(mark, VAULT_PRIVATE) == 0;
	const size_t n = strlen(mark);
	char line[256];
	bool is_open;
	int done = -1;

	if (sodium_init() < 0)
		die("libsodium does not start");
	if (read_line(file, line, sizeof(line), &is_open, why) != 0)
		return -1;
	if (strncmp(line, mark, n) == 0 && strlen(line + n) == KEY_DIGITS &&
	    decode_base64url(line + n, key, KEY_BYTES) == KEY_BYTES)
		done = is_private && is_open
			   ? fault_set(why, FAULT_FORBIDDEN,
				 "%s: others may read it; its mode must be "
				 "0600 or 0400",
				 file)
			   : 0;
	else if (is_private &&
		 strncmp(line, VAULT_PUBLIC, strlen(VAULT_PUBLIC)) == 0)
		(void)fault_set(why, FAULT_INVALID,
		    "%s: this is the public half of a key; what was written "
		    "under it opens by the private one",
		    file);
	else
		(void)fault_set(why, FAULT_INVALID,
		    "%s: this is no %s key for backups, as serendipctl backup "
		    "key makes one",
		    file, is_private ? "private" : "public");
	sodium_memzero(line, sizeof(line));
	return done;
}
