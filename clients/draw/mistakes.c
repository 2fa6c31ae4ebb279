/*
 * Mistakes of a file: see clients/draw/mistakes.h.
 */
#include "clients/draw/mistakes.h"

#include <stdarg.h>

/* The character at s of n bytes, so that a terminal shows it and obeys
 * nothing. */
static void
add_visible(struct text *out, const char *s, size_t n)
{
	unsigned char first = (unsigned char)s[0];

	if (n == 1 && (first < 0x20 || first == 0x7f))
		text_addf(out, "\\x%02x", first);
	else if (n == 2 && first == 0xc2 && (unsigned char)s[1] < 0xa0)
		text_addf(out, "\\x%02x", (unsigned char)s[1]);
	else
		text_add_n(out, s, n);
}

void
mistakes_add(struct mistakes *m, struct csv_place place, const char *fmt, ...)
{
	struct text line = { 0 };
	size_t i, step;
	va_list ap;

	if (mistakes_full(m))
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
	m->count++;
}

bool
mistakes_full(const struct mistakes *m)
{
	return m->count >= MISTAKES_MAX;
}

unsigned
mistakes_tell(struct mistakes *m, FILE *out)
{
	unsigned count = m->count;

	fputs(text_get(&m->lines), out);
	if (mistakes_full(m))
		fprintf(out, "%s: these are the first %d mistakes\n", m->file,
		    MISTAKES_MAX);
	text_clear(&m->lines);
	m->count = 0;
	return count;
}
