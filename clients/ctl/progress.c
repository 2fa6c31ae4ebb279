/*
 * Progress: see clients/ctl/ctl.h.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "clients/ctl/ctl.h"

#define WIDTH 40

void
progress_show(const char *what, double share)
{
	char bar[WIDTH + 1];
	int filled = (int)(share * WIDTH);

	if (!isatty(STDERR_FILENO))
		return;
	filled = filled < 0 ? 0 : filled > WIDTH ? WIDTH : filled;
	memset(bar, '.', WIDTH);
	memset(bar, '#', (size_t)filled);
	bar[WIDTH] = '\0';
	fprintf(stderr, "\r%-24.24s [%s] %3d %%", what, bar,
	    (int)(share * 100 + 0.5));
	fflush(stderr);
}

void
progress_end(void)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%*s\r", WIDTH + 34, "");
}
