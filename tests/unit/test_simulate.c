/*
 * pairing/simulate: rounds in a row, held to what must be so of them.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "pairing/crowd.h"
#include "pairing/population_part.h"
#include "pairing/simulate.h"

struct community {
	struct attribute attribute;
	struct population *population;
	struct rules *rules;
};

/* Of `n` members the first `big` are of the field "x", the others of many. */
static void
community_init(struct community *c, uint32_t n, uint32_t big,
    const char *const *require, size_t count)
{
	struct fault why;
	uint32_t m;
	int column;

	*c = (struct community){ .attribute = { .name = memory_text("field"),
				     .type = ATTRIBUTE_CHOICE } };
	attribute_seal(&c->attribute);
	c->population = population_new(&c->attribute, 1);
	for (uint32_t i = 0; i < n; i++) {
		char key[16], field[16] = "x";

		(void)snprintf(key, sizeof(key), "m%04u", i);
		if (i >= big)
			(void)snprintf(field, sizeof(field), "f%u", i % 7);
		assert_int_equal(
		    population_add(c->population, key, &m, &why), 0);
		assert_int_equal(
		    population_set(c->population, m, 0, field, &why), 0);
	}
	population_close(c->population);
	c->rules = rules_new(&c->attribute, 1);
	rules_set_serendipity(c->rules, 1000);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(
		    rules_require(c->rules, require[i], &column, &why), 0);
}

static void
community_clear(struct community *c)
{
	rules_free(c->rules);
	population_free(c->population);
	attribute_clear(&c->attribute);
}

static const char *const rested[] = { "rested 500 weeks" };
static const char *const mixed[] = { "differ field", "rested 26 weeks" };

/* Everybody may meet everybody once: nine rounds of ten members. */
static void
repeats_begin_when_foreseen(void **state)
{
	struct simulation_options options = {
		.seed = 1, .first_round = 1, .presence = 100
	};
	struct community c;
	struct simulation *s;
	struct simulation_sum sum;

	(void)state;
	community_init(&c, 10, 1, rested, 1);
	s = simulation_new(c.population, c.rules, &options);
	for (uint32_t i = 1; i <= 12; i++) {
		const struct simulation_round *r = simulation_next(s);

		assert_int_equal(r->round, i);
		assert_int_equal(r->members, 10);
		assert_int_equal(r->report.introduced, i < 10 ? 10 : 0);
		assert_int_equal(r->rounds_left, i < 10 ? 10 - i : 0);
		assert_int_equal(r->spent, i < 10 ? 0 : 10);
		assert_int_equal(r->growth.links, 5 * (i < 10 ? i : 9));
	}
	simulation_sum_make(&sum, s);
	assert_int_equal(sum.rounds, 12);
	assert_int_equal(sum.first_repeat, 0);
	assert_int_equal(sum.foreseen, 10);
	assert_int_equal(sum.stands, 10);
	assert_int_equal(sum.introduced, 90);
	assert_int_equal(sum.sat_out, 30);
	assert_int_equal(sum.most, 3);
	assert_int_equal(sum.running, 3);
	assert_int_equal(sum.sit_outs[3], 10);
	assert_int_equal(sum.took_part, 10);
	simulation_sum_clear(&sum);
	simulation_free(s);
	community_clear(&c);
}

/* A circle of four takes three new ones of each: of 39 others they last for 13
 * rounds. */
static void
circles_use_up_more(void **state)
{
	struct simulation_options options = {
		.seed = 1, .first_round = 1, .presence = 100
	};
	struct community c;
	struct simulation *s;
	struct simulation_sum sum;

	(void)state;
	community_init(&c, 40, 1, rested, 1);
	rules_set_size(c.rules, 4);
	s = simulation_new(c.population, c.rules, &options);
	assert_int_equal(simulation_next(s)->rounds_left, 13);
	simulation_sum_make(&sum, s);
	assert_int_equal(sum.foreseen, 14);
	assert_int_equal(sum.stands, 14);
	simulation_sum_clear(&sum);
	assert_int_equal(simulation_next(s)->rounds_left, 12);
	simulation_free(s);
	community_clear(&c);
}

/* Of eight in two circles of four three leave: of one circle three or four are
 * left, who have met each other and so at most two new ones, a circle too few,
 * though none has met all. */
static void
too_few_are_left(void **state)
{
	struct simulation_options options = {
		.seed = 1, .first_round = 1, .presence = 100, .departures = 3
	};
	struct community c;
	struct simulation *s;
	struct simulation_sum sum;
	const struct simulation_round *r;

	(void)state;
	community_init(&c, 8, 1, rested, 1);
	rules_set_size(c.rules, 4);
	s = simulation_new(c.population, c.rules, &options);
	assert_int_equal(simulation_next(s)->rounds_left, 2);
	r = simulation_next(s);
	assert_int_equal(r->members, 5);
	assert_int_equal(r->rounds_left, 0);
	assert_int_equal(r->spent, 0);
	simulation_sum_make(&sum, s);
	assert_int_equal(sum.foreseen, 3);
	assert_int_equal(sum.stands, 2);
	simulation_sum_clear(&sum);
	simulation_free(s);
	community_clear(&c);
}

/* Of three nobody can be in a circle of four, so that nobody's repeats begin. */
static void
who_finds_no_circle_does_not_count(void **state)
{
	struct simulation_options options = {
		.seed = 1, .first_round = 1, .presence = 100
	};
	struct community c;
	struct simulation *s;
	struct simulation_sum sum;

	(void)state;
	community_init(&c, 3, 1, rested, 1);
	rules_set_size(c.rules, 4);
	s = simulation_new(c.population, c.rules, &options);
	assert_true(simulation_next(s)->rounds_left == REPORT_UNKNOWN);
	simulation_sum_make(&sum, s);
	assert_int_equal(sum.foreseen, 0);
	simulation_sum_clear(&sum);
	simulation_free(s);
	community_clear(&c);
}

/* Of a majority members sit out equally often. */
static void
sit_outs_are_shared(void **state)
{
	struct simulation_options options = {
		.seed = 5, .first_round = 1, .presence = 100
	};
	static const char *const differ[] = { "differ field" };
	struct community c;
	struct simulation *s;
	struct simulation_sum sum;

	(void)state;
	/* Of twenty of one field only ten find somebody. */
	community_init(&c, 30, 20, differ, 1);
	s = simulation_new(c.population, c.rules, &options);
	for (uint32_t i = 0; i < 11; i++)
		assert_int_equal(simulation_next(s)->report.sat_out, 10);
	simulation_sum_make(&sum, s);
	assert_int_equal(sum.sat_out, 110);
	assert_int_equal(sum.most, 6);
	assert_int_equal(sum.sit_outs[0], 10);
	assert_int_equal(sum.sit_outs[5], 10);
	assert_int_equal(sum.sit_outs[6], 10);
	assert_int_equal(sum.running, 1);
	/* Nobody need rest. */
	assert_int_equal(sum.foreseen, 0);
	simulation_sum_clear(&sum);
	simulation_free(s);
	community_clear(&c);
}

/* Presence, arrivals and departures. */
static void
members_come_and_go(void **state)
{
	struct simulation_options options = { .seed = 3,
		.first_round = 7,
		.presence = 60,
		.arrivals = 4,
		.departures = 3,
		.held_back = 30,
		.threads = 2 };
	bool was_there[200] = { false };
	struct community c;
	struct simulation *s;
	uint32_t present = 0, members = 0;

	(void)state;
	community_init(&c, 200, 60, mixed, 2);
	s = simulation_new(c.population, c.rules, &options);
	for (uint32_t i = 0; i < 12; i++) {
		const struct simulation_round *r = simulation_next(s);

		assert_int_equal(r->round, 7 + i);
		assert_int_equal(r->left, i == 0 ? 0 : 3);
		assert_int_equal(r->arrived, i == 0   ? 0
					     : i <= 7 ? 4
					     : i == 8 ? 2
						      : 0);
		assert_int_equal(
		    r->members, 170 - 3 * i + (i <= 7 ? 4 * i : 30));
		assert_int_equal(r->growth.members, r->members);
		assert_int_equal(population_size(r->present),
		    r->report.introduced + r->report.sat_out);
		assert_int_equal(r->report.repeats, 0);
		present += r->report.members;
		members += r->members;
		for (uint32_t k = 0; k < population_size(r->present); k++)
			was_there[strtoul(population_key(r->present, k) + 1,
			    NULL, 10)] = true;
	}
	/* Three standard deviations of about 2,000 throws are 0.033. */
	assert_in_range(present * 1000 / members, 560, 640);
	present = 0;
	for (uint32_t i = 0; i < 200; i++)
		present += was_there[i];
	assert_in_range(present, 180, 200);
	simulation_free(s);
	community_clear(&c);
}

static void
all_may_leave(void **state)
{
	struct simulation_options options = {
		.seed = 3, .first_round = 1, .presence = 100, .departures = 7
	};
	struct community c;
	struct simulation *s;
	const struct simulation_round *r = NULL;

	(void)state;
	community_init(&c, 10, 3, mixed, 2);
	s = simulation_new(c.population, c.rules, &options);
	for (uint32_t i = 0; i < 4; i++)
		r = simulation_next(s);
	assert_int_equal(r->members, 0);
	assert_int_equal(r->left, 0);
	assert_int_equal(r->report.members, 0);
	assert_int_equal(r->growth.components, 0);
	simulation_free(s);
	community_clear(&c);
}

static void
who_is_there(void **state)
{
	struct crowd c;
	uint32_t members[10];

	(void)state;
	crowd_init(&c, 10, 4, 1);
	assert_int_equal(c.count, 6);
	assert_int_equal(crowd_present(&c, 1, 100, members), 6);
	assert_int_equal(crowd_present(&c, 1, 0, members), 0);
	crowd_move(&c, 2, 5, 3);
	assert_int_equal(c.count, 4);
	assert_int_equal(c.left_count, 5);
	for (uint32_t i = 0; i < 3; i++)
		assert_true(c.is_in[c.arrived[i]]);
	for (uint32_t i = 0; i < 5; i++)
		assert_false(c.is_in[c.left[i]]);
	crowd_move(&c, 3, 9, 9);
	assert_int_equal(c.left_count, 4);
	assert_int_equal(c.arrived_count, 1);
	assert_int_equal(c.count, 1);
	crowd_clear(&c);
}

/* Parts and weeks, by the canonical text. */
static void
parts_and_weeks(void **state)
{
	static const uint32_t some[] = { 1, 2, 4 };
	struct attribute attribute = { .name = memory_text("likes"),
		.type = ATTRIBUTE_TAGS };
	struct population *whole, *part;
	struct grouping *g = grouping_new(5);
	struct rules *rules;
	struct text text = { 0 };
	struct fault why;
	uint32_t m;

	(void)state;
	attribute_seal(&attribute);
	whole = population_new(&attribute, 1);
	rules = rules_new(&attribute, 1);
	for (char key[] = "a"; key[0] <= 'e'; key[0]++) {
		char value[] = "z;v";

		value[2] = key[0];
		assert_int_equal(population_add(whole, key, &m, &why), 0);
		assert_int_equal(population_set(whole, m, 0, value, &why), 0);
	}
	population_met_members(whole, 1, 2, 3);
	population_met_members(whole, 0, 4, 3);
	population_tie_members(whole, 1, 4, TIE_KNOWS);
	population_close(whole);
	grouping_add(g, (uint32_t[]){ 1, 3, 4 }, 3);
	population_move_on(whole, g);
	part = population_part(whole, some, COUNT_OF(some));
	population_write(part, rules, &text);
	assert_non_null(strstr(text_get(&text),
	    "member\tb\t0\t1000\tb;z\nmember\tc\t0\t1000\tc;z\n"
	    "member\te\t0\t1000\te;z\n"
	    "knows\tb\te\nmet\tb\tc\t4\nmet\tb\te\t1\n"));
	population_free(part);
	population_free(whole);
	grouping_free(g);
	rules_free(rules);
	text_clear(&text);
	attribute_clear(&attribute);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeats_begin_when_foreseen),
		cmocka_unit_test(circles_use_up_more),
		cmocka_unit_test(too_few_are_left),
		cmocka_unit_test(who_finds_no_circle_does_not_count),
		cmocka_unit_test(sit_outs_are_shared),
		cmocka_unit_test(members_come_and_go),
		cmocka_unit_test(all_may_leave),
		cmocka_unit_test(who_is_there),
		cmocka_unit_test(parts_and_weeks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
