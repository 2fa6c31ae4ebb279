/*
 * Time. Everything inside is microseconds since 1970-01-01T00:00:00Z in an
 * int64_t named *_us; text and zones only at the edges.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"

#define CLOCK_SECOND INT64_C(1000000)
#define CLOCK_MINUTE (60 * CLOCK_SECOND)
#define CLOCK_HOUR (60 * CLOCK_MINUTE)
#define CLOCK_DAY (24 * CLOCK_HOUR)
#define CLOCK_WEEK (7 * CLOCK_DAY)

/* Wall clock. */
int64_t clock_now_us(void);
/* Never goes back; only differences mean anything. */
int64_t clock_steady_us(void);

/* A proleptic Gregorian date and time of day, no zone. */
struct clock_civil {
	int year, month, day; /* month 1..12, day 1..31 */
	int hour, minute, second;
	int weekday; /* 0 Monday .. 6 Sunday (ISO 8601) */
};
void clock_civil(int64_t us, struct clock_civil *out);
/* The inverse; `weekday` is not read. */
int64_t clock_from_civil(const struct clock_civil *c);

#define CLOCK_TEXT_SIZE 28
/* "2026-11-24T05:11:33Z" (RFC 3339, seconds); the nearest time that has such a
 * text outside of the years 0 to 9999. Returns buf. */
const char *clock_rfc3339(int64_t us, char buf[CLOCK_TEXT_SIZE]);
/* Any RFC 3339 time, with offset; 0, or -1. */
int clock_from_rfc3339(const char *s, int64_t *us) MUST_CHECK;
/* "2026-12-24": a day that there is, from the year 1 on (PostgreSQL knows no year
 * 0). */
bool clock_is_day(const char *s);

#endif
