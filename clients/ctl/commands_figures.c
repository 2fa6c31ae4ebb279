/*
 * serendipctl: what came of introductions, and what would come of other rules.
 */
#include "clients/ctl/ctl.h"

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

const struct command commands_figures[] = {
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
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
