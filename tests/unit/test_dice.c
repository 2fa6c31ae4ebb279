/* links: base */
/* Chance by seed is the same everywhere, without bias; other chance is not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/dice.h"

/* From an implementation of its own of the two published generators. */
static void
test_known(void **state)
{
	static const struct {
		uint64_t seed, stream, first[3];
	} known[] = {
		{ 1, 0,
		    { 0x144d83ffaceb3a80, 0xba9c0d5c35a443f2,
			0xad64f43c6ec9f9ba } },
		{ 1, 1,
		    { 0xa5ebb2f4c62d8da6, 0x16712676b58ac3d4,
			0x8b48fda2df173f92 } },
		{ 2026, 7,
		    { 0x6044cabe397964d4, 0xb0119a13142906e2,
			0x7ae2bbb5be9ca3aa } },
	};
	/* The vector of xoshiro256** that others test with. */
	struct dice d = { { 1, 2, 3, 4 } };

	(void)state;
	assert_true(dice_next(&d) == 11520);
	assert_true(dice_next(&d) == 0);
	assert_true(dice_next(&d) == 1509978240);
	assert_true(dice_next(&d) == UINT64_C(1215971899390074240));
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		dice_init(&d, known[i].seed, known[i].stream);
		for (int k = 0; k < 3; k++)
			assert_true(dice_next(&d) == known[i].first[k]);
	}
}

/* Streams of one seed, and seeds of one stream, share nothing. */
static void
test_streams(void **state)
{
	uint64_t seen[200];
	struct dice d;

	(void)state;
	for (uint64_t i = 0; i < 200; i++) {
		dice_init(&d, i < 100 ? i : 0, i < 100 ? 0 : i);
		seen[i] = dice_next(&d);
		for (uint64_t k = 0; k < i; k++)
			assert_true(seen[k] != seen[i]);
	}
	dice_init(&d, 0, 0);
	assert_true((d.s[0] | d.s[1] | d.s[2] | d.s[3]) != 0);
}

static void
test_below(void **state)
{
	unsigned counts[7] = { 0 };
	struct dice d;

	(void)state;
	dice_init(&d, 5, 0);
	for (int i = 0; i < 70000; i++) {
		uint32_t v = dice_below(&d, 7);

		assert_in_range(v, 0, 6);
		counts[v]++;
	}
	/* Five times the standard deviation of 93. */
	for (int i = 0; i < 7; i++)
		assert_in_range(counts[i], 10000 - 465, 10000 + 465);
	assert_int_equal(dice_below(&d, 1), 0);
}

/* Of 3 * 2^30 numbers, taking 32 bits without rejection would give those that
 * three divides twice as often as the others. */
static void
test_below_has_no_bias(void **state)
{
	unsigned divided = 0;
	struct dice d;

	(void)state;
	dice_init(&d, 6, 0);
	for (int i = 0; i < 90000; i++)
		divided += dice_below(&d, 3u << 30) % 3 == 0;
	assert_in_range(divided, 30000 - 710, 30000 + 710);
}

static void
test_shuffle_known(void **state)
{
	static const uint32_t expected[] = { 2, 8, 9, 3, 1, 7, 4, 5, 6, 0 };
	uint32_t items[10];
	struct dice d;

	(void)state;
	for (uint32_t i = 0; i < 10; i++)
		items[i] = i;
	dice_init(&d, 1, 0);
	dice_shuffle(&d, items, 10);
	assert_memory_equal(items, expected, sizeof(items));
	dice_shuffle(&d, items, 0);
	dice_shuffle(&d, items, 1);
	assert_memory_equal(items, expected, sizeof(items));
}

/* All 24 orders of four, equally often. */
static void
test_shuffle_is_fair(void **state)
{
	unsigned counts[256] = { 0 }, orders = 0;
	struct dice d;

	(void)state;
	dice_init(&d, 9, 0);
	for (int i = 0; i < 24000; i++) {
		uint32_t items[] = { 0, 1, 2, 3 };

		dice_shuffle(&d, items, 4);
		counts[items[0] << 6 | items[1] << 4 | items[2] << 2 |
		       items[3]]++;
	}
	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		if (counts[i] == 0)
			continue;
		orders++;
		assert_in_range(counts[i], 1000 - 155, 1000 + 155);
	}
	assert_int_equal(orders, 24);
}

static void
test_entropy(void **state)
{
	static uint8_t a[600], b[600];
	unsigned ones = 0;

	(void)state;
	entropy_fill(a, sizeof(a));
	entropy_fill(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	/* The last byte was reached: 2400 of 4800 bits, give or take ten
	 * times the standard deviation of 35. */
	for (size_t i = 0; i < sizeof(a); i++)
		ones += (unsigned)__builtin_popcount(a[i]);
	assert_in_range(ones, 2400 - 350, 2400 + 350);
	b[0] = 7;
	entropy_fill(b, 0);
	assert_int_equal(b[0], 7);
}

static void
test_jitter(void **state)
{
	int64_t seen = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		int64_t v = dice_jitter(3);

		assert_in_range(v, 0, 2);
		seen |= INT64_C(1) << v;
	}
	assert_int_equal(seen, 7);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_below),
		cmocka_unit_test(test_below_has_no_bias),
		cmocka_unit_test(test_shuffle_known),
		cmocka_unit_test(test_shuffle_is_fair),
		cmocka_unit_test(test_entropy),
		cmocka_unit_test(test_jitter),
	};

	return cmocka_run_group_tests_name("dice", tests, NULL, NULL);
}
