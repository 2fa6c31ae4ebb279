/*
 * What is wrong with the file: see config/config_error.h.
 */
#include "config/config_error.h"

#include <stdarg.h>
#include "base/memory.h"

struct config_error {
	int line, column;
	size_t order; /* as found, for those of one place */
	char *text;   /* "key: sentence" */
};

/* Takes `text`. */
static void
config_error_keep(struct config_errors *e, int line, int column, char *text)
{
	if (e->count == e->cap) {
		e->cap = e->cap == 0 ? 16 : e->cap * 2;
		e->list = memory_grow(e->list, e->cap, sizeof(*e->list));
	}
	e->list[e->count] = (struct config_error){
		.line = line < 1 ? 1 : line,
		.column = column < 1 ? 1 : column,
		.order = e->count,
		.text = text,
	};
	e->count++;
}

void
config_error_add(struct config_errors *e, int line, int column, const char *key,
    const char *fmt, ...)
{
	struct text t = { 0 };
	va_list ap;

	text_addf(&t, "%s: ", key);
	va_start(ap, fmt);
	text_addvf(&t, fmt, ap);
	va_end(ap);
	config_error_keep(e, line, column, text_take(&t));
}

void
config_error_at(
    struct config_errors *e, const struct config_node *n, const char *fmt, ...)
{
	struct text t = { 0 };
	va_list ap;

	config_node_path(n, &t);
	text_add(&t, ": ");
	va_start(ap, fmt);
	text_addvf(&t, fmt, ap);
	va_end(ap);
	config_error_keep(e, n->line, n->column, text_take(&t));
}

void
config_error_at_key(
    struct config_errors *e, const struct config_node *n, const char *fmt, ...)
{
	struct text t = { 0 };
	va_list ap;

	config_node_path(n, &t);
	text_add(&t, ": ");
	va_start(ap, fmt);
	text_addvf(&t, fmt, ap);
	va_end(ap);
	config_error_keep(e, n->key_line, n->key_column, text_take(&t));
}

void
config_error_found(
    struct config_errors *e, const struct config_node *n, const char *fmt, ...)
{
	struct text t = { 0 };
	va_list ap;

	config_node_path(n, &t);
	text_add(&t, ": found ");
	config_node_found(n, &t);
	text_add(&t, ", allowed: ");
	va_start(ap, fmt);
	text_addvf(&t, fmt, ap);
	va_end(ap);
	config_error_keep(e, n->line, n->column, text_take(&t));
}

void
config_error_missing(struct config_errors *e, const struct config_node *map,
    const char *key, const char *allowed)
{
	struct text path = { 0 };

	if (map->parent != NULL) {
		config_node_path(map, &path);
		text_add(&path, ".");
	}
	text_add(&path, key);
	config_error_add(e, map->key != NULL ? map->key_line : map->line,
	    map->key != NULL ? map->key_column : map->column, text_get(&path),
	    "missing, allowed: %s", allowed);
	text_clear(&path);
}

void
config_error_unknown(struct config_errors *e, const struct config_node *n,
    const char *const *keys, size_t count)
{
	const char *near = config_error_nearest(n->key, keys, count);
	struct text allowed = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		text_addf(&allowed, "%s%s", i > 0 ? ", " : "", keys[i]);
	if (near != NULL)
		config_error_at_key(e, n,
		    "found an unknown key, did you mean %s? allowed: %s", near,
		    text_get(&allowed));
	else
		config_error_at_key(e, n, "found an unknown key, allowed: %s",
		    text_get(&allowed));
	text_clear(&allowed);
}

const char *
config_error_nearest(const char *found, const char *const *words, size_t count)
{
	const char *best = NULL;
	unsigned least, d;
	size_t i, length = strlen(found);

	/* Further than a third of the word apart is another word. */
	least = length < 4 ? 2 : length < 9 ? 3 : 4;
	for (i = 0; i < count; i++) {
		d = text_distance(found, words[i]);
		if (d < least) {
			least = d;
			best = words[i];
		}
	}
	return best;
}

static int
config_error_compare(const void *a, const void *b)
{
	const struct config_error *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

void
config_error_write(struct config_errors *e, struct text *out)
{
	const struct config_error *x;
	size_t i;

	if (e->count > 1)
		qsort(
		    e->list, e->count, sizeof(*e->list), config_error_compare);
	for (i = 0; i < e->count; i++) {
		x = &e->list[i];
		text_addf(out, "%s:%d:%d: %s\n", e->file, x->line, x->column,
		    x->text);
	}
}

void
config_error_clear(struct config_errors *e)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		free(e->list[i].text);
	free(e->list);
	e->list = NULL;
	e->count = e->cap = 0;
}
