/*
 * Calendars of pools: see config/config_when.h.
 */
#include "config/config.h"
#include "config/config_when.h"

#include "base/memory.h"

#define ZONES "/usr/share/zoneinfo"
#define ZONE_BYTES_MAX 64
#define EVERY_MAX 52
#define HOURS_MAX 12 /* of a day */

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

const char *
config_when_every(const char *s, struct calendar *c)
{
	static const char *const one[] = { "hour", "day", "week", "month" };
	static const char *const many[] = { "hours", "days", "weeks",
		"months" };
	bool is_many = strchr(s, ' ') != NULL;
	char *copy = memory_text(s), *unit = copy, *number = NULL;
	int64_t count = 1;
	size_t i;

	if (is_many)
		number = text_split(&unit, " ");
	for (i = 0; i < COUNT_OF(one); i++)
		if (strcmp(unit, is_many ? many[i] : one[i]) == 0)
			break;
	if (is_many &&
	    text_to_int(number, 2, i == 0 ? HOURS_MAX : EVERY_MAX, &count) != 0)
		i = COUNT_OF(one);
	free(copy);
	if (i == COUNT_OF(one))
		return CONFIG_WHEN_EVERY;
	c->unit = (enum calendar_unit)i;
	c->count = (int)count;
	return NULL;
}

/* "9:05" or "09:05". Changes the text. */
static int
config_when_time(char *s, int *hour_out, int *minute_out)
{
	char *minute = s, *hour = text_split(&minute, ":");
	int64_t h, m;

	if (minute == NULL || strlen(hour) > 2 || strlen(minute) != 2 ||
	    text_to_int(hour, 0, 23, &h) != 0 ||
	    text_to_int(minute, 0, 59, &m) != 0)
		return -1;
	*hour_out = (int)h;
	*minute_out = (int)m;
	return 0;
}

/* "9:00 to 17:00", the first before the last. Changes the text. */
static int
config_when_times(char *s, struct calendar *c)
{
	char *to = strstr(s, " to ");

	if (to == NULL)
		return -1;
	*to = '\0';
	return config_when_time(s, &c->hour, &c->minute) == 0 &&
		       config_when_time(
			   to + 4, &c->last_hour, &c->last_minute) == 0 &&
		       c->hour * 60 + c->minute <
			   c->last_hour * 60 + c->last_minute
		   ? 0
		   : -1;
}

/* "Monday 10:00". Changes the text. */
static int
config_when_weekday(char *s, struct calendar *c)
{
	char *time = s, *day = text_split(&time, " ");
	size_t i;

	for (i = 0; i < COUNT_OF(weekdays); i++)
		if (text_equal_nocase(day, weekdays[i]))
			break;
	c->weekday = (int)i;
	return i < COUNT_OF(weekdays) && time != NULL
		   ? config_when_time(time, &c->hour, &c->minute)
		   : -1;
}

const char *
config_when_at(const char *s, struct calendar *c)
{
	static const char *const allowed[] = {
		("the first and the last time of a day, such as 9:00 to 17:00, "
		 "since it is every hour"),
		"a time such as 10:00, since it is every day",
		"a weekday and a time, such as Monday 10:00",
		"a weekday and a time, such as Monday 10:00",
	};
	char *copy = memory_text(s);
	int result = c->unit == CALENDAR_HOUR ? config_when_times(copy, c)
		     : c->unit == CALENDAR_DAY
			 ? config_when_time(copy, &c->hour, &c->minute)
			 : config_when_weekday(copy, c);

	free(copy);
	return result == 0 ? NULL : allowed[c->unit];
}

const char *
config_when_day(const char *s, struct clock_civil *day)
{
	char *copy = memory_text(s), *rest = copy;
	char *parts[] = { text_split(&rest, "-"), text_split(&rest, "-"),
		rest };
	int64_t year, month, number;
	struct clock_civil same = { 0 };
	int result = -1;

	if (parts[1] != NULL && parts[2] != NULL && strlen(parts[0]) == 4 &&
	    strlen(parts[1]) == 2 && strlen(parts[2]) == 2 &&
	    text_to_int(parts[0], 1971, 9998, &year) == 0 &&
	    text_to_int(parts[1], 1, 12, &month) == 0 &&
	    text_to_int(parts[2], 1, 31, &number) == 0) {
		*day = (struct clock_civil){ .year = (int)year,
			.month = (int)month,
			.day = (int)number };
		/* There is no 30 February. */
		clock_civil(clock_from_civil(day), &same);
		result = same.day == day->day ? 0 : -1;
	}
	free(copy);
	return result == 0 ? NULL : "a day such as 2027-05-19";
}

const char *
config_when_span(const char *s, int64_t max, int *hours)
{
	static const char *const units[] = { "hour", "hours", "day", "days" };
	char *copy = memory_text(s), *unit = copy,
	     *number = text_split(&unit, " ");
	int64_t count = 0;
	bool is_good = strcmp(s, "none") == 0 || strcmp(s, "0") == 0;

	for (size_t i = 0; i < COUNT_OF(units) && !is_good && unit != NULL; i++)
		if (strcmp(unit, units[i]) == 0 &&
		    text_to_int(number, i % 2 == 0 ? 1 : 0,
			i % 2 == 0 ? 1 : max, &count) == 0) {
			count *= i < 2 ? 1 : 24;
			is_good = count <= max;
		}
	free(copy);
	if (!is_good)
		return "hours or days, such as 24 hours or 3 days, or none";
	*hours = (int)count;
	return NULL;
}

/* Only names that stay below the folder of zones: Area/City. */
static bool
config_when_is_zone_name(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= ZONE_BYTES_MAX && s[0] != '/' && s[n - 1] != '/' &&
	       strstr(s, "//") == NULL && strncmp(s, "right/", 6) != 0 &&
	       strncmp(s, "posix/", 6) != 0 &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789_+-/") == n;
}

const char *
config_when_zone(const char *s)
{
	static const char *const allowed =
	    "a time zone of the IANA database, such as Europe/Paris";
	char path[sizeof(ZONES) + ZONE_BYTES_MAX + 1], start[4];
	FILE *file;
	size_t n;

	if (!config_when_is_zone_name(s))
		return allowed;
	snprintf(path, sizeof(path), "%s/%s", ZONES, s);
	file = fopen(path, "rbe");
	if (file == NULL)
		return allowed;
	/* The folder holds lists too; and a folder reads as nothing. */
	n = fread(start, 1, sizeof(start), file);
	fclose(file);
	return n == 4 && memcmp(start, "TZif", 4) == 0 ? NULL : allowed;
}

bool
config_zone_exists(const char *zone)
{
	return config_when_zone(zone) == NULL;
}
