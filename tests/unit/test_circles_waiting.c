/* links: pairing */
/* with: spelled */
/*
 * Circles in which not all have a place: who waited longest has one.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/circles_table.h"
#include "pairing/draw.h"
#include "pairing/plan_data.h"
#include "pairing/waiting.h"
#include "spelled.h"

static struct attribute none;

/* Circles of ten, with one requirement or, if NULL, none. */
static struct rules *
rules_of(const char *requirement)
{
	struct rules *rules = spelled_rules(requirement, NULL, 500);

	rules_set_size(rules, 10);
	return rules;
}

static struct draw *
drawn(const struct population *p, const struct rules *rules, uint64_t seed)
{
	struct draw_options options = { .seed = seed };
	struct draw *draw = pairing_draw(p, rules, &options);

	for (size_t i = 0; i < draw->group_count; i++)
		assert_in_range(draw->groups[i].size, 10, 11);
	return draw;
}

/* Who waited longest has a place where not all have one. */
static void
test_waiting(void **state UNUSED)
{
	struct rules *rules = rules_of(NULL);

	/* Of 25, two groups of eleven at most: three sit out. */
	for (uint64_t seed = 0; seed < 5; seed++) {
		struct population *p = population_new(&none, 0);
		struct draw *draw;
		struct fault why;

		for (uint32_t i = 0; i < 25; i++) {
			char key[3] = { (char)('a' + i), '\0' };
			uint32_t m;

			assert_int_equal(population_add(p, key, &m, &why), 0);
			/* Five did not wait, and one in three waited long. */
			population_set_waiting(
			    p, m, i % 5 == 0 ? 0 : 1 + i % 3);
		}
		population_close(p);
		draw = drawn(p, rules, seed);
		assert_int_equal(draw->sit_out_count, 3);
		for (size_t i = 0; i < 3; i++)
			assert_int_equal(draw->sit_outs[i] % 5, 0);
		draw_free(draw);
		population_free(p);
	}
	rules_free(rules);
}

/* Rounds of 29 in tens, of whom four pairs know each other: seven sit out,
 * nobody twice running nor much more often than others. */
static void
test_waiting_rounds(void **state UNUSED)
{
	enum { MEMBERS = 29, ROUNDS = 16 };
	struct rules *rules = rules_of("unacquainted");
	struct waiting waited[MEMBERS] = { 0 };

	for (uint64_t round = 0; round < ROUNDS; round++) {
		struct population *p = population_new(&none, 0);
		struct draw *draw;
		struct fault why;

		for (uint32_t i = 0; i < MEMBERS; i++) {
			char key[3] = { (char)('a' + i / 10),
				(char)('0' + i % 10), '\0' };
			uint32_t m;

			assert_int_equal(population_add(p, key, &m, &why), 0);
		}
		waiting_tell(p, waited, NULL, MEMBERS);
		for (uint32_t i = 0; i < 8; i += 2)
			population_tie_members(p, i, i + 1, TIE_KNOWS);
		population_close(p);
		draw = drawn(p, rules, round);
		assert_int_equal(draw->sit_out_count, 7);
		for (uint32_t i = 0, k = 0; i < MEMBERS; i++) {
			bool is_out = k < 7 && draw->sit_outs[k] == i;

			assert_false(is_out && waited[i].sat_out_last);
			waited[i].rounds++;
			waited[i].sit_outs += is_out;
			waited[i].sat_out_last = is_out;
			k += is_out;
		}
		draw_free(draw);
		population_free(p);
	}
	/* 16 times 7 among 29. */
	for (uint32_t i = 0; i < MEMBERS; i++)
		assert_in_range(waited[i].sit_outs, 3, 4);
	rules_free(rules);
}

/* --- a long tail ---------------------------------------------------------- */

enum { CLUMP = 50 };

static uint64_t tail_asked; /* pairs */

/* Everybody may meet the next one, and those of the clump one another. */
static uint32_t
tail_scan(const struct plan *plan UNUSED, uint32_t a, uint32_t from,
    uint32_t to, uint32_t *ids, int32_t *scores)
{
	uint32_t found = 0;

	tail_asked += from < to ? to - from : 0;
	for (uint32_t b = from; b < to; b++)
		if (a != b &&
		    (a + 1 == b || b + 1 == a || (a < CLUMP && b < CLUMP))) {
			if (scores != NULL)
				scores[found] = 0;
			ids[found++] = b;
		}
	return found;
}

static int32_t
tail_score(const struct plan *plan, uint32_t a, uint32_t b)
{
	uint32_t id;

	return tail_scan(plan, a, b, b + 1, &id, NULL) > 0 ? 0
							   : SCORE_FORBIDDEN;
}

/* Each of a tail lacks company once the one behind is gone, and is asked again then,
 * not everybody once more. */
static void
test_tail(void **state UNUSED)
{
	static const struct plan_kind kind = { .scan = tail_scan,
		.score = tail_score };
	const uint32_t n = 900;
	const struct plan plan = { .kind = &kind, .size = n };
	struct circles_table *t = circles_table_new(&plan, 3);

	assert_int_equal(t->hopeless_count, n - CLUMP);
	for (uint32_t v = 0; v < n; v++)
		assert_int_equal(t->is_hopeless[v], v >= CLUMP);
	if (tail_asked > UINT64_C(8) * n * n)
		fail_msg("%llu pairs were asked about",
		    (unsigned long long)tail_asked);
	circles_table_free(t);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_waiting_rounds),
		cmocka_unit_test(test_tail),
	};

	return cmocka_run_group_tests_name(
	    "circles_waiting", tests, NULL, NULL);
}
