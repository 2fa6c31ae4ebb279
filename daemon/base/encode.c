/*
 * Bytes as text: see base/encode.h.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include "base/encode.h"

static const char base64url[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/* Crockford's: without I, L, O, U. */
static const char base32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
encode_hex(const uint8_t *in, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		*out++ = digits[in[i] >> 4];
		*out++ = digits[in[i] & 15];
	}
	*out = '\0';
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int
decode_hex(const char *in, uint8_t *out, size_t n)
{
	int high, low;

	for (size_t i = 0; i < n; i++, in += 2) {
		if ((high = hex_value(in[0])) < 0 ||
		    (low = hex_value(in[1])) < 0)
			return -1;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return *in == '\0' ? 0 : -1;
}

void
encode_base64url(const uint8_t *in, size_t n, char *out)
{
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | in[i];
		for (have += 8; have >= 6; have -= 6)
			*out++ = base64url[bits >> (have - 6) & 63];
	}
	if (have > 0)
		*out++ = base64url[bits << (6 - have) & 63];
	*out = '\0';
}

long
decode_base64url(const char *in, uint8_t *out, size_t max)
{
	uint32_t bits = 0;
	int have = 0;
	size_t n = 0;
	const char *at;

	for (; *in != '\0'; in++) {
		if ((at = strchr(base64url, *in)) == NULL)
			return -1;
		bits = bits << 6 | (uint32_t)(at - base64url);
		have += 6;
		if (have >= 8) {
			if (n == max)
				return -1;
			have -= 8;
			out[n++] = (uint8_t)(bits >> have);
		}
	}
	/* A lone character is no byte, and left-over bits must be zero, so that
	 * each value has one text. */
	if (have >= 6 || (bits & ((1u << have) - 1)) != 0)
		return -1;
	return (long)n;
}

void
encode_code(const uint8_t in[5], char out[9])
{
	uint64_t bits = 0;

	for (int i = 0; i < 5; i++)
		bits = bits << 8 | in[i];
	for (int i = 0; i < 8; i++)
		out[i] = base32[bits >> (35 - 5 * i) & 31];
	out[8] = '\0';
}

int
encode_code_normalise(const char *in, char out[9])
{
	size_t n = 0;

	for (; *in != '\0'; in++) {
		char c = (char)toupper((unsigned char)*in);

		if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r')
			continue;
		c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
		if (n == 8 || strchr(base32, c) == NULL)
			return -1;
		out[n++] = c;
	}
	out[n] = '\0';
	return n == 8 ? 0 : -1;
}

static void
add_escaped(const char *s, size_t n, struct text *out)
{
	uint32_t c = text_utf8_point(s, n);

	if (c == '"' || c == '\\')
		text_addf(out, "\\%c", (int)c);
	else if (c == '\n')
		text_add(out, "\\n");
	else if (c > 0xffff)
		text_addf(out, "\\u%04x\\u%04x",
		    (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
		    (unsigned)(0xdc00 + ((c - 0x10000) & 0x3ff)));
	else
		text_addf(out, "\\u%04x", (unsigned)c);
}

static bool
wants_escape(const char *s, size_t n)
{
	char one[5] = { 0 };

	memcpy(one, s, n);
	return *s == '"' || *s == '\\' || text_has_control(one, "") ||
	       text_has_disguise(one);
}

void
encode_json(const char *s, struct text *out)
{
	text_add(out, "\"");
	while (*s != '\0') {
		size_t n = text_utf8_step(s, strlen(s));

		if (n == 0) {
			text_add(out, "\\ufffd");
			n = 1;
		} else if (wants_escape(s, n)) {
			add_escaped(s, n, out);
		} else {
			text_add_n(out, s, n);
		}
		s += n;
	}
	text_add(out, "\"");
}
