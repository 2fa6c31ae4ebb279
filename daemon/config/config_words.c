/*
 * Words and labels of an attribute: see config/config_words.h. What a word may
 * look like follows from where it stands later: `;` separates values, a tab the
 * facts of a reason, `/` the levels of a path.
 */
#include "config/config_words.h"

#include "base/memory.h"
#include "config/config_label.h"
#include "config/config_vocabulary.h"
#include "config/config_yaml.h"

/* Why a word cannot be one: what is allowed instead, or NULL. */
static const char *
config_words_check(const char *word, bool is_tree)
{
	size_t n = strlen(word);
	size_t most =
	    is_tree ? ATTRIBUTE_PATH_BYTES_MAX : ATTRIBUTE_WORD_BYTES_MAX;

	if (n == 0 || n > most || text_has_control(word, "") ||
	    text_has_disguise(word))
		return is_tree ? "a path of 1 to 2000 bytes without control or "
				 "invisible characters"
			       : "a word of 1 to 200 bytes without control or "
				 "invisible characters";
	if (word[0] == ' ' || word[n - 1] == ' ')
		return "a word without blanks around it";
	if (strchr(word, ';') != NULL)
		return "a word without ; which separates values";
	if (is_tree && (word[0] == '/' || word[n - 1] == '/' ||
			   strstr(word, "//") != NULL))
		return "a path such as health/nurse, with no empty level";
	return NULL;
}

static void
config_words_add(
    struct config_words *w, const char *word, const struct config_node *n)
{
	w->words[w->count] = memory_text(word);
	w->nodes[w->count] = n;
	w->count++;
}

static void
config_words_from_list(struct config_errors *e, const struct config_node *list,
    bool is_tree, struct config_words *w)
{
	const struct config_node *n;
	const char *allowed;

	for (n = list->first; n != NULL; n = n->next) {
		allowed = n->kind != CONFIG_SCALAR
			      ? "a word; labels go into a map, word: label"
			      : config_words_check(n->text, is_tree);
		if (allowed != NULL)
			config_error_found(e, n, "%s", allowed);
		else
			config_words_add(w, n->text, n);
	}
}

static void
config_words_from_map(struct config_errors *e, const struct config_node *map,
    bool is_tree, struct config_words *w)
{
	const struct config_node *n;
	const char *allowed;

	for (n = map->first; n != NULL; n = n->next) {
		allowed = config_words_check(n->key, is_tree);
		if (allowed != NULL) {
			config_error_at_key(
			    e, n, "found this word, allowed: %s", allowed);
			continue;
		}
		if (!config_node_is_nothing(n))
			config_label_read(e, n, true, &w->labels[w->count]);
		config_words_add(w, n->key, n);
	}
}

static int
config_words_compare(const void *a, const void *b)
{
	const struct config_node *x = *(const struct config_node *const *)a;
	const struct config_node *y = *(const struct config_node *const *)b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : x->index < y->index ? -1 : 1;
}

/* A map has no key twice; a list may have a word twice. */
static void
config_words_check_once(struct config_errors *e, const struct config_words *w)
{
	const struct config_node **sorted;
	size_t i;

	sorted = memory_new(w->count, sizeof(*sorted));
	for (i = 0; i < w->count; i++)
		sorted[i] = w->nodes[i];
	if (w->count > 1)
		qsort(sorted, w->count, sizeof(*sorted), config_words_compare);
	for (i = 1; i < w->count; i++)
		if (strcmp(sorted[i - 1]->text, sorted[i]->text) == 0)
			config_error_found(e, sorted[i],
			    "each word once (also in line %d)",
			    sorted[i - 1]->line);
	free(sorted);
}

/* A vocabulary is part of the program: a mistake in it is ours. */
static struct config_node *
config_words_vocabulary(const char *name)
{
	const struct config_vocabulary *v = config_vocabulary_find(name);
	struct config_errors e = { .file = name };
	struct text text = { 0 };
	struct config_node *root;

	if (v == NULL)
		return NULL;
	root = config_yaml_read(v->bytes, v->len, &e);
	if (root == NULL || e.count > 0) {
		config_error_write(&e, &text);
		die("vocabulary %s", text_get(&text));
	}
	return root;
}

int
config_words_read(struct config_errors *e, const struct config_node *n,
    bool is_tree, struct config_words *out)
{
	struct text names = { 0 };
	size_t before = e->count, count;

	*out = (struct config_words){ 0 };
	if (n->kind == CONFIG_SCALAR) {
		out->vocabulary = config_words_vocabulary(n->text);
		if (out->vocabulary == NULL) {
			config_vocabulary_names(&names);
			config_error_found(e, n,
			    "a list of words, a map word: label, or a "
			    "vocabulary (%s)",
			    text_get(&names));
			text_clear(&names);
			return -1;
		}
		n = out->vocabulary;
	}
	count = config_node_count(n);
	if (count == 0 || count > CONFIG_WORDS_MAX) {
		config_error_at(e, n, "found %zu words, allowed: 1 to %d",
		    count, CONFIG_WORDS_MAX);
		return -1;
	}
	out->words = memory_new(count, sizeof(*out->words));
	out->labels = memory_new(count, sizeof(*out->labels));
	out->nodes = memory_new(count, sizeof(*out->nodes));
	if (n->kind == CONFIG_MAP) {
		config_words_from_map(e, n, is_tree, out);
	} else {
		config_words_from_list(e, n, is_tree, out);
		config_words_check_once(e, out);
	}
	return e->count == before ? 0 : -1;
}

void
config_words_clear(struct config_words *w)
{
	size_t i;

	for (i = 0; i < w->count && w->words != NULL; i++)
		free(w->words[i]);
	for (i = 0; i < w->count && w->labels != NULL; i++)
		config_label_clear(&w->labels[i]);
	free(w->words);
	free(w->labels);
	free(w->nodes);
	config_node_free(w->vocabulary);
	*w = (struct config_words){ 0 };
}
