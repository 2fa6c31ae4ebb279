/*
 * What people read in place of the operator's short words: one text, or one
 * per language.
 */
#ifndef CONFIG_CONFIG_LABEL_H
#define CONFIG_CONFIG_LABEL_H

#include "config/config.h"
#include "config/config_error.h"
#include "config/config_node.h"

/* From `Nurse` or `{en: Nurse, fr: Infirmière}`; of a word also with its code in
 * a classification, `code: "0913"`. */
void config_label_read(struct config_errors *e, const struct config_node *n,
    bool is_word, struct config_label *out);
void
config_label_copy(const struct config_label *from, struct config_label *to);
void config_label_clear(struct config_label *label);
/* The text for a language, else English, else any, else NULL. */
const char *
config_label_text(const struct config_label *label, const char *language);

#endif
