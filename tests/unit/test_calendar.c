/* links: model */
/* When the next round of a pool is, in local time. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "model/calendar.h"

/* From one local time to the next of the calendar, and that weekday. */
static void
expect(struct calendar c, const char *from, const char *to, int weekday)
{
	struct clock_civil local, next;
	char text[CLOCK_TEXT_SIZE];
	int64_t us;

	assert_int_equal(clock_from_rfc3339(from, &us), 0);
	clock_civil(us, &local);
	assert_true(calendar_next(&c, &local, &next));
	assert_string_equal(clock_rfc3339(clock_from_civil(&next), text), to);
	assert_int_equal(next.weekday, weekday);
}

static const struct calendar weekly = {
	.unit = CALENDAR_WEEK, .count = 1, .weekday = 0, .hour = 10, .minute = 0
};
static const struct calendar fortnight = { .unit = CALENDAR_WEEK,
	.count = 2,
	.weekday = 2,
	.hour = 18,
	.minute = 30 };
static const struct calendar monthly = {
	.unit = CALENDAR_MONTH, .count = 1, .weekday = 4, .hour = 9, .minute = 0
};
static const struct calendar quarterly = {
	.unit = CALENDAR_MONTH, .count = 3, .weekday = 0, .hour = 9, .minute = 0
};
static const struct calendar daily = {
	.unit = CALENDAR_DAY, .count = 1, .weekday = 0, .hour = 8, .minute = 15
};
static const struct calendar third_day = {
	.unit = CALENDAR_DAY, .count = 3, .weekday = 0, .hour = 8, .minute = 15
};

static void
every_week(void **state)
{
	(void)state;
	/* 2026-11-23 is a Monday. */
	expect(weekly, "2026-11-22T23:59:59Z", "2026-11-23T10:00:00Z", 0);
	expect(weekly, "2026-11-23T09:59:59Z", "2026-11-23T10:00:00Z", 0);
	expect(weekly, "2026-11-24T05:11:33Z", "2026-11-30T10:00:00Z", 0);
	expect(weekly, "2026-12-28T11:00:00Z", "2027-01-04T10:00:00Z", 0);
}

/* Strictly after: the round of this very minute is not found again. */
static void
strictly_after(void **state)
{
	(void)state;
	expect(weekly, "2026-11-23T10:00:00Z", "2026-11-30T10:00:00Z", 0);
	expect(daily, "2026-11-23T08:15:00Z", "2026-11-24T08:15:00Z", 1);
	expect(monthly, "2026-12-04T09:00:00Z", "2027-01-01T09:00:00Z", 4);
}

/* The same weeks from wherever one looks, across years and before 1970. */
static void
every_second_week(void **state)
{
	(void)state;
	expect(fortnight, "1969-12-31T00:00:00Z", "1970-01-07T18:30:00Z", 2);
	expect(fortnight, "1970-01-07T18:30:00Z", "1970-01-21T18:30:00Z", 2);
	expect(fortnight, "1970-01-12T00:00:00Z", "1970-01-21T18:30:00Z", 2);
	/* 2968 weeks after 1970-01-05 is 2026-11-23. */
	expect(fortnight, "2026-11-16T00:00:00Z", "2026-11-25T18:30:00Z", 2);
	expect(fortnight, "2026-11-26T00:00:00Z", "2026-12-09T18:30:00Z", 2);
}

static void
every_month(void **state)
{
	(void)state;
	expect(monthly, "2026-11-24T00:00:00Z", "2026-12-04T09:00:00Z", 4);
	expect(monthly, "2026-12-31T23:00:00Z", "2027-01-01T09:00:00Z", 4);
	expect(monthly, "2028-02-01T00:00:00Z", "2028-02-04T09:00:00Z", 4);
	expect(quarterly, "2026-11-24T00:00:00Z", "2027-01-04T09:00:00Z", 0);
	expect(quarterly, "2027-01-04T09:00:00Z", "2027-04-05T09:00:00Z", 0);
}

static void
every_day(void **state)
{
	(void)state;
	expect(daily, "2028-02-28T23:00:00Z", "2028-02-29T08:15:00Z", 1);
	expect(third_day, "1970-01-05T08:15:00Z", "1970-01-08T08:15:00Z", 3);
	expect(third_day, "1970-01-06T00:00:00Z", "1970-01-08T08:15:00Z", 3);
}

/* 2026-03-29 in Paris: from 02:00 the clocks go to 03:00, and the round of 02:30
 * is at what they call 03:30. It is still among those to choose from; so is the
 * one after next, where they went back. */
static void
candidates(void **state)
{
	static const struct calendar night = { .unit = CALENDAR_WEEK,
		.count = 1,
		.weekday = 6,
		.hour = 2,
		.minute = 30 };
	const struct clock_civil moved = {
		.year = 2026, .month = 3, .day = 29, .hour = 3, .minute = 10
	};
	struct clock_civil some[CALENDAR_CANDIDATES];
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	assert_int_equal(calendar_candidates(&night, &moved, some), 2);
	assert_string_equal(clock_rfc3339(clock_from_civil(&some[0]), text),
	    "2026-03-29T02:30:00Z");
	assert_string_equal(clock_rfc3339(clock_from_civil(&some[1]), text),
	    "2026-04-05T02:30:00Z");
	assert_int_equal(calendar_candidates(&daily, &moved, some), 3);
	assert_string_equal(clock_rfc3339(clock_from_civil(&some[0]), text),
	    "2026-03-28T08:15:00Z");
	assert_string_equal(clock_rfc3339(clock_from_civil(&some[2]), text),
	    "2026-03-30T08:15:00Z");
}

#define DAY(y, m, d)                                  \
	{                                             \
		.year = (y), .month = (m), .day = (d) \
	}
static const struct calendar conference = { .unit = CALENDAR_HOUR,
	.count = 1,
	.hour = 9,
	.last_hour = 17,
	.from = DAY(2027, 5, 19),
	.until = DAY(2027, 5, 21) };
static const struct calendar every_other = { .unit = CALENDAR_HOUR,
	.count = 2,
	.hour = 9,
	.minute = 30,
	.last_hour = 14,
	.last_minute = 0 };

static void
expect_over(const struct calendar *c, const char *from)
{
	struct clock_civil local, some[CALENDAR_CANDIDATES];
	int64_t us;

	assert_int_equal(clock_from_rfc3339(from, &us), 0);
	clock_civil(us, &local);
	assert_false(calendar_next(c, &local, &some[0]));
}

/* 2027-05-19 is a Wednesday. */
static void
every_hour_of_three_days(void **state)
{
	struct clock_civil now = DAY(2020, 1, 1), next;
	int rounds = 0;

	(void)state;
	expect(conference, "2026-11-28T12:00:00Z", "2027-05-19T09:00:00Z", 2);
	expect(conference, "2027-05-19T08:59:59Z", "2027-05-19T09:00:00Z", 2);
	expect(conference, "2027-05-19T09:00:00Z", "2027-05-19T10:00:00Z", 2);
	expect(conference, "2027-05-19T16:30:00Z", "2027-05-19T17:00:00Z", 2);
	expect(conference, "2027-05-19T17:00:00Z", "2027-05-20T09:00:00Z", 3);
	expect(conference, "2027-05-21T00:00:00Z", "2027-05-21T09:00:00Z", 4);
	expect_over(&conference, "2027-05-21T17:00:00Z");
	expect_over(&conference, "2030-01-01T00:00:00Z");
	expect(every_other, "2027-05-19T09:30:00Z", "2027-05-19T11:30:00Z", 2);
	expect(every_other, "2027-05-19T12:00:00Z", "2027-05-19T13:30:00Z", 2);
	expect(every_other, "2027-05-19T13:30:00Z", "2027-05-20T09:30:00Z", 3);
	for (; calendar_next(&conference, &now, &next); now = next)
		rounds++;
	assert_int_equal(rounds, 27);
}

/* Days bound other calendars, too; and the times that an instant to come may have
 * are all there, over a day that was moved. */
static void
days_bound_any_calendar(void **state)
{
	struct calendar term = weekly, always = {
		.unit = CALENDAR_HOUR, .count = 1, .last_hour = 23
	};
	struct clock_civil some[CALENDAR_CANDIDATES];
	struct clock_civil noon = {
		.year = 2027, .month = 5, .day = 19, .hour = 12
	};
	size_t count;

	(void)state;
	term.from = (struct clock_civil)DAY(2027, 2, 2);
	term.until = (struct clock_civil)DAY(2027, 2, 8);
	expect(term, "2026-11-28T12:00:00Z", "2027-02-08T10:00:00Z", 0);
	expect_over(&term, "2027-02-08T10:00:00Z");
	assert_int_equal(calendar_candidates(&term, &noon, some), 0);
	count = calendar_candidates(&always, &noon, some);
	assert_int_equal(count, 49);
	assert_int_equal(some[0].day, 18);
	assert_int_equal(some[0].hour, 13);
	assert_int_equal(some[count - 1].day, 20);
	assert_int_equal(some[count - 1].hour, 13);
}

/* Walking a year from next to next gives what counting gives. */
static void
a_year_of_rounds(void **state)
{
	struct clock_civil now = { .year = 2026, .month = 1, .day = 1 };
	int rounds = 0;

	(void)state;
	for (;;) {
		struct clock_civil next;

		assert_true(calendar_next(&weekly, &now, &next));
		if (next.year != 2026)
			break;
		assert_true(clock_from_civil(&next) > clock_from_civil(&now));
		now = next;
		rounds++;
	}
	assert_int_equal(rounds, 52); /* Mondays of 2026 */
}

static void
text(void **state)
{
	char buf[64];

	(void)state;
	assert_string_equal(calendar_text(&weekly, buf, sizeof(buf)),
	    "every week, Monday 10:00");
	assert_string_equal(calendar_text(&fortnight, buf, sizeof(buf)),
	    "every 2 weeks, Wednesday 18:30");
	assert_string_equal(calendar_text(&monthly, buf, sizeof(buf)),
	    "every month, first Friday 09:00");
	assert_string_equal(
	    calendar_text(&daily, buf, sizeof(buf)), "every day, 08:15");
	assert_string_equal(calendar_text(&conference, buf, sizeof(buf)),
	    "every hour, 09:00 to 17:00, from 2027-05-19 to 2027-05-21");
	assert_string_equal(calendar_text(&every_other, buf, sizeof(buf)),
	    "every 2 hours, 09:30 to 14:00");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_week),
		cmocka_unit_test(strictly_after),
		cmocka_unit_test(every_second_week),
		cmocka_unit_test(every_month),
		cmocka_unit_test(every_day),
		cmocka_unit_test(candidates),
		cmocka_unit_test(every_hour_of_three_days),
		cmocka_unit_test(days_bound_any_calendar),
		cmocka_unit_test(a_year_of_rounds),
		cmocka_unit_test(text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
