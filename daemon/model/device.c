/*
 * What a client calls itself: see model/device.h.
 */
#include "model/device.h"
#include <stdio.h>
#include <string.h>

struct known {
	const char *token, *name;
};

/* The first that is found: browsers name those before them, too. */
static const struct known programs[] = {
	{ "serendip/", "serendip" },
	{ "Firefox/", "Firefox" },
	{ "Edg/", "Edge" },
	{ "OPR/", "Opera" },
	{ "Chrome/", "Chrome" },
	{ "Safari/", "Safari" },
	{ "curl/", "curl" },
	{ NULL, NULL },
};
static const struct known systems[] = {
	{ "Android", "Android" },
	{ "iPhone", "iPhone" },
	{ "iPad", "iPad" },
	{ "Windows", "Windows" },
	{ "Mac OS X", "macOS" },
	{ "CrOS", "ChromeOS" },
	{ "Linux", "Linux" },
	{ NULL, NULL },
};

static const char *
known_in(const struct known *row, const char *agent)
{
	for (; row->token != NULL; row++)
		if (strstr(agent, row->token) != NULL)
			return row->name;
	return "";
}

void
device_label(const char *agent, char out[DEVICE_SIZE])
{
	const char *program, *system;

	if (agent == NULL)
		agent = "";
	program = known_in(programs, agent);
	system = known_in(systems, agent);
	snprintf(out, DEVICE_SIZE, "%s%s%s", program,
	    *program != '\0' && *system != '\0' ? ", " : "", system);
}
