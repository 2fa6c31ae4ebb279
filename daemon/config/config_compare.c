/*
 * What a reload would change: see config_compare in config/config.h. Both
 * snapshots become rows, one for each value, sorted by key; then they are merged.
 */
#include "config/config.h"

#include "base/memory.h"
#include "config/config_hosts.h"
#include "config/config_keys.h"
#include "config/config_whole.h"

#define ENTRY "defined" /* the value of a whole attribute or pool */

struct row {
	char *key;
	const char *value; /* borrowed from the tree */
	size_t order;      /* in the file */
	bool is_item;      /* of the list whose key this is */
};

struct rows {
	struct row *list;
	size_t count, cap;
	struct config_node *tree;
};

static void
rows_add(struct rows *rows, const struct config_node *n, const char *value)
{
	bool is_item = n->parent->kind == CONFIG_LIST && n->kind != CONFIG_MAP;
	struct text key = { 0 };

	if (rows->count == rows->cap) {
		rows->cap = rows->cap == 0 ? 256 : rows->cap * 2;
		rows->list =
		    memory_grow(rows->list, rows->cap, sizeof(*rows->list));
	}
	config_node_path(is_item ? n->parent : n, &key);
	rows->list[rows->count] = (struct row){ .key = text_take(&key),
		.value = value,
		.order = rows->count,
		.is_item = is_item };
	rows->count++;
}

/* A section of things with names. */
static bool
has_entries(const char *section)
{
	static const char *const sections[] = { "attributes", "pools",
		"webhooks" };

	for (size_t i = 0; i < COUNT_OF(sections); i++)
		if (strcmp(section, sections[i]) == 0)
			return true;
	return false;
}

/* An attribute, a pool or a webhook, as a whole. */
static bool
is_entry(const struct config_node *n)
{
	return n->parent != NULL && n->parent->parent != NULL &&
	       n->parent->parent->parent == NULL && has_entries(n->parent->key);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static int
compare(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int by_key = compare_keys(x, y);

	return by_key != 0 ? by_key : x->order < y->order ? -1 : 1;
}

static void
rows_make(struct rows *rows, const struct config *c)
{
	const struct config_node *n;

	*rows = (struct rows){ .tree = config_whole(c) };
	for (n = rows->tree->first; n != NULL;) {
		if (is_entry(n))
			rows_add(rows, n, ENTRY);
		else if (n->first == NULL && n->kind == CONFIG_SCALAR)
			rows_add(rows, n, n->text);
		if (n->first != NULL) {
			n = n->first;
			continue;
		}
		while (n != rows->tree && n->next == NULL)
			n = n->parent;
		n = n == rows->tree ? NULL : n->next;
	}
	if (rows->count > 0)
		qsort(rows->list, rows->count, sizeof(*rows->list), compare);
}

static void
rows_clear(struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->list[i].key);
	free(rows->list);
	config_node_free(rows->tree);
}

/* --- the merge ------------------------------------------------------------ */

struct merge {
	struct config_changes *out;
	size_t cap;
};

static bool
needs_restart(const char *key)
{
	const struct config_key *row = config_keys_find(key);

	return row != NULL ? row->reload == RESTART
			   : strcmp(key, CONFIG_HOSTS_KEY) == 0;
}

static void
merge_add(
    struct merge *m, const char *key, const char *before, const char *after)
{
	struct config_changes *out = m->out;

	if (out->count == m->cap) {
		m->cap = m->cap == 0 ? 16 : m->cap * 2;
		out->list = memory_grow(out->list, m->cap, sizeof(*out->list));
	}
	out->list[out->count++] = (struct config_change){
		.key = memory_text(key),
		.before = before == NULL ? NULL : memory_text(before),
		.after = after == NULL ? NULL : memory_text(after),
		.needs_restart = needs_restart(key),
	};
}

/* How many rows from `at` on have its key. */
static size_t
run_of(const struct rows *rows, size_t at)
{
	size_t n = 1;

	while (at + n < rows->count &&
	       strcmp(rows->list[at + n].key, rows->list[at].key) == 0)
		n++;
	return n;
}

static int
compare_values(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return strcmp(x->value, y->value);
}

static struct row *
sorted_by_value(const struct row *rows, size_t count)
{
	struct row *copy = memory_new(count + 1, sizeof(*copy));

	if (count > 0) {
		memcpy(copy, rows, count * sizeof(*copy));
		qsort(copy, count, sizeof(*copy), compare_values);
	}
	return copy;
}

/* Items of one list that the other has not, or not so often. */
static void
merge_items(struct merge *m, const struct row *a, size_t a_count,
    const struct row *b, size_t b_count)
{
	struct row *x = sorted_by_value(a, a_count),
		   *y = sorted_by_value(b, b_count);
	size_t i = 0, k = 0;

	while (i < a_count || k < b_count) {
		int order = i == a_count   ? 1
			    : k == b_count ? -1
					   : strcmp(x[i].value, y[k].value);

		if (order < 0)
			merge_add(m, x[i].key, x[i].value, NULL);
		else if (order > 0)
			merge_add(m, y[k].key, NULL, y[k].value);
		i += order <= 0;
		k += order >= 0;
	}
	free(x);
	free(y);
}

static char *
joined(const struct row *rows, size_t count)
{
	struct text t = { 0 };

	for (size_t i = 0; i < count; i++)
		text_addf(&t, "%s%s", i > 0 ? ", " : "", rows[i].value);
	return text_take(&t);
}

/* Two lists: what is missing of either; or, of the same items, another order. */
static void
merge_lists(struct merge *m, const struct row *a, size_t a_count,
    const struct row *b, size_t b_count)
{
	size_t before = m->out->count, i;
	char *was, *is;

	merge_items(m, a, a_count, b, b_count);
	if (m->out->count > before)
		return;
	for (i = 0; i < a_count && strcmp(a[i].value, b[i].value) == 0; i++)
		;
	if (i == a_count)
		return;
	was = joined(a, a_count);
	is = joined(b, b_count);
	merge_add(m, a->key, was, is);
	free(was);
	free(is);
}

/* Whether the key is below an attribute or pool that the others have not, which is
 * said once, by its own row. */
static bool
is_below_missing(const struct rows *others, const char *key)
{
	size_t section = strcspn(key, "."), n;
	char *name = memory_text_n(key, section);
	bool is_inside = has_entries(name);
	struct row entry = { .order = 0 }, *found;

	free(name);
	if (!is_inside || key[section] == '\0')
		return false;
	n = section + 1 + strcspn(key + section + 1, ".[");
	if (key[n] == '\0')
		return false;
	entry.key = memory_text_n(key, n);
	/* Its own is the only row of this key. */
	found = others->count == 0
		    ? NULL
		    : bsearch(&entry, others->list, others->count,
			  sizeof(entry), compare_keys);
	free(entry.key);
	return found == NULL;
}

static size_t
merge_alone(struct merge *m, const struct rows *rows, size_t at,
    const struct rows *others, bool is_before)
{
	size_t next = at + run_of(rows, at);

	if (!is_below_missing(others, rows->list[at].key))
		for (size_t i = at; i < next; i++)
			merge_add(m, rows->list[i].key,
			    is_before ? rows->list[i].value : NULL,
			    is_before ? NULL : rows->list[i].value);
	return next;
}

void
config_compare(const struct config *now, const struct config *next,
    struct config_changes *out)
{
	struct merge m = { .out = out };
	struct rows a, b;
	size_t i = 0, k = 0;

	*out = (struct config_changes){ 0 };
	rows_make(&a, now);
	rows_make(&b, next);
	while (i < a.count || k < b.count) {
		int order = i == a.count ? 1
			    : k == b.count
				? -1
				: strcmp(a.list[i].key, b.list[k].key);
		size_t an, bn;

		if (order < 0) {
			i = merge_alone(&m, &a, i, &b, true);
			continue;
		}
		if (order > 0) {
			k = merge_alone(&m, &b, k, &a, false);
			continue;
		}
		an = run_of(&a, i);
		bn = run_of(&b, k);
		if (a.list[i].is_item || b.list[k].is_item)
			merge_lists(&m, &a.list[i], an, &b.list[k], bn);
		else if (strcmp(a.list[i].value, b.list[k].value) != 0)
			merge_add(&m, a.list[i].key, a.list[i].value,
			    b.list[k].value);
		i += an;
		k += bn;
	}
	rows_clear(&a);
	rows_clear(&b);
}

void
config_changes_clear(struct config_changes *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		free(changes->list[i].key);
		free(changes->list[i].before);
		free(changes->list[i].after);
	}
	free(changes->list);
	*changes = (struct config_changes){ 0 };
}
