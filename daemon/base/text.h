/*
 * Text: a growing buffer, UTF-8, and numbers read with their range.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"

/* A buffer that is NUL-terminated as soon as anything was added.
 * `(struct text){0}` is a valid empty one; text_clear frees it. */
struct text {
	char *data;
	size_t len;
	size_t cap;
};

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_addf(struct text *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
void text_addvf(struct text *t, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
/* The text so far, "" when nothing was added; borrowed. */
const char *text_get(const struct text *t);
/* The text so far becomes the caller's (free()); the buffer is empty again. */
char *text_take(struct text *t) MUST_CHECK;
void text_clear(struct text *t);

/* As snprintf to a fixed array, cut at a UTF-8 boundary; always terminated. */
void text_copy(char *to, size_t size, const char *from);

/* Number of code points, or -1 where the bytes are not UTF-8 (RFC 3629: no
 * overlong forms, no surrogates) or hold U+0000. */
long text_utf8_length(const char *s, size_t n);
/* The length of the code point that begins at s, of at most n > 0 bytes; 0
 * where the bytes are not UTF-8. */
size_t text_utf8_step(const char *s, size_t n);
/* The code point of the n bytes of UTF-8 at s. */
uint32_t text_utf8_point(const char *s, size_t n);
/* Takes out, in place, what is not UTF-8: such as the rest of a character that a
 * precision of printf cut. */
void text_utf8_mend(char *s);
/* True where s holds a C0 or C1 control other than those in `allowed`
 * (a string such as "\n\t"). s is valid UTF-8. */
bool text_has_control(const char *s, const char *allowed);
/* True where s holds a bidirectional control, a line or paragraph separator, or
 * a zero-width character that can disguise a name (UTS 36). s is valid UTF-8. */
bool text_has_disguise(const char *s);
/* The same, but the joiners U+200C and U+200D may stand. */
bool text_has_disguise_in_prose(const char *s);

/* The whole of s must be a decimal number within min..max; 0, or -1. */
int
text_to_int(const char *s, int64_t min, int64_t max, int64_t *out) MUST_CHECK;

/* Cuts the next piece off *rest at any of `separators`; NULL at the end.
 * Changes the text. Empty pieces are returned. */
char *text_split(char **rest, const char *separators);
/* Without leading and trailing blanks, in place; returns the new start. */
char *text_trim(char *s);
/* ASCII only. */
bool text_equal_nocase(const char *a, const char *b);
/* Damerau-Levenshtein distance (optimal string alignment), for "did you
 * mean"; both at most 64 bytes, else a large number. */
unsigned text_distance(const char *a, const char *b);

#endif
