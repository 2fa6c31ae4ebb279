/*
 * Points to die at: see base/crash.h.
 */
#include <signal.h>
#include <unistd.h>
#include "base/crash.h"
#include "base/attr.h"
#include "base/text.h"

void crash_at(const char *point);

/* Whether `wanted` ("point" or "point:n") names this passing of the point. */
static bool
crash_is_wanted(const char *wanted, const char *point, int64_t *passed)
{
	size_t n = strlen(point);
	int64_t times = 1;

	if (wanted == NULL || strncmp(wanted, point, n) != 0 ||
	    (wanted[n] != '\0' && wanted[n] != ':'))
		return false;
	if (wanted[n] == ':' &&
	    text_to_int(wanted + n + 1, 1, 1000000, &times) != 0)
		return false;
	return ++*passed == times;
}

void
crash_at(const char *point)
{
	static int64_t killed, stopped;

	if (crash_is_wanted(getenv("SERENDIP_CRASH_AT"), point, &killed))
		kill(getpid(), SIGKILL);
	if (crash_is_wanted(getenv("SERENDIP_STOP_AT"), point, &stopped))
		kill(getpid(), SIGSTOP);
}
