/* French spaces: see model/typeset.h. */
#include "model/typeset.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define NARROW "\u202f"
#define FULL "\u00a0"

static bool
typeset_starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The mark at s is one, and not the beginning of a word. */
static bool
typeset_is_mark(const char *s, const char *marks)
{
	unsigned char next;

	if (*s == '\0' || strchr(marks, *s) == NULL)
		return false;
	next = (unsigned char)s[1];
	return next >= 0x80 || (isalnum(next) == 0 && next != '/');
}

/* Programs that make a link of it do not all end it at such a space. */
static bool
typeset_is_after_link(const char *text, const char *at)
{
	const char *word = at;

	while (word > text && word[-1] != ' ' && word[-1] != '\n')
		word--;
	for (; word < at; word++)
		if (*word == '@' || typeset_starts(word, "://"))
			return true;
	return false;
}

const char *
typeset_blank(const char *text, const char *at)
{
	if (at == text || at[-1] == '\n')
		return NULL;
	if ((size_t)(at - text) >= strlen("«") &&
	    typeset_starts(at - strlen("«"), "«"))
		return FULL;
	if (typeset_is_after_link(text, at))
		return NULL;
	if (typeset_is_mark(at + 1, ";!?"))
		return NARROW;
	if (typeset_is_mark(at + 1, ":") || typeset_starts(at + 1, "»") ||
	    typeset_starts(at + 1, "…"))
		return FULL;
	return NULL;
}

static void
typeset_line(const char *line, size_t n, struct text *out)
{
	for (size_t i = 0; i < n; i++) {
		const char *space =
		    line[i] == ' ' ? typeset_blank(line, line + i) : NULL;

		if (space != NULL)
			text_add(out, space);
		else
			text_add_n(out, line + i, 1);
	}
}

void
typeset_french(const char *text, struct text *out)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (*text == ' ')
			text_add_n(out, text, n);
		else
			typeset_line(text, n, out);
		text += n;
		if (*text == '\n') {
			text_add(out, "\n");
			text++;
		}
	}
}
