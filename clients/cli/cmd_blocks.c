/*
 * serendip block, blocks, report: whom I never want to meet, and whom the
 * operators should look at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/link/language.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* --- whom ----------------------------------------------------------------- */

/* Whether an entry, which has `name` and `handle`, is meant. */
static bool
is_meant(struct json_object *entry, const char *partner)
{
	const char *name = proto_text(entry, "name");

	return partner == NULL ||
	       (name != NULL && strcmp(name, partner) == 0) ||
	       strcmp(proto_text(entry, "handle"), partner) == 0;
}

/* Among blocks, which know of an introduction that is not to be seen any more;
 * then in the introduction. Fills `introduction` and `handle` of the body. */
static enum link_status
find_partner(
    struct context *c, const char *introduction, struct json_object *body)
{
	const char *partner = command_value(c, "partner");
	struct link_request rq = { .parameters = { introduction } };
	struct json_object *reply = NULL, *list, *meant = NULL;
	enum link_status status;
	size_t count = 0;

	status = link_call(c->link, ROUTE_BLOCKS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	list = proto_get(reply, "blocks");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *b = json_object_array_get_idx(list, i);
		const char *id = proto_text(b, "introduction");

		if (id != NULL && strcmp(id, introduction) == 0 &&
		    is_meant(b, partner) && ++count > 0)
			meant = b;
	}
	if (count == 0) {
		json_object_put(reply);
		reply = NULL;
		status = link_call(c->link, ROUTE_INTRODUCTION, &rq, &reply);
		if (status != LINK_OK)
			return status;
		list = proto_get(reply, "partners");
		for (size_t i = 0; i < json_object_array_length(list); i++) {
			struct json_object *p =
			    json_object_array_get_idx(list, i);

			if (is_meant(p, partner) && ++count > 0)
				meant = p;
		}
	}
	if (count == 1) {
		json_object_object_add(
		    body, "introduction", json_object_new_string(introduction));
		json_object_object_add(body, "handle",
		    json_object_new_string(proto_text(meant, "handle")));
	} else {
		fputs(_("Say which partner: --partner NAME, as serendip intros "
			"shows it\n"),
		    stderr);
		status = LINK_USAGE;
	}
	json_object_put(reply);
	return status;
}

/* --- blocks --------------------------------------------------------------- */

enum link_status
cmd_block(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status = LINK_OK;

	(void)argc;
	if (strchr(argv[0], '@') != NULL)
		json_object_object_add(
		    body, "email", json_object_new_string(argv[0]));
	else
		status = find_partner(c, argv[0], body);
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_BLOCK_ADD, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts(_("Blocked. You will not be introduced, and nobody is told."));
	json_object_put(reply);
	return LINK_OK;
}

static const char *
who_text(struct json_object *block)
{
	const char *email = proto_text(block, "email");
	const char *name = proto_text(block, "name");

	return email != NULL ? email : name != NULL ? name : "–";
}

static void
blocks_row(struct table *table, struct json_object *b, const char *zone)
{
	char when[WHEN_SIZE];
	const char *cells[] = { who_text(b),
		when_text(proto_text(b, "blocked_at"), zone, when),
		proto_text(b, "id") };

	table_row(table, cells);
}

enum link_status
cmd_blocks(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("WHO"), N_("SINCE"), N_("ID"),
		NULL };
	static const struct plain_list list = { .route = ROUTE_BLOCKS,
		.field = "blocks",
		.titles = titles,
		.row = blocks_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}

enum link_status
cmd_blocks_remove(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };

	(void)argc;
	return plain_deed(
	    c, ROUTE_BLOCK_REMOVE, &rq, _("The block is taken back."));
}

/* --- reports -------------------------------------------------------------- */

enum link_status
cmd_report(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	(void)argc;
	command_texts(c, body);
	if (command_value(c, "block") != NULL)
		json_object_object_add(
		    body, "block", json_object_new_boolean(true));
	if (!proto_has(body, "text") && ask_is_possible(c)) {
		char *line = ask_line(_("What happened?"), NULL);

		json_object_object_add(body, "text",
		    json_object_new_string(line == NULL ? "" : line));
		free(line);
	}
	status = find_partner(c, argv[0], body);
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_REPORT_ADD, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts(_("The operators will look at it, and write to you. "
	       "See: serendip report list"));
	json_object_put(reply);
	return LINK_OK;
}

static void
report_list_row(struct table *table, struct json_object *r, const char *zone)
{
	char when[WHEN_SIZE];
	const char *cells[] = {
		when_text(proto_text(r, "reported_at"), zone, when),
		api_word("category", proto_text(r, "category")),
		api_word("report", proto_text(r, "state")), proto_text(r, "id")
	};

	table_row(table, cells);
}

enum link_status
cmd_report_list(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("REPORTED"), N_("ABOUT"),
		N_("STATE"), N_("ID"), NULL };
	static const struct plain_list list = { .route = ROUTE_MY_REPORTS,
		.field = "reports",
		.titles = titles,
		.row = report_list_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}
