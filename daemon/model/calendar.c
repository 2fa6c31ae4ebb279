/*
 * The calendar of a pool. Days are counted from Monday 1970-01-05, so that
 * "every 2 weeks" means the same weeks on every machine and after every
 * restart; months from January 1970.
 */
#include "model/calendar.h"

#include "base/memory.h"
#include "base/text.h"

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
	case CALENDAR_HOUR:
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
	case CALENDAR_HOUR:
	case CALENDAR_DAY:
		return n;
	case CALENDAR_WEEK:
		return n * 7 + c->weekday;
	case CALENDAR_MONTH:
		return calendar_day_in_month(c, n);
	}
	die("calendar unit %d", (int)c->unit);
}

/* The first time of the day's that is after `local`, or the first of the next. */
static void
calendar_next_hour(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil *next)
{
	int64_t day = calendar_day_of(local);
	int64_t first = (day + FIRST_MONDAY) * CLOCK_DAY +
			c->hour * CLOCK_HOUR + c->minute * CLOCK_MINUTE;
	int64_t last = (day + FIRST_MONDAY) * CLOCK_DAY +
		       c->last_hour * CLOCK_HOUR +
		       c->last_minute * CLOCK_MINUTE;
	int64_t step = c->count * CLOCK_HOUR;
	int64_t now = clock_from_civil(local), at;

	at = now < first
		 ? first
		 : first + (calendar_floor_div(now - first, step) + 1) * step;
	if (at > last)
		calendar_at(c, day + 1, next);
	else
		clock_civil(at, next);
}

static void
calendar_next_ever(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil *next)
{
	int64_t n;

	if (c->unit == CALENDAR_HOUR) {
		calendar_next_hour(c, local, next);
		return;
	}
	n = calendar_step_up(calendar_unit_of(c, local), c->count);
	calendar_at(c, calendar_day_in_unit(c, n), next);
	if (!calendar_is_after(next, local))
		calendar_at(c, calendar_day_in_unit(c, n + c->count), next);
}

bool
calendar_next(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil *next)
{
	struct clock_civil before = { 0 };

	if (c->from.year != 0) {
		/* The last moment before its first day. */
		before = (struct clock_civil){ .year = c->from.year,
			.month = c->from.month,
			.day = c->from.day };
		clock_civil(clock_from_civil(&before) - CLOCK_SECOND, &before);
	}
	calendar_next_ever(c,
	    c->from.year != 0 && calendar_is_after(&before, local) ? &before
								   : local,
	    next);
	return c->until.year == 0 ||
	       calendar_day_of(next) <= calendar_day_of(&c->until);
}

size_t
calendar_candidates(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil candidates[CALENDAR_CANDIDATES])
{
	int64_t now = clock_from_civil(local);
	struct clock_civil from;
	size_t count = 0;

	clock_civil(now - CLOCK_DAY, &from);
	while (count < CALENDAR_CANDIDATES &&
	       clock_from_civil(&from) <= now + CLOCK_DAY &&
	       calendar_next(c, &from, &candidates[count]))
		from = candidates[count++];
	return count;
}

/* ", from 2027-05-19 to 2027-05-21", or what there is of it. */
static void
calendar_text_days(const struct calendar *c, struct text *out)
{
	static const char *const words[] = { ", from ", ", until " };
	const struct clock_civil *days[] = { &c->from, &c->until };

	for (int i = 0; i < 2; i++)
		if (days[i]->year != 0)
			text_addf(out, "%s%04d-%02d-%02d",
			    i == 1 && c->from.year != 0 ? " to " : words[i],
			    days[i]->year, days[i]->month, days[i]->day);
}

const char *
calendar_text(const struct calendar *c, char *buf, size_t size)
{
	static const char *const units[] = { "hour", "day", "week", "month" };
	static const char *const weekdays[] = { "Monday", "Tuesday",
		"Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
	struct text t = { 0 };

	if (c->count == 1)
		text_addf(&t, "every %s, ", units[c->unit]);
	else
		text_addf(&t, "every %d %ss, ", c->count, units[c->unit]);
	if (c->unit == CALENDAR_WEEK || c->unit == CALENDAR_MONTH)
		text_addf(&t, "%s%s ",
		    c->unit == CALENDAR_MONTH ? "first " : "",
		    weekdays[c->weekday]);
	text_addf(&t, "%02d:%02d", c->hour, c->minute);
	if (c->unit == CALENDAR_HOUR)
		text_addf(&t, " to %02d:%02d", c->last_hour, c->last_minute);
	calendar_text_days(c, &t);
	text_copy(buf, size, text_get(&t));
	text_clear(&t);
	return buf;
}
