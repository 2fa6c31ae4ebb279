/* links: io */
/* What mail servers answer, and what becomes of the letter. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/attr.h"
#include "io/mail_outcome.h"

static void
answers_mean_what_they_say(void **state)
{
	static const struct {
		enum mail_stage stage;
		const char *reply;
		enum mail_outcome outcome;
	} rows[] = {
		{ MAIL_AT_GREETING, "", MAIL_OUT_TROUBLE },
		{ MAIL_AT_GREETING, "554 no", MAIL_OUT_TROUBLE },
		{ MAIL_AT_GREETING, "535 5.7.8 who?", MAIL_OUT_TROUBLE },
		{ MAIL_AT_SENDER, "", MAIL_OUT_TROUBLE },
		{ MAIL_AT_SENDER, "530 5.7.0 log in", MAIL_OUT_TROUBLE },
		{ MAIL_AT_SENDER, "550 5.7.1 not you", MAIL_OUT_NEVER },
		{ MAIL_AT_RECIPIENT, "421 bye", MAIL_OUT_TROUBLE },
		{ MAIL_AT_RECIPIENT, "450 4.2.0 grey", MAIL_OUT_LATER },
		{ MAIL_AT_RECIPIENT, "550", MAIL_OUT_NO_ADDRESS },
		{ MAIL_AT_RECIPIENT, "550 who?", MAIL_OUT_NO_ADDRESS },
		{ MAIL_AT_RECIPIENT, "554 no", MAIL_OUT_NEVER },
		{ MAIL_AT_RECIPIENT, "550 5.1.1 none", MAIL_OUT_NO_ADDRESS },
		{ MAIL_AT_RECIPIENT, "550 5.1.10 none", MAIL_OUT_NO_ADDRESS },
		{ MAIL_AT_RECIPIENT, "550 5.2.1 closed", MAIL_OUT_NO_ADDRESS },
		{ MAIL_AT_RECIPIENT, "552 5.2.2 full", MAIL_OUT_NEVER },
		{ MAIL_AT_RECIPIENT, "553 5.1.8 sender", MAIL_OUT_NEVER },
		{ MAIL_AT_RECIPIENT, "550 5.7.1 relay", MAIL_OUT_NEVER },
		{ MAIL_AT_DATA, "", MAIL_OUT_TROUBLE },
		{ MAIL_AT_DATA, "550 5.1.1 none", MAIL_OUT_NEVER },
		{ MAIL_AT_TEXT, "", MAIL_OUT_UNCLEAR },
		{ MAIL_AT_TEXT, "451 later", MAIL_OUT_LATER },
		{ MAIL_AT_TEXT, "554 5.6.0 no", MAIL_OUT_NEVER },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(
		    mail_outcome(false, rows[i].stage, rows[i].reply),
		    rows[i].outcome);
	assert_int_equal(mail_outcome(true, MAIL_AT_TEXT, ""), MAIL_OUT_SENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_mean_what_they_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
