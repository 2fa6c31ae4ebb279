/*
 * serendip: pools, introductions, and what comes of them.
 */
#include "clients/cli/cli.h"
#include "clients/link/language.h"

static const struct command_option say_options[] = {
	{ "to", N_("ID"), N_("the introduction"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option join_options[] = {
	{ "skip-next", NULL, N_("skip its next round, once"), "/skip_next" },
	{ "no-skip", NULL, N_("do not skip it after all"), NULL },
	{ "every", "1|2|4|once",
	    N_("at most one introduction in so many weeks;\n"
	       "once: one, and then none"),
	    "/every" },
	{ "trio", NULL, N_("where somebody must join a pair, rather me"),
	    "/group" },
	{ "pair", NULL, N_("rather others"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option pause_options[] = {
	{ "until", N_("DAY"),
	    N_("2026-12-24: back from that day on; a time such\n"
	       "as 2026-12-24T09:00:00Z may stand as well"),
	    "/until" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option skip_options[] = {
	{ "reason", N_("TEXT"), N_("why; partners never see it"), "/reason" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option outcome_options[] = {
	{ "met", "yes|no|could-not",
	    N_("did you meet? With could-not the draw may\n"
	       "introduce you to each other again"),
	    NULL },
	{ "rating", "1…5", N_("how it was"), NULL },
	{ "learned", N_("TEXT"), N_("what you learned; partners do not see it"),
	    "/learned" },
	{ "again", "yes|no", N_("would you meet again?"), NULL },
	{ "no-show", NULL, N_("with --met no: you came, and nobody else did"),
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option diversity_options[] = {
	{ "ascii", NULL, N_("draw with ASCII characters alone"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option intros_options[] = {
	{ "worksheet", NULL, N_("what we have for each other, to be filled in"),
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option meet_options[] = {
	{ "at", N_("WHEN"), "propose \"tue 12:00\" or \"2026-12-01 12:00\"",
	    "/starts_at" },
	{ "minutes", N_("N"), N_("how long; 30 without it"), "/minutes" },
	{ "where", N_("TEXT"), N_("a place, or how to call"), "/where" },
	{ "yes", NULL, N_("the hour that is proposed suits me"), NULL },
	{ "no", NULL, N_("it does not"), NULL },
	{ "cancel", NULL, N_("cancel the hour"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option calendar_options[] = {
	{ "feed", NULL, N_("an address to subscribe to, with all of them"),
	    NULL },
	{ "end", NULL, N_("end that address"), NULL },
	{ NULL, NULL, NULL, NULL },
};

const struct command commands_introductions[] = {
	{ "pools", "", 0, 0, N_("the pools, and whether I am in them"), NULL,
	    NULL, cmd_pools },
	{ "join", N_("POOL"), 1, 1, N_("join a pool, or change my membership"),
	    join_options, NULL, cmd_join },
	{ "leave", N_("POOL"), 1, 1, N_("leave a pool"), NULL, NULL,
	    cmd_leave },
	{ "pause", "", 0, 0, N_("be in no round for a while, in no pool"),
	    pause_options, N_("Without a day: until `serendip back`."),
	    cmd_pause },
	{ "intros", N_("[ID]"), 0, 1, N_("whom I was introduced to, and why"),
	    intros_options, NULL, cmd_intros },
	{ "accept", N_("[ID]"), 0, 1, N_("say yes to an introduction"), NULL,
	    N_("Without an id, to the only one that waits for an answer."),
	    cmd_accept },
	{ "skip", N_("[ID]"), 0, 1, N_("say no to an introduction"),
	    skip_options,
	    N_("Without an id, to the only one that waits for an answer. With "
	       "one, a yes becomes a\nno as long as nobody has said how it "
	       "was."),
	    cmd_skip },
	{ "outcome", N_("[ID]"), 0, 1, N_("say what came of an introduction"),
	    outcome_options,
	    N_("Without an id, of the only one of which you have not said it. "
	       "Said again, it takes\nthe place of what was said before."),
	    cmd_outcome },
	{ "back", "", 0, 0, N_("end my pause, or my rest from the draws"), NULL,
	    NULL, cmd_back },
	{ "thread", N_("[ID]"), 0, 1, N_("what was said in an introduction"),
	    NULL, N_("Without an id, of the newest introduction."),
	    cmd_thread },
	{ "say", N_("[ID] TEXT"), 1, COMMAND_ANY, N_("say something there"),
	    say_options,
	    N_("Words are put together; \"-\" reads the text from standard "
	       "input. Without an id,\nin the newest introduction."),
	    cmd_say },
	{ "watch", "", 0, 0, N_("wait for what happens, and tell"), NULL,
	    N_("Ctrl-C ends it. A connection that breaks is made again, and "
	       "nothing is left out."),
	    cmd_watch },
	{ "rounds", "", 0, 0, N_("the rounds I took part in"), NULL, NULL,
	    cmd_rounds },
	{ "diversity", "", 0, 0, N_("my network, and how diverse it is"),
	    diversity_options,
	    N_("Each figure beside the community's mean, what chance would "
	       "give, "
	       "and the most\nthat is possible; a line of one character a week "
	       "since you joined."),
	    cmd_diversity },
	{ "meet", N_("[ID]"), 0, 1,
	    N_("propose an hour to meet, or answer one"), meet_options,
	    N_("Times are by the clock of my profile's zone. Without an id, "
	       "the "
	       "only introduction\nthat it can be about."),
	    cmd_meet },
	{ "calendar", N_("[ID]"), 0, 1, N_("the hour to meet as iCalendar"),
	    calendar_options, NULL, cmd_calendar },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
