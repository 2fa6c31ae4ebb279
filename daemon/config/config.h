/*
 * The operator's one file as an immutable, checked snapshot. A reload builds
 * another and swaps the pointer; whoever still reads the old one holds it.
 *
 * Every key is one row in keys.def. To read one: config->listen_port.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"
#include "model/calendar.h"
#include "model/letter.h"
#include "model/prompts.h"
#include "pairing/attribute.h"
#include "pairing/rules.h"

#define CONFIG_LANGUAGES 2 /* 0 English, 1 French: labels and letters */

/* A word of a vocabulary as people read it; by attribute->words' order. */
struct config_label {
	char *text[CONFIG_LANGUAGES]; /* NULL: the word itself */
	char *code; /* of a published classification, or NULL */
};

/* Words with their labels, those in labels' order. */
struct config_list {
	char **words;
	struct config_label *labels;
	size_t count;
};

struct config_attribute {
	struct config_label title;
	bool required;               /* at sign-up */
	bool shown;                  /* to partners before both accept */
	struct config_label *labels; /* one per attribute word */
	struct config_list ideas; /* where any word is allowed; may be none */
};

enum config_reveal { REVEAL_AT_ONCE, REVEAL_ON_ACCEPT };

struct config_trial; /* config/config_trials.h */

struct config_pool {
	char *name; /* "weekly" */
	struct config_label title;
	bool has_calendar; /* else its rounds run on command only */
	struct calendar calendar;
	char *zone; /* IANA, "Europe/Paris" */
	enum config_reveal reveal;
	int answer_hours; /* an introduction expires this long after it was
			     offered */
	int outcome_days; /* members may say what came of one this long
			     after all had accepted it */
	int remind_hours; /* the reminder so long before; 0: none */
	int second_hours; /* the second draw so long after; 0: none */
	bool auto_join;   /* new members join by themselves */
	bool approve;     /* its rounds wait for an operator's yes */
	/* Of its rounds, in turn. */
	enum prompt_theme themes[THEME_COUNT];
	size_t theme_count;
	struct rules *rules; /* with the size of groups and serendipity */
	struct config_trial *trial; /* its experiment; NULL: none */
};

enum config_webhook_kind {
	HOOK_STANDARD,
	HOOK_SLACK,
	HOOK_MATTERMOST,
	HOOK_MATRIX
};

struct config_webhook {
	char *name;           /* "ops" */
	char *url, *url_file; /* one of them */
	enum config_webhook_kind format;
	unsigned events;   /* bits of enum webhook_event */
	char *secret_file; /* NULL: none */
	char *room;        /* of HOOK_MATRIX */
	char *ca_file;     /* NULL: the system's */
	bool allow_private;
};

struct config {
	unsigned magic;
	int holders;
	char *file;
	char *source;    /* the file, word for word */
	char digest[17]; /* FNV-1a of the file as 16 digits, to tell two
			    snapshots apart */
#define CONFIG_TEXT(name, ...) char *name;
#define CONFIG_INT(name, ...) int64_t name;
#define CONFIG_BOOL(name, ...) bool name;
#include "config/keys.def"
#undef CONFIG_TEXT
#undef CONFIG_INT
#undef CONFIG_BOOL
	char **hosts; /* names and addresses the server answers to, NULL ends:
			 from listen.hosts; as in Host: IPv6 in brackets */
	struct attribute *attributes;
	struct config_attribute *attribute_info; /* beside attributes */
	size_t attribute_count;
	struct config_pool *pools;
	size_t pool_count;
	/* The operator's own, of the folder letters.templates; or NULL. */
	struct letter_texts *letter_texts;
	struct config_webhook *webhooks;
	size_t webhook_count;
};

/* Reads and checks the whole file. NULL with every error in *errors, one line
 * each: "file:line:column: key: what was found, what is allowed". Relative
 * paths in the file are relative to its folder. Held once. */
struct config *config_read(const char *file, struct text *errors) MUST_CHECK;
/* The same from memory; `file` names it in errors. */
struct config *config_read_text(const char *file, const char *text, size_t len,
    struct text *errors) MUST_CHECK;
/* The same, of `text` or, where that is NULL, of the file, but for the operator's
 * own letters: their folder need not be there. */
struct config *config_read_places(const char *file, const char *text,
    size_t len, struct text *errors) MUST_CHECK;
/* Reads the sections attributes and pools alone, for whoever draws without a
 * daemon; of the others only the names of their keys are checked, and all that
 * they set stays empty. Otherwise as config_read. */
struct config *
config_read_rules(const char *file, struct text *errors) MUST_CHECK;
/* The same from memory. */
struct config *config_read_rules_text(const char *file, const char *text,
    size_t len, struct text *errors) MUST_CHECK;
struct config *config_hold(struct config *c);
void config_drop(struct config *c); /* NULL is allowed */

/* NULL where there is none of that name. Borrowed. */
const struct config_pool *
config_pool_get(const struct config *c, const char *name);
/* Likewise; and its format as a word. */
const struct config_webhook *
config_webhook_get(const struct config *c, const char *name);
const char *config_webhook_format(const struct config_webhook *w);
/* Its number, or -1. */
int config_attribute_find(const struct config *c, const char *name);
/* The words that it allows, or else its ideas; none where it has neither. Borrowed. */
struct config_list
config_attribute_list(const struct config *c, size_t attribute);
/* The label of a word in a language ("en", "fr"…; another falls back to
 * English), or the word itself. */
const char *config_label_get(const struct config *c, size_t attribute,
    const char *word, const char *language);
const char *config_title_get(
    const struct config_label *title, const char *name, const char *language);

/* Whether this machine's tzdata has the zone ("Europe/Paris"). */
bool config_zone_exists(const char *zone);

/* What would change if `next` took the place of `now`, by key; a whole attribute
 * or pool that one has not is one change. Both are of config_read.
 * config_changes_clear after it. */
struct config_change {
	char *key;            /* "pools.weekly.size" */
	char *before, *after; /* NULL: not there; of a list, one of its items */
	bool needs_restart;
};
struct config_changes {
	struct config_change *list;
	size_t count;
};
void config_compare(const struct config *now, const struct config *next,
    struct config_changes *out);
void config_changes_clear(struct config_changes *changes);

/* Of config_read: the file with every key that it leaves out, each of those with a comment that
 * it is a default; paths are absolute. Reading it gives the same snapshot. */
void config_print(const struct config *c, struct text *out);
/* What may be written for a key ("listen.port", "pools.weekly.size", "size"), for
 * the keys of a section, or for a rule ("differ"). -1 where there is no such
 * thing: *out then says what is near. */
int config_explain(const char *asked, struct text *out) MUST_CHECK;
/* A JSON Schema (draft 7) of the file, by which editors complete and check. */
void config_schema(struct text *out);

/* docs/configuration.md, from the rows. */
void config_reference(struct text *out);

#endif
