/*
 * serendipctl: an operator's command line, over the daemon's Unix socket.
 */
#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "clients/ctl/ctl.h"

static const struct option options[] = {
	{ "socket", required_argument, NULL, 's' },
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'v' },
	{ NULL, 0, NULL, 0 },
};

static int
usage(FILE *out)
{
	fputs("Usage: serendipctl [--socket PATH] [--json] COMMAND …\n\n", out);
	if (out == stderr) {
		fputs("See serendipctl --help.\n", out);
		return LINK_USAGE;
	}
	command_list(ctl_commands);
	puts("\n  --socket PATH  the daemon's socket (SERENDIP_SOCKET, "
	     "./var/run/operator.sock,\n"
	     "                 or /run/serendip/operator.sock)\n"
	     "  --json         replies as the server gives them\n"
	     "  COMMAND --help says more.\n"
	     "\n"
	     "Exit status: 0 done; 1 refused, or the input is wrong; 2 the "
	     "command line\n"
	     "is wrong; 3 no connection.");
	return LINK_OK;
}

static const char *
find_socket(const char *named)
{
	static const char here[] = "var/run/operator.sock";

	if (named == NULL)
		named = getenv("SERENDIP_SOCKET");
	if (named != NULL && *named != '\0')
		return named;
	/* It may be there and not be ours to see. */
	if (access(here, F_OK) == 0 || errno == EACCES)
		return here;
	return "/run/serendip/operator.sock";
}

int
main(int argc, char **argv)
{
	struct context c = { 0 };
	enum link_status status;
	const char *socket = NULL;
	int option;

	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	while ((option = getopt_long(argc, argv, "+h", options, NULL)) != -1) {
		switch (option) {
		case 's':
			socket = optarg;
			break;
		case 'j':
			c.is_json = true;
			break;
		case 'h':
			return usage(stdout);
		case 'v':
			puts("serendipctl " SERENDIP_VERSION);
			return LINK_OK;
		default:
			return usage(stderr);
		}
	}
	if (optind == argc)
		return usage(stderr);
	if (strcmp(argv[optind], "help") == 0 && optind + 1 == argc)
		return usage(stdout);
	c.link = link_new_unix(find_socket(socket));
	status = command_run(
	    "serendipctl", ctl_commands, &c, argc - optind, argv + optind);
	link_free(c.link);
	return (int)status;
}
