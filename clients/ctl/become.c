/*
 * Commands that `serendipd` does: see become.h.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clients/ctl/become.h"

/* Its place, in `path`, or its name alone, for PATH to find. */
static const char *
find_daemon(char path[PATH_MAX])
{
	static const char *const places[] = { "serendipd",
		"../sbin/serendipd" };
	char self[PATH_MAX / 2];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (n < 0)
		return "serendipd";
	self[n] = '\0';
	if ((slash = strrchr(self, '/')) == NULL)
		return "serendipd";
	slash[1] = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		snprintf(path, PATH_MAX, "%s%s", self, places[i]);
		if (access(path, X_OK) == 0)
			return path;
	}
	return "serendipd";
}

enum link_status
become_daemon(char **words)
{
	char path[PATH_MAX];
	const char *daemon = find_daemon(path);

	fflush(stdout);
	execvp(daemon, words);
	fprintf(stderr, "serendipctl: %s: %s\n", daemon, strerror(errno));
	return LINK_REFUSED;
}

void
become_pass(const struct context *c, const char *ours, char *theirs,
    char **words, size_t *n)
{
	const char *value = command_value(c, ours);

	if (value == NULL)
		return;
	words[(*n)++] = theirs;
	if (*value != '\0')
		words[(*n)++] = link_copy(value);
}
