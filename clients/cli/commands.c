/*
 * The commands of `serendip`. To add one: a row here, and a file cmd_x.c.
 */
#include "clients/cli/cli.h"

#define PROFILE_OPTIONS                                               \
	"  --name NAME         the name shown; a pseudonym is fine\n" \
	"  --language en|fr    of letters and reasons\n"              \
	"  --zone ZONE         such as Europe/Paris\n"                \
	"  --pitch TEXT        what you do, what you offer, what you seek\n"

const struct command cli_commands[] = {
	{ "about", "", "the community: its questions and its pools", "",
	    cmd_about },
	{ "signup", "[OPTIONS]", "join; asks for what is missing",
	    "  --email ADDRESS     where letters go; nobody else sees "
	    "it\n" PROFILE_OPTIONS "  --set ATTRIBUTE=VALUE  as `serendip "
	    "about` lists them; several tags\n"
	    "                      or hours are separated by ;\n"
	    "  --accept-terms VERSION --of-age   consent, without being "
	    "asked\n",
	    cmd_signup },
	{ "signin", "[EMAIL]", "ask for a letter, and use its code or token",
	    "  --code CODE         of the letter you asked for here\n"
	    "  --token TOKEN       of any letter\n",
	    cmd_signin },
	{ "signout", "", "end this session", "", cmd_signout },
	{ "profile set", "[OPTIONS] [ATTRIBUTE=VALUE…]", "change my profile",
	    PROFILE_OPTIONS, cmd_profile_set },
	{ "profile unset", "ATTRIBUTE…", "take attributes out of my profile",
	    "", cmd_profile_unset },
	{ "profile", "", "my profile", "", cmd_profile },
	{ "pools", "", "the pools, and whether I am in them", "", cmd_pools },
	{ "join", "POOL", "join a pool, or change my membership",
	    "  --skip-next         skip its next round, once\n"
	    "  --no-skip           do not skip it after all\n",
	    cmd_join },
	{ "leave", "POOL", "leave a pool", "", cmd_leave },
	{ "intros", "[ID]", "whom I was introduced to, and why", "",
	    cmd_intros },
	{ "rounds", "", "the rounds I took part in", "", cmd_rounds },
	{ NULL, NULL, NULL, NULL, NULL },
};
