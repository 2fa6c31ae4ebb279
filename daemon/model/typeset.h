/*
 * French spaces: a narrow one that does not break before ; ! ? and a full one
 * before : » … and after « (Lexique des règles typographiques en usage à
 * l'Imprimerie nationale). Texts are written with plain ones, which are easier to
 * keep; clients/web/src/typeset.ts does the same to the page's.
 */
#ifndef MODEL_TYPESET_H
#define MODEL_TYPESET_H

#include "base/attr.h"
#include "base/text.h"

/* What stands for the blank at `at`, which is in `text`; NULL where it stays:
 * between words, beside a link or an address, and where the mark begins
 * something else (":8443", "?page=2"). */
const char *typeset_blank(const char *text, const char *at);
/* Appends a text of some lines, each blank as above. What begins with a blank is
 * a line to be copied (a code, a command), and stays as it is. */
void typeset_french(const char *text, struct text *out);

#endif
