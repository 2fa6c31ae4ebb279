/*
 * How an attribute comes to its words: its own `values`, or those of another.
 */
#ifndef CONFIG_CONFIG_ATTRIBUTE_WORDS_H
#define CONFIG_CONFIG_ATTRIBUTE_WORDS_H

#include "config/config_fields.h"

/* An attribute while it is read. */
struct config_attribute_draft {
	struct attribute *attribute;
	struct config_attribute *info;
	const struct config_node *entry;
	/* Or NULL. */
	const struct config_node *values, *ideas, *same, *from, *to;
	bool is_broken;
};

/* Words to begin with where any is allowed. Says what is wrong with them, and
 * leaves the draft broken then. */
void config_attribute_words_ideas(
    struct config_reader *r, struct config_attribute_draft *draft);

/* Both seal the attribute, or leave the draft broken after saying why. */
void config_attribute_words_own(
    struct config_reader *r, struct config_attribute_draft *draft);
void config_attribute_words_borrow(struct config_reader *r,
    struct config_attribute_draft *draft,
    const struct config_attribute_draft *lender);

#endif
