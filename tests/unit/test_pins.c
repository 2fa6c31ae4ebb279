/* links: pairing */
/*
 * Pinned pairs in a draw: they are together whatever the rules say, but for a
 * block; nobody is in two groups; all others are drawn by the rules, and nobody
 * sits out beside a pinned pair that could have made a trio.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/draw.h"
#include "pairing/population_data.h"

struct world {
	struct text input;
	struct population *p;
	struct rules *rules;
	struct draw *draw;
};

static void
begin(struct world *w, int size)
{
	*w = (struct world){ 0 };
	text_addf(&w->input,
	    "serendip-input 2\nattribute\tteam\tchoice\npool\t%d\t500\n"
	    "rule\tdiffer team\n",
	    size);
}

static void
add(struct world *w, int number, int team)
{
	text_addf(&w->input, "member\tm%03d\t%d\t1000\tt%d\n", number,
	    number % 3, team);
}

static void
pair(struct world *w, const char *word, int a, int b)
{
	text_addf(&w->input, "%s\tm%03d\tm%03d\n", word, a, b);
}

static void
draw(struct world *w, uint64_t seed)
{
	const struct draw_options options = { .seed = seed };
	struct fault why;

	if (population_read(
		text_get(&w->input), w->input.len, &w->p, &w->rules, &why) != 0)
		fail_msg("%s", why.sentence);
	w->draw = pairing_draw(w->p, w->rules, &options);
}

static void
end(struct world *w)
{
	draw_free(w->draw);
	rules_free(w->rules);
	population_free(w->p);
	text_clear(&w->input);
}

static size_t
group_of(const struct world *w, uint32_t member)
{
	for (size_t i = 0; i < w->draw->group_count; i++)
		for (uint32_t k = 0; k < w->draw->groups[i].size; k++)
			if (w->draw->groups[i].members[k] == member)
				return i;
	return SIZE_MAX;
}

/* Everybody is once in a group or sits out; every pair may meet, but the pinned
 * one; groups are by their first member. */
static void
check(const struct world *w, uint32_t size)
{
	const struct draw *d = w->draw;
	bool *seen = memory_new(w->p->size, sizeof(*seen));
	uint32_t count = 0;

	for (size_t i = 0; i < d->group_count; i++) {
		const struct draw_group *g = &d->groups[i];

		assert_true(g->size == size || g->size == size + 1);
		if (i > 0)
			assert_true(
			    d->groups[i - 1].members[0] < g->members[0]);
		for (uint32_t a = 0; a < g->size; a++) {
			assert_false(seen[g->members[a]]);
			seen[g->members[a]] = true;
			count++;
			for (uint32_t b = a + 1; b < g->size; b++) {
				bool pinned = false;

				for (size_t k = 0; k < d->pin_count; k++)
					pinned =
					    pinned ||
					    (d->pins[k].a == g->members[a] &&
						d->pins[k].b == g->members[b]);
				assert_true(pinned || rules_allow(w->rules,
							  w->p, g->members[a],
							  g->members[b], NULL));
			}
		}
	}
	for (size_t i = 0; i < d->sit_out_count; i++) {
		assert_false(seen[d->sit_outs[i]]);
		seen[d->sit_outs[i]] = true;
		count++;
	}
	assert_int_equal(count, w->p->size);
	free(seen);
}

/* Who sits out of a draw of pairs may be with no pinned pair that has two. */
static void
check_no_room(const struct world *w)
{
	for (size_t i = 0; i < w->draw->sit_out_count; i++)
		for (size_t k = 0; k < w->draw->pin_count; k++) {
			const struct draw_pin *pin = &w->draw->pins[k];
			uint32_t s = w->draw->sit_outs[i];

			if (pin->fate != DRAW_PIN_MADE ||
			    w->draw->groups[group_of(w, pin->a)].size > 2)
				continue;
			assert_false(
			    rules_allow(w->rules, w->p, pin->a, s, NULL) &&
			    rules_allow(w->rules, w->p, pin->b, s, NULL));
		}
}

static void
test_many(void **state UNUSED)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		uint32_t size = seed % 3 == 0 ? 4 : 2;
		struct world w;
		struct dice dice;
		int n;

		dice_init(&dice, seed, 1);
		n = 2 + (int)dice_below(&dice, 40);
		begin(&w, (int)size);
		for (int i = 0; i < n; i++)
			add(&w, i, (int)dice_below(&dice, 5));
		for (int i = 0; i + 1 < n && i < 8; i += 2)
			pair(&w, "pin", i, i + 1);
		if (seed % 5 == 0)
			pair(&w, "blocks", 1, 0);
		draw(&w, seed);
		check(&w, size);
		for (size_t i = 0; i < w.draw->pin_count; i++) {
			const struct draw_pin *pin = &w.draw->pins[i];

			if (size == 2)
				assert_int_equal(pin->fate,
				    seed % 5 == 0 && i == 0 ? DRAW_PIN_KEPT
							    : DRAW_PIN_MADE);
			if (pin->fate == DRAW_PIN_MADE)
				assert_int_equal(
				    group_of(&w, pin->a), group_of(&w, pin->b));
			if (pin->fate == DRAW_PIN_KEPT)
				assert_true(group_of(&w, pin->a) !=
						group_of(&w, pin->b) ||
					    group_of(&w, pin->a) == SIZE_MAX);
		}
		if (size == 2)
			check_no_room(&w);
		end(&w);
	}
}

static void
test_three(void **state UNUSED)
{
	struct text why = { 0 };
	struct world w;

	begin(&w, 2);
	add(&w, 0, 1);
	add(&w, 1, 1); /* the same team: a pin overrules it */
	add(&w, 2, 2);
	pair(&w, "pin", 1, 0);
	pair(&w, "pin", 0, 1);
	draw(&w, 7);
	assert_int_equal(w.draw->pin_count, 1);
	assert_int_equal(w.draw->group_count, 1);
	assert_int_equal(w.draw->groups[0].size, 3);
	assert_int_equal(w.draw->unproven, 0);
	/* What the pin overruled is no reason. */
	draw_reason(w.draw, 0, w.p, w.rules, &why);
	assert_string_equal(text_get(&why), "pinned\n");
	text_clear(&why);
	end(&w);
}

/* Two of one team are left over beside a pinned pair of the same team: no trio.
 * Beside one of others, one joins, and the other is told of as it is. */
static void
test_left_over(void **state UNUSED)
{
	for (int team = 1; team <= 2; team++) {
		struct world w;

		begin(&w, 2);
		for (int i = 0; i < 2; i++)
			add(&w, i, team);
		for (int i = 2; i < 4; i++)
			add(&w, i, 1);
		pair(&w, "pin", 0, 1);
		draw(&w, 3);
		check(&w, 2);
		assert_int_equal(w.draw->sit_out_count, team == 1 ? 2 : 1);
		assert_int_equal(w.draw->unproven, 0);
		end(&w);
	}
}

static void
test_who_is_not_there(void **state UNUSED)
{
	struct text again = { 0 };
	struct world w;

	begin(&w, 2);
	for (int i = 0; i < 6; i++)
		add(&w, i, i);
	pair(&w, "pin", 0, 9);
	pair(&w, "pin", 1, 2);
	pair(&w, "pin", 2, 3);
	draw(&w, 3);
	check(&w, 2);
	assert_int_equal(w.draw->pin_count, 2);
	assert_int_equal(w.draw->pins[0].fate, DRAW_PIN_MADE);
	assert_int_equal(w.draw->pins[1].fate, DRAW_PIN_TAKEN);
	population_write(w.p, w.rules, &again);
	assert_non_null(
	    strstr(text_get(&again), "\npin\tm001\tm002\npin\tm002\tm003\n"));
	assert_null(strstr(text_get(&again), "m009"));
	text_clear(&again);
	end(&w);
}

/* In a pool of fours two of a pair that nobody else may meet are not made. */
static void
test_circle(void **state UNUSED)
{
	struct world w;

	begin(&w, 4);
	for (int i = 0; i < 9; i++)
		add(&w, i, i < 7 ? 1 : 2);
	pair(&w, "pin", 0, 1);
	draw(&w, 3);
	assert_int_equal(w.draw->pins[0].fate, DRAW_PIN_ALONE);
	assert_int_equal(w.draw->sit_out_count, 9);
	end(&w);
	begin(&w, 4);
	for (int i = 0; i < 8; i++)
		add(&w, i, i < 2 ? 0 : i);
	pair(&w, "pin", 0, 1);
	draw(&w, 3);
	check(&w, 4);
	assert_int_equal(w.draw->pins[0].fate, DRAW_PIN_MADE);
	assert_int_equal(w.draw->groups[group_of(&w, 0)].size, 4);
	assert_int_equal(w.draw->sit_out_count, 0);
	end(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_three),
		cmocka_unit_test(test_left_over),
		cmocka_unit_test(test_who_is_not_there),
		cmocka_unit_test(test_circle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
