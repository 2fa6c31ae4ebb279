/* links: model */
/* Prompts: complete in both languages, and chosen as promised. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "model/prompts.h"

static const char *const needed_words[NEED_COUNT][2] = {
	[NEED_ANYBODY] = { NULL, NULL },
	[NEED_SHARED] = { "{word}", NULL },
	[NEED_FIELDS] = { "{mine}", "{theirs}" },
	[NEED_GENERATIONS] = { "{mine}", "{theirs}" },
	[NEED_LANGUAGE] = { "{word}", NULL },
	[NEED_SEEKS] = { "{word}", NULL },
	[NEED_OFFERS] = { "{word}", NULL },
};

static size_t
count_of(const char *s, const char *part)
{
	size_t n = 0;

	for (s = strstr(s, part); s != NULL; s = strstr(s + 1, part))
		n++;
	return n;
}

/* Has the {words} of its need, as often as there are braces. */
static void
has_words(const struct prompt *p, const char *text)
{
	size_t braces = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *word = needed_words[p->need][i];
		size_t n = word == NULL ? 0 : count_of(text, word);

		braces += n;
		if (word != NULL && n != 1)
			fail_msg("%s: %s stands %zu times in: %s", p->id, word,
			    n, text);
	}
	if (count_of(text, "{") != braces || strpbrk(text, "[]|\n") != NULL)
		fail_msg("%s: other words in: %s", p->id, text);
}

static void
all_are_complete(void **state)
{
	size_t anybody = 0, of_theme[THEME_COUNT] = { 0 };

	(void)state;
	assert_true(prompts_count >= 110);
	for (size_t i = 0; i < prompts_count; i++) {
		const struct prompt *p = &prompts[i];

		anybody += p->need == NEED_ANYBODY;
		of_theme[p->theme]++;
		assert_ptr_equal(prompts_find(p->id), p); /* no id twice */
		has_words(p, p->en);
		has_words(p, p->fr);
		assert_true(strlen(p->en) > 20 && strlen(p->en) <= 160);
		assert_true(strlen(p->fr) > 20 && strlen(p->fr) <= 200);
		assert_true(strchr(".?", p->en[strlen(p->en) - 1]) != NULL);
		assert_true(strchr(".?", p->fr[strlen(p->fr) - 1]) != NULL);
		/* French has a blank before these. */
		for (const char *s = p->fr; (s = strpbrk(s, "?;:!")) != NULL;
		     s++)
			assert_true(s[-1] == ' ');
		for (size_t k = 0; k < i; k++)
			assert_true(strcmp(prompts[k].en, p->en) != 0 &&
				    strcmp(prompts[k].fr, p->fr) != 0);
	}
	/* Two a week for a year, whatever the profiles hold. */
	assert_true(anybody >= 104);
	for (size_t i = 0; i < THEME_COUNT; i++) {
		assert_true(of_theme[i] >= 5);
		assert_int_equal(
		    prompts_theme(prompts_theme_word((enum prompt_theme)i)), i);
		assert_string_not_equal(
		    prompts_theme_title((enum prompt_theme)i, "en"), "");
		assert_string_not_equal(
		    prompts_theme_title((enum prompt_theme)i, "fr"), "");
	}
	assert_int_equal(prompts_theme("weather"), THEME_NONE);
	assert_null(prompts_find("weather"));
}

/* --- choosing ------------------------------------------------------------- */

struct history {
	const char *ids[200];
	size_t count;
};

static bool
had(const void *arg, const char *id)
{
	const struct history *h = arg;

	for (size_t i = 0; i < h->count; i++)
		if (strcmp(h->ids[i], id) == 0)
			return true;
	return false;
}

static const struct prompt_match matches[] = {
	{ NEED_SHARED, "interests", NULL, "jazz" },
	{ NEED_SHARED, "interests", NULL, "bees" },
	{ NEED_FIELDS, "domain", "nurse", "judge" },
	{ NEED_SEEKS, "offers", NULL, "bookkeeping" },
};

static struct id
introduction(uint8_t n)
{
	return (struct id){ { [15] = n, [9] = (uint8_t)(n * 7) } };
}

static void
the_choice_fits(void **state)
{
	struct history none = { 0 };
	size_t seen[NEED_COUNT] = { 0 }, words[2] = { 0 };

	(void)state;
	for (int n = 0; n < 200; n++) {
		struct prompt_ask ask = { .introduction =
					      introduction((uint8_t)n),
			.theme = THEME_PLACES,
			.matches = matches,
			.match_count = COUNT_OF(matches),
			.had = had,
			.arg = &none };
		struct prompt_pick a[PROMPTS_GIVEN], b[PROMPTS_GIVEN];
		size_t of_theme = 0, of_profiles = 0;

		assert_int_equal(prompts_pick(&ask, a), PROMPTS_GIVEN);
		assert_int_equal(prompts_pick(&ask, b), PROMPTS_GIVEN);
		assert_memory_equal(a, b, sizeof(a));
		for (size_t i = 0; i < PROMPTS_GIVEN; i++) {
			enum prompt_need need = a[i].prompt->need;

			seen[need]++;
			of_theme += a[i].prompt->theme == THEME_PLACES;
			of_profiles += need != NEED_ANYBODY;
			assert_true(
			    need == NEED_ANYBODY || a[i].match->need == need);
			assert_true(
			    (need == NEED_ANYBODY) == (a[i].match == NULL));
			for (size_t k = 0; k < i; k++)
				assert_true(a[k].prompt != a[i].prompt);
			if (need == NEED_SHARED)
				words[strcmp(a[i].match->theirs, "bees") ==
				      0]++;
		}
		assert_true(of_theme >= 1);
		assert_true(of_profiles >= 1);
	}
	assert_int_equal(seen[NEED_OFFERS], 0);
	assert_int_equal(seen[NEED_LANGUAGE], 0);
	assert_true(seen[NEED_SHARED] > 20 && seen[NEED_FIELDS] > 20 &&
		    seen[NEED_SEEKS] > 10);
	assert_true(words[0] > 5 && words[1] > 5);
}

static void
nobody_has_one_twice_within_a_year(void **state)
{
	struct history h = { 0 };

	(void)state;
	for (int week = 0; week < 52; week++) {
		struct prompt_ask ask = { .introduction =
					      introduction((uint8_t)week),
			.theme = (enum prompt_theme)(week % THEME_COUNT),
			.had = had,
			.arg = &h };
		struct prompt_pick picks[PROMPTS_GIVEN];
		size_t n = prompts_pick(&ask, picks);

		assert_int_equal(n, 2);
		for (size_t i = 0; i < n; i++) {
			assert_false(had(&h, picks[i].prompt->id));
			h.ids[h.count++] = picks[i].prompt->id;
		}
	}
}

static void
words_are_filled_in(void **state)
{
	const struct prompt *p = prompts_find("fields-borrow");
	struct text t = { 0 };

	(void)state;
	prompts_write(p, "en", "nurse", "judge", &t);
	assert_string_equal(text_get(&t),
	    "What could nurse borrow from judge: a tool, a rule, a way to say "
	    "no?");
	text_clear(&t);
	prompts_write(prompts_find("hope"), "fr", NULL, NULL, &t);
	assert_non_null(strstr(text_get(&t), "espoir\u202f?"));
	text_clear(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_are_complete),
		cmocka_unit_test(the_choice_fits),
		cmocka_unit_test(nobody_has_one_twice_within_a_year),
		cmocka_unit_test(words_are_filled_in),
	};

	return cmocka_run_group_tests_name("prompts", tests, NULL, NULL);
}
