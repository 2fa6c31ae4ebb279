/*
 * A file that is written beside the groups: opened before the work begins, so
 * that a wrong path costs none of it.
 */
#ifndef CLIENTS_DRAW_OUTFILE_H
#define CLIENTS_DRAW_OUTFILE_H

#include <stdio.h>
#include "base/attr.h"

/* *file is NULL where path is. -1 with the reason said on standard error. */
int outfile_open(const char *path, FILE **file) MUST_CHECK;
/* -1, with the reason said, where not all of it was written. NULL is allowed. */
int outfile_close(const char *path, FILE *file) MUST_CHECK;

#endif
