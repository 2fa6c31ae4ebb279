/*
 * serendip pause.
 */
#include <stdio.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

enum link_status
cmd_pause(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *me = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;
	const char *until;
	char when[WHEN_SIZE];

	(void)argc;
	(void)argv;
	command_texts(c, body);
	status = link_call(c->link, ROUTE_PAUSE, &rq, &me);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(me);
	until = proto_text(proto_get(me, "pause"), "until");
	if (until != NULL)
		paper_textf(0, PAPER_PLAIN, _("You are in no round until %s"),
		    when_text(until, proto_text(me, "zone"), when));
	else
		puts(_("You are in no round until you say: serendip back"));
	json_object_put(me);
	return LINK_OK;
}
