/*
 * serendipctl backup, backup key, restore: done by `serendipd` itself, which has
 * what it takes and need not run for it. It is looked for beside this program, and
 * in ../sbin from there.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clients/ctl/ctl.h"

#define WORDS_MAX 12

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

/* Becomes it; what returns is why not. */
static enum link_status
become_daemon(char **words)
{
	char path[PATH_MAX];
	const char *daemon = find_daemon(path);

	fflush(stdout);
	execvp(daemon, words);
	fprintf(stderr, "serendipctl: %s: %s\n", daemon, strerror(errno));
	return LINK_REFUSED;
}

/* An option of ours that it has by the same or another name. */
static void
pass_on(const struct context *c, const char *ours, char *theirs, char **words,
    size_t *n)
{
	const char *value = command_value(c, ours);

	if (value == NULL)
		return;
	words[(*n)++] = theirs;
	if (*value != '\0')
		words[(*n)++] = link_copy(value);
}

enum link_status
cmd_backup(struct context *c, int argc, char **argv)
{
	char *words[WORDS_MAX] = { "serendipd", "--backup", argv[0] };
	size_t n = 3;

	(void)argc;
	if (command_value(c, "to") == NULL)
		return command_wrong(c, "--to KEY says under which key");
	pass_on(c, "to", "--to", words, &n);
	pass_on(c, "config", "--config", words, &n);
	pass_on(c, "with-tls", "--with-tls", words, &n);
	return become_daemon(words);
}

enum link_status
cmd_backup_key(struct context *c, int argc, char **argv)
{
	char *words[WORDS_MAX] = { "serendipd", "--backup-key", argv[0] };

	(void)c;
	(void)argc;
	return become_daemon(words);
}

enum link_status
cmd_restore(struct context *c, int argc, char **argv)
{
	char *words[WORDS_MAX] = { "serendipd", "--restore", argv[0] };
	size_t n = 3;

	(void)argc;
	if (command_value(c, "key") == NULL)
		return command_wrong(c, "--key FILE is the private key");
	pass_on(c, "key", "--key", words, &n);
	pass_on(c, "config", "--config", words, &n);
	return become_daemon(words);
}
