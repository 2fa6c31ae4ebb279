/*
 * The commands of `serendipctl`. To add one: a row in the table of its subject
 * (commands_*.c), and a file cmd_x.c.
 */
#include "clients/ctl/ctl.h"
#include "clients/link/completion.h"

static const struct command commands_shell[] = {
	{ "completion", "bash|zsh [WORD…]", 1, COMMAND_ANY,
	    "a script by which a shell completes these", NULL,
	    "With words, what could stand in the place of the last of them, "
	    "a line each.",
	    completion_run },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};

static const struct command *const tables[] = {
	commands_daemon,
	commands_members,
	commands_rounds,
	commands_figures,
	commands_letters,
	commands_upkeep,
	commands_shell,
	NULL,
};

static const struct command_option program_options[] = {
	{ "socket", "PATH",
	    "the daemon's socket (SERENDIP_SOCKET,\n"
	    "./var/run/operator.sock, or\n"
	    "/run/serendip/operator.sock)",
	    NULL },
	{ "json", NULL, "replies as the server gives them", NULL },
	{ NULL, NULL, NULL, NULL },
};

const struct program ctl_program = {
	.name = "serendipctl",
	.options = program_options,
	.tables = tables,
	.ending =
	    "COMMAND --help says more.\n"
	    "\n"
	    "Exit status: 0 done; 1 refused, or the input is wrong; 2 the "
	    "command line\n"
	    "is wrong; 3 no connection.",
};
