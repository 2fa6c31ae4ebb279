/*
 * A snapshot as a tree with every key: see config/config_whole.h.
 */
#include "config/config_whole.h"

#include "base/memory.h"
#include "config/config_attributes.h"
#include "config/config_error.h"
#include "config/config_hosts.h"
#include "config/config_keys.h"
#include "config/config_pools.h"
#include "config/config_webhooks.h"
#include "config/config_yaml.h"

/* The section of a key, made where it is missing. */
static struct config_node *
config_whole_section(struct config_node *root, const char *key)
{
	size_t n = strcspn(key, ".");
	struct config_node *s;

	for (s = root->first; s != NULL; s = s->next)
		if (strlen(s->key) == n && strncmp(s->key, key, n) == 0)
			return s;
	return config_node_new(root, CONFIG_MAP, memory_text_n(key, n), NULL);
}

static void
config_whole_scalar(struct config_node *map, const char *key, const char *value,
    bool is_default)
{
	struct config_node *n = config_node_new(
	    map, CONFIG_SCALAR, memory_text(key), memory_text(value));

	n->quoted = *value == '\0';
	n->is_default = is_default;
}

static void
config_whole_key(struct config_node *root, const struct config *c,
    const struct config_key *key, const struct config_node *file)
{
	struct config_node *section = config_whole_section(root, key->name);
	const char *leaf = strchr(key->name, '.') + 1;
	struct text value = { 0 };

	config_keys_value(c, key, &value);
	config_whole_scalar(section, leaf, text_get(&value),
	    config_node_child(config_node_child(file, section->key), leaf) ==
		NULL);
	text_clear(&value);
}

static void
config_whole_hosts(struct config_node *root, const struct config *c,
    const struct config_node *file)
{
	struct config_node *section =
	    config_whole_section(root, CONFIG_HOSTS_KEY);
	const char *leaf = strchr(CONFIG_HOSTS_KEY, '.') + 1;
	struct config_node *list =
	    config_node_new(section, CONFIG_LIST, memory_text(leaf), NULL);
	struct config_node *host;

	list->is_default =
	    config_node_child(config_node_child(file, section->key), leaf) ==
	    NULL;
	for (size_t i = 0; c->hosts[i] != NULL; i++) {
		host = config_node_new(
		    list, CONFIG_SCALAR, NULL, memory_text(c->hosts[i]));
		host->quoted = true;
	}
}

/* --- attributes and pools ------------------------------------------------- */

static void
config_whole_fields(struct config_node *section,
    const struct config_node *entry, const struct config_field *rows,
    size_t count)
{
	struct config_node *map =
	    config_node_new(section, CONFIG_MAP, memory_text(entry->key), NULL);

	for (size_t i = 0; i < count; i++) {
		const struct config_node *n =
		    config_node_child(entry, rows[i].key);

		if (n != NULL)
			(void)config_node_copy(map, n);
		else if (rows[i].fallback != NULL)
			config_whole_scalar(
			    map, rows[i].key, rows[i].fallback, true);
	}
}

static void
config_whole_entries(struct config_node *root, const struct config_node *file,
    const char *name, const struct config_field *rows, size_t count)
{
	const struct config_node *given = config_node_child(file, name);
	struct config_node *section;

	if (given == NULL || given->first == NULL)
		return;
	section = config_whole_section(root, name);
	for (const struct config_node *n = given->first; n != NULL; n = n->next)
		config_whole_fields(section, n, rows, count);
}

/* Sentences as they were understood, in the place of those of the file. */
static void
config_whole_rules(struct config_node *pool, const struct rules *rules)
{
	size_t required = rules_requirement_count(rules);

	for (struct config_node *n = pool->first; n != NULL; n = n->next) {
		bool is_require = strcmp(n->key, "require") == 0;
		size_t i = is_require ? 0 : required;

		if (!is_require && strcmp(n->key, "prefer") != 0)
			continue;
		for (struct config_node *s = n->first; s != NULL;
		     s = s->next, i++) {
			free(s->text);
			s->text = memory_text(rules_sentence(rules, i));
		}
	}
}

/* --- all ------------------------------------------------------------------ */

/* What has a reader of its own stands as it is written. */
static void
config_whole_others(struct config_node *root, const struct config_node *file)
{
	for (const struct config_node *n = file->first; n != NULL; n = n->next)
		if (config_node_child(root, n->key) == NULL &&
		    !config_node_is_nothing(n))
			(void)config_node_copy(root, n);
}

struct config_node *
config_whole(const struct config *c)
{
	struct config_node *root =
	    config_node_new(NULL, CONFIG_MAP, NULL, NULL);
	struct config_errors e = { .file = c->file };
	struct config_node *file =
	    config_yaml_read(c->source, strlen(c->source), &e);
	const struct config_field *rows;
	struct config_node *pools;
	size_t count, i = 0;

	if (file == NULL || e.count > 0)
		die("%s was read once", c->file);
	for (i = 0; i < config_keys_count; i++)
		config_whole_key(root, c, &config_keys[i], file);
	config_whole_hosts(root, c, file);
	rows = config_attributes_fields(&count);
	config_whole_entries(root, file, "attributes", rows, count);
	rows = config_pools_fields(&count);
	config_whole_entries(root, file, "pools", rows, count);
	rows = config_webhooks_fields(&count);
	config_whole_entries(root, file, "webhooks", rows, count);
	config_whole_others(root, file);
	pools = config_whole_section(root, "pools");
	i = 0;
	for (struct config_node *p = pools->first; p != NULL; p = p->next)
		config_whole_rules(p, c->pools[i++].rules);
	config_node_free(file);
	config_error_clear(&e);
	return root;
}
