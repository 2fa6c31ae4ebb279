/*
 * JSON Lines: see clients/draw/jsonl.h. One cursor walks over one line, whose
 * bytes were seen to be UTF-8 before.
 */
#include "clients/draw/jsonl.h"

#include <ctype.h>
#include <stdbool.h>
#include "base/memory.h"

void
jsonl_begin(struct jsonl *j, const struct input *in)
{
	*j = (struct jsonl){ .line_end = in->data, .end = in->data + in->len };
	if (in->len >= 3 && memcmp(in->data, "\xef\xbb\xbf", 3) == 0)
		j->line_end += 3;
}

void
jsonl_end(struct jsonl *j)
{
	text_clear(&j->key);
	text_clear(&j->value);
}

struct csv_place
jsonl_place(struct jsonl *j, const char *at)
{
	if (at < j->known) {
		j->known = j->line;
		j->known_column = 1;
	}
	for (; j->known < at; j->known++)
		j->known_column += ((unsigned char)*j->known & 0xc0) != 0x80;
	return (struct csv_place){ j->line_number, j->known_column };
}

/* What stands there, to show it: a word such as true or NaN, or a character. */
static size_t
length_at(const struct jsonl *j, const char *at)
{
	size_t left = (size_t)(j->line_end - at), n = 0;

	while (n < left && n < 16 && isalpha((unsigned char)at[n]))
		n++;
	return n > 0 ? n : text_utf8_step(at, left);
}

static int
refuse(struct jsonl *j, const char *at, struct fault *why, const char *allowed)
{
	char found[20] = "";

	j->wrong = jsonl_place(j, at);
	if (at >= j->line_end)
		return fault_set(why, FAULT_INVALID,
		    "found the end of the line, allowed: %s", allowed);
	memcpy(found, at, length_at(j, at));
	return fault_set(
	    why, FAULT_INVALID, "found \"%s\", allowed: %s", found, allowed);
}

static void
pass_blanks(struct jsonl *j)
{
	while (j->at < j->line_end &&
	       (*j->at == ' ' || *j->at == '\t' || *j->at == '\r'))
		j->at++;
}

/* Whether the next thing is this mark; passes it. */
static bool
takes(struct jsonl *j, char mark)
{
	pass_blanks(j);
	if (j->at == j->line_end || *j->at != mark)
		return false;
	j->at++;
	return true;
}

/* --- texts ---------------------------------------------------------------- */

static void
add_code_point(struct text *out, unsigned c)
{
	char bytes[4];
	size_t n;

	if (c < 0x80) {
		bytes[0] = (char)c;
		n = 1;
	} else if (c < 0x800) {
		bytes[0] = (char)(0xc0 | c >> 6);
		n = 2;
	} else if (c < 0x10000) {
		bytes[0] = (char)(0xe0 | c >> 12);
		n = 3;
	} else {
		bytes[0] = (char)(0xf0 | c >> 18);
		n = 4;
	}
	for (size_t i = 1; i < n; i++)
		bytes[i] = (char)(0x80 | (c >> 6 * (n - 1 - i) & 0x3f));
	text_add_n(out, bytes, n);
}

/* Four hexadecimal digits at the cursor; passes them. */
static int
take_hex(struct jsonl *j, unsigned *out)
{
	*out = 0;
	for (int i = 0; i < 4; i++, j->at++) {
		unsigned char c =
		    j->at < j->line_end ? (unsigned char)*j->at : 0;

		if (!isxdigit(c))
			return -1;
		*out = *out * 16 +
		       (unsigned)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
	}
	return 0;
}

/* After "\u". Halves of a pair belong together (RFC 8259 section 7). */
static int
take_escaped_unit(struct jsonl *j, struct text *out)
{
	unsigned high, low;

	if (take_hex(j, &high) != 0 || high == 0 ||
	    (high >= 0xdc00 && high < 0xe000))
		return -1;
	if (high < 0xd800 || high >= 0xe000) {
		add_code_point(out, high);
		return 0;
	}
	if (j->line_end - j->at < 2 || j->at[0] != '\\' || j->at[1] != 'u')
		return -1;
	j->at += 2;
	if (take_hex(j, &low) != 0 || low < 0xdc00 || low >= 0xe000)
		return -1;
	add_code_point(out, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
	return 0;
}

/* After a backslash. */
static int
take_escape(struct jsonl *j, struct text *out)
{
	static const char names[] = "\"\\/bfnrt",
			  meanings[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (j->at == j->line_end)
		return -1;
	if (*j->at == 'u') {
		j->at++;
		return take_escaped_unit(j, out);
	}
	found = strchr(names, *j->at);
	if (found == NULL || *found == '\0')
		return -1;
	text_add_n(out, &meanings[found - names], 1);
	j->at++;
	return 0;
}

/* After the opening quote. */
static int
take_text(struct jsonl *j, struct text *out, struct fault *why)
{
	const char *start;

	for (;;) {
		start = j->at;
		while (j->at < j->line_end && *j->at != '"' && *j->at != '\\' &&
		       (unsigned char)*j->at >= 0x20)
			j->at++;
		text_add_n(out, start, (size_t)(j->at - start));
		start = j->at;
		if (j->at < j->line_end && *j->at == '"') {
			j->at++;
			return 0;
		}
		if (j->at == j->line_end || *j->at != '\\')
			return refuse(
			    j, start, why, "a text and its closing quote");
		j->at++;
		if (take_escape(j, out) != 0)
			return refuse(j, start, why,
			    "an escape such as \\n or \\u00e9, and no "
			    "character U+0000");
	}
}

/* --- values --------------------------------------------------------------- */

static void
pass_digits(struct jsonl *j)
{
	while (j->at < j->line_end && isdigit((unsigned char)*j->at))
		j->at++;
}

static bool
is_at_digit(const struct jsonl *j)
{
	return j->at < j->line_end && isdigit((unsigned char)*j->at);
}

/* By RFC 8259 section 6, to the letter; what else might have been there is
 * allowed. */
static int
take_number(
    struct jsonl *j, struct text *out, const char *allowed, struct fault *why)
{
	const char *start = j->at;

	if (*j->at == '-')
		j->at++;
	if (!is_at_digit(j))
		return refuse(j, start, why, allowed);
	if (*j->at == '0')
		j->at++;
	else
		pass_digits(j);
	if (is_at_digit(j))
		return refuse(j, start, why, "a number without zeros before");
	if (j->at < j->line_end && *j->at == '.') {
		j->at++;
		if (!is_at_digit(j))
			return refuse(j, j->at, why, "a digit");
		pass_digits(j);
	}
	if (j->at < j->line_end && (*j->at == 'e' || *j->at == 'E'))
		return refuse(j, j->at, why, "a number without an exponent");
	text_add_n(out, start, (size_t)(j->at - start));
	return 0;
}

/* After the opening bracket. */
static int
take_list(struct jsonl *j, struct fault *why)
{
	static const char allowed[] = "a text or a number";
	const char *start;
	size_t before;
	int done;

	j->kind = JSONL_LIST;
	if (takes(j, ']'))
		return 0;
	for (;;) {
		pass_blanks(j);
		start = j->at;
		before = j->value.len;
		done = takes(j, '"') ? take_text(j, &j->value, why)
		       : j->at < j->line_end
			   ? take_number(j, &j->value, allowed, why)
			   : refuse(j, j->at, why, allowed);
		if (done != 0)
			return -1;
		if (strchr(text_get(&j->value) + before, ';') != NULL) {
			j->wrong = jsonl_place(j, start);
			return fault_set(why, FAULT_INVALID,
			    "found \";\" in a word, allowed: each word as an "
			    "element of its own");
		}
		if (takes(j, ']'))
			return 0;
		if (!takes(j, ','))
			return refuse(j, j->at, why, "\",\" or \"]\"");
		text_add(&j->value, ";");
	}
}

static int
take_value(struct jsonl *j, struct fault *why)
{
	static const char allowed[] = "a text, a number, a list or null";

	pass_blanks(j);
	j->value.len = 0;
	text_add(&j->value, "");
	j->value_at = j->at;
	if (takes(j, '"')) {
		j->kind = JSONL_TEXT;
		return take_text(j, &j->value, why);
	}
	if (takes(j, '['))
		return take_list(j, why);
	if (j->line_end - j->at >= 4 && memcmp(j->at, "null", 4) == 0) {
		j->kind = JSONL_NOTHING;
		j->at += 4;
		return 0;
	}
	if (j->at == j->line_end)
		return refuse(j, j->at, why, allowed);
	j->kind = JSONL_NUMBER;
	return take_number(j, &j->value, allowed, why);
}

/* --- lines ---------------------------------------------------------------- */

/* The next line that is not blank; false at the end. */
static bool
next_line(struct jsonl *j)
{
	const char *newline;

	do {
		j->at = j->line_end;
		if (j->line_number > 0 && j->at < j->end)
			j->at++; /* over the newline */
		if (j->at == j->end)
			return false;
		newline = memchr(j->at, '\n', (size_t)(j->end - j->at));
		j->line = j->known = j->at;
		j->known_column = 1;
		j->line_end = newline == NULL ? j->end : newline;
		j->line_number++;
		pass_blanks(j);
	} while (j->at == j->line_end);
	return true;
}

static int
check_bytes(struct jsonl *j, struct fault *why)
{
	size_t n;

	for (const char *s = j->line; s < j->line_end; s += n) {
		n = text_utf8_step(s, (size_t)(j->line_end - s));
		if (n > 0 && *s != '\0')
			continue;
		j->wrong = jsonl_place(j, s);
		if (*s == '\0')
			return fault_set(why, FAULT_INVALID,
			    "found a NUL byte, allowed: JSON in UTF-8");
		return fault_set(why, FAULT_INVALID,
		    "found the byte 0x%02x, allowed: UTF-8", (unsigned char)*s);
	}
	return 0;
}

int
jsonl_next(struct jsonl *j, struct fault *why)
{
	if (!next_line(j))
		return 0;
	j->start = j->at;
	if (check_bytes(j, why) != 0)
		return -1;
	if (!takes(j, '{'))
		return refuse(j, j->at, why,
		    "one object a line, such as {\"id\": \"ana\"}");
	j->is_first = 1;
	return 1;
}

/* After the closing brace. */
static int
end_line(struct jsonl *j, struct fault *why)
{
	pass_blanks(j);
	return j->at == j->line_end
		   ? 0
		   : refuse(j, j->at, why, "nothing more in this line");
}

int
jsonl_pair(struct jsonl *j, struct fault *why)
{
	if (takes(j, '}'))
		return end_line(j, why);
	if (!j->is_first && !takes(j, ','))
		return refuse(j, j->at, why, "\",\" or \"}\"");
	j->is_first = 0;
	pass_blanks(j);
	j->key_at = j->at;
	j->key.len = 0;
	text_add(&j->key, "");
	if (!takes(j, '"'))
		return refuse(j, j->at, why, "a name in double quotes");
	if (take_text(j, &j->key, why) != 0)
		return -1;
	if (!takes(j, ':'))
		return refuse(j, j->at, why, "\":\"");
	return take_value(j, why) == 0 ? 1 : -1;
}
