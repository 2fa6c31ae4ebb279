/*
 * Files of contacts in parts: see cli.h. A part ends between two records or
 * cards; of a CSV file each begins with what stands before the contacts, of
 * vCards each has only the lines that tell addresses: photographs are large,
 * and nobody's business.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"

#define FILE_MAX ((size_t)64 * 1024 * 1024)
#define PART_MAX ((size_t)48 * 1024)
#define PART_LINES 900 /* as many addresses as one request may have */
#define HEADER_RECORDS 20

/* Bytes of the line at `at`, with its break. */
static size_t
line_bytes(const struct contacts *f, size_t at)
{
	const char *end = memchr(f->data + at, '\n', f->len - at);

	return end == NULL ? f->len - at : (size_t)(end - f->data) + 1 - at;
}

/* Of the record there, whose quotes may hold breaks; *lines grows. */
static size_t
record_bytes(const struct contacts *f, size_t at, size_t *lines)
{
	bool is_quoted = false;
	size_t n = 0;

	while (at + n < f->len) {
		char c = f->data[at + n++];

		if (c == '"')
			is_quoted = !is_quoted;
		if (c != '\n')
			continue;
		(*lines)++;
		if (!is_quoted)
			return n;
	}
	(*lines)++;
	return n;
}

static bool
has_word(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (strncasecmp(s + i, word, len) == 0)
			return true;
	return false;
}

/* Up to behind the record that names a column of addresses; a list has none. */
static void
find_header(struct contacts *f)
{
	size_t at = 0, lines = 0;

	for (int i = 0; i < HEADER_RECORDS && at < f->len; i++) {
		size_t n = record_bytes(f, at, &lines);
		const char *record = f->data + at;

		at += n;
		if (memchr(record, '@', n) == NULL &&
		    (has_word(record, n, "mail") ||
			has_word(record, n, "courriel") ||
			has_word(record, n, "adresse"))) {
			f->header = f->at = at;
			f->header_lines = f->lines = lines;
			return;
		}
	}
}

static bool
read_all(struct contacts *f, FILE *in, const char *name)
{
	size_t room = 0, n;

	for (;;) {
		if (f->len == room) {
			room = room == 0 ? 65536 : room * 2;
			f->data = realloc(f->data, room);
			if (f->data == NULL || room > FILE_MAX) {
				fprintf(
				    stderr, _("%s: it is too large\n"), name);
				return false;
			}
		}
		n = fread(f->data + f->len, 1, room - f->len, in);
		f->len += n;
		if (n == 0)
			break;
	}
	if (!ferror(in))
		return true;
	fprintf(stderr, "%s: %s\n", name, strerror(errno));
	return false;
}

bool
contacts_open(struct contacts *f, const char *path)
{
	bool is_input = strcmp(path, "-") == 0, is_read;
	FILE *in = is_input ? stdin : fopen(path, "rb");

	*f = (struct contacts){ 0 };
	if (in == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	is_read = read_all(f, in, is_input ? _("standard input") : path);
	if (!is_input)
		fclose(in);
	if (!is_read)
		return false;
	f->is_vcard =
	    has_word(f->data, f->len < 100 ? f->len : 100, "BEGIN:VCARD");
	if (!f->is_vcard)
		find_header(f);
	return true;
}

static void
take(struct contacts *f, size_t n)
{
	memcpy(f->part + f->part_len, f->data + f->at, n);
	f->part_len += n;
	f->at += n;
}

static void
next_records(struct contacts *f)
{
	size_t lines = 0;

	memcpy(f->part, f->data, f->header);
	f->part_len = f->header;
	f->part_line = f->lines;
	while (f->at < f->len && f->lines - f->part_line < PART_LINES) {
		size_t n;

		lines = f->lines;
		n = record_bytes(f, f->at, &lines);
		if (f->part_len > f->header && f->part_len + n > PART_MAX)
			break;
		take(f, n);
		f->lines = lines;
	}
}

/* --- vCard ---------------------------------------------------------------- */

/* Of a line behind its group ("item1."). */
static bool
is_property(const char *line, size_t n, const char *name)
{
	size_t len = strlen(name), colon = 0;

	while (colon < n && line[colon] != ':' && line[colon] != ';')
		colon++;
	for (size_t i = 0; i < colon; i++) {
		if (line[i] == '.') {
			line += i + 1;
			colon -= i + 1;
			break;
		}
	}
	return colon == len && strncasecmp(line, name, len) == 0;
}

/* Whether quoted-printable goes on behind the line's break. */
static bool
goes_on(const char *line, size_t n, bool is_quoted)
{
	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		n--;
	return is_quoted && n > 0 && line[n - 1] == '=';
}

static void
next_cards(struct contacts *f)
{
	bool keeps = false, is_quoted = false, more = false;
	size_t kept = 0;

	f->part_len = 0;
	f->part_line = f->lines;
	while (f->at < f->len) {
		const char *line = f->data + f->at;
		size_t n = line_bytes(f, f->at);
		bool ends = false;

		if (!more && *line != ' ' && *line != '\t') {
			ends = is_property(line, n, "END");
			keeps = ends || is_property(line, n, "BEGIN") ||
				is_property(line, n, "EMAIL");
			is_quoted = has_word(line, n, "QUOTED-PRINTABLE");
		}
		more = goes_on(line, n, is_quoted);
		f->lines++;
		if (keeps && f->part_len + n < PART_MAX + PART_MAX / 4) {
			take(f, n);
			kept++;
		} else {
			f->at += n;
		}
		if (ends && (kept >= PART_LINES || f->part_len >= PART_MAX))
			return;
	}
}

bool
contacts_next(struct contacts *f)
{
	if (f->at == f->len)
		return false;
	free(f->part);
	f->part = link_alloc(f->len + f->header + 1, 1);
	if (f->is_vcard)
		next_cards(f);
	else
		next_records(f);
	return true;
}

size_t
contacts_line(const struct contacts *f, size_t line)
{
	return line <= f->header_lines ? line
				       : line - f->header_lines + f->part_line;
}

void
contacts_close(struct contacts *f)
{
	free(f->data);
	free(f->part);
	*f = (struct contacts){ 0 };
}
