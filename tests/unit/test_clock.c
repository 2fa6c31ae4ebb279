/* links: base */
/* Dates against those of the C library, and RFC 3339 in and out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"

static void
check_civil(int64_t us)
{
	/* Floor, where C rounds towards zero. */
	time_t seconds = (time_t)(us / CLOCK_SECOND - (us % CLOCK_SECOND < 0));
	struct clock_civil c;
	struct tm tm;

	assert_non_null(gmtime_r(&seconds, &tm));
	clock_civil(us, &c);
	assert_int_equal(c.year, tm.tm_year + 1900);
	assert_int_equal(c.month, tm.tm_mon + 1);
	assert_int_equal(c.day, tm.tm_mday);
	assert_int_equal(c.hour, tm.tm_hour);
	assert_int_equal(c.minute, tm.tm_min);
	assert_int_equal(c.second, tm.tm_sec);
	assert_int_equal(c.weekday, (tm.tm_wday + 6) % 7);
	assert_true(clock_from_civil(&c) == (int64_t)seconds * CLOCK_SECOND);
}

/* From the year 1 to 9999, a step of 41 h 3 min 7.77 s at a time. */
static void
test_civil(void **state)
{
	(void)state;
	for (int64_t us = -62135596800 * CLOCK_SECOND;
	     us < 253402300800 * CLOCK_SECOND; us += INT64_C(147787770000))
		check_civil(us);
	check_civil(-1);
	check_civil(0);
	check_civil(-CLOCK_SECOND);
}

static void
test_clocks(void **state)
{
	int64_t wall = clock_now_us(), steady = clock_steady_us();

	(void)state;
	assert_true(llabs(wall - (int64_t)time(NULL) * CLOCK_SECOND) <
		    5 * CLOCK_SECOND);
	for (int i = 0; i < 1000; i++) {
		int64_t next = clock_steady_us();

		assert_true(next >= steady);
		steady = next;
	}
}

static void
test_text(void **state)
{
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	assert_string_equal(clock_rfc3339(0, text), "1970-01-01T00:00:00Z");
	assert_string_equal(clock_rfc3339(-1, text), "1969-12-31T23:59:59Z");
	assert_string_equal(clock_rfc3339(INT64_C(1795497093999999), text),
	    "2026-11-24T05:11:33Z");
	assert_string_equal(
	    clock_rfc3339(INT64_MIN, text), "0000-01-01T00:00:00Z");
	assert_string_equal(
	    clock_rfc3339(INT64_MAX, text), "9999-12-31T23:59:59Z");
	assert_string_equal(clock_rfc3339(-62167219200 * CLOCK_SECOND, text),
	    "0000-01-01T00:00:00Z");
	assert_string_equal(clock_rfc3339(253402300799 * CLOCK_SECOND, text),
	    "9999-12-31T23:59:59Z");
}

static void
test_parse(void **state)
{
	static const struct {
		const char *text;
		int64_t us;
	} good[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-24T05:11:33Z", INT64_C(1795497093000000) },
		{ "2026-11-24t05:11:33z", INT64_C(1795497093000000) },
		{ "2026-11-24T06:11:33+01:00", INT64_C(1795497093000000) },
		{ "2026-11-23T23:41:33-05:30", INT64_C(1795497093000000) },
		{ "2026-11-24T05:11:33-00:00", INT64_C(1795497093000000) },
		{ "1970-01-01T00:00:00.5Z", 500000 },
		{ "1970-01-01T00:00:00.123456789Z", 123456 },
		{ "1969-12-31T23:59:59.25Z", -750000 },
		{ "2000-02-29T00:00:00Z", INT64_C(951782400000000) },
		/* The leap second of 2016. */
		{ "2016-12-31T23:59:60Z", INT64_C(1483228800000000) },
		{ "2017-01-01T00:59:60+01:00", INT64_C(1483228800000000) },
	};
	int64_t us;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_int_equal(clock_from_rfc3339(good[i].text, &us), 0);
		assert_true(us == good[i].us);
	}
}

static void
test_parse_refuses(void **state)
{
	static const char *const bad[] = {
		"",
		"2026",
		"2026-11-24",
		"2026-11-24T05:11Z",
		"2026-11-24T05:11:33",
		"2026-11-24T05:11:33Zx",
		"2026-11-24T05:11:33 Z",
		"2026-11-24T05:11:33.Z",
		"2026-11-24T05:11:33,5Z",
		"2026-11-24T05:11:33+0100",
		"2026-11-24T05:11:33+01",
		"2026-11-24T05:11:33+24:00",
		"2026-11-24T05:11:33+01:60",
		"2026-11-24T24:00:00Z",
		"2026-11-24T05:60:00Z",
		"2026-11-24T05:11:60Z",
		"2026-11-24T05:11:61Z",
		"2026-00-24T05:11:33Z",
		"2026-13-24T05:11:33Z",
		"2026-11-00T05:11:33Z",
		"2026-11-31T05:11:33Z",
		"2026-02-29T05:11:33Z",
		"1900-02-29T05:11:33Z",
		"26-11-24T05:11:33Z",
		"+026-11-24T05:11:33Z",
		"2026-11-24T5:11:33Z",
		" 2026-11-24T05:11:33Z",
		"2026/11/24T05:11:33Z",
	};
	int64_t us;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (clock_from_rfc3339(bad[i], &us) != -1)
			fail_msg("\"%s\" was taken for a time", bad[i]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_civil),
		cmocka_unit_test(test_clocks),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_refuses),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
