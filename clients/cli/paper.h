/*
 * What people read is printed on: lines as wide as the terminal, broken at
 * blanks and measured as it shows them, and cards around them. Every text is made
 * safe (clients/link/safe.h). Pictures are of ASCII where the locale is not
 * UTF-8.
 */
#ifndef CLI_PAPER_H
#define CLI_PAPER_H

#include <stdbool.h>

enum paper_style { PAPER_PLAIN, PAPER_STRONG, PAPER_FAINT };

/* Of a line: the terminal's, and 80 at most, as in a pipe. */
int paper_columns(void);
/* How many columns a text takes. */
int paper_width(const char *text);

/* One text, further lines of it below its first. */
void paper_text(int indent, enum paper_style style, const char *text);
void paper_textf(int indent, enum paper_style style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* With a point before it. */
void paper_item(int indent, const char *text);

/* A card around what follows, with a word at each end of its upper edge; a line
 * through it; its lower edge. */
void paper_card(const char *left, const char *right);
void paper_card_line(void);
void paper_card_end(void);

#endif
