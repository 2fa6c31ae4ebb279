/*
 * The calendar of a pool. Days are counted from Monday 1970-01-05, so that
 * "every 2 weeks" means the same weeks on every machine and after every
 * restart; months from January 1970.
 */
#include "model/calendar.h"

#include <stdbool.h>
#include "base/memory.h"

/* Monday 1970-01-05, in days since 1970-01-01. */
#define FIRST_MONDAY INT64_C(4)

static int64_t
calendar_floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Days from the first Monday. */
static int64_t
calendar_day_of(const struct clock_civil *civil)
{
	struct clock_civil midnight = *civil;

	midnight.hour = midnight.minute = midnight.second = 0;
	return clock_from_civil(&midnight) / CLOCK_DAY - FIRST_MONDAY;
}

static void
calendar_at(const struct calendar *c, int64_t day, struct clock_civil *out)
{
	clock_civil((day + FIRST_MONDAY) * CLOCK_DAY + c->hour * CLOCK_HOUR +
			c->minute * CLOCK_MINUTE,
	    out);
}

static bool
calendar_is_after(const struct clock_civil *a, const struct clock_civil *b)
{
	return clock_from_civil(a) > clock_from_civil(b);
}

/* The first multiple of `step` that is not below `n`. */
static int64_t
calendar_step_up(int64_t n, int64_t step)
{
	return -calendar_floor_div(-n, step) * step;
}

/* Months since January 1970 → the day of its first such weekday. */
static int64_t
calendar_day_in_month(const struct calendar *c, int64_t month)
{
	const struct clock_civil first = {
		.year = 1970 + (int)calendar_floor_div(month, 12),
		.month = 1 + (int)(month - calendar_floor_div(month, 12) * 12),
		.day = 1,
	};
	int64_t day = calendar_day_of(&first);
	int64_t weekday = day - calendar_floor_div(day, 7) * 7;

	return day + (c->weekday - weekday + 7) % 7;
}

/* Where the search begins, in the calendar's unit: days, weeks, months. */
static int64_t
calendar_unit_of(const struct calendar *c, const struct clock_civil *local)
{
	switch (c->unit) {
	case CALENDAR_DAY:
		return calendar_day_of(local);
	case CALENDAR_WEEK:
		return calendar_floor_div(calendar_day_of(local), 7);
	case CALENDAR_MONTH:
		return (local->year - 1970) * 12 + local->month - 1;
	}
	die("calendar unit %d", (int)c->unit);
}

static int64_t
calendar_day_in_unit(const struct calendar *c, int64_t n)
{
	switch (c->unit) {
	case CALENDAR_DAY:
		return n;
	case CALENDAR_WEEK:
		return n * 7 + c->weekday;
	case CALENDAR_MONTH:
		return calendar_day_in_month(c, n);
	}
	die("calendar unit %d", (int)c->unit);
}

void
calendar_next(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil *next)
{
	int64_t n = calendar_step_up(calendar_unit_of(c, local), c->count);

	calendar_at(c, calendar_day_in_unit(c, n), next);
	if (!calendar_is_after(next, local))
		calendar_at(c, calendar_day_in_unit(c, n + c->count), next);
}

void
calendar_candidates(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil candidates[CALENDAR_CANDIDATES])
{
	struct clock_civil from;

	clock_civil(clock_from_civil(local) - CLOCK_DAY, &from);
	for (int i = 0; i < CALENDAR_CANDIDATES; i++) {
		calendar_next(c, &from, &candidates[i]);
		from = candidates[i];
	}
}

const char *
calendar_text(const struct calendar *c, char *buf, size_t size)
{
	static const char *const units[] = { "day", "week", "month" };
	static const char *const weekdays[] = { "Monday", "Tuesday",
		"Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
	char every[32];
	const char *unit = units[c->unit];

	if (c->count == 1)
		snprintf(every, sizeof(every), "every %s", unit);
	else
		snprintf(every, sizeof(every), "every %d %ss", c->count, unit);
	if (c->unit == CALENDAR_DAY)
		snprintf(buf, size, "%s, %02d:%02d", every, c->hour, c->minute);
	else
		snprintf(buf, size, "%s, %s%s %02d:%02d", every,
		    c->unit == CALENDAR_MONTH ? "first " : "",
		    weekdays[c->weekday], c->hour, c->minute);
	return buf;
}
