/* links: pairing */
/* with: spelled */
/*
 * What members have with each other, told in any order and as often as may be.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/population_data.h"
#include "spelled.h"

static struct attribute team = { .name = "team", .type = ATTRIBUTE_CHOICE };

static void
tie(struct population *p, const char *a, const char *b, enum tie_kind kind)
{
	struct fault why;

	assert_int_equal(population_tie(p, a, b, kind, &why), 0);
}

static void
met(struct population *p, const char *a, const char *b, uint32_t weeks)
{
	struct fault why;

	assert_int_equal(population_met(p, a, b, weeks, &why), 0);
}

static void
assert_tie(
    const struct population *p, uint32_t a, uint32_t b, unsigned expected)
{
	assert_int_equal(population_tie_of(p, a, b), expected);
	assert_int_equal(population_tie_of(p, b, a), expected);
}

static void
test_ties(void **state UNUSED)
{
	struct population *p = population_new(&team, 1);
	struct fault why;

	attribute_seal(&team);
	/* Before their members, either way round, more than once. */
	tie(p, "b", "a", TIE_KNOWS);
	met(p, "d", "c", 7);
	spelled_member(p, "d");
	spelled_member(p, "c");
	spelled_member(p, "b");
	spelled_member(p, "a");
	tie(p, "a", "b", TIE_KNOWS);
	tie(p, "c", "b", TIE_BLOCKS);
	tie(p, "b", "c", TIE_KNOWS);
	met(p, "c", "d", 3);
	met(p, "c", "d", 12);
	met(p, "a", "d", UINT32_MAX);
	met(p, "a", "c", 0);
	/* Of somebody who takes no part. */
	tie(p, "a", "nobody", TIE_BLOCKS);
	met(p, "nobody", "noone", 1);
	assert_int_equal(population_tie(p, "a", "a", TIE_KNOWS, &why), -1);
	assert_int_equal(population_met(p, "x", "x", 3, &why), -1);
	population_close(p);
	assert_tie(p, 0, 1, TIE_BIT_KNOWS);
	assert_tie(p, 1, 2, TIE_BIT_KNOWS | TIE_BIT_BLOCKS);
	assert_tie(p, 2, 3, 3 + 1); /* the latest */
	assert_tie(p, 0, 3, TIE_WEEKS);
	assert_tie(p, 0, 2, 0 + 1);
	assert_tie(p, 1, 3, 0);
	assert_int_equal(p->tie_first[4], 2 * 5);
	population_free(p);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ties),
	};

	return cmocka_run_group_tests_name("ties", tests, NULL, NULL);
}
