/*
 * Keys of attributes and pools: see config/config_fields.h.
 */
#include "config/config_fields.h"

#include "base/memory.h"
#include "config/config_vocabulary.h"

#define KEYS_MAX 32

static void
config_fields_check_known(struct config_reader *r,
    const struct config_node *map, const struct config_field *rows,
    size_t count)
{
	const struct config_node *n;
	const char *keys[KEYS_MAX];
	size_t i;

	if (count > KEYS_MAX)
		die("%zu keys", count);
	for (i = 0; i < count; i++)
		keys[i] = rows[i].key;
	for (n = map->first; n != NULL; n = n->next) {
		for (i = 0; i < count; i++)
			if (strcmp(n->key, keys[i]) == 0)
				break;
		if (i == count)
			config_error_unknown(r->errors, n, keys, count);
	}
}

/* The default, read as if the operator had written it. */
static void
config_fields_read_fallback(struct config_reader *r,
    const struct config_node *map, const struct config_field *row, void *into)
{
	struct config_node *n = config_node_new(NULL, CONFIG_SCALAR,
	    memory_text(row->key), memory_text(row->fallback));

	n->line = map->line;
	n->column = map->column;
	row->read(r, n, into);
	config_node_free(n);
}

int
config_fields_read(struct config_reader *r, const struct config_node *map,
    const struct config_field *rows, size_t count, void *into)
{
	const struct config_node *n;
	size_t i;

	if (map->kind != CONFIG_MAP && !config_node_is_nothing(map)) {
		config_error_found(r->errors, map, "a map of keys");
		return -1;
	}
	config_fields_check_known(r, map, rows, count);
	for (i = 0; i < count; i++) {
		n = config_node_child(map, rows[i].key);
		if (n != NULL)
			rows[i].read(r, n, into);
		else if (rows[i].fallback != NULL)
			config_fields_read_fallback(r, map, &rows[i], into);
	}
	return 0;
}

bool
config_fields_is_name(struct config_reader *r, const struct config_node *entry)
{
	const char *s = entry->key;
	size_t n = strlen(s);

	if (n >= 1 && n <= CONFIG_NAME_MAX && s[0] >= 'a' && s[0] <= 'z' &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == n)
		return true;
	config_error_at_key(r->errors, entry,
	    "found this name, allowed: 1 to %d of a-z, 0-9, _ and -, from a "
	    "letter",
	    CONFIG_NAME_MAX);
	return false;
}

static void
config_fields_words(const struct config_field *row, struct text *out)
{
	const char *word;
	size_t i;

	for (i = 0; (word = row->word(i)) != NULL; i++)
		text_addf(out, "%s%s",
		    i == 0                     ? ""
		    : row->word(i + 1) == NULL ? " or "
					       : ", ",
		    word);
}

void
config_fields_allowed(const struct config_field *row, struct text *out)
{
	switch (row->kind) {
	case CONFIG_FIELD_TEXT:
		text_add(out, row->allowed);
		return;
	case CONFIG_FIELD_INT:
		text_addf(out, "a whole number from %lld to %lld",
		    (long long)row->min, (long long)row->max);
		return;
	case CONFIG_FIELD_NUMBER:
		if (row->min == row->max)
			text_add(out, "a number with at most three decimals");
		else
			text_addf(out, "a number from %lld to %lld",
			    (long long)row->min, (long long)row->max);
		return;
	case CONFIG_FIELD_BOOL:
		text_add(out, "true or false");
		return;
	case CONFIG_FIELD_WORD:
		config_fields_words(row, out);
		return;
	case CONFIG_FIELD_WORDS:
		text_add(out, "a list of ");
		config_fields_words(row, out);
		return;
	case CONFIG_FIELD_LABEL:
		text_add(out, "a text, or {en: …, fr: …}");
		return;
	case CONFIG_FIELD_VALUES:
		text_add(out, "a list of words; a map from word to label; or "
			      "the name of a vocabulary: ");
		config_vocabulary_names(out);
		return;
	case CONFIG_FIELD_RULES:
		text_add(out, "a list of rules, such as - share languages");
		return;
	case CONFIG_FIELD_ARMS:
		text_add(out, "two by name, such as {usual: {}, chance: "
			      "{serendipity: 1}}");
		return;
	case CONFIG_FIELD_TRIAL:
		text_add(out, "a map of its keys, name and arms among them");
		return;
	}
}

void
config_fields_reference(
    const struct config_field *rows, size_t count, struct text *out)
{
	size_t i;

	text_add(out, "| key | default | what it says |\n|---|---|---|\n");
	for (i = 0; i < count; i++) {
		text_addf(out, "| `%s` | ", rows[i].key);
		if (rows[i].fallback == NULL)
			text_add(out, "none");
		else
			text_addf(out, "`%s`", rows[i].fallback);
		text_addf(out, " | %s |\n", rows[i].help);
	}
	text_add(out, "\n");
}
