/*
 * Text that came from others, on a terminal: no control character reaches it,
 * so that nobody's name moves the cursor or recolours the screen.
 */
#ifndef LINK_SAFE_H
#define LINK_SAFE_H

#include <stddef.h>
#include <stdio.h>

/* Line breaks and every other control become visible ("\x1b", "\u202e"), and on
 * a terminal of neither UTF-8 nor ASCII all that is not ASCII. NULL prints
 * nothing. */
void safe_print(FILE *out, const char *s);
/* As printf, the whole of it likewise; line breaks stay. */
void safe_printf(FILE *out, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* A new text, likewise; keeps line breaks where keep_lines. */
char *safe_text(const char *s, int keep_lines);

#endif
