/*
 * Texts become numbers from 0 on, in the order in which they come; the same
 * text the same number.
 */
#ifndef DRAW_NAMES_H
#define DRAW_NAMES_H

#include <stdint.h>
#include "base/attr.h"

#define NAMES_NONE UINT32_MAX

struct names;

struct names *names_new(void) MUST_CHECK;
void names_free(struct names *n); /* NULL is allowed */
/* Of a text that may be new. */
uint32_t names_number(struct names *n, const char *text);
/* NAMES_NONE where the text never came. */
uint32_t names_find(const struct names *n, const char *text);
uint32_t names_count(const struct names *n);
/* Borrowed, until the next new text. */
const char *names_text(const struct names *n, uint32_t number);

#endif
