/*
 * serendip consent: to the terms in force, when they have changed.
 */
#include <stdio.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

enum link_status
cmd_consent(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *about;
	struct json_object *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status = LINK_OK;

	(void)argc;
	(void)argv;
	command_texts(c, body);
	if (command_value(c, "of-age") != NULL)
		json_object_object_add(
		    body, "of_age", json_object_new_boolean(1));
	if (c->given_count == 0 && ask_is_possible(c)) {
		status = about_get(c, &about);
		if (status == LINK_OK && !questions_consent(about, body)) {
			fputs(_("Nothing was sent.\n"), stderr);
			status = LINK_REFUSED;
		}
	}
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_CONSENT, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	paper_textf(0, PAPER_PLAIN, _("Consented to the terms, version %s."),
	    proto_text(proto_get(reply, "consent"), "terms_version"));
	json_object_put(reply);
	return LINK_OK;
}
