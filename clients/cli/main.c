/*
 * serendip: a member's command line.
 */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"

static const struct option options[] = {
	{ "server", required_argument, NULL, 's' },
	{ "ca", required_argument, NULL, 'c' },
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'v' },
	{ NULL, 0, NULL, 0 },
};

static int
usage(FILE *out)
{
	fputs("Usage: serendip [--server URL] [--ca FILE] [--json] COMMAND …\n"
	      "\n"
	      "Meet someone you would never have met.\n\n",
	    out);
	if (out == stdout) {
		command_list(cli_commands);
		fputs("\n"
		      "  --server URL  the community's server (SERENDIP_URL, "
		      "or that of\n"
		      "                the last sign-in)\n"
		      "  --ca FILE     a certificate to trust besides the "
		      "system's "
		      "(SERENDIP_CA,\n"
		      "                or that of the last sign-in)\n"
		      "  --json        replies as the server gives them\n"
		      "  COMMAND --help says more.\n"
		      "\n"
		      "Exit status: 0 done; 1 refused, or the input is wrong; "
		      "2 the command line\n"
		      "is wrong; 3 no connection; 4 not signed in.\n",
		    out);
		return LINK_OK;
	}
	fputs("See serendip --help.\n", out);
	return LINK_USAGE;
}

/* The first of these that is set and not empty. */
static const char *
first_of(const char *a, const char *b, const char *c)
{
	if (a != NULL && *a != '\0')
		return a;
	return b != NULL && *b != '\0' ? b : c;
}

static enum link_status
run(struct context *c, const char *server, const char *ca, int argc,
    char **argv)
{
	struct json_object *all = keep_read();
	enum link_status status;
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
	status = command_run("serendip", cli_commands, c, argc, argv);
	if (status == LINK_SIGNED_OUT && !c->is_json)
		fputs("Sign in with: serendip signin EMAIL\n", stderr);
	link_free(c->link);
	json_object_put(c->kept);
	return status;
}

int
main(int argc, char **argv)
{
	const char *server = NULL, *ca = NULL;
	struct context c = { 0 };
	int option;

	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	while ((option = getopt_long(argc, argv, "+h", options, NULL)) != -1) {
		switch (option) {
		case 's':
			server = optarg;
			break;
		case 'c':
			ca = optarg;
			break;
		case 'j':
			c.is_json = true;
			break;
		case 'h':
			return usage(stdout);
		case 'v':
			puts("serendip " SERENDIP_VERSION);
			return LINK_OK;
		default:
			return usage(stderr);
		}
	}
	if (optind == argc)
		return usage(stderr);
	if (strcmp(argv[optind], "help") == 0 && optind + 1 == argc)
		return usage(stdout);
	return (int)run(&c, server, ca, argc - optind, argv + optind);
}
