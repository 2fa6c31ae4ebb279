/*
 * serendip invite and invitations: whom I bring along.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
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

enum link_status
cmd_invitations(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("ID"), N_("STATE"), N_("MADE"),
		N_("UNTIL"), NULL };
	struct json_object *reply = NULL, *list;
	struct link_request rq = { 0 };
	enum link_status status;
	struct table *table;
	const char *zone;

	(void)argc;
	(void)argv;
	status = pages_all(c->link, ROUTE_INVITATIONS, &rq, &reply);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	list = proto_get(reply, "invitations");
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		char made[WHEN_SIZE], until[WHEN_SIZE];
		const char *cells[] = { proto_text(o, "id"),
			api_word("invitation", proto_text(o, "state")),
			when_text(proto_text(o, "created_at"), zone, made),
			when_text(proto_text(o, "expires_at"), zone, until) };

		table_row(table, cells);
	}
	if (json_object_array_length(list) == 0)
		puts(_("You have invited nobody yet: serendip invite"));
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

/* Says `done` once the route has answered. */
static enum link_status
call_and_say(struct context *c, enum proto_route_id route,
    const struct link_request *rq, const char *done)
{
	struct json_object *reply = NULL;
	enum link_status status = link_call(c->link, route, rq, &reply);

	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts(done);
	return LINK_OK;
}

enum link_status
cmd_invitations_end(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };

	(void)argc;
	return call_and_say(
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
	status = call_and_say(c, ROUTE_INVITATION_REFUSE, &rq,
	    _("No more letters with invitations go to that address."));
	json_object_put(body);
	return status;
}
