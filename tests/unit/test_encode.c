/* links: base */
/* Bytes as text and back: the vectors of RFC 4648, and every refusal. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/encode.h"

static void
test_hex(void **state)
{
	static const uint8_t bytes[] = { 0x00, 0x01, 0x7f, 0x80, 0xab, 0xff };
	char text[13];
	uint8_t back[6];

	(void)state;
	encode_hex(bytes, sizeof(bytes), text);
	assert_string_equal(text, "00017f80abff");
	assert_int_equal(decode_hex(text, back, 6), 0);
	assert_memory_equal(bytes, back, 6);
	assert_int_equal(decode_hex("00017F80ABFF", back, 6), 0);
	assert_memory_equal(bytes, back, 6);
	assert_int_equal(decode_hex("00017f80abff0", back, 6), -1);
	assert_int_equal(decode_hex("00017f80abf", back, 6), -1);
	assert_int_equal(decode_hex("00017f80ab", back, 6), -1);
	assert_int_equal(decode_hex("00017f80abfg", back, 6), -1);
	assert_int_equal(decode_hex("0001 f80abff", back, 6), -1);
	assert_int_equal(decode_hex("", back, 6), -1);
	assert_int_equal(decode_hex("", back, 0), 0);
	encode_hex(bytes, 0, text);
	assert_string_equal(text, "");
}

static void
test_base64url_known(void **state)
{
	static const struct {
		const char *plain, *text;
	} known[] = {
		{ "", "" },
		{ "f", "Zg" },
		{ "fo", "Zm8" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg" },
		{ "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" },
		{ "\xfb\xff\xbf", "-_-_" },
	};
	char text[16];
	uint8_t back[8];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		size_t n = strlen(known[i].plain);

		encode_base64url((const uint8_t *)known[i].plain, n, text);
		assert_string_equal(text, known[i].text);
		assert_int_equal(decode_base64url(text, back, sizeof(back)), n);
		assert_memory_equal(back, known[i].plain, n);
	}
}

/* Every length, into no more room than the header says. */
static void
test_base64url_lengths(void **state)
{
	uint8_t bytes[100], back[101];
	char text[200];

	(void)state;
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		for (size_t i = 0; i < n; i++)
			bytes[i] = (uint8_t)(i * 151 + n);
		memset(text, '!', sizeof(text));
		encode_base64url(bytes, n, text);
		assert_int_equal(strlen(text), (n * 8 + 5) / 6);
		assert_int_equal(text[(n + 2) / 3 * 4 + 1], '!');
		back[n] = 0xee;
		assert_int_equal(decode_base64url(text, back, n), n);
		assert_memory_equal(bytes, back, n);
		assert_int_equal(back[n], 0xee);
		if (n > 0)
			assert_int_equal(
			    decode_base64url(text, back, n - 1), -1);
	}
}

static void
test_base64url_refuses(void **state)
{
	/* Zh has a bit set that belongs to no byte: a second text for "f". */
	static const char *const bad[] = { "Z", "A", "AAAAA", "Zg==", "Zh",
		"Zm9", "Zm9vY", "Zm+v", "Zm/v", "Zm 9v", "Zm9v\n", "Zmév" };
	uint8_t out[8];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (decode_base64url(bad[i], out, sizeof(out)) != -1)
			fail_msg("\"%s\" was read", bad[i]);
}

static void
test_code(void **state)
{
	static const uint8_t zero[5], all[5] = { 255, 255, 255, 255, 255 };
	/* 0, 1, 2, 3, 4, 5, 6, 7 and 24 to 31, five bits each. */
	static const uint8_t low[5] = { 0x00, 0x44, 0x32, 0x14, 0xc7 };
	static const uint8_t high[5] = { 0xc6, 0x75, 0xbe, 0x77, 0xdf };
	char text[9];

	(void)state;
	encode_code(zero, text);
	assert_string_equal(text, "00000000");
	encode_code(all, text);
	assert_string_equal(text, "ZZZZZZZZ");
	encode_code(low, text);
	assert_string_equal(text, "01234567");
	encode_code(high, text);
	assert_string_equal(text, "RSTVWXYZ");
}

static void
test_code_normalise(void **state)
{
	static const char *const bad[] = { "", "ABCDEFG", "ABCDEFGHJ",
		"ABCDEFGU", "ABCD.EFG", "ABCDEFGé", "--------" };
	char text[9];

	(void)state;
	assert_int_equal(encode_code_normalise("abcd-efgh", text), 0);
	assert_string_equal(text, "ABCDEFGH");
	assert_int_equal(encode_code_normalise(" oIlO 0123\n", text), 0);
	assert_string_equal(text, "01100123");
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (encode_code_normalise(bad[i], text) != -1)
			fail_msg("\"%s\" was taken for a code", bad[i]);
}

/* Whatever is given out is read back as it is. */
static void
test_code_round_trip(void **state)
{
	uint8_t bytes[5];
	char text[9], again[9];

	(void)state;
	for (unsigned i = 0; i < 10000; i++) {
		for (unsigned k = 0; k < 5; k++)
			bytes[k] = (uint8_t)((i * 2654435761u) >> (k * 5));
		encode_code(bytes, text);
		assert_int_equal(encode_code_normalise(text, again), 0);
		assert_string_equal(text, again);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_base64url_known),
		cmocka_unit_test(test_base64url_lengths),
		cmocka_unit_test(test_base64url_refuses),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_code_normalise),
		cmocka_unit_test(test_code_round_trip),
	};

	return cmocka_run_group_tests_name("encode", tests, NULL, NULL);
}
