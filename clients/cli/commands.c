/*
 * The commands of `serendip`. To add one: a row here, and a file cmd_x.c.
 */
#include "clients/cli/cli.h"
#include "clients/link/completion.h"
#include "clients/link/language.h"

#define PROFILE_OPTIONS                                                        \
	{ "name", N_("NAME"), N_("the name shown; a pseudonym is fine"),       \
		"/name" },                                                     \
	    { "language", "en|fr", N_("of letters and reasons"),               \
		    "/language" },                                             \
	    { "zone", N_("ZONE"), N_("such as Europe/Paris"), "/zone" },       \
	{                                                                      \
		"pitch", N_("TEXT"),                                           \
		    N_("what you do, what you offer, what you seek"), "/pitch" \
	}

static const struct command_option signup_options[] = {
	{ "email", N_("ADDRESS"), N_("where letters go; nobody else sees it"),
	    "/email" },
	PROFILE_OPTIONS,
	{ "invitation", N_("TOKEN"),
	    N_("an invitation; some communities want one"), "/invitation" },
	{ "set", N_("ATTRIBUTE=VALUE"),
	    N_("as `serendip about` lists them, by word or\n"
	       "label; several tags or hours are separated\n"
	       "by ;"),
	    NULL },
	{ "accept-terms", N_("VERSION"),
	    N_("consent to the terms of `serendip about`"),
	    "/consent/terms_version" },
	{ "of-age", NULL, N_("and be of the age that it names"),
	    "/consent/of_age" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option consent_options[] = {
	{ "accept-terms", N_("VERSION"), N_("the terms of `serendip about`"),
	    "/terms_version" },
	{ "of-age", NULL, N_("and be of the age that it names"), "/of_age" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option letters_options[] = {
	{ "want", N_("KIND"), N_("get this kind"), "/wanted" },
	{ "refuse", N_("KIND"), N_("do not get it"), "/unwanted" },
	{ "quiet", N_("FROM-TO"),
	    N_("none from then to then, as in 22:00-07:00"), "/quiet" },
	{ "no-quiet", NULL, N_("at any hour"), NULL },
	{ "weekly-max", N_("N"), N_("no more than so many in seven days"),
	    "/weekly_max" },
	{ "no-weekly-max", NULL, N_("as many as there are"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option invite_options[] = {
	{ "email", N_("ADDRESS"), N_("send a letter with it there"), "/email" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option say_options[] = {
	{ "to", N_("ID"), N_("the introduction"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option signin_options[] = {
	{ "code", N_("CODE"), N_("of the letter that was asked for here"),
	    "/code" },
	{ "token", N_("TOKEN"), N_("of any letter"), "/token" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option sessions_options[] = {
	{ "others", NULL, N_("all but this one"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option email_options[] = {
	{ "code", N_("CODE"), N_("of the letter to either address"), "/code" },
	{ "cancel", NULL, N_("keep the address after all"), NULL },
	{ "object", N_("TOKEN"),
	    N_("of the letter to the address before: it stays,\n"
	       "and all sessions end"),
	    "/token" },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option export_options[] = {
	{ "output", N_("FILE"), N_("write it there, for its owner alone"),
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option erase_options[] = {
	{ "yes", NULL, N_("do not ask for the name"), NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct command_option profile_options[] = {
	PROFILE_OPTIONS,
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

static const struct command commands[] = {
	{ "about", "", 0, 0, N_("the community: its questions and its pools"),
	    NULL, NULL, cmd_about },
	{ "words", N_("ATTRIBUTE NAME"), 2, 2,
	    N_("the words of an attribute that begin so, in any language"),
	    NULL, NULL, cmd_words },
	{ "signup", "", 0, 0, N_("join; asks for what is missing"),
	    signup_options,
	    N_("At a terminal and without options it asks for everything; with "
	       "some, only for\nwhat is needed. Otherwise it asks nothing."),
	    cmd_signup },
	{ "signin", N_("[EMAIL]"), 0, 1,
	    N_("ask for a letter, and use its code or token"), signin_options,
	    NULL, cmd_signin },
	{ "signout", "", 0, 0, N_("end this session"), NULL, NULL,
	    cmd_signout },
	{ "sessions end", N_("[ID]"), 0, 1, N_("end a session of mine"),
	    sessions_options, NULL, cmd_sessions_end },
	{ "sessions", "", 0, 0, N_("where I am signed in"), NULL, NULL,
	    cmd_sessions },
	{ "email", N_("[ADDRESS]"), 0, 1, N_("my address, or another one"),
	    email_options,
	    N_("The new address and the one before get a code each; with both, "
	       "the address\nchanges. Whoever has lost the one before waits a "
	       "week."),
	    cmd_email },
	{ "export", "", 0, 0, N_("all that is kept of me, as JSON"),
	    export_options, N_("A letter tells of it."), cmd_export },
	{ "erase", "", 0, 0, N_("erase my account, at once and for good"),
	    erase_options,
	    N_("Asks for the name first. To leave a pool only, see: serendip "
	       "leave"),
	    cmd_erase },
	{ "profile set", N_("[ATTRIBUTE=VALUE…]"), 0, COMMAND_ANY,
	    N_("change my profile"), profile_options,
	    N_("Attributes are those of `serendip about`, by word or label; "
	       "several tags or\nhours are separated by ;"),
	    cmd_profile_set },
	{ "profile unset", N_("ATTRIBUTE…"), 1, COMMAND_ANY,
	    N_("take attributes out of my profile"), NULL, NULL,
	    cmd_profile_unset },
	{ "profile", "", 0, 0, N_("my profile"), NULL, NULL, cmd_profile },
	{ "letters", "", 0, 0, N_("which letters come, and when"),
	    letters_options, NULL, cmd_letters },
	{ "consent", "", 0, 0, N_("consent to the terms in force"),
	    consent_options, NULL, cmd_consent },
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
	{ "meet", N_("[ID]"), 0, 1,
	    N_("propose an hour to meet, or answer one"), meet_options,
	    N_("Times are by the clock of my profile's zone. Without an id, "
	       "the "
	       "only introduction\nthat it can be about."),
	    cmd_meet },
	{ "calendar", N_("[ID]"), 0, 1, N_("the hour to meet as iCalendar"),
	    calendar_options, NULL, cmd_calendar },
	{ "completion", "bash|zsh [WORD…]", 1, COMMAND_ANY,
	    N_("a script by which a shell completes these"), NULL,
	    N_("With words, what could stand in the place of the last of them, "
	       "a line each."),
	    completion_run },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
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
	.commands = commands,
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
