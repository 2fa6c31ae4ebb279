/*
 * serendip email: my address, and its change.
 */
#include <stdio.h>
#include <stdlib.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

static void
print_step(const char *who, const char *address, bool is_confirmed)
{
	paper_textf(2, PAPER_PLAIN, "%s %s (%s)", is_confirmed ? "✓" : "·", who,
	    address);
}

static enum link_status
print_address(struct context *c, struct json_object *reply)
{
	struct json_object *change = proto_get(reply, "change");
	const char *email = proto_text(reply, "email"), *zone;
	enum link_status status = when_zone(c, &zone);
	char when[WHEN_SIZE];

	if (status != LINK_OK)
		return status;
	paper_textf(0, PAPER_PLAIN, _("Your address: %s"), email);
	if (change == NULL)
		return LINK_OK;
	paper_text(0, PAPER_PLAIN,
	    _("A change waits for both to confirm it, each with the code of "
	      "its letter:"));
	print_step(_("the new one"), proto_text(change, "email"),
	    proto_bool(change, "new_confirmed", false));
	print_step(_("the one before"), email,
	    proto_bool(change, "old_confirmed", false));
	paper_textf(2, PAPER_PLAIN, _("serendip email --code CODE  (until %s)"),
	    when_text(proto_text(change, "codes_until"), zone, when));
	paper_textf(0, PAPER_PLAIN,
	    _("Without the one before, unless it objects, the new one is "
	      "enough from %s on."),
	    when_text(proto_text(change, "otherwise_at"), zone, when));
	return LINK_OK;
}

/* Shows where the change stands; takes the reply. */
static enum link_status
show(struct context *c, enum link_status status, struct json_object *reply)
{
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	status = print_address(c, reply);
	json_object_put(reply);
	return status;
}

static enum link_status
post(struct context *c, enum proto_route_id route, const char *field,
    const char *value, struct json_object **reply)
{
	struct json_object *body = json_object_new_object();
	struct link_request rq = { .body = body };
	enum link_status status;

	json_object_object_add(body, field, json_object_new_string(value));
	status = link_call(c->link, route, &rq, reply);
	json_object_put(body);
	return status;
}

/* A route that has no reply. */
static enum link_status
said(struct context *c, enum link_status status, const char *words)
{
	if (status == LINK_OK && c->is_json)
		return command_json(NULL);
	if (status == LINK_OK)
		puts(words);
	return status;
}

enum link_status
cmd_email(struct context *c, int argc, char **argv)
{
	const char *code = command_value(c, "code");
	const char *token = command_value(c, "object");
	const bool is_over = command_value(c, "cancel") != NULL;
	struct json_object *reply = NULL;
	enum link_status status;

	if ((code != NULL) + (token != NULL) + is_over + argc > 1)
		return command_wrong(c,
		    _("name one of an address, --code, --object and --cancel"));
	if (token != NULL) {
		status = post(c, ROUTE_ADDRESS_OBJECT, "token", token, &reply);
		return said(c, status,
		    _("The address stays, and all sessions are ended. "
		      "See: serendip signin"));
	}
	if (is_over) {
		status = link_call(c->link, ROUTE_ADDRESS_FORGET, NULL, &reply);
		return said(c, status, _("Your address stays as it is."));
	}
	if (code != NULL)
		status = post(c, ROUTE_ADDRESS_CONFIRM, "code", code, &reply);
	else if (argc == 1)
		status = post(c, ROUTE_ADDRESS_ASK, "email", argv[0], &reply);
	else
		status = link_call(c->link, ROUTE_ADDRESS, NULL, &reply);
	return show(c, status, reply);
}
