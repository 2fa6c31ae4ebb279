/*
 * serendipctl members search, members show: who is there, and one of them, with
 * the reason for looking.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* --- search --------------------------------------------------------------- */

static void
add_parameter(FILE *query, const char *name, const char *value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";

	if (value == NULL)
		return;
	fprintf(query, "%s%s=", ftell(query) > 0 ? "&" : "", name);
	for (; *value != '\0'; value++) {
		if (strchr(plain, *value) != NULL)
			fputc(*value, query);
		else
			fprintf(query, "%%%02X", (unsigned char)*value);
	}
}

/* The query of what was given; a new text. --attribute is NAME or NAME=VALUE. */
static char *
query_of(const struct context *c, const char *text)
{
	const char *given = command_value(c, "attribute");
	char *attribute = link_copy(given), *mark, *query;
	size_t len;
	FILE *out = link_text(&query, &len);

	mark = attribute == NULL ? NULL : strchr(attribute, '=');
	if (mark != NULL)
		*mark++ = '\0';
	add_parameter(out, "q", text);
	add_parameter(out, "pool", command_value(c, "pool"));
	add_parameter(out, "state", command_value(c, "state"));
	add_parameter(out, "attribute", attribute);
	add_parameter(out, "value", mark);
	fclose(out);
	free(attribute);
	return query;
}

/* The texts of a list, with commas between; a new text. */
static char *
joined(struct json_object *list)
{
	char *text;
	size_t len;
	FILE *out = link_text(&text, &len);

	for (size_t i = 0; i < json_object_array_length(list); i++)
		fprintf(out, "%s%s", i == 0 ? "" : ", ",
		    json_object_get_string(json_object_array_get_idx(list, i)));
	fclose(out);
	return text;
}

static void
print_found(struct json_object *list)
{
	static const char *const titles[] = { "ID", "NAME", "STATE", "ADDRESS",
		"POOLS", "OWN ID", NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		char *pools = joined(proto_get(o, "pools"));
		const char *cells[] = { proto_text(o, "id"),
			proto_text(o, "name"), proto_text(o, "state"),
			proto_text(o, "email"), pools, proto_text(o, "ref") };

		table_row(table, cells);
		free(pools);
	}
	table_print(table);
}

enum link_status
cmd_members_search(struct context *c, int argc, char **argv)
{
	char *query = query_of(c, argc > 0 ? argv[0] : NULL);
	struct link_request rq = { .query = *query == '\0' ? NULL : query };
	struct json_object *reply = NULL, *list;
	enum link_status status;

	status = pages_all(c->link, ROUTE_MEMBERS, &rq, &reply);
	free(query);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	list = proto_get(reply, "members");
	if (json_object_array_length(list) == 0)
		puts("Nobody.");
	else
		print_found(list);
	json_object_put(reply);
	return LINK_OK;
}

/* --- show ----------------------------------------------------------------- */

static void
print_line(const char *title, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	printf("%-14s", title);
	safe_print(stdout, text);
	putchar('\n');
}

static void
print_attributes(struct json_object *attributes)
{
	json_object_object_foreach(attributes, name, value)
	{
		char *text = json_object_is_type(value, json_type_array)
				 ? joined(value)
				 : link_copy(json_object_get_string(value));

		fputs("  ", stdout);
		print_line(name, text);
		free(text);
	}
}

static void
print_latest(struct json_object *list)
{
	static const char *const titles[] = { "INTRODUCTION", "POOL", "STATE",
		"WHEN", "WITH", NULL };
	struct table *table;

	if (json_object_array_length(list) == 0)
		return;
	putchar('\n');
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(o, "id"),
			proto_text(o, "pool"), proto_text(o, "state"),
			proto_text(o, "offered_at"), proto_text(o, "with") };

		table_row(table, cells);
	}
	table_print(table);
}

static void
print_shown(struct json_object *m)
{
	char *pools = joined(proto_get(m, "pools"));

	print_line("Member", proto_text(m, "id"));
	print_line("Own id", proto_text(m, "ref"));
	print_line("Name", proto_text(m, "name"));
	print_line("Address", proto_text(m, "email"));
	if (proto_bool(m, "letters_refused", false))
		print_line("", "its mail server refuses letters for good");
	print_line("State", proto_text(m, "state"));
	print_line("  until", proto_text(m, "paused_until"));
	print_line("  since", proto_text(m, "rest_since"));
	if (proto_bool(m, "operator", false))
		print_line("Role", "operator");
	print_line("Language", proto_text(m, "language"));
	print_line("Zone", proto_text(m, "zone"));
	print_line("Pools", pools);
	print_line("Joined", proto_text(m, "joined_at"));
	print_line("  by", proto_text(m, "source"));
	print_line("Terms", proto_text(m, "terms_version"));
	print_line("Last seen", proto_text(m, "seen_at"));
	print_line("Pitch", proto_text(m, "pitch"));
	print_attributes(proto_get(m, "attributes"));
	printf("Introductions %" PRId64 " (said yes to %" PRId64
	       ", met %" PRId64 "); sat out %" PRId64 "\n"
	       "Reports       %" PRId64 " on them, %" PRId64 " by them\n",
	    proto_int(m, "introductions", 0), proto_int(m, "accepted", 0),
	    proto_int(m, "met", 0), proto_int(m, "sat_out", 0),
	    proto_int(m, "reports_on", 0), proto_int(m, "reports_by", 0));
	print_latest(proto_get(m, "latest"));
	free(pools);
}

enum link_status
cmd_members_show(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	(void)argc;
	json_object_object_add(body,
	    strchr(argv[0], '@') == NULL ? "member" : "email",
	    json_object_new_string(argv[0]));
	command_texts(c, body);
	if (command_value(c, "unmask") != NULL)
		json_object_object_add(
		    body, "unmask", json_object_new_boolean(true));
	status = link_call(c->link, ROUTE_MEMBER_SHOW, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_shown(reply);
	json_object_put(reply);
	return LINK_OK;
}
