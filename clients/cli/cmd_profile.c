/*
 * serendip profile: show, set, unset.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"

static const struct option options[] = {
	{ "name", required_argument, NULL, 'n' },
	{ "language", required_argument, NULL, 'l' },
	{ "zone", required_argument, NULL, 'z' },
	{ "pitch", required_argument, NULL, 'p' },
	{ NULL, 0, NULL, 0 },
};

static void
print_line(const char *title, const char *value)
{
	printf("%s: ", title);
	safe_print(stdout, value == NULL ? "–" : value);
	putchar('\n');
}

/* Prints and frees. */
static enum link_status
print_profile(struct context *c, struct json_object *me)
{
	struct json_object *about;
	enum link_status status;

	if (c->is_json)
		return command_json(me);
	if ((status = about_get(c, &about)) != LINK_OK) {
		json_object_put(me);
		return status;
	}
	print_line("Name", proto_text(me, "name"));
	print_line("E-mail", proto_text(me, "email"));
	print_line("Language", proto_text(me, "language"));
	print_line("Time zone", proto_text(me, "zone"));
	if (*proto_text(me, "pitch") != '\0')
		print_line("Pitch", proto_text(me, "pitch"));
	about_print(about, proto_get(me, "attributes"), "");
	print_line("Member since", proto_text(me, "joined_at"));
	json_object_put(me);
	return LINK_OK;
}

enum link_status
cmd_profile(struct context *c, int argc, char **argv)
{
	struct json_object *me = NULL;
	enum link_status status;

	(void)argv;
	if (argc > 1)
		return command_wrong("profile takes nothing, set or unset");
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
	struct json_object *body = json_object_new_object();
	struct json_object *attributes = json_object_new_object(), *about;
	int option, at = 0;

	json_object_object_add(body, "attributes", attributes);
	while ((option = getopt_long(argc, argv, "", options, &at)) != -1) {
		if (option == '?') {
			json_object_put(body);
			return command_wrong("");
		}
		json_object_object_add(
		    body, options[at].name, json_object_new_string(optarg));
	}
	for (; optind < argc; optind++) {
		enum link_status status = about_get(c, &about);

		if (status == LINK_OK &&
		    !about_set(about, attributes, argv[optind]))
			status = LINK_REFUSED;
		if (status != LINK_OK) {
			json_object_put(body);
			return status;
		}
	}
	if (json_object_object_length(body) == 1 &&
	    json_object_object_length(attributes) == 0) {
		json_object_put(body);
		return command_wrong("Nothing to set");
	}
	return change(c, body);
}

enum link_status
cmd_profile_unset(struct context *c, int argc, char **argv)
{
	struct json_object *body, *attributes;

	if (argc < 2)
		return command_wrong("Nothing to unset");
	body = json_object_new_object();
	attributes = json_object_new_object();
	json_object_object_add(body, "attributes", attributes);
	for (int i = 1; i < argc; i++)
		json_object_object_add(attributes, argv[i], NULL);
	return change(c, body);
}
