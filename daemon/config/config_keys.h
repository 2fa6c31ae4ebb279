/*
 * The rows of keys.def as a table, and what is done with every key alike:
 * reading, comparing, freeing.
 */
#ifndef CONFIG_CONFIG_KEYS_H
#define CONFIG_CONFIG_KEYS_H

#include "config/config_check.h"
#include "config/config_fields.h"

struct config_key {
	enum { CONFIG_KEY_TEXT, CONFIG_KEY_INT, CONFIG_KEY_BOOL } type;
	enum { LIVE, RESTART } reload;
	const char *name;     /* "listen.port" */
	const char *fallback; /* as the operator would write it; NULL: none */
	const char *help;
	size_t field; /* in struct config */
	config_check check;
	int64_t min, max;
};

extern const struct config_key config_keys[];
extern const size_t config_keys_count;

/* Every section of the file but attributes and pools, which are only known to
 * exist here. */
void config_keys_read(struct config_reader *r, const struct config_node *root);
/* Says which sections, and which keys in them, there are not. */
void config_keys_check_known(
    struct config_reader *r, const struct config_node *root);
/* The key's value as the operator would write it. */
void config_keys_value(
    const struct config *c, const struct config_key *key, struct text *out);
/* What an item of its list is; NULL where it takes none. */
const char *config_keys_item(const struct config_key *key);
/* "a whole number from 0 to 65535". */
void config_keys_allowed(const struct config_key *key, struct text *out);
/* The row of that name, or NULL. */
const struct config_key *config_keys_find(const char *name);
void config_keys_clear(struct config *c);

#endif
