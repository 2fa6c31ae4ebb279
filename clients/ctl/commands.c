/*
 * The commands of `serendipctl`. To add one: a row here, and a file cmd_x.c.
 */
#include "clients/ctl/ctl.h"

const struct command ctl_commands[] = {
	{ "status", "", "how the house is", "", cmd_status },
	{ "members import", "MEMBERS.csv", "add members from a file, or none",
	    "  --ties FILE   who knows or blocks whom: a,b,kind\n"
	    "  --pool NAME   the pool that they join\n"
	    "  --skip-bad    import the good lines although there are bad "
	    "ones\n"
	    "  --dry-run     check every line, change nothing\n"
	    "\n"
	    "The header names the columns: id, and any of email, name, "
	    "language,\n"
	    "zone, pitch and the attributes of the configuration. Tags and "
	    "hours\n"
	    "are separated by ; and an empty field is a missing value. A "
	    "member\n"
	    "whose id is known already becomes as in the file.\n",
	    cmd_members_import },
	{ "rounds run", "POOL", "run a round now, and wait for it", "",
	    cmd_rounds_run },
	{ "rounds list", "[POOL]", "rounds, newest first", "",
	    cmd_rounds_list },
	{ "rounds show", "ID", "one round with its figures",
	    "  --groups      who was introduced to whom and why, and who sat "
	    "out\n",
	    cmd_rounds_show },
	{ NULL, NULL, NULL, NULL, NULL },
};
