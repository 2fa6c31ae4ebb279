/*
 * The language of a client's texts. They stand in the code in English, and in
 * clients/language/ in the others, which gettext finds: `_("text")` is the
 * text in the language of whoever reads it. In a table it is N_("text"), and
 * `_` stands where it is printed. The test `texts` names what is missing.
 */
#ifndef LINK_LANGUAGE_H
#define LINK_LANGUAGE_H

#include <stdbool.h>

/* Sets the language, "en" or "fr": `wanted`, or where that is NULL the one of
 * LC_ALL, LC_MESSAGES or LANG. Before it is called, texts are English. false
 * where there is no such language. Also sets the locale. */
bool language_set(const char *wanted);
/* "en" or "fr". */
const char *language_get(void);
/* The text in it; "" stays "". Borrowed. */
const char *language_text(const char *text) __attribute__((format_arg(1)));
/* The terminal's characters are UTF-8. */
bool language_is_utf8(void);
/* They are bytes of another kind, as Latin-1: there the bytes of UTF-8 are letters
 * that nobody wrote, and controls; our own texts are without accents then. (Where it
 * is ASCII nobody has said what they are, and nearly always they are UTF-8.) */
bool language_is_narrow(void);

#define _(text) language_text(text)
#define N_(text) (text)

#endif
