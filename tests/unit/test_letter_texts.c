/* links: model */
/* Letters in an operator's own words: taken, or refused with what is wrong. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "model/letter_texts.h"

#define OWN                                                         \
	"[{community}] {code}\n\nHello {name}, | within {minutes} " \
	"minutes:\n\n"                                              \
	"    {code}\n    {url}/#/signin/{token}\n"

static const struct letter_words words = { .community = "La Passerelle",
	.name = "Ana",
	.code = "ABCD-EFGH",
	.minutes = "15",
	.token = "sdl_x",
	.url = "https://localhost" };

static void
an_own_text_stands_for_ours(void **state)
{
	struct letter_texts *own = letter_texts_new();
	struct text why = { 0 };
	struct letter letter;
	int line;

	(void)state;
	assert_int_equal(letter_texts_set(own, LETTER_SIGNIN_CODE, "en", OWN,
			     strlen(OWN), &line, &why),
	    0);
	letter_write(LETTER_SIGNIN_CODE, "en", own, &words, &letter);
	assert_string_equal(
	    text_get(&letter.subject), "[La Passerelle] ABCD-EFGH");
	assert_string_equal(text_get(&letter.body),
	    "Hello Ana, | within 15 minutes:\n\n    ABCD-EFGH\n"
	    "    https://localhost/#/signin/sdl_x\n");
	letter_clear(&letter);
	/* In French, and of another kind, ours stay. */
	letter_write(LETTER_SIGNIN_CODE, "fr", own, &words, &letter);
	assert_memory_equal(text_get(&letter.body), "Bonjour Ana", 11);
	letter_clear(&letter);
	letter_texts_free(own);
	letter_texts_free(NULL);
}

/* Ours, as they are printed to write others from, can be read again. */
static void
ours_can_be_taken(void **state)
{
	static const char *const languages[] = { "en", "fr" };
	struct letter_texts *own = letter_texts_new();
	struct text text = { 0 }, why = { 0 };
	int line;

	(void)state;
	for (int k = 0; k < LETTER_KINDS; k++)
		for (size_t l = 0; l < COUNT_OF(languages); l++) {
			enum letter_kind kind = (enum letter_kind)k;

			text_clear(&text);
			text_addf(&text, "%s\n\n%s",
			    letter_shipped_subject(kind, languages[l]),
			    letter_shipped_body(kind, languages[l]));
			assert_int_equal(
			    letter_texts_set(own, kind, languages[l],
				text_get(&text), text.len, &line, &why),
			    0);
			assert_string_equal(
			    letter_texts_body(own, kind, languages[l]),
			    letter_shipped_body(kind, languages[l]));
		}
	text_clear(&text);
	letter_texts_free(own);
}

static void
refused(const char *text, size_t len, int where, const char *said)
{
	struct letter_texts *own = letter_texts_new();
	struct text why = { 0 };
	int line = 0;

	assert_int_equal(letter_texts_set(own, LETTER_WELCOME_CODE, "fr", text,
			     len, &line, &why),
	    -1);
	assert_string_equal(text_get(&why), said);
	assert_int_equal(line, where);
	assert_ptr_equal(letter_texts_body(own, LETTER_WELCOME_CODE, "fr"),
	    letter_shipped_body(LETTER_WELCOME_CODE, "fr"));
	text_clear(&why);
	letter_texts_free(own);
}

static void
what_cannot_be_is_told(void **state)
{
	/* A stranger gets this letter: their name is none of its words. */
	static const char all[] =
	    "{community}, {code}, {minutes}, {url}, {token}";
	struct text said = { 0 };
	const char *text;

	(void)state;
	text = "S {code}\n\n{token}\nHello {name}\n";
	text_addf(&said, "found {name}, allowed: %s", all);
	refused(text, strlen(text), 4, text_get(&said));
	text_clear(&said);
	text = "S {cod}\n\n{token}\n";
	text_addf(&said, "found {cod}, allowed: %s; did you mean {code}?", all);
	refused(text, strlen(text), 1, text_get(&said));
	text_clear(&said);
	text = "S {code}\n\n{token\n";
	text_addf(&said, "found a { alone, allowed: a word in braces: %s", all);
	refused(text, strlen(text), 3, text_get(&said));
	text_clear(&said);
	text = "S\n\n{token}\n";
	refused(text, strlen(text), 1,
	    "missing {code}, without which the letter leads nowhere");
	text = "S {code}\nB\n";
	refused(text, strlen(text), 2,
	    "found no empty line after the subject, allowed: subject, empty "
	    "line, body");
	text = "S\n\n \n";
	refused(text, strlen(text), 3,
	    "found nothing after the subject, allowed: the letter's body");
	refused("", 0, 1,
	    "found a first line of 0 characters, allowed: the subject, 1 to "
	    "200");
	refused("S\n\na\0b\n", 7, 1,
	    "found a byte that is none of a text, allowed: UTF-8 without "
	    "control characters");
	refused("S\n\n\xff\n", 5, 1,
	    "found a byte that is none of a text, allowed: UTF-8 without "
	    "control characters");
	text_clear(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_own_text_stands_for_ours),
		cmocka_unit_test(ours_can_be_taken),
		cmocka_unit_test(what_cannot_be_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
