/*
 * The commands of `serendipctl`. To add one: a row here, and a file cmd_x.c.
 */
#include "clients/ctl/ctl.h"
#include "clients/link/completion.h"

static const struct command_option import_options[] = {
	{ "ties", "FILE", "who knows or blocks whom: a,b,kind", NULL },
	{ "pool", "NAME", "the pool that they join", "/pool" },
	{ "skip-bad", NULL, "import the good lines although there are bad ones",
	    NULL },
	{ "map", "COLUMN=FIELD",
	    "what a column of the file is, as often as\n"
	    "there are such; COLUMN= passes over it",
	    NULL },
	{ "dry-run", NULL, "check every line, say what would change", NULL },
	{ "verbose", NULL, "and a line for each member that would", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option many_options[] = {
	{ "pool", "NAME", "the pool that they join", "/pool" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option search_options[] = {
	{ "pool", "NAME", "who is in it", "/pool" },
	{ "state", "STATE",
	    "active, paused, resting, review, suspended, or\n"
	    "inactive: answered none of the last three",
	    "/state" },
	{ "attribute", "NAME=VALUE",
	    "whose profile has the word, or its label; in a\n"
	    "tree also what lies below it",
	    "/value" },
	{ NULL, NULL, NULL, NULL },
};

#define REASON_OPTION(why)                       \
	{                                        \
		"reason", "TEXT", why, "/reason" \
	}

static const struct command_option look_options[] = {
	REASON_OPTION("why you look; it stands in the audit log, and in\n"
		      "the member's own export"),
	{ "unmask", NULL, "show the whole address", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option reason_options[] = {
	REASON_OPTION("why: it stands in the audit log, and the member is\n"
		      "told"),
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option rest_options[] = {
	REASON_OPTION("why: it stands in the audit log, and the member is\n"
		      "told"),
	{ "until", "DAY",
	    "2026-12-24: from its beginning on, where they live,\n"
	    "they are back; without it, when they say so",
	    "/until" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option community_options[] = {
	{ "since", "DAY", "from when on; else from the first meeting", NULL },
	{ "csv", NULL, "as CSV", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option export_options[] = {
	{ "format", "csv|json", "csv, as without it, or json", NULL },
	{ "names", NULL, "names, ids and free words, too", NULL },
	{ "reason", "TEXT",
	    "why; with --names it must be said, and stands in\n"
	    "the audit log",
	    "/reason" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option show_options[] = {
	{ "groups", NULL,
	    "who was introduced to whom and why, and who\nsat out", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option redraw_options[] = {
	{ "seed", "N",
	    "up to 16 hexadecimal digits, as rounds show has\n"
	    "them; without it one of chance",
	    "/seed" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option preview_options[] = {
	{ "groups", NULL, "with who would meet whom and why, and who sits out",
	    NULL },
	{ "seed", "N", "up to 16 hexadecimal digits; without it one of\nchance",
	    "/seed" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option replay_options[] = {
	{ "draw", "N", "one before it was drawn anew, from 0", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option explain_options[] = {
	{ "pool", "NAME", "in its next draw, as things are now", "/pool" },
	{ "round", "ID", "in this round, as it was drawn", "/round" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option pin_options[] = {
	{ "pool", "NAME", "in which pool", "/pool" },
	{ "reason", "TEXT", "why; kept with it and in the audit log",
	    "/reason" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option forbid_options[] = {
	{ "reason", "TEXT", "why; kept with it and in the audit log",
	    "/reason" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option accept_options[] = {
	{ "reason", "TEXT",
	    "kept with the pin and in the audit log, behind\n"
	    "the suggestion's id",
	    "/reason" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option pairs_options[] = {
	{ "used", NULL, "with the pins that were used", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option simulate_options[] = {
	{ "rules", "FILE", "a configuration with the proposed rules", NULL },
	{ "config", "FILE", "the same as --rules", NULL },
	{ "pool", "NAME", "the pool that they are of", "/pool" },
	{ "rounds", "N", "how many to play, up to 520; 12 without it",
	    "/rounds" },
	{ "no-costs", NULL,
	    "both sides alone, in a part of the time: not what each\n"
	    "requirement costs, nor the nearest rules",
	    NULL },
	{ "html", "FILE",
	    "with charts, into a file that needs nothing else; one of\n"
	    "that name is replaced",
	    NULL },
	{ "stop", "ID", "stop that simulation instead", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option plan_options[] = {
	{ "members", "N", "members of the pool in a round", NULL },
	{ "met-rate", "P", "of introductions, the share that meets: 0.5",
	    NULL },
	{ "difference", "D", "that would matter: 0.1", NULL },
	{ "size", "K", "of a group; 2 without it", NULL },
	{ "known", "SHARE",
	    "of introductions of which somebody says what came of\nthem; 1 "
	    "without it",
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option invite_options[] = {
	{ "uses", "N", "how many people it lets in; one without it", NULL },
	{ "days", "D", "for how long; without it as the configuration says",
	    NULL },
	{ "pool", "NAME", "the pool that they join", "/pool" },
	{ "email", "ADDRESS", "send a letter with it there", "/email" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option template_options[] = {
	{ "language", "en|fr", "which; English without it", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option decide_options[] = {
	{ "words", "TEXT",
	    "why: reporter and reported are both told; never\n"
	    "name the reporter",
	    "/words" },
	{ NULL, NULL, NULL, NULL },
};

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

static const struct command commands[] = {
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
	{ "members import", "MEMBERS.csv", 1, 1,
	    "add or change members: all, or none", import_options,
	    "The header names the columns: id or email, and any of name, "
	    "language, zone,\n"
	    "pitch and the attributes of the configuration, in any case, or by "
	    "their titles.\n"
	    "Commas, semicolons or tabs separate. Words of a vocabulary may be "
	    "their labels;\n"
	    "tags and hours are separated by ; and an empty field is a missing "
	    "value. Whose\n"
	    "id or, without that column, address is known already takes what "
	    "the file says.\n"
	    "- is standard input.",
	    cmd_members_import },
	{ "members invite", "FILE|-", 1, 1,
	    "a letter with an invitation to each of a list", many_options,
	    "A CSV file with a column email, or addresses alone, a line each. "
	    "Whoever is a\n"
	    "member, has an invitation already or wants none gets no letter; "
	    "again is safe.",
	    cmd_members_invite },
	{ "members search", "[TEXT]", 0, 1, "who is there, newest first",
	    search_options,
	    "By a part of the name, in any case and with or without accents, "
	    "or by the whole\n"
	    "of an id or an address. Addresses are masked.",
	    cmd_members_search },
	{ "members show", "ID|EMAIL", 1, 1, "one member, and why you look",
	    look_options, NULL, cmd_members_show },
	{ "members suspend", "ID", 1, 1, "end their sessions and draws",
	    reason_options, NULL, cmd_members_suspend },
	{ "members reinstate", "ID", 1, 1, "open their account again",
	    reason_options, NULL, cmd_members_reinstate },
	{ "members rest", "ID", 1, 1, "pause them, for a while", rest_options,
	    NULL, cmd_members_rest },
	{ "members erase", "ID", 1, 1, "erase their account, when they ask",
	    reason_options,
	    "At once and for good, as the member's own `serendip leave` does: "
	    "partners keep\n"
	    "\"a former member\". Suspended accounts, too.",
	    cmd_members_erase },
	{ "members merge", "FROM INTO", 2, 2,
	    "make one account of two of one person", reason_options,
	    "By their ids. What was introduced to FROM, whom it knows and "
	    "blocked, and its pools\n"
	    "become INTO's; the rest is erased, as by members erase. "
	    "Introductions of both in one\n"
	    "round stay a former member's.",
	    cmd_members_merge },
	{ "members role", "EMAIL|ID operator|member", 2, 2,
	    "give the operator role, or take it away", NULL,
	    "Who has it may use the operators' routes over TLS, all but "
	    "imports, "
	    "metrics\nand this one. Suspension and erasure end it.",
	    cmd_members_role },
	{ "members operators", "", 0, 0, "who has the operator role", NULL,
	    NULL, cmd_members_operators },
	{ "invitations new", "", 0, 0, "let somebody sign up", invite_options,
	    NULL, cmd_invitations_new },
	{ "invitations list", "", 0, 0, "invitations, newest first", NULL, NULL,
	    cmd_invitations_list },
	{ "invitations end", "ID", 1, 1, "end one", NULL, NULL,
	    cmd_invitations_end },
	{ "rounds run", "POOL", 1, 1, "run a round now, and wait for it", NULL,
	    NULL, cmd_rounds_run },
	{ "rounds list", "[POOL]", 0, 1, "rounds, newest first", NULL, NULL,
	    cmd_rounds_list },
	{ "rounds show", "ID", 1, 1, "one round with its figures", show_options,
	    NULL, cmd_rounds_show },
	{ "rounds approve", "ID", 1, 1, "say yes to one that waits, and wait",
	    NULL,
	    "It is published as it was drawn. A group one of whom can take "
	    "part "
	    "no more, by\na block or a pause since, is void.",
	    cmd_rounds_approve },
	{ "rounds redraw", "ID", 1, 1, "draw one that waits anew",
	    redraw_options,
	    "Of the members as they are now. The audit log has the digest of "
	    "the draw before.",
	    cmd_rounds_redraw },
	{ "rounds cancel", "ID", 1, 1, "cancel one that is not published", NULL,
	    NULL, cmd_rounds_cancel },
	{ "rounds report", "ID", 1, 1,
	    "what its draw reached, beside chance and what was possible", NULL,
	    NULL, cmd_rounds_report },
	{ "rounds preview", "POOL", 1, 1,
	    "a draw as it would be now, without making it", preview_options,
	    "Of whoever would take part in the next round, at most 20000. "
	    "Nothing is stored, and\nthe round will be drawn by another seed.",
	    cmd_rounds_preview },
	{ "rounds replay", "ID", 1, 1,
	    "make a past draw once more, and compare", replay_options,
	    "From its stored input: digests, and who is with whom. Exit status "
	    "1 where anything\ndiffers.",
	    cmd_rounds_replay },
	{ "explain", "A B", 2, 2, "why two were, or could not be, introduced",
	    explain_options,
	    "Each by id, e-mail address, or the id in your own file. Every "
	    "rule "
	    "with its outcome;\nwhat a member's own word keeps apart is told "
	    "as "
	    "that and no more. Noted in the\naudit log.",
	    cmd_explain },
	{ "pairs pin", "A B", 2, 2, "introduce two in the next round of a pool",
	    pin_options,
	    "Each by id, e-mail address, or the id in your own file. The next "
	    "draw that both\ntake part in introduces them whatever its rules "
	    "say, but never against a\nmember's own choice, such as a block.",
	    cmd_pairs_pin },
	{ "pairs forbid", "A B", 2, 2, "never introduce two", forbid_options,
	    "In no pool, until it is removed. Neither of them is told.",
	    cmd_pairs_forbid },
	{ "pairs list", "", 0, 0, "pairs that are pinned or forbidden",
	    pairs_options, NULL, cmd_pairs_list },
	{ "pairs remove", "ID", 1, 1, "take a pin or a ban back", NULL, NULL,
	    cmd_pairs_remove },
	{ "suggestions list", "", 0, 0,
	    "two of whom a member says that they should meet", NULL,
	    "Both are in the pool, and nothing keeps them apart. Others are "
	    "not shown.",
	    cmd_suggestions_list },
	{ "suggestions accept", "ID", 1, 1, "pin the two, as pairs pin does",
	    accept_options,
	    "Neither they nor whoever suggested it are told that it was.",
	    cmd_suggestions_accept },
	{ "suggestions dismiss", "ID", 1, 1, "nothing comes of it", NULL, NULL,
	    cmd_suggestions_dismiss },
	{ "report", "[ROUND]", 0, 1,
	    "a published round in figures; without its id the newest", NULL,
	    "What its draw reached, and what became of the pool's round "
	    "before: who answered,\n"
	    "which pairs met, across fields and within one. Operators get the "
	    "same by letter.",
	    cmd_report },
	{ "community", "", 0, 0, "how the community grows together, over time",
	    community_options,
	    "Of its members and who met whom by an introduction: the largest "
	    "part that links\n"
	    "connect, the mean distance in it, pairs of fields of which two "
	    "have met, beside\n"
	    "chance and ceiling, and how far like meets like by each choice "
	    "and tree.",
	    cmd_community },
	{ "export", "FOLDER", 1, 1,
	    "the community as files, under pseudonyms of this export",
	    export_options,
	    "members, attributes, memberships, rounds, introductions, answers "
	    "(with what came\n"
	    "of them) and sit_outs. Nothing that somebody wrote is in it. "
	    "Pseudonyms are the\n"
	    "same in all of its files, and others in every other export.",
	    cmd_export },
	{ "simulate", "", 0, 0, "what if a pool's rules were those of a file",
	    simulate_options,
	    "Plays rounds of the pool's members by the rules in force and by "
	    "those of the\nfile, and shows what came of both, which "
	    "requirement costs most, and with\nwhich change nobody would sit "
	    "out. Nothing changes. At most 20000 members,\nand members times "
	    "rounds up to 1040000.",
	    cmd_simulate },
	{ "experiment list", "[POOL]", 0, 1, "experiments, newest first", NULL,
	    NULL, cmd_experiment_list },
	{ "experiment show", "ID", 1, 1,
	    "one with what it has shown, and how sure that is", NULL, NULL,
	    cmd_experiment_show },
	{ "experiment stop", "ID", 1, 1, "end one for good", NULL,
	    "The next round is drawn by the pool's own rules. What it has "
	    "shown stays.",
	    cmd_experiment_stop },
	{ "experiment plan", "", 0, 0, "how many rounds one would take",
	    plan_options,
	    "By formula, before there is one: to find a difference four times "
	    "in five, where\nthere is one, and one in twenty times at most "
	    "where there is none.",
	    cmd_experiment_plan },
	{ "letters template", "[KIND]", 0, 1,
	    "a letter of ours, to write your own from", template_options,
	    "Subject, an empty line, the body with its {words}. As a file "
	    "KIND.en.txt or\nKIND.fr.txt in the folder of letters.templates it "
	    "stands for ours. Without KIND,\nthe kinds there are.",
	    cmd_letters_template },
	{ "letters", "[dead|pending|sending|sent|unwanted]", 0, 1,
	    "letters that failed, newest first", NULL,
	    "Or those in the state that is named, of the last days. Never "
	    "where "
	    "to, nor\nwhat they say.",
	    cmd_letters },
	{ "webhooks list", "", 0, 0, "webhooks, and how they are", NULL, NULL,
	    cmd_webhooks_list },
	{ "webhooks test", "NAME", 1, 1, "send one a test, now", NULL,
	    "Says what it answered; exit status 1 where that was not 2xx.",
	    cmd_webhooks_test },
	{ "webhooks enable", "NAME", 1, 1,
	    "tell one again that said it was gone", NULL, NULL,
	    cmd_webhooks_enable },
	{ "reports list", "", 0, 0, "what members reported, newest first", NULL,
	    NULL, cmd_reports_list },
	{ "reports show", "ID", 1, 1,
	    "one with all that it holds; noted in the audit log", NULL, NULL,
	    cmd_reports_show },
	{ "reports decide", "ID dismiss|warn|suspend|reinstate", 2, 2,
	    "decide on one", decide_options,
	    "suspend ends the sessions of the reported, and draws, until "
	    "reinstate. An account\nunder review opens again with the last "
	    "report that is dismissed or ends with a\nwarning.",
	    cmd_reports_decide },
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
	{ "completion", "bash|zsh [WORD…]", 1, COMMAND_ANY,
	    "a script by which a shell completes these", NULL,
	    "With words, what could stand in the place of the last of them, "
	    "a line each.",
	    completion_run },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
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
	.commands = commands,
	.ending =
	    "COMMAND --help says more.\n"
	    "\n"
	    "Exit status: 0 done; 1 refused, or the input is wrong; 2 the "
	    "command line\n"
	    "is wrong; 3 no connection.",
};
