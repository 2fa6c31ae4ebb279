/*
 * A file, or standard input, as a whole, in memory.
 */
#ifndef DRAW_INPUT_H
#define DRAW_INPUT_H

#include <stddef.h>
#include "base/attr.h"
#include "clients/draw/mistakes.h"

#define INPUT_STANDARD "-" /* the path of standard input */

struct input {
	const char *path; /* as input_name; borrowed */
	char *data;
	size_t len;
};

/* How messages call what has this path. */
const char *input_name(const char *path);
/* Also of a pipe. -1 with a mistake where it cannot be read. */
int
input_read(struct input *in, const char *path, struct mistakes *m) MUST_CHECK;
void input_clear(struct input *in);

#endif
