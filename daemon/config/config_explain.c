/*
 * What may be written for a key, from its row: see config_explain in
 * config/config.h.
 */
#include "config/config.h"

#include "base/memory.h"
#include "config/config_attributes.h"
#include "config/config_error.h"
#include "config/config_hosts.h"
#include "config/config_keys.h"
#include "config/config_pools.h"
#include "config/config_trials.h"
#include "config/config_webhooks.h"

#define NAMES_MAX 512

/* Without the backquotes of the documents. */
static void
explain_prose(const char *s, struct text *out)
{
	for (; *s != '\0'; s++)
		if (*s != '`')
			text_add_n(out, s, 1);
}

static void
explain(struct text *out, const char *name, const char *help,
    const char *allowed, const char *fallback, bool is_live)
{
	text_addf(out, "%s\n\n  ", name);
	explain_prose(help, out);
	text_add(out, "\n\n  Allowed: ");
	text_add(out, allowed);
	text_addf(out, "\n  Default: %s\n  Takes effect at: %s\n",
	    fallback == NULL    ? "none"
	    : *fallback == '\0' ? "empty"
				: fallback,
	    is_live ? "reload" : "restart");
}

static void
explain_key(const struct config_key *key, struct text *out)
{
	struct text allowed = { 0 };

	config_keys_allowed(key, &allowed);
	explain(out, key->name, key->help, text_get(&allowed),
	    key->fallback == NULL ? "none: it must be given" : key->fallback,
	    key->reload == LIVE);
	text_clear(&allowed);
}

static void
explain_hosts(struct text *out)
{
	explain(out, CONFIG_HOSTS_KEY, CONFIG_HOSTS_HELP,
	    "a list of names and addresses without a port",
	    CONFIG_HOSTS_DEFAULT, false);
}

/* --- attributes and pools ------------------------------------------------- */

static const struct group {
	const char *name, *one, *help;
	const struct config_field *(*fields)(size_t *count);
} groups[] = {
	{ "attributes", "attributes.NAME",
	    "The fields of the profile, name: {type: …}.",
	    config_attributes_fields },
	{ "pools", "pools.NAME",
	    "The programmes of introductions, name: {require: …}.",
	    config_pools_fields },
	{ "webhooks", "webhooks.NAME",
	    "Where it is told what happens, name: {url: …}.",
	    config_webhooks_fields },
};

static const struct config_field *
field_find(const struct group *g, const char *key)
{
	size_t count;
	const struct config_field *rows = (*g->fields)(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].key, key) == 0)
			return &rows[i];
	return NULL;
}

static void
explain_field(
    const struct group *g, const struct config_field *row, struct text *out)
{
	struct text allowed = { 0 }, name = { 0 };

	config_fields_allowed(row, &allowed);
	text_addf(&name, "%s.%s", g->one, row->key);
	explain(out, text_get(&name), row->help, text_get(&allowed),
	    row->fallback, true);
	text_clear(&allowed);
	text_clear(&name);
}

/* "pools.weekly.experiment.rounds", "pools.NAME.experiment.arms.usual.require". */
static bool
explain_trial(const char *asked, struct text *out)
{
	static const struct group trial = { "experiment",
		"pools.NAME.experiment", NULL, config_trials_fields };
	static const struct group arm = { "arms",
		"pools.NAME.experiment.arms.NAME", NULL,
		config_trials_arm_fields };
	const char *in = strstr(asked, ".experiment.");
	const struct config_field *row;
	const struct group *g;

	if (strncmp(asked, "pools.", 6) != 0 || in == NULL)
		return false;
	g = strstr(in, ".arms.") != NULL ? &arm : &trial;
	row = field_find(g, strrchr(asked, '.') + 1);
	if (row != NULL)
		explain_field(g, row, out);
	return row != NULL;
}

/* "pools", "pools.weekly", "pools.weekly.size", "pools.size". */
static bool
explain_group(const char *asked, struct text *out)
{
	if (strstr(asked, ".experiment.") != NULL)
		return explain_trial(asked, out);
	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		const struct group *g = &groups[i];
		size_t n = strlen(g->name), count;
		const struct config_field *rows = g->fields(&count), *row;
		const char *last = strrchr(asked, '.');

		if (strncmp(asked, g->name, n) != 0 ||
		    (asked[n] != '.' && asked[n] != '\0'))
			continue;
		row = last == NULL ? NULL : field_find(g, last + 1);
		if (row != NULL) {
			explain_field(g, row, out);
			return true;
		}
		if (last != NULL && last != asked + n)
			return false;
		text_addf(out, "%s\n\n  %s\n\n", g->name, g->help);
		for (size_t k = 0; k < count; k++)
			text_addf(out, "  %s.%s\n", g->one, rows[k].key);
		return true;
	}
	return false;
}

/* --- sections, and keys without their section ----------------------------- */

static bool
is_in(const char *name, const char *section)
{
	size_t n = strlen(section);

	return strncmp(name, section, n) == 0 && name[n] == '.';
}

static bool
explain_section(const char *asked, struct text *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < config_keys_count; i++) {
		if (!is_in(config_keys[i].name, asked))
			continue;
		if (out->len == before)
			text_addf(out, "%s\n\n", asked);
		text_addf(out, "  %s\n", config_keys[i].name);
	}
	if (is_in(CONFIG_HOSTS_KEY, asked))
		text_addf(out, "  %s\n", CONFIG_HOSTS_KEY);
	return out->len > before;
}

/* "port": every key of that name. */
static bool
explain_leaf(const char *asked, struct text *out)
{
	const char *between = "";
	const struct config_field *row;

	for (size_t i = 0; i < config_keys_count; i++) {
		if (strcmp(strchr(config_keys[i].name, '.') + 1, asked) != 0)
			continue;
		text_add(out, between);
		explain_key(&config_keys[i], out);
		between = "\n";
	}
	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		if ((row = field_find(&groups[i], asked)) == NULL)
			continue;
		text_add(out, between);
		explain_field(&groups[i], row, out);
		between = "\n";
	}
	return *between != '\0';
}

/* --- what there is not ---------------------------------------------------- */

static void
say_nearest(const char *asked, struct text *out)
{
	const char *names[NAMES_MAX], *near;
	const char *last = strrchr(asked, '.');
	size_t count = 0, rows_count;

	for (size_t i = 0; i < config_keys_count; i++) {
		if (count + 1 >= NAMES_MAX)
			die("more than %d keys", NAMES_MAX);
		names[count++] = config_keys[i].name;
		names[count++] = strchr(config_keys[i].name, '.') + 1;
	}
	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		const struct config_field *rows = groups[i].fields(&rows_count);

		for (size_t k = 0; k < rows_count && count < NAMES_MAX; k++)
			names[count++] = rows[k].key;
	}
	for (size_t i = 0; i < rules_verb_count() && count < NAMES_MAX; i++)
		names[count++] = rules_verb(i);
	near = config_error_nearest(asked, names, count);
	if (near == NULL && last != NULL)
		near = config_error_nearest(last + 1, names, count);
	text_addf(out, "there is no key, section or rule %s", asked);
	if (near != NULL)
		text_addf(out, "; did you mean %s?\n", near);
	else
		text_add(out, "; docs/configuration.md lists all\n");
}

static bool
explain_rule(const char *asked, struct text *out)
{
	struct text prose = { 0 };
	bool is_known = rules_explain(asked, &prose) == 0;

	explain_prose(text_get(&prose), out);
	text_clear(&prose);
	return is_known;
}

int
config_explain(const char *asked, struct text *out)
{
	const struct config_key *key = config_keys_find(asked);

	if (key != NULL)
		explain_key(key, out);
	else if (strcmp(asked, CONFIG_HOSTS_KEY) == 0 ||
		 strcmp(asked, strchr(CONFIG_HOSTS_KEY, '.') + 1) == 0)
		explain_hosts(out);
	else if (!explain_group(asked, out) && !explain_section(asked, out) &&
		 !explain_leaf(asked, out) && !explain_rule(asked, out)) {
		say_nearest(asked, out);
		return -1;
	}
	return 0;
}
