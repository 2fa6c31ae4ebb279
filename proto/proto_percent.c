/*
 * Percent-encoding: see proto_percent.h.
 */
#include "proto/proto_bytes.h"
#include "proto/proto_percent.h"

static int
percent_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte at *s, decoded; -1 where there is none. Moves *s behind it. */
static int
percent_byte(const char **s, const char *end, bool is_query)
{
	char c = *(*s)++;
	int high, low;

	if (c == '+' && is_query)
		return ' ';
	if ((unsigned char)c <= ' ' || (unsigned char)c >= 0x7f)
		return -1;
	if (c != '%')
		return c;
	if (end - *s < 2)
		return -1;
	high = percent_digit((*s)[0]);
	low = percent_digit((*s)[1]);
	*s += 2;
	if (high < 0 || low < 0 || (high == 0 && low == 0))
		return -1;
	return high * 16 + low;
}

enum proto_percent
proto_percent_decode(
    const char *s, size_t n, bool is_query, char *buf, size_t size)
{
	const char *end = s + n;
	size_t len = 0;
	bool is_long = false;

	while (s < end) {
		int byte = percent_byte(&s, end, is_query);

		if (byte < 0)
			return PERCENT_BAD;
		if (len + 1 < size)
			buf[len++] = (char)byte;
		else
			is_long = true;
	}
	buf[len] = '\0';
	if (is_long)
		return PERCENT_LONG;
	return proto_bytes_characters(buf, len) < 0 ? PERCENT_BAD
						    : PERCENT_GOOD;
}
