/*
 * serendipctl audit: the audit log, and whether it is as it was written.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* Adds NAME=VALUE, encoded, where the option was given. */
static void
add_query(FILE *query, const struct context *c, const char *name)
{
	const char *value = command_value(c, name);

	if (value == NULL)
		return;
	if (ftell(query) > 0)
		fputc('&', query);
	fprintf(query, "%s=", name);
	for (; *value != '\0'; value++) {
		unsigned char byte = (unsigned char)*value;

		if (strchr(
			"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			"0123456789-._~",
			byte) != NULL)
			fputc(byte, query);
		else
			fprintf(query, "%%%02X", byte);
	}
}

static void
show_lines(struct json_object *list)
{
	static const char *const titles[] = { "NUMBER", "AT", "ACTOR", "ACTION",
		"SUBJECT", "DETAIL", NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *l = json_object_array_get_idx(list, i);
		const char *cells[] = { json_object_get_string(
					    proto_get(l, "number")),
			proto_text(l, "at"), proto_text(l, "actor"),
			proto_text(l, "action"), proto_text(l, "subject"),
			proto_text(l, "detail") };

		table_row(table, cells);
	}
	table_print(table);
}

enum link_status
cmd_audit_list(struct context *c, int argc, char **argv)
{
	struct json_object *all = NULL;
	struct link_request rq = { 0 };
	enum link_status status;
	char *query = NULL;
	size_t len;
	FILE *made = link_text(&query, &len);

	(void)argc;
	(void)argv;
	add_query(made, c, "since");
	add_query(made, c, "action");
	add_query(made, c, "subject");
	fclose(made);
	if (len > 0)
		rq.query = query;
	status = pages_all(c->link, ROUTE_AUDIT, &rq, &all);
	free(query);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(all);
	show_lines(proto_get(all, "lines"));
	json_object_put(all);
	return LINK_OK;
}

/* --- verify --------------------------------------------------------------- */

static void
say_broken(struct json_object *broken)
{
	static const struct {
		const char *what, *words;
	} said[] = {
		{ "changed", "a line was changed" },
		{ "gone", "a line was deleted" },
		{ "stray", "a line is beside the chain, or was deleted before "
			   "it had its place" },
		{ "cut",
		    "the log was cut off: the place of that head is gone" },
		{ "rewritten", "the log was written anew: that head's hash is "
			       "another now" },
		{ "beginning", "the oldest lines were taken away, and not by "
			       "retention" },
	};
	const char *what = proto_text(broken, "what");
	struct json_object *place = proto_get(broken, "place");
	struct json_object *number = proto_get(broken, "number");

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		if (strcmp(said[i].what, what) == 0)
			what = said[i].words;
	printf("BROKEN: %s", what);
	if (number != NULL)
		printf(", line %s", json_object_get_string(number));
	if (place != NULL)
		printf(", place %s", json_object_get_string(place));
	printf("\n");
}

static enum link_status
say_verified(struct json_object *reply, int64_t looked)
{
	struct json_object *broken = proto_get(reply, "broken");
	long long waiting = (long long)proto_int(reply, "waiting", 0);

	if (broken != NULL)
		say_broken(broken);
	else
		printf("The audit log is as it was written: %lld lines "
		       "looked at.\n",
		    (long long)looked);
	if (waiting > 0)
		printf("%lld lines have no place yet.\n", waiting);
	printf("Head: %s\n", proto_text(reply, "head"));
	return broken == NULL ? LINK_OK : LINK_REFUSED;
}

enum link_status
cmd_audit_verify(struct context *c, int argc, char **argv)
{
	const char *head = command_value(c, "head");
	struct json_object *reply = NULL, *first_broken = NULL;
	int64_t upto = 0, looked = 0;
	enum link_status status;
	char *query = NULL;
	bool is_end;
	size_t len;

	(void)argc;
	(void)argv;
	for (;;) {
		FILE *made = link_text(&query, &len);

		fprintf(made, "from=%" PRId64, upto);
		if (head != NULL)
			add_query(made, c, "head");
		fclose(made);
		status = link_call(c->link, ROUTE_AUDIT_VERIFY,
		    &(struct link_request){ .query = query }, &reply);
		free(query);
		if (status != LINK_OK)
			return status;
		looked += proto_int(reply, "looked", 0);
		is_end = json_object_get_boolean(proto_get(reply, "is_end"));
		first_broken = proto_get(reply, "broken");
		if (is_end || first_broken != NULL ||
		    proto_int(reply, "upto", 0) <= upto)
			break;
		upto = proto_int(reply, "upto", 0);
		json_object_put(reply);
		reply = NULL;
	}
	if (c->is_json) {
		status = first_broken == NULL ? LINK_OK : LINK_REFUSED;
		(void)command_json(reply);
		return status;
	}
	status = say_verified(reply, looked);
	json_object_put(reply);
	return status;
}
