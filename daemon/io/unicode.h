/*
 * Unicode normalisation (utf8proc).
 */
#ifndef IO_UNICODE_H
#define IO_UNICODE_H

#include "base/attr.h"

/* NFKC with case folding: "Café", "cafe\u0301" and "CAFÉ" become one. A new
 * text, or NULL where s is not UTF-8. */
char *unicode_fold(const char *s) MUST_CHECK;
/* NFC, as text is kept. Likewise. */
char *unicode_compose(const char *s) MUST_CHECK;

#endif
