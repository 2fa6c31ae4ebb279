/* links: base */
/* Identifiers are UUIDv7, unique, in the order of their making. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include "base/clock.h"
#include "base/id.h"

#define MANY 20000

static struct id made[4][MANY];

static void *
make_many(void *arg)
{
	struct id *ids = arg;

	for (int i = 0; i < MANY; i++)
		ids[i] = id_new();
	return NULL;
}

static void
test_shape(void **state)
{
	int64_t before_ms = clock_now_us() / 1000, ms = 0;
	struct id id = id_new();
	char text[ID_TEXT_SIZE];

	(void)state;
	for (int i = 0; i < 6; i++)
		ms = ms << 8 | id.bytes[i];
	assert_in_range(ms, before_ms, clock_now_us() / 1000);
	assert_int_equal(id.bytes[6] >> 4, 7);
	assert_int_equal(id.bytes[8] >> 6, 2);
	id_text(&id, text);
	assert_int_equal(strlen(text), 36);
	assert_int_equal(text[14], '7');
	assert_int_equal(strspn(text, "0123456789abcdef-"), 36);
}

/* More than a millisecond's worth, so that the count runs over, too. */
static void
test_order(void **state)
{
	(void)state;
	make_many(made[0]);
	for (int i = 1; i < MANY; i++) {
		assert_true(id_compare(&made[0][i - 1], &made[0][i]) < 0);
		assert_int_equal(made[0][i].bytes[6] >> 4, 7);
	}
}

static void
test_unique_across_threads(void **state)
{
	pthread_t threads[4];

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, make_many, made[i]), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	qsort(made, sizeof(made) / sizeof(struct id), sizeof(struct id),
	    id_compare);
	for (size_t i = 1; i < sizeof(made) / sizeof(struct id); i++)
		assert_false(id_equal(&made[0][0] + i - 1, &made[0][0] + i));
}

static void
test_text(void **state)
{
	static const struct id id = { { 0x01, 0x93, 0x5d, 0x3e, 0x7c, 0x40,
	    0x70, 0x00, 0x80, 0x00, 0xab, 0xcd, 0xef, 0x00, 0x00, 0xff } };
	struct id back;
	char text[ID_TEXT_SIZE];

	(void)state;
	assert_string_equal(
	    id_text(&id, text), "01935d3e-7c40-7000-8000-abcdef0000ff");
	assert_int_equal(id_parse(text, &back), 0);
	assert_true(id_equal(&id, &back));
	assert_int_equal(
	    id_parse("01935D3E-7C40-7000-8000-ABCDEF0000FF", &back), 0);
	assert_true(id_equal(&id, &back));
}

static void
test_parse_refuses(void **state)
{
	static const char *const bad[] = {
		"",
		"01935d3e7c4070008000abcdef0000ff",
		"{01935d3e-7c40-7000-8000-abcdef0000ff}",
		"01935d3e-7c40-7000-8000-abcdef0000f",
		"01935d3e-7c40-7000-8000-abcdef0000ff0",
		"01935d3e-7c40-7000-8000-abcdef0000fg",
		"01935d3e-7c40-7000-80000abcdef0000ff",
		"0193-5d3e7c40-7000-8000-abcdef0000ff",
		"01935d3e-7c40-7000-8000-abcdef00-0ff",
		" 1935d3e-7c40-7000-8000-abcdef0000ff",
	};
	struct id id;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (id_parse(bad[i], &id) != -1)
			fail_msg("\"%s\" was taken for an id", bad[i]);
}

static void
test_compare(void **state)
{
	struct id a = { { 1 } }, b = { { 1 } };

	(void)state;
	assert_int_equal(id_compare(&a, &b), 0);
	b.bytes[15] = 200;
	assert_true(id_compare(&a, &b) < 0);
	assert_true(id_compare(&b, &a) > 0);
	assert_false(id_equal(&a, &b));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shape),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_unique_across_threads),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_compare),
	};

	return cmocka_run_group_tests_name("id", tests, NULL, NULL);
}
