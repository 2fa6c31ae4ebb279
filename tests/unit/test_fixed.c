/* links: pairing */
/* Exponentials in integers equal libm's within the bounds that fixed.h states,
 * and weights add, multiply and are picked right over any range. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>

#include "pairing/fixed.h"

static long double
real(struct fixed_weight w)
{
	return ldexpl((long double)w.mantissa, (int)(w.exponent - 63));
}

/* |a / b - 1| in units of 2^-62. */
static long double
off(long double a, long double b)
{
	return fabsl(a / b - 1) * 0x1p62L;
}

static void
test_exp2(void **state)
{
	struct dice d;

	(void)state;
	assert_true(fixed_exp2(0) == UINT64_C(1) << 63);
	assert_true(fixed_exp2(UINT64_MAX) >= UINT64_MAX - 16);
	dice_init(&d, 1, 0);
	for (int i = 0; i < 200000; i++) {
		uint64_t f = dice_next(&d);
		long double expected =
		    exp2l((long double)f * 0x1p-64L) * 0x1p63L;

		assert_true(fixed_exp2(f) >> 63 == 1);
		assert_true(off((long double)fixed_exp2(f), expected) < 8);
	}
}

static void
test_exp(void **state)
{
	struct dice d;

	(void)state;
	assert_true(fixed_exp(0) == UINT64_MAX);
	assert_true(fixed_exp(45 * FIXED_ONE) == 0);
	assert_true(fixed_exp(UINT64_MAX) == 0);
	dice_init(&d, 2, 0);
	for (int i = 0; i < 200000; i++) {
		uint64_t x = dice_next(&d) % (45 * FIXED_ONE);
		long double real_x = (long double)x * 0x1p-32L;
		long double expected = expl(-real_x) * 0x1p64L;
		long double miss = fabsl((long double)fixed_exp(x) - expected);

		assert_true(miss <= expected * (real_x + 16) * 0x1p-62L + 1);
	}
}

/* Bits as they must be on every machine. */
static void
test_known(void **state)
{
	struct fixed_weight w = fixed_weight_exp(-7, 3);

	(void)state;
	assert_true(fixed_exp(FIXED_ONE) == UINT64_C(0x5e2d58d8b3bcdf18));
	assert_true(fixed_exp(FIXED_ONE / 10) == UINT64_C(0xe7a36ccf34557bad));
	assert_true(
	    w.mantissa == UINT64_C(0xc6993d351c1241a7) && w.exponent == -4);
}

static void
test_weight_exp(void **state)
{
	static const int64_t by[] = { 1, 3, 1000, 100000, INT64_MAX };
	struct dice d;

	(void)state;
	dice_init(&d, 3, 0);
	for (int i = 0; i < 100000; i++) {
		int64_t b = by[i % 5];
		int64_t a = (int64_t)(dice_next(&d) % 20000) - 10000;
		long double expected = expl((long double)a / (long double)b);

		assert_true(
		    off(real(fixed_weight_exp(a, b)), expected) < 0x1p30L);
	}
	/* Far outside of what a double holds. */
	assert_true(fixed_weight_exp(1000000, 1).exponent == 1442695);
	assert_true(fixed_weight_exp(-1000000, 1).exponent == -1442696);
}

static void
test_arithmetic(void **state)
{
	struct fixed_weight zero = fixed_weight_of(0);
	struct dice d;

	(void)state;
	dice_init(&d, 4, 0);
	for (int i = 0; i < 100000; i++) {
		struct fixed_weight a, b, sum, product;

		a = fixed_weight_of(dice_next(&d) >> dice_below(&d, 64));
		b = fixed_weight_of(dice_next(&d) >> dice_below(&d, 64));
		a.exponent += dice_below(&d, 200);
		sum = fixed_weight_add(a, b);
		product = fixed_weight_multiply(a, b);
		if (a.mantissa == 0 || b.mantissa == 0) {
			assert_true(product.mantissa == 0);
			continue;
		}
		assert_true(sum.mantissa >> 63 == 1);
		assert_true(product.mantissa >> 63 == 1);
		assert_true(off(real(sum), real(a) + real(b)) <= 1);
		assert_true(off(real(product), real(a) * real(b)) <= 1);
		assert_int_equal(fixed_weight_compare(a, b),
		    (real(a) > real(b)) - (real(a) < real(b)));
		assert_int_equal(fixed_weight_compare(a, a), 0);
		assert_int_equal(fixed_weight_compare(zero, a), -1);
		assert_true(real(fixed_weight_add(zero, a)) == real(a));
		assert_true(real(fixed_weight_add(a, zero)) == real(a));
	}
	assert_int_equal(fixed_weight_compare(zero, zero), 0);
	assert_true(real(fixed_weight_of(12345)) == 12345);
}

/* 1 : 2 : 0 : 5, far away from 1; each count within five deviations. */
static void
test_pick(void **state)
{
	struct fixed_weight w[5];
	unsigned counts[5] = { 0 };
	struct dice d;

	(void)state;
	for (int i = 0; i < 5; i++) {
		w[i] = fixed_weight_of((uint64_t[]){ 1, 2, 0, 5, 1 }[i]);
		w[i].exponent += 5000;
	}
	w[4].exponent -= 1000;
	dice_init(&d, 5, 0);
	for (int i = 0; i < 80000; i++)
		counts[fixed_weight_pick(w, 5, &d)]++;
	assert_in_range(counts[0], 10000 - 468, 10000 + 468);
	assert_in_range(counts[1], 20000 - 612, 20000 + 612);
	assert_in_range(counts[3], 50000 - 685, 50000 + 685);
	assert_int_equal(counts[2] + counts[4], 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exp2),
		cmocka_unit_test(test_exp),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_weight_exp),
		cmocka_unit_test(test_arithmetic),
		cmocka_unit_test(test_pick),
	};

	return cmocka_run_group_tests_name("fixed", tests, NULL, NULL);
}
