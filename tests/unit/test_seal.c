/* links: io */
/* Only who holds the secret file reads what was sealed, and only unchanged. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/encode.h"
#include "base/text.h"
#include "io/seal.h"

/* Two houses, each with its secret. */
struct world {
	char folder[32];
	char file[64], other_file[64];
	struct seal *seal, *other;
};

static void
write_file(const char *file, const void *bytes, size_t n, mode_t mode)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static int
world_open(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));
	struct fault why;

	text_copy(w->folder, sizeof(w->folder), "/tmp/test_seal.XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->file, sizeof(w->file), "%s/secret", w->folder);
	snprintf(w->other_file, sizeof(w->other_file), "%s/other", w->folder);
	assert_int_equal(seal_make_secret(w->file, &why), 0);
	assert_int_equal(seal_make_secret(w->other_file, &why), 0);
	assert_non_null(w->seal = seal_new(w->file, &why));
	assert_non_null(w->other = seal_new(w->other_file, &why));
	*state = w;
	return 0;
}

static int
world_close(void **state)
{
	struct world *w = *state;

	seal_free(w->seal);
	seal_free(w->other);
	unlink(w->file);
	unlink(w->other_file);
	assert_int_equal(rmdir(w->folder), 0);
	test_free(w);
	return 0;
}

/* --- the secret file ------------------------------------------------------ */

static void
test_secret_is_made_once(void **state)
{
	struct world *w = *state;
	char before[17], after[17];
	struct fault why;
	struct stat st;

	assert_int_equal(stat(w->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, 32);
	seal_fingerprint(w->seal, 1, before);
	assert_int_equal(seal_make_secret(w->file, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
	assert_non_null(strstr(why.sentence, w->file));
	seal_free(w->seal);
	assert_non_null(w->seal = seal_new(w->file, &why));
	seal_fingerprint(w->seal, 1, after);
	assert_string_equal(before, after);
	seal_fingerprint(w->other, 1, after);
	assert_string_not_equal(before, after);
	assert_int_equal(strspn(before, "0123456789abcdef"), 16);
}

/* Whatever the umask, nobody else reads it. */
static void
test_secret_is_private_under_any_umask(void **state)
{
	struct world *w = *state;
	mode_t mask = umask(0);
	struct fault why;
	struct stat st;

	unlink(w->file);
	assert_int_equal(seal_make_secret(w->file, &why), 0);
	umask(mask);
	assert_int_equal(stat(w->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void
test_secret_that_others_may_read_is_refused(void **state)
{
	static const struct {
		mode_t mode;
		bool is_good;
	} modes[] = { { 0600, true }, { 0400, true }, { 0640, false },
		{ 0604, false }, { 0620, false }, { 0610, false },
		{ 0644, false }, { 0601, false } };
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(modes); i++) {
		struct fault why = { .code = FAULT_NONE };
		struct seal *seal;

		assert_int_equal(chmod(w->file, modes[i].mode), 0);
		seal = seal_new(w->file, &why);
		assert_int_equal(seal != NULL, modes[i].is_good);
		seal_free(seal);
		if (!modes[i].is_good) {
			assert_int_equal(why.code, FAULT_FORBIDDEN);
			assert_non_null(strstr(why.sentence, w->file));
		}
	}
}

static void
test_secret_of_wrong_length_is_refused(void **state)
{
	static const size_t lengths[] = { 0, 1, 31, 33, 64 };
	static const uint8_t bytes[64] = { 1, 2, 3 };
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		struct fault why = { .code = FAULT_NONE };

		write_file(w->file, bytes, lengths[i], 0600);
		assert_null(seal_new(w->file, &why));
		assert_int_equal(why.code, FAULT_INVALID);
		assert_non_null(strstr(why.sentence, "32"));
	}
}

static void
test_secret_that_is_missing(void **state)
{
	struct world *w = *state;
	struct fault why;

	unlink(w->file);
	assert_null(seal_new(w->file, &why));
	assert_int_equal(why.code, FAULT_NOT_FOUND);
	assert_non_null(strstr(why.sentence, w->file));
	assert_non_null(strstr(why.sentence, "--init"));
	/* A folder that is not there cannot hold one either. */
	assert_int_equal(seal_make_secret("/nowhere/at/all", &why), -1);
	assert_non_null(strstr(why.sentence, "/nowhere/at/all"));
	assert_null(seal_new(w->folder, &why));
	seal_free(NULL);
}

/* --- sealing -------------------------------------------------------------- */

enum { LONGEST = 300 };

static void
test_what_is_sealed_opens(void **state)
{
	struct world *w = *state;
	uint8_t in[LONGEST], sealed[LONGEST + SEAL_OVERHEAD];
	char out[LONGEST + 1];

	for (size_t i = 0; i < LONGEST; i++)
		in[i] = (uint8_t)i;
	for (size_t n = 0; n <= LONGEST; n += n < 3 ? 1 : 99) {
		memset(out, 'x', sizeof(out));
		seal_close(w->seal, in, n, sealed);
		assert_int_equal(
		    seal_open(w->seal, sealed, n + SEAL_OVERHEAD, out), 0);
		assert_memory_equal(out, in, n);
		assert_int_equal(out[n], '\0');
	}
}

/* A dump shows neither the text nor that two texts are the same. */
static void
test_sealed_tells_nothing(void **state)
{
	static const char text[] = "zoe@example.org";
	struct world *w = *state;
	uint8_t one[sizeof(text) + SEAL_OVERHEAD];
	uint8_t two[sizeof(text) + SEAL_OVERHEAD];

	seal_close(w->seal, text, sizeof(text), one);
	seal_close(w->seal, text, sizeof(text), two);
	assert_null(memmem(one, sizeof(one), "zoe", 3));
	assert_memory_not_equal(one, two, 24);
	assert_memory_not_equal(one + 24, two + 24, sizeof(one) - 24);
}

static void
test_another_secret_does_not_open(void **state)
{
	struct world *w = *state;
	uint8_t sealed[3 + SEAL_OVERHEAD];
	char out[4];

	seal_close(w->seal, "zoe", 3, sealed);
	assert_int_equal(seal_open(w->other, sealed, sizeof(sealed), out), -1);
	assert_int_equal(seal_open(w->seal, sealed, sizeof(sealed), out), 0);
	assert_string_equal(out, "zoe");
}

static void
test_changed_bytes_do_not_open(void **state)
{
	struct world *w = *state;
	uint8_t sealed[3 + SEAL_OVERHEAD + 1] = { 0 };
	char out[5];

	seal_close(w->seal, "zoe", 3, sealed);
	for (size_t i = 0; i < 3 + SEAL_OVERHEAD; i++) {
		for (int bit = 0; bit < 8; bit++) {
			sealed[i] ^= (uint8_t)(1u << bit);
			assert_int_equal(
			    seal_open(w->seal, sealed, 3 + SEAL_OVERHEAD, out),
			    -1);
			sealed[i] ^= (uint8_t)(1u << bit);
		}
	}
	/* Nor do fewer or more. */
	for (size_t n = 0; n < 3 + SEAL_OVERHEAD; n++)
		assert_int_equal(seal_open(w->seal, sealed, n, out), -1);
	assert_int_equal(seal_open(w->seal, sealed, sizeof(sealed), out), -1);
}

/* --- keyed hashes --------------------------------------------------------- */

static void
test_index_is_equal_for_equal_input_only(void **state)
{
	struct world *w = *state;
	uint8_t one[SEAL_DIGEST], two[SEAL_DIGEST];
	struct seal *again;
	struct fault why;

	seal_index(w->seal, SEAL_EMAIL_INDEX, "zoe", 3, one);
	seal_index(w->seal, SEAL_EMAIL_INDEX, "zoe", 3, two);
	assert_memory_equal(one, two, SEAL_DIGEST);
	assert_non_null(again = seal_new(w->file, &why));
	seal_index(again, SEAL_EMAIL_INDEX, "zoe", 3, two);
	assert_memory_equal(one, two, SEAL_DIGEST);
	seal_free(again);
	seal_index(w->seal, SEAL_EMAIL_INDEX, "zof", 3, two);
	assert_memory_not_equal(one, two, SEAL_DIGEST);
	seal_index(w->seal, SEAL_EMAIL_INDEX, "zoe", 4, two);
	assert_memory_not_equal(one, two, SEAL_DIGEST);
	seal_index(w->other, SEAL_EMAIL_INDEX, "zoe", 3, two);
	assert_memory_not_equal(one, two, SEAL_DIGEST);
	seal_digest("zoe", 3, two);
	assert_memory_not_equal(one, two, SEAL_DIGEST);
}

static void
test_each_use_has_its_key(void **state)
{
	static const enum seal_use uses[] = { SEAL_EMAIL_INDEX,
		SEAL_SIGNIN_CODE, SEAL_ROUND_SEED, SEAL_LIMITS, SEAL_ONCE_KEY,
		SEAL_ONCE_REQUEST };
	struct world *w = *state;
	uint8_t hashes[COUNT_OF(uses)][SEAL_DIGEST];

	for (size_t i = 0; i < COUNT_OF(uses); i++) {
		seal_index(w->seal, uses[i], "zoe", 3, hashes[i]);
		for (size_t k = 0; k < i; k++)
			assert_memory_not_equal(
			    hashes[i], hashes[k], SEAL_DIGEST);
	}
}

/* What was kept under a secret must be found for ever. The values come from
 * other implementations: Python's hashlib.blake2b and bare secretbox. */
static void
test_keys_never_change(void **state)
{
	struct world *w = *state;
	uint8_t secret[32], hash[SEAL_DIGEST], sealed[3 + SEAL_OVERHEAD];
	char text[2 * SEAL_DIGEST + 1], out[8];
	struct fault why;
	struct seal *seal;

	for (size_t i = 0; i < sizeof(secret); i++)
		secret[i] = (uint8_t)i;
	write_file(w->file, secret, sizeof(secret), 0400);
	assert_non_null(seal = seal_new(w->file, &why));
	seal_fingerprint(seal, 1, text);
	assert_string_equal(text, "b5761634fbc355bd");
	seal_index(seal, SEAL_EMAIL_INDEX, "zoe", 3, hash);
	encode_hex(hash, sizeof(hash), text);
	assert_string_equal(text,
	    "fd707fd5918b622e2f83fe46bf2c4c9a6e7e04126470906c1200ca46d4e6b106");
	assert_int_equal(
	    decode_hex("6465666768696a6b6c6d6e6f707172737475767778797a7b80e8"
		       "2329153d6540480c05037d29f49ff111ff",
		sealed, 3 + SEAL_OVERHEAD),
	    0);
	assert_int_equal(seal_open(seal, sealed, 3 + SEAL_OVERHEAD, out), 0);
	assert_string_equal(out, "zoe");
	seal_free(seal);
	chmod(w->file, 0600);
}

/* --- tokens and digests --------------------------------------------------- */

static void
test_token(void **state)
{
	char one[SEAL_TOKEN_SIZE], two[SEAL_TOKEN_SIZE];
	uint8_t hash[SEAL_DIGEST], same[SEAL_DIGEST];

	(void)state;
	seal_token("sdp_", one);
	seal_token("sdp_", two);
	assert_int_equal(strlen(one), SEAL_TOKEN_SIZE - 1);
	assert_memory_equal(one, "sdp_", 4);
	assert_string_not_equal(one, two);
	assert_int_equal(seal_token_hash("sdp_", one, hash), 0);
	assert_int_equal(seal_token_hash("sdp_", one, same), 0);
	assert_memory_equal(hash, same, SEAL_DIGEST);
	assert_int_equal(seal_token_hash("sdp_", two, same), 0);
	assert_memory_not_equal(hash, same, SEAL_DIGEST);
	/* The hash belongs to the token with its prefix. */
	seal_digest(one, SEAL_TOKEN_SIZE - 1, same);
	assert_memory_equal(hash, same, SEAL_DIGEST);
}

static void
test_token_of_another_form_is_refused(void **state)
{
	char token[SEAL_TOKEN_SIZE], longer[SEAL_TOKEN_SIZE + 1];
	uint8_t hash[SEAL_DIGEST];

	(void)state;
	seal_token("sdp_", token);
	assert_int_equal(seal_token_hash("sdo_", token, hash), -1);
	assert_int_equal(seal_token_hash("sdp_", "", hash), -1);
	assert_int_equal(seal_token_hash("sdp_", "sdp_", hash), -1);
	snprintf(longer, sizeof(longer), "%sA", token);
	assert_int_equal(seal_token_hash("sdp_", longer, hash), -1);
	longer[SEAL_TOKEN_SIZE - 2] = '\0';
	assert_int_equal(seal_token_hash("sdp_", longer, hash), -1);
	for (const char *c = "+/= .\n\x80"; *c != '\0'; c++) {
		snprintf(longer, sizeof(longer), "%s", token);
		longer[20] = *c;
		assert_int_equal(seal_token_hash("sdp_", longer, hash), -1);
	}
}

static void
test_digest_equal_and_wipe(void **state)
{
	uint8_t hash[SEAL_DIGEST];
	char text[2 * SEAL_DIGEST + 1];

	(void)state;
	/* FIPS 180-4's example. */
	seal_digest("abc", 3, hash);
	encode_hex(hash, sizeof(hash), text);
	assert_string_equal(text,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(seal_equal("abc", "abd", 2));
	assert_false(seal_equal("abc", "abd", 3));
	assert_false(seal_equal("xbc", "abc", 3));
	seal_wipe(hash, sizeof(hash));
	for (size_t i = 0; i < sizeof(hash); i++)
		assert_int_equal(hash[i], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
		TEST(test_secret_is_made_once),
		TEST(test_secret_is_private_under_any_umask),
		TEST(test_secret_that_others_may_read_is_refused),
		TEST(test_secret_of_wrong_length_is_refused),
		TEST(test_secret_that_is_missing),
		TEST(test_what_is_sealed_opens),
		TEST(test_sealed_tells_nothing),
		TEST(test_another_secret_does_not_open),
		TEST(test_changed_bytes_do_not_open),
		TEST(test_index_is_equal_for_equal_input_only),
		TEST(test_each_use_has_its_key),
		TEST(test_keys_never_change),
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_token_of_another_form_is_refused),
		cmocka_unit_test(test_digest_equal_and_wipe),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
