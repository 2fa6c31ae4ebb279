/*
 * Hours to come: see work/hours_ahead.h. Instants are looked at and never local
 * times: of those, some do not exist.
 */
#include "work/hours_ahead.h"

#include <stdbool.h>
#include "base/memory.h"

#define QUARTER (15 * CLOCK_MINUTE)

/* The hour of the week that clocks show for the quarter of an hour from here.
 * Zones change between quarters. */
static int
hour_shown(const struct zone *zone, int64_t us)
{
	struct clock_civil c;

	zone_civil(zone, us, &c);
	return c.weekday * 24 + c.hour;
}

static bool
is_free(const struct hours_of *of, int64_t us)
{
	int bit = hour_shown(of->zone, us);

	return of->week.bits[bit / 64] >> bit % 64 & 1;
}

static bool
all_free(const struct hours_of *of, size_t count, int64_t us)
{
	for (size_t i = 0; i < count; i++)
		if (!is_free(&of[i], us))
			return false;
	return count > 0;
}

size_t
hours_ahead(const struct hours_of *of, size_t count, int64_t from_us,
    int64_t until_us, int64_t *starts_us, size_t max)
{
	size_t found = 0;
	int64_t begun_us = from_us; /* free from there to here */

	for (int64_t us = from_us; us < until_us && found < max;
	     us += QUARTER) {
		if (!all_free(of, count, us)) {
			begun_us = us + QUARTER;
		} else if (us + QUARTER - begun_us == CLOCK_HOUR) {
			starts_us[found++] = begun_us;
			begun_us = us + QUARTER;
		}
	}
	return found;
}

struct hours
hours_of_week(const struct hours_of *of, size_t count, const struct zone *shown,
    int64_t from_us)
{
	struct hours free = { { 0 } }, busy = { { 0 } };

	for (int64_t us = from_us; us < from_us + 7 * CLOCK_DAY;
	     us += QUARTER) {
		int bit = hour_shown(shown, us);
		struct hours *hours = all_free(of, count, us) ? &free : &busy;

		hours->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	for (size_t i = 0; i < COUNT_OF(free.bits); i++)
		free.bits[i] &= ~busy.bits[i];
	return free;
}
