/*
 * Another program as a child, with one pipe between. What it says of errors goes
 * where ours go.
 */
#ifndef IO_CHILD_H
#define IO_CHILD_H

#include <stdbool.h>
#include <sys/types.h>
#include "base/attr.h"
#include "base/fault.h"

struct child {
	pid_t pid;
	int fd; /* to read its output from, or to write its input to; -1: closed
		 */
};

/* argv[0] is looked for in PATH. `reads`: it reads what we write, else we read
 * what it writes. */
int child_start(struct child *child, const char *const *argv, bool reads,
    struct fault *why) MUST_CHECK;
/* Closes the pipe, and waits for its end: 0 where that is orderly. */
int
child_end(struct child *child, const char *name, struct fault *why) MUST_CHECK;
/* Ends it. */
void child_kill(struct child *child);

#endif
