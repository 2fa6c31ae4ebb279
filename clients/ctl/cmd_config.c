/*
 * serendipctl config: the operator's file, with and without a daemon. What is
 * checked, printed and explained here is so by the daemon's own code.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/table.h"
#include "config/config.h"

#define CONFIG_FILE "/etc/serendip/serendip.yaml"

/* NULL after saying every error. */
static struct config *
read_file(const char *file)
{
	struct text errors = { 0 };
	struct config *config = config_read(file, &errors);

	fputs(text_get(&errors), stderr);
	text_clear(&errors);
	return config;
}

static enum link_status
print_text(struct text *text)
{
	fputs(text_get(text), stdout);
	text_clear(text);
	return LINK_OK;
}

enum link_status
cmd_config_check(struct context *c, int argc, char **argv)
{
	const char *file = argc > 0 ? argv[0] : CONFIG_FILE;
	struct config *config = read_file(file);

	(void)c;
	if (config == NULL)
		return LINK_REFUSED;
	config_drop(config);
	printf("%s: in order\n", file);
	return LINK_OK;
}

/* Of the daemon's configuration, where no file is named. */
static enum link_status
print_in_force(struct context *c)
{
	struct json_object *reply = NULL;
	enum link_status status =
	    link_call(c->link, ROUTE_CONFIG, NULL, &reply);

	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	fputs(proto_text(reply, "text"), stdout);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_config_print(struct context *c, int argc, char **argv)
{
	struct text text = { 0 };
	struct config *config;

	if (argc < 1)
		return print_in_force(c);
	if ((config = read_file(argv[0])) == NULL)
		return LINK_REFUSED;
	config_print(config, &text);
	config_drop(config);
	return print_text(&text);
}

enum link_status
cmd_config_explain(struct context *c, int argc, char **argv)
{
	struct text text = { 0 };

	(void)c;
	(void)argc;
	if (config_explain(argv[0], &text) == 0)
		return print_text(&text);
	fputs(text_get(&text), stderr);
	text_clear(&text);
	return LINK_REFUSED;
}

enum link_status
cmd_config_schema(struct context *c, int argc, char **argv)
{
	struct text text = { 0 };

	(void)c;
	(void)argc;
	(void)argv;
	config_schema(&text);
	return print_text(&text);
}

/* --- with the daemon ------------------------------------------------------ */

static void
print_errors(struct json_object *reply)
{
	struct json_object *errors = proto_get(reply, "errors");

	for (size_t i = 0; i < json_object_array_length(errors); i++)
		fprintf(stderr, "%s\n",
		    json_object_get_string(
			json_object_array_get_idx(errors, i)));
}

static void
print_changes(struct json_object *changes)
{
	static const char *const titles[] = { "KEY", "TAKES EFFECT AT",
		"IN FORCE", "THEN", NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(changes); i++) {
		struct json_object *o = json_object_array_get_idx(changes, i);
		const char *before = proto_text(o, "before");
		const char *after = proto_text(o, "after");
		const char *cells[] = { proto_text(o, "key"),
			proto_text(o, "effect"), before == NULL ? "–" : before,
			after == NULL ? "–" : after };

		table_row(table, cells);
	}
	table_print(table);
}

/* Of the daemon's file as it is now, or of another in its place. */
enum link_status
cmd_config_diff(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .body = json_object_new_object() };
	struct json_object *reply = NULL, *changes;
	enum link_status status = LINK_OK;
	struct config *config;

	if (argc > 0) {
		if ((config = read_file(argv[0])) == NULL) {
			json_object_put(rq.body);
			return LINK_REFUSED;
		}
		json_object_object_add(
		    rq.body, "text", json_object_new_string(config->source));
		config_drop(config);
	}
	status = link_call(c->link, ROUTE_CONFIG_DIFF, &rq, &reply);
	json_object_put(rq.body);
	if (status != LINK_OK)
		return status;
	changes = proto_get(reply, "changes");
	if (json_object_array_length(proto_get(reply, "errors")) > 0)
		status = LINK_REFUSED;
	if (c->is_json) {
		(void)command_json(reply);
		return status;
	}
	print_errors(reply);
	if (json_object_array_length(changes) > 0)
		print_changes(changes);
	else if (status == LINK_OK)
		puts("Nothing would change.");
	json_object_put(reply);
	return status;
}

enum link_status
cmd_reload(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *changes;
	enum link_status status;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_RELOAD, NULL, &reply);
	if (status != LINK_OK)
		return status;
	if (!json_object_get_boolean(proto_get(reply, "reloaded")))
		status = LINK_REFUSED;
	if (c->is_json) {
		(void)command_json(reply);
		return status;
	}
	changes = proto_get(reply, "changes");
	print_errors(reply);
	if (status != LINK_OK) {
		fputs("Not reloaded: all is as before.\n", stderr);
	} else if (json_object_array_length(changes) == 0) {
		puts("Reloaded; no key has changed.");
	} else {
		puts("Reloaded. What changed:\n");
		print_changes(changes);
	}
	json_object_put(reply);
	return status;
}
