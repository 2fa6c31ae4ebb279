/*
 * A time zone over some weeks: from which instant on it is how far east of UTC.
 * Whoever knows the rules of zones gives it as text; here it is used: what clocks
 * show at an instant, and whether they show that twice.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/clock.h"
#include "base/text.h"

#define ZONE_SPANS_MAX 16 /* changes within a year and a half, Ramadan's too */

struct zone_span {
	int64_t from_us;
	int32_t east_s;
};
/* `(struct zone){0}` is UTC. */
struct zone {
	struct zone_span spans[ZONE_SPANS_MAX];
	size_t count;
};

/* "microseconds seconds;microseconds seconds…", ascending. 0, or -1. */
int zone_read(const char *text, struct zone *out) MUST_CHECK;
/* Seconds east of UTC; before the first span, those of the first. */
int32_t zone_east(const struct zone *zone, int64_t us);
/* What a clock there shows. */
void zone_civil(const struct zone *zone, int64_t us, struct clock_civil *out);
/* Whether clocks there show this time twice, as they are put back. */
bool zone_is_twice(const struct zone *zone, int64_t us);

/* "Tue 1 Dec 2026, 12:00" in language "fr" or, for any other, English; with the
 * offset behind it where clocks show that time twice. Appends. */
void zone_write(const struct zone *zone, int64_t us, const char *language,
    struct text *out);

#endif
