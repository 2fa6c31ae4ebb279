/*
 * Reasons for readers: see clients/draw/why.h.
 */
#include "clients/draw/why.h"

#include "base/memory.h"
#include "model/sentence.h"

#define LANGUAGE "en"

static const char *
title_of(void *arg, const char *attribute, const char *language)
{
	const struct config *config = arg;
	int i = config_attribute_find(config, attribute);

	return i < 0 ? attribute
		     : config_title_get(&config->attribute_info[i].title,
			   attribute, language);
}

static const char *
word_of(
    void *arg, const char *attribute, const char *word, const char *language)
{
	const struct config *config = arg;
	int i = config_attribute_find(config, attribute);

	return i < 0 ? word
		     : config_label_get(config, (size_t)i, word, language);
}

static void
add_line(void *arg, const char *sentence)
{
	text_addf(arg, "%s\n", sentence);
}

/* "share <hours> mon 12-13;thu 9-11": the daemon shows hours apart, each in
 * its member's zone; a file has one zone, whichever it is. */
static bool
add_hours(const char *line, const struct config *config, struct text *out)
{
	char *copy = memory_text(line), *rest = copy, *verb, *name, *hours;
	bool is_hours;
	int i;

	verb = text_split(&rest, "\t");
	name = text_split(&rest, "\t");
	hours = rest;
	i = name == NULL ? -1 : config_attribute_find(config, name);
	is_hours = i >= 0 && hours != NULL && strcmp(verb, "share") == 0 &&
		   config->attributes[i].type == ATTRIBUTE_HOURS;
	for (const char *between = "They are all free: ";
	     is_hours && (name = text_split(&hours, ";")) != NULL;
	     between = ", ")
		text_addf(out, "%s%s", between, name);
	if (is_hours)
		text_add(out, ".\n");
	free(copy);
	return is_hours;
}

static void
add_sentence(const char *line, const struct config *config, struct text *out)
{
	const struct sentence_labels labels = {
		.title = title_of,
		.word = word_of,
		.arg = (void *)(uintptr_t)config,
	};

	if (!add_hours(line, config, out))
		sentence_write(line, LANGUAGE, 0, &labels, add_line, out);
}

void
why_write(const char *facts, const struct config *config, bool is_explained,
    struct text *out)
{
	char *copy = memory_text(facts), *rest = copy, *line;

	while ((line = text_split(&rest, "\n")) != NULL) {
		if (line[0] == '\0')
			continue;
		if (is_explained) {
			add_sentence(line, config, out);
			continue;
		}
		for (char *tab = line; (tab = strchr(tab, '\t')) != NULL;)
			*tab = ' ';
		add_line(out, line);
	}
	free(copy);
}
