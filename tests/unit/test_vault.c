/* links: io */
/* A vault opens by the private key alone, and only as it was written; it is there
 * whole, or not at all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "io/vault.h"
#include "io/whole_file.h"

#define MOST (1 << 20)

struct world {
	char folder[32];
	char key[64], public_key[64], other[64], file[64];
};

static int
world_open(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));
	struct fault why;

	text_copy(w->folder, sizeof(w->folder), "/tmp/test_vault.XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->key, sizeof(w->key), "%s/key", w->folder);
	snprintf(w->public_key, sizeof(w->public_key), "%s/key.pub", w->folder);
	snprintf(w->other, sizeof(w->other), "%s/other", w->folder);
	snprintf(w->file, sizeof(w->file), "%s/file", w->folder);
	assert_int_equal(vault_make_keys(w->key, &why), 0);
	assert_int_equal(vault_make_keys(w->other, &why), 0);
	*state = w;
	return 0;
}

static int
world_close(void **state)
{
	struct world *w = *state;
	char other_public[80];

	snprintf(other_public, sizeof(other_public), "%s.pub", w->other);
	unlink(w->key);
	unlink(w->public_key);
	unlink(w->other);
	unlink(other_public);
	unlink(w->file);
	assert_int_equal(rmdir(w->folder), 0);
	test_free(w);
	return 0;
}

/* Three messages: of 5 bytes, of none, of as many as go into one. */
static void
write_one(struct world *w)
{
	static uint8_t full[VAULT_MAX];
	uint8_t digest[VAULT_DIGEST];
	struct vault_out *out;
	struct fault why;
	int64_t bytes;

	memset(full, 'f', sizeof(full));
	out = vault_create(w->file, w->public_key, &why);
	assert_non_null(out);
	assert_int_equal(strlen(vault_recipient(out)), 16);
	assert_int_equal(vault_put(out, 'a', "hello", 5, &why), 0);
	assert_int_equal(vault_put(out, 'b', NULL, 0, &why), 0);
	assert_int_equal(access(w->file, F_OK), -1);
	assert_int_equal(vault_put(out, 'c', full, sizeof(full), &why), 0);
	assert_int_equal(vault_finish(out, &bytes, digest, &why), 0);
	assert_true(bytes > VAULT_MAX);
}

/* All of it: how the last vault_get ended, and how many messages came before. */
static int
read_one(struct vault_in *in, int *count, struct fault *why)
{
	static const char kinds[] = "abc";
	static const size_t sizes[] = { 5, 0, VAULT_MAX };
	const uint8_t *content;
	size_t n;
	char kind;
	int got;

	for (*count = 0; (got = vault_get(in, &kind, &content, &n, why)) > 0;
	     ++*count) {
		assert_in_range(*count, 0, 2);
		assert_int_equal(kind, kinds[*count]);
		assert_int_equal(n, sizes[*count]);
		if (n > 0)
			assert_int_equal(
			    content[n - 1], *count == 0 ? 'o' : 'f');
	}
	return got;
}

static void
test_what_was_written_is_read(void **state)
{
	struct world *w = *state;
	struct vault_in *in;
	struct stat st;
	struct fault why;
	int count;

	write_one(w);
	assert_int_equal(stat(w->file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	in = vault_open(w->file, w->key, &why);
	assert_non_null(in);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(read_one(in, &count, &why), 0);
		assert_int_equal(count, 3);
		assert_int_equal(vault_rewind(in, &why), 0);
	}
	vault_close(in);
}

static void
test_only_by_its_key(void **state)
{
	struct world *w = *state;
	struct fault why;

	write_one(w);
	assert_null(vault_open(w->file, w->other, &why));
	assert_int_equal(why.code, FAULT_FORBIDDEN);
	assert_null(vault_open(w->file, w->public_key, &why));
	assert_non_null(strstr(why.sentence, "public half"));
	assert_int_equal(chmod(w->key, 0640), 0);
	assert_null(vault_open(w->file, w->key, &why));
	assert_int_equal(why.code, FAULT_FORBIDDEN);
	assert_null(vault_create(w->file, w->key, &why));
	assert_int_equal(vault_make_keys(w->key, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
}

/* Whether the file with these bytes is refused somewhere on the way. */
static bool
is_refused(struct world *w, const uint8_t *bytes, size_t n)
{
	struct vault_in *in;
	struct fault why;
	int got = -1, count;

	assert_int_equal(whole_file_write(w->file, bytes, n, 0600, &why), 0);
	in = vault_open(w->file, w->key, &why);
	if (in != NULL)
		got = read_one(in, &count, &why);
	vault_close(in);
	return got < 0;
}

static void
test_whatever_is_changed_is_refused(void **state)
{
	struct world *w = *state;
	struct fault why;
	uint8_t *bytes;
	size_t n;

	write_one(w);
	bytes = whole_file_read(w->file, MOST, &n, &why);
	assert_non_null(bytes);
	assert_false(is_refused(w, bytes, n));
	/* Every byte of what stands before the long message, and around its end. */
	for (size_t i = 0; i < n; i += i == 300 ? n - 400 : 1) {
		bytes[i] ^= 1;
		assert_true(is_refused(w, bytes, n));
		bytes[i] ^= 1;
		assert_true(is_refused(w, bytes, i));
	}
	assert_true(is_refused(w, bytes, n + 1));
	free(bytes);
}

static void
test_whole_or_not_at_all(void **state)
{
	struct world *w = *state;
	struct vault_out *out;
	struct fault why;
	int64_t bytes;
	uint8_t digest[VAULT_DIGEST];

	out = vault_create(w->file, w->public_key, &why);
	assert_non_null(out);
	assert_int_equal(vault_put(out, 'a', "hello", 5, &why), 0);
	vault_abandon(out);
	assert_int_equal(access(w->file, F_OK), -1);
	/* A file that came there meanwhile is another's. */
	out = vault_create(w->file, w->public_key, &why);
	assert_non_null(out);
	assert_int_equal(whole_file_write(w->file, "x", 1, 0600, &why), 0);
	assert_int_equal(vault_finish(out, &bytes, digest, &why), -1);
	assert_null(vault_create(w->file, w->public_key, &why));
	assert_int_equal(why.code, FAULT_CONFLICT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
		TEST(test_what_was_written_is_read),
		TEST(test_only_by_its_key),
		TEST(test_whatever_is_changed_is_refused),
		TEST(test_whole_or_not_at_all),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
