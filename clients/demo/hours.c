/* Free hours: a span a day, as lunch breaks, evenings and free mornings are. */
#include "clients/demo/hours.h"

#include <stdio.h>
#include <string.h>

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat",
	"sun" };
static const unsigned day_chances[] = { 45, 50, 45, 55, 45, 30, 15 };

static const char *const spans[] = { "12-14", "12-13", "13-15", "17-19",
	"18-20", "9-11", "10-12", "14-17", "20-22" };
static const unsigned span_weights[] = { 28, 12, 10, 14, 12, 8, 6, 6, 4 };
static const char *const overseas_spans[] = { "8-10", "9-12", "11-13", "12-13",
	"12-14" };
static const unsigned overseas_weights[] = { 25, 25, 20, 15, 15 };

static const char *
hours_span(bool is_overseas, struct chance *c)
{
	if (is_overseas)
		return overseas_spans[chance_weighted(c, overseas_weights, 5)];
	return spans[chance_weighted(c, span_weights, 9)];
}

void
hours_write(char *buf, size_t size, bool is_overseas, struct chance *c)
{
	int count;

	/* A week with fewer than two such days is thrown again. */
	do {
		count = 0;
		buf[0] = '\0';
		for (size_t day = 0; day < 7; day++) {
			size_t n = strlen(buf);

			if (!chance_is(c, day_chances[day]))
				continue;
			snprintf(buf + n, size - n, "%s%s %s",
			    count > 0 ? ";" : "", days[day],
			    hours_span(is_overseas, c));
			count++;
		}
	} while (count < 2);
}
