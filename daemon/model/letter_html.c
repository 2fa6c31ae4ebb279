/*
 * A letter as HTML: see model/letter_html.h. A blank line ends a paragraph or a
 * list, other lines break where the text does; what stands on a line of its own
 * behind four blanks is to be copied: a code, a command, or a link.
 */
#include "model/letter_html.h"

#include <stdbool.h>
#include <string.h>

#define COPIED "    "
#define ITEM "- "

static const char head[] =
    "<meta name=\"viewport\" content=\"width=device-width,"
    "initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<style>:root{color-scheme:light dark}"
    "a{color:inherit}</style>\n";
static const char body_style[] =
    "margin:0 auto;padding:16px;max-width:36em;"
    "font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif;"
    "overflow-wrap:anywhere";
static const char copied_style[] =
    "margin:12px 0;padding:10px 12px;border-left:3px solid #2a7d6f;"
    "font:600 16px/1.5 ui-monospace,Menlo,Consolas,monospace;"
    "white-space:pre-wrap;overflow-wrap:anywhere";

void
letter_html_escape(const char *s, size_t n, struct text *out)
{
	for (size_t i = 0; i < n; i++) {
		switch (s[i]) {
		case '&':
			text_add(out, "&amp;");
			break;
		case '<':
			text_add(out, "&lt;");
			break;
		case '>':
			text_add(out, "&gt;");
			break;
		case '"':
			text_add(out, "&quot;");
			break;
		case '\'':
			text_add(out, "&#39;");
			break;
		default:
			text_add_n(out, s + i, 1);
		}
	}
}

static bool
html_is_ours(const struct letter_page *page, const char *word, size_t n)
{
	size_t url = strlen(page->url);

	return url > 0 && n >= url && strncmp(word, page->url, url) == 0 &&
	       (n == url || word[url] == '/');
}

static void
html_link(const char *href, size_t n, const char *words, struct text *out)
{
	text_add(out, "<a href=\"");
	letter_html_escape(href, n, out);
	text_add(out, "\">");
	letter_html_escape(words, strlen(words), out);
	text_add(out, "</a>");
}

/* Words, those that are links of ours as such. */
static void
html_words(
    const struct letter_page *page, const char *s, size_t n, struct text *out)
{
	const char *end = s + n;

	while (s < end) {
		const char *blank = memchr(s, ' ', (size_t)(end - s));
		size_t word = (size_t)((blank != NULL ? blank : end) - s);

		if (html_is_ours(page, s, word)) {
			struct text link = { 0 };

			text_add_n(&link, s, word);
			html_link(s, word, text_get(&link), out);
			text_clear(&link);
		} else {
			letter_html_escape(s, word, out);
		}
		s += word;
		if (s < end) {
			text_add(out, " ");
			s++;
		}
	}
}

/* What the lines before have opened. */
enum block { BLOCK_NONE, BLOCK_PARAGRAPH, BLOCK_LIST, BLOCK_COPIED };

static void
html_turn(enum block *now, enum block next, struct text *out)
{
	static const char *const ends[] = { "", "</p>\n", "</li></ul>\n",
		"</div>\n" };

	text_add(out, ends[*now]);
	if (next == BLOCK_PARAGRAPH)
		text_add(out, "<p style=\"margin:12px 0\">");
	else if (next == BLOCK_LIST)
		text_add(
		    out, "<ul style=\"margin:12px 0;padding-left:20px\"><li>");
	else if (next == BLOCK_COPIED)
		text_addf(out, "<div style=\"%s\">", copied_style);
	*now = next;
}

static enum block
html_block(const char *line, size_t n)
{
	if (n == 0)
		return BLOCK_NONE;
	if (n > strlen(COPIED) && strncmp(line, COPIED, strlen(COPIED)) == 0)
		return BLOCK_COPIED;
	if (n > strlen(ITEM) && strncmp(line, ITEM, strlen(ITEM)) == 0)
		return BLOCK_LIST;
	return BLOCK_PARAGRAPH;
}

static void
html_line(const struct letter_page *page, const char *line, size_t n,
    enum block *now, struct text *out)
{
	enum block block = html_block(line, n);

	if (block != *now)
		html_turn(now, block, out);
	else if (block == BLOCK_LIST)
		text_add(out, "</li>\n<li>");
	else if (block != BLOCK_NONE)
		text_add(out, "<br>\n");
	if (block == BLOCK_COPIED) {
		line += strlen(COPIED);
		n -= strlen(COPIED);
	} else if (block == BLOCK_LIST) {
		line += strlen(ITEM);
		n -= strlen(ITEM);
	}
	html_words(page, line, n, out);
}

static void
html_unsubscribe(const struct letter_page *page, struct text *out)
{
	if (page->unsubscribe == NULL)
		return;
	text_add(out, "<p style=\"margin:24px 0 0;font-size:13px\">");
	html_link(page->unsubscribe, strlen(page->unsubscribe),
	    strcmp(page->language, "fr") == 0 ? "Ne plus recevoir ces lettres"
					      : "No more of these letters",
	    out);
	text_add(out, " (");
	letter_html_escape(page->title, strlen(page->title), out);
	text_add(out, ")</p>\n");
}

void
letter_html(const struct letter_page *page, struct text *out)
{
	const char *line = page->body;
	enum block now = BLOCK_NONE;

	text_add(out, "<!DOCTYPE html>\n<html lang=\"");
	letter_html_escape(page->language, strlen(page->language), out);
	text_add(out, "\">\n<head>\n<meta charset=\"utf-8\">\n");
	text_add(out, head);
	text_add(out, "<title>");
	letter_html_escape(page->subject, strlen(page->subject), out);
	text_addf(out, "</title>\n</head>\n<body style=\"%s\">\n", body_style);
	while (*line != '\0') {
		size_t n = strcspn(line, "\n");

		html_line(page, line, n, &now, out);
		line += n + (line[n] == '\n');
	}
	html_turn(&now, BLOCK_NONE, out);
	html_unsubscribe(page, out);
	text_add(out, "</body>\n</html>\n");
}
