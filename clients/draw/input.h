/*
 * A file as a whole, in memory.
 */
#ifndef DRAW_INPUT_H
#define DRAW_INPUT_H

#include <stddef.h>
#include "base/attr.h"
#include "clients/draw/mistakes.h"

struct input {
	const char *path; /* borrowed */
	char *data;
	size_t len;
};

/* Also of a pipe. -1 with a mistake where it cannot be read. */
int
input_read(struct input *in, const char *path, struct mistakes *m) MUST_CHECK;
void input_clear(struct input *in);

#endif
