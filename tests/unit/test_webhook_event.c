/* links: model */
/* What a chat reads, in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/webhook_event.h"

static const struct webhook_words words = { .community = "Town",
	.pool = "Weekly",
	.members = 11,
	.introduced = 9,
	.groups = 4,
	.sat_out = 2,
	.met = 3,
	.open = 1 };

static void
test_texts(void **state)
{
	const struct id id = { { 0 } };

	(void)state;
	for (int e = 0; e < WEBHOOK_EVENTS; e++) {
		enum webhook_event event = (enum webhook_event)e;
		struct text en = { 0 }, fr = { 0 };

		assert_int_equal(
		    webhook_event_find(webhook_event_word(event)), event);
		if (!webhook_event_is_for_chat(event))
			continue;
		webhook_event_write(event, "en", &words, &id, &en);
		webhook_event_write(event, "fr", &words, &id, &fr);
		assert_int_equal(strncmp(en.data, "Town: ", 6), 0);
		assert_string_not_equal(en.data, fr.data);
		assert_null(strpbrk(en.data, "{}"));
		assert_null(strpbrk(fr.data, "{}"));
		text_clear(&en);
		text_clear(&fr);
	}
	assert_int_equal(webhook_event_find("round.lost"), WEBHOOK_EVENTS);
	assert_false(webhook_event_is_for_chat(WEBHOOK_INTRODUCTION_MADE));
	assert_false(webhook_event_is_for_chat(WEBHOOK_INTRODUCTION_OUTCOME));
}

/* The prompt is the letter's: the same again, and others for others. */
static void
test_prompts(void **state)
{
	struct id id = { { 0 } };
	struct text first = { 0 };
	int others = 0;

	(void)state;
	webhook_event_write(WEBHOOK_ROUND_PUBLISHED, "en", &words, &id, &first);
	assert_int_equal(strncmp(first.data,
			     "Town: a round of Weekly introduced 9 of 11 "
			     "people, in 4 groups.\n",
			     64),
	    0);
	for (int i = 0; i < 40; i++) {
		struct text again = { 0 };

		id.bytes[15] = (uint8_t)i;
		webhook_event_write(
		    WEBHOOK_ROUND_PUBLISHED, "en", &words, &id, &again);
		if (i == 0)
			assert_string_equal(again.data, first.data);
		others += strcmp(again.data, first.data) != 0;
		text_clear(&again);
	}
	assert_true(others > 20);
	text_clear(&first);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_prompts),
	};

	return cmocka_run_group_tests_name("webhook_event", tests, NULL, NULL);
}
