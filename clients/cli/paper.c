/*
 * Lines and cards: see clients/cli/paper.h.
 */
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/link.h"
#include "clients/link/safe.h"

#define COLUMNS_MOST 80
#define COLUMNS_LEAST 20

static bool is_card; /* lines have edges */

int
paper_columns(void)
{
	struct winsize size = { 0 };
	int columns = COLUMNS_MOST;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		columns = size.ws_col;
	if (columns > COLUMNS_MOST)
		return COLUMNS_MOST;
	return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
}

/* The one place where it is decided: styles are for a terminal that is not
 * "dumb", and for whoever has not set NO_COLOR (https://no-color.org). */
static bool
has_styles(void)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) == 1 &&
	       (no_color == NULL || *no_color == '\0') && term != NULL &&
	       *term != '\0' && strcmp(term, "dumb") != 0;
}

/* --- measuring ------------------------------------------------------------ */

/* The character at s, its bytes in *len, and the columns that it takes; where
 * the bytes are none, one of each. Whatever the locale is, texts are UTF-8. */
static int
character(const char *s, size_t *len, wchar_t *c)
{
	static locale_t unicode;
	mbstate_t state = { 0 };
	locale_t before;
	int width;

	if (unicode == (locale_t)0)
		unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	before = unicode == (locale_t)0 ? (locale_t)0 : uselocale(unicode);
	*len = mbrtowc(c, s, strlen(s), &state);
	if (*len == 0 || *len > strlen(s)) {
		*len = 1;
		*c = L'?';
	}
	width = wcwidth(*c);
	if (before != (locale_t)0)
		uselocale(before);
	return width < 0 ? 1 : width;
}

/* Where terminals differ in what they make of several characters: joined and
 * coloured emoji, flags. */
static bool
is_joining(wchar_t c)
{
	return c == 0x200d || c == 0xfe0f || (c >= 0x1f1e6 && c <= 0x1f1ff) ||
	       (c >= 0x1f3fb && c <= 0x1f3ff);
}

static int
measure(const char *s, size_t n, bool *is_certain)
{
	int columns = 0;
	size_t len;
	wchar_t c;

	*is_certain = true;
	for (size_t at = 0; at < n; at += len) {
		columns += character(s + at, &len, &c);
		*is_certain = *is_certain && !is_joining(c);
	}
	return columns;
}

int
paper_width(const char *text)
{
	bool is_certain;

	return measure(text, strlen(text), &is_certain);
}

/* How many bytes of s stand in so many columns, up to a line break: whole words,
 * or the part of the first one that fits. */
static size_t
fitting(const char *s, int room)
{
	size_t at = 0, good = 0, len;
	int columns = 0;
	wchar_t c;

	while (s[at] != '\0' && s[at] != '\n') {
		columns += character(s + at, &len, &c);
		if (columns > room)
			return good > 0 ? good : at > 0 ? at : len;
		at += len;
		if (s[at] == ' ' || s[at] == '\0' || s[at] == '\n')
			good = at;
	}
	return at;
}

/* --- lines ---------------------------------------------------------------- */

static void
styled(enum paper_style style, const char *s, size_t n)
{
	static const char *const begin[] = { "", "\033[1m", "\033[2m" };
	bool is_styled = style != PAPER_PLAIN && has_styles();

	fputs(is_styled ? begin[style] : "", stdout);
	fwrite(s, 1, n, stdout);
	fputs(is_styled ? "\033[0m" : "", stdout);
}

static void
edge(const char *line, const char *ascii)
{
	const char *s = language_is_utf8() ? line : ascii;

	styled(PAPER_FAINT, s, strlen(s));
}

static void
blanks(int n)
{
	printf("%*s", n > 0 ? n : 0, "");
}

/* Columns between the edges. */
static int
room_of(void)
{
	return paper_columns() - (is_card ? 4 : 0);
}

static void
print_line(int indent, const char *mark, enum paper_style style, const char *s,
    size_t n)
{
	bool is_certain;
	int width = measure(s, n, &is_certain);

	if (is_card)
		edge("│ ", "| ");
	blanks(indent);
	fputs(mark, stdout);
	styled(style, s, n);
	/* An edge that stood elsewhere than the others is worse than none. */
	if (is_card && is_certain) {
		blanks(room_of() - indent - paper_width(mark) - width);
		edge(" │", " |");
	}
	putchar('\n');
}

static void
print_text(
    int indent, const char *mark, enum paper_style style, const char *text)
{
	char *safe = safe_text(text, 1), *s = safe;
	int room = room_of() - indent - paper_width(mark);
	const char *before = mark;
	size_t n;

	if (*s == '\0')
		print_line(indent, mark, style, s, 0);
	for (; *s != '\0'; before = "") {
		n = fitting(s, room < 8 ? 8 : room);
		print_line(indent + (before == mark ? 0 : paper_width(mark)),
		    before, style, s, n);
		s += n;
		if (*s == '\n')
			s++;
		else
			s += strspn(s, " ");
	}
	free(safe);
}

void
paper_text(int indent, enum paper_style style, const char *text)
{
	print_text(indent, "", style, text);
}

void
paper_textf(int indent, enum paper_style style, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = link_vtext(fmt, ap);
	va_end(ap);
	paper_text(indent, style, text);
	free(text);
}

void
paper_item(int indent, const char *text)
{
	print_text(indent, language_is_utf8() ? "· " : "- ", PAPER_PLAIN, text);
}

/* --- cards ---------------------------------------------------------------- */

static void
rule(int columns)
{
	for (int i = 0; i < columns; i++)
		edge("─", "-");
}

void
paper_card(const char *left, const char *right)
{
	char *first = safe_text(left, 0), *last = safe_text(right, 0);
	int room = paper_columns() - paper_width(first) - paper_width(last);

	edge("╭─ ", "+- ");
	styled(PAPER_STRONG, first, strlen(first));
	putchar(' ');
	if (*last != '\0' && room >= 9) {
		rule(room - 8);
		printf(" %s ", last);
		edge("─╮", "-+");
	} else {
		rule(paper_columns() - paper_width(first) - 5);
		edge("╮", "+");
	}
	putchar('\n');
	is_card = true;
	/* It had no place beside the other. */
	if (*last != '\0' && room < 9)
		paper_text(0, PAPER_PLAIN, last);
	free(first);
	free(last);
}

void
paper_card_line(void)
{
	edge("├", "+");
	rule(paper_columns() - 2);
	edge("┤", "+");
	putchar('\n');
}

void
paper_card_end(void)
{
	is_card = false;
	edge("╰", "+");
	rule(paper_columns() - 2);
	edge("╯", "+");
	putchar('\n');
}
