/*
 * pairing/rule_costs and pairing/play: what each requirement costs, where that is
 * known beforehand.
 */
/* links: pairing */
/* with: community */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "community.h"
#include "pairing/rule_costs.h"

/* Six of ten in one field leave two over; nothing else costs anything. */
static void
the_costliest_is_named(void **state)
{
	struct community c;
	struct play whole;
	struct rule_costs costs;

	(void)state;
	community_init(&c, 10, 4, 10);
	population_close(c.population);
	community_require(&c, "differ town");
	community_require(&c, "differ field");
	community_require(&c, "unacquainted");
	community_play(&c, &whole);
	assert_int_equal(whole.sum.sat_out, 8);
	assert_true(
	    rule_costs_find(&costs, c.population, c.rules, &whole, &c.options));
	assert_int_equal(c.turns, 12);
	assert_int_equal(costs.count, 3);
	assert_int_equal(costs.costs[0].requirement, 1);
	assert_int_equal(costs.costs[0].introduced_more, 8);
	assert_int_equal(costs.costs[1].introduced_more, 0);
	assert_int_equal(costs.costliest, RULE_COSTS_INTRODUCED);
	rule_costs_clear(&costs);
	play_clear(&whole);
	community_clear(&c);
}

/* Where everybody is introduced, what keeps the score down costs. */
static void
score_is_a_cost(void **state)
{
	struct community c;
	struct play whole;
	struct rule_costs costs;

	(void)state;
	community_init(&c, 8, 8, 8);
	population_close(c.population);
	rules_set_serendipity(c.rules, 0);
	community_require(&c, "unacquainted");
	community_require(&c, "same age");
	community_prefer(&c, "differ age");
	community_play(&c, &whole);
	assert_int_equal(whole.mean_score, 0);
	assert_true(
	    rule_costs_find(&costs, c.population, c.rules, &whole, &c.options));
	assert_int_equal(costs.costliest, RULE_COSTS_SCORE);
	assert_int_equal(costs.costs[0].requirement, 1);
	assert_int_equal(costs.costs[0].score_more, 1000000);
	rule_costs_clear(&costs);
	play_clear(&whole);
	community_clear(&c);
}

/* Told so, each of them ends with the round. */
static void
all_of_it_stops(void **state)
{
	struct rule_costs costs;
	struct play whole, play;
	struct community c;

	(void)state;
	community_init(&c, 10, 4, 2);
	population_close(c.population);
	community_require(&c, "differ field");
	community_require(&c, "differ town");
	community_play(&c, &whole);
	for (uint32_t after = 1; after < 8; after++) {
		c.stop_after = after;
		assert_false(rule_costs_find(
		    &costs, c.population, c.rules, &whole, &c.options));
		assert_int_equal(c.turns, after);
		rule_costs_clear(&costs);
		c.turns = 0;
	}
	c.stop_after = 2;
	assert_int_equal(
	    play_run(&play, c.population, c.rules, &c.options), PLAY_STOPPED);
	assert_int_equal(play.sum.rounds, 2);
	play_clear(&play);
	play_clear(&whole);
	community_clear(&c);
}

/* A pair is against a rule by what was before its round: its own meeting is not. */
static void
pairs_against_rules_are_counted(void **state)
{
	struct rules *any;
	struct community c;
	struct play play;

	(void)state;
	community_init(&c, 4, 4, 4);
	population_close(c.population);
	any = rules_new(c.attributes, COMMUNITY_ATTRIBUTES);
	community_require(&c, "rested 26 weeks");
	c.options.rounds = 3;
	c.options.against = c.rules;
	community_play(&c, &play);
	assert_int_equal(play.pairs, 6);
	assert_int_equal(play.against, 0);
	play_clear(&play);
	/* By chance: six pairs can be new ones at most. */
	c.options.rounds = 20;
	assert_int_equal(
	    play_run(&play, c.population, any, &c.options), PLAY_WHOLE);
	assert_int_equal(play.pairs, 40);
	assert_int_equal(play.against, play.sum.repeats);
	assert_true(play.against >= 34);
	play_clear(&play);
	rules_free(any);
	community_clear(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_costliest_is_named),
		cmocka_unit_test(score_is_a_cost),
		cmocka_unit_test(all_of_it_stops),
		cmocka_unit_test(pairs_against_rules_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
