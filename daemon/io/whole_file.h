/*
 * Small files, read as a whole, and written as a whole or not at all.
 */
#ifndef IO_WHOLE_FILE_H
#define IO_WHOLE_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/attr.h"
#include "base/fault.h"

/* Of at most `max` bytes, with a NUL behind them; the caller's to wipe and free.
 * NULL with the reason. */
uint8_t *whole_file_read(
    const char *file, size_t max, size_t *n, struct fault *why) MUST_CHECK;
/* On disk under that name, with that mode, before it returns 0; whatever stood
 * there before is gone then. Makes the folder, mode 0700, where it is missing. */
int whole_file_write(const char *file, const void *bytes, size_t n, mode_t mode,
    struct fault *why) MUST_CHECK;

#endif
