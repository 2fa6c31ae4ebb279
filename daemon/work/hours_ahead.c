/*
 * Hours to come: see work/hours_ahead.h. Instants are looked at and never local
 * times: of those, some do not exist.
 */
#include "work/hours_ahead.h"

#include <stdbool.h>

#define QUARTER (15 * CLOCK_MINUTE)

/* For the quarter of an hour from here. Zones change between quarters. */
static bool
is_free(const struct hours_of *of, int64_t us)
{
	struct clock_civil c;
	int bit;

	zone_civil(of->zone, us, &c);
	bit = c.weekday * 24 + c.hour;
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
