/*
 * When a pool's rounds are, in local time without a zone. Turning a local time
 * into an instant needs the zone's rules: PostgreSQL has them, and they change
 * with its tzdata, so that "Monday 10:00" stays 10:00.
 */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/clock.h"

enum calendar_unit {
	CALENDAR_HOUR,
	CALENDAR_DAY,
	CALENDAR_WEEK,
	CALENDAR_MONTH
};

struct calendar {
	enum calendar_unit unit;
	int count;   /* every 2 weeks: 2; weeks are counted from Monday
		      1970-01-05, hours from the first time of a day */
	int weekday; /* 0 Monday; weeks and months: their first such day */
	int hour, minute;
	int last_hour, last_minute; /* hours: a day's last time, not before its
				       first */
	/* Its first and last day, of which year, month and day are read; year
	 * 0: there is none. */
	struct clock_civil from, until;
};

/* The first local time of the calendar strictly after `local`; false: there is
 * none, it is over. */
bool calendar_next(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil *next) MUST_CHECK;
/* The local times of which one is the calendar's first whose instant is still to
 * come, where the clocks show `local`, and how many they are: the clocks may have
 * been moved, by a day at the most, on past times whose instants are to come, or
 * back before times that were had already. 0: it is over. */
#define CALENDAR_CANDIDATES \
	52 /* every hour of two days, and of the one behind */
size_t
calendar_candidates(const struct calendar *c, const struct clock_civil *local,
    struct clock_civil candidates[CALENDAR_CANDIDATES]);
/* "every week, Monday 10:00"; "every hour, 09:00 to 17:00, from 2027-05-19
 * to 2027-05-21". Returns buf. */
const char *calendar_text(const struct calendar *c, char *buf, size_t size);

#endif
