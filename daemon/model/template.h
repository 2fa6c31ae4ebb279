/*
 * Templates: texts with {words} to fill in and [one|many] forms to choose
 * from. Letters and sentences are written with them; the texts themselves are
 * ours (letters.def, sentences.def), so that a mistake in one is a bug and
 * ends the process in its first test.
 */
#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H

#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"

struct template_word {
	const char *name; /* NULL ends the list */
	const char *value;
};

/*
 * Appends the text to *out. {name} becomes the word's value, which is not
 * looked into; {n} the count; [a|b] becomes a where the count is one, else b
 * (in French, zero is one too, but a count of zero is never shown). Blanks that
 * French has before its marks do not break (model/typeset.h); English has none.
 */
void template_fill(const char *template, const struct template_word *words,
    int64_t count, struct text *out);
/* The same for a text without forms, in which [, | and ] and blanks are
 * themselves. */
void template_fill_words(
    const char *template, const struct template_word *words, struct text *out);

#endif
