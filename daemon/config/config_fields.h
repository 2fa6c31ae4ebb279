/*
 * The keys of one attribute or one pool, a row each: its default as the
 * operator would write it, its help, and the function that reads it. Reading,
 * the check for unknown keys and docs/configuration.md come from the rows.
 */
#ifndef CONFIG_CONFIG_FIELDS_H
#define CONFIG_CONFIG_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include "config/config.h"
#include "config/config_error.h"
#include "config/config_node.h"

#define CONFIG_NAME_MAX 32 /* bytes of an attribute's or pool's name */

/* One reading of the file. */
struct config_reader {
	struct config *config;
	struct config_errors *errors;
	const char *folder; /* absolute; of the file */
	/* Attributes that could not be read: what rules say of them is not
	 * checked, since it would only repeat the mistake. */
	bool attribute_broken[ATTRIBUTES_MAX];
	bool rules_unchecked; /* likewise, all of them */
};

/* What a key's value looks like, for config explain and the schema. */
enum config_field_kind {
	CONFIG_FIELD_TEXT,   /* `allowed` says more */
	CONFIG_FIELD_INT,    /* min to max */
	CONFIG_FIELD_NUMBER, /* likewise, with decimals; no bounds: any */
	CONFIG_FIELD_BOOL,
	CONFIG_FIELD_WORD,   /* one of `word` */
	CONFIG_FIELD_WORDS,  /* a list of them */
	CONFIG_FIELD_LABEL,  /* a text, or one per language */
	CONFIG_FIELD_VALUES, /* of an attribute */
	CONFIG_FIELD_RULES,
	CONFIG_FIELD_ARMS, /* of an experiment */
	CONFIG_FIELD_TRIAL /* an experiment (config/config_trials.h) */
};

struct config_field {
	const char *key;
	const char *fallback; /* NULL: none, and `read` is not called */
	const char *help;
	void (*read)(struct config_reader *r, const struct config_node *value,
	    void *into);
	enum config_field_kind kind;
	int64_t min, max;
	const char *(*word)(size_t i); /* NULL behind the last */
	const char *allowed;           /* of a text */
};

/* Reads every key of `map` by its row, in the rows' order. -1 where `map` is
 * no map. */
int config_fields_read(struct config_reader *r, const struct config_node *map,
    const struct config_field *rows, size_t count, void *into) MUST_CHECK;
/* Whether the key of this entry can name an attribute or a pool: a-z, 0-9, _
 * and -, from a letter; says so otherwise. */
bool
config_fields_is_name(struct config_reader *r, const struct config_node *entry);
/* "a whole number from 2 to 20". */
void config_fields_allowed(const struct config_field *row, struct text *out);
/* The rows as lines of a table. */
void config_fields_reference(
    const struct config_field *rows, size_t count, struct text *out);

#endif
