/*
 * Reasons as sentences. The engine gives facts as tab-separated lines (see
 * pairing/draw.h); here they become what a person reads, in English or French,
 * with the operator's labels.
 */
#ifndef MODEL_SENTENCE_H
#define MODEL_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"

struct sentence_labels {
	/* The title of an attribute, and the label of one of its words; both
	 * never NULL (the word itself where there is no label). */
	const char *(*title)(
	    void *arg, const char *attribute, const char *language);
	const char *(*word)(void *arg, const char *attribute, const char *word,
	    const char *language);
	/* Whether partners may see the attribute's values. */
	bool (*is_shown)(void *arg, const char *attribute);
	void *arg;
};

/* One sentence per line of `facts`, in order; unknown facts are left out. Each
 * is added through `add`. `subjective` says "you" (the reader is one of the
 * group, and facts with values that partners may not see are left out), else
 * "they". */
void sentence_write(const char *facts, const char *language, int subjective,
    const struct sentence_labels *labels,
    void (*add)(void *arg, const char *sentence), void *arg);

#endif
