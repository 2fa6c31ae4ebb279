/* links: pairing */
/*
 * Members who prefer three are in trios before others, as far as can be, and
 * nothing else that a draw promises changes with it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/draw.h"

#define SEEDS 6

/* `size` members of `teams` teams in turn, who meet only other teams; those of
 * `wishes` prefer three. At 1000 nothing else is preferred. */
static void
world(uint32_t size, uint32_t teams, int serendipity, const uint32_t *wishes,
    size_t wish_count, struct text *out)
{
	text_addf(out,
	    "serendip-input 2\nattribute\tteam\tchoice\n"
	    "attribute\tyears\tscale\tfrom\t0\tto\t40\n"
	    "pool\t2\t%d\nrule\tdiffer team\n%s",
	    serendipity, serendipity < 1000 ? "prefer\tdistance years\n" : "");
	for (uint32_t i = 0; i < size; i++)
		text_addf(out, "member\tm%03u\t0\t1000\tt%u\t%u\n", i,
		    i % teams, i * 7 % 41);
	for (size_t i = 0; i < wish_count; i++)
		text_addf(out, "three\tm%03u\n", wishes[i]);
}

struct drawn {
	struct population *p;
	struct rules *rules;
	struct draw *draw;
};

static struct drawn
draw_of(const struct text *input, uint64_t seed)
{
	const struct draw_options options = { .seed = seed };
	struct drawn d;
	struct fault why;

	if (population_read(input->data, input->len, &d.p, &d.rules, &why) != 0)
		fail_msg("%s", why.sentence);
	d.draw = pairing_draw(d.p, d.rules, &options);
	return d;
}

static void
drawn_free(struct drawn *d)
{
	draw_free(d->draw);
	rules_free(d->rules);
	population_free(d->p);
}

/* How many of the trios' members are among these; that every pair is allowed. */
static uint32_t
granted(const struct drawn *d, const uint32_t *wishes, size_t wish_count,
    uint32_t *trios)
{
	uint32_t count = 0;

	*trios = 0;
	for (size_t g = 0; g < d->draw->group_count; g++) {
		const struct draw_group *group = &d->draw->groups[g];

		*trios += group->size == 3;
		for (uint32_t i = 0; i < group->size; i++) {
			for (uint32_t k = 0; k < i; k++)
				assert_true(rules_allow(d->rules, d->p,
				    group->members[i], group->members[k],
				    NULL));
			for (size_t w = 0; w < wish_count && group->size == 3;
			     w++)
				count += group->members[i] == wishes[w];
		}
	}
	return count;
}

static void
expect(uint32_t size, uint32_t teams, const uint32_t *wishes, size_t wish_count,
    uint32_t most)
{
	static const int dials[] = { 0, 500, 1000 };

	for (size_t s = 0; s < COUNT_OF(dials); s++)
		for (uint64_t seed = 1; seed <= SEEDS; seed++) {
			struct text input = { 0 };
			struct drawn d;
			uint32_t trios;

			world(
			    size, teams, dials[s], wishes, wish_count, &input);
			d = draw_of(&input, seed);
			assert_int_equal(
			    granted(&d, wishes, wish_count, &trios), most);
			assert_int_equal(trios, size % 2);
			assert_int_equal(d.draw->sit_out_count, 0);
			drawn_free(&d);
			text_clear(&input);
		}
}

static void
wishes_are_granted(void **state UNUSED)
{
	static const uint32_t one[] = { 4 }, three[] = { 1, 2, 3 };
	static const uint32_t many[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };

	expect(7, 7, one, 1, 1);
	expect(7, 7, three, 3, 3);
	expect(41, 41, one, 1, 1);
	expect(41, 41, three, 3, 3);
	expect(41, 41, many, 9, 3);
	expect(40, 40, many, 9, 0); /* nobody must join a pair */
}

/* Two of a team are in no trio together. */
static void
rules_come_first(void **state UNUSED)
{
	static const uint32_t team[] = { 0, 4, 8 };

	expect(9, 4, team, 3, 1);
	expect(41, 4, team, 3, 1);
}

/* All others have their chances as before. */
static void
chance_stays(void **state UNUSED)
{
	static const uint32_t one[] = { 4 };
	uint32_t with[41] = { 0 };
	struct text input = { 0 };

	world(41, 41, 1000, one, 1, &input);
	for (uint64_t seed = 1; seed <= 1000; seed++) {
		struct drawn d = draw_of(&input, seed);

		for (size_t g = 0; g < d.draw->group_count; g++)
			if (d.draw->groups[g].size == 3)
				for (uint32_t i = 0; i < 3; i++)
					with[d.draw->groups[g].members[i]]++;
		drawn_free(&d);
	}
	assert_int_equal(with[4], 1000);
	/* 2000 places among 40: 50 each, 7 being a standard deviation. */
	for (uint32_t v = 0; v < 41; v++)
		assert_true(v == 4 || (with[v] > 15 && with[v] < 85));
	text_clear(&input);
}

static void
the_same_again(void **state UNUSED)
{
	static const uint32_t wishes[] = { 3, 5, 9, 12 };
	struct text input = { 0 };
	struct drawn a, b;

	world(31, 8, 500, wishes, 4, &input);
	a = draw_of(&input, 7);
	b = draw_of(&input, 7);
	assert_int_equal(a.draw->group_count, b.draw->group_count);
	for (size_t g = 0; g < a.draw->group_count; g++) {
		assert_int_equal(
		    a.draw->groups[g].size, b.draw->groups[g].size);
		assert_memory_equal(a.draw->groups[g].members,
		    b.draw->groups[g].members,
		    a.draw->groups[g].size * sizeof(uint32_t));
	}
	drawn_free(&a);
	drawn_free(&b);
	text_clear(&input);
}

/* What members' wishes have changed is not called the law's. */
static void
the_law_is_named(void **state UNUSED)
{
	static const uint32_t wishes[] = { 4 };
	int wished = 0;

	for (size_t count = 0; count <= 1; count++)
		for (uint64_t seed = 1; seed <= SEEDS; seed++) {
			struct text input = { 0 };
			struct drawn d;

			world(41, 8, 500, wishes, count, &input);
			d = draw_of(&input, seed);
			wished += d.draw->law == DRAW_WISHED;
			if (count == 0)
				assert_int_equal(wished, 0);
			drawn_free(&d);
			text_clear(&input);
		}
	assert_true(wished > 0);
}

static void
text_to_and_fro(void **state UNUSED)
{
	static const uint32_t wishes[] = { 1, 2 };
	struct text input = { 0 }, again = { 0 };
	struct population *p;
	struct rules *rules;
	struct fault why;

	world(4, 4, 500, wishes, 2, &input);
	assert_int_equal(
	    population_read(input.data, input.len, &p, &rules, &why), 0);
	population_write(p, rules, &again);
	assert_string_equal(again.data, input.data);
	rules_free(rules);
	population_free(p);
	text_add(&input, "three\tnobody\n");
	assert_int_equal(
	    population_read(input.data, input.len, &p, &rules, &why), -1);
	assert_non_null(strstr(why.sentence, "line 13: no member before it"));
	text_clear(&input);
	text_clear(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wishes_are_granted),
		cmocka_unit_test(rules_come_first),
		cmocka_unit_test(chance_stays),
		cmocka_unit_test(the_same_again),
		cmocka_unit_test(the_law_is_named),
		cmocka_unit_test(text_to_and_fro),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
