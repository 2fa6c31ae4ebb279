/*
 * serendip: a member's command line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"

/* The first of these that is set and not empty. */
static const char *
first_of(const char *a, const char *b, const char *c)
{
	if (a != NULL && *a != '\0')
		return a;
	return b != NULL && *b != '\0' ? b : c;
}

/* The options before the command; NULL: not given. */
static const char *server, *ca;

enum link_status
connect_kept(struct context *c)
{
	struct json_object *all = keep_read();
	char *real;

	if (all == NULL)
		return LINK_REFUSED;
	/* With another server whoever calls is signed out, and nothing that is
	 * of the first one reaches it. */
	c->kept = keep_of(all, first_of(server, getenv("SERENDIP_URL"), NULL),
	    "https://localhost:8443");
	json_object_put(all);
	ca = first_of(ca, getenv("SERENDIP_CA"), proto_text(c->kept, "ca"));
	if (ca != NULL) {
		/* Kept for calls from other folders. */
		real = realpath(ca, NULL);
		json_object_object_add(c->kept, "ca",
		    json_object_new_string(real == NULL ? ca : real));
		free(real);
	}
	c->link =
	    link_new(proto_text(c->kept, "server"), proto_text(c->kept, "ca"));
	link_set_token(c->link, proto_text(c->kept, "token"));
	return LINK_OK;
}

int
main(int argc, char **argv)
{
	struct context c = { .program = &cli_program };
	enum link_status status;
	int first;

	language_set(NULL);
	status = command_options(&c, argc, argv, &first);
	if (first == 0)
		return (int)status;
	server = command_value(&c, "server");
	ca = command_value(&c, "ca");
	status = command_run(&c, argc - first, argv + first);
	if (status == LINK_SIGNED_OUT && !c.is_json)
		fputs(_("Sign in with: serendip signin EMAIL\n"), stderr);
	link_free(c.link);
	json_object_put(c.kept);
	return (int)status;
}
