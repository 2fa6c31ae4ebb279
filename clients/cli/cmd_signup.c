/*
 * serendip signup: from options, and from questions where somebody can answer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"

/* What the options say, into the body. */
static enum link_status
take_options(struct context *c, struct json_object *body)
{
	struct json_object *consent = json_object_new_object();
	struct json_object *attributes = json_object_new_object(), *about;
	enum link_status status;

	json_object_object_add(body, "consent", consent);
	json_object_object_add(body, "attributes", attributes);
	command_texts(c, body);
	if (command_value(c, "accept-terms") != NULL)
		json_object_object_add(consent, "terms_version",
		    json_object_new_string(command_value(c, "accept-terms")));
	if (command_value(c, "of-age") != NULL)
		json_object_object_add(
		    consent, "of_age", json_object_new_boolean(1));
	for (size_t i = 0; i < c->given_count; i++) {
		if (strcmp(c->given[i].option->name, "set") != 0)
			continue;
		if ((status = about_get(c, &about)) != LINK_OK)
			return status;
		if (!answer_assign(about, attributes, c->given[i].value))
			return command_wrong(
			    c, _("--set wants ATTRIBUTE=VALUE"));
	}
	return LINK_OK;
}

static void
put_own_zone(struct json_object *body)
{
	char *zone = zone_own();

	if (!proto_has(body, "zone"))
		json_object_object_add(
		    body, "zone", json_object_new_string(zone));
	free(zone);
}

static enum link_status
send_body(
    struct context *c, struct json_object *body, struct json_object **reply)
{
	struct link_request rq = { .body = body };

	return link_call(c->link, ROUTE_SIGNUP, &rq, reply);
}

/* Asks for what is missing, and again for what the server does not take. */
static enum link_status
converse(struct context *c, struct json_object *body, bool is_all,
    struct json_object **reply)
{
	struct json_object *state = json_object_new_object(), *about;
	enum link_status status = about_get(c, &about);
	bool goes_on = status == LINK_OK;

	while (goes_on) {
		if (!questions_ask(about, body, state, is_all)) {
			fputs(_("Nothing was sent.\n"), stderr);
			status = LINK_REFUSED;
			break;
		}
		status = send_body(c, body, reply);
		goes_on = status == LINK_REFUSED &&
			  questions_again(body, state, link_problem(c->link));
	}
	json_object_put(state);
	return status;
}

enum link_status
cmd_signup(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	bool is_asking = ask_is_possible(c), is_all = c->given_count == 0;
	enum link_status status = take_options(c, body);

	(void)argc;
	(void)argv;
	if (!is_asking || !is_all)
		put_own_zone(body);
	if (status == LINK_OK)
		status = is_asking ? converse(c, body, is_all, &reply)
				   : send_body(c, body, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	return signin_attempted(c, reply, is_asking && is_all);
}
