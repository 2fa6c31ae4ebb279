/*
 * pairing/play, rule_costs, nearest and rules_edit: what requirements cost, and which
 * change keeps everybody introduced, over communities where both are known beforehand.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "pairing/nearest.h"
#include "pairing/rule_costs.h"

enum { FIELD, TOWN, AGE, ATTRIBUTES };

struct community {
	struct attribute attributes[ATTRIBUTES];
	struct population *population;
	struct rules *rules;
	uint32_t turns, stop_after;
	struct play_options options;
};

static bool
on_turn(void *arg, uint32_t rounds)
{
	struct community *c = arg;

	c->turns += rounds;
	return c->turns < c->stop_after;
}

/* Of `n` members those from `alone` on are of one field, or from `far` on of one
 * town, of which each other has its own. */
static void
community_init(struct community *c, uint32_t n, uint32_t alone, uint32_t far)
{
	static const char *const names[] = { "field", "town", "age" };
	struct fault why;
	uint32_t m;

	*c = (struct community){ .stop_after = UINT32_MAX };
	for (int i = 0; i < ATTRIBUTES; i++) {
		c->attributes[i] =
		    (struct attribute){ .name = memory_text(names[i]),
			    .type = ATTRIBUTE_CHOICE };
		attribute_seal(&c->attributes[i]);
	}
	c->population = population_new(c->attributes, ATTRIBUTES);
	for (uint32_t i = 0; i < n; i++) {
		char key[16], own[16];

		(void)snprintf(key, sizeof(key), "m%04u", i);
		(void)snprintf(own, sizeof(own), "v%04u", i);
		assert_int_equal(
		    population_add(c->population, key, &m, &why), 0);
		assert_int_equal(population_set(c->population, m, FIELD,
				     i < alone ? own : "one", &why),
		    0);
		assert_int_equal(population_set(c->population, m, TOWN,
				     i < far ? own : "one", &why),
		    0);
		assert_int_equal(population_set(c->population, m, AGE,
				     i % 2 == 0 ? "old" : "young", &why),
		    0);
	}
	c->rules = rules_new(c->attributes, ATTRIBUTES);
	c->options = (struct play_options){ .rounds = 4,
		.sit_outs_most = UINT32_MAX,
		.turn = on_turn,
		.arg = c };
}

static void
require(struct community *c, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_require(c->rules, sentence, &column, &why), 0);
}

static void
prefer(struct community *c, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_prefer(c->rules, sentence, &column, &why), 0);
}

static void
block(struct community *c, uint32_t a, uint32_t b)
{
	struct fault why;
	char keys[2][16];

	(void)snprintf(keys[0], sizeof(keys[0]), "m%04u", a);
	(void)snprintf(keys[1], sizeof(keys[1]), "m%04u", b);
	assert_int_equal(
	    population_tie(c->population, keys[0], keys[1], TIE_BLOCKS, &why),
	    0);
}

static void
community_clear(struct community *c)
{
	rules_free(c->rules);
	population_free(c->population);
	for (int i = 0; i < ATTRIBUTES; i++)
		attribute_clear(&c->attributes[i]);
}

static void
play_rules(struct community *c, struct play *whole)
{
	assert_int_equal(
	    play_run(whole, c->population, c->rules, &c->options), PLAY_WHOLE);
	c->turns = 0;
}

/* Finds it, and holds it to what it says of itself. */
static void
find(struct community *c, struct nearest *found)
{
	size_t n = rules_requirement_count(c->rules);
	struct play whole;

	play_rules(c, &whole);
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

/* --- costs ---------------------------------------------------------------- */

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
	require(&c, "differ town");
	require(&c, "differ field");
	require(&c, "unacquainted");
	play_rules(&c, &whole);
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
	require(&c, "unacquainted");
	require(&c, "same age");
	prefer(&c, "differ age");
	play_rules(&c, &whole);
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

/* --- the nearest ---------------------------------------------------------- */

static void
nobody_sits_out_already(void **state)
{
	struct nearest found;
	struct community c;

	(void)state;
	community_init(&c, 11, 11, 11);
	population_close(c.population);
	require(&c, "differ field");
	find(&c, &found);
	assert_int_equal(found.outcome, NEAREST_NOT_NEEDED);
	assert_int_equal(found.inevitable, 0);
	nearest_clear(&found);
	/* Of two who may never meet, both sit out whatever the rules. */
	community_clear(&c);
	community_init(&c, 2, 2, 2);
	block(&c, 0, 1);
	population_close(c.population);
	require(&c, "differ field");
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
	require(&c, "unacquainted");
	require(&c, "differ field");
	require(&c, "differ town even if missing");
	prefer(&c, "differ field weight 3");
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
	require(&c, "differ field");
	require(&c, "differ age");
	require(&c, "same age");
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
	require(&c, "differ field");
	require(&c, "rested 26 weeks");
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
		block(&c, 0, i);
	population_close(c.population);
	require(&c, "differ field");
	find(&c, &found);
	assert_int_equal(found.inevitable, 1);
	assert_int_equal(found.outcome, NEAREST_FOUND);
	assert_int_equal(found.sets[0].play.sum.sat_out, 4);
	nearest_clear(&found);
	community_clear(&c);
}

/* Told so, each of them ends with the round. */
static void
all_of_it_stops(void **state)
{
	struct nearest found;
	struct rule_costs costs;
	struct play whole, play;
	struct community c;

	(void)state;
	community_init(&c, 10, 4, 2);
	population_close(c.population);
	require(&c, "differ field");
	require(&c, "differ town");
	play_rules(&c, &whole);
	for (uint32_t after = 1; after < 8; after++) {
		c.stop_after = after;
		assert_false(rule_costs_find(
		    &costs, c.population, c.rules, &whole, &c.options));
		assert_int_equal(c.turns, after);
		rule_costs_clear(&costs);
		c.turns = 0;
		assert_false(nearest_find(
		    &found, c.population, c.rules, &whole, &c.options));
		assert_true(c.turns >= after);
		nearest_clear(&found);
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

/* --- load ----------------------------------------------------------------- */

static void
quartiles(void **state)
{
	uint32_t five[] = { 9, 1, 5, 3, 7 }, one[] = { 4 };
	uint32_t eight[] = { 8, 7, 6, 5, 4, 3, 2, 1 };
	struct spread s;

	(void)state;
	spread_make(&s, five, 5);
	assert_int_equal(s.least, 1);
	assert_int_equal(s.lower, 3);
	assert_int_equal(s.median, 5);
	assert_int_equal(s.upper, 7);
	assert_int_equal(s.most, 9);
	assert_int_equal(s.mean, 5000000);
	spread_make(&s, eight, 8);
	assert_int_equal(s.lower, 2);
	assert_int_equal(s.median, 4);
	assert_int_equal(s.upper, 6);
	assert_int_equal(s.mean, 4500000);
	spread_make(&s, one, 1);
	assert_int_equal(s.lower, 4);
	assert_int_equal(s.upper, 4);
	spread_make(&s, one, 0);
	assert_int_equal(s.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_costliest_is_named),
		cmocka_unit_test(score_is_a_cost),
		cmocka_unit_test(nobody_sits_out_already),
		cmocka_unit_test(what_is_needed_is_eased),
		cmocka_unit_test(either_of_two),
		cmocka_unit_test(later_rounds_count),
		cmocka_unit_test(the_inevitable_does_not_count),
		cmocka_unit_test(all_of_it_stops),
		cmocka_unit_test(quartiles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
