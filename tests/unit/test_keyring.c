/* links: io */
/* Another secret beside the first: what was sealed opens, what was hashed is found,
 * and once the first is retired, who has it alone opens nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "io/keyring.h"
#include "io/seal.h"
#include "io/seal_keys.h"

struct world {
	char folder[40], file[64];
};

static int
world_open(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));
	struct fault why;

	text_copy(w->folder, sizeof(w->folder), "/tmp/test_keyring.XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->file, sizeof(w->file), "%s/secret", w->folder);
	assert_int_equal(seal_make_secret(w->file, &why), 0);
	*state = w;
	return 0;
}

static int
world_close(void **state)
{
	struct world *w = *state;

	unlink(w->file);
	assert_int_equal(rmdir(w->folder), 0);
	test_free(w);
	return 0;
}

static struct seal *
open_seal(const struct world *w)
{
	struct fault why;
	struct seal *seal = seal_new(w->file, &why);

	assert_non_null(seal);
	return seal;
}

/* One secret more in the file, or all but the newest retired. */
static void
change(const struct world *w, bool is_to_add)
{
	struct fault why;
	struct keyring *ring = keyring_read(w->file, &why);

	assert_non_null(ring);
	if (is_to_add)
		assert_int_equal(keyring_add(ring, &why), 0);
	else
		assert_true(keyring_retire(ring, ring->count) > 0);
	assert_int_equal(keyring_write(ring, w->file, &why), 0);
	keyring_free(ring);
}

static void
close_text(const struct seal *seal, uint8_t out[3 + SEAL_OVERHEAD])
{
	seal_close(seal, "zoe", 3, out);
}

static bool
opens(const struct seal *seal, const uint8_t sealed[3 + SEAL_OVERHEAD])
{
	char out[4];

	return seal_open(seal, sealed, 3 + SEAL_OVERHEAD, out) == 0 &&
	       strcmp(out, "zoe") == 0;
}

static void
test_both_open_until_one_is_retired(void **state)
{
	struct world *w = *state;
	struct seal *first = open_seal(w), *both, *second;
	uint8_t old[3 + SEAL_OVERHEAD], new[3 + SEAL_OVERHEAD];
	struct stat st;

	close_text(first, old);
	change(w, true);
	assert_int_equal(stat(w->file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	both = open_seal(w);
	assert_int_equal(seal_newest(both), 2);
	/* Until the database says otherwise, it is as before. */
	assert_int_equal(seal_generation(both), 1);
	close_text(both, new);
	assert_true(opens(first, new));
	assert_false(seal_follow(both, 3));
	assert_true(seal_follow(both, 2));
	close_text(both, new);
	assert_false(opens(first, new));
	assert_true(opens(both, new) && opens(both, old));
	/* On its way to a table it is under the one in force. */
	seal_turn(both, SEAL_SEALED, (char *)old, sizeof(old));
	assert_false(opens(first, old));
	assert_true(opens(both, old));
	close_text(first, old);
	change(w, false);
	second = open_seal(w);
	assert_int_equal(seal_generation(second), 2);
	assert_true(opens(second, new));
	assert_false(opens(second, old));
	seal_free(first);
	seal_free(both);
	seal_free(second);
}

static void
test_hashes_are_found_in_any_generation(void **state)
{
	struct world *w = *state;
	struct seal *seal = open_seal(w), *later;
	uint8_t base[SEAL_DIGEST], again[SEAL_DIGEST], at[4][SEAL_DIGEST];
	char ref[] = "@00112233445566778899aabbccddeeff", other[] = "@plain",
	     was[sizeof(ref)];
	struct fault why;

	seal_index(seal, SEAL_PERSON, "zoe", 3, base);
	for (int g = 1; g <= 3; g++) {
		if (g > 1) {
			change(w, true);
			assert_int_equal(seal_reload(seal, w->file, &why), 0);
			assert_true(seal_follow(seal, g));
		}
		memcpy(at[g], base, SEAL_DIGEST);
		seal_turn(seal, SEAL_HASH, (char *)at[g], SEAL_DIGEST);
		seal_index(seal, SEAL_PERSON, "zoe", 3, again);
		assert_memory_equal(again, base, SEAL_DIGEST);
		assert_true(seal_index_is(seal, base, at[g], SEAL_DIGEST));
		assert_false(seal_index_is(seal, base, at[g], 16));
	}
	assert_memory_equal(at[1], base, SEAL_DIGEST);
	assert_memory_not_equal(at[2], at[1], SEAL_DIGEST);
	assert_memory_not_equal(at[3], at[2], SEAL_DIGEST);
	/* Retired, it still computes them all; a stranger's is none of them. */
	change(w, false);
	later = open_seal(w);
	seal_index(later, SEAL_PERSON, "zoe", 3, again);
	for (int g = 1; g <= 3; g++)
		assert_true(seal_index_is(later, again, at[g], SEAL_DIGEST));
	seal_index(later, SEAL_PERSON, "zoo", 3, again);
	assert_false(seal_index_is(later, again, at[3], SEAL_DIGEST));
	/* References that are pieces of such hashes; others stay. */
	memcpy(was, ref, sizeof(ref));
	seal_turn(later, SEAL_REF, ref, strlen(ref));
	assert_string_not_equal(ref, was);
	assert_int_equal(ref[0], '@');
	assert_int_equal(strspn(ref + 1, "0123456789abcdef"), 32);
	seal_turn(later, SEAL_REF, other, strlen(other));
	assert_string_equal(other, "@plain");
	seal_free(seal);
	seal_free(later);
}

static void
test_a_file_without_what_is_in_force_is_refused(void **state)
{
	struct world *w = *state;
	struct seal *seal = open_seal(w);
	struct fault why;

	change(w, true);
	change(w, false);
	assert_int_equal(seal_reload(seal, w->file, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
	unlink(w->file);
	assert_int_equal(seal_make_secret(w->file, &why), 0);
	assert_int_equal(seal_reload(seal, w->file, &why), -1);
	seal_free(seal);
}

static void
test_files_that_are_none(void **state)
{
	static const char second_alone[] = "serendip secrets\n2 secret "
					   "000102030405060708090a0b0c0d0e0f"
					   "101112131415161718191a1b1c1d1e1f\n";
	static const char behind_a_gap[] = "serendip secrets\n1 secret "
					   "000102030405060708090a0b0c0d0e0f"
					   "101112131415161718191a1b1c1d1e1f\n"
					   "\n2 secret "
					   "000102030405060708090a0b0c0d0e0f"
					   "101112131415161718191a1b1c1d1e1f\n";
	static const char *const bad[] = { "serendip secrets\n",
		"serendip secret\n1 secret 00\n",
		"serendip secrets\n1 secret 00\n",
		"serendip secrets\n1 retired 0123456789abcdef 00\n",
		"serendip secrets\n1 retired\n", "serendip secrets\n1\n",
		"serendip secrets\n\n1 secret 00\n", second_alone,
		behind_a_gap };
	struct world *w = *state;
	struct fault why;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		int fd = open(w->file, O_WRONLY | O_TRUNC | O_CLOEXEC);

		assert_true(fd >= 0);
		assert_int_equal(
		    write(fd, bad[i], strlen(bad[i])), strlen(bad[i]));
		close(fd);
		assert_null(keyring_read(w->file, &why));
		assert_int_equal(why.code, FAULT_INVALID);
		assert_non_null(strstr(why.sentence, w->file));
	}
}

static void
test_so_many_and_no_more(void **state)
{
	struct world *w = *state;
	struct fault why;
	struct keyring *ring = keyring_read(w->file, &why);

	while (ring->count < KEYRING_MAX)
		assert_int_equal(keyring_add(ring, &why), 0);
	assert_int_equal(keyring_add(ring, &why), -1);
	assert_int_equal(keyring_write(ring, w->file, &why), 0);
	keyring_free(ring);
	assert_non_null(ring = keyring_read(w->file, &why));
	assert_int_equal(ring->count, KEYRING_MAX);
	assert_int_equal(keyring_find(ring, ring->of[41].fingerprint), 42);
	assert_int_equal(keyring_find(ring, "0123456789abcdef"), 0);
	keyring_free(ring);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
		TEST(test_both_open_until_one_is_retired),
		TEST(test_hashes_are_found_in_any_generation),
		TEST(test_a_file_without_what_is_in_force_is_refused),
		TEST(test_files_that_are_none),
		TEST(test_so_many_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
