/*
 * The file as a tree: each value with its place, so that whatever is wrong
 * with it can be shown to the operator where it stands. The rest of the layer
 * reads this tree and knows nothing of YAML.
 */
#ifndef CONFIG_CONFIG_NODE_H
#define CONFIG_CONFIG_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/text.h"

#define CONFIG_DEPTH_MAX 16

enum config_node_kind { CONFIG_SCALAR, CONFIG_LIST, CONFIG_MAP };

struct config_node {
	enum config_node_kind kind;
	int line, column; /* from 1, in characters */
	char *text;       /* CONFIG_SCALAR; "" where nothing stands */
	bool quoted;      /* "" was written, and not nothing */
	bool is_default;  /* not of the file; see config/config_whole.h */
	int text_column;  /* of the text's first byte, where the file holds it
			     letter by letter in one line; else 0 */
	char *source;     /* what the file holds for the text, from this line
			     and source_column on, where text_column is 0 */
	int source_column;
	char *key; /* where the parent is a map */
	int key_line, key_column;
	size_t index; /* among its siblings, from 0 */
	struct config_node *parent, *first, *last, *next;
};

/* A child of `parent` (NULL: a root). Takes `key` and `text` (malloc). */
struct config_node *config_node_new(struct config_node *parent,
    enum config_node_kind kind, char *key, char *text) MUST_CHECK;
/* All of `n`, with its key, as a child of `parent`; places are left out. */
struct config_node *
config_node_copy(struct config_node *parent, const struct config_node *n);
void config_node_free(struct config_node *root);

/* The value under a key of a map, or NULL; also for NULL and for what is no
 * map. */
const struct config_node *
config_node_child(const struct config_node *map, const char *key);
size_t config_node_count(const struct config_node *n);
/* Nothing was written: `key:`, which also stands for an empty map or list. */
bool config_node_is_nothing(const struct config_node *n);

/* "pools.weekly.require[2]" (lists count from 1), "file" for the root. */
void config_node_path(const struct config_node *n, struct text *out);
/* What an error says was found: "\"abc\"", "nothing", "a list", "a map". */
void config_node_found(const struct config_node *n, struct text *out);
/* Text of the file as an error may show it: cut after 60 characters, control
 * characters escaped. */
void config_node_escape(const char *s, struct text *out);

#endif
