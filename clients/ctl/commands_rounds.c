/*
 * serendipctl: rounds, and who meets whom in them.
 */
#include "clients/ctl/ctl.h"

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

const struct command commands_rounds[] = {
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
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
