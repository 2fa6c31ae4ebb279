/*
 * serendipctl: the daemon and its configuration.
 */
#include "clients/ctl/ctl.h"

const struct command commands_daemon[] = {
	{ "status", "", 0, 0,
	    "whether all is well, and what to do where it is not", NULL,
	    "Exit status 1 says that something does not work; what should only "
	    "be looked at\n(!) leaves it 0.",
	    cmd_status },
	{ "config check", "[FILE]", 0, 1, "every mistake of a file at once",
	    NULL,
	    "Each with its place, what was found and what is allowed. Needs no "
	    "daemon. Without\nFILE, /etc/serendip/serendip.yaml.",
	    cmd_config_check },
	{ "config print", "[FILE]", 0, 1,
	    "all keys with their values, defaults too", NULL,
	    "Of the daemon's configuration in force, or of a file, without a "
	    "daemon. It is\na configuration itself.",
	    cmd_config_print },
	{ "config diff", "[FILE]", 0, 1, "what a reload would change", NULL,
	    "By the daemon's file as it is now, or by another in its place: "
	    "every key with\nwhat is in force and what would be, and whether "
	    "it "
	    "takes a restart.",
	    cmd_config_diff },
	{ "config explain", "KEY", 1, 1,
	    "what a key, a section or a rule is for", NULL,
	    "KEY as listen.port, port, listen, pools.weekly.size or size; or "
	    "the verb of a\nrule, as share.",
	    cmd_config_explain },
	{ "config schema", "", 0, 0, "a JSON Schema of the file, for editors",
	    NULL, NULL, cmd_config_schema },
	{ "config reload", "", 0, 0, "the same as reload", NULL, NULL,
	    cmd_reload },
	{ "reload", "", 0, 0,
	    "read configuration and certificate again, and wait", NULL,
	    "All of it, and says which keys changed; or nothing, and says "
	    "every "
	    "error.",
	    cmd_reload },
	{ "top", "", 0, 0, "how busy the house is, each second", NULL,
	    "On a terminal until q; elsewhere once, with what was counted "
	    "since "
	    "the daemon\nbegan.",
	    cmd_top },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
