/* links: config */
/* with: good_config */
/*
 * A pool's experiment: arms are the pool's rules but for what they say, another
 * definition has another text, and what is wrong is said at its place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "config/config_trials.h"
#include "good_config.h"

#define POOL                                                              \
	GOOD "attributes:\n  a: {type: choice}\n  b: {type: tags}\n"      \
	     "pools:\n  p:\n    serendipity: 0.3\n    themes: [places]\n" \
	     "    require: [differ a, rested 4 weeks]\n"                  \
	     "    prefer: [distance b]\n"
#define TRIAL                                                            \
	"    experiment:\n      name: x\n      rounds: 8\n      arms:\n" \
	"        usual: {}\n"                                            \
	"        other: {require: [same a], serendipity: 1, themes: "    \
	"[time, play]}\n"

static void
an_arm_has_what_it_says_and_else_what_the_pool_has(void **state)
{
	struct config *c = good_config_read("f", POOL TRIAL);
	const struct config_trial *t = config_pool_get(c, "p")->trial;
	const struct rules *usual, *other;

	(void)state;
	assert_non_null(t);
	assert_string_equal(t->name, "x");
	assert_string_equal(t->arms[0], "usual");
	assert_int_equal(t->rounds, 8);
	assert_int_equal(t->goal, GOAL_MET);
	assert_int_equal(t->detect, 100);
	usual = t->rules[0];
	other = t->rules[1];
	assert_int_equal(rules_count(usual), 3);
	assert_int_equal(rules_serendipity(usual), 300);
	assert_int_equal(t->theme_counts[0], 0);
	assert_int_equal(rules_count(other), 2);
	assert_string_equal(rules_sentence(other, 0), "same a");
	assert_string_equal(rules_sentence(other, 1), "distance b");
	assert_int_equal(rules_serendipity(other), 1000);
	assert_int_equal(t->theme_counts[1], 2);
	/* What both leave over keeps the requirements of both. */
	assert_int_equal(rules_requirement_count(t->common), 3);
	assert_int_equal(rules_count(t->common), 4);
	assert_int_equal(rules_serendipity(t->common), 300);
	config_drop(c);
}

/* The definition of the same pool with that experiment. */
static char *
definition(const char *text)
{
	struct config *c = good_config_read("f", text);
	char *copy = memory_text(config_pool_get(c, "p")->trial->definition);

	config_drop(c);
	return copy;
}

static void
another_definition_is_another_experiment(void **state)
{
	static const char *const others[] = {
		POOL TRIAL "      goal: rating\n",
		POOL TRIAL "      from: 2026-11-30\n",
		POOL "    size: 3\n" TRIAL,
		POOL "    experiment: {name: x, rounds: 8, arms: {usual: {}, "
		     "other: {require: [same a], serendipity: 1}}}\n",
		POOL "    experiment: {name: y, rounds: 8, arms: {usual: {}, "
		     "other: {require: [same a], serendipity: 1, themes: "
		     "[time, play]}}}\n",
	};
	char *first = definition(POOL TRIAL), *other;

	(void)state;
	other = definition(POOL TRIAL "      detect: 0.2\n");
	assert_string_equal(first, other);
	free(other);
	other = definition(POOL "    title: P\n" TRIAL);
	assert_string_equal(first, other);
	free(other);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		other = definition(others[i]);
		assert_string_not_equal(first, other);
		free(other);
	}
	free(first);
}

static void
what_is_wrong_is_said_at_its_place(void **state)
{
	static const struct {
		const char *trial, *error;
	} rows[] = {
		{ "{}", "f:12:5: pools.p.experiment.name: missing" },
		{ "{name: x}", "f:12:5: pools.p.experiment.arms: missing" },
		{ "{name: X, arms: {a: {}, b: {}}}",
		    "pools.p.experiment.name: found \"X\"" },
		{ "{name: x, arms: {a: {}}}",
		    "pools.p.experiment.arms: found a map, allowed: a map of "
		    "two arms" },
		{ "{name: x, arms: {a: {}, b: {}, c: {}}}",
		    "allowed: a map of two arms" },
		{ "{name: x, arms: {a: {}, b: 5}}",
		    "pools.p.experiment.arms.b: found \"5\"" },
		{ "{name: x, arms: {a: {}, B: {}}}",
		    "pools.p.experiment.arms.B: found this name" },
		{ "{name: x, arms: {a: {}, b: {size: 3}}}",
		    "pools.p.experiment.arms.b.size" },
		{ "{name: x, arms: {a: {}, b: {require: [differ z]}}}",
		    "pools.p.experiment.arms.b.require[1]" },
		{ "{name: x, arms: {a: {}, b: {serendipity: 2}}}",
		    "serendipity: found \"2\", allowed: a number from 0 to 1" },
		{ "{name: x, arms: {a: {}, b: {}}, from: 2026-02-30}",
		    "experiment.from: found \"2026-02-30\", allowed: a day" },
		{ "{name: x, arms: {a: {}, b: {}}, rounds: 1}",
		    "experiment.rounds: found \"1\"" },
		{ "{name: x, arms: {a: {}, b: {}}, goal: luck}",
		    "experiment.goal: found \"luck\"" },
		{ "{name: x, arms: {a: {}, b: {}}, detect: 5}",
		    "experiment.detect: found \"5\"" },
		{ "{nam: x, name: x, arms: {a: {}, b: {}}}", "experiment.nam" },
		{ "often", "pools.p.experiment: found \"often\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct text text = { 0 }, errors = { 0 };

		text_addf(&text, POOL "    experiment: %s\n", rows[i].trial);
		assert_null(
		    config_read_text("f", text_get(&text), text.len, &errors));
		if (strstr(text_get(&errors), rows[i].error) == NULL)
			fail_msg("of \"%s\" it is said:\n%s", rows[i].trial,
			    text_get(&errors));
		text_clear(&text);
		text_clear(&errors);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    an_arm_has_what_it_says_and_else_what_the_pool_has),
		cmocka_unit_test(another_definition_is_another_experiment),
		cmocka_unit_test(what_is_wrong_is_said_at_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
