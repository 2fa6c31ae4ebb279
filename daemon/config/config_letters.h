/*
 * `letters.templates`: a folder of letters in the operator's own words, one file
 * each, KIND.LANGUAGE.txt; see model/letter_texts.h.
 */
#ifndef CONFIG_CONFIG_LETTERS_H
#define CONFIG_CONFIG_LETTERS_H

#include "config/config_fields.h"

/* Reads the folder that the configuration names, after the keys; `n` is where it
 * does, NULL where it does not. Files that begin with a dot are left out. */
void config_letters_read(struct config_reader *r, const struct config_node *n);

#endif
