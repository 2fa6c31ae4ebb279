/*
 * Calendars of pools: see config/config_when.h.
 */
#include "config/config.h"
#include "config/config_when.h"

#include "base/memory.h"

#define ZONES "/usr/share/zoneinfo"
#define ZONE_BYTES_MAX 64
#define EVERY_MAX 52

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday" };

const char *
config_when_every(const char *s, struct config_pool *pool)
{
	static const char *const one[] = { "day", "week", "month" };
	static const char *const many[] = { "days", "weeks", "months" };
	bool is_many = strchr(s, ' ') != NULL;
	char *copy = memory_text(s), *unit = copy, *number = NULL;
	int64_t count = 1;
	size_t i;

	if (is_many)
		number = text_split(&unit, " ");
	for (i = 0; i < COUNT_OF(one); i++)
		if (strcmp(unit, is_many ? many[i] : one[i]) == 0)
			break;
	if (is_many && text_to_int(number, 2, EVERY_MAX, &count) != 0)
		i = COUNT_OF(one);
	free(copy);
	if (i == COUNT_OF(one))
		return "day, week, month, or 2 to 52 of them, such as 2 weeks";
	pool->every = (enum config_every)i;
	pool->every_count = (int)count;
	return NULL;
}

/* "9:05" or "09:05". Changes the text. */
static int
config_when_time(char *s, struct config_pool *pool)
{
	char *minute = s, *hour = text_split(&minute, ":");
	int64_t h, m;

	if (minute == NULL || strlen(hour) > 2 || strlen(minute) != 2 ||
	    text_to_int(hour, 0, 23, &h) != 0 ||
	    text_to_int(minute, 0, 59, &m) != 0)
		return -1;
	pool->hour = (int)h;
	pool->minute = (int)m;
	return 0;
}

const char *
config_when_at(const char *s, struct config_pool *pool)
{
	char *copy = memory_text(s), *time = copy, *day = NULL;
	bool is_day = pool->every == EVERY_DAY;
	size_t i = 0;
	int result = -1;

	if (!is_day) {
		day = text_split(&time, " ");
		for (i = 0; i < COUNT_OF(weekdays); i++)
			if (text_equal_nocase(day, weekdays[i]))
				break;
	}
	if (i < COUNT_OF(weekdays) && time != NULL)
		result = config_when_time(time, pool);
	free(copy);
	if (result != 0)
		return is_day ? "a time such as 10:00, since it is every day"
			      : "a weekday and a time, such as Monday 10:00";
	pool->weekday = (int)i;
	return NULL;
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
