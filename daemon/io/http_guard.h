/*
 * The strict parser of HTTP/1.1 framing that stands in front of evhttp, which
 * is loose (RFC 9112 sections 2 to 6 and 11: request smuggling). It sees every
 * byte that arrives, before evhttp does, and decides nothing but this: is what
 * comes next a request that two parsers could not read differently?
 *
 * A pure state machine: bytes in, a verdict out.
 */
#ifndef IO_HTTP_GUARD_H
#define IO_HTTP_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUARD_HEADERS_MAX 64
#define GUARD_HEAD_BYTES_MAX 16384

struct http_guard {
	/* Set by the owner. */
	uint64_t body_max;

	/* The verdict: 0, or the status to refuse with and why in words.
	 * Final: nothing after it is looked at. */
	int refusal;
	const char *why;
	/* Counts requests whose head was complete. */
	unsigned heads;

	/* Private. */
	int state;
	size_t head_bytes;
	int headers;
	char name[32]; /* start of the header's name, lower case */
	size_t name_len;
	char value[256]; /* start of the header's value */
	size_t value_len;
	bool value_is_long; /* there is more of it than is kept */
	int hosts, lengths, encodings;
	bool is_http_11, may_have_body;
	uint64_t length, body_left;
	char line[16]; /* method, then version */
	size_t line_len;
};

void http_guard_init(struct http_guard *g, uint64_t body_max);
/* Looks at n more bytes; the number looked at (n unless refused). */
size_t http_guard_feed(struct http_guard *g, const char *bytes, size_t n);

#endif
