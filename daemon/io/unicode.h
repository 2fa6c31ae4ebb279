/*
 * Unicode normalisation (utf8proc).
 */
#ifndef IO_UNICODE_H
#define IO_UNICODE_H

#include <stdbool.h>
#include "base/attr.h"

/* NFKC with case folding: "Café", "cafe\u0301" and "CAFÉ" become one. A new
 * text, or NULL where s is not UTF-8. */
char *unicode_fold(const char *s) MUST_CHECK;
/* The same without accents and other marks, as people search: "Île" and "ile"
 * become one, and so do both apostrophes. Likewise. */
char *unicode_search(const char *s) MUST_CHECK;
/* NFC, as text is kept. Likewise. */
char *unicode_compose(const char *s) MUST_CHECK;
/* text_has_disguise (base/text.h), but for joiners within one emoji, such as a
 * family's (UAX #29, GB11). s is UTF-8, as below. */
bool unicode_has_disguise(const char *s);
/* The most combining marks (general categories Mn and Me) that stand in a row. */
int unicode_marks(const char *s);
/* True where there is nothing to see: only spaces of any width, and marks with
 * nothing to stand on. */
bool unicode_is_blank(const char *s);

#endif
