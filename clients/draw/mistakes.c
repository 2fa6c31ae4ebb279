/*
 * Mistakes of a file: see clients/draw/mistakes.h.
 */
#include "clients/draw/mistakes.h"

#include <stdarg.h>
#include <stdlib.h>

/* What looks like a blank and is another character, or like nothing. */
static bool
is_unseen(const char *s, size_t n)
{
	char one[5] = "";
	uint32_t point = text_utf8_point(s, n);

	memcpy(one, s, n);
	return text_has_disguise(one) || point == 0xa0 || point == 0xad ||
	       (point >= 0x2000 && point <= 0x200f) || point == 0x202f ||
	       point == 0x205f || point == 0x3000 || point == 0xfeff;
}

/* The character at s of n bytes, so that a terminal shows it and obeys
 * nothing. */
static void
add_visible(struct text *out, const char *s, size_t n)
{
	uint32_t point = text_utf8_point(s, n);

	if (point < 0x20 || (point >= 0x7f && point < 0xa0))
		text_addf(out, "\\x%02x", point);
	else if (n > 1 && is_unseen(s, n))
		text_addf(out, "\\u%04x", point);
	else
		text_add_n(out, s, n);
}

void
mistakes_add(struct mistakes *m, struct csv_place place, const char *fmt, ...)
{
	struct text line = { 0 };
	size_t start = m->lines.len, i, step;
	va_list ap;

	if (m->count == MISTAKES_ROOM)
		return;
	va_start(ap, fmt);
	text_addvf(&line, fmt, ap);
	va_end(ap);
	text_addf(&m->lines, "%s:%zu:%zu: ", m->file, place.line, place.column);
	/* A sentence that was cut to its length may end within a character. */
	for (i = 0; i < line.len; i += step == 0 ? 1 : step) {
		step = text_utf8_step(line.data + i, line.len - i);
		if (step > 0)
			add_visible(&m->lines, line.data + i, step);
	}
	text_add(&m->lines, "\n");
	text_clear(&line);
	m->found[m->count++] =
	    (struct mistake){ place, start, m->lines.len - start };
}

bool
mistakes_full(const struct mistakes *m)
{
	return m->count >= MISTAKES_MAX;
}

static int
compare_places(const void *x, const void *y)
{
	const struct mistake *a = x, *b = y;

	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	if (a->place.column != b->place.column)
		return a->place.column < b->place.column ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

unsigned
mistakes_tell(struct mistakes *m, FILE *out)
{
	unsigned count = m->count;

	qsort(m->found, count, sizeof(*m->found), compare_places);
	for (unsigned i = 0; i < count && i < MISTAKES_MAX; i++)
		fwrite(
		    m->lines.data + m->found[i].start, 1, m->found[i].len, out);
	if (mistakes_full(m))
		fprintf(out, "%s: these are the first %d mistakes\n", m->file,
		    MISTAKES_MAX);
	text_clear(&m->lines);
	m->count = 0;
	return count;
}
