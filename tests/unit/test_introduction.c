/* links: model */
/* An introduction as its members see it: every state with every answer. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "model/introduction.h"

enum { STATES = INTRODUCTION_NOT_MET + 1, ANSWERS = ANSWER_NO + 1 };

static void
words_go_both_ways(void **state)
{
	(void)state;
	for (int s = 0; s < STATES; s++)
		assert_int_equal(
		    introduction_state_parse(
			introduction_state_word((enum introduction_state)s)),
		    s);
	for (int a = 0; a < ANSWERS; a++)
		assert_int_equal(
		    introduction_answer_parse(
			introduction_answer_word((enum introduction_answer)a)),
		    a);
	assert_int_equal(introduction_answer_parse(""), ANSWER_NONE);
}

/* Of all 108 cases these alone: at once, as long as it is offered and neither
 * has declined; and both ways, once both have accepted and so have all. */
static void
contact_is_revealed_to_whom_it_may(void **state)
{
	int revealed[2] = { 0, 0 };

	(void)state;
	for (int i = 0; i < 2 * STATES * ANSWERS * ANSWERS; i++) {
		bool at_once = i % 2;
		int s = i / 2 % STATES;
		int mine = i / 2 / STATES % ANSWERS;
		int partners = i / 2 / STATES / ANSWERS;
		bool is = introduction_reveals(at_once,
		    (enum introduction_state)s, (enum introduction_answer)mine,
		    (enum introduction_answer)partners);

		revealed[at_once] += is;
		if (!is)
			continue;
		assert_int_not_equal(mine, ANSWER_NO);
		assert_int_not_equal(partners, ANSWER_NO);
		assert_int_not_equal(s, INTRODUCTION_DECLINED);
		assert_int_not_equal(s, INTRODUCTION_EXPIRED);
		if (s != INTRODUCTION_OFFERED)
			assert_true(
			    mine == ANSWER_YES && partners == ANSWER_YES);
		else
			assert_true(at_once);
	}
	assert_int_equal(revealed[0], 3);
	assert_int_equal(revealed[1], 3 + 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_go_both_ways),
		cmocka_unit_test(contact_is_revealed_to_whom_it_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
