/*
 * Time zones as spans: see base/zone.h.
 */
#include "base/zone.h"

#include <string.h>
#include "base/memory.h"

#define EAST_S_MAX (26 * 3600)

int
zone_read(const char *text, struct zone *out)
{
	char *copy = memory_text(text), *rest = copy, *one, *east;
	int64_t from_us, east_s;
	int result = 0;

	*out = (struct zone){ 0 };
	while (result == 0 && (one = text_split(&rest, ";")) != NULL) {
		east = strchr(one, ' ');
		if (east != NULL)
			*east++ = '\0';
		if (east == NULL || out->count == ZONE_SPANS_MAX ||
		    text_to_int(one, INT64_MIN, INT64_MAX, &from_us) != 0 ||
		    text_to_int(east, -EAST_S_MAX, EAST_S_MAX, &east_s) != 0 ||
		    (out->count > 0 &&
			out->spans[out->count - 1].from_us >= from_us))
			result = -1;
		else
			out->spans[out->count++] =
			    (struct zone_span){ from_us, (int32_t)east_s };
	}
	free(copy);
	return result;
}

int32_t
zone_east(const struct zone *zone, int64_t us)
{
	size_t i = zone->count;

	if (i == 0)
		return 0;
	while (i > 1 && zone->spans[i - 1].from_us > us)
		i--;
	return zone->spans[i - 1].east_s;
}

void
zone_civil(const struct zone *zone, int64_t us, struct clock_civil *out)
{
	clock_civil(us + zone_east(zone, us) * CLOCK_SECOND, out);
}

bool
zone_is_twice(const struct zone *zone, int64_t us)
{
	int64_t shown_us = us + zone_east(zone, us) * CLOCK_SECOND;

	for (size_t i = 0; i < zone->count; i++) {
		int64_t other_us =
		    shown_us - zone->spans[i].east_s * CLOCK_SECOND;

		if (other_us != us &&
		    other_us + zone_east(zone, other_us) * CLOCK_SECOND ==
			shown_us)
			return true;
	}
	return false;
}

void
zone_write(
    const struct zone *zone, int64_t us, const char *language, struct text *out)
{
	static const char *const days[2][7] = { { "Mon", "Tue", "Wed", "Thu",
						    "Fri", "Sat", "Sun" },
		{ "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." } };
	static const char *const months[2][12] = {
		{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
		    "Oct", "Nov", "Dec" },
		{ "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.",
		    "août", "sept.", "oct.", "nov.", "déc." }
	};
	int french = strcmp(language, "fr") == 0;
	int32_t east_s = zone_east(zone, us);
	int minutes = (east_s < 0 ? -east_s : east_s) / 60;
	struct clock_civil c;

	zone_civil(zone, us, &c);
	text_addf(out, "%s %d %s %d, %02d:%02d", days[french][c.weekday], c.day,
	    months[french][c.month - 1], c.year, c.hour, c.minute);
	if (zone_is_twice(zone, us))
		text_addf(out, " (UTC%c%02d:%02d)", east_s < 0 ? '-' : '+',
		    minutes / 60, minutes % 60);
}
