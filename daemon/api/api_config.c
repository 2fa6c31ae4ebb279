/*
 * The configuration in force, what another would change, and reloading it.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"

#define ERRORS_MAX 1000 /* shown of one file */
#define CHANGES_MAX 10000

/* A text for each line. */
static struct json_object *
lines_of(const struct text *errors)
{
	struct json_object *list = json_object_new_array();
	char *copy = memory_text(text_get(errors)), *rest = copy, *line;

	while ((line = text_split(&rest, "\n")) != NULL)
		if (*line != '\0' &&
		    json_object_array_length(list) < ERRORS_MAX)
			json_object_array_add(
			    list, json_object_new_string(line));
	free(copy);
	return list;
}

static struct json_object *
changes_of(const struct config_changes *changes)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < changes->count && i < CHANGES_MAX; i++) {
		const struct config_change *c = &changes->list[i];
		struct json_object *o = json_object_new_object();

		shape_text(o, "key", c->key);
		shape_text(o, "before", c->before);
		shape_text(o, "after", c->after);
		shape_text(
		    o, "effect", c->needs_restart ? "restart" : "reload");
		json_object_array_add(list, o);
	}
	return list;
}

static void
reply_changes(struct call *c, struct json_object *o,
    struct config_changes *changes, struct text *errors)
{
	json_object_object_add(o, "errors", lines_of(errors));
	json_object_object_add(o, "changes", changes_of(changes));
	config_changes_clear(changes);
	text_clear(errors);
	call_reply(c, o);
}

void
api_handle_CONFIG(struct call *c)
{
	struct json_object *o = json_object_new_object();
	struct text text = { 0 };

	config_print(c->house->config, &text);
	shape_text(o, "file", c->house->config->file);
	shape_text(o, "digest", c->house->config->digest);
	shape_text(o, "text", text_get(&text));
	text_clear(&text);
	call_reply(c, o);
}

void
api_handle_CONFIG_DIFF(struct call *c)
{
	const struct config *now = c->house->config;
	struct json_object *text = proto_get(c->body, "text");
	struct config_changes changes = { 0 };
	struct text errors = { 0 };
	struct config *next =
	    text == NULL
		? config_read(now->file, &errors)
		: config_read_text(now->file, json_object_get_string(text),
		      (size_t)json_object_get_string_len(text), &errors);

	if (next != NULL)
		config_compare(now, next, &changes);
	config_drop(next);
	reply_changes(c, json_object_new_object(), &changes, &errors);
}

void
api_handle_RELOAD(struct call *c)
{
	struct json_object *o = json_object_new_object();
	struct config_changes changes;
	struct text errors = { 0 };

	/* The log has it only where nobody is told. */
	shape_bool(o, "reloaded",
	    c->api->reload(c->api->wake_arg, &changes, &errors) == 0);
	reply_changes(c, o, &changes, &errors);
}
