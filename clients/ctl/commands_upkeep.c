/*
 * serendipctl: the audit log, backups and secrets.
 */
#include "clients/ctl/ctl.h"

static const struct command_option audit_options[] = {
	{ "since", "TIME", "not before: 2026-11-24, or 2026-11-24T10:00:00Z",
	    "/since" },
	{ "action", "ACTION", "\"letter sent\", or all that begin with a word",
	    NULL },
	{ "subject", "ID", "to whom or to what it was done", "/subject" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option verify_options[] = {
	{ "head", "HEAD", "what an earlier one, or a backup, printed",
	    "/head" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option backup_options[] = {
	{ "to", "KEY", "the public key that it is written under", NULL },
	{ "config", "FILE", "the configuration (/etc/serendip/serendip.yaml)",
	    NULL },
	{ "with-tls", NULL, "certificate and key of TLS, too", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option restore_options[] = {
	{ "key", "KEY", "the private key", NULL },
	{ "config", "FILE",
	    "the configuration (/etc/serendip/serendip.yaml);\n"
	    "where it is missing, the backup's goes there",
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option keys_options[] = {
	{ "config", "FILE", "the configuration (/etc/serendip/serendip.yaml)",
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

const struct command commands_upkeep[] = {
	{ "audit list", "", 0, 0, "what was done, newest first", audit_options,
	    NULL, cmd_audit_list },
	{ "audit verify", "", 0, 0,
	    "whether the audit log is as it was written", verify_options,
	    "Says the first line that was changed or deleted, and ends with "
	    "status 1 then.\nKeep the head that it prints elsewhere: with "
	    "--head, what was cut off the end\nsince shows, too.",
	    cmd_audit_verify },
	{ "backup key", "FILE", 1, 1, "make a pair of keys, FILE and FILE.pub",
	    NULL,
	    "The public half goes to the server; the private one opens what "
	    "is written under\nit, and is kept elsewhere.",
	    cmd_backup_key },
	{ "backup", "FILE --to KEY", 1, 1,
	    "database, configuration and secrets into a new file",
	    backup_options,
	    "Of one moment, while the daemon runs; encrypted, whole or not at "
	    "all. For the\ndaemon's own user: it connects to the database "
	    "itself.",
	    cmd_backup },
	{ "restore", "FILE --key KEY", 1, 1,
	    "put a backup back into an empty database", restore_options,
	    "With those of its files that are missing. Nothing is changed "
	    "where the file is\nnot as it was written, or the database is not "
	    "empty. Then start the daemon.",
	    cmd_restore },
	{ "keys status", "", 0, 0, "which secret is in force, and what is left",
	    keys_options,
	    "Opens all that is sealed, to say how much of it is under another "
	    "secret than\nthe one in force.",
	    cmd_keys_status },
	{ "keys rotate", "", 0, 0,
	    "put another secret in the place of the one in force", keys_options,
	    "While daemons run; again, it goes on where it was ended. For the "
	    "daemon's own\nuser. The secret before stays in the file, until "
	    "keys retire.",
	    cmd_keys_rotate },
	{ "keys retire", "", 0, 0, "forget the secrets before the one in force",
	    keys_options,
	    "Links in letters of before, by which one is stopped, lead nowhere "
	    "then. Backups\nof before have their own secret.",
	    cmd_keys_retire },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
