/*
 * Text in a header: encoded words (RFC 2047). Our own, since GMime 3.2 makes
 * words longer than the 75 characters that are allowed, and does not read back
 * what it wrote in base64.
 */
#ifndef IO_MAIL_HEADER_H
#define IO_MAIL_HEADER_H

#include <stddef.h>
#include "base/attr.h"
#include "base/text.h"

/* Appends UTF-8 text as the value of a header whose name takes `column`
 * columns, folded with LF and a blank. Every control becomes a blank, so that
 * nothing can begin another line. */
void mail_header_encode(const char *s, size_t column, struct text *out);

#endif
