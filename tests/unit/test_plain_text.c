/* links: work */
/* What members may write into names, pitches and messages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "work/plain_text.h"

static const struct plain_text name = {
	.what = "the name", .min = 1, .max = 8
};
static const struct plain_text note = {
	.what = "the note", .max = 12, .is_prose = true
};

static void
takes(const struct plain_text *field, const char *s, const char *kept)
{
	struct fault why;
	char *out;

	assert_int_equal(plain_text_read(field, s, &out, &why), 0);
	assert_string_equal(out, kept);
	free(out);
}

static void
refuses(const struct plain_text *field, const char *s, const char *sentence)
{
	struct fault why;
	char *out;

	assert_int_equal(plain_text_read(field, s, &out, &why), -1);
	assert_null(out);
	assert_int_equal(why.code, FAULT_INVALID);
	if (strstr(why.sentence, sentence) == NULL)
		fail_msg(
		    "\"%s\" says nothing of \"%s\"", why.sentence, sentence);
}

static void
test_kept(void **state)
{
	(void)state;
	takes(&name, "  Zoe\u0301 ", "Zo\u00e9");
	takes(&name, "\u674e \u8a2d\u8a08", "\u674e \u8a2d\u8a08");
	takes(&name, "\u05d3\u05bc\u05b8", "\u05d3\u05b8\u05bc");
	takes(&name, "<b>\"';--", "<b>\"';--");
	/* A family; a scientist whose skin has a colour; a flag of two. */
	takes(&name, "\U0001f468\u200d\U0001f469\u200d\U0001f467",
	    "\U0001f468\u200d\U0001f469\u200d\U0001f467");
	takes(&name, "\U0001f469\U0001f3fd\u200d\U0001f52c",
	    "\U0001f469\U0001f3fd\u200d\U0001f52c");
	takes(&name, "\U0001f3f3\ufe0f\u200d\U0001f308",
	    "\U0001f3f3\ufe0f\u200d\U0001f308");
	takes(&note, "", "");
	takes(&note, "one\ntwo\n", "one\ntwo");
	/* Spelled with a zero-width non-joiner, and with a joiner. */
	takes(&note, "\u0645\u06cc\u200c\u0631\u0648\u0645",
	    "\u0645\u06cc\u200c\u0631\u0648\u0645");
	takes(
	    &note, "\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb");
}

static void
test_lengths(void **state)
{
	(void)state;
	/* Code points of the composed text count, not bytes. */
	takes(&name, "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
	    "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9");
	refuses(&name, "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9",
	    "the name has 9 characters; allowed are 8");
	refuses(&name, "", "the name is empty; allowed are 1 to 8 characters");
	refuses(&name, "  ", "is empty");
	refuses(&name, "\u00a0\u3000", "is empty");
	refuses(&name, "\u0301", "is empty");
}

static void
test_refused(void **state)
{
	static const char *const hidden[] = { "a\u200bb", "\u202eoeZ",
		"a\u2066b", "a\u00adb", "a\ufeff", "a\u2028b", "a\u2029b",
		"\u3164", "a\U000e0041" };

	(void)state;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++) {
		refuses(&name, hidden[i], "invisible or direction-changing");
		refuses(&note, hidden[i], "invisible or direction-changing");
	}
	refuses(&name, "a\u200db", "invisible");
	/* A joiner with an emoji on one side only joins nothing. */
	refuses(&name, "\U0001f469\u200d", "invisible");
	refuses(&name, "\U0001f469\u200da", "invisible");
	refuses(&name, "a\u200d\U0001f469", "invisible");
	refuses(&name, "\U0001f469\u200d\u200d\U0001f4bb", "invisible");
	refuses(&name, "\U0001f469\u200c\U0001f4bb", "invisible");
	refuses(&name, "a\u200cb", "invisible");
	refuses(&name, "two\nlines", "text in one line");
	refuses(&name, "a\tb", "control");
	refuses(&name, "a\x1b[2J", "control");
	refuses(&name,
	    "a\xc2\x9b"
	    "b",
	    "control");
	refuses(&note, "a\rb", "control character; allowed is text and line");
	refuses(&note, "a\x7f", "control");
	refuses(&name, "\xff", "not UTF-8");
	refuses(&name, "\xed\xa0\x80", "not UTF-8");
}

static void
test_towers(void **state)
{
	(void)state;
	takes(&name, "q\u0323\u0307\u0301", "q\u0323\u0307\u0301");
	refuses(&name, "q\u0323\u0307\u0301\u0300", "three combining marks");
	/* Marks beyond the block of U+0300, and enclosing ones. */
	refuses(&note, "a\u1ab0\u1dc0\u20d0\u20dd", "three combining marks");
	refuses(&note, "\u0e01\u0e49\u0e49\u0e49\u0e49", "three combining");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_towers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
