/*
 * The words of a vocabulary by what people type: beginnings of their labels, in
 * any language, case and accents aside.
 */
#ifndef WORK_WORD_SEARCH_H
#define WORK_WORD_SEARCH_H

#include <stddef.h>
#include "base/attr.h"
#include "config/config.h"

struct word_search;

/* An index of an attribute's words (config_attribute_list); `config` must outlive
 * it. */
struct word_search *
word_search_new(const struct config *config, size_t attribute) MUST_CHECK;
void word_search_free(struct word_search *search); /* NULL is allowed */

/* The places (in that list) of at most `max` words into out; how many.
 * First those of which a label, the path, its last part or the code is what was
 * typed, then those that begin so, but for the path, then those in which a later
 * word of the label does, each in the vocabulary's order. Nothing typed: the
 * first level, then the others. language: "en" or "fr", whose labels alone count,
 * or NULL. */
size_t word_search_find(const struct word_search *search, const char *typed,
    const char *language, size_t *out, size_t max) MUST_CHECK;

#endif
