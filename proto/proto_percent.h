/*
 * Percent-encoding (RFC 3986), as paths and queries use it.
 */
#ifndef PROTO_PROTO_PERCENT_H
#define PROTO_PROTO_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

enum proto_percent {
	PERCENT_GOOD,
	PERCENT_BAD, /* broken escape, NUL, not UTF-8, a byte no URI may hold */
	PERCENT_LONG /* does not fit, but is good as far as was looked */
};

/* Decodes n bytes of s into buf, NUL-terminated; in a query, '+' is a blank. */
enum proto_percent proto_percent_decode(
    const char *s, size_t n, bool is_query, char *buf, size_t size);

#endif
