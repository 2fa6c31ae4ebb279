/* pairing/spread: quartiles of few numbers. */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "pairing/spread.h"

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
		cmocka_unit_test(quartiles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
