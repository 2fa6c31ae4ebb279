/*
 * The whole of the operator's file: see config/config.h. Beyond what each key's
 * row says, this has what must be looked at outside of the file: what libpq makes
 * of the connection strings, and the operator's own letters.
 */
#include "config/config.h"

#include "config/config_conninfo.h"
#include "config/config_file.h"
#include "config/config_keys.h"
#include "config/config_letters.h"

static void
config_read_conninfo(struct config_reader *r, const struct config_node *root,
    const char *key, const char *value)
{
	const struct config_node *n =
	    config_node_child(config_node_child(root, "database"), key);
	struct fault why;

	if (n == NULL || value == NULL || *value == '\0' ||
	    config_conninfo_check(value, &why) == 0)
		return;
	config_error_at(r->errors, n, "%s", why.sentence);
}

static void
config_read_own(struct config_reader *r, const struct config_node *root)
{
	struct config *c = r->config;

	config_keys_read(r, root);
	config_read_conninfo(r, root, "conninfo", c->database_conninfo);
	config_read_conninfo(r, root, "owner_conninfo", c->database_owner);
}

static void
config_read_keys(struct config_reader *r, const struct config_node *root)
{
	config_read_own(r, root);
	config_letters_read(r,
	    config_node_child(config_node_child(root, "letters"), "templates"));
}

struct config *
config_read_text(
    const char *file, const char *text, size_t len, struct text *errors)
{
	return config_file_text(file, text, len, config_read_keys, errors);
}

struct config *
config_read(const char *file, struct text *errors)
{
	return config_file_read(file, config_read_keys, errors);
}

struct config *
config_read_places(
    const char *file, const char *text, size_t len, struct text *errors)
{
	return text == NULL
		   ? config_file_read(file, config_read_own, errors)
		   : config_file_text(file, text, len, config_read_own, errors);
}
