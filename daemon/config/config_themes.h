/*
 * A list of themes for prompts, as pools and the arms of experiments have it.
 */
#ifndef CONFIG_CONFIG_THEMES_H
#define CONFIG_CONFIG_THEMES_H

#include "config/config_fields.h"

/* Appends what the list names; says what is none, or is there twice. */
void config_themes_read(struct config_reader *r, const struct config_node *list,
    enum prompt_theme themes[THEME_COUNT], size_t *count);
/* The word of the theme of that number; NULL behind the last. */
const char *config_themes_word(size_t i);

#endif
