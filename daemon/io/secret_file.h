/*
 * A secret in a file of its own, as one line.
 */
#ifndef IO_SECRET_FILE_H
#define IO_SECRET_FILE_H

#include "base/attr.h"
#include "base/fault.h"

/* The first line of the file, at most 1024 bytes; the caller wipes and frees it.
 * NULL with the reason: it cannot be read, it is empty, or others may read it.
 * `key` is what the configuration calls it. */
char *secret_file_read(
    const char *key, const char *file, struct fault *why) MUST_CHECK;

#endif
