/*
 * Words of a vocabulary as spreadsheets have them: the word, its label in any
 * language, its code, or the last part of its path, whatever the case, accents
 * and hyphens.
 */
#ifndef WORK_IMPORT_WORDS_H
#define WORK_IMPORT_WORDS_H

#include "base/fault.h"
#include "base/text.h"
#include "config/config.h"

struct import_words;

/* Makes an attribute's index when it is first asked for; `config` must outlive
 * it. */
struct import_words *import_words_new(const struct config *config) MUST_CHECK;
void import_words_free(struct import_words *words); /* NULL is allowed */

/* A cell as a value for profile_value (work/profile.h), into *out. Tags of a
 * vocabulary are separated by semicolons or, where a word has none of its own, by
 * commas; free ones by commas, too, if `by_comma`. -1 with what was found, and the
 * nearest or all that is allowed. */
int import_words_value(struct import_words *words, size_t attribute,
    const char *cell, bool by_comma, struct text *out,
    struct fault *why) MUST_CHECK;

#endif
