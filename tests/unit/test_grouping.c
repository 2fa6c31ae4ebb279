/* links: pairing */
/* A seating and its grouping say the same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pairing/grouping.h"

static void
assert_group(const struct grouping *g, uint32_t i, uint32_t count,
    const uint32_t *members)
{
	assert_int_equal(g->first[i + 1] - g->first[i], count);
	assert_memory_equal(
	    g->members + g->first[i], members, count * sizeof(*members));
}

/* 5-2 with 0 as third, 3-4, 1-7 with 8; 6 and 9 sit out. */
static void
test_of_seating(void **state)
{
	static const uint32_t mate[10] = { SEAT_THIRD, 7, 5, 4, 3, 2,
		SEAT_NOBODY, 1, SEAT_THIRD, SEAT_NOBODY };
	struct seating *s = seating_new(10);
	struct grouping *g;

	(void)state;
	for (uint32_t v = 0; v < 10; v++)
		s->mate[v] = mate[v];
	s->host[0] = 2;
	s->host[8] = 1;
	s->third_count = 2;
	s->sit_out_count = 2;
	g = grouping_of_seating(s);
	assert_int_equal(g->group_count, 3);
	assert_group(g, 0, 3, (uint32_t[]){ 0, 2, 5 });
	assert_group(g, 1, 3, (uint32_t[]){ 1, 7, 8 });
	assert_group(g, 2, 2, (uint32_t[]){ 3, 4 });
	assert_int_equal(g->sit_out_count, 2);
	assert_int_equal(g->sit_outs[0], 6);
	assert_int_equal(g->sit_outs[1], 9);
	grouping_free(g);
	seating_free(s);
}

static void
test_nobody(void **state)
{
	struct seating *s = seating_new(0);
	struct grouping *g = grouping_of_seating(s);

	(void)state;
	assert_int_equal(g->group_count + g->sit_out_count, 0);
	grouping_free(g);
	grouping_free(NULL);
	seating_free(s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of_seating),
		cmocka_unit_test(test_nobody),
	};

	return cmocka_run_group_tests_name("grouping", tests, NULL, NULL);
}
