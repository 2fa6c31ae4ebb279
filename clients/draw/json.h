/*
 * Pieces of JSON, written.
 */
#ifndef DRAW_JSON_H
#define DRAW_JSON_H

#include "base/text.h"

/* "text" in its quotes, by RFC 8259. */
void json_add_text(struct text *out, const char *s);
/* The lines of a text as an array. */
void json_add_lines(struct text *out, const char *lines);

#endif
