/* links: model */
/* Letters: complete in both languages, filled in, broken at 78 columns. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/letter.h"

static const struct letter_words words = {
	.community = "Ville de Plougastel",
	.name = "Zoé Le Goff",
	.code = "ABCD-EFGH",
	.minutes = "10",
	.token = "sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
	.url = "https://localhost:8443",
	.partners = "Ana Ruiz – violin maker\nJe répare des violons.",
	.why =
	    "- One fact.\n- Another fact that is so long that it needs to be "
	    "broken into at least two lines, at a blank, and hangs.",
	.pool = "weekly",
	.expires = "2026-12-01 10:00",
	.days = "30",
	.refusal = "sdr_refusal",
	.partner = "Ana Ruiz",
	.introduction = "01a20d03-a128-7750-94cc-cd82795881ef",
	.when = "2026-12-02",
	.pool_name = "weekly",
	.said = "Be kind.",
	.place = "Café du Port",
	.round = "01a20d03-b4a1-7d3e-8f10-6b0c51a8e2f7",
};
#define LINK                                          \
	"    https://localhost:8443/#/introductions/" \
	"01a20d03-a128-7750-94cc-cd82795881ef\n"

/* What each kind must say: without it the letter is of no use. */
static const struct {
	enum letter_kind kind;
	const char *word;
	const char *says[8];
} promises[] = {
	{ LETTER_SIGNIN_CODE, "signin_code",
	    { "Zoé Le Goff", "Ville de Plougastel", "    ABCD-EFGH\n", "10",
		"    https://localhost:8443/#/signin/"
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
		"    serendip signin --token "
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n" } },
	{ LETTER_WELCOME_CODE, "welcome_code",
	    { "Ville de Plougastel", "    ABCD-EFGH\n", "10",
		"    https://localhost:8443/#/signin/"
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
		"    serendip signin --token "
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n" } },
	{ LETTER_INTRODUCTION, "introduction",
	    { "Zoé Le Goff",
		"Ana Ruiz – violin maker\nJe répare des violons.\n",
		"- One fact.\n", "weekly", "2026-12-01 10:00",
		"    serendip intros\n" LINK } },
	{ LETTER_SAT_OUT, "sat_out",
	    { "Zoé Le Goff", "- One fact.\n", "weekly" } },
	{ LETTER_INVITED, "invited",
	    { "Ville de Plougastel", "https://localhost:8443", "30",
		"    https://localhost:8443/#/join/"
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
		"    serendip signup --invitation "
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
		"    https://localhost:8443/#/refuse/sdr_refusal\n",
		"    serendip invitations refuse sdr_refusal\n" } },
	{ LETTER_INVITED_BY, "invited_by",
	    { "Zoé Le Goff", "Ville de Plougastel", "https://localhost:8443",
		"30",
		"    https://localhost:8443/#/join/"
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
		"    serendip signup --invitation "
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
		"    https://localhost:8443/#/refuse/sdr_refusal\n",
		"    serendip invitations refuse sdr_refusal\n" } },
	{ LETTER_WELCOME, "welcome",
	    { "Zoé Le Goff", "Ville de Plougastel",
		"    https://localhost:8443/#/profile\n" } },
	{ LETTER_REMINDER, "reminder",
	    { "weekly", "2026-12-02",
		"    serendip join weekly --skip-next\n" } },
	{ LETTER_PARTNER_ACCEPTED, "partner_accepted",
	    { "Ana Ruiz", "2026-12-01 10:00", LINK } },
	{ LETTER_ALL_ACCEPTED, "all_accepted",
	    { "Ana Ruiz – violin maker\nJe répare des violons.\n", LINK } },
	{ LETTER_PARTNER_DECLINED, "partner_declined", { "weekly" } },
	{ LETTER_PARTNER_SILENT, "partner_silent", { "Ana Ruiz", "weekly" } },
	{ LETTER_PARTNER_WROTE, "partner_wrote", { "Ana Ruiz", LINK } },
	{ LETTER_DID_YOU_MEET, "did_you_meet",
	    { "Ana Ruiz", "weekly", "    serendip outcome\n" LINK } },
	{ LETTER_DID_YOU_MEET_LAST, "did_you_meet_last",
	    { "Ana Ruiz", "2026-12-01 10:00", "    serendip outcome\n" LINK } },
	{ LETTER_REST, "rest", { "Zoé Le Goff", "    serendip back\n" } },
	{ LETTER_PAUSE_OVER, "pause_over", { "Zoé Le Goff" } },
	{ LETTER_DATA_EXPORTED, "data_exported",
	    { "Zoé Le Goff", "2026-12-02",
		"    serendip sessions end --others\n" } },
	{ LETTER_ACCOUNT_ERASED, "account_erased",
	    { "Zoé Le Goff", "2026-12-02", "Ville de Plougastel" } },
	{ LETTER_ACCOUNT_ERASED_FOR, "account_erased_for",
	    { "Zoé Le Goff", "2026-12-02", "Be kind.\n" } },
	{ LETTER_ACCOUNT_MERGED, "account_merged",
	    { "Zoé Le Goff", "2026-12-02", "Be kind.\n" } },
	{ LETTER_ROUND_FIGURES, "round_figures",
	    { "Zoé Le Goff", "weekly", "2026-12-02", "- One fact.\n",
		"    serendipctl report 01a20d03-a128-7750-94cc-"
		"cd82795881ef\n" } },
	{ LETTER_ACCOUNT_RESTS, "account_rests",
	    { "Zoé Le Goff", "2026-12-02", "Be kind.\n",
		"    serendip back\n" } },
	{ LETTER_ADDRESS_NEW, "address_new",
	    { "    serendip email --code ABCD-EFGH\n" } },
	{ LETTER_ADDRESS_TAKEN, "address_taken",
	    { "    serendip signin\n", "Ville de Plougastel" } },
	{ LETTER_ADDRESS_OLD, "address_old",
	    { "Zoé Le Goff", "    serendip email --code ABCD-EFGH\n",
		"    serendip email --object "
		"sdp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n" } },
	{ LETTER_ADDRESS_CHANGED, "address_changed",
	    { "Zoé Le Goff", "2026-12-02" } },
	{ LETTER_REPORT_DECIDED, "report_decided",
	    { "Zoé Le Goff", "2026-12-02", "One fact.", "Be kind.\n", "112" } },
	{ LETTER_ACCOUNT_UNUSED, "account_unused",
	    { "Zoé Le Goff", "2026-12-02", "Ville de Plougastel",
		"    serendip signin\n" } },
	{ LETTER_ACCOUNT_REVIEW, "account_review",
	    { "Zoé Le Goff", "Ville de Plougastel" } },
	{ LETTER_ACCOUNT_WARNED, "account_warned",
	    { "Zoé Le Goff", "Be kind.\n" } },
	{ LETTER_ACCOUNT_SUSPENDED, "account_suspended",
	    { "Zoé Le Goff", "Be kind.\n" } },
	{ LETTER_ACCOUNT_REINSTATED, "account_reinstated",
	    { "Zoé Le Goff", "Be kind.\n", "    serendip signin\n" } },
	{ LETTER_MEETING_PROPOSED, "meeting_proposed",
	    { "Ana Ruiz", "    2026-12-02 (10 minutes)\n    Café du Port\n",
		LINK } },
	{ LETTER_MEETING_CHANGED, "meeting_changed",
	    { "Ana Ruiz", "    2026-12-02 (10 minutes)\n    Café du Port\n",
		LINK } },
	{ LETTER_MEETING_CONFIRMED, "meeting_confirmed",
	    { "    2026-12-02 (10 minutes)\n    Café du Port\n", LINK } },
	{ LETTER_MEETING_DECLINED, "meeting_declined",
	    { "Ana Ruiz", "    2026-12-02\n", LINK } },
	{ LETTER_MEETING_CANCELLED, "meeting_cancelled",
	    { "Ana Ruiz", "weekly", "    2026-12-02\n", LINK } },
	{ LETTER_ROUND_WAITS, "round_waits",
	    { "Zoé Le Goff", "weekly", "Be kind.",
		"    serendipctl rounds show "
		"01a20d03-b4a1-7d3e-8f10-6b0c51a8e2f7 "
		"--groups\n",
		"    serendipctl rounds approve "
		"01a20d03-b4a1-7d3e-8f10-6b0c51a8e2f7\n",
		"    https://localhost:8443/#/operator/rounds/"
		"01a20d03-b4a1-7d3e-8f10-6b0c51a8e2f7\n" } },
	{ LETTER_ROUND_STILL_WAITS, "round_still_waits",
	    { "Zoé Le Goff", "weekly", "Be kind.",
		"    serendipctl rounds approve "
		"01a20d03-b4a1-7d3e-8f10-6b0c51a8e2f7\n" } },
	{ LETTER_MEETING_LAPSED, "meeting_lapsed",
	    { "Ana Ruiz", "weekly", "    2026-12-02\n", LINK } },
};

static void
every_kind_says_what_it_must(void **state)
{
	static const char *const languages[] = { "en", "fr" };

	(void)state;
	assert_int_equal(COUNT_OF(promises), LETTER_KINDS);
	for (size_t i = 0; i < COUNT_OF(promises); i++) {
		assert_string_equal(
		    letter_kind_word(promises[i].kind), promises[i].word);
		for (size_t l = 0; l < COUNT_OF(languages); l++) {
			struct letter letter;

			letter_write(promises[i].kind, languages[l], NULL,
			    &words, &letter);
			for (size_t j = 0; j < COUNT_OF(promises[i].says) &&
					   promises[i].says[j] != NULL;
			     j++)
				assert_non_null(strstr(
				    letter.body.data, promises[i].says[j]));
			assert_true(letter.subject.len > 0);
			assert_null(strpbrk(letter.subject.data, "\n{}[]|"));
			assert_null(strpbrk(letter.body.data, "{}[]|"));
			letter_clear(&letter);
		}
	}
}

/* Rows as they stand in the table. */
struct row {
	const char *word, *texts[4];
};
static const struct row rows[] = {
#define LETTER(id, word, choice, subject_en, text_en, subject_fr, text_fr) \
	{ word, { subject_en, text_en, subject_fr, text_fr } },
#include "model/letters.def"
#undef LETTER
};

static void
no_text_is_missing_or_untranslated(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t j = 0; j < COUNT_OF(rows[i].texts); j++) {
			const char *text = rows[i].texts[j];

			assert_true(text_utf8_length(text, strlen(text)) > 20);
			assert_false(text_has_control(text, "\n"));
		}
		assert_string_not_equal(rows[i].texts[0], rows[i].texts[2]);
		assert_string_not_equal(rows[i].texts[1], rows[i].texts[3]);
		assert_non_null(strstr(rows[i].texts[1], "Hello"));
		assert_non_null(strstr(rows[i].texts[3], "Bonjour"));
	}
}

/* Every {word} of one text stands in the other. */
static void
words_are_in(const char *text, const char *other)
{
	for (const char *at = text; (at = strchr(at, '{')) != NULL; at++) {
		char word[32];
		size_t n = strcspn(at, "}") + 1;

		assert_true(n < sizeof(word));
		memcpy(word, at, n);
		word[n] = '\0';
		assert_non_null(strstr(other, word));
	}
}

/* Both languages name the same words, so that none loses its code or link. */
static void
both_languages_name_the_same_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (size_t part = 0; part < COUNT_OF(rows[i].texts); part++)
			words_are_in(
			    rows[i].texts[part], rows[i].texts[(part + 2) % 4]);
}

/* Codes and security come always, whatever else a member chose. */
static void
what_may_be_chosen_has_a_title(void **state)
{
	static const enum letter_kind always[] = { LETTER_SIGNIN_CODE,
		LETTER_WELCOME_CODE, LETTER_DATA_EXPORTED,
		LETTER_ACCOUNT_ERASED, LETTER_ADDRESS_NEW, LETTER_ADDRESS_OLD,
		LETTER_INVITED, LETTER_INVITED_BY };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(always); i++)
		assert_null(letter_title(always[i], "en"));
	for (int i = 0; i < LETTER_KINDS; i++) {
		const char *en = letter_title((enum letter_kind)i, "en");
		const char *fr = letter_title((enum letter_kind)i, "fr");

		assert_int_equal(en == NULL, fr == NULL);
		if (en != NULL && i != LETTER_INTRODUCTION)
			assert_string_not_equal(en, fr);
	}
	assert_string_equal(
	    letter_title(LETTER_INTRODUCTION, "fr"), "Présentations");
}

static void
an_unknown_language_is_english(void **state)
{
	struct letter letter;

	(void)state;
	letter_write(LETTER_SAT_OUT, "de", NULL, &words, &letter);
	assert_memory_equal(letter.body.data, "Hello", 5);
	letter_clear(&letter);
}

/* 78 columns, counted in characters, but where a line shall stay as it is (a
 * link); a blank that does not break stands before
 * a French colon. */
static void
lines_are_broken_where_words_allow(void **state)
{
	struct letter letter;
	struct text plain = { 0 };
	char *rest, *line;

	(void)state;
	letter_write(LETTER_INTRODUCTION, "fr", NULL, &words, &letter);
	letter_plain(letter.body.data, &plain);
	assert_non_null(strstr(plain.data, "vous\302\240:\n"));
	assert_non_null(strstr(plain.data,
	    "- Another fact that is so long that it needs to be broken into at "
	    "least two\n  lines, at a blank, and hangs.\n"));
	rest = plain.data;
	while ((line = text_split(&rest, "\n")) != NULL) {
		size_t n = strlen(line);

		if (*line != ' ' || line[2] != ' ')
			assert_true(text_utf8_length(line, n) <= 78);
		if (n > 0)
			assert_int_not_equal(line[n - 1], ' ');
	}
	text_clear(&plain);
	letter_clear(&letter);
}

/* A word longer than a line is left whole: it may be a link. */
static void
a_long_word_is_not_torn(void **state)
{
	struct letter_words long_words = words;
	struct letter letter;
	struct text plain = { 0 };
	char link[201];

	(void)state;
	memset(link, 'x', sizeof(link) - 1);
	link[sizeof(link) - 1] = '\0';
	long_words.why = link;
	letter_write(LETTER_SAT_OUT, "en", NULL, &long_words, &letter);
	letter_plain(letter.body.data, &plain);
	assert_non_null(strstr(plain.data, link));
	text_clear(&plain);
	letter_clear(&letter);
}

/* What a member wrote is text, never a template and never a second header. */
static void
values_are_not_looked_into(void **state)
{
	struct letter_words odd = words;
	struct letter letter;

	(void)state;
	odd.name = "{token} [a|b] : !";
	odd.pool = "we\r\nBcc: x@example.org";
	letter_write(LETTER_INTRODUCTION, "en", NULL, &odd, &letter);
	assert_non_null(strstr(letter.body.data, "{token} [a|b] : !"));
	assert_null(strpbrk(letter.subject.data, "\r\n"));
	letter_clear(&letter);
}

static void
retries_slow_down(void **state)
{
	(void)state;
	assert_int_equal(letter_retry_us(1000, 0), 1000);
	assert_int_equal(letter_retry_us(1000, 1), 1000 + CLOCK_MINUTE);
	assert_int_equal(letter_retry_us(1000, 5), 1000 + 25 * CLOCK_MINUTE);
	assert_true(letter_retry_us(0, INT32_MAX) > CLOCK_WEEK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_says_what_it_must),
		cmocka_unit_test(no_text_is_missing_or_untranslated),
		cmocka_unit_test(both_languages_name_the_same_words),
		cmocka_unit_test(what_may_be_chosen_has_a_title),
		cmocka_unit_test(an_unknown_language_is_english),
		cmocka_unit_test(lines_are_broken_where_words_allow),
		cmocka_unit_test(a_long_word_is_not_torn),
		cmocka_unit_test(values_are_not_looked_into),
		cmocka_unit_test(retries_slow_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
