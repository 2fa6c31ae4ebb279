/*
 * serendip signin and signout: letters, codes, sessions.
 */
#include <stdio.h>
#include <stdlib.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"

#define CODE_TRIES 3

/* Sends the code or token; on success the session is kept. */
static enum link_status
verify(struct context *c, const char *code, const char *token)
{
	const char *attempt = proto_text(c->kept, "attempt");
	struct json_object *body, *reply = NULL;
	struct link_request rq = { 0 };
	enum link_status status;

	if (token == NULL && attempt == NULL) {
		fputs(_("No letter was asked for here; use: serendip signin "
			"EMAIL\n"),
		    stderr);
		return LINK_REFUSED;
	}
	rq.body = body = json_object_new_object();
	if (token != NULL) {
		json_object_object_add(
		    body, "token", json_object_new_string(token));
	} else {
		json_object_object_add(
		    body, "attempt", json_object_new_string(attempt));
		json_object_object_add(
		    body, "code", json_object_new_string(code));
	}
	status = link_call(c->link, ROUTE_SIGNIN_VERIFY, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	/* It leaves it out for browsers, which have a cookie then. */
	token = proto_text(reply, "token");
	if (token == NULL) {
		fputs(_("The server began a session, but gave no token for "
			"it.\n"),
		    stderr);
		json_object_put(reply);
		return LINK_REFUSED;
	}
	json_object_object_add(c->kept, "token", json_object_new_string(token));
	json_object_object_del(c->kept, "attempt");
	if (keep_write(c->kept) != 0)
		status = LINK_REFUSED;
	else if (c->is_json)
		return command_json(reply);
	else
		puts(_("Signed in. See: serendip profile, serendip pools, "
		       "serendip intros"));
	json_object_put(reply);
	return status;
}

static enum link_status
ask_code(struct context *c)
{
	enum link_status status = LINK_REFUSED;
	char *code;

	fputs(_("A letter with a code is on its way.\n"), stderr);
	for (int i = 0; i < CODE_TRIES && status == LINK_REFUSED; i++) {
		code = ask_line(_("Code (or nothing, for later)"), NULL);
		if (code == NULL || *code == '\0') {
			free(code);
			puts(_("Later: serendip signin --code CODE"));
			return LINK_OK;
		}
		status = verify(c, code, NULL);
		free(code);
	}
	return status;
}

enum link_status
signin_attempted(struct context *c, struct json_object *reply, bool asks_code)
{
	json_object_object_add(c->kept, "attempt",
	    json_object_new_string(proto_text(reply, "attempt")));
	if (keep_write(c->kept) != 0) {
		json_object_put(reply);
		return LINK_REFUSED;
	}
	if (c->is_json)
		return command_json(reply);
	json_object_put(reply);
	if (asks_code)
		return ask_code(c);
	puts(_("A letter is on its way. Type its code: "
	       "serendip signin --code CODE"));
	return LINK_OK;
}

enum link_status
cmd_signin(struct context *c, int argc, char **argv)
{
	const char *code = command_value(c, "code");
	const char *token = command_value(c, "token");
	struct json_object *body, *reply = NULL;
	struct link_request rq = { 0 };
	enum link_status status;

	if ((code != NULL) + (token != NULL) + argc != 1)
		return command_wrong(
		    c, _("name one of an address, a code and a token"));
	if (argc == 0)
		return verify(c, code, token);
	rq.body = body = json_object_new_object();
	json_object_object_add(body, "email", json_object_new_string(argv[0]));
	status = link_call(c->link, ROUTE_SIGNIN, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	return signin_attempted(c, reply, ask_is_possible(c));
}

enum link_status
cmd_signout(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	(void)argv;
	if (proto_text(c->kept, "token") == NULL) {
		fprintf(stderr, _("You are not signed in at %s.\n"),
		    proto_text(c->kept, "server"));
		return LINK_SIGNED_OUT;
	}
	status = link_call(c->link, ROUTE_SESSION_END, NULL, &reply);
	if (status != LINK_OK && status != LINK_SIGNED_OUT)
		return status;
	json_object_object_del(c->kept, "token");
	if (keep_write(c->kept) != 0)
		return LINK_REFUSED;
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		puts(_("Signed out."));
	return status;
}
