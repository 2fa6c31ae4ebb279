/*
 * Memory, a growing buffer, UTF-8 and JSON Pointers: see proto_bytes.h.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "proto/proto_bytes.h"

/* Of a stranger's text, as much as helps to find it again. */
#define PROTO_QUOTED_MAX 40

void
proto_bytes_die(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: %s\n", file, line, what);
	abort();
}

void *
proto_bytes_grow(void *old, size_t count, size_t size)
{
	void *p = reallocarray(old, count, size);

	if (p == NULL)
		proto_die("out of memory");
	return p;
}

static void
proto_bytes_reserve(struct proto_bytes *b, size_t n)
{
	size_t cap = b->cap == 0 ? 64 : b->cap;

	if (n >= (size_t)1 << 40)
		proto_die("a text without end");
	while (cap < b->len + n + 1)
		cap *= 2;
	if (cap != b->cap)
		b->data = proto_bytes_grow(b->data, cap, 1);
	b->cap = cap;
}

void
proto_bytes_add(struct proto_bytes *b, const char *s, size_t n)
{
	proto_bytes_reserve(b, n);
	memcpy(b->data + b->len, s, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
proto_bytes_addf(struct proto_bytes *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		proto_die("a format that cannot be printed");
	proto_bytes_reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

const char *
proto_bytes_get(const struct proto_bytes *b)
{
	return b->len == 0 ? "" : b->data;
}

void
proto_bytes_cut(struct proto_bytes *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->data[len] = '\0';
}

void
proto_bytes_clear(struct proto_bytes *b)
{
	free(b->data);
	*b = (struct proto_bytes){ 0 };
}

void
proto_bytes_add_step(struct proto_bytes *b, const char *key, size_t n)
{
	proto_bytes_add(b, "/", 1);
	for (size_t i = 0; i < n; i++) {
		if (key[i] == '~')
			proto_bytes_add(b, "~0", 2);
		else if (key[i] == '/')
			proto_bytes_add(b, "~1", 2);
		else
			proto_bytes_add(b, key + i, 1);
	}
}

/* Controls, and what would reorder or hide the words around it. */
static bool
proto_bytes_is_hidden(unsigned c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

void
proto_bytes_add_shown(struct proto_bytes *b, const char *s, size_t n)
{
	size_t step;
	unsigned c = 0;

	for (size_t i = 0; i<n; i += step> 0 ? step : 1) {
		step = proto_bytes_code_point(s + i, n - i, &c);
		if (step > 0 && proto_bytes_is_hidden(c))
			proto_bytes_addf(b, "U+%04X", c);
		else
			proto_bytes_add(b, s + i, step);
	}
}

void
proto_bytes_add_quoted(struct proto_bytes *b, const char *s, size_t n)
{
	size_t at = 0, step, shown = 0;
	unsigned c = 0;

	proto_bytes_addf(b, "‘");
	for (; at < n && shown < PROTO_QUOTED_MAX; at += step, shown++) {
		step = proto_bytes_code_point(s + at, n - at, &c);
		if (step == 0) {
			step = 1;
			proto_bytes_addf(
			    b, "byte 0x%02X", (unsigned char)s[at]);
		} else if (proto_bytes_is_hidden(c))
			proto_bytes_addf(b, "U+%04X", c);
		else
			proto_bytes_add(b, s + at, step);
	}
	proto_bytes_addf(b, "%s’", at < n ? "…" : "");
}

size_t
proto_bytes_code_point(const char *text, size_t n, unsigned *out)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t len = s[0] < 0x80   ? 1
		     : s[0] < 0xc2 ? 0
		     : s[0] < 0xe0 ? 2
		     : s[0] < 0xf0 ? 3
		     : s[0] < 0xf5 ? 4
				   : 0;
	unsigned c;

	if (len == 0 || len > n)
		return 0;
	c = len == 1 ? s[0] : s[0] & (0xffu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3fu);
	}
	if ((len == 3 && c < 0x800) || (len == 4 && c < 0x10000) ||
	    (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff)
		return 0;
	*out = c;
	return len;
}

long
proto_bytes_characters(const char *s, size_t n)
{
	long count = 0;
	size_t step;
	unsigned c;

	for (size_t i = 0; i < n; i += step, count++) {
		step = proto_bytes_code_point(s + i, n - i, &c);
		if (step == 0)
			return -1;
	}
	return count;
}

size_t
proto_bytes_fit(const char *s, size_t n, size_t max)
{
	if (n <= max)
		return n;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	return max;
}
