/*
 * serendipctl: members, who may become one, and what they report of each other.
 */
#include "clients/ctl/ctl.h"

#define REASON_OPTION(why)                       \
	{                                        \
		"reason", "TEXT", why, "/reason" \
	}

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

static const struct command_option invite_options[] = {
	{ "uses", "N", "how many people it lets in; one without it", NULL },
	{ "days", "D", "for how long; without it as the configuration says",
	    NULL },
	{ "pool", "NAME", "the pool that they join", "/pool" },
	{ "email", "ADDRESS", "send a letter with it there", "/email" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option decide_options[] = {
	{ "words", "TEXT",
	    "why: reporter and reported are both told; never\n"
	    "name the reporter",
	    "/words" },
	{ NULL, NULL, NULL, NULL },
};

const struct command commands_members[] = {
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
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
