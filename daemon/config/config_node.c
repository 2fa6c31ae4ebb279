/*
 * The tree of the operator's file: see config/config_node.h. Nothing here
 * calls itself, so that no file, however deep, can exhaust the stack.
 */
#include "config/config_node.h"

#include "base/memory.h"

#define SHOWN_MAX 60 /* characters of a value in an error */

struct config_node *
config_node_new(struct config_node *parent, enum config_node_kind kind,
    char *key, char *text)
{
	struct config_node *n = memory_new(1, sizeof(*n));

	n->kind = kind;
	n->key = key;
	n->text = text;
	n->parent = parent;
	if (parent == NULL)
		return n;
	if (parent->last != NULL) {
		n->index = parent->last->index + 1;
		parent->last->next = n;
	} else {
		parent->first = n;
	}
	parent->last = n;
	return n;
}

struct config_node *
config_node_copy(struct config_node *parent, const struct config_node *n)
{
	const struct config_node *at = n;
	struct config_node *into = parent, *top = NULL, *made;

	for (;;) {
		made = config_node_new(into, at->kind,
		    at->key == NULL ? NULL : memory_text(at->key),
		    at->text == NULL ? NULL : memory_text(at->text));
		made->quoted = at->quoted;
		if (top == NULL)
			top = made;
		if (at->first != NULL) {
			into = made;
			at = at->first;
			continue;
		}
		for (; at != n && at->next == NULL; at = at->parent)
			into = into->parent;
		if (at == n)
			return top;
		at = at->next;
	}
}

void
config_node_free(struct config_node *root)
{
	struct config_node *n = root, *up;

	while (n != NULL) {
		if (n->first != NULL) {
			up = n;
			n = n->first;
			up->first = n->next;
			continue;
		}
		up = n == root ? NULL : n->parent;
		free(n->key);
		free(n->text);
		free(n->source);
		free(n);
		n = up;
	}
}

const struct config_node *
config_node_child(const struct config_node *map, const char *key)
{
	const struct config_node *n;

	if (map == NULL || map->kind != CONFIG_MAP)
		return NULL;
	for (n = map->first; n != NULL; n = n->next)
		if (strcmp(n->key, key) == 0)
			return n;
	return NULL;
}

size_t
config_node_count(const struct config_node *n)
{
	return n->last == NULL ? 0 : n->last->index + 1;
}

bool
config_node_is_nothing(const struct config_node *n)
{
	return n->kind == CONFIG_SCALAR && n->text[0] == '\0' && !n->quoted;
}

void
config_node_path(const struct config_node *n, struct text *out)
{
	const struct config_node *way[CONFIG_DEPTH_MAX + 2];
	size_t depth = 0;

	for (; n->parent != NULL; n = n->parent) {
		if (depth == COUNT_OF(way))
			die("a tree deeper than it may be");
		way[depth++] = n;
	}
	if (depth == 0)
		text_add(out, "file");
	while (depth > 0) {
		n = way[--depth];
		if (n->parent->kind == CONFIG_LIST) {
			text_addf(out, "[%zu]", n->index + 1);
			continue;
		}
		if (n->parent->parent != NULL)
			text_add(out, ".");
		config_node_escape(n->key, out);
	}
}

void
config_node_found(const struct config_node *n, struct text *out)
{
	if (n->kind == CONFIG_LIST) {
		text_add(out, "a list");
	} else if (n->kind == CONFIG_MAP) {
		text_add(out, "a map");
	} else if (config_node_is_nothing(n)) {
		text_add(out, "nothing");
	} else {
		text_add(out, "\"");
		config_node_escape(n->text, out);
		text_add(out, "\"");
	}
}

void
config_node_escape(const char *s, struct text *out)
{
	const unsigned char *p = (const unsigned char *)s;
	int shown = 0;

	for (; *p != '\0'; p++) {
		if ((*p & 0xc0) != 0x80 && shown++ == SHOWN_MAX) {
			text_add(out, "…");
			return;
		}
		if (*p == '\n') {
			text_add(out, "\\n");
		} else if (*p < 0x20 || *p == 0x7f) {
			text_addf(out, "\\x%02x", *p);
		} else if (*p == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0) {
			text_addf(out, "\\x%02x", *++p); /* a C1 control */
		} else {
			text_add_n(out, (const char *)p, 1);
		}
	}
}
