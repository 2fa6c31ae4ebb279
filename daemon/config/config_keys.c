/*
 * The keys with one value each: see config/config_keys.h.
 */
#include <inttypes.h>
#include "config/config_keys.h"

#include "base/memory.h"
#include "config/config_hosts.h"
#include "config/config_scalar.h"
#include "config/config_webhooks.h"

#define SECTIONS_MAX 32
#define SECTION_KEYS_MAX 32
#define SECTION_BYTES_MAX 32

const struct config_key config_keys[] = {
#define CONFIG_TEXT(f, n, d, r, c, h)                \
	{ .type = CONFIG_KEY_TEXT,                   \
		.reload = (r),                       \
		.name = (n),                         \
		.fallback = (d),                     \
		.help = (h),                         \
		.field = offsetof(struct config, f), \
		.check = (c) },
#define CONFIG_INT(f, n, d, r, lo, hi, h)            \
	{ .type = CONFIG_KEY_INT,                    \
		.reload = (r),                       \
		.name = (n),                         \
		.fallback = (d),                     \
		.help = (h),                         \
		.field = offsetof(struct config, f), \
		.min = (lo),                         \
		.max = (hi) },
#define CONFIG_BOOL(f, n, d, r, h) \
	{ .type = CONFIG_KEY_BOOL, \
		.reload = (r),     \
		.name = (n),       \
		.fallback = (d),   \
		.help = (h),       \
		.field = offsetof(struct config, f) },
#include "config/keys.def"
#undef CONFIG_TEXT
#undef CONFIG_INT
#undef CONFIG_BOOL
};
const size_t config_keys_count = COUNT_OF(config_keys);

static void *
config_keys_field(const struct config *c, const struct config_key *key)
{
	return (char *)(uintptr_t)c + key->field;
}

/* "port" of "listen.port". */
static const char *
config_keys_leaf(const char *name)
{
	return strchr(name, '.') + 1;
}

static bool
config_keys_is_in(const char *name, const char *section)
{
	size_t n = strlen(section);

	return strncmp(name, section, n) == 0 && name[n] == '.';
}

/* A path of the file is one from the file's folder. */
static char *
config_keys_resolve(const struct config_reader *r, const struct config_key *key,
    const char *value)
{
	struct text path = { 0 };

	if (key->check == config_check_transport &&
	    strncmp(value, "files:", 6) == 0) {
		text_add(&path, "files:");
		value += 6;
	} else if (key->check != config_check_path &&
		   key->check != config_check_socket) {
		return memory_text(value);
	}
	while (strncmp(value, "./", 2) == 0)
		value += 2;
	if (value[0] != '/' && value[0] != '\0')
		text_addf(&path, "%s/", r->folder);
	text_add(&path, value);
	return text_take(&path);
}

static void
config_keys_read_text(struct config_reader *r, const struct config_key *key,
    const struct config_node *n)
{
	char **field = config_keys_field(r->config, key);
	const char *value, *allowed;
	char *resolved;
	size_t length;

	if (n->kind == CONFIG_SCALAR && n->text[0] == '\0' &&
	    key->fallback != NULL && key->fallback[0] == '\0') {
		*field = memory_text("");
		return;
	}
	if (config_scalar_text(r->errors, n, &value) != 0)
		return;
	resolved = config_keys_resolve(r, key, value);
	length = strlen(resolved);
	allowed = key->check(resolved);
	if (allowed == NULL) {
		*field = resolved;
		return;
	}
	free(resolved);
	if (key->check == config_check_conninfo)
		config_error_at(r->errors, n,
		    "found one that is not shown, allowed: %s", allowed);
	else if (key->check == config_check_socket)
		config_error_found(r->errors, n,
		    "%s; with its folder it has %zu", allowed, length);
	else
		config_error_found(r->errors, n, "%s", allowed);
}

const char *
config_keys_item(const struct config_key *key)
{
	if (key->check == config_check_domains)
		return "a domain, such as example.org";
	if (key->check == config_check_mailboxes)
		return "an address, such as ops@example.org";
	return NULL;
}

/* A list becomes its items with blanks between. */
static void
config_keys_read_list(struct config_reader *r, const struct config_key *key,
    const struct config_node *list)
{
	char **field = config_keys_field(r->config, key);
	struct text joined = { 0 };
	const struct config_node *n;

	for (n = list->first; n != NULL; n = n->next) {
		if (n->kind != CONFIG_SCALAR || strchr(n->text, ' ') != NULL ||
		    key->check(n->text) != NULL)
			config_error_found(
			    r->errors, n, "%s", config_keys_item(key));
		else
			text_addf(&joined, "%s%s", joined.len > 0 ? " " : "",
			    n->text);
	}
	*field = text_take(&joined);
}

static void
config_keys_read_value(struct config_reader *r, const struct config_key *key,
    const struct config_node *n)
{
	void *field = config_keys_field(r->config, key);
	int64_t number;

	switch (key->type) {
	case CONFIG_KEY_TEXT:
		if (config_keys_item(key) != NULL && n->kind == CONFIG_LIST)
			config_keys_read_list(r, key, n);
		else
			config_keys_read_text(r, key, n);
		return;
	case CONFIG_KEY_INT:
		if (config_scalar_int(
			r->errors, n, key->min, key->max, &number) == 0)
			*(int64_t *)field = number;
		return;
	case CONFIG_KEY_BOOL:
		config_scalar_bool(r->errors, n, field);
		return;
	}
}

/* The default, as if it had been written at the place of its section. */
static void
config_keys_read_fallback(struct config_reader *r, const struct config_key *key,
    const struct config_node *root, const struct config_node *place)
{
	struct config_node *n;

	if (key->fallback == NULL) {
		config_error_add(r->errors,
		    place->key != NULL ? place->key_line : place->line,
		    place->key != NULL ? place->key_column : place->column,
		    key->name, "missing, allowed: %s", key->check(""));
		return;
	}
	n = config_node_new(NULL, CONFIG_SCALAR, memory_text(key->name),
	    memory_text(key->fallback));
	n->parent = (struct config_node *)(uintptr_t)root;
	n->line = place->line;
	n->column = place->column;
	config_keys_read_value(r, key, n);
	config_node_free(n);
}

/* The first `count` names of sections, each once, in the order of the rows. */
static size_t
config_keys_sections(char names[][SECTION_BYTES_MAX])
{
	size_t i, count = 0;
	char section[SECTION_BYTES_MAX];

	for (i = 0; i < config_keys_count; i++) {
		text_copy(section, sizeof(section), config_keys[i].name);
		section[strcspn(section, ".")] = '\0';
		if (count > 0 && strcmp(names[count - 1], section) == 0)
			continue;
		if (count == SECTIONS_MAX)
			die("more than %d sections", SECTIONS_MAX);
		text_copy(names[count++], SECTION_BYTES_MAX, section);
	}
	return count;
}

static void
config_keys_check_section(
    struct config_reader *r, const struct config_node *section)
{
	const char *known[SECTION_KEYS_MAX];
	const struct config_node *n;
	size_t i, count = 0;

	if (config_node_is_nothing(section))
		return;
	for (i = 0; i < config_keys_count; i++) {
		if (!config_keys_is_in(config_keys[i].name, section->key))
			continue;
		if (count == SECTION_KEYS_MAX - 1)
			die("more keys than %d", SECTION_KEYS_MAX);
		known[count++] = config_keys_leaf(config_keys[i].name);
	}
	if (config_keys_is_in(CONFIG_HOSTS_KEY, section->key))
		known[count++] = config_keys_leaf(CONFIG_HOSTS_KEY);
	if (section->kind != CONFIG_MAP) {
		config_error_found(r->errors, section, "a map of keys");
		return;
	}
	for (n = section->first; n != NULL; n = n->next) {
		for (i = 0; i < count; i++)
			if (strcmp(n->key, known[i]) == 0)
				break;
		if (i == count)
			config_error_unknown(r->errors, n, known, count);
	}
}

void
config_keys_check_known(struct config_reader *r, const struct config_node *root)
{
	char sections[SECTIONS_MAX][SECTION_BYTES_MAX];
	const char *known[SECTIONS_MAX + 3];
	const struct config_node *n;
	size_t count = config_keys_sections(sections), total = 0, i;

	for (; total < count; total++)
		known[total] = sections[total];
	known[total++] = "attributes";
	known[total++] = "pools";
	known[total++] = "webhooks";
	for (n = root->first; n != NULL; n = n->next) {
		for (i = 0; i < total; i++)
			if (strcmp(n->key, known[i]) == 0)
				break;
		if (i == total)
			config_error_unknown(r->errors, n, known, total);
		else if (i < count)
			config_keys_check_section(r, n);
	}
}

/* What only two keys together show. */
static void
config_keys_check_signup(
    struct config_reader *r, const struct config_node *signup)
{
	const struct config *c = r->config;
	const struct config_node *policy = config_node_child(signup, "policy");

	if (policy != NULL && c->signup_policy != NULL &&
	    c->signup_domains != NULL &&
	    strcmp(c->signup_policy, "domain") == 0 &&
	    *c->signup_domains == '\0')
		config_error_found(r->errors, policy,
		    "open or invitation, or signup.domains beside it");
}

void
config_keys_read(struct config_reader *r, const struct config_node *root)
{
	const struct config_node *section, *n;
	char name[SECTION_BYTES_MAX];
	const struct config_key *key;
	size_t i;

	config_keys_check_known(r, root);
	for (i = 0; i < config_keys_count; i++) {
		key = &config_keys[i];
		text_copy(name, sizeof(name), key->name);
		name[strcspn(name, ".")] = '\0';
		section = config_node_child(root, name);
		if (section != NULL && section->kind != CONFIG_MAP &&
		    !config_node_is_nothing(section))
			continue; /* said already */
		n = config_node_child(section, config_keys_leaf(key->name));
		if (n != NULL)
			config_keys_read_value(r, key, n);
		else
			config_keys_read_fallback(
			    r, key, root, section != NULL ? section : root);
	}
	config_keys_check_signup(r, config_node_child(root, "signup"));
	config_hosts_read(
	    r, config_node_child(config_node_child(root, "listen"),
		   config_keys_leaf(CONFIG_HOSTS_KEY)));
	if ((n = config_node_child(root, "webhooks")) != NULL)
		config_webhooks_read(r, n);
}

void
config_keys_value(
    const struct config *c, const struct config_key *key, struct text *out)
{
	const void *field = config_keys_field(c, key);

	switch (key->type) {
	case CONFIG_KEY_TEXT:
		text_add(out, *(char *const *)field);
		return;
	case CONFIG_KEY_INT:
		text_addf(out, "%" PRId64, *(const int64_t *)field);
		return;
	case CONFIG_KEY_BOOL:
		text_add(out, *(const bool *)field ? "true" : "false");
		return;
	}
}

void
config_keys_allowed(const struct config_key *key, struct text *out)
{
	switch (key->type) {
	case CONFIG_KEY_TEXT:
		text_add(out, key->check("")); /* never fine */
		return;
	case CONFIG_KEY_INT:
		text_addf(out, "a whole number from %" PRId64 " to %" PRId64,
		    key->min, key->max);
		return;
	case CONFIG_KEY_BOOL:
		text_add(out, "true or false");
		return;
	}
}

const struct config_key *
config_keys_find(const char *name)
{
	for (size_t i = 0; i < config_keys_count; i++)
		if (strcmp(config_keys[i].name, name) == 0)
			return &config_keys[i];
	return NULL;
}

void
config_keys_clear(struct config *c)
{
	size_t i;

	for (i = 0; i < config_keys_count; i++)
		if (config_keys[i].type == CONFIG_KEY_TEXT)
			free(*(char **)config_keys_field(c, &config_keys[i]));
}
