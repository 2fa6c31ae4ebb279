/*
 * Questions at a terminal: see clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clients/cli/cli.h"

bool
ask_is_possible(const struct context *c)
{
	return !c->is_json && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

char *
ask_line(const char *question, const char *fallback)
{
	char *line = NULL, *start, *copy;
	size_t size = 0;
	ssize_t n;

	if (fallback != NULL && *fallback != '\0')
		fprintf(stderr, "%s [%s]: ", question, fallback);
	else
		fprintf(stderr, "%s: ", question);
	n = getline(&line, &size, stdin);
	if (n < 0) {
		free(line);
		return NULL;
	}
	while (n > 0 && strchr(" \t\r\n", line[n - 1]) != NULL)
		line[--n] = '\0';
	start = line + strspn(line, " \t");
	copy = link_copy(*start == '\0' && fallback != NULL ? fallback : start);
	free(line);
	return copy;
}
