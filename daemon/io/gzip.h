/*
 * What is sent to many is sent small: gzip (RFC 1952), for Content-Encoding.
 */
#ifndef IO_GZIP_H
#define IO_GZIP_H

#include <stddef.h>
#include "base/attr.h"

/* A new block of *out_len bytes, the caller's; NULL where it would not be
 * smaller. It is as small as gzip makes it, which takes milliseconds for
 * 100 KB: for what is made once. At most 1 GB. */
char *gzip_make(const char *data, size_t len, size_t *out_len) MUST_CHECK;

#endif
