/* links: work */
/* with: good_config */
/* What a draw that waited is held to as it is published: whatever any of its groups
 * may have been drawn by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "config/config_trials.h"
#include "good_config.h"
#include "work/round_trial.h"

#define POOL                                                     \
	GOOD "attributes:\n  a: {type: choice}\npools:\n"        \
	     "  p:\n    require: [differ a, %s]\n"               \
	     "    experiment:\n      name: x\n      rounds: 8\n" \
	     "      arms:\n        usual: {}\n"                  \
	     "        other: {require: [same a, %s]}\n"

static void
expect(const char *pools, const char *arms, bool rests, bool unacquainted,
    int64_t weeks)
{
	struct text text = { 0 };
	struct config *c;
	const struct config_pool *pool;

	text_addf(&text, POOL, pools, arms);
	c = good_config_read("f", text_get(&text));
	pool = config_pool_get(c, "p");
	assert_int_equal(round_trial_asks(pool, "rested"), rests);
	assert_int_equal(round_trial_asks(pool, "unacquainted"), unacquainted);
	assert_int_equal(round_trial_weeks(pool), weeks);
	config_drop(c);
	text_clear(&text);
}

static void
an_arm_asks_for_what_its_pool_does_not(void **state)
{
	(void)state;
	expect("differ a", "rested 26 weeks", true, false, 26);
	expect("rested 4 weeks", "unacquainted", true, true, 4);
	expect("unacquainted", "same a", false, true, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arm_asks_for_what_its_pool_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
