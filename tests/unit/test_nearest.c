/*
 * pairing/nearest: which change keeps everybody introduced, where that is known
 * beforehand.
 */
/* links: pairing */
/* with: community */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "community.h"
#include "pairing/nearest.h"

/* Finds it, and holds it to what it says of itself. */
static void
find(struct community *c, struct nearest *found)
{
	size_t n = rules_requirement_count(c->rules);
	struct play whole;

	community_play(c, &whole);
	assert_true(
	    nearest_find(found, c->population, c->rules, &whole, &c->options));
	assert_int_equal(c->turns, nearest_rounds(n, c->options.rounds));
	assert_true((found->count > 0) == (found->outcome == NEAREST_FOUND));
	for (size_t i = 0; i < found->count; i++) {
		struct rules *changed =
		    rules_edit_change(c->rules, found->sets[i].changes);
		struct play play;

		/* Played anew, nobody else sits out, and it is the same. */
		assert_int_equal(
		    play_run(&play, c->population, changed, &c->options),
		    PLAY_WHOLE);
		assert_int_equal(play.sit_outs_most, found->inevitable);
		assert_int_equal(
		    play.sum.introduced, found->sets[i].play.sum.introduced);
		play_clear(&play);
		rules_free(changed);
		if (i > 0) {
			assert_int_equal(
			    found->sets[i].eased, found->sets[0].eased);
			assert_true(found->sets[i - 1].play.against <=
				    found->sets[i].play.against);
		}
	}
	play_clear(&whole);
}

static bool
eases(const struct nearest_set *set, const char *sentence,
    const struct rules *rules)
{
	for (size_t i = 0; i < rules_requirement_count(rules); i++)
		if (strcmp(rules_sentence(rules, i), sentence) == 0)
			return set->changes[i] != RULES_KEEP;
	fail_msg("no requirement is \"%s\"", sentence);
	return false;
}

static void
nobody_sits_out_already(void **state)
{
	struct nearest found;
	struct community c;

	(void)state;
	community_init(&c, 11, 11, 11);
	population_close(c.population);
	community_require(&c, "differ field");
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_NOT_NEEDED);
	assert_int_equal(found.inevitable, 0);
	nearest_clear(&found);
	/* Of two who may never meet, both sit out whatever the rules. */
	community_clear(&c);
	community_init(&c, 2, 2, 2);
	community_block(&c, 0, 1);
	population_close(c.population);
	community_require(&c, "differ field");
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_NOT_NEEDED);
	assert_int_equal(found.inevitable, 2);
	nearest_clear(&found);
	community_clear(&c);
}

/* Each of two leaves somebody over by itself: both must go, and the third not. */
static void
what_is_needed_is_eased(void **state)
{
	struct nearest found;
	struct community c;

	(void)state;
	community_init(&c, 10, 4, 2);
	population_close(c.population);
	community_require(&c, "unacquainted");
	community_require(&c, "differ field");
	community_require(&c, "differ town even if missing");
	community_prefer(&c, "differ field weight 3");
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_FOUND);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.sets[0].eased, 2);
	assert_int_equal(found.sets[0].changes[0], RULES_KEEP);
	/* The one is a wish already, the other becomes one. */
	assert_int_equal(found.sets[0].changes[1], RULES_DROP);
	assert_int_equal(found.sets[0].changes[2], RULES_WISH);
	nearest_clear(&found);
	community_clear(&c);
}

/* Neither of two leaves anybody over, both together do: either may go, and first
 * stands the one that fewer pairs are then against. */
static void
either_of_two(void **state)
{
	struct nearest found;
	struct community c;

	(void)state;
	/* Old and young are as many: each alone is no matter, both at once are
	 * impossible. */
	community_init(&c, 8, 8, 8);
	population_close(c.population);
	community_require(&c, "differ field");
	community_require(&c, "differ age");
	community_require(&c, "same age");
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_FOUND);
	assert_int_equal(found.count, 2);
	assert_int_equal(found.sets[0].eased, 1);
	assert_false(eases(&found.sets[0], "differ field", c.rules));
	assert_false(eases(&found.sets[1], "differ field", c.rules));
	assert_true(eases(&found.sets[0], "differ age", c.rules) !=
		    eases(&found.sets[1], "differ age", c.rules));
	assert_int_equal(found.sets[0].play.against, found.sets[0].play.pairs);
	nearest_clear(&found);
	community_clear(&c);
}

/* Four members have three rounds without a repeat: it shows in the fourth. */
static void
later_rounds_count(void **state)
{
	struct nearest found;
	struct community c;

	(void)state;
	community_init(&c, 4, 4, 4);
	population_close(c.population);
	community_require(&c, "differ field");
	community_require(&c, "rested 26 weeks");
	c.options.rounds = 3;
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_NOT_NEEDED);
	nearest_clear(&found);
	c.options.rounds = 4;
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_FOUND);
	assert_true(eases(&found.sets[0], "rested 26 weeks", c.rules));
	assert_int_equal(found.sets[0].eased, 1);
	nearest_clear(&found);
	community_clear(&c);
}

/* Whoever blocks everybody counts neither for nor against. */
static void
the_inevitable_does_not_count(void **state)
{
	struct nearest found;
	struct community c;

	(void)state;
	community_init(&c, 9, 4, 9);
	for (uint32_t i = 1; i < 9; i++)
		community_block(&c, 0, i);
	population_close(c.population);
	community_require(&c, "differ field");
	find(&c, &found);
	assert_int_equal(found.inevitable, 1);
	assert_int_equal(found.outcome, NEAREST_FOUND);
	assert_int_equal(found.sets[0].play.sum.sat_out, 4);
	nearest_clear(&found);
	community_clear(&c);
}

/* Told so, it ends. */
static void
it_stops(void **state)
{
	struct nearest found;
	struct community c;
	struct play whole;

	(void)state;
	community_init(&c, 10, 4, 2);
	population_close(c.population);
	community_require(&c, "differ field");
	community_require(&c, "differ town");
	community_play(&c, &whole);
	for (uint32_t after = 1; after < 8; after++) {
		c.stop_after = after;
		assert_false(nearest_find(
		    &found, c.population, c.rules, &whole, &c.options));
		assert_true(c.turns >= after);
		nearest_clear(&found);
		c.turns = 0;
	}
	play_clear(&whole);
	community_clear(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_sits_out_already),
		cmocka_unit_test(what_is_needed_is_eased),
		cmocka_unit_test(either_of_two),
		cmocka_unit_test(later_rounds_count),
		cmocka_unit_test(the_inevitable_does_not_count),
		cmocka_unit_test(it_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
