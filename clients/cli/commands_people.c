/*
 * serendip: people I know, bring or suggest, and those whom I block or report.
 */
#include "clients/cli/cli.h"
#include "clients/link/language.h"

static const struct command_option invite_options[] = {
	{ "email", N_("ADDRESS"), N_("send a letter with it there"), "/email" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option suggest_options[] = {
	{ "pool", N_("POOL"), N_("in which of the pools that I am in"),
	    "/pool" },
	{ "because", N_("TEXT"), N_("why; the operators alone read it"),
	    "/because" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option block_options[] = {
	{ "partner", N_("NAME"), N_("whom of several partners"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option report_options[] = {
	{ "category",
	    "harassment|safety|minor|spam|impersonation|no_show|other",
	    N_("what it is about"), "/category" },
	{ "text", N_("TEXT"), N_("what happened"), "/text" },
	{ "partner", N_("NAME"), N_("whom of several partners"), NULL },
	{ "block", NULL, N_("block them, too"), NULL },
	{ NULL, NULL, NULL, NULL },
};

const struct command commands_people[] = {
	{ "invite", "", 0, 0, N_("invite somebody I know"), invite_options,
	    N_("Without an address it shows what to hand on. You two will not "
	       "be "
	       "introduced\nto each other: you know each other already."),
	    cmd_invite },
	{ "invitations end", N_("ID"), 1, 1, N_("end an invitation of mine"),
	    NULL, NULL, cmd_invitations_end },
	{ "invitations refuse", N_("TOKEN"), 1, 1,
	    N_("no more letters that invite me, by the token of one"), NULL,
	    NULL, cmd_invitations_refuse },
	{ "invitations", "", 0, 0, N_("my invitations"), NULL, NULL,
	    cmd_invitations },
	{ "ties list", "", 0, 0,
	    N_("people I know, whom I am never introduced to"), NULL, NULL,
	    cmd_ties_list },
	{ "ties add", N_("ADDRESS…"), 1, COMMAND_ANY, N_("add people I know"),
	    NULL,
	    N_("Nobody is told, and nothing tells you whether they are "
	       "members."),
	    cmd_ties_add },
	{ "ties import", N_("FILE"), 1, 1,
	    N_("add people from a file of contacts"), NULL,
	    N_("LinkedIn's Connections.csv or other CSV with a column of "
	       "addresses, a list of\naddresses, or vCard. - is standard "
	       "input."),
	    cmd_ties_import },
	{ "ties remove", N_("ADDRESS|ID"), 1, 1, N_("forget somebody I know"),
	    NULL, NULL, cmd_ties_remove },
	{ "suggest list", "", 0, 0, N_("of whom I said that they should meet"),
	    NULL, NULL, cmd_suggest_list },
	{ "suggest withdraw", N_("ID"), 1, 1, N_("withdraw a suggestion"), NULL,
	    NULL, cmd_suggest_withdraw },
	{ "suggest", N_("WHO WHOM"), 2, 2,
	    N_("suggest to the operators that two people meet"),
	    suggest_options,
	    N_("Each is somebody I met here, by name or by the id of an "
	       "introduction, or an\naddress, which need not be a member's. "
	       "Neither of them is told, and nothing tells\nwhat comes of it."),
	    cmd_suggest },
	{ "blocks remove", N_("ID"), 1, 1, N_("take a block back"), NULL, NULL,
	    cmd_blocks_remove },
	{ "blocks", "", 0, 0, N_("whom I have blocked"), NULL, NULL,
	    cmd_blocks },
	{ "block", N_("ID|ADDRESS"), 1, 1,
	    N_("never meet a partner of an introduction, or an address"),
	    block_options,
	    N_("At once, both ways, and nobody is told. An address may be that "
	       "of somebody who\nis no member yet."),
	    cmd_block },
	{ "report list", "", 0, 0, N_("what I reported, and what became of it"),
	    NULL, NULL, cmd_report_list },
	{ "report", N_("ID"), 1, 1,
	    N_("tell the operators of a partner of an introduction"),
	    report_options,
	    N_("The other never learns who reported. safety and minor also "
	       "block "
	       "them."),
	    cmd_report },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
