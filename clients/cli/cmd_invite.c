/*
 * serendip invite and invitations: whom I bring along.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"
#include "clients/link/table.h"

enum link_status
cmd_invite(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	const char *email = command_value(c, "email"), *zone;
	enum link_status status;
	char when[WHEN_SIZE];

	(void)argc;
	(void)argv;
	command_texts(c, body);
	status = link_call(c->link, ROUTE_INVITE, &rq, &reply);
	json_object_put(body);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	if (email != NULL)
		puts(
		    _("A letter with the invitation is on its way, unless that "
		      "address wants none."));
	printf(_("It lets one person in, until %s:\n"
		 "\n    serendip signup --invitation %s\n"),
	    when_text(proto_text(reply, "expires_at"), zone, when),
	    proto_text(reply, "token"));
	json_object_put(reply);
	return LINK_OK;
}

static void
invitations_row(struct table *table, struct json_object *o, const char *zone)
{
	char made[WHEN_SIZE], until[WHEN_SIZE];
	const char *cells[] = { proto_text(o, "id"),
		api_word("invitation", proto_text(o, "state")),
		when_text(proto_text(o, "created_at"), zone, made),
		when_text(proto_text(o, "expires_at"), zone, until) };

	table_row(table, cells);
}

enum link_status
cmd_invitations(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("ID"), N_("STATE"), N_("MADE"),
		N_("UNTIL"), NULL };
	static const struct plain_list list = { .route = ROUTE_INVITATIONS,
		.field = "invitations",
		.titles = titles,
		.is_paged = true,
		.empty = N_("You have invited nobody yet: serendip invite"),
		.row = invitations_row };

	(void)argc;
	(void)argv;
	return plain_list(c, &list);
}

enum link_status
cmd_invitations_end(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };

	(void)argc;
	return plain_deed(
	    c, ROUTE_INVITATION_END, &rq, _("It lets nobody in any more."));
}

enum link_status
cmd_invitations_refuse(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object();
	struct link_request rq = { .body = body };
	enum link_status status;

	(void)argc;
	json_object_object_add(body, "token", json_object_new_string(argv[0]));
	status = plain_deed(c, ROUTE_INVITATION_REFUSE, &rq,
	    _("No more letters with invitations go to that address."));
	json_object_put(body);
	return status;
}
