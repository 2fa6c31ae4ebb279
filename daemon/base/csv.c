/*
 * CSV: see base/csv.h. One cursor walks over the bytes, and every character
 * passes csv_check once, quoted or not.
 */
#include "base/csv.h"
#include "base/memory.h"

void
csv_init(struct csv *c, const char *data, size_t n)
{
	*c = (struct csv){
		.data = data, .len = n, .place = { 1, 1 }, .separator = ','
	};
	if (n >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		c->at = 3;
}

void
csv_sniff(struct csv *c)
{
	static const char separators[] = ",;\t";
	size_t counts[sizeof(separators)] = { 0 }, most = 0;
	bool quoted = false;

	for (size_t i = c->at; i < c->len && (quoted || c->data[i] != '\n');
	     i++) {
		const char *found;

		if (c->data[i] == '"')
			quoted = !quoted;
		else if (!quoted && c->data[i] != '\0' &&
			 (found = strchr(separators, c->data[i])) != NULL)
			counts[found - separators]++;
	}
	for (size_t i = 1; separators[i] != '\0'; i++)
		if (counts[i] > counts[most])
			most = i;
	c->separator = separators[most];
}

void
csv_clear(struct csv *c)
{
	free(c->fields);
	text_clear(&c->pool);
	*c = (struct csv){ 0 };
}

static int
csv_refuse(
    struct csv *c, struct csv_place place, struct fault *why, const char *what)
{
	c->wrong = place;
	return fault_set(why, FAULT_INVALID, "%s", what);
}

/* The byte at the cursor, or -1 at the end. */
static int
csv_peek(const struct csv *c)
{
	return c->at == c->len ? -1 : (unsigned char)c->data[c->at];
}

/* The bytes of the character at the cursor, or -1 where it may not be. */
static int
csv_check(struct csv *c, struct fault *why)
{
	const char *s = c->data + c->at;
	size_t left = c->len - c->at, n;

	if (*s == '\0')
		return csv_refuse(c, c->place, why, "a NUL byte");
	if (*s == '\r' && (left == 1 || s[1] != '\n'))
		return csv_refuse(c, c->place, why,
		    "a carriage return without its line feed");
	n = text_utf8_step(s, left);
	if (n == 0)
		return csv_refuse(c, c->place, why, "bytes that are not UTF-8");
	return (int)n;
}

/* Over one character of n bytes. */
static void
csv_pass(struct csv *c, size_t n)
{
	if (c->data[c->at] == '\n') {
		c->place.line++;
		c->place.column = 1;
	} else {
		c->place.column++;
	}
	c->at += n;
}

/* Keeps one character for the field, if it may be there. */
static int
csv_keep(struct csv *c, struct fault *why)
{
	int n = csv_check(c, why);

	if (n < 0)
		return -1;
	text_add_n(&c->pool, c->data + c->at, (size_t)n);
	csv_pass(c, (size_t)n);
	return 0;
}

static bool
csv_at_line_end(const struct csv *c)
{
	int byte = csv_peek(c);

	return byte == '\n' || (byte == '\r' && c->len - c->at > 1 &&
				   c->data[c->at + 1] == '\n');
}

static void
csv_pass_line_end(struct csv *c)
{
	if (csv_peek(c) == '\r')
		csv_pass(c, 1);
	csv_pass(c, 1);
}

/* From an opening quote to behind the closing one. */
static int
csv_quoted(struct csv *c, struct fault *why)
{
	struct csv_place opening = c->place;

	csv_pass(c, 1);
	while (csv_peek(c) != -1) {
		if (csv_peek(c) == '"') {
			csv_pass(c, 1);
			if (csv_peek(c) != '"')
				return 0;
		}
		if (csv_keep(c, why) != 0)
			return -1;
	}
	return csv_refuse(c, opening, why, "a quote that is never closed");
}

/* Keeps at once what most files are made of: letters, digits and other ASCII
 * that means nothing to CSV and needs no check. */
static void
csv_keep_plain(struct csv *c)
{
	size_t from = c->at;

	while (c->at < c->len && (unsigned char)c->data[c->at] >= ' ' &&
	       (unsigned char)c->data[c->at] < 0x7f && c->data[c->at] != '"' &&
	       c->data[c->at] != c->separator)
		c->at++;
	c->place.column += c->at - from;
	text_add_n(&c->pool, c->data + from, c->at - from);
}

static int
csv_bare(struct csv *c, struct fault *why)
{
	csv_keep_plain(c);
	while (csv_peek(c) != -1 && csv_peek(c) != c->separator &&
	       !csv_at_line_end(c)) {
		if (csv_peek(c) == '"')
			return csv_refuse(c, c->place, why,
			    "a quote in a field without quotes around it");
		if (csv_keep(c, why) != 0)
			return -1;
		csv_keep_plain(c);
	}
	return 0;
}

static struct csv_field *
csv_add(struct csv *c)
{
	if (c->count == c->room) {
		c->room = c->room == 0 ? 16 : c->room * 2;
		c->fields = memory_grow(c->fields, c->room, sizeof(*c->fields));
	}
	return &c->fields[c->count++];
}

/* One field and what ends it: 1 where another follows, 0 where none does. */
static int
csv_one(struct csv *c, struct fault *why)
{
	struct csv_field *f = csv_add(c);
	size_t before = c->pool.len;
	int got;

	f->place = c->place;
	got = csv_peek(c) == '"' ? csv_quoted(c, why) : csv_bare(c, why);
	if (got != 0)
		return -1;
	f->len = c->pool.len - before;
	text_add_n(&c->pool, "", 1);
	if (csv_peek(c) == -1)
		return 0;
	if (csv_at_line_end(c)) {
		csv_pass_line_end(c);
		return 0;
	}
	if (csv_peek(c) == c->separator) {
		csv_pass(c, 1);
		return 1;
	}
	if (csv_check(c, why) < 0)
		return -1;
	return csv_refuse(c, c->place, why, "text after a closing quote");
}

/* To the beginning of the next line, whatever is before it. */
static void
csv_skip_line(struct csv *c)
{
	while (c->at < c->len && c->data[c->at] != '\n')
		c->at++;
	if (c->at < c->len)
		c->at++;
	c->place.line++;
	c->place.column = 1;
}

int
csv_next(struct csv *c, struct fault *why)
{
	size_t offset = 0;
	int got;

	while (csv_at_line_end(c))
		csv_pass_line_end(c);
	c->count = 0;
	c->pool.len = 0;
	if (c->at == c->len)
		return 0;
	while ((got = csv_one(c, why)) == 1)
		continue;
	if (got < 0) {
		c->count = 0;
		csv_skip_line(c);
		return -1;
	}
	/* Only now: the pool moves while it grows. */
	for (size_t i = 0; i < c->count; i++) {
		c->fields[i].text = c->pool.data + offset;
		offset += c->fields[i].len + 1;
	}
	return 1;
}
