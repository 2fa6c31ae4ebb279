/*
 * CSV (RFC 4180) read record by record from memory. It knows no column
 * names: it says what every field is and where it begins, so that whoever reads
 * a file of people can name the line and column of each mistake.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"

struct csv_place {
	size_t line;
	size_t column; /* in characters, not bytes; both from 1 */
};

struct csv_field {
	const char *text; /* without its quotes; NUL-terminated UTF-8 */
	size_t len;
	struct csv_place place; /* of its first character or quote */
};

struct csv {
	struct csv_field *fields; /* of the last record */
	size_t count;
	struct csv_place wrong; /* of the last refusal */
	char separator;         /* a comma, unless csv_sniff found another */
	/* The rest is for csv.c alone. */
	const char *data;
	size_t len, at, room;
	struct csv_place place;
	struct text pool;
};

/* Reads n bytes, which stay the caller's and must live until csv_clear. A
 * byte-order mark at their start is passed over. */
void csv_init(struct csv *c, const char *data, size_t n);
/* Separators as the first line has them, before any record is read: semicolons
 * or tabs, where it has more of them than commas outside of quotes, as
 * spreadsheets write them where the comma is in numbers. */
void csv_sniff(struct csv *c);
void csv_clear(struct csv *c);

/*
 * The next record: 1 with c->fields (valid until the next call), 0 at the end,
 * or -1 with the reason, and its place in c->wrong, where there is
 *
 *	a quote in a field without quotes, or text after a closing quote
 *	a quote that is never closed (its place is the opening one)
 *	a NUL byte, bytes that are not UTF-8, a CR without its LF
 *
 * After -1 the next call goes on with the line below c->wrong, or with the end
 * where a quote was left open: a reader can report every line that is bad.
 *Lines end with LF or CRLF; empty ones are no records.
 */
int csv_next(struct csv *c, struct fault *why) MUST_CHECK;

#endif
