/*
 * Webhooks from the file: see config/config_webhooks.h.
 */
#include "config/config_webhooks.h"

#include <string.h>
#include "base/memory.h"
#include "config/config_scalar.h"
#include "model/webhook_event.h"

#define WEBHOOKS_MAX 20

static const char *const formats[] = { [HOOK_STANDARD] = "standard",
	[HOOK_SLACK] = "slack",
	[HOOK_MATTERMOST] = "mattermost",
	[HOOK_MATRIX] = "matrix" };

const char *
config_webhook_format(const struct config_webhook *w)
{
	return formats[w->format];
}

const struct config_webhook *
config_webhook_get(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->webhook_count; i++)
		if (strcmp(c->webhooks[i].name, name) == 0)
			return &c->webhooks[i];
	return NULL;
}

/* --- the keys of one ------------------------------------------------------ */

static void
read_url(struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	if (strncmp(text, "https://", 8) != 0 || text[8] == '\0' ||
	    strpbrk(text, " \t\"<>\\^`{|}@#") != NULL)
		config_error_found(r->errors, n,
		    "an address with https://, without user, such as "
		    "https://hooks.example.org/serendip");
	else
		w->url = memory_text(text);
}

/* A path is one from the file's folder. */
static void
read_path(struct config_reader *r, const struct config_node *n, char **out)
{
	struct text path = { 0 };
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	if (*text != '/')
		text_addf(&path, "%s/", r->folder);
	text_add(&path, text);
	*out = text_take(&path);
}

static void
read_url_file(struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;

	read_path(r, n, &w->url_file);
}

static void
read_format(struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;
	size_t i;

	if (config_scalar_word(r->errors, n, formats, COUNT_OF(formats), &i) ==
	    0)
		w->format = (enum config_webhook_kind)i;
}

static void
read_event(struct config_reader *r, const struct config_node *n,
    struct config_webhook *w)
{
	const char *words[WEBHOOK_EVENTS];
	size_t count = 0, i;

	/* A test comes by command. */
	for (int e = 0; e < WEBHOOK_TEST; e++)
		if (w->format == HOOK_STANDARD ||
		    webhook_event_is_for_chat((enum webhook_event)e))
			words[count++] =
			    webhook_event_word((enum webhook_event)e);
	if (config_scalar_word(r->errors, n, words, count, &i) == 0)
		w->events |= 1u << webhook_event_find(words[i]);
}

static void
read_events(struct config_reader *r, const struct config_node *n, void *into)
{
	if (n->kind != CONFIG_LIST || n->first == NULL) {
		config_error_found(r->errors, n,
		    "a list of events, such as [round.published]");
		return;
	}
	for (n = n->first; n != NULL; n = n->next)
		read_event(r, n, into);
}

static void
read_secret_file(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;

	read_path(r, n, &w->secret_file);
}

static void
read_room(struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	if (*text != '!')
		config_error_found(r->errors, n,
		    "a room's internal id, such as \"!abc:example.org\"");
	else
		w->room = memory_text(text);
}

static void
read_ca_file(struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;

	read_path(r, n, &w->ca_file);
}

static void
read_allow_private(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_webhook *w = into;

	config_scalar_bool(r->errors, n, &w->allow_private);
}

static const char *
format_word(size_t i)
{
	return i < COUNT_OF(formats) ? formats[i] : NULL;
}

static const char *
event_word(size_t i)
{
	return i < WEBHOOK_TEST ? webhook_event_word((enum webhook_event)i)
				: NULL;
}

/* In the order of reading: which events there are depends on the format. */
static const struct config_field rows[] = {
	{ "url", NULL,
	    "Where it goes: `https://…`. For Matrix the homeserver's address "
	    "alone.",
	    read_url, .allowed = "an address with https://" },
	{ "url_file", NULL,
	    "Instead, a file whose first line is that address, readable by "
	    "the daemon alone: those of Slack and Mattermost are secrets.",
	    read_url_file, .allowed = "a path" },
	{ "format", "standard",
	    "`standard`: JSON, signed as [Standard "
	    "Webhooks](https://www.standardwebhooks.com/) has it; `slack`, "
	    "`mattermost`, `matrix`: a message of that chat.",
	    read_format, .kind = CONFIG_FIELD_WORD, .word = format_word },
	{ "events", NULL,
	    "What it is told of, a list of `round.published`, "
	    "`round.waiting` (for an operator's yes), `round.failed`, "
	    "`round.closed`, `report.made`, and, for `standard` alone, "
	    "`introduction.made` and `introduction.outcome`.",
	    read_events, .kind = CONFIG_FIELD_WORDS, .word = event_word },
	{ "secret_file", NULL,
	    "File whose first line is the secret, readable by the daemon "
	    "alone: of `standard` `whsec_` and 24 to 64 bytes in base64; of "
	    "`matrix` an access token.",
	    read_secret_file, .allowed = "a path" },
	{ "room", NULL, "The room's id, of `matrix`: `\"!abc:example.org\"`.",
	    read_room, .allowed = "a room's id, from ! on" },
	{ "ca_file", NULL,
	    "Certificates, PEM, that vouch for the receiver; without it "
	    "those of the system.",
	    read_ca_file, .allowed = "a path" },
	{ "allow_private", "false",
	    "It may be at an address of this machine or of a private "
	    "network; else such addresses are refused.",
	    read_allow_private, .kind = CONFIG_FIELD_BOOL },
};

/* --- what only several keys show ------------------------------------------- */

static void
check_one(struct config_reader *r, const struct config_node *entry,
    const struct config_webhook *w)
{
	const bool is_signed =
	    w->format == HOOK_STANDARD || w->format == HOOK_MATRIX;
	const bool has_url = config_node_child(entry, "url") != NULL;

	if (has_url == (config_node_child(entry, "url_file") != NULL))
		config_error_missing(
		    r->errors, entry, "url", "either url or url_file");
	if (config_node_child(entry, "events") == NULL)
		config_error_missing(r->errors, entry, "events",
		    "a list of events, such as [round.published]");
	if (is_signed && config_node_child(entry, "secret_file") == NULL)
		config_error_missing(r->errors, entry, "secret_file",
		    w->format == HOOK_MATRIX
			? "a file with an access token"
			: "a file with a secret, whsec_ and base64");
	if (w->format == HOOK_MATRIX &&
	    config_node_child(entry, "room") == NULL)
		config_error_missing(r->errors, entry, "room",
		    "a room's internal id, such as \"!abc:example.org\"");
}

static void
read_one(struct config_reader *r, const struct config_node *entry)
{
	struct config_webhook *w =
	    &r->config->webhooks[r->config->webhook_count++];

	config_fields_is_name(r, entry);
	w->name = memory_text(entry->key);
	if (config_fields_read(r, entry, rows, COUNT_OF(rows), w) == 0)
		check_one(r, entry, w);
}

void
config_webhooks_read(struct config_reader *r, const struct config_node *section)
{
	struct config *c = r->config;
	const struct config_node *n;

	if (section->kind != CONFIG_MAP) {
		if (!config_node_is_nothing(section))
			config_error_found(r->errors, section,
			    "a map of webhooks, name: {url: …}");
		return;
	}
	c->webhooks = memory_new(WEBHOOKS_MAX, sizeof(*c->webhooks));
	for (n = section->first; n != NULL; n = n->next) {
		if (c->webhook_count == WEBHOOKS_MAX) {
			config_error_at_key(r->errors, n,
			    "found one more webhook, allowed: at most %d",
			    WEBHOOKS_MAX);
			return;
		}
		read_one(r, n);
	}
}

void
config_webhooks_clear(struct config *c)
{
	for (size_t i = 0; i < c->webhook_count; i++) {
		struct config_webhook *w = &c->webhooks[i];

		free(w->name);
		free(w->url);
		free(w->url_file);
		free(w->secret_file);
		free(w->room);
		free(w->ca_file);
	}
	free(c->webhooks);
}

const struct config_field *
config_webhooks_fields(size_t *count)
{
	*count = COUNT_OF(rows);
	return rows;
}

void
config_webhooks_reference(struct text *out)
{
	config_fields_reference(rows, COUNT_OF(rows), out);
}
