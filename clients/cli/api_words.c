/*
 * Words of the API's lists as people say them: see clients/cli/cli.h.
 */
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"

static const struct {
	const char *list, *word, *said;
} words[] = {
	{ "introduction", "offered", N_("offered") },
	{ "introduction", "accepted", N_("all said yes") },
	{ "introduction", "declined", N_("declined") },
	{ "introduction", "expired", N_("not answered in time") },
	{ "introduction", "met", N_("met") },
	{ "introduction", "not_met", N_("not met") },

	{ "resting", "pause", N_("yes, paused") },
	{ "resting", "no_shows", N_("yes, rests") },
	{ "resting", "consent", N_("yes, terms are open") },
	{ "resting", "skip", N_("yes, skips the next") },
	{ "resting", "cadence", N_("yes, not every round") },
	{ "resting", "once", N_("yes, had the one") },

	{ "invitation", "open", N_("open") },
	{ "invitation", "used", N_("used") },
	{ "invitation", "ended", N_("ended") },
	{ "invitation", "expired", N_("too old") },

	{ "report", "open", N_("open") },
	{ "report", "dismissed", N_("dismissed") },
	{ "report", "warned", N_("they were warned") },
	{ "report", "suspended", N_("they were suspended") },
	{ "report", "reinstated", N_("they were reinstated") },

	{ "category", "harassment", N_("harassment") },
	{ "category", "safety", N_("safety") },
	{ "category", "minor", N_("minor") },
	{ "category", "spam", N_("spam") },
	{ "category", "impersonation", N_("impersonation") },
	{ "category", "no_show", N_("no-show") },
	{ "category", "other", N_("other") },

	{ "type", "choice", N_("one word") },
	{ "type", "tree", N_("one word of a tree") },
	{ "type", "tags", N_("several words") },
	{ "type", "scale", N_("a number or a step") },
	{ "type", "hours", N_("hours of the week") },

	{ "day", "mon", N_("mon") },
	{ "day", "tue", N_("tue") },
	{ "day", "wed", N_("wed") },
	{ "day", "thu", N_("thu") },
	{ "day", "fri", N_("fri") },
	{ "day", "sat", N_("sat") },
	{ "day", "sun", N_("sun") },
};

const char *
api_word(const char *list, const char *word)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].list, list) == 0 &&
		    strcmp(words[i].word, word) == 0)
			return _(words[i].said);
	return word;
}
