/* links: base */
/* Growing text, UTF-8, numbers and pieces read from text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"

static void
test_buffer(void **state)
{
	struct text t = { 0 };
	char *taken;

	(void)state;
	assert_string_equal(text_get(&t), "");
	text_add_n(&t, "abc", 2);
	text_add(&t, "");
	text_addf(&t, "%d-%s", 42, "x");
	assert_string_equal(text_get(&t), "ab42-x");
	assert_int_equal(t.len, 6);
	taken = text_take(&t);
	assert_string_equal(taken, "ab42-x");
	free(taken);
	assert_null(t.data);
	assert_int_equal(t.len, 0);
	taken = text_take(&t);
	assert_string_equal(taken, "");
	free(taken);
	text_clear(&t);
	text_clear(&t);
}

/* Every length around the sizes at which the buffer grows. */
static void
test_buffer_grows(void **state)
{
	struct text byte_wise = { 0 };

	(void)state;
	for (int n = 0; n < 600; n++) {
		struct text t = { 0 };

		text_addf(&t, "%*s", n, "");
		assert_int_equal(t.len, n);
		assert_int_equal(strlen(t.data), n);
		assert_true(t.cap > t.len);
		text_add(&t, "é");
		assert_string_equal(t.data + n, "é");
		text_clear(&t);
		text_add_n(&byte_wise, "\0", 1);
		assert_int_equal(byte_wise.len, n + 1);
	}
	text_clear(&byte_wise);
}

static void
test_copy(void **state)
{
	char to[5];

	(void)state;
	text_copy(to, sizeof(to), "abcd");
	assert_string_equal(to, "abcd");
	text_copy(to, sizeof(to), "abcde");
	assert_string_equal(to, "abcd");
	text_copy(to, sizeof(to), "abcé");
	assert_string_equal(to, "abc");
	text_copy(to, sizeof(to), "abé");
	assert_string_equal(to, "abé");
	text_copy(to, sizeof(to), "a\xf0\x9f\x8e\xbb");
	assert_string_equal(to, "a");
	text_copy(to, 1, "é");
	assert_string_equal(to, "");
}

static size_t
utf8_put(uint32_t c, char out[5])
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	memset(out, 0, 5);
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(n == 1 ? c : (0xf00u >> n & 0xff) | c);
	return n;
}

/* Every code point there is, and each with its last byte missing. */
static void
test_utf8_all(void **state)
{
	char s[5];

	(void)state;
	for (uint32_t c = 1; c < 0x120000; c++) {
		bool good = (c < 0xd800 || c > 0xdfff) && c <= 0x10ffff;
		size_t n = utf8_put(c, s);

		if (text_utf8_length(s, n) != (good ? 1 : -1) ||
		    text_utf8_step(s, n) != (good ? n : 0))
			fail_msg("U+%04X is read wrongly", (unsigned)c);
		if (n > 1 && text_utf8_length(s, n - 1) != -1)
			fail_msg("U+%04X without its end is read", (unsigned)c);
	}
}

static void
test_utf8_broken(void **state)
{
	static const char *const broken[] = {
		"\x80", "\xbf", "a\x80", "\xc0\x80", "\xc1\xbf", /* overlong */
		"\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xfe", "\xff", "\xc3(", "\xe2\x82(", "\xe2(\xa1",
		"\xf0\x9f\x8e(", "\xed\xa0\x80\xed\xb0\x80", /* CESU-8 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++)
		assert_int_equal(
		    text_utf8_length(broken[i], strlen(broken[i])), -1);
	assert_int_equal(text_utf8_length("a\0b", 3), -1);
	assert_int_equal(text_utf8_length("", 0), 0);
	assert_int_equal(text_utf8_length("Zoé\n\xf0\x9f\x8e\xbb", 9), 5);
}

static void
test_control(void **state)
{
	(void)state;
	assert_false(text_has_control("Zoé, 日本", ""));
	assert_true(text_has_control("a\nb", ""));
	assert_false(text_has_control("a\nb\t", "\n\t"));
	assert_true(text_has_control("a\nb\r", "\n\t"));
	assert_true(text_has_control("\x1b[2J", "\n"));
	assert_true(text_has_control("\x7f", ""));
	assert_true(text_has_control("\xc2\x9b", "")); /* CSI */
	assert_false(text_has_control("\xc2\xa0", ""));
}

static void
test_disguise(void **state)
{
	(void)state;
	assert_false(text_has_disguise("Zoé Le Goff – Διόνυσος 李"));
	assert_true(text_has_disguise("Zoe\u200b"));
	assert_true(text_has_disguise("\u202eeoZ"));
	assert_true(text_has_disguise("a\u2066b"));
	assert_true(text_has_disguise("a\u00adb"));
	assert_true(text_has_disguise("\ufeffZoe"));
	assert_true(text_has_disguise("\u3164"));
	assert_true(text_has_disguise("a\U000e0041"));
}

static void
test_to_int(void **state)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "--1",
		"0x10", "1.0", "1e3", "9223372036854775808",
		"-9223372036854775809", "99999999999999999999", "un" };
	int64_t v = 7;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(
		    text_to_int(bad[i], INT64_MIN, INT64_MAX, &v), -1);
	assert_int_equal(text_to_int("0", 1, 10, &v), -1);
	assert_int_equal(text_to_int("11", 1, 10, &v), -1);
	assert_int_equal(v, 7);
	assert_int_equal(text_to_int("10", 1, 10, &v), 0);
	assert_int_equal(v, 10);
	assert_int_equal(
	    text_to_int("-9223372036854775808", INT64_MIN, INT64_MAX, &v), 0);
	assert_true(v == INT64_MIN);
	assert_int_equal(
	    text_to_int("9223372036854775807", 0, INT64_MAX, &v), 0);
	assert_true(v == INT64_MAX);
}

static void
test_split(void **state)
{
	char line[] = "a,,b;c,", *rest = line;

	(void)state;
	assert_string_equal(text_split(&rest, ",;"), "a");
	assert_string_equal(text_split(&rest, ",;"), "");
	assert_string_equal(text_split(&rest, ",;"), "b");
	assert_string_equal(text_split(&rest, ",;"), "c");
	assert_string_equal(text_split(&rest, ",;"), "");
	assert_null(text_split(&rest, ",;"));
	assert_null(text_split(&rest, ",;"));
}

static void
test_trim(void **state)
{
	char padded[] = " \t a b \r\n", blank[] = " \n ", empty[] = "";

	(void)state;
	assert_string_equal(text_trim(padded), "a b");
	assert_string_equal(text_trim(blank), "");
	assert_string_equal(text_trim(empty), "");
}

static void
test_equal_nocase(void **state)
{
	(void)state;
	assert_true(text_equal_nocase("Bearer", "bEARER"));
	assert_false(text_equal_nocase("Bearer", "Beare"));
	assert_false(text_equal_nocase("Beare", "Bearer"));
	assert_true(text_equal_nocase("", ""));
	assert_false(text_equal_nocase("É", "é"));
	/* '@' and '`' differ by the same bit as letters do. */
	assert_false(text_equal_nocase("@", "`"));
}

static void
test_distance(void **state)
{
	char long_one[66];

	(void)state;
	assert_int_equal(text_distance("", ""), 0);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
	assert_int_equal(text_distance("singup", "signup"), 1);
	assert_int_equal(text_distance("ca", "abc"), 3); /* 2 if not OSA */
	assert_int_equal(text_distance("abcd", "badc"), 2);
	memset(long_one, 'a', sizeof(long_one));
	long_one[65] = '\0';
	assert_true(text_distance(long_one, "a") > 100);
	assert_int_equal(text_distance(long_one + 1, "a"), 63);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buffer),
		cmocka_unit_test(test_buffer_grows),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_utf8_all),
		cmocka_unit_test(test_utf8_broken),
		cmocka_unit_test(test_control),
		cmocka_unit_test(test_disguise),
		cmocka_unit_test(test_to_int),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_equal_nocase),
		cmocka_unit_test(test_distance),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
