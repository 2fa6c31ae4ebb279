/*
 * serendipctl: an operator's command line, over the daemon's Unix socket.
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "clients/ctl/ctl.h"

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
	struct context c = { .program = &ctl_program };
	enum link_status status;
	int first;

	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	status = command_options(&c, argc, argv, &first);
	if (first == 0)
		return (int)status;
	c.link = link_new_unix(find_socket(command_value(&c, "socket")));
	status = command_run(&c, argc - first, argv + first);
	link_free(c.link);
	return (int)status;
}
