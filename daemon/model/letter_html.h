/*
 * A letter as HTML, made from its text, so that no word of it is written twice.
 * It loads nothing, and its colours are the reader's own, light or dark.
 */
#ifndef MODEL_LETTER_HTML_H
#define MODEL_LETTER_HTML_H

#include "base/text.h"

struct letter_page {
	const char *language, *subject;
	const char *body; /* paragraphs, as of struct letter */
	const char *url;  /* of the house: only what is under it becomes a link,
			     since a profile's words are a stranger's */
	const char *unsubscribe; /* a link at the end, or NULL */
	const char *title;       /* how the kind of letter is called, then */
};
void letter_html(const struct letter_page *page, struct text *out);

/* The characters that HTML would take for its own, escaped; fit for attributes
 * in double quotes, too. */
void letter_html_escape(const char *s, size_t n, struct text *out);

#endif
