/*
 * serendip: the community, and my account in it.
 */
#include "clients/cli/cli.h"
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

const struct command commands_account[] = {
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
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
