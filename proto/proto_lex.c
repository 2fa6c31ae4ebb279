/*
 * Words of JSON text: see proto_lex.h.
 */
#include <stdint.h>
#include <string.h>
#include "proto/proto_lex.h"

/* The exponent from which on a number no longer fits a double for certain. */
#define NUMBER_EXPONENT_MAX 308
#define NUMBER_FAR 1000000000000L

static bool
lex_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
lex_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static void
lex_break(struct proto_token *t, const char *where, const char *expected)
{
	t->kind = TOKEN_BROKEN;
	t->start = where;
	t->expected = expected;
}

/* Four hexadecimal digits at s, or -1. */
static long
lex_hex4(const char *s, const char *end)
{
	long value = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = s[i];

		if (lex_is_digit(c))
			value = value * 16 + (c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			value = value * 16 + (c - 'A' + 10);
		else
			return -1;
	}
	return value;
}

/* The escape at *s (behind its backslash), as a code point; half a surrogate
 * pair as itself; -1 where it is none. Moves *s behind it. */
static long
lex_escape(const char **s, const char *end)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char values[] = "\"\\/\b\f\n\r\t";
	const char *found;
	long high, low;

	if (*s == end)
		return -1;
	if (**s != 'u') {
		found = memchr(letters, **s, sizeof(letters) - 1);
		if (found == NULL)
			return -1;
		(*s)++;
		return values[found - letters];
	}
	high = lex_hex4(*s + 1, end);
	if (high < 0)
		return -1;
	*s += 5;
	if (high < 0xd800 || high > 0xdbff || end - *s < 6 || (*s)[0] != '\\' ||
	    (*s)[1] != 'u')
		return high;
	low = lex_hex4(*s + 2, end);
	if (low < 0xdc00 || low > 0xdfff)
		return high;
	*s += 6;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static void
lex_text(struct proto_lexer *x, struct proto_token *t)
{
	const char *s = x->at + 1;
	unsigned c;
	size_t step;
	long escaped;

	t->kind = TOKEN_TEXT;
	while (s < x->end && *s != '"') {
		if ((unsigned char)*s < 0x20) {
			lex_break(t, s, "an escape such as \\n or \\u000A");
			return;
		}
		if (*s != '\\') {
			step =
			    proto_bytes_code_point(s, (size_t)(x->end - s), &c);
			if (step == 0) {
				lex_break(t, s, "UTF-8");
				return;
			}
			s += step;
			continue;
		}
		s++;
		escaped = lex_escape(&s, x->end);
		if (escaped < 0) {
			lex_break(t, s,
			    "one of \" \\ / b f n r t after ‘\\’, or u and "
			    "four "
			    "hexadecimal digits");
			return;
		}
		if (escaped == 0)
			t->has_zero = true;
		if (escaped >= 0xd800 && escaped <= 0xdfff)
			t->has_surrogate = true;
	}
	if (s == x->end) {
		lex_break(t, s, "‘\"’ to end the text");
		return;
	}
	t->len = (size_t)(s + 1 - x->at);
	x->at = s + 1;
}

/* One digit or more from *s on. */
static bool
lex_digits(struct proto_lexer *x, struct proto_token *t, const char **s)
{
	if (*s == x->end || !lex_is_digit(**s)) {
		lex_break(t, *s, "a digit");
		return false;
	}
	while (*s < x->end && lex_is_digit(**s))
		(*s)++;
	return true;
}

static void
lex_number(struct proto_lexer *x, struct proto_token *t)
{
	const char *s = x->at, *first;

	t->kind = TOKEN_NUMBER;
	if (*s == '-')
		s++;
	first = s;
	if (!lex_digits(x, t, &s))
		return;
	if (*first == '0' && s - first > 1) {
		lex_break(t, first, "a number without leading zeros");
		return;
	}
	if (s < x->end && *s == '.') {
		s++;
		if (!lex_digits(x, t, &s))
			return;
	}
	if (s < x->end && (*s == 'e' || *s == 'E')) {
		s++;
		if (s < x->end && (*s == '+' || *s == '-'))
			s++;
		if (!lex_digits(x, t, &s))
			return;
	}
	t->len = (size_t)(s - x->at);
	x->at = s;
}

static void
lex_word(struct proto_lexer *x, struct proto_token *t)
{
	static const char *const words[] = { "true", "false", "null" };
	const char *s = x->at;

	while (s < x->end && (lex_is_letter(*s) || lex_is_digit(*s)))
		s++;
	t->kind = TOKEN_STRANGE;
	t->len = (size_t)(s - x->at);
	for (size_t i = 0; i < PROTO_COUNT_OF(words); i++)
		if (strlen(words[i]) == t->len &&
		    memcmp(words[i], t->start, t->len) == 0)
			t->kind = TOKEN_WORD;
	x->at = s;
}

void
proto_lex_next(struct proto_lexer *x, struct proto_token *t)
{
	while (x->at < x->end && (*x->at == ' ' || *x->at == '\t' ||
				     *x->at == '\n' || *x->at == '\r'))
		x->at++;
	*t = (struct proto_token){ .kind = TOKEN_END, .start = x->at };
	if (x->at == x->end)
		return;
	if (*x->at == '"')
		lex_text(x, t);
	else if (*x->at == '-' || lex_is_digit(*x->at))
		lex_number(x, t);
	else if (lex_is_letter(*x->at))
		lex_word(x, t);
	else if (*x->at != '\0' && strchr("{}[]:,", *x->at) != NULL) {
		t->kind = TOKEN_MARK;
		t->mark = *x->at;
		t->len = 1;
		x->at++;
	} else {
		t->kind = TOKEN_STRANGE;
		t->len = 1;
	}
}

static void
lex_put(struct proto_bytes *out, long c)
{
	char s[4];

	if (c < 0x80) {
		s[0] = (char)c;
		proto_bytes_add(out, s, 1);
	} else if (c < 0x800) {
		s[0] = (char)(0xc0 | c >> 6);
		s[1] = (char)(0x80 | (c & 0x3f));
		proto_bytes_add(out, s, 2);
	} else if (c < 0x10000) {
		s[0] = (char)(0xe0 | c >> 12);
		s[1] = (char)(0x80 | (c >> 6 & 0x3f));
		s[2] = (char)(0x80 | (c & 0x3f));
		proto_bytes_add(out, s, 3);
	} else {
		s[0] = (char)(0xf0 | c >> 18);
		s[1] = (char)(0x80 | (c >> 12 & 0x3f));
		s[2] = (char)(0x80 | (c >> 6 & 0x3f));
		s[3] = (char)(0x80 | (c & 0x3f));
		proto_bytes_add(out, s, 4);
	}
}

void
proto_lex_decode(const struct proto_token *text, struct proto_bytes *out)
{
	const char *s = text->start + 1, *end = text->start + text->len - 1;
	const char *run;

	while (s < end) {
		run = s;
		while (s < end && *s != '\\')
			s++;
		proto_bytes_add(out, run, (size_t)(s - run));
		if (s < end) {
			s++;
			lex_put(out, lex_escape(&s, end));
		}
	}
}

/* A whole number by its digits alone, so that nothing is clamped. */
static bool
lex_fits_int64(const char *s, const char *end)
{
	bool is_negative = *s == '-';
	uint64_t value = 0, most = (uint64_t)INT64_MAX + is_negative;

	for (s += is_negative; s < end; s++) {
		uint64_t digit = (uint64_t)(*s - '0');

		if (value > (most - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	return true;
}

/* The power of ten of the first digit that counts; no locale, no rounding. */
static long
lex_magnitude(const char *s, const char *end)
{
	long whole = 0, zeros = 0, exponent = 0;
	bool is_begun = false, is_fraction = false, is_negative;

	for (s += *s == '-'; s < end && *s != 'e' && *s != 'E'; s++) {
		if (*s == '.') {
			is_fraction = true;
			continue;
		}
		if (*s != '0')
			is_begun = true;
		if (is_begun && !is_fraction)
			whole++;
		if (!is_begun && is_fraction)
			zeros++;
	}
	if (!is_begun)
		return -NUMBER_FAR;
	if (s < end) {
		s++;
		is_negative = *s == '-';
		for (s += *s == '-' || *s == '+'; s < end; s++)
			if (exponent < NUMBER_FAR)
				exponent = exponent * 10 + (*s - '0');
		if (is_negative)
			exponent = -exponent;
	}
	return (whole > 0 ? whole - 1 : -zeros - 1) + exponent;
}

const char *
proto_lex_number_fault(const struct proto_token *number)
{
	const char *s = number->start, *end = s + number->len;
	bool is_whole = true;

	for (const char *p = s; p < end; p++)
		if (*p == '.' || *p == 'e' || *p == 'E')
			is_whole = false;
	if (is_whole && !lex_fits_int64(s, end))
		return "whole numbers lie from -9223372036854775808 to "
		       "9223372036854775807";
	if (!is_whole && lex_magnitude(s, end) >= NUMBER_EXPONENT_MAX)
		return "numbers lie within ±1e308";
	return NULL;
}
