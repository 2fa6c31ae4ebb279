/*
 * Themes from the file: see config/config_themes.h.
 */
#include "config/config_themes.h"

#include "config/config_scalar.h"

/* One word of the list, or what else could be meant. */
static void
config_themes_read_one(struct config_reader *r, const struct config_node *n,
    enum prompt_theme themes[THEME_COUNT], size_t *count)
{
	const char *words[THEME_COUNT];
	size_t i;

	for (i = 0; i < THEME_COUNT; i++)
		words[i] = prompts_theme_word((enum prompt_theme)i);
	if (config_scalar_word(r->errors, n, words, THEME_COUNT, &i) != 0)
		return;
	for (size_t k = 0; k < *count; k++)
		if (themes[k] == (enum prompt_theme)i) {
			config_error_found(
			    r->errors, n, "each theme once in the list");
			return;
		}
	themes[(*count)++] = (enum prompt_theme)i;
}

void
config_themes_read(struct config_reader *r, const struct config_node *list,
    enum prompt_theme themes[THEME_COUNT], size_t *count)
{
	const struct config_node *n;

	if (list->kind != CONFIG_LIST) {
		config_error_found(r->errors, list,
		    "a list of themes, such as [beginnings, places]");
		return;
	}
	for (n = list->first; n != NULL; n = n->next)
		config_themes_read_one(r, n, themes, count);
}

const char *
config_themes_word(size_t i)
{
	return i < THEME_COUNT ? prompts_theme_word((enum prompt_theme)i)
			       : NULL;
}
