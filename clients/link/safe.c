/*
 * Safe text: see clients/link/safe.h.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/language.h"
#include "clients/link/link.h"
#include "clients/link/safe.h"

/* The code point at s, of valid UTF-8, and its length. */
static unsigned
code_point(const unsigned char *s, int *len)
{
	*len = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	switch (*len) {
	case 1:
		return s[0];
	case 2:
		return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	case 3:
		return (s[0] & 0xfu) << 12 | (s[1] & 0x3fu) << 6 |
		       (s[2] & 0x3fu);
	default:
		return (s[0] & 7u) << 18 | (s[1] & 0x3fu) << 12 |
		       (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
	}
}

/* Controls, and characters that change the direction of what follows. */
static int
is_unsafe(unsigned c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c ||
	       (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

char *
safe_text(const char *s, int keep_lines)
{
	const unsigned char *p = (const unsigned char *)(s == NULL ? "" : s);
	size_t size = strlen((const char *)p) * 6 + 1, n = 0;
	const unsigned most = language_is_narrow() ? 0x7e : 0x10ffff;
	char *out = link_alloc(size, 1);
	int len;

	while (*p != '\0') {
		unsigned c = code_point(p, &len);

		if ((c == '\n' && keep_lines) || (c <= most && !is_unsafe(c))) {
			for (int i = 0; i < len && p[i] != '\0'; i++)
				out[n++] = (char)p[i];
		} else {
			n += (size_t)snprintf(out + n, size - n,
			    c < 0x100 ? "\\x%02x" : "\\u%04x", c);
		}
		/* Never past the end, whatever the bytes say. */
		for (int i = 0; i < len && *p != '\0'; i++)
			p++;
	}
	out[n] = '\0';
	return out;
}

void
safe_print(FILE *out, const char *s)
{
	char *text = safe_text(s, 0);

	fputs(text, out);
	free(text);
}

void
safe_printf(FILE *out, const char *fmt, ...)
{
	char *text = NULL, *safe;
	va_list ap;

	va_start(ap, fmt);
	text = link_vtext(fmt, ap);
	va_end(ap);
	safe = safe_text(text, 1);
	fputs(safe, out);
	free(safe);
	free(text);
}
