/*
 * A JSON Schema of the file, from the rows: see config_schema in config/config.h.
 * An editor that knows it completes keys, shows their help, and underlines what
 * the check would refuse; what only the check can know, such as whether a rule
 * names attributes that there are, it leaves to it.
 */
#include <inttypes.h>
#include "config/config.h"

#include "config/config_attributes.h"
#include "config/config_hosts.h"
#include "config/config_keys.h"
#include "config/config_pools.h"
#include "config/config_trials.h"
#include "config/config_webhooks.h"
#include "config/config_vocabulary.h"

#define NAME_PATTERN "^[a-z][a-z0-9_-]{0,31}$"
/* YAML of an editor makes a number of `2026`, which is a word where we want one. */
#define WORD "[\"string\", \"number\", \"boolean\"]"
#define LABEL                                                          \
	"\"type\": [\"string\", \"number\", \"boolean\", \"object\", " \
	"\"null\"], \"properties\": {\"en\": {\"type\": " WORD         \
	"}, \"fr\": {\"type\": " WORD "}, \"code\": {\"type\": " WORD  \
	"}}, \"additionalProperties\": false"

/* A JSON string; the texts of rows are UTF-8 without controls. */
static void
schema_text(const char *s, struct text *out)
{
	text_add(out, "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			text_add(out, "\\");
		text_add_n(out, s, 1);
	}
	text_add(out, "\"");
}

static void
schema_help(const char *help, const char *allowed, struct text *out)
{
	struct text t = { 0 };

	text_addf(&t, "%s Allowed: %s.", help, allowed);
	text_add(out, ", \"description\": ");
	schema_text(text_get(&t), out);
	text_clear(&t);
}

static void
schema_default(const char *fallback, bool is_literal, struct text *out)
{
	if (fallback == NULL)
		return;
	text_add(out, ", \"default\": ");
	if (is_literal)
		text_add(out, fallback);
	else
		schema_text(fallback, out);
}

/* --- keys with one value -------------------------------------------------- */

static void
schema_key(const struct config_key *key, struct text *out)
{
	const char *const *words =
	    key->check == NULL ? NULL : config_check_words(key->check);
	struct text allowed = { 0 };

	schema_text(strchr(key->name, '.') + 1, out);
	text_add(out, ": {");
	if (key->type == CONFIG_KEY_INT) {
		text_addf(out,
		    "\"type\": \"integer\", \"minimum\": %" PRId64
		    ", \"maximum\": %" PRId64,
		    key->min, key->max);
	} else if (key->type == CONFIG_KEY_BOOL) {
		text_add(out, "\"type\": \"boolean\"");
	} else if (config_keys_item(key) != NULL) {
		text_add(out, "\"type\": [\"array\", \"string\", \"null\"], "
			      "\"items\": {\"type\": \"string\"}");
	} else if (words != NULL) {
		text_add(out, "\"enum\": [");
		for (size_t i = 0; words[i] != NULL; i++) {
			text_add(out, i > 0 ? ", " : "");
			schema_text(words[i], out);
		}
		text_add(out, "]");
	} else if (key->fallback != NULL && *key->fallback == '\0') {
		text_add(out, "\"type\": [\"string\", \"number\", "
			      "\"boolean\", \"null\"]");
	} else {
		text_add(out, "\"type\": " WORD);
	}
	schema_default(key->fallback, key->type != CONFIG_KEY_TEXT, out);
	config_keys_allowed(key, &allowed);
	schema_help(key->help, text_get(&allowed), out);
	text_clear(&allowed);
	text_add(out, "}");
}

static void
schema_section(size_t first, size_t count, struct text *out)
{
	const char *name = config_keys[first].name;
	struct text section = { 0 }, required = { 0 };

	text_add_n(&section, name, strcspn(name, "."));
	text_addf(out,
	    "    \"%s\": {\"type\": [\"object\", \"null\"], "
	    "\"additionalProperties\": false, \"properties\": {\n",
	    text_get(&section));
	for (size_t i = first; i < first + count; i++) {
		text_add(out, i > first ? ",\n      " : "      ");
		schema_key(&config_keys[i], out);
		if (config_keys[i].fallback == NULL)
			text_addf(&required, "%s\"%s\"",
			    required.len > 0 ? ", " : "",
			    strchr(config_keys[i].name, '.') + 1);
	}
	if (strncmp(CONFIG_HOSTS_KEY, text_get(&section), section.len) == 0) {
		text_addf(out,
		    ",\n      \"%s\": {\"type\": \"array\", \"minItems\": 1, "
		    "\"items\": {\"type\": \"string\"}",
		    strchr(CONFIG_HOSTS_KEY, '.') + 1);
		schema_help(CONFIG_HOSTS_HELP,
		    "a list of names and addresses without a port", out);
		text_add(out, "}");
	}
	text_add(out, "\n    }");
	if (required.len > 0)
		text_addf(out, ", \"required\": [%s]", text_get(&required));
	text_add(out, "},\n");
	text_clear(&section);
	text_clear(&required);
}

/* --- attributes and pools ------------------------------------------------- */

static void
schema_words(const struct config_field *row, struct text *out)
{
	const char *word;
	size_t i;

	text_add(out, "\"enum\": [");
	for (i = 0; (word = row->word(i)) != NULL; i++) {
		text_add(out, i > 0 ? ", " : "");
		schema_text(word, out);
	}
	text_add(out, "]");
}

static void
schema_values(struct text *out)
{
	text_add(out, "\"anyOf\": [{\"enum\": [");
	for (size_t i = 0; config_vocabularies[i].name != NULL; i++) {
		text_add(out, i > 0 ? ", " : "");
		schema_text(config_vocabularies[i].name, out);
	}
	text_add(out, "]}, {\"type\": \"array\", \"items\": {\"type\": " WORD
		      "}}, {\"type\": \"object\", "
		      "\"additionalProperties\": {" LABEL "}}]");
}

static void
schema_rows(const struct config_field *rows, size_t count, struct text *out);

static void
schema_kind(const struct config_field *row, struct text *out)
{
	const struct config_field *rows;
	size_t count;

	switch (row->kind) {
	case CONFIG_FIELD_TEXT:
		text_add(out, "\"type\": " WORD);
		return;
	case CONFIG_FIELD_INT:
		text_addf(out,
		    "\"type\": \"integer\", \"minimum\": %" PRId64
		    ", \"maximum\": %" PRId64,
		    row->min, row->max);
		return;
	case CONFIG_FIELD_NUMBER:
		text_add(out, "\"type\": \"number\"");
		if (row->min < row->max)
			text_addf(out,
			    ", \"minimum\": %" PRId64 ", \"maximum\": %" PRId64,
			    row->min, row->max);
		return;
	case CONFIG_FIELD_BOOL:
		text_add(out, "\"type\": \"boolean\"");
		return;
	case CONFIG_FIELD_WORD:
		schema_words(row, out);
		return;
	case CONFIG_FIELD_WORDS:
		text_add(out, "\"type\": \"array\", \"uniqueItems\": true, "
			      "\"items\": {");
		schema_words(row, out);
		text_add(out, "}");
		return;
	case CONFIG_FIELD_LABEL:
		text_add(out, LABEL);
		return;
	case CONFIG_FIELD_VALUES:
		schema_values(out);
		return;
	case CONFIG_FIELD_RULES:
		text_add(out, "\"type\": [\"array\", \"null\"], \"items\": "
			      "{\"type\": \"string\"}");
		return;
	case CONFIG_FIELD_ARMS:
		rows = config_trials_arm_fields(&count);
		text_add(out, "\"type\": \"object\", \"minProperties\": 2, "
			      "\"maxProperties\": 2, \"propertyNames\": "
			      "{\"pattern\": \"" NAME_PATTERN
			      "\"}, \"additionalProperties\": {\"type\": "
			      "[\"object\", \"null\"], "
			      "\"additionalProperties\": false, "
			      "\"properties\": {\n");
		schema_rows(rows, count, out);
		text_add(out, "}}");
		return;
	case CONFIG_FIELD_TRIAL:
		rows = config_trials_fields(&count);
		text_add(out, "\"type\": \"object\", \"required\": "
			      "[\"name\", \"arms\"], "
			      "\"additionalProperties\": false, "
			      "\"properties\": {\n");
		schema_rows(rows, count, out);
		text_add(out, "}");
		return;
	}
}

static void
schema_rows(const struct config_field *rows, size_t count, struct text *out)
{
	struct text allowed = { 0 };

	for (size_t i = 0; i < count; i++) {
		text_add(out, i > 0 ? ",\n      " : "      ");
		schema_text(rows[i].key, out);
		text_add(out, ": {");
		schema_kind(&rows[i], out);
		schema_default(rows[i].fallback,
		    rows[i].kind == CONFIG_FIELD_INT ||
			rows[i].kind == CONFIG_FIELD_NUMBER ||
			rows[i].kind == CONFIG_FIELD_BOOL,
		    out);
		config_fields_allowed(&rows[i], &allowed);
		schema_help(rows[i].help, text_get(&allowed), out);
		text_clear(&allowed);
		text_add(out, "}");
	}
}

static void
schema_fields(const char *section, const struct config_field *rows,
    size_t count, const char *required, const char *ending, struct text *out)
{
	text_addf(out,
	    "    \"%s\": {\"type\": [\"object\", \"null\"], "
	    "\"propertyNames\": {\"pattern\": \"" NAME_PATTERN
	    "\"}, \"additionalProperties\": {\"type\": [\"object\", "
	    "\"null\"], \"additionalProperties\": false, %s\"properties\": "
	    "{\n",
	    section, required);
	schema_rows(rows, count, out);
	text_addf(out, "\n    }}}%s\n", ending);
}

void
config_schema(struct text *out)
{
	const struct config_field *rows;
	size_t i, first = 0, count;

	text_add(out,
	    "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
	    "  \"title\": \"serendip.yaml\",\n  \"type\": \"object\",\n"
	    "  \"required\": [\"community\", \"database\"],\n"
	    "  \"additionalProperties\": false,\n  \"properties\": {\n");
	for (i = 1; i <= config_keys_count; i++) {
		size_t n = strcspn(config_keys[first].name, ".") + 1;

		if (i < config_keys_count &&
		    strncmp(config_keys[i].name, config_keys[first].name, n) ==
			0)
			continue;
		schema_section(first, i - first, out);
		first = i;
	}
	rows = config_attributes_fields(&count);
	schema_fields(
	    "attributes", rows, count, "\"required\": [\"type\"], ", ",", out);
	rows = config_pools_fields(&count);
	schema_fields("pools", rows, count, "", ",", out);
	rows = config_webhooks_fields(&count);
	schema_fields(
	    "webhooks", rows, count, "\"required\": [\"events\"], ", "", out);
	text_add(out, "  }\n}\n");
}
