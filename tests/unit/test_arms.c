/*
 * pairing/arms: a group belongs to one arm and keeps its rules, whoever both
 * leave over keeps those of both, and the text of it is read as it was written.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/arms.h"

#define FIELDS 4

struct pool {
	struct attribute attributes[2]; /* field, level */
	struct population *population;
	struct rules *common;
	struct arms *arms;
};

static void
require(struct rules *rules, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_require(rules, sentence, &column, &why), 0);
}

/* Members of fields and levels by chance, some of whom block others. */
static void
pool_init(struct pool *p, uint32_t n, uint64_t seed)
{
	struct dice dice;
	struct fault why;
	uint32_t m;

	*p = (struct pool){
		.attributes = { { .name = memory_text("field"),
				    .type = ATTRIBUTE_CHOICE },
		    { .name = memory_text("level"), .type = ATTRIBUTE_CHOICE } }
	};
	attribute_seal(&p->attributes[0]);
	attribute_seal(&p->attributes[1]);
	p->population = population_new(p->attributes, 2);
	dice_init(&dice, seed, 0);
	for (uint32_t i = 0; i < n; i++) {
		char key[16], value[16];

		(void)snprintf(key, sizeof(key), "m%04u", i);
		assert_int_equal(
		    population_add(p->population, key, &m, &why), 0);
		for (size_t k = 0; k < 2; k++) {
			(void)snprintf(value, sizeof(value), "v%u",
			    dice_below(&dice, FIELDS));
			assert_int_equal(
			    population_set(p->population, m, k, value, &why),
			    0);
		}
	}
	for (uint32_t i = 0; i + 1 < n; i++)
		population_tie_members(p->population, i, i + 1, TIE_BLOCKS);
	population_close(p->population);
	p->common = rules_new(p->attributes, 2);
	require(p->common, "differ field");
	require(p->common, "same level");
	p->arms = arms_new(p->population, p->common, "fields", "levels");
	require(p->arms->rules[0], "differ field");
	require(p->arms->rules[1], "same level");
	rules_set_serendipity(p->arms->rules[1], 1000);
	for (m = 0; m < n; m++)
		p->arms->of[m] = (uint8_t)dice_below(&dice, ARMS);
}

static void
pool_clear(struct pool *p)
{
	arms_free(p->arms);
	rules_free(p->common);
	population_free(p->population);
	attribute_clear(&p->attributes[0]);
	attribute_clear(&p->attributes[1]);
}

static struct arms_draw *
draw(const struct pool *p, uint64_t seed)
{
	struct draw_options options = { .seed = seed };

	return arms_draw_new(p->population, p->common, p->arms, &options);
}

/* Every group keeps the rules of whoever drew it; each member is somewhere once. */
static void
check_part(const struct pool *p, const struct arms_part *part, int *seen)
{
	for (size_t i = 0; i < part->draw->group_count; i++) {
		const struct draw_group *g = &part->draw->groups[i];

		for (uint32_t k = 0; k < g->size; k++) {
			uint32_t a = part->members[g->members[k]];

			seen[a]++;
			if (part->arm != ARMS_NONE)
				assert_int_equal(p->arms->of[a], part->arm);
			for (uint32_t l = 0; l < k; l++)
				assert_true(
				    rules_allow(part->rules, p->population, a,
					part->members[g->members[l]], NULL));
		}
	}
}

static void
groups_keep_the_rules_of_their_arm(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 60; seed++) {
		uint32_t n = (uint32_t)(seed % 30) + 1;
		const struct draw *whole;
		struct arms_draw *d;
		struct pool p;
		int seen[64] = { 0 };

		pool_init(&p, n, seed);
		d = draw(&p, seed);
		whole = arms_draw_whole(d);
		for (size_t i = 0; i < arms_draw_parts(d); i++) {
			const struct arms_part *part = arms_draw_part(d, i);

			assert_int_equal(
			    part->arm, i < ARMS ? (int)i : ARMS_NONE);
			/* Nobody sits out of an arm who need not. */
			assert_int_equal(part->draw->unproven, 0);
			check_part(&p, part, seen);
		}
		for (size_t i = 0; i < whole->sit_out_count; i++) {
			assert_false(
			    arms_draw_introduces(d, whole->sit_outs[i]));
			seen[whole->sit_outs[i]]++;
		}
		for (uint32_t m = 0; m < n; m++)
			assert_int_equal(seen[m], 1);
		arms_draw_free(d);
		pool_clear(&p);
	}
}

static void
assert_same(const struct draw *a, const struct draw *b)
{
	assert_int_equal(a->group_count, b->group_count);
	for (size_t i = 0; i < a->group_count; i++) {
		assert_int_equal(a->groups[i].size, b->groups[i].size);
		assert_memory_equal(a->groups[i].members, b->groups[i].members,
		    a->groups[i].size * sizeof(uint32_t));
	}
	assert_int_equal(a->sit_out_count, b->sit_out_count);
}

/* Written, read, and drawn again: the same groups, which is how a round is
 * proven. */
static void
the_text_draws_the_same(void **state)
{
	struct text text = { 0 }, again = { 0 };
	struct population *population;
	struct draw_options options = { .seed = 5 };
	struct rules *common;
	struct arms_draw *first, *second;
	struct arms *arms;
	struct fault why;
	struct pool p;

	(void)state;
	pool_init(&p, 41, 9);
	population_write(p.population, p.common, &text);
	arms_write(p.arms, p.population, &text);
	assert_int_equal(arms_read(text_get(&text), text.len, &population,
			     &common, &arms, &why),
	    0);
	assert_non_null(arms);
	assert_string_equal(arms->names[1], "levels");
	population_write(population, common, &again);
	arms_write(arms, population, &again);
	assert_string_equal(text_get(&text), text_get(&again));
	first = draw(&p, 5);
	second = arms_draw_new(population, common, arms, &options);
	assert_same(arms_draw_whole(first), arms_draw_whole(second));
	arms_draw_free(first);
	arms_draw_free(second);
	first = draw(&p, 6);
	assert_int_equal(arms_draw_whole(first)->seed, 6);
	arms_draw_free(first);
	arms_free(arms);
	rules_free(common);
	population_free(population);
	text_clear(&text);
	text_clear(&again);
	pool_clear(&p);
}

/* Without arms it is the draw as ever. */
static void
without_arms_nothing_is_other(void **state)
{
	struct draw_options options = { .seed = 77 };
	struct text text = { 0 };
	struct population *population;
	struct rules *common;
	struct arms *arms;
	struct fault why;
	struct arms_draw *d;
	struct draw *plain;
	struct pool p;

	(void)state;
	pool_init(&p, 30, 3);
	population_write(p.population, p.common, &text);
	assert_int_equal(arms_read(text_get(&text), text.len, &population,
			     &common, &arms, &why),
	    0);
	assert_null(arms);
	d = arms_draw_new(population, common, NULL, &options);
	plain = pairing_draw(p.population, p.common, &options);
	assert_int_equal(arms_draw_parts(d), 1);
	assert_same(arms_draw_whole(d), plain);
	assert_int_equal(
	    arms_draw_whole(d)->barrier_count, plain->barrier_count);
	draw_free(plain);
	arms_draw_free(d);
	rules_free(common);
	population_free(population);
	text_clear(&text);
	pool_clear(&p);
}

/* Pinned members are in no arm's draw: they meet whatever arm each is in. */
static void
pinned_pairs_are_of_no_arm(void **state)
{
	struct fault why;

	(void)state;
	for (uint64_t seed = 0; seed < 20; seed++) {
		const struct arms_part *last;
		const struct draw *whole;
		struct arms_draw *d;
		struct text text = { 0 };
		struct population *population;
		struct rules *common;
		struct arms *arms;
		struct pool p;
		struct draw_options options = { .seed = seed };

		pool_init(&p, 12, seed);
		population_write(p.population, p.common, &text);
		text_add(&text, "pin\tm0003\tm0009\npin\tm0001\tm0007\n");
		arms_write(p.arms, p.population, &text);
		assert_int_equal(arms_read(text_get(&text), text.len,
				     &population, &common, &arms, &why),
		    0);
		d = arms_draw_new(population, common, arms, &options);
		whole = arms_draw_whole(d);
		assert_int_equal(whole->pin_count, 2);
		assert_int_equal(whole->pins[0].a, 1);
		assert_int_equal(whole->pins[0].b, 7);
		assert_int_equal(whole->pins[1].fate, DRAW_PIN_MADE);
		for (size_t i = 0; i < ARMS; i++)
			for (uint32_t m = 0;
			     m <
			     population_size(arms_draw_part(d, i)->population);
			     m++)
				assert_false(
				    arms_draw_part(d, i)->members[m] % 6 == 3 ||
				    arms_draw_part(d, i)->members[m] % 6 == 1);
		last = arms_draw_part(d, ARMS);
		assert_int_equal(last->arm, ARMS_NONE);
		assert_true(arms_draw_introduces(d, 3));
		assert_true(arms_draw_introduces(d, 9));
		arms_draw_free(d);
		arms_free(arms);
		rules_free(common);
		population_free(population);
		text_clear(&text);
		pool_clear(&p);
	}
}

static void
what_it_costs_is_counted(void **state)
{
	struct arms_cost cost;
	struct arms_draw *d;
	struct pool p;

	(void)state;
	pool_init(&p, 40, 12);
	d = draw(&p, 1);
	for (int k = 0; k < ARMS; k++) {
		const struct arms_part *part = arms_draw_part(d, (size_t)k);

		arms_cost(d, k, &cost);
		assert_int_equal(
		    cost.members, population_size(part->population));
		assert_int_equal(
		    cost.introduced, cost.members - part->draw->sit_out_count);
		assert_int_equal(cost.whole_members, 40);
		/* Among all there is never less to choose from. */
		assert_true(cost.whole_introduced >= cost.introduced);
	}
	arms_draw_free(d);
	pool_clear(&p);
}

static void
what_is_no_text_of_arms_is_refused(void **state)
{
	static const char *const bad[] = { "arm\ta\t5\n",
		"arm\ta\t5\nin\tm0000\nin\tm0001\n",
		"arm\ta\t5\nin\tm0000\narm\tb\t5\n",
		"arm\ta\t5\nin\tm0000\narm\tb\t5\nin\tm0000\n",
		"arm\ta\t5\nin\tm0000\narm\tb\t5\nin\tm0009\n",
		"arm\ta\t5000\nin\tm0000\narm\tb\t5\nin\tm0001\n",
		"arm\ta\t5\nrule\tdiffer nothing\narm\tb\t5\nin\tm0001\n",
		"arm\ta\t5\nodd\t1\nin\tm0000\narm\tb\t5\nin\tm0001\n",
		"arm\ta\t5\nin\tm0000\narm\tb\t5\nin\tm0001\narm\tc\t5\n" };
	struct pool p;

	(void)state;
	pool_init(&p, 2, 1);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct text text = { 0 };
		struct population *population;
		struct rules *common;
		struct arms *arms;
		struct fault why;

		population_write(p.population, p.common, &text);
		text_add(&text, bad[i]);
		assert_int_equal(arms_read(text_get(&text), text.len,
				     &population, &common, &arms, &why),
		    -1);
		text_clear(&text);
	}
	pool_clear(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_keep_the_rules_of_their_arm),
		cmocka_unit_test(the_text_draws_the_same),
		cmocka_unit_test(without_arms_nothing_is_other),
		cmocka_unit_test(pinned_pairs_are_of_no_arm),
		cmocka_unit_test(what_it_costs_is_counted),
		cmocka_unit_test(what_is_no_text_of_arms_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
