/*
 * pairing/report: every figure held to one worked out by hand.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "pairing/report.h"

struct pool {
	struct attribute attributes[2];
	struct population *population;
	struct rules *rules;
	struct draw draw;
	struct draw_group groups[4];
	uint32_t members[12], sit_outs[4];
};

static void
require(struct rules *rules, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_require(rules, sentence, &column, &why), 0);
}

static void
prefer(struct rules *rules, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_prefer(rules, sentence, &column, &why), 0);
}

/* Members a, b, c… with a field each, and a year. */
static void
pool_init(struct pool *p, const char *fields, const char *const *years)
{
	struct fault why;
	uint32_t m;

	*p = (struct pool){ .attributes = { { .name = memory_text("field"),
						.type = ATTRIBUTE_CHOICE },
				{ .name = memory_text("year"),
				    .type = ATTRIBUTE_SCALE,
				    .from = 0,
				    .to = 10000,
				    .has_range = true } } };
	attribute_seal(&p->attributes[0]);
	attribute_seal(&p->attributes[1]);
	p->population = population_new(p->attributes, 2);
	p->rules = rules_new(p->attributes, 2);
	for (char key[2] = "a"; fields[key[0] - 'a'] != '\0'; key[0]++) {
		char field[2] = { fields[key[0] - 'a'], '\0' };
		const char *year = years[key[0] - 'a'];

		assert_int_equal(
		    population_add(p->population, key, &m, &why), 0);
		assert_int_equal(
		    population_set(p->population, m, 0, field, &why), 0);
		if (*year != '\0')
			assert_int_equal(
			    population_set(p->population, m, 1, year, &why), 0);
	}
	p->draw.groups = p->groups;
	p->draw.members = p->members;
	p->draw.sit_outs = p->sit_outs;
	p->draw.upper_bound = -1;
}

/* Puts the members of a word into a group. */
static void
group(struct pool *p, const char *word)
{
	struct draw_group *g = &p->groups[p->draw.group_count++];
	uint32_t at = 0;

	for (size_t i = 0; i + 1 < p->draw.group_count; i++)
		at += p->groups[i].size;
	*g = (struct draw_group){ p->members + at, 0 };
	for (; *word != '\0'; word++)
		p->members[at + g->size++] = (uint32_t)(*word - 'a');
}

static void
pool_clear(struct pool *p)
{
	rules_free(p->rules);
	population_free(p->population);
	attribute_clear(&p->attributes[0]);
	attribute_clear(&p->attributes[1]);
}

/* Seven of two fields: five x, two y. */
static void
figures_of_a_small_pool(void **state)
{
	static const char *const years[] = { "0", "2", "4", "6", "8", "10",
		"" };
	struct pool p;
	struct report r;
	struct fault why;
	struct text json = { 0 };

	(void)state;
	pool_init(&p, "xxxxxyy", years);
	prefer(p.rules, "differ field weight 3");
	prefer(p.rules, "distance year weight 1");
	assert_int_equal(population_met(p.population, "a", "f", 3, &why), 0);
	population_close(p.population);
	group(&p, "af");  /* x y, years 0 and 10 */
	group(&p, "beg"); /* x x y, years 2, 8, none */
	group(&p, "cd");  /* x x, years 4 and 6 */
	report_make(&r, &p.draw, p.population, p.rules);
	assert_int_equal(r.members, 7);
	assert_int_equal(r.introduced, 7);
	assert_int_equal(r.groups, 3);
	assert_int_equal(r.larger, 1);
	assert_int_equal(r.repeats, 1);
	/* af (3 + 1) / 4 = 1; be 0.6 / 4 = 0.15, bg and eg 3 / 3 = 1, so 2.15
	 * / 3; cd 0.2 / 4 = 0.05: (2 × 1 + 2.15 + 2 × 0.05) / 7. */
	assert_int_equal(r.mean_score, 607143);
	assert_int_equal(r.attribute_count, 2);
	assert_string_equal(r.attributes[0].name, "field");
	/* Of af be bg eg cd three differ. */
	assert_int_equal(r.attributes[0].share, 600000);
	/* 1 - (5 × 4 + 2 × 1) / (7 × 6). */
	assert_int_equal(r.attributes[0].chance, 476190);
	/* 2 (7 - 5) / 7. */
	assert_int_equal(r.attributes[0].ceiling, 571429);
	assert_int_equal(r.attributes[0].e_i, 200000);
	/* x has 7 ends, 4 of them within: 4/7 against 5/7: (4/7 - 5/7) / (5/7)
	 * = -0.2; y none of 3: -1. (5 × -0.2 + 2 × -1) / 7. */
	assert_in_range(r.attributes[0].homophily + 1000000, 1000000 - 428573,
	    1000000 - 428569);
	/* Six have years, all different. */
	assert_int_equal(r.attributes[1].chance, 1000000);
	assert_int_equal(r.attributes[1].share, 1000000);
	assert_true(r.rounds_left == REPORT_UNKNOWN);
	report_write_json(&r, "0123", 1500000, &json);
	assert_non_null(strstr(text_get(&json), "\"mean_score\": 0.607143"));
	assert_non_null(strstr(text_get(&json), "\"upper_bound\": null"));
	assert_non_null(strstr(text_get(&json), "\"seconds\": 1.500000"));
	assert_non_null(strstr(text_get(&json),
	    "\"field\": {\"share\": 0.600000, \"chance\": 0.476190"));
	text_clear(&json);
	report_clear(&r);
	pool_clear(&p);
}

static void
sit_outs_by_reason_and_rounds_left(void **state)
{
	static const char *const years[] = { "", "", "", "", "" };
	struct pool p;
	struct report r;
	struct fault why;

	(void)state;
	pool_init(&p, "xxxxy", years);
	require(p.rules, "differ field");
	require(p.rules, "rested 4 weeks");
	assert_int_equal(population_met(p.population, "b", "e", 9, &why), 0);
	population_close(p.population);
	group(&p, "ae");
	p.sit_outs[0] = 1;
	p.sit_outs[1] = 2;
	p.sit_outs[2] = 3;
	p.draw.sit_out_count = 3;
	report_make(&r, &p.draw, p.population, p.rules);
	assert_int_equal(r.sat_out, 3);
	assert_int_equal(r.reason_count, 1);
	assert_string_equal(r.reasons[0].why, "taken");
	assert_int_equal(r.reasons[0].count, 3);
	/* b has met e, the only one it may meet. */
	assert_true(r.rounds_left == 0);
	/* Nothing is preferred. */
	assert_int_equal(r.mean_score, 0);
	assert_int_equal(r.chance_score, 0);
	/* 2 (5 - 4) / 5 */
	assert_int_equal(r.attributes[0].ceiling, 400000);
	report_clear(&r);
	pool_clear(&p);
}

/* Of eight who may all meet, circles of three use up two of seven a round; b,
 * who has met two, has five left. */
static void
circles_use_up_two_a_round(void **state)
{
	static const char *const years[] = { "", "", "", "", "", "", "", "" };
	struct pool p;
	struct report r;
	struct fault why;

	(void)state;
	pool_init(&p, "xxxxyyyy", years);
	rules_set_size(p.rules, 3);
	require(p.rules, "rested 4 weeks");
	assert_int_equal(population_met(p.population, "b", "e", 9, &why), 0);
	assert_int_equal(population_met(p.population, "b", "f", 9, &why), 0);
	population_close(p.population);
	group(&p, "acd");
	group(&p, "bgh");
	report_make(&r, &p.draw, p.population, p.rules);
	assert_int_equal(r.rounds_left, 2);
	report_clear(&r);
	pool_clear(&p);
}

/* Whoever may meet nobody, with repeats or without, has no repeat to fear: four
 * of two fields have two rounds, beside one who is years away from all. */
static void
who_may_meet_nobody_does_not_count(void **state)
{
	static const char *const years[] = { "1", "1", "1", "1", "9" };
	struct pool p;
	struct report r;

	(void)state;
	pool_init(&p, "xxyyx", years);
	require(p.rules, "differ field");
	require(p.rules, "within year 2");
	require(p.rules, "rested 4 weeks");
	population_close(p.population);
	group(&p, "ac");
	group(&p, "bd");
	p.sit_outs[0] = 4;
	p.draw.sit_out_count = 1;
	report_make(&r, &p.draw, p.population, p.rules);
	assert_int_equal(r.rounds_left, 2);
	report_clear(&r);
	pool_clear(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_of_a_small_pool),
		cmocka_unit_test(sit_outs_by_reason_and_rounds_left),
		cmocka_unit_test(circles_use_up_two_a_round),
		cmocka_unit_test(who_may_meet_nobody_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
