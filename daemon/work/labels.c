/*
 * Labels: see work/labels.h.
 */
#include "work/labels.h"
#include "base/memory.h"

static const char *
on_title(void *arg, const char *attribute, const char *language)
{
	const struct config *config = arg;
	int at = config_attribute_find(config, attribute);

	return at < 0 ? attribute
		      : config_title_get(&config->attribute_info[at].title,
			    attribute, language);
}

static const char *
on_word(
    void *arg, const char *attribute, const char *word, const char *language)
{
	const struct config *config = arg;
	int at = config_attribute_find(config, attribute);

	return at < 0 ? word
		      : config_label_get(config, (size_t)at, word, language);
}

static bool
on_shown(void *arg, const char *attribute)
{
	const struct config *config = arg;
	int at = config_attribute_find(config, attribute);

	return at >= 0 && config->attribute_info[at].shown;
}

struct sentence_labels
labels_of(const struct config *config)
{
	/* Only read through. */
	return (struct sentence_labels){ on_title, on_word, on_shown,
		(void *)(uintptr_t)config };
}

void
labels_profile(const struct config *config, const struct member_value *values,
    size_t count, const char *language, struct text *out)
{
	for (size_t i = 0; i < count; i++) {
		int at = config_attribute_find(config, values[i].attribute);
		char *copy, *rest, *word, *between = " ";

		if (at < 0 || !config->attribute_info[at].shown ||
		    config->attributes[at].type == ATTRIBUTE_HOURS)
			continue;
		text_addf(out, "%s:",
		    config_title_get(&config->attribute_info[at].title,
			values[i].attribute, language));
		rest = copy = memory_text(values[i].value);
		while ((word = text_split(&rest, ";")) != NULL) {
			text_addf(out, "%s%s", between,
			    config_label_get(
				config, (size_t)at, word, language));
			between = ", ";
		}
		text_add(out, "\n");
		free(copy);
	}
}
