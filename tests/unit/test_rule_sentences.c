/* links: pairing */
/* with: rules_world */
/*
 * Sentences of rules: what is refused, where and why, and what is kept of them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "rules_world.h"

static void
test_sentences_that_are_refused(void **state UNUSED)
{
	static const struct {
		const char *sentence;
		bool is_preference;
		int column;
		const char *says;
	} rows[] = {
		{ "", false, 1, "empty" },
		{ "   ", false, 4, "empty" },
		{ "difer team", false, 1, "did you mean \"differ\"" },
		{ "sing team", true, 1, "distance, " },
		{ "distance team", false, 1, "a preference only" },
		{ "differ", false, 7, "needs an attribute" },
		{ "differ taem", false, 8, "did you mean \"team\"" },
		{ "differ languages", false, 8, "does not fit" },
		{ "share team", false, 7, "does not fit" },
		{ "complement offers", false, 18, "two attributes" },
		{ "differ team level 1", false, 13, "does not take" },
		{ "differ field level 0", false, 20, "from 1 to 64" },
		{ "differ field level 65", false, 20, "from 1 to 64" },
		{ "differ years by 0", false, 17, "a number" },
		{ "share free at least 169", false, 21, "from 1 to 168" },
		{ "within years", false, 13, "needs a number" },
		{ "within years two", false, 14,
		    "does not take here; allowed: N, " },
		{ "distance years ideal 1.001", true, 22, "from 0 to 1" },
		{ "distance years ideal 0.0004", true, 22, "three decimals" },
		{ "differ team weight 1.0001", true, 20, "three decimals" },
		{ "unacquainted hops 7", false, 19, "from 1 to 6" },
		{ "unacquainted even if missing", false, 14, "does not take" },
		{ "rested 3 days", false, 10, "comes \"weeks\"" },
		{ "rested 0 weeks", false, 8, "from 1 to 5200" },
		{ "differ team weight 2", false, 13,
		    "allowed: even if missing, unless missing, or the end" },
		{ "differ field depth 2", true, 14,
		    "allowed: level N, weight N, or the end" },
		{ "rested weight 2", false, 8,
		    "allowed: weeks N, N weeks, or the end" },
		{ "differ nothing", false, 8, "no attribute; allowed: " },
		{ "differ team weight 0", true, 20, "from 0.001 to 1000" },
		{ "differ team weight 1001", true, 20, "from 0.001 to 1000" },
		{ "differ team even if missing", true, 28, "goes with" },
		{ "differ field level 1 level 2", false, 22, "does not take" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct rules *rules = rules_new(world_attributes, ATTRIBUTES);
		struct fault why;
		int column = 0, done;

		done =
		    rows[i].is_preference
			? rules_prefer(rules, rows[i].sentence, &column, &why)
			: rules_require(rules, rows[i].sentence, &column, &why);
		if (done != -1 || column != rows[i].column ||
		    strstr(why.sentence, rows[i].says) == NULL)
			fail_msg("\"%s\": %d at %d: %s", rows[i].sentence, done,
			    column, done == 0 ? "" : why.sentence);
		assert_int_equal(rules_count(rules), 0);
		rules_free(rules);
	}
}

static void
test_sentences_as_written(void **state UNUSED)
{
	struct rules *rules =
	    world_rules_of("  differ \t field  level   1 ", false);

	assert_string_equal(rules_sentence(rules, 0), "differ field level 1");
	rules_free(rules);
}

static void
test_the_longest_rest(void **state UNUSED)
{
	struct rules *rules = world_rules_of("unacquainted", false);
	struct fault why;
	int column;

	assert_int_equal(rules_weeks(rules), 0);
	assert_int_equal(rules_require(rules, "rested", &column, &why), 0);
	assert_int_equal(rules_weeks(rules), 26);
	assert_int_equal(
	    rules_prefer(rules, "rested 40 weeks weight 2", &column, &why), 0);
	assert_int_equal(
	    rules_require(rules, "rested 3 weeks", &column, &why), 0);
	assert_int_equal(rules_weeks(rules), 40);
	rules_free(rules);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentences_that_are_refused),
		cmocka_unit_test(test_sentences_as_written),
		cmocka_unit_test(test_the_longest_rest),
	};

	return cmocka_run_group_tests_name(
	    "sentences", tests, world_seal, world_unseal);
}
