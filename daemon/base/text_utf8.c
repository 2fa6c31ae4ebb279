/*
 * UTF-8: see base/text.h.
 */
#include "base/text.h"
#include "base/memory.h"

/* One code point of at most n bytes at s: its length and value, or 0 where
 * the bytes are none (RFC 3629 section 4). */
static size_t
text_code_point(const unsigned char *s, size_t n, uint32_t *out)
{
	size_t len = s[0] < 0x80   ? 1
		     : s[0] < 0xc2 ? 0
		     : s[0] < 0xe0 ? 2
		     : s[0] < 0xf0 ? 3
		     : s[0] < 0xf5 ? 4
				   : 0;
	uint32_t c;

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

size_t
text_utf8_step(const char *s, size_t n)
{
	uint32_t c;

	return text_code_point((const unsigned char *)s, n, &c);
}

uint32_t
text_utf8_point(const char *s, size_t n)
{
	static const unsigned char masks[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = (unsigned char)s[0] & masks[n];

	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)s[i] & 0x3f);
	return c;
}

void
text_utf8_mend(char *s)
{
	size_t n = strlen(s), kept = 0, step;

	for (size_t i = 0; i<n; i += step> 0 ? step : 1) {
		step = text_utf8_step(s + i, n - i);
		memmove(s + kept, s + i, step);
		kept += step;
	}
	s[kept] = '\0';
}

long
text_utf8_length(const char *s, size_t n)
{
	long count = 0;
	size_t step;
	uint32_t c;

	for (size_t i = 0; i < n; i += step) {
		step = text_code_point((const unsigned char *)s + i, n - i, &c);
		if (step == 0 || c == 0)
			return -1;
		count++;
	}
	return count;
}

bool
text_has_control(const char *s, const char *allowed)
{
	size_t n = strlen(s), step;
	uint32_t c;

	for (size_t i = 0; i < n; i += step) {
		step = text_code_point((const unsigned char *)s + i, n - i, &c);
		if (step == 0)
			return true;
		if ((c < 0x20 && strchr(allowed, (int)c) == NULL) ||
		    (c >= 0x7f && c <= 0x9f))
			return true;
	}
	return false;
}

static bool
is_hidden(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} hidden[] = {
		{ 0xad, 0xad },
		{ 0x34f, 0x34f },
		{ 0x61c, 0x61c },
		{ 0x115f, 0x1160 },
		{ 0x180e, 0x180e },
		{ 0x200b, 0x200f },
		{ 0x2028, 0x202e },
		{ 0x2060, 0x206f },
		{ 0x3164, 0x3164 },
		{ 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 },
		{ 0xfff9, 0xfffb },
		{ 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff },
	};

	for (size_t k = 0; k < COUNT_OF(hidden); k++)
		if (c >= hidden[k].from && c <= hidden[k].to)
			return true;
	return false;
}

static bool
has_hidden(const char *s, bool may_join)
{
	size_t n = strlen(s), step;
	uint32_t c;

	for (size_t i = 0; i < n; i += step) {
		step = text_code_point((const unsigned char *)s + i, n - i, &c);
		if (step == 0)
			return true;
		if (may_join && (c == 0x200c || c == 0x200d))
			continue;
		if (is_hidden(c))
			return true;
	}
	return false;
}

bool
text_has_disguise(const char *s)
{
	return has_hidden(s, false);
}

bool
text_has_disguise_in_prose(const char *s)
{
	return has_hidden(s, true);
}

void
text_copy(char *to, size_t size, const char *from)
{
	size_t n = strlen(from);

	if (size == 0)
		die("text_copy to nothing");
	if (n >= size) {
		n = size - 1;
		/* Not in the middle of a code point. */
		while (n > 0 && ((unsigned char)from[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(to, from, n);
	to[n] = '\0';
}
