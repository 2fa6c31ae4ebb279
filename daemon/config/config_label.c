/*
 * Labels: see config/config_label.h, and config_label_get in config/config.h.
 */
#include "config/config_label.h"

#include "base/memory.h"

#define LABEL_MAX 200 /* characters */

/* The last one of a word only. */
static const char *const languages[CONFIG_LANGUAGES + 1] = { "en", "fr",
	"code" };

static void
config_label_read_text(
    struct config_errors *e, const struct config_node *n, char **out)
{
	long length = -1;

	if (n->kind == CONFIG_SCALAR)
		length = text_utf8_length(n->text, strlen(n->text));
	if (length < 1 || length > LABEL_MAX || text_has_control(n->text, "") ||
	    text_has_disguise(n->text)) {
		config_error_found(
		    e, n, "a label of 1 to 200 characters in one line");
		return;
	}
	*out = memory_text(n->text);
}

void
config_label_read(struct config_errors *e, const struct config_node *n,
    bool is_word, struct config_label *out)
{
	const size_t keys = CONFIG_LANGUAGES + is_word;
	const struct config_node *child;
	size_t i;

	if (n->kind == CONFIG_LIST || config_node_is_nothing(n)) {
		config_error_found(e, n, "a label, or {en: …, fr: …}");
		return;
	}
	if (n->kind == CONFIG_SCALAR) {
		config_label_read_text(e, n, &out->text[0]);
		return;
	}
	for (child = n->first; child != NULL; child = child->next) {
		for (i = 0; i < keys; i++)
			if (strcmp(child->key, languages[i]) == 0)
				break;
		if (i == keys)
			config_error_unknown(e, child, languages, keys);
		else if (i == CONFIG_LANGUAGES)
			config_label_read_text(e, child, &out->code);
		else
			config_label_read_text(e, child, &out->text[i]);
	}
	if (n->first == NULL)
		config_error_found(e, n, "a label, or {en: …, fr: …}");
}

void
config_label_copy(const struct config_label *from, struct config_label *to)
{
	size_t i;

	for (i = 0; i < CONFIG_LANGUAGES; i++)
		to->text[i] = memory_text(from->text[i]);
	to->code = memory_text(from->code);
}

void
config_label_clear(struct config_label *label)
{
	size_t i;

	for (i = 0; i < CONFIG_LANGUAGES; i++) {
		free(label->text[i]);
		label->text[i] = NULL;
	}
	free(label->code);
	label->code = NULL;
}

const char *
config_label_text(const struct config_label *label, const char *language)
{
	size_t i;

	for (i = 0; i < CONFIG_LANGUAGES; i++)
		if (label->text[i] != NULL &&
		    strcmp(languages[i], language) == 0)
			return label->text[i];
	for (i = 0; i < CONFIG_LANGUAGES; i++)
		if (label->text[i] != NULL)
			return label->text[i];
	return NULL;
}

const char *
config_label_get(const struct config *c, size_t attribute, const char *word,
    const char *language)
{
	const struct config_list *ideas;
	const char *text = NULL;
	long i;

	if (attribute >= c->attribute_count)
		die("attribute %zu of %zu", attribute, c->attribute_count);
	ideas = &c->attribute_info[attribute].ideas;
	i = attribute_word_find(&c->attributes[attribute], word);
	if (i >= 0)
		text = config_label_text(
		    &c->attribute_info[attribute].labels[i], language);
	for (size_t k = 0; k < ideas->count; k++)
		if (strcmp(ideas->words[k], word) == 0)
			return config_title_get(
			    &ideas->labels[k], word, language);
	return text != NULL ? text : word;
}
