/* links: model io */
/* French spaces: which blanks do not break, in letters as they are sent. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "io/mail.h"
#include "io/mail_header.h"
#include "model/letter.h"
#include "model/letter_html.h"
#include "model/letter_texts.h"
#include "model/typeset.h"

#define NARROW "\u202f"
#define FULL "\u00a0"

static const struct letter_words words = { .community = "La Passerelle",
	.name = "Zoé",
	.code = "ABCD-EFGH",
	.minutes = "10",
	.token = "sdp_token",
	.url = "https://localhost:8443",
	.partners = "Ana Ruiz – luthière\nQui répare des violons ?",
	.why = "- Une raison.",
	.pool = "weekly",
	.expires = "2026-12-01 10:00",
	.days = "30",
	.refusal = "sdr_refusal",
	.partner = "Ana Ruiz",
	.introduction = "01a20d03-a128-7750-94cc-cd82795881ef",
	.when = "mercredi 2 décembre, 10:30",
	.pool_name = "weekly",
	.said = "- Membres : 4",
	.place = "Café du Port",
	.round = "01a20d03-b4a1-7d3e-8f10-6b0c51a8e2f7" };

static void
becomes(const char *given, const char *expected)
{
	struct text out = { 0 };

	typeset_french(given, &out);
	assert_string_equal(text_get(&out), expected);
	text_clear(&out);
	/* And again changes nothing. */
	typeset_french(expected, &out);
	assert_string_equal(text_get(&out), expected);
	text_clear(&out);
}

static void
marks_keep_their_word(void **state)
{
	(void)state;
	becomes("Qui ? Ana ; elle dit : « oui ! »",
	    "Qui" NARROW "? Ana" NARROW "; elle dit" FULL ": «" FULL
	    "oui" NARROW "!" FULL "»");
	becomes("Bon …\n- Pourquoi :\n", "Bon" FULL "…\n- Pourquoi" FULL ":\n");
	becomes("(vraiment ?)", "(vraiment" NARROW "?)");
	becomes("Non, rien.", "Non, rien.");
	becomes("", "");
}

/* Times, links, addresses, commands and what only looks like a mark. */
static void
all_else_stays(void **state)
{
	static const char *const same[] = { "à 10:30, 10 :30",
		"    serendip say x : « y » !\n    {code} :\n",
		"sur https://localhost:8443/#/join/sdp : ici",
		"à ana@example.org : ici", "port :8443 ou ?page=2 ou ://x",
		"\n: au début\n ; copié", "a:b;c!d?e", "oui:", "«non»" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(same); i++)
		becomes(same[i], same[i]);
}

/* A blank where it might break, in a line that is not to be copied. */
static bool
may_break(const char *text)
{
	static const char *const bad[] = { " ;", " !", " ?", " :", " »", "« " };

	for (const char *line = text; *line != '\0'; line++) {
		size_t n = strcspn(line, "\n");

		for (size_t i = 0; *line != ' ' && i < COUNT_OF(bad); i++) {
			const char *at = strstr(line, bad[i]);

			if (at != NULL && at < line + n)
				return true;
		}
		line += n;
		if (*line == '\0')
			break;
	}
	return false;
}

static void
every_french_letter_is_set(void **state)
{
	size_t narrow = 0, full = 0;

	(void)state;
	for (int k = 0; k < LETTER_KINDS; k++) {
		struct letter letter;
		struct text plain = { 0 };

		letter_write((enum letter_kind)k, "fr", NULL, &words, &letter);
		letter_plain(text_get(&letter.body), &plain);
		assert_false(may_break(text_get(&letter.subject)));
		assert_false(may_break(text_get(&plain)));
		narrow += strstr(text_get(&plain), NARROW) != NULL;
		full += strstr(text_get(&plain), FULL) != NULL;
		text_clear(&plain);
		letter_clear(&letter);
	}
	assert_true(narrow > 10 && full > 10);
}

/* What stands in a letter is set with it: figures, reasons, people's words. */
static void
values_are_set_too(void **state)
{
	struct letter letter;

	(void)state;
	letter_write(LETTER_ROUND_WAITS, "fr", NULL, &words, &letter);
	assert_non_null(
	    strstr(text_get(&letter.body), "- Membres" FULL ": 4\n"));
	letter_clear(&letter);
	letter_write(LETTER_INTRODUCTION, "fr", NULL, &words, &letter);
	assert_non_null(strstr(text_get(&letter.body), "violons" NARROW "?\n"));
	letter_clear(&letter);
}

/* Nor is a letter in another language, or one in an operator's own English. */
static void
english_stays_as_it_is(void **state)
{
	static const char own[] =
	    "Well : {code}\n\nHello {name} ! « {token} »\n";
	struct letter_texts *texts = letter_texts_new();
	struct text why = { 0 };
	struct letter letter;
	int line;

	(void)state;
	for (int k = 0; k < LETTER_KINDS; k++) {
		letter_write((enum letter_kind)k, "en", NULL, &words, &letter);
		assert_null(strstr(text_get(&letter.body), NARROW));
		assert_null(strstr(text_get(&letter.body), FULL));
		letter_clear(&letter);
	}
	assert_int_equal(letter_texts_set(texts, LETTER_SIGNIN_CODE, "en", own,
			     strlen(own), &line, &why),
	    0);
	letter_write(LETTER_SIGNIN_CODE, "en", texts, &words, &letter);
	assert_string_equal(text_get(&letter.subject), "Well : ABCD-EFGH");
	assert_string_equal(
	    text_get(&letter.body), "Hello Zoé ! « sdp_token »\n");
	letter_clear(&letter);
	/* The same in French is set. */
	assert_int_equal(letter_texts_set(texts, LETTER_SIGNIN_CODE, "fr", own,
			     strlen(own), &line, &why),
	    0);
	letter_write(LETTER_SIGNIN_CODE, "fr", texts, &words, &letter);
	assert_string_equal(
	    text_get(&letter.subject), "Well" FULL ": ABCD-EFGH");
	assert_string_equal(text_get(&letter.body),
	    "Hello Zoé" NARROW "! «" FULL "sdp_token" FULL "»\n");
	letter_clear(&letter);
	letter_texts_free(texts);
}

/* A line is broken before the word that a mark belongs to, never before it. */
static void
lines_break_elsewhere(void **state)
{
	struct text body = { 0 }, plain = { 0 };

	(void)state;
	for (int i = 0; i < 36; i++)
		text_add(&body, "a ");
	text_add(&body, "votre" NARROW "? oui\n"); /* 72 + 7 columns */
	letter_plain(text_get(&body), &plain);
	assert_non_null(strstr(text_get(&plain), "a\nvotre" NARROW "? oui\n"));
	text_clear(&body);
	text_clear(&plain);
}

/* As a mail server of 7 bits gets it: no line is torn at such a space, and the
 * subject's encoded words have it whole. */
static void
it_travels(void **state)
{
	struct letter letter;
	struct text plain = { 0 }, html = { 0 }, out = { 0 };
	struct fault why = { 0 };

	(void)state;
	letter_write(LETTER_ACCOUNT_UNUSED, "fr", NULL, &words, &letter);
	letter_plain(text_get(&letter.body), &plain);
	letter_html(&(struct letter_page){ .language = "fr",
			.subject = text_get(&letter.subject),
			.body = text_get(&letter.body),
			.url = words.url },
	    &html);
	assert_non_null(
	    strstr(text_get(&html), "Passerelle" NARROW "?</title>"));
	assert_non_null(strstr(text_get(&html), "leur servent" FULL ": le"));
	assert_int_equal(
	    mail_compose(&(struct mail_message){ .from = "a@example.org",
			     .to = "b@example.org",
			     .message_id = "1@example.org",
			     .subject = text_get(&letter.subject),
			     .text = text_get(&plain),
			     .html = text_get(&html),
			     .is_7bit = true },
		&out, &why),
	    0);
	assert_non_null(strstr(text_get(&out), "=E2=80=AF=3F?=\r\n"));
	assert_non_null(strstr(text_get(&out), "leur servent=C2=A0: le"));
	for (size_t i = 0; i < out.len; i++)
		assert_true((unsigned char)out.data[i] < 0x80);
	text_clear(&plain);
	text_clear(&html);
	text_clear(&out);
	letter_clear(&letter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_keep_their_word),
		cmocka_unit_test(all_else_stays),
		cmocka_unit_test(every_french_letter_is_set),
		cmocka_unit_test(values_are_set_too),
		cmocka_unit_test(english_stays_as_it_is),
		cmocka_unit_test(lines_break_elsewhere),
		cmocka_unit_test(it_travels),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
