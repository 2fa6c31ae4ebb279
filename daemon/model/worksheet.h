/*
 * The blanks of a worksheet, as questions, for people who ask and offer.
 */
#ifndef MODEL_WORKSHEET_H
#define MODEL_WORKSHEET_H

#include <stddef.h>
#include "base/attr.h"

#define WORKSHEET_QUESTIONS 3

/* Language "fr", or anything else for English. */
const char *worksheet_question(size_t i, const char *language);

#endif
