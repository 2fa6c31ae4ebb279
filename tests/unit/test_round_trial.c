/* links: work */
/* with: good_config */
/* What a draw that waited is held to as it is published: each of its groups to the
 * rules that it was drawn by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "config/config_trials.h"
#include "good_config.h"
#include "work/round_trial.h"

#define POOL                                                     \
	GOOD "attributes:\n  a: {type: choice}\npools:\n"        \
	     "  p:\n    require: [differ a, %s]\n"               \
	     "    experiment:\n      name: x\n      rounds: 8\n" \
	     "      arms:\n        usual: {}\n"                  \
	     "        other: {require: [same a, %s]}\n"

/* Whose rules ask: "p" the pool's, "u" and "o" those of the arms, "c" the common
 * ones, "*" any. */
static void
expect_held(const struct config_pool *pool, const char *verb, const char *whose)
{
	static const char words[] = "uocp*";
	bool held[STORE_HELD];

	round_trial_held(pool, verb, held);
	for (int i = 0; i < STORE_HELD; i++)
		assert_int_equal(held[i], strchr(whose, words[i]) != NULL);
}

static void
expect(const char *pools, const char *arms, const char *rest,
    const char *unacquainted, int64_t weeks)
{
	struct text text = { 0 };
	struct config *c;
	const struct config_pool *pool;

	text_addf(&text, POOL, pools, arms);
	c = good_config_read("f", text_get(&text));
	pool = config_pool_get(c, "p");
	expect_held(pool, "rested", rest);
	expect_held(pool, "unacquainted", unacquainted);
	assert_int_equal(round_trial_weeks(pool), weeks);
	config_drop(c);
	text_clear(&text);
}

static void
each_arm_asks_for_its_own(void **state)
{
	(void)state;
	expect("differ a", "rested 26 weeks", "oc*", "", 26);
	expect("rested 4 weeks", "unacquainted", "puc*", "oc*", 4);
	expect("unacquainted", "same a", "", "puc*", 0);
}

static void
without_an_experiment_the_pool_asks(void **state)
{
	struct config *c = good_config_read("f",
	    GOOD "attributes:\n  a: {type: choice}\npools:\n"
		 "  p:\n    require: [differ a, unacquainted]\n");

	(void)state;
	expect_held(config_pool_get(c, "p"), "unacquainted", "p*");
	expect_held(config_pool_get(c, "p"), "rested", "");
	config_drop(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_arm_asks_for_its_own),
		cmocka_unit_test(without_an_experiment_the_pool_asks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
