/*
 * The commands of `serendip`. To add one: a row in the table of its subject
 * (commands_*.c), and a file cmd_x.c.
 */
#include "clients/cli/cli.h"
#include "clients/link/completion.h"
#include "clients/link/language.h"

static const struct command commands_shell[] = {
	{ "completion", "bash|zsh [WORD…]", 1, COMMAND_ANY,
	    N_("a script by which a shell completes these"), NULL,
	    N_("With words, what could stand in the place of the last of them, "
	       "a line each."),
	    completion_run },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};

static const struct command *const tables[] = {
	commands_account,
	commands_introductions,
	commands_people,
	commands_shell,
	NULL,
};

static const struct command_option program_options[] = {
	{ "server", N_("URL"),
	    N_("the community's server (SERENDIP_URL, or that of\n"
	       "the last sign-in)"),
	    NULL },
	{ "ca", N_("FILE"),
	    N_("a certificate to trust besides the system's\n"
	       "(SERENDIP_CA, or that of the last sign-in)"),
	    NULL },
	{ "json", NULL, N_("replies as the server gives them"), NULL },
	{ "language", "en|fr",
	    N_("of what is said here (LC_ALL, LC_MESSAGES, LANG)"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static enum link_status
begin(struct context *c)
{
	const char *language = command_value(c, "language");

	if (language != NULL && !language_set(language))
		return command_wrong(c, _("--language is en or fr"));
	return LINK_OK;
}

const struct program cli_program = {
	.name = "serendip",
	.summary = N_("Meet someone you would never have met."),
	.options = program_options,
	.tables = tables,
	.ending =
	    N_("COMMAND --help says more.\n"
	       "\n"
	       "Exit status: 0 done; 1 refused, or the input is wrong; 2 the "
	       "command line\n"
	       "is wrong; 3 no connection; 4 not signed in."),
	.begin = begin,
	.connect = connect_kept,
	.offer = complete_offer,
};
