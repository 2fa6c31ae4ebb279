/*
 * libfyaml's events into a tree: see config/config_yaml.h. Events rather than
 * its documents, since they carry the place of every word and leave it to us
 * to go on after a mistake.
 */
#include "config/config_yaml.h"

#include <libfyaml.h>
#include "base/memory.h"

struct config_yaml {
	struct config_errors *errors;
	const char *text; /* the file */
	struct config_node *root, *at;
	char *key; /* read, its value not yet */
	int line, column, key_line, key_column;
	int depth, documents;
	bool is_malformed; /* no tree can be made of it */
};

/* How many bytes the character at s should have, by its first one. */
static size_t
config_yaml_width(const char *s)
{
	unsigned char c = (unsigned char)*s;

	return c < 0xe0 ? (c < 0xc0 ? 1 : 2) : (c < 0xf0 ? 3 : 4);
}

static bool
config_yaml_is_character(const char *s, size_t left)
{
	size_t n = config_yaml_width(s);
	unsigned char c = (unsigned char)*s;

	if (n > left || (n == 1 && c >= 0x80))
		return false;
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c != 0x7f && text_utf8_length(s, n) == 1;
}

/* libfyaml takes some bytes that are no text, without a place. */
static int
config_yaml_check_bytes(const char *s, size_t len, struct config_errors *errors)
{
	int line = 1, column = 1;
	size_t i;

	for (i = 0; i < len; i += config_yaml_width(s + i)) {
		if (!config_yaml_is_character(s + i, len - i)) {
			config_error_add(errors, line, column, "file",
			    "found the byte 0x%02x, allowed: UTF-8 without "
			    "control characters",
			    (unsigned char)s[i]);
			return -1;
		}
		column++;
		if (s[i] == '\n' ||
		    (s[i] == '\r' && (i + 1 == len || s[i + 1] != '\n'))) {
			line++;
			column = 1;
		}
	}
	return 0;
}

static void
config_yaml_refuse(
    struct config_yaml *y, const char *found, const char *allowed)
{
	config_error_add(y->errors, y->line, y->column, "YAML",
	    "found %s, allowed: %s", found, allowed);
	y->is_malformed = true;
}

/* A child of what is being read; NULL where it cannot be. */
static struct config_node *
config_yaml_add(struct config_yaml *y, enum config_node_kind kind, char *text)
{
	struct config_node *n;

	n = config_node_new(y->at, kind, y->key, text);
	n->line = y->line;
	n->column = y->column;
	n->key_line = y->key_line;
	n->key_column = y->key_column;
	y->key = NULL;
	if (y->at == NULL)
		y->root = n;
	return n;
}

/* Whether the file holds the text letter by letter, so that a place in the
 * text is a place in the file. */
static bool
config_yaml_is_verbatim(const struct config_yaml *y, struct fy_event *event,
    const char *text, size_t len)
{
	const struct fy_mark *from = fy_event_start_mark(event);
	const struct fy_mark *to = fy_event_end_mark(event);

	return from != NULL && to != NULL &&
	       to->input_pos - from->input_pos == len &&
	       memcmp(y->text + from->input_pos, text, len) == 0 &&
	       memchr(text, '\n', len) == NULL;
}

static void
config_yaml_scalar(struct config_yaml *y, struct fy_event *event)
{
	enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
	bool is_quoted =
	    style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
	const struct fy_mark *from = fy_event_start_mark(event);
	const struct fy_mark *to = fy_event_end_mark(event);
	struct config_node *n;
	const char *text;
	size_t len = 0;
	int text_column = 0, column = y->column;

	text = fy_token_get_text(event->scalar.value, &len);
	if (text == NULL)
		text = "";
	if (memchr(text, '\0', len) != NULL)
		config_yaml_refuse(
		    y, "the character U+0000", "text without it");
	if ((is_quoted || style == FYSS_PLAIN) &&
	    config_yaml_is_verbatim(y, event, text, len))
		text_column = y->column;
	if (is_quoted && y->column > 1)
		y->column--; /* libfyaml's place is after the quote */
	if (y->at != NULL && y->at->kind == CONFIG_MAP && y->key == NULL) {
		y->key = memory_text_n(text, len);
		y->key_line = y->line;
		y->key_column = y->column;
		return;
	}
	if (from == NULL && y->key != NULL) { /* nothing after "key:" */
		y->line = y->key_line;
		y->column = y->key_column;
	}
	n = config_yaml_add(y, CONFIG_SCALAR, memory_text_n(text, len));
	n->quoted = style != FYSS_PLAIN;
	n->text_column = text_column;
	if (text_column == 0 && from != NULL && to != NULL) {
		n->source = memory_text_n(
		    y->text + from->input_pos, to->input_pos - from->input_pos);
		n->source_column = column;
	}
}

/* A list or a map begins. */
static void
config_yaml_open(struct config_yaml *y, enum config_node_kind kind)
{
	if (y->at != NULL && y->at->kind == CONFIG_MAP && y->key == NULL) {
		config_yaml_refuse(y,
		    kind == CONFIG_MAP ? "a map as a key" : "a list as a key",
		    "a word as a key");
		y->key = memory_text("?");
	}
	if (++y->depth > CONFIG_DEPTH_MAX) {
		config_yaml_refuse(
		    y, "lists and maps nested too deep", "a depth of 16");
		return;
	}
	y->at = config_yaml_add(y, kind, NULL);
}

static int
config_yaml_compare_keys(const void *a, const void *b)
{
	const struct config_node *x = *(struct config_node *const *)a;
	const struct config_node *y = *(struct config_node *const *)b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : x->index < y->index ? -1 : 1;
}

/* Of several values of one key the first stays. */
static void
config_yaml_drop_repeated(struct config_yaml *y, struct config_node *map)
{
	size_t count = config_node_count(map), i;
	struct config_node **by_key, *n, **link, *first = NULL;
	bool *is_repeated;

	by_key = memory_new(count, sizeof(struct config_node *));
	is_repeated = memory_new(count, sizeof(bool));
	for (n = map->first, i = 0; n != NULL; n = n->next)
		by_key[i++] = n;
	qsort(by_key, count, sizeof(struct config_node *),
	    config_yaml_compare_keys);
	for (i = 0; i < count; i++) {
		if (first == NULL || strcmp(first->key, by_key[i]->key) != 0) {
			first = by_key[i];
			continue;
		}
		is_repeated[by_key[i]->index] = true;
		config_error_at_key(y->errors, by_key[i],
		    "found a second time, allowed: once (first in line %d)",
		    first->key_line);
	}
	for (link = &map->first; (n = *link) != NULL;) {
		if (is_repeated[n->index]) {
			*link = n->next;
			n->parent = NULL;
			config_node_free(n);
			continue;
		}
		map->last = n;
		link = &n->next;
	}
	free(by_key);
	free(is_repeated);
}

static void
config_yaml_close(struct config_yaml *y)
{
	struct config_node *n = y->at;

	if (n == NULL)
		die("libfyaml ends what it did not begin");
	y->depth--;
	y->at = n->parent;
	if (n->kind == CONFIG_MAP && n->first != NULL && n->first != n->last)
		config_yaml_drop_repeated(y, n);
}

static void
config_yaml_document(struct config_yaml *y)
{
	if (y->documents++ > 0)
		config_yaml_refuse(y, "a second document", "one document");
}

/* Something that stands before a value; libfyaml's place is `skipped` after
 * it. */
static void
config_yaml_refuse_extra(struct config_yaml *y, struct fy_token *token,
    int skipped, const char *found, const char *allowed)
{
	const struct fy_mark *mark;

	if (token == NULL)
		return;
	mark = fy_token_start_mark(token);
	if (mark != NULL) {
		y->line = mark->line + 1;
		y->column = mark->column + 1 - skipped;
	}
	config_yaml_refuse(y, found, allowed);
}

static void
config_yaml_refuse_extras(
    struct config_yaml *y, struct fy_token *anchor, struct fy_token *tag)
{
	config_yaml_refuse_extra(
	    y, anchor, 1, "an anchor (&name)", "the value alone");
	config_yaml_refuse_extra(y, tag, 0, "a tag (!name)",
	    "the value alone; it is read as its key wants it");
}

static void
config_yaml_event(struct config_yaml *y, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);

	if (mark != NULL) {
		y->line = mark->line + 1;
		y->column = mark->column + 1;
	}
	switch (event->type) {
	case FYET_DOCUMENT_START:
		config_yaml_document(y);
		break;
	case FYET_SCALAR:
		config_yaml_refuse_extras(
		    y, event->scalar.anchor, event->scalar.tag);
		config_yaml_scalar(y, event);
		break;
	case FYET_SEQUENCE_START:
		config_yaml_refuse_extras(
		    y, event->sequence_start.anchor, event->sequence_start.tag);
		config_yaml_open(y, CONFIG_LIST);
		break;
	case FYET_MAPPING_START:
		config_yaml_refuse_extras(
		    y, event->mapping_start.anchor, event->mapping_start.tag);
		config_yaml_open(y, CONFIG_MAP);
		break;
	case FYET_SEQUENCE_END:
	case FYET_MAPPING_END:
		config_yaml_close(y);
		break;
	case FYET_ALIAS:
		config_yaml_refuse_extra(y, event->alias.anchor, 1,
		    "an alias (*name)", "the value itself");
		break;
	default:
		break;
	}
}

/* libfyaml's own complaint, which is about the form alone. */
static void
config_yaml_tell(struct config_errors *errors, struct fy_diag *diag)
{
	struct fy_diag_error *error;
	void *state = NULL;
	size_t before = errors->count;
	struct text message = { 0 };

	while ((error = fy_diag_errors_iterate(diag, &state)) != NULL) {
		if (error->type != FYET_ERROR || errors->count > before)
			continue;
		config_node_escape(error->msg, &message);
		config_error_add(errors, error->line, error->column, "YAML",
		    "%s", text_get(&message));
		text_clear(&message);
	}
	if (errors->count == before)
		config_error_add(errors, 1, 1, "YAML", "cannot be read");
}

/* After the first thing no tree can be made of, the rest would be guesses. */
static void
config_yaml_parse(
    struct config_yaml *y, struct fy_parser *parser, struct fy_diag *diag)
{
	struct fy_event *event;

	while (!y->is_malformed && (event = fy_parser_parse(parser)) != NULL) {
		config_yaml_event(y, event);
		fy_parser_event_free(parser, event);
	}
	if (!y->is_malformed && fy_parser_get_stream_error(parser)) {
		config_yaml_tell(y->errors, diag);
		y->is_malformed = true;
	}
}

struct config_node *
config_yaml_read(const char *text, size_t len, struct config_errors *errors)
{
	struct config_yaml y = { .errors = errors, .text = text };
	struct fy_parse_cfg cfg = {
		.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE |
			 FYPCF_DEFAULT_VERSION_1_2,
	};
	struct fy_diag_cfg diag_cfg;
	struct fy_parser *parser;

	if (config_yaml_check_bytes(text, len, errors) != 0)
		return NULL;
	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	diag_cfg.colorize = false;
	cfg.diag = fy_diag_create(&diag_cfg);
	if (cfg.diag == NULL)
		die("libfyaml has no memory");
	fy_diag_set_collect_errors(cfg.diag, true);
	parser = fy_parser_create(&cfg);
	if (parser == NULL || fy_parser_set_string(parser, text, len) != 0)
		die("libfyaml has no memory");
	config_yaml_parse(&y, parser, cfg.diag);
	fy_parser_destroy(parser);
	fy_diag_destroy(cfg.diag);

	free(y.key);
	if (y.is_malformed) {
		config_node_free(y.root);
		return NULL;
	}
	if (y.root == NULL) {
		y.root = config_node_new(NULL, CONFIG_MAP, NULL, NULL);
		y.root->line = y.root->column = 1;
	}
	return y.root;
}
