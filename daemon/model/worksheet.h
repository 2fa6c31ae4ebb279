/*
 * The blanks of a worksheet, as questions, for people who ask and offer.
 */
#ifndef MODEL_WORKSHEET_H
#define MODEL_WORKSHEET_H

#include <stddef.h>
#include "base/text.h"

#define WORKSHEET_QUESTIONS 3

/* Appends it: in French for "fr", in English for any other language. */
void worksheet_question(size_t i, const char *language, struct text *out);

#endif
