/* links: pairing */
/*
 * Triangles of a piece are found, all of them, in order; and where there are none, a
 * cover does not ask about every three of its members.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "pairing/cover.h"
#include "pairing/cover_triangle.h"
#include "pairing/plan_data.h"

/* --- a plan that counts --------------------------------------------------- */

/* Members are in classes, one after the other, and who may meet whom is told by
 * theirs; `asked` counts pairs. */
struct counting {
	struct plan plan;
	uint32_t classes;
	bool (*may)(uint32_t x, uint32_t y, uint32_t classes);
	uint64_t *asked;
};

static bool
counting_may(const struct plan *plan, uint32_t a, uint32_t b)
{
	const struct counting *c = (const struct counting *)plan;

	(*c->asked)++;
	return a != b && c->may(a % c->classes, b % c->classes, c->classes);
}

static int32_t
counting_score(const struct plan *plan, uint32_t a, uint32_t b)
{
	return counting_may(plan, a, b) ? 0 : SCORE_FORBIDDEN;
}

static uint32_t
counting_filter(const struct plan *plan, uint32_t a, uint32_t *ids,
    int32_t *scores, uint32_t n)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < n; i++)
		if (counting_may(plan, a, ids[i])) {
			if (scores != NULL)
				scores[found] = 0;
			ids[found++] = ids[i];
		}
	return found;
}

static uint32_t
counting_scan(const struct plan *plan, uint32_t a, uint32_t from, uint32_t to,
    uint32_t *ids, int32_t *scores)
{
	for (uint32_t b = from; b < to; b++)
		ids[b - from] = b;
	return counting_filter(plan, a, ids, scores, from < to ? to - from : 0);
}

static const struct plan_kind counting_kind = {
	.score = counting_score,
	.scan = counting_scan,
	.filter = counting_filter,
	.may = counting_may,
};

static bool
are_next(uint32_t x, uint32_t y, uint32_t classes)
{
	return (x + 1) % classes == y || (y + 1) % classes == x;
}

static bool
are_others(uint32_t x, uint32_t y, uint32_t classes UNUSED)
{
	return x != y;
}

static struct counting
counting_of(uint32_t size, uint32_t classes,
    bool (*may)(uint32_t, uint32_t, uint32_t), uint64_t *asked)
{
	return (struct counting){ { .kind = &counting_kind, .size = size },
		classes, may, asked };
}

/* A ring of five classes is free of triangles, though each may meet two fifths of
 * all; whoever is left over of an odd number cannot be a third. */
static void
test_ring_of_classes(void **state UNUSED)
{
	const uint32_t n = 2005 - 4;
	uint64_t asked = 0;
	struct counting plan = counting_of(n, 5, are_next, &asked);
	struct cover *c = cover_find(&plan.plan, 7, NULL);

	assert_int_equal(c->seating->sit_out_count, 1);
	assert_int_equal(c->seating->third_count, 0);
	assert_int_equal(c->unproven, 0);
	if (asked > UINT64_C(20) * n * n)
		fail_msg(
		    "%llu pairs were asked about", (unsigned long long)asked);
	cover_free(c);
}

/* --- all of them ---------------------------------------------------------- */

/* Held against every three of the members, of which the first `most` are taken. */
static void
hold(const struct plan *plan, struct cover_triangle *t, uint32_t v,
    const uint32_t *members, uint32_t count, uint32_t most)
{
	struct cover_edge edge = COVER_EDGE_NONE;
	uint32_t taken = 0;

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = i + 1; k < count && taken < most; k++) {
			if (!plan_may(plan, v, members[i]) ||
			    !plan_may(plan, v, members[k]) ||
			    !plan_may(plan, members[i], members[k]))
				continue;
			assert_true(cover_triangle_next(t, v, &edge));
			assert_int_equal(edge.low, members[i]);
			assert_int_equal(edge.high, members[k]);
			taken++;
		}
	if (taken < most)
		assert_false(cover_triangle_next(t, v, &edge));
	assert_true(cover_triangle_is_sure(t));
}

static void
test_graphs_of_chance(void **state UNUSED)
{
	enum { MOST = 150 };
	int32_t *scores = memory_new((size_t)MOST * MOST, sizeof(*scores));
	uint32_t members[MOST];
	struct dice dice;

	dice_init(&dice, 5, 0);
	for (uint32_t n = 3; n <= MOST; n += 7) {
		uint32_t count = 0, density = 3 + dice_below(&dice, 60);
		struct cover_triangle *t;
		struct plan *plan;

		for (uint32_t a = 0; a < n; a++)
			for (uint32_t b = 0; b < a; b++)
				scores[a * n + b] = scores[b * n + a] =
				    dice_below(&dice, 100) < density
					? 0
					: SCORE_FORBIDDEN;
		plan = plan_new_table(n, scores);
		for (uint32_t v = 0; v < n; v++)
			if (dice_below(&dice, 8) > 0)
				members[count++] = v;
		t = cover_triangle_new(plan, members, count);
		for (uint32_t i = 0; i < count; i += 5)
			hold(plan, t, members[i], members, count, UINT32_MAX);
		cover_triangle_free(t);
		plan_free(plan);
	}
	free(scores);
}

/* A piece too large for rows is asked pair by pair, and not for ever. */
static void
test_large_pieces(void **state UNUSED)
{
	const uint32_t n = 20100;
	uint32_t *members = memory_new(n, sizeof(*members));
	uint64_t asked = 0;
	struct counting three = counting_of(n, 3, are_others, &asked);
	struct counting two = counting_of(n, 2, are_others, &asked);
	struct cover_edge edge = COVER_EDGE_NONE;
	struct cover_triangle *t;

	for (uint32_t v = 0; v < n; v++)
		members[v] = v;
	t = cover_triangle_new(&three.plan, members, n);
	hold(&three.plan, t, 7, members, n, 40);
	hold(&three.plan, t, 8, members, n, 40);
	cover_triangle_free(t);
	t = cover_triangle_new(&two.plan, members, n);
	assert_false(cover_triangle_next(t, 4, &edge));
	assert_false(cover_triangle_is_sure(t));
	cover_triangle_free(t);
	free(members);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ring_of_classes),
		cmocka_unit_test(test_graphs_of_chance),
		cmocka_unit_test(test_large_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
