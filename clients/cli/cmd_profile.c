/*
 * serendip profile: show, set, unset.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

static void
print_line(const char *title, const char *value)
{
	paper_textf(
	    0, PAPER_PLAIN, _("%s: %s"), title, value == NULL ? "–" : value);
}

/* Prints and frees. */
static enum link_status
print_profile(struct context *c, struct json_object *me)
{
	struct json_object *about;
	enum link_status status;
	const char *until;
	char when[WHEN_SIZE];

	if (c->is_json)
		return command_json(me);
	if ((status = about_get(c, &about)) != LINK_OK) {
		json_object_put(me);
		return status;
	}
	print_line(_("Name"), proto_text(me, "name"));
	print_line(_("E-mail"), proto_text(me, "email"));
	print_line(_("Language"), proto_text(me, "language"));
	print_line(_("Time zone"), proto_text(me, "zone"));
	if (*proto_text(me, "pitch") != '\0')
		print_line(_("Pitch"), proto_text(me, "pitch"));
	about_print(about, proto_get(me, "attributes"), NULL, 0);
	if (proto_get(me, "pause") != NULL) {
		until = proto_text(proto_get(me, "pause"), "until");
		print_line(_("Paused until"),
		    until == NULL
			? "serendip back"
			: when_text(until, proto_text(me, "zone"), when));
	}
	print_line(_("Member since"), when_text(proto_text(me, "joined_at"),
					  proto_text(me, "zone"), when));
	if (proto_bool(proto_get(me, "consent"), "outdated", false))
		puts(_(
		    "The terms have changed since you consented to them. See: "
		    "serendip about, serendip consent"));
	json_object_put(me);
	return LINK_OK;
}

enum link_status
cmd_profile(struct context *c, int argc, char **argv)
{
	struct json_object *me = NULL;
	enum link_status status;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_ME, NULL, &me);
	return status == LINK_OK ? print_profile(c, me) : status;
}

/* Reads the version, sends the change, shows the result. Takes the body. */
static enum link_status
change(struct context *c, struct json_object *body)
{
	struct link_request rq = { .body = body };
	struct json_object *me = NULL;
	enum link_status status = link_call(c->link, ROUTE_ME, NULL, &me);
	char etag[64];

	json_object_put(me);
	me = NULL;
	if (status == LINK_OK) {
		snprintf(etag, sizeof(etag), "%s", link_etag(c->link));
		rq.if_match = etag;
		status = link_call(c->link, ROUTE_ME_CHANGE, &rq, &me);
	}
	json_object_put(body);
	return status == LINK_OK ? print_profile(c, me) : status;
}

enum link_status
cmd_profile_set(struct context *c, int argc, char **argv)
{
	struct json_object *body, *attributes, *about;
	enum link_status status = LINK_OK;

	if (c->given_count == 0 && argc == 0)
		return command_wrong(c, _("there is nothing to set"));
	body = json_object_new_object();
	attributes = json_object_new_object();
	json_object_object_add(body, "attributes", attributes);
	command_texts(c, body);
	for (int i = 0; i < argc && status == LINK_OK; i++) {
		status = about_get(c, &about);
		if (status == LINK_OK &&
		    !answer_assign(about, attributes, argv[i]))
			status = command_wrong(c, _("write ATTRIBUTE=VALUE"));
	}
	if (status == LINK_OK)
		return change(c, body);
	json_object_put(body);
	return status;
}

enum link_status
cmd_profile_unset(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object();
	struct json_object *attributes = json_object_new_object();

	json_object_object_add(body, "attributes", attributes);
	for (int i = 0; i < argc; i++)
		json_object_object_add(attributes, argv[i], NULL);
	return change(c, body);
}
