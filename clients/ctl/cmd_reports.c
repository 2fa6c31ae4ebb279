/*
 * serendipctl reports: what members have reported, and what is decided.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/pages.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

static const char *
name_of(struct json_object *party)
{
	return party == NULL ? "a former member" : proto_text(party, "name");
}

enum link_status
cmd_reports_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "REPORT", "AT", "ABOUT", "OF",
		"BY", "STATE", "ACCOUNT", NULL };
	struct json_object *all = NULL, *list;
	enum link_status status;
	struct table *table;

	(void)argc;
	(void)argv;
	status = pages_all(c->link, ROUTE_OPERATOR_REPORTS, NULL, &all);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(all);
	table = table_new(titles);
	list = proto_get(all, "reports");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(r, "id"),
			proto_text(r, "reported_at"), proto_text(r, "category"),
			name_of(proto_get(r, "reported")),
			name_of(proto_get(r, "reporter")),
			proto_text(r, "state"), proto_text(r, "account") };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(all);
	return LINK_OK;
}

static void
print_line(const char *title, const char *value)
{
	fputs(title, stdout);
	safe_print(stdout, value == NULL ? "–" : value);
	putchar('\n');
}

/* Several lines of somebody's, indented. */
static void
print_prose(const char *title, const char *prose)
{
	char *safe;

	if (prose == NULL)
		return;
	safe = safe_text(prose, 1);
	puts(title);
	for (char *line = safe, *next; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		printf("    %s\n", line);
	}
	free(safe);
}

enum link_status
cmd_reports_show(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *r = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_OPERATOR_REPORT, &rq, &r);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(r);
	print_line("Report        ", proto_text(r, "id"));
	print_line("At            ", proto_text(r, "reported_at"));
	print_line("About         ", proto_text(r, "category"));
	print_line("Of            ", name_of(proto_get(r, "reported")));
	print_line("By            ", name_of(proto_get(r, "reporter")));
	print_line("Introduction  ", proto_text(r, "introduction"));
	print_line("State         ", proto_text(r, "state"));
	print_line("Account       ", proto_text(r, "account"));
	print_prose("They say", proto_text(r, "text"));
	print_prose("As it was then", proto_text(r, "snapshot"));
	print_prose("What both were told", proto_text(r, "words"));
	json_object_put(r);
	return LINK_OK;
}

enum link_status
cmd_reports_decide(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .parameters = { argv[0] }, .body = body };
	enum link_status status;

	(void)argc;
	json_object_object_add(body, "action", json_object_new_string(argv[1]));
	command_texts(c, body);
	status = link_call(c->link, ROUTE_OPERATOR_DECIDE, &rq, &reply);
	json_object_put(body);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		puts("Decided; whom it concerns gets a letter.");
	return status;
}
