/*
 * When a pool's rounds are, in local time without a zone. Turning a local time
 * into an instant needs the zone's rules: PostgreSQL has them, and they change
 * with its tzdata, so that "Monday 10:00" stays 10:00.
 */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include <stddef.h>
#include "base/clock.h"

enum calendar_unit { CALENDAR_DAY, CALENDAR_WEEK, CALENDAR_MONTH };

struct calendar {
	enum calendar_unit unit;
	int count; /* every 2 weeks: 2; weeks are counted from Monday 1970-01-05
		    */
	int weekday; /* 0 Monday; not for days. Months: their first such day */
	int hour, minute;
};

/* The first local time of the calendar strictly after `local`. */
void calendar_next(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil *next);
/* The local times of which one is the calendar's first whose instant is still to
 * come, where the clocks show `local`: they may have been moved, by a day at the
 * most, on past times whose instants are to come, or back before times that were
 * had already. */
#define CALENDAR_CANDIDATES 3
void
calendar_candidates(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil candidates[CALENDAR_CANDIDATES]);
/* "every week, Monday 10:00". Returns buf. */
const char *calendar_text(const struct calendar *c, char *buf, size_t size);

#endif
