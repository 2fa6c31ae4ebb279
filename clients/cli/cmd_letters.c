/*
 * serendip letters: which of them come, and when.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/table.h"

static void
add_kind(struct json_object *body, const char *field, const char *kind)
{
	struct json_object *list = proto_get(body, field);

	if (list == NULL) {
		list = json_object_new_array();
		json_object_object_add(body, field, list);
	}
	json_object_array_add(list, json_object_new_string(kind));
}

/* "22:00-07:00"; what is no hour is for the server to say. */
static bool
add_quiet(struct json_object *body, const char *hours)
{
	const char *dash = strchr(hours, '-');
	struct json_object *quiet;

	if (dash == NULL)
		return false;
	quiet = json_object_new_object();
	json_object_object_add(quiet, "from",
	    json_object_new_string_len(hours, (int)(dash - hours)));
	json_object_object_add(quiet, "to", json_object_new_string(dash + 1));
	json_object_object_add(body, "quiet", quiet);
	return true;
}

/* NULL, or what is wrong. */
static const char *
read_options(const struct context *c, struct json_object *body)
{
	for (size_t i = 0; i < c->given_count; i++) {
		const char *name = c->given[i].option->name;
		const char *value = c->given[i].value;
		char *end;

		if (strcmp(name, "want") == 0) {
			add_kind(body, "wanted", value);
		} else if (strcmp(name, "refuse") == 0) {
			add_kind(body, "unwanted", value);
		} else if (strcmp(name, "no-quiet") == 0) {
			json_object_object_add(body, "quiet", NULL);
		} else if (strcmp(name, "no-weekly-max") == 0) {
			json_object_object_add(body, "weekly_max", NULL);
		} else if (strcmp(name, "quiet") == 0) {
			if (!add_quiet(body, value))
				return _("--quiet wants two hours, such as "
					 "22:00-07:00");
		} else {
			long most = strtol(value, &end, 10);

			if (*value == '\0' || *end != '\0')
				return _("--weekly-max wants a number");
			json_object_object_add(
			    body, "weekly_max", json_object_new_int64(most));
		}
	}
	return NULL;
}

static void
print_letters(struct json_object *reply)
{
	static const char *const titles[] = { N_("KIND"), N_("COMES"),
		N_("WHAT IT IS"), NULL };
	struct json_object *list = proto_get(reply, "kinds"), *o;
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *k = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(k, "kind"),
			proto_bool(k, "wanted", true) ? _("yes") : _("no"),
			proto_text(k, "title") };

		table_row(table, cells);
	}
	table_print(table);
	o = proto_get(reply, "quiet");
	if (o != NULL)
		paper_textf(0, PAPER_PLAIN,
		    _("Quiet from %s to %s, in your time zone."),
		    proto_text(o, "from"), proto_text(o, "to"));
	o = proto_get(reply, "weekly_max");
	if (o != NULL)
		printf(
		    _("At most %d in seven days.\n"), json_object_get_int(o));
	puts(_("Codes, and letters about the account itself, always come."));
}

enum link_status
cmd_letters(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	const char *wrong = read_options(c, body);
	enum link_status status;

	(void)argc;
	(void)argv;
	if (wrong != NULL) {
		json_object_put(body);
		return command_wrong(c, wrong);
	}
	status = c->given_count == 0
		     ? link_call(c->link, ROUTE_LETTERS, NULL, &reply)
		     : link_call(c->link, ROUTE_LETTERS_CHANGE, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_letters(reply);
	json_object_put(reply);
	return LINK_OK;
}
